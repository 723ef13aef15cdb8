"""Reports as data frames: all figures of a period, and how they stand to their goals and their past; an incident."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from . import _native
from ._native import (
    FigureChange,
    Frame,
    GoalTarget,
    IncidentReport,
    KpiRow,
    KpiValue,
    PerformanceReport,
    TrendVerdict,
    kpi_flat_rows,
    performance_report_rows,
)

__all__ = ["incident_frame", "performance_breaches_frame", "performance_frame", "performance_goals_frame"]


def incident_frame(report: IncidentReport, zone: str | ZoneInfo | None = None) -> Frame:
    """An incident report as one table: the columns of `IncidentRow`, days as text.

    Instants are shown by the clocks of `zone`, by default that of the report.

    What the sections are says `incident_report_rows`; `.to_pandas().query("section == 'timeline'")` is one of them.

    >>> import datetime
    >>> import firstline
    >>> at = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.timezone.utc)
    >>> opened = firstline.Change.Created(opening=firstline.Opening())
    >>> created = firstline.TicketEvent(at=at, role="requester", change=opened)
    >>> given = firstline.IncidentInput(title="Mail down", ticket="INC-1", zone="UTC", as_of=at)
    >>> report = firstline.incident_report([firstline.Ticket(id="INC-1", events=[created])], given)
    >>> firstline.incident_frame(report).columns[:5]
    ['section', 'name', 'at', 'ticket', 'who']
    """
    return _native._incident_frame(report, zone)


def performance_frame(report: PerformanceReport) -> Frame:
    """All figures of a report as one table: the columns of `kpi_frame`, and `section` and `name` for where each stands.

    What the sections are says `performance_report_rows`; `.to_pandas().query("section == 'trend'")` is one of them, and
    of it and of the days `"kpi == 'open_at_end'"` are the tickets that were open at the end.

    >>> import firstline
    >>> options = '{"spec": {"period": {"start": "2026-03-01T00:00:00Z", "end": "2026-04-01T00:00:00Z"}}}'
    >>> report = firstline.performance_report([], firstline.PerformanceOptions.from_json(options))
    >>> firstline.performance_frame(report).columns[:5]
    ['kpi', 'section', 'name', 'place', 'value']
    """
    return _native._kpi_frame(performance_report_rows(report), ["section", "name"])


def performance_breaches_frame(report: PerformanceReport, zone: str | ZoneInfo | None = None) -> Frame:
    """The worst breaches of a report, the longest overdue first: the columns of `WorstBreach`.

    Instants are shown by the clocks of `zone`, by default that of the report.

    >>> import firstline
    >>> options = '{"spec": {"period": {"start": "2026-03-01T00:00:00Z", "end": "2026-04-01T00:00:00Z"}}}'
    >>> report = firstline.performance_report([], firstline.PerformanceOptions.from_json(options))
    >>> firstline.performance_breaches_frame(report).columns[:5]
    ['ticket', 'priority', 'metric', 'agreement', 'clock']
    """
    return _native._breaches_frame(report, zone)


def performance_goals_frame(report: PerformanceReport) -> Frame:
    """The figures of the period, a row each, with their goals, their past, and whether the trend is signal or noise.

    Lengths of time are in seconds: of many lengths the number that `figure` names, that of the goal or else the
    median. The columns from `stretch` on are those of `TrendVerdict`, its rules with commas between them.

    >>> import firstline
    >>> options = '{"spec": {"period": {"start": "2026-03-01T00:00:00Z", "end": "2026-04-01T00:00:00Z"}}}'
    >>> report = firstline.performance_report([], firstline.PerformanceOptions.from_json(options))
    >>> firstline.performance_goals_frame(report).columns[:6]
    ['kpi', 'figure', 'value', 'goal', 'result', 'before']
    """
    rows: list[list[Any]] = []
    for figure in report.figures:
        target, named = _target(figure.goal), None
        if isinstance(figure.row.value, KpiValue.Duration):
            named = str(figure.goal.figure) if isinstance(figure.goal, GoalTarget.Length) else "median"
        past = [figure.before, figure.last_year]
        before, last_year = (None if row is None else _number(row, named) for row in past)
        result = None if figure.result is None else str(figure.result)
        row: list[Any] = [figure.row.kpi, named, _number(figure.row, named), target, result]
        is_length = isinstance(figure.row.value, KpiValue.Duration | KpiValue.MeanSpan | KpiValue.Total)
        row += [before, *_change(figure.change_before, is_length)]
        row += [last_year, *_change(figure.change_last_year, is_length)]
        rows.append([*row, *_verdict(figure.trend, is_length)])
    columns = zip(*rows, strict=True) if rows else [()] * len(_GOALS)
    return _native._frame(
        [(name, kind, "", list(values)) for (name, kind), values in zip(_GOALS, columns, strict=True)]
    )


_GOALS = [
    ("kpi", "text"),
    ("figure", "text"),
    ("value", "float"),
    ("goal", "float"),
    ("result", "text"),
    ("before", "float"),
    ("change", "float"),
    ("change_relative", "float"),
    ("change_better", "bool"),
    ("last_year", "float"),
    ("change_last_year", "float"),
    ("change_last_year_relative", "float"),
    ("change_last_year_better", "bool"),
    ("stretch", "text"),
    ("stretch_value", "float"),
    ("verdict", "text"),
    ("signals", "text"),
    ("centre", "float"),
    ("low", "float"),
    ("high", "float"),
    ("baseline", "int"),
]


def _target(goal: GoalTarget | None) -> float | None:
    match goal:
        case GoalTarget.Value(value=value):
            return value
        case GoalTarget.Length(length=length):
            return length.total_seconds()
    return None


def _number(row: KpiRow, named: str | None) -> float | None:
    """What a row came to, as a report holds it against goals and the past."""
    if named is not None and isinstance(row.value, KpiValue.Duration):
        summary = row.value.summary
        return None if summary is None else getattr(summary, named).total_seconds()
    (flat,) = kpi_flat_rows([row])
    return flat.value


def _change(change: FigureChange | None, is_length: bool) -> list[Any]:
    """The difference, the same by the other figure, and whether it is for the better."""
    if change is None:
        return [None, None, None]
    return [change.difference / 1000 if is_length else change.difference, change.relative, change.better]


def _verdict(trend: TrendVerdict | None, is_length: bool) -> list[Any]:
    if trend is None:
        return [None] * 8
    value, centre, low, high = (
        each / 1000 if is_length else each for each in (trend.value, trend.centre, trend.low, trend.high)
    )
    signals = ",".join(str(rule) for rule in trend.signals)
    return [trend.stretch, value, str(trend.verdict), signals, centre, low, high, trend.baseline]
