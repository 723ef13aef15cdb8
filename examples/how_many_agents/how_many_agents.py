"""How many agents does this desk need?: python examples/how_many_agents/how_many_agents.py

Eleven weeks of a real incident log say what will come in the next one. Who calls while the desk is open is answered at
once; what comes at other times is a ticket, done within eight hours of service. The log does not say how long a call
takes nor how patient callers are; `queue.json` does. Given the name of a file, such as `need.html`, it draws need and
shifts around the clock there.
"""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import firstline as fl

here = Path(__file__).parent


def read(name: str) -> str:
    """A file beside this one."""
    return (here / name).read_text()


def show(title: str, texts: Iterable[str]) -> None:
    """Lines below a title."""
    print(title)
    for text in texts:
        print(f"    {text}")


def people(paid: timedelta) -> Iterable[str]:
    """How many people on contracts the paid time of a week takes, and why."""
    contract = fl.ShiftPeopleInput(
        paid_time_per_week=paid, paid_hours_per_week=Decimal(40), shrinkage=Decimal("0.25")
    )
    return (f"{step.formula}: {step.value:.2f}" for step in fl.people_for_shifts(contract).steps)


first, today = datetime(2016, 2, 29, tzinfo=UTC), datetime(2016, 5, 16, tzinfo=UTC)
week = timedelta(days=7)
log = fl.read_servicenow_log((here / "../data/incident_event_log.csv.gz").read_bytes(), "UTC")
queue = fl.CurveQueue.from_json(read("queue.json"))
targets = fl.StaffingTargets.from_json(read("targets.json"))
offered = fl.CoverageInput.from_json(read("shifts.json"))

grid = fl.ArrivalGrid(zone="UTC", interval="hour", start=first, end=today)
past = fl.arrivals_by_interval(log.tickets, grid).series
coming = fl.forecast(past, fl.ForecastOptions.from_json(read("forecast.json")))
show("What will come", (step.text for step in coming.steps))

by_load = fl.CurveRules(method=fl.LoadMethod.ModifiedOfferedLoad(statistic="mean", before="empty"))
work = fl.DeadlineSource(metric="resolution", work=timedelta(minutes=10))
at_work = fl.DeadlineRules(max_occupancy=Decimal("0.85"), shrinkage=Decimal(0))
beside_calls = fl.BlendRules(max_occupancy=Decimal("0.85"), switch_efficiency=Decimal("0.9"))
all_that_is_left = fl.DeadlineRules(max_occupancy=Decimal(1), shrinkage=Decimal(0))
services = [
    ("8/5", fl.office_hours("UTC", time(8), time(16))),
    ("12/5", fl.office_hours("UTC", time(7), time(19))),
    ("24/7", fl.always_open("UTC")),
]

for name, hours in services:
    calendar = fl.Calendar(hours)
    arrivals = fl.arrivals_of_forecast(coming.points, "mean")
    calls = [it if calendar.is_open(it.start) else it.__replace__(arrivals=0) for it in arrivals]
    curve = fl.staffing_curve(calls, queue, targets, by_load)
    show(f"\nService {name}\n  Calls", (step.text for step in curve.steps))

    cover = fl.shift_coverage(offered.__replace__(need=fl.shift_needs(curve.intervals)))
    show("  Shifts", (step.text for step in cover.steps))

    show("  People for calls", people(cover.paid))

    # What came last week while nobody was there, and is still to be done.
    promise = fl.SlaPolicy(name="all", targets=[fl.SlaTarget(metric="resolution", within=timedelta(hours=8))])
    sla = fl.SlaEngine(fl.SlaSpec(calendar=hours, policies=[promise]))
    created = [(it, it.events[0].at) for it in log.tickets]
    missed = [it for it, at in created if today - week <= at < today and not calendar.is_open(at)]
    due = [it for it in fl.deadline_work(missed, sla, work, today).tickets if it.due_at > today]
    alone = fl.agents_for_deadlines(due, calendar, at_work)
    show("  Tickets, by agents of their own", (step.text for step in alone.steps))

    intervals = [
        fl.BlendedInterval(
            start=it.start,
            end=it.end,
            agents=it.least,
            offered_load=load.offered_load,
            p_abandon=load.outcome.p_abandon,
        )
        for it, load in zip(cover.intervals, curve.intervals, strict=True)
        if calendar.is_open(it.start)
    ]
    left = fl.capacity_left(intervals, beside_calls)
    outcome = fl.deadline_outcome(due, left.staffed, all_that_is_left)
    show("  Tickets, in what calls leave", (step.text for step in outcome.steps))
    more = (outcome.agents_to_add or 0) * calendar.open_between(today, today + week)
    show("  People for calls and tickets", people(cover.paid + more))

    shifts = [fl.GroupShift(start=it.start, end=it.end, agents=it.agents, breaks=it.breaks) for it in cover.shifts]
    stream = fl.ContactStream(
        name="calls",
        channel="phone",
        arrivals=fl.ContactArrivals.Poisson(intervals=calls),
        handling=fl.TimeDistribution.Exponential(mean=queue.aht),
        patience=fl.TimeDistribution.Exponential(mean=queue.patience) if queue.patience else None,
        service_level=fl.ServiceLevelRule(within=timedelta(seconds=30)),
    )
    desk = fl.DeskSimulation(
        start=today,
        end=today + week,
        streams=[stream],
        groups=[fl.AgentGroup(name="desk", skills=["calls"], shifts=shifts)],
    )
    played = fl.simulate_desk(desk, fl.SimulationOptions(seed=1, replications=100))
    show("  Played through", (step.text for step in played.steps))

if sys.argv[1:]:
    from firstline import charts

    charts.coverage_chart(cover).save(sys.argv[1])
