"""Frames of pandas, polars, pyarrow and DuckDB, in and out."""

import datetime as dt
import gzip
import subprocess
import sys
from typing import Any

import duckdb
import pandas as pd  # type: ignore[import-untyped, unused-ignore]
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped, unused-ignore]
import pytest
from incident_log import LOG

import firstline
from firstline import AnomalyPolicy, AnomalyRule, ColumnMapping, LogField, OddityKind, TicketLog

STEP = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)
ROWS = [("T-1", STEP, "created"), ("T-1", STEP + dt.timedelta(minutes=5), "public_reply"), ("T-2", STEP, "created")]
TABLE = pa.table({"ticket": [row[0] for row in ROWS], "at": [row[1] for row in ROWS], "kind": [row[2] for row in ROWS]})
EVENTS = firstline.event_mapping()


def read(table: Any, zone: str | None = None, mapping: ColumnMapping = EVENTS) -> TicketLog:
    return firstline.read_frame(table, mapping, zone)


EXPECTED = read(TABLE)


def cast(name: str, type_: pa.DataType) -> pa.Table:
    place = TABLE.column_names.index(name)
    return TABLE.set_column(place, name, TABLE[name].cast(type_))


def test_what_is_expected() -> None:
    assert [(ticket.id, len(ticket.events)) for ticket in EXPECTED.tickets] == [("T-1", 2), ("T-2", 1)]
    assert EXPECTED.tickets[0].events[1].at == ROWS[1][1]
    assert EXPECTED.quality.anomalies == [] == EXPECTED.oddities


@pytest.mark.parametrize("name", ["ticket", "kind"])
@pytest.mark.parametrize(
    "type_",
    [
        pa.string(),
        pa.large_string(),
        pa.string_view(),
        *[
            pa.dictionary(key, values)
            for key in (
                pa.int8(),
                pa.int16(),
                pa.int32(),
                pa.int64(),
                pa.uint8(),
                pa.uint16(),
                pa.uint32(),
                pa.uint64(),
            )
            for values in (pa.string(), pa.large_string())
        ],
    ],
    ids=str,
)
def test_text_in_each_form(name: str, type_: pa.DataType) -> None:
    assert read(cast(name, type_)) == EXPECTED


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "Etc/UTC", "+05:30"])
def test_timestamps_of_each_unit_with_a_zone(unit: str, zone: str) -> None:
    assert read(cast("at", pa.timestamp(unit, zone))) == EXPECTED


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_timestamps_without_a_zone_need_one(unit: str) -> None:
    naive = cast("at", pa.timestamp(unit))
    with pytest.raises(firstline.FirstlineError) as caught:
        read(naive)
    assert (caught.value.code, caught.value.path) == ("columns.naive", "frame.at")
    assert read(naive, "UTC").tickets == EXPECTED.tickets
    assert read(naive, "Asia/Kolkata").tickets[0].events[0].at == STEP - dt.timedelta(hours=5, minutes=30)


def test_dates_are_their_first_instants() -> None:
    days = TABLE.set_column(1, "at", pa.array([dt.date(2026, 3, 2)] * 3))
    assert read(days, "Europe/Berlin").tickets[1].events[0].at == dt.datetime(2026, 3, 1, 23, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "type_",
    [pa.int8(), pa.int64(), pa.uint16(), pa.uint64(), pa.float32(), pa.float64(), pa.decimal128(38, 0)],
    ids=str,
)
def test_tickets_by_number(type_: pa.DataType) -> None:
    table = TABLE.set_column(0, "ticket", pa.array([1, 1, 2]).cast(type_))
    assert [ticket.id for ticket in read(table).tickets] == ["1", "2"]


def test_truth_values_and_nulls() -> None:
    table = pa.table(
        {
            "ticket": ["1", "1", "1", "1"],
            "at": [STEP, STEP, STEP, None],
            "who": pa.nulls(4),
            "public": [True, False, None, True],
        }
    )
    mapping = ColumnMapping(ticket="ticket", at="at", actor="who", public="public")
    log = read(table, None, mapping)
    assert [type(event.change).__name__ for event in log.tickets[0].events] == [
        "Created",
        "PublicReply",
        "InternalNote",
    ]
    kinds = {OddityKind.MISSING_CREATION, OddityKind.INCOMPLETE_EVENT, OddityKind.UNREADABLE_TIME}
    assert {count.kind for count in log.quality.anomalies} == kinds
    assert log.quality.rows_dropped == 2


def test_rows_in_many_batches_and_slices() -> None:
    batches = pa.Table.from_batches([*TABLE.slice(0, 1).to_batches(), *TABLE.slice(1, 2).to_batches()])
    assert read(batches) == EXPECTED
    assert read(pa.concat_tables([TABLE.slice(2), TABLE.slice(0, 2)])).tickets == EXPECTED.tickets[::-1]


def test_each_library() -> None:
    assert read(pl.from_arrow(TABLE)) == EXPECTED
    assert read(TABLE.to_pandas()) == EXPECTED
    assert read(duckdb.sql("select * from TABLE_", connection=registered())) == EXPECTED
    assert read(pa.RecordBatchReader.from_batches(TABLE.schema, TABLE.to_batches())) == EXPECTED
    categories = pl.DataFrame(TABLE).with_columns(pl.col(pl.String).cast(pl.Categorical))
    assert read(categories) == EXPECTED
    assert read(TABLE.to_pandas().astype({"ticket": "category", "kind": "category"})) == EXPECTED


def registered() -> duckdb.DuckDBPyConnection:
    return duckdb.connect().register("TABLE_", TABLE)


@pytest.mark.parametrize(
    "table", [TABLE.slice(0, 0), pa.Table.from_batches([], TABLE.schema)], ids=["slice", "no batch"]
)
def test_an_empty_frame_is_an_empty_log(table: pa.Table) -> None:
    log = read(table)
    assert log.tickets == []
    assert (log.quality.rows, log.quality.tickets) == (0, 0)
    frame = firstline.event_frame(log.tickets)
    assert (len(frame), frame.columns[0]) == (0, "ticket")
    assert str(frame.to_polars().schema["at"]) == "Datetime(time_unit='ms', time_zone='UTC')"


def refused(table: Any, mapping: ColumnMapping = EVENTS, zone: str | None = None) -> firstline.FirstlineError:
    with pytest.raises(firstline.FirstlineError) as caught:
        read(table, zone, mapping)
    return caught.value


def test_a_missing_column_is_named_with_what_is_there() -> None:
    error = refused(TABLE.rename_columns(["ticket", "when", "kind"]))
    assert error.code == "columns.missing"
    assert "'at'" in str(error)
    assert "'when'" in str(error)


def test_an_empty_frame_lacks_columns_too() -> None:
    assert refused(TABLE.slice(0, 0).drop_columns(["at"])).code == "columns.missing"


@pytest.mark.parametrize(
    ("name", "values", "found", "wanted"),
    [
        ("at", pa.array([1, 2, 3]), "integers", "timestamps"),
        ("at", pa.array([True, False, True]), "truth values", "timestamps"),
        ("ticket", pa.array([STEP] * 3), "timestamps with a zone", "text or integers"),
        ("kind", pa.array([["a"]] * 3), "List", "text"),
        ("ticket", pa.array([STEP] * 3).dictionary_encode(), "timestamps with a zone", "text or integers"),
    ],
)
def test_a_column_of_another_type(name: str, values: pa.Array, found: str, wanted: str) -> None:
    error = refused(TABLE.set_column(TABLE.column_names.index(name), name, values))
    assert (error.code, error.path) == ("columns.type", f"frame.{name}")
    assert found in str(error)
    assert wanted in str(error)


def test_what_is_no_frame() -> None:
    assert "collect()" in str(refused(pl.LazyFrame({"ticket": []})))
    assert "DataFrame" in str(refused([1, 2]))
    assert refused(None).code == "value.type"
    for column in (pd.Series([1]), pl.Series([1]), pa.chunked_array([[1]])):
        error = refused(column)
        assert (error.code, error.path) == ("value.type", "frame")
        assert "single column" in str(error)


def test_anomalies_follow_their_policy() -> None:
    late = TABLE.set_column(1, "at", pa.array([STEP, STEP - dt.timedelta(hours=1), STEP]))

    def with_policy(policy: AnomalyPolicy) -> ColumnMapping:
        rules = [AnomalyRule(kind=OddityKind.BEFORE_CREATION, policy=policy)]
        return EVENTS.__replace__(policies=rules)

    flagged = read(late)
    assert [(count.kind, count.rows) for count in flagged.quality.anomalies] == [(OddityKind.BEFORE_CREATION, 1)]
    assert len(flagged.tickets[0].events) == 2
    assert len(read(late, None, with_policy(AnomalyPolicy.DROP_ROW)).tickets[0].events) == 1
    assert [ticket.id for ticket in read(late, None, with_policy(AnomalyPolicy.DROP_TICKET)).tickets] == ["T-2"]
    assert refused(late, with_policy(AnomalyPolicy.REJECT)).code == "columns.anomaly"


def zendesk() -> list[tuple[Any, ColumnMapping]]:
    """The tables of one ticket, as Fivetran has them."""

    def at(minute: int) -> dt.datetime:
        return STEP + dt.timedelta(minutes=minute)

    tickets = pl.DataFrame(
        {"id": [9], "created_at": [at(0)], "requester_id": [1], "submitter_id": [1], "via_channel": ["email"]}
    )
    history = pl.DataFrame(
        {
            "ticket_id": [9] * 6,
            "field_name": ["status", "priority", "group_id", "assignee_id", "status", "subject"],
            "updated": [at(0), at(0), at(0), at(5), at(30), at(31)],
            "user_id": [1, 1, 1, 5, 5, 5],
            "value": ["new", "high", "20", "5", "solved", "help"],
        }
    )
    comments = pl.DataFrame(
        {
            "ticket_id": [9] * 4,
            "created": [at(0), at(10), at(20), at(25)],
            "user_id": [1, 5, 2, 5],
            "public": [True, True, True, False],
        }
    )
    users = pl.DataFrame({"id": [1, 2, 5], "role": ["end-user", "end-user", "agent"]})
    return [
        (tickets, firstline.zendesk_ticket_mapping()),
        (history, firstline.zendesk_field_history_mapping()),
        (comments, firstline.zendesk_comment_mapping()),
        (users, firstline.zendesk_user_mapping()),
    ]


def test_several_frames_are_one_log() -> None:
    log = firstline.read_frames(zendesk())
    [ticket] = log.tickets
    created = ticket.events[0].change
    assert isinstance(created, firstline.Change.Created)
    opening = created.opening
    assert (opening.channel, opening.priority, opening.team, opening.requester) == ("mail", "p2", "20", "1")
    assert [(type(event.change).__name__, (event.at - STEP).seconds // 60) for event in ticket.events[1:]] == [
        ("AgentAssigned", 5),
        ("PublicReply", 10),
        ("RequesterReply", 20),
        ("InternalNote", 25),
        ("Resolved", 30),
    ]
    assert log.oddities == []
    assert (log.quality.rows, log.quality.rows_unused) == (11, 1)


def test_a_person_in_an_unknown_role_is_told() -> None:
    (tickets, history, comments, (_, mapping)) = zendesk()
    users = pl.DataFrame({"id": [1, 2, 5], "role": ["end-user", "robot", "system"]})
    log = firstline.read_frames([tickets, history, comments, (users, mapping)])
    assert [(str(odd.kind), odd.found) for odd in log.oddities] == [("unknown_role", "robot")]
    assert "system" in {str(event.role) for event in log.tickets[0].events}


def test_a_column_of_nothing_is_one_of_polars_too() -> None:
    frame = pl.DataFrame({"ticket": ["T-1"], "at": [STEP], "kind": ["created"], "team": [None], "other": [None]})
    log = firstline.read_frame(frame, firstline.event_mapping())
    assert (len(log.tickets), log.oddities) == (1, [])
    empty = pl.DataFrame({"ticket": [], "at": [], "kind": []})
    assert firstline.read_frame(empty, firstline.event_mapping(), "UTC").tickets == []


def test_the_order_of_frames_changes_nothing_but_rows_of_one_instant() -> None:
    assert firstline.read_frames(zendesk()[::-1]).tickets == firstline.read_frames(zendesk()).tickets


def test_a_fault_names_its_frame() -> None:
    frames = zendesk()
    frames[1] = (frames[1][0].drop("updated"), frames[1][1])
    with pytest.raises(firstline.FirstlineError) as caught:
        firstline.read_frames(frames)
    assert caught.value.path == "frames[1]"


@pytest.fixture(scope="module")
def real() -> tuple[TicketLog, pd.DataFrame]:
    return firstline.read_log(LOG.read_bytes(), firstline.servicenow_mapping(), "UTC"), pd.read_csv(
        LOG, dtype=str, keep_default_na=False
    )


def test_the_real_log_is_the_same_in_each_form(real: tuple[TicketLog, pd.DataFrame]) -> None:
    log, frame = real
    mapping = firstline.servicenow_mapping()
    assert read(frame, "UTC", mapping) == log
    times = ["opened_at", "sys_updated_at", "resolved_at", "closed_at"]
    typed = pl.from_pandas(frame).with_columns(
        pl.col(times).replace("?", None).str.to_datetime("%d/%m/%Y %H:%M", time_zone="UTC"),
        pl.col("reassignment_count", "reopen_count", "sys_mod_count").cast(pl.Int16),
        pl.col("made_sla") == "true",
        pl.col("assignment_group", "incident_state").replace("?", None).cast(pl.Categorical),
    )
    assert read(typed, None, mapping).tickets == log.tickets
    rows_apart = typed.with_row_index().sort(pl.col("index") % 97, pl.col("index")).drop("index")
    apart = read(rows_apart, None, mapping)
    by_id = {ticket.id: ticket for ticket in log.tickets}
    by_time = mapping.__replace__(row_order="by_time")
    assert {ticket.id for ticket in apart.tickets} == set(by_id)
    assert read(rows_apart.sort("sys_updated_at", maintain_order=True), None, by_time).quality.tickets == len(by_id)


def test_events_written_and_read_again_are_the_same_tickets(real: tuple[TicketLog, pd.DataFrame]) -> None:
    log, _ = real
    frame = firstline.event_frame(log.tickets, "Europe/Berlin")
    fields = ["closed_code", "location", "made_sla", "subcategory"]
    mapping = EVENTS.__replace__(fields=fields)
    assert frame.columns[-4:] == fields
    assert read(frame, None, mapping).tickets == log.tickets
    assert read(frame.to_pandas(), None, mapping).tickets == log.tickets
    assert read(frame.to_polars(), None, mapping).tickets == log.tickets
    assert read(duckdb.from_arrow(pa.table(frame)), None, mapping).tickets == log.tickets


def test_a_frame_has_the_types_of_each_library() -> None:
    frame = firstline.event_frame(EXPECTED.tickets, "Europe/Berlin")
    assert len(frame) == 3
    assert repr(frame).startswith("<Frame of 3 rows: ticket, at")
    assert str(pa.table(frame).schema.field("at").type) == "timestamp[ms, tz=Europe/Berlin]"
    assert str(frame.to_pandas()["at"].dtype) == "datetime64[ms, Europe/Berlin]"
    assert frame.to_pandas()["at"][1] == ROWS[1][1]
    assert frame.to_polars()["at"][1] == ROWS[1][1]


def test_rows_of_a_log_field_become_changes() -> None:
    mapping = ColumnMapping(ticket="t", at="at", field="f", value="v", field_names={"product": LogField.FIELD})
    table = pa.table({"t": ["1"], "at": [STEP], "f": ["product"], "v": ["phone"]})
    assert read(table, None, mapping).tickets[0].fields == {"product": "phone"}


def test_progress_is_told_in_the_callers_thread_and_can_stop(real: tuple[TicketLog, pd.DataFrame]) -> None:
    import threading

    log, frame = real
    told: list[tuple[int, int]] = []
    threads = set()

    def tell(done: int, all_: int) -> None:
        told.append((done, all_))
        threads.add(threading.get_ident())

    mapping = firstline.servicenow_mapping()
    firstline.read_frame(frame, mapping, "UTC", on_progress=tell)
    assert told[0] == (0, len(log.tickets))
    assert told[-1] == (len(log.tickets), len(log.tickets))
    assert threads == {threading.get_ident()}

    def stop(done: int, all_: int) -> None:
        raise KeyError("enough")

    with pytest.raises(KeyError, match="enough"):
        firstline.read_frame(frame, mapping, "UTC", on_progress=stop)


WITHOUT_PYARROW = """
import sys
sys.modules["pyarrow"] = None
import firstline
import pandas as pd
import polars as pl
mapping = firstline.event_mapping()
times = ["2026-03-02T08:00:00Z", "2026-03-02T08:05:00Z"]
rows = {"ticket": ["T-1", "T-1"], "at": times, "kind": ["created", "resolved"]}
log = firstline.read_frame(pl.DataFrame(rows), mapping)
assert len(log.tickets[0].events) == 2
frame = firstline.event_frame(log.tickets)
assert frame.to_polars().height == 2
assert len(frame.to_pandas()) == 2
assert firstline.read_frame(frame, mapping) == log
columns = pd.DataFrame(rows)
columns["at"] = pd.to_datetime(columns["at"])
columns["kind"] = columns["kind"].astype("category")
assert firstline.read_frame(columns, mapping).tickets == log.tickets
columns["team"] = [1.0, None]
columns["agent"] = pd.array([7, None], dtype="Int64")
opening = firstline.read_frame(columns, mapping).tickets[0].events[0].change.opening
assert (opening.team, opening.agent) == ("1", "7")
"""


def test_nothing_needs_pyarrow() -> None:
    run = subprocess.run([sys.executable, "-c", WITHOUT_PYARROW], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def test_csv_and_gzip_are_the_same(real: tuple[TicketLog, pd.DataFrame]) -> None:
    log, _ = real
    plain = gzip.decompress(LOG.read_bytes())
    assert firstline.read_log(plain, firstline.servicenow_mapping(), "UTC") == log
    assert firstline.read_servicenow_log(plain, "UTC").tickets == log.tickets
