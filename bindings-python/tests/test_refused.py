"""Bad input: each a typed error with its code and its place."""

import decimal
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest

import firstline
from firstline import FirstlineError

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)

untyped: Any = firstline
"""The package for a caller whose types nothing checks."""


def instant(value: Any) -> Any:
    return untyped.Period(start=value, end=AT)


@pytest.mark.parametrize(
    ("call", "code", "path"),
    [
        (lambda: instant(datetime(2026, 3, 2)), "timestamp.naive", "start"),
        (lambda: instant(date(2026, 3, 2)), "value.type", "start"),
        (lambda: instant("2026-03-02T09:00:00Z"), "value.type", "start"),
        (lambda: instant(datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=1)))), "timestamp.out_of_range", "start"),
        (lambda: untyped.quantile(["1h", "soon"], 0.5, "linear"), "span.malformed", "spans[1]"),
        (lambda: untyped.quantile([1], 0.5, "linear"), "value.type", "spans[0]"),
        (lambda: untyped.quantile("1h", 0.5, "linear"), "value.type", "spans"),
        (lambda: untyped.quantile([], "0.5", "linear"), "value.type", "q"),
        (lambda: untyped.quantile([], True, "linear"), "value.type", "q"),
        (lambda: untyped.quantile([], decimal.Decimal(1), "odd"), "label.unknown", "method"),
        (lambda: untyped.Rating(score=True, best=5), "value.type", "score"),
        (lambda: untyped.Rating(score=1.0, best=5), "value.type", "score"),
        (lambda: untyped.Rating(score=-1, best=5), "integer.out_of_range", "score"),
        (lambda: untyped.Rating(score=2**32, best=5), "integer.out_of_range", "score"),
        (lambda: untyped.Rating(score=2**80, best=5), "integer.out_of_range", "score"),
        (lambda: untyped.Holiday(date=AT), "value.type", "date"),
        (lambda: untyped.Holiday(date="2026-02-29"), "date.invalid", "date"),
        (lambda: untyped.office_hours("Mars/Olympus", "09:00", "17:00"), "zone.unknown", "zone"),
        (lambda: untyped.office_hours(UTC, "09:00", "17:00"), "value.type", "zone"),
        (lambda: untyped.office_hours("UTC", time(9, tzinfo=UTC), "17:00"), "value.type", "open"),
        (lambda: untyped.office_hours("UTC", "9", "17:00"), "time_of_day.malformed", "open"),
        (lambda: untyped.ticket_states({}), "value.type", "tickets"),
        (lambda: untyped.ticket_states([None]), "value.type", "tickets[0]"),
        (lambda: untyped.Ticket(id="\ud800", events=[]), "text.surrogate", "id"),
        (lambda: untyped.Ticket(id="T", events=[], fields={"\ud800": ""}), "text.surrogate", "fields"),
        (lambda: untyped.Ticket.from_json('{"id": "\ud800", "events": []}'), "text.surrogate", "json"),
        (lambda: untyped.quantile([], 0.5, "\ud800"), "text.surrogate", "method"),
        (lambda: untyped.Ticket(id="T", events=[], fields={"a": 1}), "value.type", "fields.a"),
        (lambda: untyped.Ticket(id="T", events=[], fields=[]), "value.type", "fields"),
        (lambda: untyped.Ticket.from_json(b"{}"), "value.type", "json"),
        (lambda: untyped.Ticket.from_json("{"), "json.syntax", ""),
        (lambda: untyped.read_servicenow_log("text", "UTC"), "value.type", "data"),
        (lambda: untyped.Calendar("office"), "value.type", "spec"),
    ],
)
def test_what_is_refused(call: Callable[[], Any], code: str, path: str) -> None:
    with pytest.raises(FirstlineError) as refused:
        call()
    assert (refused.value.code, refused.value.path) == (code, path)
