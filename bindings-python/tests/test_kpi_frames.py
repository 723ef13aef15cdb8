"""Figures of the real log through each kind of frame and on clusters."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import datafusion
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from incident_log import LOG, TIMES

import firstline
import firstline.dask
import firstline.spark
from firstline import KpiEngine, KpiSpec, KpiState

MAPPING = firstline.servicenow_mapping()
AS_OF = pd.Timestamp("2016-06-01", tz="UTC")
KPIS = [
    "volume",
    "time_to_acknowledge",
    "first_assignment_time",
    "full_resolution_time",
    "time_to_close",
    "on_hold_time_servicenow",
    "reopen_rate",
    "resolution_rate_to_date",
]


@pytest.fixture(scope="module")
def engine() -> KpiEngine:
    return KpiEngine(KpiSpec(kpis=KPIS, group_by=[firstline.Grouping.By(attribute="priority")]))


@pytest.fixture(scope="module")
def whole(engine: KpiEngine) -> KpiState:
    """The state by the path without frames: the reader of CSV, ticket by ticket."""
    return engine.state(firstline.read_servicenow_log(LOG.read_bytes(), "UTC").tickets)


def _state(engine: KpiEngine, frame: Any, zone: str | None = "UTC") -> KpiState:
    return firstline.kpi_state(engine, frame, MAPPING, zone)[0]


def test_each_kind_of_frame_gives_the_same_bytes(log: pd.DataFrame, engine: KpiEngine, whole: KpiState) -> None:
    timed, zoned = log.copy(), log.copy()
    for name in TIMES:
        timed[name] = pd.to_datetime(log[name].where(log[name] != "?"), format="%d/%m/%Y %H:%M")
        zoned[name] = timed[name].dt.tz_localize("UTC").dt.tz_convert("Europe/Lisbon")
    words = log.astype(dict.fromkeys(["number", "incident_state", "priority", "assignment_group"], "category"))
    frames: dict[str, Any] = {
        "pandas": log,
        "pandas, times": timed,
        "pandas, categories": words,
        "polars": pl.from_pandas(log),
        "polars, categories": pl.from_pandas(log).with_columns(pl.col("number", "incident_state").cast(pl.Categorical)),
        "pyarrow": pa.Table.from_pandas(timed),
        "duckdb": duckdb.sql("SELECT * FROM log ORDER BY place"),
    }
    for name, frame in frames.items():
        assert _state(engine, frame).to_bytes() == whole.to_bytes(), name
    assert _state(engine, zoned, None).to_bytes() == whole.to_bytes()


def test_datafusion_aggregates_to_the_same_bytes(log: pd.DataFrame, engine: KpiEngine, whole: KpiState) -> None:
    """An aggregate over partitions that have all rows of their tickets, which come in batches."""
    rows = pa.Table.from_pandas(log.drop(columns="place"), preserve_index=False)

    class Figures(datafusion.Accumulator):
        def __init__(self) -> None:
            self.batches: list[pa.RecordBatch] = []
            self.kpis = firstline.KpiAccumulator(engine, MAPPING, "UTC")

        def update(self, *values: pa.Array) -> None:
            self.batches.append(pa.record_batch(list(values), rows.column_names))

        def state(self) -> list[pa.Scalar]:
            if self.batches:
                self.kpis.update(pa.Table.from_batches(self.batches))
                self.batches = []
            return [pa.scalar(self.kpis.state())]

        def merge(self, states: list[pa.Array]) -> None:
            self.kpis.merge(states[0].to_pylist())

        def evaluate(self) -> pa.Scalar:
            return self.state()[0]

    part = log.number.str[3:].astype(int) % 3
    partitions = [rows.filter(pa.array(part == place)).to_batches(max_chunksize=1_000) for place in range(3)]
    context = datafusion.SessionContext(datafusion.SessionConfig().with_target_partitions(3))
    context.register_record_batches("log", partitions)
    kinds = [field.type for field in rows.schema]
    context.register_udaf(datafusion.udaf(Figures, kinds, pa.binary(), [pa.binary()], "immutable", "figures"))
    [batch] = context.sql(f"SELECT figures({', '.join(rows.column_names)}) AS state FROM log").collect()
    assert batch.column("state").to_pylist() == [whole.to_bytes()]


def test_states_of_parts_merge_to_the_same_bytes(log: pd.DataFrame, engine: KpiEngine, whole: KpiState) -> None:
    number = log.number.str[3:].astype(int)
    parts = [_state(engine, log[number % 7 == part]).to_bytes() for part in (3, 1, 6, 0, 2, 5, 4)]
    assert firstline.merge_states(engine, parts).to_bytes() == whole.to_bytes()
    lent = [memoryview(bytearray(part)) for part in parts]
    assert firstline.merge_states(engine, lent).to_bytes() == whole.to_bytes()
    accumulator = firstline.KpiAccumulator(engine, MAPPING, "UTC")
    accumulator.update(log[number % 7 < 2])
    accumulator.merge([_state(engine, log[number % 7 >= 2]).to_bytes()])
    assert accumulator.state() == whole.to_bytes()
    assert accumulator.evaluate() == whole.finish()
    assert accumulator.quality().rows == int((number % 7 < 2).sum())
    with pytest.raises(firstline.InvalidError) as refused:
        firstline.merge_states(engine, [parts[0], KpiEngine(KpiSpec(kpis=["volume"])).empty().to_bytes()])
    assert (refused.value.code, refused.value.path) == ("kpi_state.other_specification", "states[1]")
    with pytest.raises(firstline.MalformedError) as wrong:
        firstline.merge_states(engine, [parts[0], "a state"])  # type: ignore[list-item]
    assert (wrong.value.code, wrong.value.path) == ("value.type", "states[1]")


GONE = ["opened_at", "priority"]


def missing_columns(work: Callable[[], object]) -> None:
    """What lacks columns is refused before any work is given away."""
    with pytest.raises(firstline.MalformedError, match="'opened_at', 'priority'") as refused:
        work()
    assert refused.value.code == "columns.missing"


BY_REGION = KpiEngine(KpiSpec(kpis=["volume"], group_by=[firstline.Grouping.ByField(name="region")]))


def missing_field(work: Callable[[], object]) -> None:
    """A field that figures read, and no column gives, is refused before any work, too."""
    with pytest.raises(firstline.InvalidError, match="'region'") as refused:
        work()
    assert (refused.value.code, refused.value.path) == ("mapping.field_missing", "mapping.fields")


def test_a_field_that_no_column_gives_is_refused(log: pd.DataFrame) -> None:
    missing_field(lambda: firstline.kpi_state(BY_REGION, log, MAPPING, "UTC"))
    missing_field(lambda: firstline.reduce_frame(BY_REGION, log, MAPPING, "UTC"))
    given = MAPPING.__replace__(fields=["region"])
    state, _ = firstline.kpi_state(BY_REGION, log.head(40).assign(region="north"), given, "UTC")
    assert [row.group for row in state.finish()] == [["north"]]
    # A field that a ticket was created with is a column of its events.
    created = firstline.Change.Created(opening=firstline.Opening())
    event = firstline.TicketEvent(at=AS_OF.to_pydatetime(), role="agent", change=created)
    events = firstline.event_frame([firstline.Ticket(id="T-1", events=[event], fields={"region": "north"})])
    missing_field(lambda: firstline.kpi_state(BY_REGION, events, firstline.event_mapping()))
    # One that changed later has rows of its own, and no frames lack nothing.
    assert firstline.kpi_state(BY_REGION, firstline.event_frame([]), firstline.event_mapping())[0].tickets() == 0
    assert firstline.kpi_state_of_frames(BY_REGION, [])[0].tickets() == 0


def test_a_field_that_the_mapping_names_but_no_frame_has_is_refused() -> None:
    """The mapping of events has a column of changed fields, which need not be there."""
    at = pd.to_datetime(["2026-03-02T09:00Z", "2026-03-03T09:00Z"])
    events = pd.DataFrame({"ticket": "T-1", "at": at, "kind": ["created", "resolved"]})
    missing_field(lambda: firstline.kpi_state(BY_REGION, events, firstline.event_mapping()))
    optional = firstline.ColumnMapping(ticket="ticket", opened_at="at", fields=["region"], optional=["region"])
    missing_field(lambda: firstline.kpi_state(BY_REGION, events.head(1), optional))
    given = events.assign(field=None, value=None)
    assert firstline.kpi_state(BY_REGION, given, firstline.event_mapping())[0].tickets() == 1


def test_people_whom_the_log_does_not_know_are_told() -> None:
    at = pd.to_datetime(["2026-03-02T09:00Z", "2026-03-02T10:00Z", "2026-03-02T11:00Z"])
    tickets = pd.DataFrame({"id": [1], "created_at": at[:1], "requester_id": [9]})
    comments = pd.DataFrame({"ticket_id": 1, "created": at, "user_id": [9, 77, 5], "public": True})
    users = pd.DataFrame({"id": [9, 5], "role": ["end-user", "agent"]})
    engine = KpiEngine(KpiSpec(kpis=["first_response_time"]))

    flag, drop = firstline.AnomalyPolicy.FLAG, firstline.AnomalyPolicy.DROP_ROW

    def state(users: pd.DataFrame, policy: firstline.AnomalyPolicy = flag) -> tuple[KpiState, firstline.DataQuality]:
        rule = firstline.AnomalyRule(kind="unknown_person", policy=policy)
        mapping = firstline.zendesk_comment_mapping().__replace__(policies=[rule])
        return firstline.kpi_state_of_frames(
            engine,
            [
                (tickets, firstline.zendesk_ticket_mapping()),
                (comments, mapping),
                (users, firstline.zendesk_user_mapping()),
            ],
        )

    found = state(users)[1].anomalies
    assert [(str(it.kind), it.rows, it.example.found) for it in found] == [("unknown_person", 1, "77")]
    known = pd.concat([users, pd.DataFrame({"id": [77], "role": ["end-user"]})])
    assert state(known)[1].anomalies == []
    # Without the row of nobody the reply is that of the agent, two hours later.
    value = state(users, drop)[0].finish()[0].value
    assert isinstance(value, firstline.KpiValue.Duration)
    assert value.summary is not None
    assert value.summary.median == timedelta(hours=2)


BY_PRIORITY = firstline.Condition.PriorityIs(values=["p1"])
OFFICE = firstline.office_hours("UTC", "09:00", "17:00")
TARGETS = [firstline.SlaTarget(metric="resolution", priorities=["p1"], within=timedelta(hours=4))]
OWN = firstline.kpi_definition("volume")
assert OWN is not None
READS_PRIORITY = {
    "groups": KpiSpec(kpis=["volume"], group_by=[firstline.Grouping.By(attribute="priority")]),
    "groups of the first one": KpiSpec(kpis=["volume"], group_by=[firstline.Grouping.By(attribute="first_priority")]),
    "the population": KpiSpec(kpis=["volume"], population=BY_PRIORITY),
    "a definition": KpiSpec(kpis=["own"], definitions=[OWN.__replace__(id="own", number=None, population=BY_PRIORITY)]),
    "promises": KpiSpec(
        kpis=["volume"],
        as_of=AS_OF.to_pydatetime(),
        sla=firstline.SlaSpec(calendar=OFFICE, policies=[firstline.SlaPolicy(name="all", targets=TARGETS)]),
    ),
}


@pytest.mark.parametrize("what", READS_PRIORITY)
def test_an_attribute_that_all_tickets_would_have_by_default_is_refused(log: pd.DataFrame, what: str) -> None:
    engine = KpiEngine(READS_PRIORITY[what])
    without = MAPPING.__replace__(priority=None)
    for work in (firstline.kpi_state, firstline.reduce_frame):
        with pytest.raises(firstline.InvalidError, match="the priority, and no mapping") as refused:
            work(engine, log.head(40), without, "UTC")
        assert (refused.value.code, refused.value.path) == ("mapping.attribute_missing", "mapping.priority")
    assert firstline.kpi_state(engine, log.head(40), MAPPING, "UTC")[1].tickets > 0


@pytest.mark.parametrize("name", ["category", "team", "agent", "requester"])
def test_an_attribute_that_no_ticket_would_have_is_refused(log: pd.DataFrame, name: str) -> None:
    by_name = KpiEngine(KpiSpec(kpis=["volume"], group_by=[firstline.Grouping.By(attribute=firstline.Attribute(name))]))
    without: dict[str, Any] = {name: None}
    with pytest.raises(firstline.InvalidError, match=f"the {name}, and no mapping .* would have none") as refused:
        firstline.kpi_state(by_name, log.head(40), MAPPING.__replace__(**without), "UTC")
    assert (refused.value.code, refused.value.path) == ("mapping.attribute_missing", f"mapping.{name}")
    assert firstline.kpi_state(by_name, log.head(40), MAPPING, "UTC")[1].tickets > 0


def unknown_order(work: Callable[[], object]) -> None:
    with pytest.raises(firstline.MalformedError, match="there is no column 'row'; there are") as refused:
        work()
    assert (refused.value.code, refused.value.path) == ("columns.missing", "order_by")


def other_frame(work: Callable[[], object], wanted: str) -> None:
    with pytest.raises(firstline.MalformedError, match=f"frame: is DataFrame; give a DataFrame of {wanted}") as refused:
        work()
    assert (refused.value.code, refused.value.path) == ("value.type", "frame")


def test_dask_gives_the_same_bytes(log: pd.DataFrame, engine: KpiEngine, whole: KpiState) -> None:
    import dask.dataframe as dd

    shuffled = log.sample(frac=1.0, random_state=7)
    frame: Any = dd.from_pandas(shuffled, npartitions=5, sort=False)  # type: ignore[no-untyped-call]
    state, quality = firstline.dask.kpi_state(engine, frame, MAPPING, "UTC", order_by="place")
    assert state.to_bytes() == whole.to_bytes()
    assert quality.rows == len(log)
    with pytest.raises(firstline.InvalidError) as refused:
        firstline.dask.kpi_state(engine, frame, MAPPING, "UTC")
    assert (refused.value.code, refused.value.path) == ("cluster.no_order", "order_by")
    other_frame(lambda: firstline.dask.kpi_state(engine, log, MAPPING, order_by=["place"]), "Dask")
    missing_columns(lambda: firstline.dask.kpi_state(engine, frame.drop(columns=GONE), MAPPING, order_by=["place"]))
    missing_field(lambda: firstline.dask.kpi_state(BY_REGION, frame, MAPPING, order_by=["place"]))
    unknown_order(lambda: firstline.dask.kpi_state(engine, frame, MAPPING, order_by=["row"]))


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.pyspark.enabled", "true")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.mark.filterwarnings("ignore")  # pyspark's own, about pandas 3
def test_spark_gives_the_same_bytes(
    log: pd.DataFrame, engine: KpiEngine, whole: KpiState, spark: Any, tmp_path: Path
) -> None:
    log.to_parquet(tmp_path / "log.parquet")
    # Columns that nobody asks for may be of a type that no worker can lend, or have one name.
    frame = spark.read.parquet(str(tmp_path / "log.parquet")).selectExpr(
        "*", "interval '1' month as `a.b`", "1 as x", "2 as x"
    )
    state, quality = firstline.spark.kpi_state(engine, frame, MAPPING, "UTC", order_by=["place"], partitions=5)
    assert state.to_bytes() == whole.to_bytes()
    assert (quality.rows, quality.tickets) == (len(log), whole.tickets())
    missing_columns(lambda: firstline.spark.kpi_state(engine, frame.drop(*GONE), MAPPING, order_by=["place"]))
    missing_field(lambda: firstline.spark.kpi_state(BY_REGION, frame, MAPPING, order_by=["place"]))
    unknown_order(lambda: firstline.spark.kpi_state(engine, frame, MAPPING, order_by=["row"]))


def test_an_empty_frame_has_typed_empty_results(engine: KpiEngine, log: pd.DataFrame) -> None:
    state, quality = firstline.kpi_state(engine, log.head(0), MAPPING, "UTC")
    assert (state.tickets(), quality.rows, state.finish()) == (0, 0, [])
    table, _ = firstline.reduce_frame(engine, log.head(0), MAPPING, "UTC")
    assert len(table) == 0
    assert str(table.to_pandas().created_at.dtype) == "datetime64[ms, UTC]"


def test_a_table_of_figures(engine: KpiEngine, whole: KpiState) -> None:
    table = firstline.kpi_frame(engine, whole.finish())
    frame = table.to_polars()
    row = frame.filter((pl.col("kpi") == "full_resolution_time") & (pl.col("priority") == "p1")).row(0, named=True)
    # truth.json, by last priority: 270 resolved, nearest rank.
    assert (row["count"], row["median"].total_seconds() / 3600) == (270, pytest.approx(79.11666666666666))
    assert table.to_pandas().shape == (4 * len(KPIS), 22)
    rows = [*whole.finish(), *whole.roll_up([])]
    of_all = firstline.kpi_frame(engine, rows).to_pandas().query("kpi == 'volume' and rolled_up == 'priority'")
    assert of_all["value"].tolist() == [24_918]


def test_channels_are_those_of_the_last_rows(log: pd.DataFrame) -> None:
    truth = json.loads((LOG.parent / "truth.json").read_text())["volume_by_contact_type"]
    by_channel = KpiEngine(KpiSpec(kpis=["volume"], group_by=[firstline.Grouping.By(attribute="channel")]))
    state, quality = firstline.kpi_state(by_channel, log, MAPPING, "UTC")
    found = {row.group[0]: row.base for row in state.finish()}
    phone = truth["Phone"] + truth["IVR"]
    assert found == {
        "mail": truth["Email"],
        "other": truth["Direct opening"],
        "phone": phone,
        "portal": truth["Self service"],
    }
    changed = [each for each in quality.anomalies if each.kind == firstline.OddityKind.CHANGED_ORIGIN]
    before = log.groupby("number")[["contact_type", "caller_id"]].shift()
    known = before.notna() & (before != "?") & (log[before.columns] != "?")
    differs = (before != log[before.columns]) & known
    assert [each.rows for each in changed] == [int(differs.sum().sum())]


def test_progress_is_told_and_may_end_the_work(engine: KpiEngine, log: pd.DataFrame) -> None:
    told: list[tuple[int, int]] = []
    firstline.kpi_state(engine, log, MAPPING, "UTC", on_progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (24_918, 24_918)
    assert told == sorted(told)

    def stop(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        firstline.kpi_state(engine, log, MAPPING, "UTC", on_progress=stop)


def test_groups_have_columns_of_their_own_names() -> None:
    fields = [firstline.Grouping.ByField(name=name) for name in ("value", "kpi", "value_2")]
    engine = firstline.KpiEngine(firstline.KpiSpec(kpis=["volume"], group_by=fields))
    columns = firstline.kpi_frame(engine, engine.empty().finish()).columns
    assert columns[:4] == ["kpi", "value_2", "kpi_2", "value_2_2"]
    assert len(set(columns)) == len(columns)


def test_reduced_tickets_have_their_fields_and_their_promises(log: pd.DataFrame) -> None:
    some = log[log.number.isin(log.number.unique()[:500])]
    policy = firstline.SlaPolicy(name="all", targets=TARGETS)
    spec = KpiSpec(
        kpis=["volume"], as_of=AS_OF.to_pydatetime(), sla=firstline.SlaSpec(calendar=OFFICE, policies=[policy])
    )
    engine = KpiEngine(spec)
    table, quality = firstline.reduce_frame(engine, some, MAPPING, "UTC")
    reduced = table.to_pandas().set_index("ticket")
    assert quality.tickets == len(reduced) == 500
    for name in ("made_sla", "closed_code", "subcategory"):
        known = some[some[name] != "?"]
        last = known.groupby("number")[name].last().reindex(reduced.index)
        assert reduced[name].fillna("").tolist() == last.fillna("").tolist(), name

    facts = engine.reduce(firstline.read_frame(some, MAPPING, "UTC").tickets)
    assert firstline.facts_frame(facts).to_pandas().equals(table.to_pandas())
    # A column for each instant, stay and count that facts have, by their names.
    for name in firstline.TicketMarks.__match_args__:
        marks = [getattr(each.marks, name) for each in facts]
        at = reduced[f"{name}_at"].astype(object)
        assert at.where(at.notna(), None).tolist() == [mark and mark.at for mark in marks], name
    for name in firstline.TicketStays.__match_args__:
        stays = [getattr(each.stays, name).elapsed for each in facts]
        assert reduced[name].tolist() == stays, name
    for name in firstline.TicketTallies.__match_args__:
        assert reduced[name].tolist() == [getattr(each.tallies, name) for each in facts], name
    assert reduced.agents.tolist() == [len(each.agents) for each in facts]
    ended = reduced.ended_at.astype(object)
    assert ended.where(ended.notna(), None).tolist() == [each.ended_at for each in facts]
    assert (reduced.as_of == AS_OF).all()
    assert max(reduced.agents) > 1
    promises = firstline.promise_frame(facts, "Europe/Lisbon").to_pandas()
    assert set(promises.metric) == {"resolution"}
    assert (promises.used + promises.left == timedelta(hours=4)).all()
    assert str(promises.due_at.dtype) == "datetime64[ms, Europe/Lisbon]"


def test_a_field_named_like_a_column_of_reduced_tickets_gets_a_number() -> None:
    created = firstline.TicketEvent(
        at=AS_OF.to_pydatetime(), role="requester", change=firstline.Change.Created(opening=firstline.Opening())
    )
    ticket = firstline.Ticket(id="T-1", events=[created], fields={"status": "gold", "status_2": "x", "plan": "basic"})
    table = firstline.facts_frame(KpiEngine(KpiSpec(kpis=["volume"])).reduce([ticket, ticket.__replace__(fields={})]))
    assert table.columns[-3:] == ["plan", "status_3", "status_2"]
    rows = table.to_pandas()
    assert rows.status.tolist() == ["new", "new"]
    assert rows[["plan", "status_3", "status_2"]].fillna("").to_numpy().tolist() == [
        ["basic", "gold", "x"],
        ["", "", ""],
    ]
