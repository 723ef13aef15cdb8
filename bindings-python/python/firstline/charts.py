"""Charts of a performance report and of the cover of shifts by Altair: `pip install firstline[charts]`.

The HTML of a report has its pictures in it and needs none of this. These are for notebooks: each is a chart of Altair,
to be changed, put beside others and saved.

>>> import firstline
>>> from firstline import charts
>>> options = '{"spec": {"period": {"start": "2026-03-01T00:00:00Z", "end": "2026-04-01T00:00:00Z"}}}'
>>> report = firstline.performance_report([], firstline.PerformanceOptions.from_json(options))
>>> charts.arrivals_chart(report).to_dict()["title"]
'Tickets created, by hour of the week'
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

import altair as alt

from ._native import (
    AgeBucket,
    Fault,
    KpiRow,
    KpiUnit,
    KpiValue,
    PerformanceReport,
    ReportGroups,
    ShiftCoverage,
    kpi_flat_rows,
)
from .errors import UnknownError

__all__ = ["ageing_chart", "arrivals_chart", "backlog_chart", "coverage_chart", "pareto_chart", "trend_chart"]

_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_HOUR = 3600.0


def trend_chart(report: PerformanceReport, kpi: str) -> alt.LayerChart | alt.FacetChart:
    """A figure of the report's trend, stretch after stretch: of lengths of time the median, in hours.

    Stretches that are not whole in the log are hollow. Raises `kpi.unknown` for a figure that the trend has not.
    """
    found = [(stretch, row) for stretch in report.trend for row in stretch.rows if row.kpi == kpi]
    definition = next((it for it in report.definitions if it.id == kpi), None)
    if definition is None or not found:
        names = ", ".join(dict.fromkeys(row.kpi for stretch in report.trend for row in stretch.rows)) or "none"
        message = f"the trend has no figure '{kpi}'; it has {names}"
        raise UnknownError(message, [Fault(kind="unknown", code="kpi.unknown", path="kpi", message=message)])
    is_length = definition.unit == KpiUnit.DURATION
    values = [
        {"stretch": stretch.name, "value": _value(row, is_length), "whole": stretch.whole, "base": row.base}
        for stretch, row in found
    ]
    title = f"{definition.name}, median, hours" if is_length else definition.name
    axis = alt.Axis(title=title, format="%") if definition.unit == KpiUnit.SHARE else alt.Axis(title=title)
    chart = _chart(values, definition.name).encode(
        x=alt.X("stretch:O", title=None, sort=None),
        y=alt.Y("value:Q", axis=axis),
        tooltip=["stretch:O", "value:Q", "base:Q"],
    )
    whole = chart.mark_point(filled=True, size=60, opacity=1).transform_filter("datum.whole")
    part = chart.mark_point(filled=False, size=60, opacity=1).transform_filter("!datum.whole")
    return alt.layer(chart.mark_line(), whole, part)


def backlog_chart(report: PerformanceReport) -> alt.LayerChart | alt.FacetChart:
    """What came and what went, day by day of the period, and what was open at the end of each."""
    values: list[dict[str, Any]] = []
    stock: list[dict[str, Any]] = []
    names = {it.id: it.name for it in report.definitions}
    for day in report.days:
        flow = [row for row in day.rows if row.kpi in ("volume", "tickets_resolved")]
        values += [{"day": day.name, "what": names[row.kpi], "tickets": _value(row, False)} for row in flow]
        stock.append({"day": day.name, "open": day.open_at_end})
    x = alt.X("day:O", title=None, sort=None)
    bars = (
        _chart(values, "Flow and backlog")
        .mark_bar()
        .encode(x=x, xOffset="what:N", y=alt.Y("tickets:Q", title="Tickets"), color=alt.Color("what:N", title=None))
    )
    backlog = (
        _chart(stock)
        .mark_line(point=True, color="black")
        .encode(x=x, y=alt.Y("open:Q", title="Open at the end of the day"), tooltip=["day:O", "open:Q"])
    )
    chart: alt.LayerChart = alt.layer(bars, backlog).resolve_scale(y="independent")
    return chart


def arrivals_chart(report: PerformanceReport) -> alt.Chart:
    """The tickets created, by hour of the week in the zone of the report: the darker, the more."""
    values = [
        {"day": _DAYS[row.place // 24], "hour": row.place % 24, "tickets": row.value}
        for row in kpi_flat_rows([report.arrivals])
        if row.place is not None
    ]
    chart: alt.Chart = (
        _chart(values, "Tickets created, by hour of the week")
        .mark_rect()
        .encode(
            x=alt.X("hour:O", title="Hour of the day"),
            y=alt.Y("day:O", title=None, sort=_DAYS),
            color=alt.Color("tickets:Q", title="Tickets"),
            tooltip=["day:O", "hour:O", "tickets:Q"],
        )
    )
    return chart


def pareto_chart(
    report: PerformanceReport, of: Literal["categories", "causes", "teams", "agents"] = "categories"
) -> alt.LayerChart | alt.FacetChart:
    """The groups with most tickets first, and the share that they and those before them have of all.

    Causes are empty where no field names them.
    """
    groups: ReportGroups | None = getattr(report, of)
    shown, more = (groups.groups, groups.more_volume) if groups is not None else ([], 0)
    values = [{"group": it.label or "none", "tickets": _volume(it.rows), "cumulative": it.cumulative} for it in shown]
    x = alt.X("group:N", title=None, sort=None)
    chart = _chart(values, f"Tickets by {of}").encode(x=x, tooltip=["group:N", "tickets:Q", "cumulative:Q"])
    # Both axes end at all tickets, so that the line rises by as much as each bar is high.
    every = sum(_volume(it.rows) or 0 for it in shown) + more
    whole = alt.Scale(domain=[0, every or 1], nice=False)
    bars = chart.mark_bar().encode(y=alt.Y("tickets:Q", title="Tickets", scale=whole))
    share = chart.mark_line(point=True, color="black").encode(
        y=alt.Y("cumulative:Q", title="Share of all so far", axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1]))
    )
    both: alt.LayerChart = alt.layer(bars, share).resolve_scale(y="independent")
    return both


def ageing_chart(report: PerformanceReport) -> alt.Chart:
    """The open tickets by their age at the instant as of which the report is."""
    buckets = report.ageing.value.buckets if isinstance(report.ageing.value, KpiValue.Ages) else []
    values = [{"age": _age(it), "tickets": it.count} for it in buckets]
    chart: alt.Chart = (
        _chart(values, "Open tickets by age")
        .mark_bar()
        .encode(x=alt.X("age:O", title=None, sort=None), y=alt.Y("tickets:Q", title="Tickets"))
    )
    return chart


def coverage_chart(coverage: ShiftCoverage, zone: str | ZoneInfo = "UTC") -> alt.LayerChart | alt.FacetChart:
    """How many agents are needed, as bars, and how many the shifts have at work, as a line, by the clocks of `zone`.

    Where breaks leave fewer in a part of an interval, the line is at the fewest.
    """
    clock = ZoneInfo(zone) if isinstance(zone, str) else zone

    # Without an offset a browser shows the time as it is written.
    def shown(at: datetime) -> str:
        return at.astimezone(clock).replace(tzinfo=None).isoformat()

    intervals = coverage.intervals
    bars = [{"start": shown(it.start), "end": shown(it.end), "needed": it.needed, "what": "needed"} for it in intervals]
    steps: list[dict[str, Any]] = []
    starts = {it.start for it in intervals}
    for it in intervals:
        steps.append({"start": shown(it.start), "at work": it.least, "what": "at work"})
        if it.end not in starts:
            steps.append({"start": shown(it.end), "at work": 0, "what": "at work"})
    is_long = bool(intervals) and intervals[-1].end - intervals[0].start > timedelta(days=2)
    clocks = alt.Axis(title=None, format="%a %d %b" if is_long else "%H:%M", tickCount="day" if is_long else "hour")
    x = alt.X("start:T", axis=clocks)
    agents = alt.Axis(title="Agents", tickMinStep=1)
    scale = alt.Scale(domain=["needed", "at work"], range=["#9ecae9", "#d6604d"])
    colour = alt.Color("what:N", scale=scale, legend=alt.Legend(title=None, orient="top"))
    needed = (
        _chart(bars, "Agents needed and at work")
        .mark_rect()
        .encode(
            x=x,
            x2=alt.X2("end:T"),
            y=alt.Y("needed:Q", axis=agents),
            y2=alt.datum(0),
            color=colour,
            tooltip=["start:T", "end:T", "needed:Q"],
        )
    )
    at_work = (
        _chart(steps)
        .mark_line(interpolate="step-after", strokeWidth=2)
        .encode(
            x=x,
            y=alt.Y("at work:Q", axis=agents),
            color=colour,
            tooltip=["start:T", "at work:Q"],
        )
    )
    return alt.layer(needed, at_work).properties(width=800, height=260)


def _chart(values: list[dict[str, Any]], title: str = "") -> alt.Chart:
    data = {"values": values}
    return alt.Chart(data, title=title) if title else alt.Chart(data)


def _value(row: KpiRow, is_length: bool) -> float | None:
    (flat,) = kpi_flat_rows([row])
    return flat.value / _HOUR if is_length and flat.value is not None else flat.value


def _volume(rows: Sequence[KpiRow]) -> float | None:
    """The volume comes first of the figures of a group."""
    return _value(rows[0], False) if rows else None


def _age(bucket: AgeBucket) -> str:
    ends = [bucket.from_] if bucket.to is None else [bucket.from_, bucket.to]
    seconds = [it.total_seconds() for it in ends]
    # Whole days are read more easily than many hours.
    unit, name = (24 * _HOUR, "d") if all(it % (24 * _HOUR) == 0 for it in seconds) else (_HOUR, "h")
    text = " to ".join(f"{it / unit:g}" for it in seconds)
    return f"{text} {name} and more" if bucket.to is None else f"{text} {name}"
