"""Instants, spans, civil time, numbers and lists as they cross."""

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest

from firstline import (
    Calendar,
    Holiday,
    KpiValue,
    Period,
    Rating,
    always_open,
    office_hours,
    quantile,
    span_summary,
    ticket_states,
)

BERLIN = ZoneInfo("Europe/Berlin")
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


def instant(value: datetime) -> datetime:
    return Period(start=value, end=value).start


class Odd(tzinfo):
    """A zone of the caller's own."""

    def utcoffset(self, _: datetime | None) -> timedelta:
        return timedelta(hours=5, minutes=45, seconds=1)

    def dst(self, _: datetime | None) -> None:
        return None

    def tzname(self, _: datetime | None) -> str:
        return "Odd"


class Broken(tzinfo):
    """A zone that fails."""

    def utcoffset(self, _: datetime | None) -> timedelta:
        raise RuntimeError("no offset today")

    def dst(self, _: datetime | None) -> None:
        return None

    def tzname(self, _: datetime | None) -> str:
        return "Broken"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (datetime(2026, 3, 2, 9, tzinfo=BERLIN), AT),
        (datetime(2026, 3, 2, 3, tzinfo=timezone(timedelta(hours=-5))), AT),
        (datetime(2026, 3, 2, 13, 45, 1, tzinfo=Odd()), AT),
        (datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=BERLIN), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        (AT.replace(microsecond=1_999), AT.replace(microsecond=1_000)),
        (
            datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
            datetime(1969, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC),
        ),
        (datetime(1, 1, 1, tzinfo=UTC), datetime(1, 1, 1, tzinfo=UTC)),
        (datetime.max.replace(tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC)),
    ],
)
def test_any_aware_datetime_is_an_instant(value: datetime, expected: datetime) -> None:
    assert instant(value) == expected
    assert instant(value).tzinfo is UTC


def test_an_error_of_the_callers_own_zone_is_his() -> None:
    with pytest.raises(RuntimeError, match="no offset today"):
        instant(datetime(2026, 3, 2, tzinfo=Broken()))


def test_spans() -> None:
    assert quantile(["1h 30m"], 0.5, "nearest_rank") == timedelta(minutes=90)
    assert quantile([timedelta(milliseconds=-1)], 0.5, "nearest_rank") == timedelta(milliseconds=-1)
    assert quantile([timedelta(microseconds=1_999)], 0.5, "nearest_rank") == timedelta(milliseconds=1)
    assert quantile([timedelta.max], 0.5, "nearest_rank") == timedelta.max - timedelta(microseconds=999)


def test_civil_time() -> None:
    spec = office_hours(BERLIN, time(9), "17:30")
    assert (spec.zone, spec.weekly[0].open, spec.weekly[0].close) == ("Europe/Berlin", "09:00", "17:30")
    assert Holiday(date=date(2026, 5, 1)).date == Holiday(date="2026-05-01").date == date(2026, 5, 1)
    assert Calendar(always_open("UTC")).is_open(AT) is True


def test_every_kind_of_sequence_is_a_list() -> None:
    assert ticket_states([]) == ticket_states(()) == []
    spans = (timedelta(hours=1), timedelta(hours=3))
    assert span_summary(list(spans), "linear") == span_summary(spans, "linear")


def test_whole_numbers_may_come_from_other_libraries() -> None:
    class Three:
        def __index__(self) -> int:
            return 3

    assert Rating(score=Three(), best=5).score == 3  # type: ignore[arg-type]
    assert KpiValue.Share(part=1, whole=1, share=1).share == 1.0
