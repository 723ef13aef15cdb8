"""The README and the guide say what is so: their Python runs, and the cases that they name exist."""

import json
import re
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent.parent
PAGES = [TOP / "README.md", *sorted((TOP / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_the_page_runs(page: Path) -> None:
    """The blocks of a page are one program, from top to bottom."""
    blocks = re.findall(r"```python\n(.*?)```", page.read_text(), re.DOTALL)
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, str(page), "exec"), names)
    assert not blocks or any("assert" in block for block in blocks)


def test_there_are_such_pages() -> None:
    """Neither the README nor the guide has lost its Python."""
    with_python = [page.name for page in PAGES if "```python" in page.read_text()]
    assert {"README.md", "sla.md", "sla-migration.md"} <= set(with_python)


def test_each_case_that_is_named_exists() -> None:
    """A page names a case by its file and its name: `sla/rules`: "a merged ticket is cancelled"."""
    text = " ".join((TOP / "docs" / "sla-decisions.md").read_text().split())
    named = [
        (file, name)
        for file, names in re.findall(r'`(\w+/\w+)`: ((?:"[^"]+"(?:; )?)+)', text)
        for name in re.findall(r'"([^"]+)"', names)
    ]
    assert len(named) > 100
    for file, name in named:
        document = json.loads((TOP / "tests" / "cases" / f"{file}.json").read_text())
        assert name in [case["name"] for case in document["cases"]], (file, name)
