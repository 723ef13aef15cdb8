"""Records: frozen values with keywords."""

import copy
import datetime
import inspect
import pickle

import pytest

import firstline
from firstline import Change, Fault, FirstlineError, KpiValue, Opening, Period, Priority, Ticket, TicketEvent

UTC = datetime.UTC
START = datetime.datetime(2026, 3, 2, 8, tzinfo=UTC)
PERIOD = Period(start=START, end=START + datetime.timedelta(hours=1))
TICKET = Ticket(
    id="T-1",
    events=[TicketEvent(at=START, role="requester", change=Change.Created(opening=Opening(priority="p1")))],
    fields={"city": "Tromsø"},
)


def test_fields_are_read_and_never_set() -> None:
    assert PERIOD.start == START
    assert PERIOD.start.tzinfo is UTC
    assert type(TICKET.events) is list
    assert TICKET.fields == {"city": "Tromsø"}
    with pytest.raises(AttributeError):
        PERIOD.start = START  # type: ignore[misc]


def test_equality_and_hash() -> None:
    same = Period(start=START, end=PERIOD.end)
    assert same == PERIOD
    assert hash(same) == hash(PERIOD)
    assert same != Period(start=START, end=START)
    assert (PERIOD == "a period") is False
    with pytest.raises(TypeError, match="unhashable"):
        hash(KpiValue.Share(part=1, whole=2, share=0.5))


def test_the_repr_could_be_typed_back() -> None:
    for value in (PERIOD, TICKET, TICKET.events[0].change, KpiValue.Share(part=1, whole=3)):
        assert eval(repr(value), vars(firstline) | {"datetime": datetime}) == value
    assert "priority=Priority.P1" in repr(TICKET)


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_pickle(protocol: int) -> None:
    assert pickle.loads(pickle.dumps(TICKET, protocol)) == TICKET


def test_copies_are_the_same_frozen_value() -> None:
    assert copy.copy(TICKET) is TICKET
    assert copy.deepcopy([TICKET])[0] is TICKET


def test_replace() -> None:
    moved = PERIOD.__replace__(end=START)
    assert (moved.start, moved.end) == (START, START)
    assert PERIOD.end != START
    with pytest.raises(TypeError, match="finish"):
        PERIOD.__replace__(finish=START)  # type: ignore[call-arg]
    with pytest.raises(FirstlineError) as refused:
        TICKET.__replace__(id=7)  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.path) == ("value.type", "id")


def test_json() -> None:
    assert Period.from_json(PERIOD.to_json()) == PERIOD
    assert Ticket.from_json(TICKET.to_json()) == TICKET


def test_positions_match_in_order() -> None:
    match PERIOD:
        case Period(start, end):
            assert (start, end) == (PERIOD.start, PERIOD.end)
        case _:
            pytest.fail("it does not match")


def test_arguments_are_python_s_own_error() -> None:
    with pytest.raises(TypeError, match="'end'"):
        Period(start=START)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="'finish'"):
        Period(start=START, end=START, finish=START)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Period(START, START)  # type: ignore[call-arg]


def test_defaults_are_shown_and_used() -> None:
    parameters = inspect.signature(Opening).parameters
    assert parameters["priority"].default == Opening().priority == Priority.P3
    assert parameters["category"].default is Opening().category is None


def test_none_is_no_default() -> None:
    with pytest.raises(FirstlineError) as refused:
        Opening(priority=None)  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.path) == ("value.type", "priority")


def test_classes_know_where_they_live() -> None:
    assert (Fault.__module__, Fault.__qualname__) == ("firstline", "Fault")
    assert Fault.__doc__ == "One thing that is wrong with the input."
