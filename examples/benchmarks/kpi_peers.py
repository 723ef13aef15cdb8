"""KPIs of ten million events against polars, DuckDB, numpy and pandas with business-duration, in one run.

The log of `examples/data` is repeated with shifted ids and times until it has at least so many rows (the first argument, by
default 10,000,000); each engine gets the same columns in memory, already parsed. Each works in a process of its own, which tells its time (the
best of three) and the most memory that it took above that of the columns. Before anything is timed the answers are compared.

    python kpi_peers.py [rows]
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

HERE = Path(__file__).parent
LOG = HERE.parent / "data" / "incident_event_log.csv.gz"
COLUMNS = ["number", "incident_state", "reassignment_count", "reopen_count", "sys_mod_count", "opened_at", "sys_updated_at",
           "contact_type", "priority", "category", "assignment_group", "assigned_to", "caller_id", "opened_by", "sys_updated_by",
           "made_sla", "resolved_at", "closed_at"]
TIMES = ["opened_at", "sys_updated_at", "resolved_at", "closed_at"]
SAMPLE = 2_000


def data(rows: int) -> pl.DataFrame:
    """The log so often that it has so many rows at least, the tickets and times of each copy its own."""
    log = pl.read_csv(LOG, columns=COLUMNS, infer_schema=False)
    times = [pl.col(name).replace("?", None).str.to_datetime("%d/%m/%Y %H:%M", time_unit="ms") for name in TIMES]
    counts = [pl.col(name).cast(pl.Int64) for name in ("reassignment_count", "reopen_count", "sys_mod_count")]
    log = log.with_columns(*times, *counts)
    copies = -(-rows // len(log))
    def copy(place: int) -> pl.DataFrame:
        shift = pl.duration(days=7 * place)
        number = pl.col("number").str.slice(3).cast(pl.Int64) + place * 200_000
        number = pl.format("INC{}", number.cast(pl.String).str.zfill(8)).alias("number")
        return log.with_columns(number, *[pl.col(name) + shift for name in TIMES])
    # Without `rechunk` the copies would share the memory of what is not shifted, which no log of that size does.
    return pl.concat([copy(place) for place in range(copies)], rechunk=True)


def best(work: Callable[[], Any], runs: int = 3) -> tuple[float, Any]:
    times, answer = [], None
    for _ in range(runs):
        start = time.perf_counter()
        answer = work()
        times.append(time.perf_counter() - start)
    return min(times), answer


def firstline(frame: pl.DataFrame, *, whole: bool = True) -> Callable[[], Any]:
    """With all columns that the mapping for such logs reads, and all that can be odd in them; or with those that the peers read."""
    import firstline as fl

    mapping = fl.servicenow_mapping()
    if not whole:
        mapping = fl.ColumnMapping(
            ticket=mapping.ticket, at=mapping.at, opened_at=mapping.opened_at, status=mapping.status, reopens=mapping.reopens,
            resolved_at=mapping.resolved_at, words=fl.LogWords(status=mapping.words.status), row_order=mapping.row_order,
        )
    engine = fl.KpiEngine(fl.KpiSpec(kpis=["volume", "full_resolution_time", "time_to_acknowledge", "reopen_rate"]))

    def work() -> Any:
        state, _ = fl.kpi_state(engine, frame, mapping, "UTC")
        volume, resolution, taken, reopened = (row.value for row in state.finish())
        return [volume.count, *_hours(resolution.summary), *_hours(taken.summary), reopened.part, reopened.whole]

    return work


def _hours(summary: Any) -> list[float]:
    return [summary.count, *(round(each.total_seconds() / 3600, 3) for each in (summary.mean, summary.median, summary.p90))]


def by_polars(frame: pl.DataFrame) -> Callable[[], Any]:
    def work() -> Any:
        first_not_new = pl.col("sys_updated_at").filter(pl.col("incident_state") != "New").first()
        tickets = frame.lazy().group_by("number").agg(
            (pl.col("resolved_at").last() - pl.col("opened_at").last()).alias("resolution"),
            (first_not_new - pl.col("opened_at").first()).alias("taken"),
            pl.col("reopen_count").max().alias("reopens"),
        )
        resolved = pl.col("resolution").is_not_null()
        figures = [pl.len()]
        for name in ("resolution", "taken"):
            hours = pl.col(name).dt.total_milliseconds() / 3_600_000
            figures += [hours.count().alias(f"{name} n"), hours.mean().alias(f"{name} mean"),
                        *(hours.sort().drop_nulls().get(((hours.count() * q + 0.999999).floor().cast(pl.Int64) - 1)).alias(f"{name} {q}") for q in (0.5, 0.9))]
        figures += [(resolved & (pl.col("reopens") > 0)).sum().alias("reopened"), resolved.sum().alias("resolved")]
        return [round(each, 3) for each in tickets.select(figures).collect().row(0)]

    return work


def by_duckdb(frame: pl.DataFrame, *, own: bool) -> Callable[[], Any]:
    """Over the frame as it is, or over a table of its own, copied before the clock starts."""
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    connection.register("frame", frame)
    # Its aggregates know no order of rows but by a column.
    log = "SELECT *, row_number() OVER () AS place FROM frame"
    connection.execute(f"CREATE {'TABLE' if own else 'VIEW'} log AS {log}")
    query = """
        WITH tickets AS (
            SELECT number, date_diff('millisecond', arg_max(opened_at, place), arg_max(resolved_at, place)) AS resolution,
                   date_diff('millisecond', arg_min(opened_at, place),
                             arg_min(sys_updated_at, place) FILTER (incident_state <> 'New')) AS taken,
                   max(reopen_count) AS reopens
            FROM log GROUP BY number)
        SELECT count(*), count(resolution), avg(resolution) / 3600000, quantile_disc(resolution, 0.5) / 3600000, quantile_disc(resolution, 0.9) / 3600000,
               count(taken), avg(taken) / 3600000, quantile_disc(taken, 0.5) / 3600000, quantile_disc(taken, 0.9) / 3600000,
               count(*) FILTER (resolution IS NOT NULL AND reopens > 0), count(resolution) FROM tickets"""
    return lambda: [round(float(each), 3) for each in connection.execute(query).fetchone()]


def tickets(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.group_by("number", maintain_order=True).agg(pl.col("opened_at").last(), pl.col("resolved_at").last()).drop_nulls()


def firstline_business(frame: pl.DataFrame) -> Callable[[], Any]:
    import firstline as fl

    pairs = tickets(frame)
    mapping = fl.ColumnMapping(ticket="number", opened_at="opened_at", resolved_at="resolved_at")

    office = fl.office_hours("UTC", "09:00", "17:00")
    engine = fl.KpiEngine(fl.KpiSpec(kpis=["full_resolution_time_business"], calendar=office))

    def work() -> Any:
        state, _ = fl.kpi_state(engine, pairs, mapping, "UTC")
        summary = state.finish()[0].value.summary
        return [summary.count, round(summary.sum.total_seconds() / 60)]

    return work


def numpy_business(frame: pl.DataFrame) -> Callable[[], Any]:
    """Open minutes before each minute, added up once; then two looks into the table a ticket."""
    spans = tickets(frame)

    def work() -> Any:
        start, end = (spans[name].to_numpy().astype("datetime64[m]").astype(np.int64) for name in ("opened_at", "resolved_at"))
        first = start.min() // 1440 * 1440
        minutes = np.arange(first, end.max() + 2)
        open_ = ((minutes // 1440 + 3) % 7 < 5) & (minutes % 1440 >= 540) & (minutes % 1440 < 1020)
        before = np.concatenate([[0], np.cumsum(open_)])
        return [len(start), int((before[end - first] - before[start - first]).sum())]

    return work


def pandas_business(frame: pl.DataFrame) -> Callable[[], Any]:
    """On a sample of tickets: a call of business-duration each."""
    from datetime import time as clock

    from business_duration import businessDuration

    pairs = tickets(frame).head(SAMPLE).to_pandas()
    hours = {"starttime": clock(9), "endtime": clock(17), "unit": "min"}
    return lambda: [len(pairs), round(sum(businessDuration(startdate=a, enddate=b, **hours) for a, b in zip(pairs.opened_at, pairs.resolved_at, strict=True)))]


ENGINES: dict[str, dict[str, Callable[[pl.DataFrame], Callable[[], Any]]]] = {
    "calendar time: volume, two times with mean, median, p90, reopen rate": {
        "firstline": firstline, "firstline, columns as peers": partial(firstline, whole=False), "polars": by_polars,
        "DuckDB, the same frame": partial(by_duckdb, own=False), "DuckDB, a table of its own": partial(by_duckdb, own=True)},
    "open time from creation to resolution, of tickets with both": {"firstline": firstline_business, "numpy prefix sum": numpy_business, "pandas + business-duration": pandas_business},
}


def memory(field: str) -> float:
    """What Linux says of this process, in GB: VmRSS is now, VmHWM is the most since it was last forgotten."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(field))
    return int(line.split()[1]) / 1024 / 1024


def child(group: str, engine: str, rows: int) -> None:
    frame = data(rows)
    gc.collect()
    columns = memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")
    work = ENGINES[group][engine](frame)
    seconds, answer = best(work, 1 if engine.startswith("pandas") else 3)
    of = len(tickets(frame)) if engine.startswith("pandas") else 0
    result = {"seconds": seconds * of / SAMPLE if of else seconds, "answer": answer, "scaled": bool(of)}
    print(json.dumps({**result, "memory": memory("VmHWM") - columns, "columns": columns}))


def main(rows: int) -> None:
    for group, engines in ENGINES.items():
        print(f"\n{rows:,} events; {group}")
        results = {}
        for engine in engines:
            done = subprocess.run([sys.executable, __file__, "--child", group, engine, str(rows)], capture_output=True, text=True, check=True)
            results[engine] = json.loads(done.stdout.splitlines()[-1])
        ours = results["firstline"]
        for engine, result in results.items():
            if not result["scaled"] and result["answer"] != ours["answer"]:
                sys.exit(f"{engine} answers {result['answer']}, firstline {ours['answer']}")
            note = f"  (from {SAMPLE:,} tickets, scaled)" if result["scaled"] else ""
            print(f"  {engine:<28} {result['seconds']:>9.2f} s  {result['seconds'] / ours['seconds']:>8.2f} x  {result['memory']:>5.1f} GB{note}")
        print(f"  The process has {ours['columns']:.1f} GB before, its columns included.")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--child", group, engine, rows]:
            child(group, engine, int(rows))
        case [rows]:
            main(int(rows))
        case _:
            main(10_000_000)
