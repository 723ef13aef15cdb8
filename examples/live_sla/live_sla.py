"""A live desk, with a badge for each promise, a due list and a timer: python examples/live_sla/live_sla.py

A host keeps one `SlaState` a ticket and folds each event into it as it comes. It never polls: `next_change` says when
to look again. Here a recorded day takes the place of the host's queue and clock.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import firstline as fl

here = Path(__file__).parent
desk = fl.SlaEngine(fl.SlaSpec.from_json((here / "desk.json").read_text()))
tickets = [fl.Ticket.from_json(line) for line in (here / "tickets.jsonl").read_text().splitlines()]

NAMES = {fl.SlaMetric.FIRST_RESPONSE: "reply", fl.SlaMetric.RESOLUTION: "resolution"}
HANDOVER = datetime(2026, 3, 2, 16, tzinfo=UTC)


def clock(at: datetime) -> str:
    """An instant, to the minute."""
    return f"{at:%m-%d %H:%M}"


def left(span: timedelta) -> str:
    """What is left of a promise, or by how much it is over."""
    minutes = abs(span) // timedelta(minutes=1)
    return f"{minutes // 60}:{minutes % 60:02} {'over' if span < timedelta() else 'left'}"


recorded = [HANDOVER, *(event.at for ticket in tickets for event in ticket.events)]
states: dict[str, fl.SlaState] = {}
shown: dict[tuple[str, fl.SlaMetric], object] = {}
wake: datetime | None = min(recorded)
while wake is not None:
    now = wake
    for ticket in tickets:
        events = [event for event in ticket.events if event.at == now]
        if events and ticket.id in states:
            states[ticket.id] = desk.fold(states[ticket.id], events)
        elif events:
            states[ticket.id] = desk.state(fl.Ticket(id=ticket.id, events=events))
    promises = [(id, it) for id, state in states.items() for it in desk.status_of(state, now)]

    lines: list[str] = []
    for id, it in promises:
        # A late promise is drawn once more when it is fulfilled: from then on its time stands.
        badge = (it.state, it.colour, it.finished_at)
        if shown.get((id, it.metric)) != badge:
            shown[id, it.metric] = badge
            lines.append(f"  {id}  {NAMES[it.metric]:<10} {it.state:<8} {it.colour or '-':<5}  {left(it.remaining)}")

    if now == HANDOVER:
        lines.append("  due, the earliest first:")
        # A paused promise has no due instant, since nobody knows when its pause ends.
        due = sorted((it.due_at, id, NAMES[it.metric]) for id, it in promises if it.due_at and not it.finished_at)
        lines += [f"    {clock(at)}  {id}  {name}" for at, id, name in due]

    timer = min((it.next_change for _, it in promises if it.next_change), default=None)
    # At the due instant itself nothing is drawn: a promise is broken a millisecond later.
    if lines:
        print(clock(now), *lines, f"  timer {clock(timer) if timer else 'off'}", sep="\n")
    coming = [at for at in [timer, *recorded] if at and at > now]
    wake = min(coming, default=None)
