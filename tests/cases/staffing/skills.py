"""Writes skills.json: agents by skills, by sums over states with 50 digits and by another solver.

The agents of a set of skills are the fewest with which Erlang C, summed state by state in decimals, meets the service level;
the cheapest agents by group are those of HiGHS, as scipy has it. Needs scipy: `pip install scipy && python skills.py`.
"""

from __future__ import annotations

import json
from decimal import Decimal, getcontext
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

getcontext().prec = 50
SHARE, WITHIN = Decimal("0.8"), Decimal(20)


def level(load: Decimal, aht: Decimal, agents: int) -> Decimal:
    """The share answered within the time, of M/M/c."""
    term, below = Decimal(1), Decimal(0)
    for state in range(agents):
        below += term
        term = term * load / (state + 1)
    at_least = term * agents / (agents - load)
    return 1 - at_least / (below + at_least) * (-(agents - load) * WITHIN / aht).exp()


def needed(load: Decimal, aht: Decimal) -> int:
    """The fewest agents for a load."""
    if load == 0:
        return 0
    agents = int(load) + 1
    while level(load, aht, agents) < SHARE:
        agents += 1
    return agents


def sets(rates: dict[str, int], aht: int) -> list[dict[str, Any]]:
    """The bound of each set of skills, in the order of its bits."""
    names, bounds = list(rates), []
    for bits in range(1, 2 ** len(names)):
        chosen = [name for place, name in enumerate(names) if bits >> place & 1]
        load = Decimal(sum(rates[name] for name in chosen)) * aht / 3600
        bounds.append({"skills": chosen, "load": float(load), "agents": needed(load, Decimal(aht))})
    return bounds


def cheapest(bounds: list[dict[str, Any]], groups: list[dict[str, Any]]) -> float:
    """The least cost, by HiGHS."""
    rows = np.array([[float(bool(set(it["skills"]) & set(group["skills"]))) for group in groups] for it in bounds])
    most = [group.get("at_most", np.inf) for group in groups]
    least = [group.get("at_least", 0) for group in groups]
    done = milp(
        [float(group["cost"]) for group in groups],
        constraints=LinearConstraint(rows, lb=[it["agents"] for it in bounds]),
        integrality=np.ones(len(groups)),
        bounds=Bounds(least, most),
    )
    assert done.success
    return round(float(done.fun), 4)


def group(skills: str, cost: str, **limits: int) -> dict[str, Any]:
    """A group that is called by its skills, a letter each."""
    return {"name": skills, "skills": list(skills), "cost": cost, **limits}


DESKS: list[tuple[str, dict[str, int], int, list[dict[str, Any]]]] = [
    ("two queues of 14 need 24, not 14", {"A": 200, "B": 200}, 180, [group("A", "1"), group("B", "1"), group("AB", "1.2")]),
    (
        "four skills with neighbours", {"A": 100, "B": 60, "C": 30, "D": 10}, 300,
        [group("A", "1"), group("B", "1"), group("C", "1.1"), group("D", "1.1"), group("AB", "1.15"), group("BC", "1.25"),
         group("CD", "1.2"), group("DA", "1.3"), group("ABCD", "1.7")],
    ),
    (
        "six skills, with few who can do much", {"A": 40, "B": 40, "C": 24, "D": 18, "E": 12, "F": 6}, 600,
        [group("A", "1"), group("B", "1"), group("C", "1"), group("D", "1"), group("E", "1"), group("F", "1"),
         group("ABC", "1.3", at_most=4), group("DEF", "1.35", at_least=1), group("ABCDEF", "1.6", at_most=3)],
    ),
    ("pairs in a ring, with a part of an agent too many", {"A": 7, "B": 7, "C": 7}, 240,
     [group("AB", "1"), group("BC", "1"), group("CA", "1")]),
]


def main() -> None:
    """Write the file beside this one."""
    targets = {"service_levels": [{"share": 0.8, "within": "PT20S"}]}
    cases: list[dict[str, Any]] = []
    for name, rates, aht, groups in DESKS:
        demand = [{"skill": skill, "arrivals_per_hour": rate, "aht": f"PT{aht}S"} for skill, rate in rates.items()]
        bounds = sets(rates, aht)
        given = {"demand": demand, "targets": targets}
        case = {"name": f"{name}: bounds", "call": "skill_bounds", "tolerance": 1e-12, "given": given, "expect": bounds}
        cases.append(case)
        cost = cheapest(bounds, groups)
        money = format(Decimal(str(cost)).normalize(), "f")
        given = {"demand": demand, "groups": groups, "rules": {"targets": targets}}
        expect: dict[str, Any] = {"cost": money, "lowest_cost": money, "proven": True, "load": bounds[-1]["load"]}
        if len(rates) == 2:
            # By hand: A + AB >= 14, B + AB >= 14 and all of them >= 24 leave ten and four.
            expect |= {"agents": 24, "groups": [{"agents": 10}, {"agents": 10}, {"agents": 4}]}
        cases.append({"name": name, "call": "skill_staffing", "tolerance": 1e-12, "given": given, "expect": expect})
    two = cases[1]["given"]
    wrong: list[tuple[str, str, dict[str, Any], str, str]] = [
        ("a skill that nobody needs", "skill_staffing", {**two, "groups": [group("C", "1")]}, "skill.unknown", "groups[0].skills[0]"),
        ("contacts that nobody can do", "skill_staffing", {**two, "groups": [group("A", "1")]}, "skill.nobody", "demand[1].skill"),
        ("agents for nothing", "skill_staffing", {**two, "groups": [group("AB", "0")]}, "number.out_of_range", "groups[0].cost"),
        (
            "fewer than the load needs", "skill_staffing", {**two, "groups": [group("AB", "1", at_most=14)]},
            "skills.unreachable", "groups",
        ),
        (
            "thirteen skills", "skill_bounds",
            {"demand": [{"skill": f"s{at}", "arrivals_per_hour": 1, "aht": "PT1M"} for at in range(13)], "targets": targets},
            "skills.too_many", "demand",
        ),
        (
            "a service level of all", "skill_bounds",
            {"demand": two["demand"], "targets": {"service_levels": [{"share": 1, "within": "PT20S"}]}},
            "service_level.unreachable", "targets.service_levels[0].share",
        ),
        (
            "negative arrivals", "skill_bounds",
            {"demand": [{"skill": "A", "arrivals_per_hour": -1, "aht": "PT1M"}], "targets": targets},
            "number.out_of_range", "demand[0].arrivals_per_hour",
        ),
    ]
    for name, call, given, code, path in wrong:
        cases.append({"name": name, "call": call, "given": given, "error": {"code": code, "path": path}})
    quiet = [{"skill": "A", "arrivals_per_hour": 0, "aht": "PT1M"}]
    given = {"demand": quiet, "groups": [group("A", "1")], "rules": {"targets": targets}}
    cases.append({"name": "zero volume", "call": "skill_staffing", "given": given, "expect": {"agents": 0, "cost": "0", "proven": True}})
    lines = ",\n".join("    " + json.dumps(case) for case in cases)
    text = (
        '{\n  "about": "agents by skills: the bound of each set of skills, and the cheapest agents by group",\n'
        '  "source": "sums over states with 50 digits and the optimum of HiGHS, by skills.py",\n'
        f'  "cases": [\n{lines}\n  ]\n}}\n'
    )
    Path(__file__).with_name("skills.json").write_text(text)


if __name__ == "__main__":
    main()
