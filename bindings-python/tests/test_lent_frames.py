"""Which columns of a frame are lent, and that a frame of pandas is read the same with pyarrow and without."""

import datetime as dt
import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import numpy as np
import pandas as pd  # type: ignore[import-untyped, unused-ignore]
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped, unused-ignore]
import pytest

import firstline
from firstline import ColumnMapping, FirstlineError, TicketLog

STEP = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)
TIMES = [STEP, STEP + dt.timedelta(minutes=5), STEP]
ROWS = {"ticket": ["T-1", "T-1", "T-2"], "at": TIMES, "kind": ["created", "resolved", "created"]}
PANDAS = pd.DataFrame(ROWS)
EVENTS = firstline.event_mapping()
EXPECTED = firstline.read_frame(pa.table(ROWS), EVENTS)


class Odd:
    """What no library can lend."""


ODD: dict[str, Any] = {
    "mixed": ["a", 1, None],
    "objects": [{"a": 1}, "x", None],
    "sets": [{1}, {2}, set()],
    "complex": [1j, 2, 3],
    "own": [Odd(), Odd(), Odd()],
    "halves of pairs": ["\ud800", "b", "c"],
    "long": [2**70, 1, 2],
    "periods": pd.period_range("2026-01", periods=3, freq="D"),
    "intervals": pd.interval_range(0, 3),
    "lengths": [dt.timedelta(1)] * 3,
    "decimals": [Decimal("1.5")] * 3,
    "endless decimals": [Decimal("Infinity"), Decimal(1), None],
    "bytes": [b"a"] * 3,
    "of day": [dt.time(8)] * 3,
    "zones": [STEP, STEP.replace(tzinfo=None), None],
    "days and times": [STEP.date(), STEP.replace(tzinfo=None), None],
    "truth and numbers": [True, 1, None],
    "inexact": [0.5, 2**60 + 1, None],
    "categories": pd.Categorical([(1,), (2,), (1,)]),
}


@pytest.fixture(params=[True, False], ids=["pyarrow", "without pyarrow"])
def has_pyarrow(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    if not request.param:
        monkeypatch.setitem(sys.modules, "pyarrow", None)
    return bool(request.param)


def read(frame: Any, mapping: ColumnMapping = EVENTS, zone: str | None = None) -> TicketLog:
    return firstline.read_frame(frame, mapping, zone)


def refused(frame: Any, mapping: ColumnMapping = EVENTS, zone: str | None = None) -> FirstlineError:
    with pytest.raises(FirstlineError) as caught:
        read(frame, mapping, zone)
    return caught.value


def odd(name: str) -> pd.Series:
    values = ODD[name]
    return pd.Series(values, dtype=object if isinstance(values, list) and name != "complex" else None)


@pytest.mark.parametrize("name", ODD)
def test_an_odd_column_that_nobody_asks_for_does_not_matter(name: str, has_pyarrow: bool) -> None:
    assert read(PANDAS.assign(x=odd(name))) == EXPECTED


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("column", ["ticket", "at", "status"])
def test_an_odd_column_that_is_asked_for_is_refused_by_its_name(name: str, column: str, has_pyarrow: bool) -> None:
    error = refused(PANDAS.assign(**{column: odd(name)}), zone="UTC")
    assert (error.code, error.path) == ("columns.type", f"frame.{column}")
    assert f"column '{column}' holds " in str(error)
    assert "; give text" in str(error) or "; give timestamps" in str(error)


def test_what_objects_are_is_told(has_pyarrow: bool) -> None:
    assert "objects of the types int, str; give text or integers" in str(
        refused(PANDAS.assign(ticket=pd.Series(["A", 7, None], dtype=object)))
    )
    assert "times with a zone and without; give timestamps" in str(refused(PANDAS.assign(at=odd("zones"))))


def test_each_fault_names_its_frame() -> None:
    people = pd.DataFrame({"who": ["a"], "role": [{}]})
    mapping = ColumnMapping(actor="who", role="role")
    with pytest.raises(FirstlineError) as caught:
        firstline.kpi_state_of_frames(
            firstline.KpiEngine(firstline.KpiSpec(kpis=["volume"])), [(PANDAS, EVENTS), (people, mapping)]
        )
    assert (caught.value.code, caught.value.path) == ("columns.type", "frames[1].role")
    with pytest.raises(FirstlineError) as caught:
        firstline.read_frame(PANDAS, "events")  # type: ignore[arg-type]
    assert caught.value.path == "frame.mapping"


def twice(name: str) -> pd.DataFrame:
    other = PANDAS.assign(x=[1, 2, 3])
    return pd.concat([other, other[[name]]], axis=1)


def test_columns_of_one_name(has_pyarrow: bool) -> None:
    error = refused(twice("at"))
    assert (error.code, error.path) == ("columns.duplicate", "frame.at")
    assert "'at'" in str(error)
    assert read(twice("x")) == EXPECTED


def test_columns_of_one_name_in_other_libraries() -> None:
    table = pa.table(ROWS)
    both = table.append_column("at", table["at"])
    assert refused(both).path == "frame.at"
    assert refused(both.to_batches()[0]).path == "frame.at"
    assert refused(pa.RecordBatchReader.from_batches(both.schema, both.to_batches())).path == "frame.at"
    unused = table.append_column("x", table["at"]).append_column("x", table["at"])
    assert read(unused) == read(unused.to_batches()[0]) == EXPECTED
    connection = duckdb.connect().register("events", table)
    assert refused(connection.sql("select *, kind from events")).path == "frame.kind"
    assert read(connection.sql("select *, 1 as x, 2 as x from events")) == EXPECTED


def test_other_libraries_lend_what_is_asked_for_only() -> None:
    frame = pl.DataFrame(ROWS).with_columns(pl.Series("o", [Odd()] * 3, dtype=pl.Object), pl.lit(None).alias("none"))
    assert read(frame) == EXPECTED
    error = refused(frame.drop("ticket").rename({"o": "ticket"}))
    assert (error.code, error.path) == ("columns.type", "frame.ticket")
    assert "polars' Object; give text or integers" in str(error)
    views = pa.array([["a"]] * 3, pa.list_view(pa.string()))
    table = pa.table(ROWS).append_column("x", views)
    assert read(table) == read(table.to_batches()[0]) == EXPECTED
    # DuckDB would fail in the rows of a column that it computes.
    connection = duckdb.connect().register("events", pa.table(ROWS))
    assert read(connection.sql("""select *, error('read') as x, 1 as "a ""b" from events""")) == EXPECTED
    assert read(connection.sql('select 1 as "Kind", *, 2 as "AT" from events')) == EXPECTED
    mapping = EVENTS.__replace__(fields=['a "b'])
    log = read(connection.sql("""select *, error('read') as x, 1 as "a ""b" from events"""), mapping)
    assert log.tickets[0].fields == {'a "b': "1"}


def test_a_dictionary_may_be_one_of_other_values_than_text() -> None:
    plain = pa.table(ROWS).set_column(0, "ticket", pa.array([7, 2**60, None]))
    coded = plain.set_column(0, "ticket", plain["ticket"].combine_chunks().dictionary_encode())
    coded = coded.set_column(1, "at", coded["at"].combine_chunks().dictionary_encode())
    assert [str(coded.schema.field(name).type)[:10] for name in ("ticket", "at")] == ["dictionary"] * 2
    assert read(coded) == read(plain)
    assert [ticket.id for ticket in read(coded).tickets] == ["7", str(2**60)]


def test_integers_of_128_bits_name_tickets() -> None:
    ids = [2**100, 2**100, 7]
    frame = pl.DataFrame(ROWS).with_columns(pl.Series("ticket", ids, dtype=pl.Int128))
    assert [ticket.id for ticket in read(frame).tickets] == [str(2**100), "7"]


@pytest.mark.parametrize(("scale", "ids"), [(2, ["5.00", "5.00", None]), (-2, ["500", "500", None])])
def test_decimals_that_are_whole_name_tickets_whatever_their_scale(scale: int, ids: list[str | None]) -> None:
    values = [None if text is None else Decimal(text) for text in ids]
    table = pa.table(ROWS).set_column(0, "ticket", pa.array(values, pa.decimal128(10, scale)))
    assert [ticket.id for ticket in read(table).tickets] == [str(int(values[0] or 0))]
    halves = table.set_column(0, "ticket", pa.array([Decimal("1.5")] * 3, pa.decimal128(10, 1)))
    assert "Arrow's Decimal128(10, 1); give text or integers" in str(refused(halves))


class Unknown:
    """A frame of a library that nobody knows."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return pa.table(ROWS).append_column("x", pa.array([[1]] * 3)).__arrow_c_stream__(requested_schema)


def test_a_frame_of_another_library_lends_all() -> None:
    assert read(Unknown()) == EXPECTED


def objects(values: list[Any]) -> Any:
    return pd.Series(values, dtype=object)


DAYS = [STEP.date(), STEP.date() + dt.timedelta(days=1), STEP.date()]
NAIVE = [at.replace(tzinfo=None) for at in TIMES]
SAME: dict[str, Callable[[], pd.DataFrame]] = {
    "plain": lambda: PANDAS,
    "no rows": lambda: PANDAS.head(0),
    "no types": lambda: pd.DataFrame({"ticket": [], "at": [], "kind": []}),
    "python's text": lambda: PANDAS.astype({"ticket": pd.StringDtype("python"), "kind": pd.StringDtype("python")}),
    "text of objects": lambda: PANDAS.astype({"ticket": object, "kind": object}),
    "numpy's text": lambda: PANDAS.assign(ticket=objects([np.str_("T-1"), np.str_("T-1"), None])),
    "categories": lambda: PANDAS.astype({"ticket": "category", "kind": "category"}),
    "categories of integers": lambda: PANDAS.assign(ticket=pd.Categorical([7, None, 8])),
    "categories of times": lambda: PANDAS.astype({"at": "category"}),
    "no category": lambda: PANDAS.assign(team=pd.Categorical([None] * 3)),
    "integers": lambda: PANDAS.assign(ticket=[1, 1, 2]),
    "integers of objects": lambda: PANDAS.assign(ticket=objects([1, np.int16(1), None])),
    "unsigned": lambda: PANDAS.assign(ticket=np.array([1, 1, 2], np.uint8)),
    "beyond 63 bits": lambda: PANDAS.assign(ticket=np.array([2**63 + 5, 2**63 + 5, 2], np.uint64)),
    "beyond 63 bits, of pandas": lambda: PANDAS.assign(ticket=pd.array([2**63 + 5, None, 2], dtype="UInt64")),
    "beyond 63 bits, of objects": lambda: PANDAS.assign(ticket=objects([2**63 + 5, None, 2])),
    "decimals of whole numbers": lambda: PANDAS.assign(ticket=objects([Decimal(7), Decimal("7.00"), None])),
    "integers of pandas": lambda: PANDAS.assign(ticket=pd.array([1, 1, None], dtype="Int64")),
    "floats": lambda: PANDAS.assign(ticket=[1.0, 1.0, np.nan]),
    "floats of other lengths": lambda: PANDAS.assign(ticket=np.array([1.5, 1.5, 2], np.float32)),
    "floats of pandas": lambda: PANDAS.assign(ticket=pd.array([1.0, None, 2.5], dtype="Float64")),
    "floats of objects": lambda: PANDAS.assign(ticket=objects([1.0, 1, 2.5])),
    "sparse": lambda: PANDAS.assign(ticket=pd.arrays.SparseArray([1, 1, 2])),
    "truth values": lambda: PANDAS.assign(made=[True, False, True], also=objects([True, None, False])),
    "times": lambda: PANDAS.assign(at=pd.Series(TIMES).astype("datetime64[s, UTC]")),
    "times of nanoseconds": lambda: PANDAS.assign(
        at=pd.to_datetime(["1969-12-31T23:59:59.999999999Z", "2026-03-02T09:00:00.000999999Z", "NaT"])
    ),
    "times of another zone": lambda: PANDAS.assign(at=pd.Series(TIMES).dt.tz_convert("Asia/Kathmandu")),
    "times without a zone": lambda: PANDAS.assign(at=NAIVE),
    "times too far": lambda: PANDAS.assign(at=pd.Series([2**40, 0, None], dtype="Int64").astype("datetime64[s]")),
    "times of objects": lambda: PANDAS.assign(
        at=objects([TIMES[0], TIMES[1].astimezone(ZoneInfo("Asia/Tokyo")), pd.Timestamp(TIMES[2])])
    ),
    "times of objects without a zone": lambda: PANDAS.assign(at=objects([NAIVE[0], None, pd.Timestamp(NAIVE[2])])),
    "days": lambda: PANDAS.assign(at=objects(DAYS)),
    "days of text": lambda: PANDAS.assign(at=[str(day) for day in DAYS]),
    "times of text": lambda: PANDAS.assign(at=[at.isoformat() for at in TIMES]),
    "no times": lambda: PANDAS.assign(at=[np.nan] * 3),
    "nothing": lambda: PANDAS.assign(team=None, agent=np.nan, other_opened_at=np.nan, actor=objects([pd.NA] * 3)),
    "other names": lambda: PANDAS.assign(z=1).rename(columns={"z": 0}),
    "an index": lambda: PANDAS.set_index("ticket"),
    "levels of an index": lambda: PANDAS.set_index(["ticket", "kind"]),
    "an index of a column's name": lambda: PANDAS.set_index(pd.Index([9, 9, 9], name="ticket")),
    "columns of two levels": lambda: pd.concat({"a": PANDAS}, axis=1),
    "truth values for names": lambda: PANDAS.assign(ticket=[True, False, True]),
    "integers for times": lambda: PANDAS.assign(at=[1, 2, 3]),
}
FIELDS = EVENTS.__replace__(fields=["made", "also", "at"], optional=[*EVENTS.optional, "made", "also"])


@pytest.mark.parametrize("name", SAME)
@pytest.mark.parametrize("zone", [None, "Europe/Berlin"])
def test_pandas_is_the_same_with_pyarrow_and_without(
    name: str, zone: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def result() -> TicketLog | tuple[str, str, str]:
        try:
            return read(SAME[name](), FIELDS, zone)
        except FirstlineError as error:
            return error.code, error.path, str(error)

    with_it = result()
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert result() == with_it


def ids(frame: Any, zone: str | None = None) -> list[str]:
    return [ticket.id for ticket in read(frame, EVENTS, zone).tickets]


def test_what_some_of_them_are(has_pyarrow: bool) -> None:
    for name in ("plain", "text of objects", "categories", "categories of times", "times of objects", "an index"):
        assert read(SAME[name]()).tickets == EXPECTED.tickets, name
    for name in ("beyond 63 bits", "beyond 63 bits, of pandas", "beyond 63 bits, of objects"):
        assert ids(SAME[name]()) == ["9223372036854775813", "2"], name
    assert ids(SAME["categories of integers"]()) == ["7", "8"]
    assert ids(SAME["no types"]()) == []
    assert ids(SAME["an index of a column's name"]()) == ["T-1", "T-2"]
    days = [ticket.events[-1].at for ticket in read(SAME["days"](), zone="Europe/Berlin").tickets]
    assert days == [dt.datetime(2026, 3, 2, 23, tzinfo=dt.UTC), dt.datetime(2026, 3, 1, 23, tzinfo=dt.UTC)]
    assert read(SAME["days of text"](), zone="Europe/Berlin") == read(SAME["days"](), zone="Europe/Berlin")
    error = refused(SAME["days"]())
    assert (error.code, error.path) == ("columns.naive", "frame.at")
    first, *_ = read(SAME["times of nanoseconds"]()).tickets[0].events
    assert first.at == dt.datetime(1969, 12, 31, 23, 59, 59, 999_000, tzinfo=dt.UTC)


def test_integers_beyond_63_bits_in_other_libraries() -> None:
    for frame in (pl.DataFrame(ROWS), pa.table(ROWS)):
        table = pl.DataFrame(frame).with_columns(ticket=pl.Series([2**64 - 1, 2**64 - 1, 2], dtype=pl.UInt64))
        assert ids(table) == ids(table.to_arrow()) == ["18446744073709551615", "2"]


def test_all_columns_that_are_missing_are_named(has_pyarrow: bool) -> None:
    for frame in (PANDAS.rename(columns={"at": "when", "kind": "what"}), pl.DataFrame({"ticket": [], "x": []})):
        error = refused(frame)
        assert (error.code, error.path) == ("columns.missing", "frame")
        assert "there are no columns 'at', 'kind'; there are 'ticket'" in str(error)
    assert "there is no column 'kind'; there are 'ticket', 'at' [" in str(refused(PANDAS.drop(columns="kind")))


def test_a_time_without_an_offset_among_others_is_told_with_its_row() -> None:
    mixed = PANDAS.assign(at=["2026-03-02T08:00:00Z", "2026-03-02 08:05", "2026-03-02T08:00:00Z"])
    error = refused(mixed)
    assert (error.code, error.path) == ("columns.naive", "frame.at[1]")
    assert "'2026-03-02 08:05' in row 2" in str(error)


def test_times_that_clocks_skip_or_show_twice_are_counted() -> None:
    times = ["2026-03-29 01:59", "2026-03-29 02:30", "2026-10-25 02:30"]
    rows = {"ticket": ["A", "A", "A"], "at": times, "kind": ["created", "public_reply", "closed"]}
    typed = pd.DataFrame(rows).assign(at=pd.to_datetime(times))
    for frame in (pd.DataFrame(rows), typed, pl.from_pandas(typed)):
        log = read(frame, zone="Europe/Berlin")
        assert [(str(it.kind), it.rows, it.example.row) for it in log.quality.anomalies] == [
            ("skipped_time", 1, 2),
            ("repeated_time", 1, 3),
        ]
        assert [event.at.hour for event in log.tickets[0].events] == [0, 1, 0]
        assert read(frame, zone="UTC").quality.anomalies == []


def test_times_beyond_all_years_are_told() -> None:
    """Databases write infinity where an end is still to come."""
    ends = "TIMESTAMP 'infinity' AS solved, DATE '-infinity' AS closed"
    rows: Any = duckdb.sql(f"SELECT 1 AS id, TIMESTAMP '2026-01-01' AS \"at\", {ends}")
    mapping = ColumnMapping(ticket="id", opened_at="at", resolved_at="solved", closed_at="closed")
    read = firstline.read_frame(rows, mapping, "Europe/Berlin")
    assert [len(ticket.events) for ticket in read.tickets] == [1]
    assert [(str(odd.kind), odd.found) for odd in read.oddities] == [
        ("unreadable_end", "solved a time outside the years 1 to 9999"),
        ("unreadable_end", "closed a time outside the years 1 to 9999"),
    ]


def test_floats_that_may_be_two_tickets_are_refused() -> None:
    """pandas makes floats of integers among which one is missing; beyond 2^53 two have the same."""
    at = pd.Timestamp("2026-01-01", tz="UTC")
    mapping = ColumnMapping(ticket="id", opened_at="at")
    read = firstline.read_frame(pd.DataFrame({"id": [1, 2, None], "at": at}), mapping)
    assert [ticket.id for ticket in read.tickets] == ["1", "2"]
    for odd in (36_000_000_000_000_001, 1.5, float("inf")):
        with pytest.raises(firstline.MalformedError) as refused:
            firstline.read_frame(pd.DataFrame({"id": [odd, None], "at": at}), mapping)
        assert (refused.value.code, refused.value.path) == ("columns.type", "frame.id")


def test_fields_that_are_named_like_columns_of_events_get_a_name_of_their_own() -> None:
    opening = firstline.Change.Created(opening=firstline.Opening())
    created = firstline.TicketEvent(at=STEP, role="requester", change=opening)
    fields = {"status": "custom", "status_2": "other", "value": "emea", "ticket": "T", "site": "x"}
    ticket = firstline.Ticket(id="A", events=[created], fields=fields)
    frame = firstline.event_frame([ticket])
    names = ["site", "status_3", "status_2", "ticket_2", "value_2"]
    assert frame.columns[-5:] == names
    assert len(set(frame.columns)) == len(frame.columns)
    [row] = frame.to_polars().select(names).rows()
    assert row == ("x", "custom", "other", "T", "emea")
    assert frame.to_pandas()[names].iloc[0].tolist() == list(row)
    [again] = read(frame, EVENTS.__replace__(fields=names)).tickets
    assert (again.events, again.fields) == (ticket.events, dict(zip(names, row, strict=True)))
