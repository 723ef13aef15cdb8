"""Staffing, simulation and forecasts: firstline, pyworkforce, Ciw and statsforecast in one run, each wrong answer counted.

`examples/benchmarks/run staffing` installs the peers and runs this; they need Python 3.12. Agents are checked by Erlang's
recursions, agent by agent; what Erlang A should give are sums over its states with 50 digits. The ratio is the peer's time a call by
firstline's. Ciw and firstline simulate the same queues as one run each, and the ratio is that of customers a second. Forecasts are
those of the real log, a week ahead, eight times: how far off each is of all tickets that came (WAPE).
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import ciw
import numpy as np
from pyworkforce.queuing import ErlangA, ErlangB, ErlangC
from pyworkforce.staffing import MultiSkillStaffing
from statsforecast.models import MSTL, AutoETS

import firstline as fl

START = datetime(2026, 3, 2, tzinfo=UTC)
LOG = Path(__file__).parent / "../data/incident_event_log.csv.gz"
FOLDS = 8


def timed(work: Callable[[], Any], budget: float = 0.2) -> tuple[float, Any]:
    """The best time of a call, in microseconds, and what it gives; what is slow is called once."""
    best, answer, spent = math.inf, None, 0.0
    while spent < budget:
        begin = time.perf_counter()
        answer = work()
        taken = time.perf_counter() - begin
        best, spent = min(best, taken), spent + taken
    return best * 1e6, answer


def level(load: float, aht: float, within: float, agents: int) -> float:
    """The share answered within the time by Erlang C, with B agent by agent."""
    if agents <= load:
        return 0.0
    blocking = 1.0
    for count in range(1, agents + 1):
        blocking = load * blocking / (count + load * blocking)
    waits = blocking / (1 - load / agents * (1 - blocking))
    return 1 - waits * math.exp(-(agents - load) * within / aht)


def lost(load: float, agents: int) -> float:
    """Erlang B, agent by agent."""
    blocking = 1.0
    for count in range(1, agents + 1):
        blocking = load * blocking / (count + load * blocking)
    return blocking


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def rule(share: float, within: float) -> fl.StaffingTargets:
    """So many answered within the time, of all offered."""
    return fl.StaffingTargets(service_levels=[fl.ServiceLevelTarget(share=share, within=seconds(within))])


class Table:
    """Rows of one kind, and what was wrong in them."""

    def __init__(self, title: str) -> None:
        self.wrong = {"firstline": 0, "peer": 0}
        self.rows = 0
        print(f"\n{title}\n  {'':<44}{'firstline µs':>14}{'peer µs':>16}{'ratio':>14}   answers")

    def row(
        self,
        name: str,
        ours: Callable[[], Any],
        theirs: Callable[[], Any] | None,
        right: Callable[[Any], bool],
        shown: Callable[[Any], str] = str,
    ) -> None:
        """Both measured and held against what is right."""
        self.rows += 1
        our_time, our_answer = timed(ours)
        self.wrong["firstline"] += not right(our_answer)
        if theirs is None:
            print(f"  {name:<44}{our_time:>14,.1f}{'left out':>16}{'':>14}   {shown(our_answer)}")
            return
        try:
            their_time, their_answer = timed(theirs)
            text, fine = shown(their_answer), right(their_answer)
        except (ValueError, OverflowError, ZeroDivisionError) as error:
            their_time, text, fine = math.nan, type(error).__name__, False
        self.wrong["peer"] += not fine
        mark = "" if fine else "  WRONG"
        ratio = their_time / our_time
        print(f"  {name:<44}{our_time:>14,.1f}{their_time:>16,.1f}{ratio:>14,.1f}   {shown(our_answer)} and {text}{mark}")

    def end(self) -> None:
        print(f"  wrong answers: firstline {self.wrong['firstline']}, peer {self.wrong['peer']}, of {self.rows}")


def erlang_c() -> None:
    """The fewest agents for a service level."""
    table = Table("Erlang C, the fewest agents for a service level; pyworkforce 0.5.4")
    goals = [(load, 0.8, 20.0) for load in (10, 100, 1_000, 10_000, 100_000)]
    for load, share, within in [*goals, (0.5, 0.5, 20.0), (98.6, 0.5, 300.0), (0.0, 0.8, 20.0)]:
        queue = fl.QueueInput(arrivals_per_hour=load * 20, aht=seconds(180))
        targets = rule(share, within)

        def theirs(load: float = load, share: float = share, within: float = within) -> int:
            peer = ErlangC(transactions=load * 20, aht=3, asa=within / 60, interval=60, shrinkage=0.0)
            return int(peer.required_positions(service_level=share)["raw_positions"])

        def right(agents: int, load: float = load, share: float = share, within: float = within) -> bool:
            if load == 0:
                return agents == 0
            enough = level(load, 180, within, agents) >= share
            return enough and level(load, 180, within, agents - 1) < share

        name = f"{load:,} Erlangs, {share:.0%} within {within:.0f} s"
        table.row(name, lambda queue=queue, targets=targets: fl.agents_needed(queue, targets).agents, theirs, right)
    table.end()


def erlang_b() -> None:
    """The fewest agents for a blocking of 1 %."""
    table = Table("Erlang B, the fewest agents for a blocking of 1 %; pyworkforce 0.5.4")
    for load in (10, 100, 1_000, 10_000, 100_000):

        def theirs(load: float = load) -> int:
            peer = ErlangB(transactions=load * 20, aht=3, interval=60)
            return int(peer.required_positions(max_blocking=0.01)["raw_positions"])

        def right(agents: int, load: float = load) -> bool:
            return lost(load, agents) <= 0.01 < lost(load, agents - 1)

        # It goes through all agents again for each one more: ten minutes for 100,000.
        peer = theirs if load <= 10_000 else None
        table.row(f"{load:,} Erlangs", lambda load=load: fl.agents_for_blocking(load, 0.01), peer, right)
    table.end()


def erlang_a() -> None:
    """Service levels and agents where callers hang up."""
    table = Table("Erlang A, the service level of a team; pyworkforce 0.5.4")
    # Erlangs, minutes a call, of patience and of the target, agents, and what is true.
    levels = [
        (10, 3, 2, 1 / 3, 12, 0.8255826443617642),
        (100, 3, 60, 30, 100, 0.985422),
        (105, 3, 60, 30, 100, 0.951943),
        (210, 3, 15, 15, 200, 0.950676),
        (50, 10, 480, 240, 50, 0.985771),
    ]
    for load, aht, patience, within, agents, truth in levels:
        calls = load * 60 / aht
        queue = fl.QueueInput(arrivals_per_hour=calls, aht=seconds(aht * 60), patience=seconds(patience * 60))
        target = fl.ServiceLevelRule(within=seconds(round(within * 60)))

        def theirs(calls: float = calls, aht: int = aht, patience: int = patience, within: float = within, agents: int = agents) -> float:
            peer = ErlangA(transactions=calls, aht=aht, asa=within, interval=60, patience=patience)
            return float(peer.service_level(agents))

        table.row(
            f"{load} Erlangs, patience {patience} min, {agents} agents",
            lambda queue=queue, agents=agents, target=target: fl.queue_metrics(queue, agents, target).service_level,
            theirs,
            lambda got, truth=truth: abs(got - truth) < 1e-6,
            lambda got: f"{got:.6f}",
        )
    table.end()
    table = Table("Erlang A, the fewest agents for a service level; pyworkforce 0.5.4")
    # Erlangs, minutes of patience, the target, and what is true.
    for load, patience, share, truth in [(10, 2, 0.8, 12), (20, 2, 0.5, 18), (100, 2, 0.8, 96), (100, 1, 0.7, 85)]:
        queue = fl.QueueInput(arrivals_per_hour=load * 20, aht=seconds(180), patience=seconds(patience * 60))
        targets = rule(share, 20)

        def needed(load: float = load, patience: int = patience, share: float = share) -> int:
            peer = ErlangA(transactions=load * 20, aht=3, asa=1 / 3, interval=60, patience=patience)
            return int(peer.required_positions(service_level=share)["raw_positions"])

        table.row(
            f"{load} Erlangs, patience {patience} min, {share:.0%} within 20 s",
            lambda queue=queue, targets=targets: fl.agents_needed(queue, targets).agents,
            needed,
            lambda agents, truth=truth: agents == truth,
        )
    table.end()


def skills() -> None:
    """Two queues of 10 Erlangs, for which 14 agents each would be needed; who can do both costs 1.2."""
    table = Table("Two skills of 10 Erlangs, 14 agents each by themselves, flexible ones for 1.2; pyworkforce 0.5.4")
    names = {"A": ["A"], "B": ["B"], "flexible": ["A", "B"]}
    costs = {"A": "1", "B": "1", "flexible": "1.2"}
    demand = [fl.SkillDemand(skill=name, arrivals_per_hour=200.0, aht=seconds(180)) for name in ("A", "B")]
    groups = [fl.SkillGroup(name=name, skills=can, cost=Decimal(costs[name])) for name, can in names.items()]
    rules = fl.SkillRules(targets=rule(0.8, 20))

    def ours() -> tuple[int, ...]:
        return tuple(group.agents for group in fl.skill_staffing(demand, groups, rules).groups)

    def theirs() -> tuple[int, ...]:
        profiles = [{"name": name, "skills": can, "cost": float(costs[name])} for name, can in names.items()]
        peer = MultiSkillStaffing(skills=["A", "B"], profiles=profiles, required_positions={"A": 14, "B": 14})
        return tuple(each["agents"] for each in peer.solve()["agents_per_profile"])

    # All there are, tried one by one: 24 for the pool, since fewer miss the service level or are less than the load.
    pool = next(agents for agents in range(20, 40) if level(20, 180, 20, agents) >= 0.8)
    fits = [
        (a + b + 1.2 * both, (a, b, both))
        for a, b, both in product(range(30), repeat=3)
        if a + both >= 14 and b + both >= 14 and a + b + both >= pool
    ]
    best = min(fits)[0]

    def right(got: tuple[int, ...]) -> bool:
        return any(agents == got and abs(cost - best) < 1e-9 for cost, agents in fits)

    table.row("A, B and flexible agents", ours, theirs, right)
    table.end()
    waits = simulated(200, 180, None, 14, hours=500, streams=2, flexible=True)
    outcome = fl.simulate_desk(*waits)
    print(
        f"  14 flexible agents simulated for 500 hours: {outcome.total.waiting.value:,.0f} of {outcome.total.offered.value:,.0f} "
        f"callers still wait at the end, service level {outcome.total.service_level.value:.4f}"
    )


def simulated(
    per_hour: float, aht: int, patience: int | None, agents: int, hours: int, streams: int = 1, flexible: bool = False
) -> tuple[fl.DeskSimulation, fl.SimulationOptions]:
    """A queue that stays the same, once."""
    end = START + timedelta(hours=hours)
    names = [f"calls {place}" for place in range(streams)]
    calls = [
        fl.ContactStream(
            name=name,
            arrivals=fl.ContactArrivals.Poisson(
                intervals=[fl.IntervalArrivals(start=START, end=end, arrivals=per_hour * hours)]
            ),
            handling=fl.TimeDistribution.Exponential(mean=seconds(aht)),
            patience=None if patience is None else fl.TimeDistribution.Exponential(mean=seconds(patience)),
            service_level=fl.ServiceLevelRule(within=seconds(20)),
        )
        for name in names
    ]
    shifts = [fl.GroupShift(start=START, end=end, agents=agents)]
    group = fl.AgentGroup(name="flexible" if flexible else "desk", skills=names, shifts=shifts)
    desk = fl.DeskSimulation(start=START, end=end, streams=calls, groups=[group])
    return desk, fl.SimulationOptions(seed=1, replications=1)


def simulation() -> None:
    """Customers a second of the same queues."""
    print(f"\nSimulation, M/M/c and M/M/c+M; Ciw 3.2.7\n  {'':<44}{'customers':>12}{'a second':>14}{'P(wait)':>10}{'P(abandon)':>12}")
    for name, agents, patience in [("14 agents for 10 Erlangs", 14, None), ("12, callers hang up after 120 s", 12, 120)]:
        queue = fl.QueueInput(
            arrivals_per_hour=200.0, aht=seconds(180), patience=None if patience is None else seconds(patience)
        )
        exact = fl.queue_metrics(queue, agents, fl.ServiceLevelRule(within=seconds(20)))
        print(f"  {name + ', exact':<44}{'':>12}{'':>14}{exact.p_wait:>10.4f}{exact.p_abandon:>12.4f}")
        desk, options = simulated(200, 180, patience, agents, hours=15_000)
        begin = time.perf_counter()
        ours = fl.simulate_desk(desk, options)
        our_rate = ours.contacts_simulated / (time.perf_counter() - begin)
        print(
            f"  {'firstline':<44}{ours.contacts_simulated:>12,}{our_rate:>14,.0f}{ours.total.p_wait.value:>10.4f}"
            f"{ours.total.p_abandon.value:>12.4f}"
        )
        ciw.seed(1)
        reneging = {} if patience is None else {"reneging_time_distributions": [ciw.dists.Exponential(1 / patience)]}
        network = ciw.create_network(
            arrival_distributions=[ciw.dists.Exponential(200 / 3600)],
            service_distributions=[ciw.dists.Exponential(1 / 180)],
            number_of_servers=[agents],
            **reneging,
        )
        run = ciw.Simulation(network)
        begin = time.perf_counter()
        run.simulate_until_max_time(500 * 3600)
        taken = time.perf_counter() - begin
        records = run.get_all_records()
        waited = sum(record.waiting_time > 0 for record in records) / len(records)
        left = sum(record.record_type == "renege" for record in records) / len(records)
        their_rate = len(records) / taken
        print(
            f"  {'Ciw':<44}{len(records):>12,}{their_rate:>14,.0f}{waited:>10.4f}{left:>12.4f}"
            f"   ratio {our_rate / their_rate:,.0f}"
        )


def forecasts() -> None:
    """How far off forecasts of the next week are: ours, and MSTL of statsforecast with the same history each time."""
    tickets = fl.read_servicenow_log(LOG.read_bytes(), "UTC").tickets
    print(f"\nForecasts of a week, {FOLDS} times; statsforecast 2.1.1\n  {'':<44}{'WAPE':>10}{'RMSE':>10}{'time, ms':>12}")
    for interval, seasons in [("hour", [24, 168]), ("day", [7])]:
        grid = fl.ArrivalGrid(zone="UTC", interval=interval, start=datetime(2016, 2, 29, tzinfo=UTC), end=datetime(2016, 5, 30, tzinfo=UTC))
        series = fl.arrivals_by_interval(tickets, grid).series
        counts, week = np.array(series.counts), seasons[-1]
        begin = time.perf_counter()
        tests = fl.forecast_backtest(series, fl.ForecastOptions(horizon=week, folds=FOLDS))
        taken = (time.perf_counter() - begin) * 1e3
        best = min((test for test in tests if test.errors), key=lambda test: test.errors.root_mean_square)
        errors, name = best.errors, f"{interval}s, firstline: {best.model}, all seven"
        print(f"  {name:<44}{errors.wape:>10.3f}{errors.root_mean_square:>10.2f}{taken:>12,.0f}")
        begin, off = time.perf_counter(), []
        for start in range(len(counts) - FOLDS * week, len(counts), week):
            # Nothing is below none, so what it forecasts there is not held against it.
            told = MSTL(season_length=seasons, trend_forecaster=AutoETS(model="ZZN")).fit(counts[:start]).predict(week)["mean"]
            off.extend(np.maximum(told, 0) - counts[start : start + week])
        taken = (time.perf_counter() - begin) * 1e3
        wape = np.abs(off).sum() / counts[-FOLDS * week :].sum()
        print(f"  {interval + 's, MSTL':<44}{wape:>10.3f}{np.sqrt(np.square(off).mean()):>10.2f}{taken:>12,.0f}")


def main() -> None:
    """Print a table for each kind."""
    erlang_c()
    erlang_b()
    erlang_a()
    skills()
    simulation()
    forecasts()
    print(f"\nPython {sys.version.split()[0]}")


if __name__ == "__main__":
    main()
