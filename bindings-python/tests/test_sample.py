"""The glue over the sample API, which has what the core must not: a function that panics."""

import json
import os
import subprocess
from importlib.machinery import ExtensionFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

import pytest

from firstline import ErrorKind, InternalError

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def sample() -> Any:
    command = ["cargo", "build", "-p", "firstline-python-sample", "--message-format=json-render-diagnostics"]
    # As maturin does: Python's symbols are those of the interpreter that loads the module.
    environment = os.environ | {"PYO3_BUILD_EXTENSION_MODULE": "1"}
    built = subprocess.run(command, cwd=HERE, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    messages = [json.loads(line) for line in built.stdout.splitlines()]
    library = next(
        file
        for message in messages
        if message["reason"] == "compiler-artifact" and message["target"]["name"] == "firstline_python_sample"
        for file in message["filenames"]
        if file.endswith((".so", ".dylib", ".dll"))
    )
    loader = ExtensionFileLoader("sample._native", library)
    spec = spec_from_loader(loader.name, loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_a_panic_is_an_error(sample: Any) -> None:
    with pytest.raises(InternalError, match="by test") as caught:
        sample.defect("by test")
    assert (caught.value.kind, caught.value.code, caught.value.path) == (ErrorKind.INTERNAL, "internal.panic", "")


def test_the_module_goes_on_after_a_panic(sample: Any) -> None:
    with pytest.raises(InternalError):
        sample.defect("once")
    assert sample.greet("Ada") == "Hello, Ada"
