"""The Python of the README runs as it stands there."""

import re
from pathlib import Path

README = Path(__file__).parent.parent.parent / "README.md"


def test_the_readme_runs() -> None:
    blocks = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
    assert blocks
    for block in blocks:
        assert "assert" in block
        exec(compile(block, str(README), "exec"), {})
