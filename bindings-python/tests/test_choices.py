"""Choices: a class for each variant below the choice's own."""

import pickle
from datetime import UTC, datetime

import pytest

from firstline import Change, FirstlineError, Opening, Status, TicketEvent

RESOLVED = Change.StatusChanged(status="open")


def test_a_variant_is_an_instance_of_both() -> None:
    event = TicketEvent(at=datetime(2026, 3, 2, tzinfo=UTC), role="agent", change=RESOLVED)
    assert isinstance(event.change, Change.StatusChanged)
    assert isinstance(event.change, Change)
    assert not isinstance(event.change, Change.Created)
    assert type(event.change).__qualname__ == "Change.StatusChanged"


def test_match() -> None:
    match RESOLVED:
        case Change.Created():
            pytest.fail("it is another variant")
        case Change.StatusChanged(status=status):
            assert status is Status.OPEN
        case _:
            pytest.fail("it does not match")


def test_values() -> None:
    assert Change.StatusChanged(status=Status.OPEN) == RESOLVED
    assert Change.Created(opening=Opening()) != RESOLVED
    assert len({RESOLVED, Change.StatusChanged(status=Status.OPEN)}) == 1
    assert repr(RESOLVED) == "Change.StatusChanged(status=Status.OPEN)"
    assert pickle.loads(pickle.dumps(RESOLVED)) == RESOLVED
    assert RESOLVED.__replace__(status="new").status is Status.NEW
    assert Change.from_json(RESOLVED.to_json()) == RESOLVED
    assert RESOLVED.to_json() == '{"type":"status_changed","status":"open"}'


def test_a_variant_without_fields() -> None:
    closed = Change.Closed()
    assert repr(closed) == "Change.Closed()"
    assert pickle.loads(pickle.dumps(closed)) == closed


def test_the_choice_itself_has_no_instances() -> None:
    with pytest.raises(TypeError, match="Change"):
        Change()


def test_another_class_is_refused() -> None:
    with pytest.raises(FirstlineError) as refused:
        TicketEvent(at=datetime(2026, 3, 2, tzinfo=UTC), role="agent", change=Opening())  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.path) == ("value.type", "change")
