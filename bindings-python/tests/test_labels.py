"""Labels: enumerations that are their text."""

import copy
import json
import pickle

import pytest

from firstline import FirstlineError, Impact, Opening, Priority, Status, UnknownError


def test_a_member_is_its_text() -> None:
    assert isinstance(Priority.P1, str)
    assert str(Priority.P1) == f"{Priority.P1}" == Priority.P1.value == "p1"
    assert repr(Priority.P1) == "Priority.P1"
    assert json.dumps([Priority.P1]) == '["p1"]'
    assert {"p1": 1}[Priority.P1] == 1


def test_members_are_made_once() -> None:
    assert Priority("p1") is Priority.P1
    assert Opening(priority="p1").priority is Priority.P1
    assert pickle.loads(pickle.dumps(Priority.P1)) is Priority.P1
    assert copy.deepcopy(Priority.P1) is Priority.P1


def test_the_class_is_iterable() -> None:
    assert [priority.value for priority in Priority] == ["p1", "p2", "p3", "p4", "p5"]
    assert Status.__module__ == "firstline"
    assert Priority.P1.__doc__ == "Critical."


def test_what_is_no_member() -> None:
    with pytest.raises(UnknownError) as unknown:
        Priority("p9")
    assert (unknown.value.code, unknown.value.path) == ("label.unknown", "")
    with pytest.raises(FirstlineError) as wrong:
        Priority(1)  # type: ignore[arg-type]
    assert wrong.value.code == "value.type"


@pytest.mark.parametrize(("value", "code"), [("p9", "label.unknown"), (1, "value.type"), (Impact.HIGH, "value.type")])
def test_what_an_argument_refuses(value: str, code: str) -> None:
    with pytest.raises(FirstlineError) as refused:
        Opening(priority=value)  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.path) == (code, "priority")
