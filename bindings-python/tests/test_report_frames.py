"""The figures of a performance report as data frames and as charts, against the report itself."""

import json
from datetime import timedelta
from itertools import accumulate, pairwise
from typing import Any

import pytest

import firstline as fl
from firstline import charts

OPTIONS: dict[str, Any] = {
    "spec": {
        "period": {"start": "2026-03-01T00:00:00Z", "end": "2026-04-01T00:00:00Z"},
        "kpis": ["volume", "full_resolution_time", "resolution_rate_to_date"],
    },
    "goals": [
        {"kpi": "full_resolution_time", "target": {"type": "length", "figure": "p90", "length": "PT4H"}},
        {"kpi": "resolution_rate_to_date", "target": {"type": "value", "value": 0.9}},
    ],
    "trend_unit": "week",
    "trend_kpis": ["volume", "full_resolution_time", "resolution_rate_to_date"],
}


def ticket(number: int) -> fl.Ticket:
    """One at noon of each day from February on, resolved after as many hours as its number, but for every fourth."""
    created = f"2026-{2 + number // 28:02}-{1 + number % 28:02}T12:00:00Z"
    opening = {"category": f"c{number % 3}", "team": None if number % 5 else "net"}
    events: list[dict[str, Any]] = [
        {"at": created, "role": "requester", "change": {"type": "created", "opening": opening}}
    ]
    if number % 4:
        at = f"2026-{2 + number // 28:02}-{1 + number % 28:02}T{12 + number % 11:02}:00:00Z"
        events.append({"at": at, "role": "agent", "change": {"type": "resolved"}})
    return fl.Ticket.from_json(json.dumps({"id": f"T-{number}", "events": events}))


def made(tickets: list[fl.Ticket], trend_unit: str = "week") -> fl.PerformanceReport:
    options = json.dumps({**OPTIONS, "trend_unit": trend_unit})
    return fl.performance_report(tickets, fl.PerformanceOptions.from_json(options))


REPORT = made([ticket(number) for number in range(56)])
MARCH = range(28, 56)


def test_all_figures_are_one_table() -> None:
    table = fl.performance_frame(REPORT).to_pandas().set_index(["section", "name", "kpi"])
    period = table.loc["period"].droplevel("name")
    assert period.loc["volume", "value"] == len(MARCH)
    resolved = sorted(number % 11 for number in MARCH if number % 4)
    assert period.loc["full_resolution_time", "count"] == len(resolved)
    assert period.loc["full_resolution_time", "max"] == timedelta(hours=resolved[-1])
    before = table.loc["period_before"].droplevel("name")
    assert before.loc["volume", "value"] == 28
    days = table.loc["days"].xs("volume", level="kpi")
    assert days["value"].sum() == len(MARCH)
    assert len(days) == 31
    categories = table.loc["categories"].xs("volume", level="kpi")["value"]
    assert categories.to_dict() == {
        name: sum(number % 3 == place for number in MARCH) for place, name in enumerate(["c0", "c1", "c2"])
    }
    arrivals = table.loc["arrivals"].set_index("place")["value"]
    assert arrivals.sum() == len(MARCH)
    assert set(arrivals[arrivals > 0].index % 24) == {12}


def test_what_was_open_and_the_worst_breaches_are_in_the_table() -> None:
    sla = {
        "calendar": json.loads(fl.always_open("UTC").to_json()),
        "policies": [{"name": "all", "targets": [{"metric": "resolution", "within": "PT4H"}]}],
    }
    options = {**OPTIONS, "spec": {**OPTIONS["spec"], "sla": sla}, "worst": 3}
    report = fl.performance_report(
        [ticket(number) for number in range(56)], fl.PerformanceOptions.from_json(json.dumps(options))
    )
    table = fl.performance_frame(report).to_pandas().set_index(["section", "name", "kpi"])["value"]
    days = table.loc["days"].xs("open_at_end", level="kpi")
    # One in four stays open, and each that is resolved is so on its day.
    assert list(days) == [7 + (min(day, 28) + 3) // 4 for day in range(1, 32)]
    assert "open_at_end" in table.loc["trend"].index.get_level_values("kpi")
    # The first of March stays open, and so do those four and eight days later.
    worst = fl.performance_breaches_frame(report, "Europe/Berlin").to_pandas().set_index("ticket")
    assert list(worst.index) == ["T-28", "T-32", "T-36"]
    assert worst.loc["T-28", ["priority", "metric", "agreement"]].tolist() == ["p3", "resolution", "sla"]
    assert worst.loc["T-28", "breached_at"].isoformat() == "2026-03-01T17:00:00+01:00"
    assert set(worst["target"]) == {timedelta(hours=4)}
    rows = table.loc["worst"]
    assert rows.xs("overdue", level="kpi").to_dict() == worst["overdue"].dt.total_seconds().to_dict()
    assert rows.xs("target", level="kpi").to_dict() == dict.fromkeys(worst.index, 4 * 3600)
    late = sum(not number % 4 or number % 11 > 4 for number in MARCH)
    assert table.loc["worst_total"].droplevel("name").to_dict() == {"breached_tickets": late}


def test_goals_and_the_past_are_one_table() -> None:
    table = fl.performance_goals_frame(REPORT).to_pandas().set_index("kpi")
    assert list(table.index) == ["volume", "full_resolution_time", "resolution_rate_to_date"]
    time, rate, volume = (table.loc[it] for it in ("full_resolution_time", "resolution_rate_to_date", "volume"))

    def p90(numbers: range) -> int:
        hours = sorted(number % 11 for number in numbers if number % 4)
        return hours[-(-len(hours) * 9 // 10) - 1]

    assert (time["figure"], time["value"], time["goal"]) == ("p90", p90(MARCH) * 3600, 4 * 3600)
    assert (time["result"], time["before"]) == ("missed", p90(range(28)) * 3600)
    assert time["change"] == (p90(MARCH) - p90(range(28))) * 3600
    assert (rate["value"], rate["goal"], rate["result"]) == (21 / 28, 0.9, "missed")
    assert (volume["value"], volume["before"], volume["change"], volume["change_relative"]) == (28, 28, 0, 0)
    assert volume[["figure", "goal", "result", "last_year", "change_better"]].isna().all()


def test_the_last_stretch_of_the_trend_is_judged_by_those_before_it() -> None:
    report = made([ticket(number) for number in range(56)], trend_unit="day")
    judged = fl.performance_goals_frame(report).to_pandas().set_index("kpi").loc["volume"]
    trend = fl.performance_frame(report).to_pandas().query("section == 'trend' and kpi == 'volume'")
    # None came in the last three days of March, after one a day.
    *before, last = trend["value"]
    moves = [abs(one - other) for one, other in pairwise(before)]
    centre, width = sum(before) / len(before), 2.66 * sum(moves) / len(moves)
    assert (judged["stretch"], judged["stretch_value"], judged["baseline"]) == ("2026-03-31", last, len(before))
    assert list(judged[["centre", "low", "high"]]) == pytest.approx([centre, centre - width, centre + width], rel=1e-3)
    assert last < centre - width
    assert (judged["verdict"], judged["signals"]) == ("signal", "beyond_limits,two_of_three_beyond_two_sigma")
    weeks = fl.performance_goals_frame(REPORT).to_pandas()
    assert weeks[["stretch", "verdict", "signals", "centre", "baseline"]].isna().all(axis=None)


def test_a_report_of_nothing_has_the_same_columns() -> None:
    empty = made([])
    for frame in (fl.performance_frame, fl.performance_goals_frame, fl.performance_breaches_frame):
        assert frame(empty).to_polars().schema == frame(REPORT).to_polars().schema


ALL = [
    ("trend", lambda report: charts.trend_chart(report, "full_resolution_time")),
    ("backlog", charts.backlog_chart),
    ("arrivals", charts.arrivals_chart),
    ("pareto", charts.pareto_chart),
    ("causes", lambda report: charts.pareto_chart(report, "causes")),
    ("ageing", charts.ageing_chart),
]


def values(chart: Any, layer: int | None = None) -> list[dict[str, Any]]:
    """What a chart shows; `to_dict` refuses what is not by the schema of Vega-Lite."""
    spec = chart.to_dict()
    data = spec["data"] if layer is None or "data" in spec else spec["layer"][layer]["data"]
    found: list[dict[str, Any]] = spec["datasets"][data["name"]]
    return found


@pytest.mark.parametrize(("name", "chart"), ALL, ids=[name for name, _ in ALL])
def test_each_chart_is_valid(name: str, chart: Any) -> None:
    assert chart(REPORT).to_dict()["$schema"]
    if name != "trend":
        assert chart(made([])).to_dict()["$schema"]


def test_charts_show_the_figures() -> None:
    assert sum(it["tickets"] for it in values(charts.arrivals_chart(REPORT))) == len(MARCH)
    pareto = values(charts.pareto_chart(REPORT), 0)
    assert [it["tickets"] for it in pareto] == sorted((it["tickets"] for it in pareto), reverse=True)
    shares = [round(it["cumulative"], 9) for it in pareto]
    assert shares == [round(it / 28, 9) for it in accumulate(it["tickets"] for it in pareto)]
    bars, line = charts.pareto_chart(REPORT).to_dict()["layer"]
    assert bars["encoding"]["y"]["scale"]["domain"] == [0, len(MARCH)]
    assert line["encoding"]["y"]["scale"]["domain"] == [0, 1]
    assert [it["age"] for it in values(charts.ageing_chart(REPORT))][-1].endswith(" d and more")
    names = {it.id: it.name for it in REPORT.definitions}
    created = [it for it in values(charts.backlog_chart(REPORT), 0) if it["what"] == names["volume"]]
    assert sum(it["tickets"] for it in created) == len(MARCH)
    still = [number for number in range(56) if not number % 4]
    assert sum(it["tickets"] for it in values(charts.ageing_chart(REPORT))) == len(still)
    assert values(charts.backlog_chart(REPORT), 1)[-1]["open"] == len(still)
    trend = values(charts.trend_chart(REPORT, "volume"), 0)
    assert sum(it["value"] for it in trend) == 56


def test_a_figure_that_the_trend_has_not_is_named() -> None:
    with pytest.raises(fl.UnknownError, match="volume, full_resolution_time") as refused:
        charts.trend_chart(REPORT, "reopen_rate")
    assert (refused.value.code, refused.value.path) == ("kpi.unknown", "kpi")
