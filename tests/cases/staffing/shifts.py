"""Writes shifts.json: the cheapest shifts for a need, by another solver and with other rules for the clock.

Run with `python shifts.py`; needs numpy and scipy. Starts and ends are those of Python's zoneinfo; every shift with every
choice of its breaks is a column of its own, every five minutes a row, and HiGHS (scipy.optimize.milp) finds the optimum.
"""
import itertools
import json
import pathlib
import random
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array

UTC = timezone.utc
CELL = timedelta(minutes=5)


def clock(minutes):
    return f"{minutes // 60:02}:{minutes % 60:02}"


def span(minutes):
    return f"PT{minutes}M"


def template(label, starts, length, cost=1, breaks=(), by_clock=False, weekdays=()):
    """Starts are minutes of the day; a tuple is (first, last, step). A break is (length, earliest, latest, step)."""
    if isinstance(starts, tuple):
        first, last, step = starts
        given = {"type": "every", "first": clock(first), "last": clock(last), "step": span(step)}
        starts = list(range(first, last + 1, step))
    else:
        given = {"type": "at", "times": [clock(it) for it in starts]}
    out = {"label": label, "starts": given, "length": span(length), "cost": cost}
    if by_clock:
        out["ends_by_clock"] = True
    if weekdays:
        out["weekdays"] = weekdays
    if breaks:
        out["breaks"] = [{"length": span(b[0]), "earliest": span(b[1]), "latest": span(b[2]), "step": span(b[3])} for b in breaks]
    return out, starts, length, cost, breaks, by_clock, weekdays


def columns(zone, templates, need):
    """Each shift with its breaks as the five minutes that it works, and its cost."""
    zone, origin = ZoneInfo(zone), need[0][0]
    cells = int((need[-1][1] - origin) / CELL)
    first, last = need[0][0].astimezone(zone).date(), need[-1][1].astimezone(zone).date()
    found = {}
    day = first - timedelta(days=2)
    while day <= last:
        for _, starts, length, cost, breaks, by_clock, weekdays in templates:
            if weekdays and day.strftime("%a").lower() not in weekdays:
                continue
            for start in starts:
                wall = datetime(day.year, day.month, day.day, start // 60, start % 60)
                begin = wall.replace(tzinfo=zone).astimezone(UTC)
                end = begin + timedelta(minutes=length)
                if by_clock:
                    end = (wall + timedelta(minutes=length)).replace(tzinfo=zone).astimezone(UTC)
                places = [[(p, b[0]) for p in range(b[1], b[2] + 1, b[3])] for b in breaks]
                for chosen in itertools.product(*places):
                    works = np.zeros(cells, bool)
                    a, b = int((begin - origin) / CELL), int((end - origin) / CELL)
                    works[max(a, 0):max(b, 0)] = True
                    for at, rest in chosen:
                        x = int((begin + timedelta(minutes=at) - origin) / CELL)
                        works[max(x, 0):max(x + rest // 5, 0)] = False
                    if works.any():
                        key = works.tobytes()
                        found[key] = (works, min(cost, found[key][1] if key in found else cost))
        day += timedelta(days=1)
    return list(found.values())


def optimum(zone, templates, need):
    cols = columns(zone, templates, need)
    origin = need[0][0]
    rows = np.zeros(int((need[-1][1] - origin) / CELL))
    for start, end, agents in need:
        rows[int((start - origin) / CELL):int((end - origin) / CELL)] = agents
    matrix = np.array([works for works, _ in cols], float).T
    full = np.column_stack([matrix, rows])
    _, keep = np.unique(full, axis=0, return_index=True)
    keep = [row for row in sorted(keep) if rows[row] > 0]
    cost = np.array([it for _, it in cols], float)
    answer = milp(cost, constraints=LinearConstraint(csc_array(matrix[keep]), lb=rows[keep]), integrality=np.ones(len(cols)),
                  bounds=Bounds(0, np.inf), options={"mip_rel_gap": 0})
    assert answer.status == 0, answer.message
    counts = np.round(answer.x)
    assert (matrix[keep] @ counts >= rows[keep]).all()
    relaxed = milp(cost, constraints=LinearConstraint(csc_array(matrix[keep]), lb=rows[keep]), bounds=Bounds(0, np.inf))
    return int(round(cost @ counts)), relaxed.fun, len(keep), len(cols)


def needs(start, minutes, agents):
    begin = datetime.fromisoformat(start).astimezone(UTC)
    out = []
    for it in agents:
        out.append((begin, begin + timedelta(minutes=minutes), it))
        begin += timedelta(minutes=minutes)
    return out


def case(name, zone, templates, need, **more):
    cost, relaxed, rows, cols = optimum(zone, templates, need)
    print(f"{name}: {rows} x {cols}, cost {cost}, relaxed {relaxed:.3f}")
    iso = lambda at: at.strftime("%Y-%m-%dT%H:%M:%SZ")
    given = {"zone": zone, "templates": [it[0] for it in templates],
             "need": [{"start": iso(a), "end": iso(b), "agents": n} for a, b, n in need], **more}
    expect = {"cost": cost, "bound": cost, "gap": 0.0}
    if all(it[3] == 1 for it in templates):
        expect["count"] = cost
    minutes = round(sum(n * (b - a).total_seconds() for a, b, n in need) / 60)
    return {"name": name, "call": "shift_coverage", "tolerance": 1e-12, "given": {"input": given}, "expect": {**expect, "needed": f"PT{minutes // 60}H{minutes % 60}M"}}


def main():
    draw = random.Random(20260302)
    curve = lambda count, peak: [max(0, round(peak * (0.3 + 0.7 * (1 - abs(2 * k / count - 1))) + draw.randint(-2, 2))) for k in range(count)]
    cases = []
    eight = template("eight", (0, 960, 60), 480)
    cases.append(case("a day of hours, one shift of eight hours", "UTC", [eight], needs("2026-03-02T00:00:00+00:00", 60, curve(24, 20))))
    lengths = [template(f"{h} hours", (0, 1425, 15), 60 * h, cost=h * 4 + 3) for h in (4, 6, 8, 10)]
    cases.append(case("a day of quarters, four lengths and their costs", "UTC", lengths, needs("2026-03-02T00:00:00+00:00", 15, curve(96, 30))))
    three = [template("early", [360], 480), template("late", [840], 480), template("night", [1320], 480)]
    half = [template("half", (0, 1380, 60), 240, cost=1)]
    for name, zone, start, hours in [
        ("a week of 167 hours", "Europe/Berlin", "2026-03-22T23:00:00+00:00", 167),
        ("a week of 169 hours", "America/New_York", "2026-10-26T04:00:00+00:00", 169),
        ("half an hour more", "Australia/Lord_Howe", "2026-04-01T13:00:00+00:00", 120),
        ("a midnight that is skipped", "Asia/Beirut", "2026-03-27T22:00:00+00:00", 60),
    ]:
        priced = [template("early", [360], 480, 9), template("late", [840], 480, 9), template("night", [1320], 480, 11), template("half", (0, 1380, 60), 240, 5)]
        cases.append(case(name, zone, priced, needs(start, 60, [draw.randint(0, 6) for _ in range(hours)])))
        clocks = [template(it[0]["label"], it[1], it[2], it[3], by_clock=True) for it in priced]
        cases.append(case(f"{name}, ends by the clock", zone, clocks, needs(start, 60, [draw.randint(0, 6) for _ in range(hours)])))
    cases.append(case("three shifts all week", "UTC", three, needs("2026-03-02T00:00:00+00:00", 60, [5] * 168)))
    weekdays = [template("weekday", (360, 840, 60), 480, 2, weekdays=["mon", "tue", "wed", "thu", "fri"]), template("weekend", [480, 600], 600, 3, weekdays=["sat", "sun"])]
    office = [[0] * 8 + [draw.randint(1, 4) for _ in range(10)] + [0] * 6 for _ in range(7)]
    cases.append(case("office hours, other shifts at the week end", "Europe/Berlin", weekdays, needs("2026-06-07T22:00:00+00:00", 60, sum(office, []))))
    cases.append(case("hours without need in between", "UTC", [template("six", (0, 1080, 120), 360)] + half, needs("2026-03-02T00:00:00+00:00", 120, [0, 0, 3, 4, 0, 0, 0, 5, 1, 0, 0, 2])))
    lunch = template("day", (360, 720, 60), 480, 1, breaks=[(30, 180, 270, 30)])
    cases.append(case("one break of half an hour", "UTC", [lunch], needs("2026-03-02T06:00:00+00:00", 30, [2, 2, 3, 4, 5, 6, 6, 6, 7, 7, 7, 7, 7, 7, 6, 6, 5, 5, 4, 4, 3, 3, 2, 2, 1, 1, 1, 1])))
    two = template("day", (420, 600, 60), 480, 4, breaks=[(15, 90, 120, 15), (30, 180, 270, 30)])
    part = template("part", (420, 840, 60), 240, 2, breaks=[(15, 90, 135, 15)])
    cases.append(case("two breaks, and short shifts with one", "Europe/Berlin", [two, part], needs("2026-03-02T06:00:00+00:00", 60, [2, 3, 5, 6, 6, 5, 4, 4, 3, 2])))
    night = template("night", [1320, 1380], 480, 1, breaks=[(60, 180, 300, 60)])
    cases.append(case("a night of nine hours with breaks", "Europe/Berlin", [night], needs("2026-10-24T21:00:00+00:00", 60, [3, 3, 2, 2, 2, 1])))
    fixed = template("fixed", (480, 720, 30), 480, 1, breaks=[(45, 210, 210, 15)])
    cases.append(case("breaks that lie fast", "UTC", [fixed], needs("2026-03-02T09:00:00+00:00", 45, [2, 3, 4, 4, 4, 3, 3, 2])))
    text = ",\n".join("    " + json.dumps(it, ensure_ascii=False) for it in cases)
    out = ('{\n  "about": "the cheapest shifts that cover a need",\n'
           '  "source": "HiGHS by scipy over every shift with every choice of its breaks, in zoneinfo\'s time, by shifts.py",\n'
           '  "cases": [\n' + text + "\n  ]\n}\n")
    pathlib.Path(__file__).with_name("shifts.json").write_text(out)


if __name__ == "__main__":
    main()
