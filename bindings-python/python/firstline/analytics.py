"""Figures of data frames: from ten million events to a table of KPIs, in one process or as a part of a cluster's work.

>>> import firstline
>>> log = b"ticket,at,kind\\nT-1,2026-03-02T09:00:00Z,created\\nT-1,2026-03-02T10:00:00Z,resolved\\n"
>>> events = firstline.event_frame(firstline.read_log(log, firstline.event_mapping()).tickets)
>>> engine = firstline.KpiEngine(firstline.KpiSpec(kpis=["volume", "full_resolution_time"]))
>>> state, quality = firstline.kpi_state(engine, events, firstline.event_mapping())
>>> print(state.finish()[0].value, quality.tickets)
KpiValue.Count(count=1) 1
"""

from collections.abc import Callable, Iterable, Sequence
from zoneinfo import ZoneInfo

from . import _native
from ._native import (
    ColumnMapping,
    DataQuality,
    Frame,
    Grouping,
    KpiEngine,
    KpiRow,
    KpiState,
    TicketFacts,
    ZendeskTicketMetrics,
    zendesk_ticket_metrics,
)
from .frames import ArrowStream

__all__ = [
    "facts_frame",
    "kpi_frame",
    "kpi_state",
    "kpi_state_of_frames",
    "promise_frame",
    "reduce_frame",
    "reduce_frames",
    "zendesk_metrics_frame",
]

_Frames = Iterable[tuple[ArrowStream, ColumnMapping]]
_Progress = Callable[[int, int], object]


def kpi_state(
    engine: KpiEngine,
    frame: ArrowStream,
    mapping: ColumnMapping,
    zone: str | ZoneInfo | None = None,
    *,
    on_progress: _Progress | None = None,
) -> tuple[KpiState, DataQuality]:
    """Compute the state of the tickets of a frame, and how good the data are.

    All events of a ticket must be in the frame. The tickets are made one after the other, on all cores, and none is
    kept, so the frame and its state are all that takes memory. Arguments and errors are those of `read_frame`.
    """
    return kpi_state_of_frames(engine, [(frame, mapping)], zone, on_progress=on_progress)


def kpi_state_of_frames(
    engine: KpiEngine,
    frames: _Frames,
    zone: str | ZoneInfo | None = None,
    *,
    on_progress: _Progress | None = None,
) -> tuple[KpiState, DataQuality]:
    """Compute the state of the tickets of several frames, each with its mapping, as `kpi_state` does."""
    return _native._kpi_state(engine, list(frames), zone, on_progress)


def reduce_frame(
    engine: KpiEngine,
    frame: ArrowStream,
    mapping: ColumnMapping,
    zone: str | ZoneInfo | None = None,
    *,
    on_progress: _Progress | None = None,
) -> tuple[Frame, DataQuality]:
    """Reduce each ticket of a frame to one row: its instants, how long after the creation each came, how long it was
    where, by all clocks, how often what happened to it, and its fields.

    A field that is named like another column gets a number, as in `status_2`. Instants are shown by the clocks of
    `zone`, by default UTC. Arguments and errors are those of `read_frame`.

    >>> import firstline
    >>> engine = firstline.KpiEngine(firstline.KpiSpec())
    >>> table, _ = firstline.reduce_frame(engine, firstline.event_frame([]), firstline.event_mapping())
    >>> table.columns[:3], len(table)
    (['ticket', 'status', 'priority'], 0)
    """
    return reduce_frames(engine, [(frame, mapping)], zone, on_progress=on_progress)


def reduce_frames(
    engine: KpiEngine,
    frames: _Frames,
    zone: str | ZoneInfo | None = None,
    *,
    on_progress: _Progress | None = None,
) -> tuple[Frame, DataQuality]:
    """Reduce each ticket of several frames to one row, as `reduce_frame` does."""
    return _native._reduce_frames(engine, list(frames), zone, on_progress)


def facts_frame(facts: Sequence[TicketFacts], zone: str | ZoneInfo | None = None) -> Frame:
    """Tickets that `KpiEngine.reduce` made into one row each, as the table that `reduce_frame` gives.

    >>> import firstline
    >>> firstline.facts_frame([]).columns[:3]
    ['ticket', 'status', 'priority']
    """
    return _native._facts_frame(facts, zone)


def promise_frame(facts: Sequence[TicketFacts], zone: str | ZoneInfo | None = None) -> Frame:
    """The promises of tickets that `KpiEngine.reduce` made into one row each, one row a promise: how each stands, when
    it is due, and how much of its open time is used and left.

    >>> import firstline
    >>> firstline.promise_frame([]).columns
    ['ticket', 'agreement', 'metric', 'clock', 'stage', 'due_at', 'finished_at', 'used', 'left']
    """
    return _native._promise_frame(facts, zone)


def zendesk_metrics_frame(facts: Sequence[TicketFacts]) -> Frame:
    """Tickets that `KpiEngine.reduce` made into one row each, by the columns of `dbt_zendesk`: see
    `zendesk_ticket_metrics`.

    >>> import firstline
    >>> firstline.zendesk_metrics_frame([]).columns[:2]
    ['ticket_id', 'first_reply_time_calendar_minutes']
    """
    rows = zendesk_ticket_metrics(facts)
    kinds = {"ticket_id": "text"}
    kinds |= dict.fromkeys(["count_resolutions", "count_reopens", "count_public_agent_comments"], "int")
    kinds |= dict.fromkeys(["total_agent_replies", "unique_assignee_count"], "int")
    kinds |= {f"is_{touches}_touch_resolution": "bool" for touches in ("one", "two", "multi")}
    names = ZendeskTicketMetrics.__match_args__
    return _native._frame(
        [(name, kinds.get(name, "float"), "", [getattr(row, name) for row in rows]) for name in names]
    )


def kpi_frame(engine: KpiEngine, rows: Sequence[KpiRow]) -> Frame:
    """Figures as a table: a row for each group and figure, a column for each grouping of the engine.

    >>> import firstline
    >>> by_team = firstline.Grouping.By(attribute="team")
    >>> engine = firstline.KpiEngine(firstline.KpiSpec(kpis=["volume"], group_by=[by_team]))
    >>> firstline.kpi_frame(engine, engine.empty().finish()).columns[:3]
    ['kpi', 'team', 'place']
    """
    return _native._kpi_frame(rows, _names(engine.spec().group_by))


def _names(groupings: Sequence[Grouping]) -> list[str]:
    """What the columns of groups are called; another one of the same name, or of a figure's column, gets a number."""
    taken = set(_native._kpi_frame([], []).columns)
    names: list[str] = []
    for grouping in groupings:
        match grouping:
            case Grouping.By(attribute=attribute):
                name = str(attribute)
            case Grouping.ByField(name=field):
                name = field
            case Grouping.Over(unit=unit):
                name = str(unit)
        number = 1
        while (numbered := name if number == 1 else f"{name}_{number}") in taken:
            number += 1
        taken.add(numbered)
        names.append(numbered)
    return names
