"""The shared cases, each file of them."""

import json
from pathlib import Path

import pytest

from shared_cases import CASES, cases, declared, run

FILES = sorted(CASES.rglob("*.json"))


@pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(CASES)) for file in FILES])
def test_shared_cases(file: Path) -> None:
    document = json.loads(file.read_text())
    objects = declared(document)
    every = list(cases(document))
    wrong = [told for case in every if (told := run(case, objects))]
    print(f"{len(every)} cases")
    assert every, "the file has no case"
    assert not wrong, "\n".join(wrong[:20])


def test_there_are_cases() -> None:
    assert FILES
    print(f"{sum(len(list(cases(json.loads(file.read_text())))) for file in FILES)} cases in {len(FILES)} files")
