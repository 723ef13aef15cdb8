"""Exceptions: one class for all, a subclass for each kind."""

import pickle
from datetime import datetime

import pytest

import firstline
from firstline import CalendarSpec, ErrorKind, FirstlineError, Period, WeeklyWindow


def refused() -> FirstlineError:
    with pytest.raises(FirstlineError) as caught:
        Period(start=datetime(2026, 3, 2), end=datetime(2026, 3, 2))
    return caught.value


def test_an_error_is_a_value_error_that_says_where() -> None:
    error = refused()
    assert isinstance(error, ValueError)
    assert isinstance(error, firstline.MalformedError)
    assert error.kind is ErrorKind.MALFORMED
    assert str(error).startswith("start: 2026-03-02 00:00:00 has no time zone")
    assert str(error).endswith("[timestamp.naive]")


def test_all_faults_are_told_at_once() -> None:
    window = WeeklyWindow(days=["mon"], open="09:00", close="09:00")
    with pytest.raises(firstline.InvalidError) as caught:
        firstline.Calendar(CalendarSpec(zone="UTC", weekly=[window, window]))
    assert len(caught.value.faults) >= 2
    assert caught.value.code == caught.value.faults[0].code
    assert all(isinstance(fault, firstline.Fault) for fault in caught.value.faults)


def test_errors_pickle() -> None:
    error = refused()
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (str(again), again.code, again.path, again.faults) == (str(error), error.code, error.path, error.faults)


@pytest.mark.parametrize("kind", list(ErrorKind))
def test_each_kind_has_its_class(kind: ErrorKind) -> None:
    name = "".join(word.capitalize() for word in kind.value.split("_")) + "Error"
    assert issubclass(getattr(firstline, name), FirstlineError)
