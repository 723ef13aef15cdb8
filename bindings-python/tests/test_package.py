"""The package as a whole: its types, its documentation, its style."""

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import firstline
from firstline import _label, _native, errors

HERE = Path(__file__).parent
PACKAGE = HERE.parent


def tool(*arguments: str) -> None:
    run = subprocess.run([sys.executable, "-m", *arguments], capture_output=True, text=True, cwd=PACKAGE)
    assert run.returncode == 0, run.stdout + run.stderr


def test_everything_generated_is_exported() -> None:
    assert _native.__all__
    assert all(hasattr(firstline, name) for name in [*_native.__all__, *errors.__all__])
    assert firstline.__version__


def test_the_stub_is_the_module() -> None:
    tool("mypy.stubtest", "firstline", "--mypy-config-file", str(PACKAGE / "pyproject.toml"))


def test_types_hold_in_use(tmp_path: Path) -> None:
    examples = [str(PACKAGE.parent / "examples" / name) for name in ("support_report", "live_sla", "how_many_agents")]
    tool("mypy", "--strict", "--cache-dir", str(tmp_path), str(HERE), *examples)


def test_style(tmp_path: Path) -> None:
    tool("ruff", "check", "--cache-dir", str(tmp_path), ".")
    tool("ruff", "format", "--check", "--cache-dir", str(tmp_path), ".")


@pytest.mark.parametrize("module", [firstline, errors, _label], ids=lambda module: module.__name__)
def test_documentation_runs(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


def test_documentation_has_examples() -> None:
    examples = [example for test in doctest.DocTestFinder().find(firstline, "firstline") for example in test.examples]
    assert len(examples) >= 5


def test_all_names_have_documentation() -> None:
    assert [name for name in firstline._native.__all__ if name[0] != "_" and not getattr(firstline, name).__doc__] == []
