"""How many agents does this desk need?: python examples/how_many_agents/how_many_agents.py

Eleven weeks of a real incident log say what will come in the next one. Who calls while the desk is open is answered at
once, by a crew of at least two. What comes while it is closed is a ticket, done within eight hours of service in the
time that calls leave: some wait from last week, and as many as then are expected. Beside that stand what a minimum crew
takes, and the rule of thumb of the field. The log does not say how long a call takes nor how patient callers are;
`queue.json` does. Given the name of a file, such as `need.html`, it draws need and shifts around the clock there.
"""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import firstline as fl

here = Path(__file__).parent
hour, week = timedelta(hours=1), timedelta(days=7)
first, today = datetime(2016, 2, 29, tzinfo=UTC), datetime(2016, 5, 16, tzinfo=UTC)
# A person is paid for so many hours a week, and away for this share of them.
paid_hours, shrinkage = Decimal(40), Decimal("0.25")
least_crew = 2


def read(name: str) -> str:
    """A file beside this one."""
    return (here / name).read_text()


def show(title: str, texts: Iterable[str]) -> None:
    """Lines below a title."""
    print(title)
    for text in texts:
        print(f"    {text}")


def people(title: str, paid: timedelta) -> int:
    """How many people the paid time of a week takes; shows why."""
    contract = fl.ShiftPeopleInput(paid_time_per_week=paid, paid_hours_per_week=paid_hours, shrinkage=shrinkage)
    needed = fl.people_for_shifts(contract)
    full_time, whole = (step.formula for step in needed.steps)
    show(title, [f"{full_time}: {needed.full_time_equivalents:.2f}", f"{whole}: {needed.headcount}"])
    return needed.headcount


def crew(service: timedelta, away: Decimal) -> fl.Cover:
    """The people for one post in all hours of service, with the least crew."""
    return fl.cover(
        fl.CoverInput(
            agents=1,
            minimum_crew=least_crew,
            service_hours_per_week=Decimal(service // hour),
            paid_hours_per_week=paid_hours,
            shrinkage=away,
        )
    )


def agents_to_add(due: list[fl.DeadlineTicket], intervals: list[fl.BlendedInterval]) -> int:
    """The fewest agents more in all intervals with whom no ticket is late; shows the course without and with them."""
    beside_calls = fl.BlendRules(max_occupancy=Decimal("0.85"), switch_efficiency=Decimal("0.9"))
    all_that_is_left = fl.DeadlineRules(max_occupancy=Decimal(1), shrinkage=Decimal(0))
    more = 0
    while True:
        left = fl.capacity_left([it.__replace__(agents=it.agents + more) for it in intervals], beside_calls)
        outcome = fl.deadline_outcome(due, left.staffed, all_that_is_left)
        if more == 0 or outcome.missed == 0:
            # What `missing` counts are agents who do tickets alone; those who are tried here answer calls as well.
            steps = [step.text for step in left.steps + outcome.steps if step.term != "missing"]
            with_more = f", with {more} agents more" if more else ""
            show(f"  Tickets, in what calls leave of the open hours{with_more}", steps)
        if outcome.missed == 0:
            return more
        more += 1


def rule_of_thumb(title: str, tickets: int, team: int | None = None) -> None:
    """What 400 to 500 tickets for each agent and month mean; warns of a team that has too little to do."""
    rule = fl.headcount(
        fl.HeadcountInput(tickets_per_month=tickets, tickets_per_agent_per_month=450, shrinkage=shrinkage, team=team)
    )
    warnings = [
        f"{it.agents} agents have too little to do with {it.tickets_per_month} tickets: "
        f"they are worth it from {it.worth_it_from} on, {it.worth_it_from // it.agents} each"
        for it in rule.warnings
        if isinstance(it, fl.StaffingWarning.Underloaded)
    ]
    show(title, [step.text for step in rule.steps] + warnings)


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
services = [
    ("8/5", fl.office_hours("UTC", time(8), time(16))),
    ("12/5", fl.office_hours("UTC", time(7), time(19))),
    ("24/7", fl.always_open("UTC")),
]
table = [f"{'service':<9}{'calls':>7}{'calls and tickets':>19}{'minimum crew':>14}{'headcount':>11}"]

for name, hours in services:
    calendar = fl.Calendar(hours)
    arrivals = fl.arrivals_of_forecast(coming.points, "mean")
    calls = [it if calendar.is_open(it.start) else it.__replace__(arrivals=0) for it in arrivals]
    curve = fl.staffing_curve(calls, queue, targets, by_load)
    show(f"\nService {name}\n  Calls", (step.text for step in curve.steps))

    # Nobody is alone while it is open.
    need = [
        it.__replace__(agents=max(it.agents, least_crew)) if calendar.is_open(it.start) else it
        for it in fl.shift_needs(curve.intervals)
    ]
    cover = fl.shift_coverage(offered.__replace__(need=need))
    show("  Shifts", (step.text for step in cover.steps))

    for_calls = people("  People for calls", cover.paid)

    # What came last week while nobody was there waits, or was due then; those are expected again, a week later.
    promise = fl.SlaPolicy(name="all", targets=[fl.SlaTarget(metric="resolution", within=timedelta(hours=8))])
    sla = fl.SlaEngine(fl.SlaSpec(calendar=hours, policies=[promise]))
    created = [(it, it.events[0].at) for it in log.tickets]
    missed = [it for it, at in created if today - week <= at < today and not calendar.is_open(at)]
    last_week = fl.deadline_work(missed, sla, work, today).tickets
    waiting = [it for it in last_week if it.due_at > today]
    expected = [
        it.__replace__(arrived_at=it.arrived_at + week, due_at=it.due_at + week)
        for it in last_week
        if it.due_at <= today
    ]
    due = waiting + expected
    open_time = calendar.open_between(today, today + week)
    for_all = for_calls
    if due:
        show(
            "  Tickets",
            [
                f"{len(waiting)} wait from last week",
                f"{len(expected)} more are expected, as many as came last week and were due in it",
            ],
        )
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
        more = agents_to_add(due, intervals)
        for_all = people("  People for calls and tickets", cover.paid + more * open_time)
    else:
        print("  Nothing is a ticket: there is always somebody to answer")

    least = crew(open_time, shrinkage)
    show("  Minimum crew, for one post at all hours", (step.text for step in least.steps))
    table.append(f"{name:<9}{for_calls:>7}{for_all:>19}{least.headcount:>14}{max(for_all, least.headcount):>11}")

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

# Beside all that, the rule of thumb on the tickets of April; and whether nights and week ends are worth their crew.
april = [it.events[0].at for it in log.tickets if it.events[0].at.month == 4]
daytime = fl.Calendar(services[1][1])
nights = [at for at in april if not daytime.is_open(at)]
rule_of_thumb("\nThe rule of thumb", len(april))
usual = fl.UtilisationInput(tickets_per_agent_per_month=450, handling_time=queue.aht, paid_time_per_month=160 * hour)
show("  What it means here", (step.text for step in fl.explain_utilisation(usual)))
by_night = crew(week - daytime.open_between(today, today + week), Decimal(0)).headcount
title = f"  Nights and week ends, where a minimum crew is {by_night} full-time agents"
rule_of_thumb(title, len(nights), by_night)

show("\nPeople", table)

if sys.argv[1:]:
    from firstline import charts

    charts.coverage_chart(cover).save(sys.argv[1])
