"""Writes rosters.json: what random rosters break, and the best rosters of tiny desks.

Run with `python rosters.py`; needs nothing but Python. Instants are those of zoneinfo, cover is counted every five minutes,
rules are looked up day by day; the best roster is the best of all, one by one.
"""
import itertools
import json
import pathlib
import random
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

UTC = timezone.utc
HOUR = timedelta(hours=1)
CELL = timedelta(minutes=5)
RULES = ["one_shift_a_day", "offered", "breaks", "allowed_shift", "available", "day_off", "least_rest", "forbidden_succession",
         "max_days_in_row", "max_nights_in_row", "max_weekends", "max_week_hours", "max_hours", "min_week_hours", "min_hours"]


def iso(at):
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def hours(number):
    return f"PT{number}H"


class Desk:
    def __init__(self, zone, first, last, templates, agents, rules, need, before=()):
        """Templates: label to (start hour, hours, night, by clock). Agents: name to limits. Need: (start, end, agents)."""
        self.zone, self.first, self.last = ZoneInfo(zone), first, last
        self.templates, self.agents, self.rules, self.need, self.before = templates, agents, rules, need, list(before)

    def given(self):
        templates = []
        for label, (start, length, night, by_clock) in self.templates.items():
            templates.append({"label": label, "starts": {"type": "at", "times": [f"{start:02}:00"]}, "length": hours(length),
                              "night": night, "ends_by_clock": by_clock})
        agents = []
        for name, own in self.agents.items():
            it = {"name": name}
            for key in ("min_week_hours", "max_week_hours", "min_hours", "max_hours"):
                if key in own:
                    it[key] = hours(own[key])
            if own.get("shifts"):
                it["shifts"] = own["shifts"]
            if own.get("days_off"):
                it["days_off"] = [str(day) for day in own["days_off"]]
            if own.get("unavailable"):
                it["unavailable"] = [{"start": iso(a), "end": iso(b)} for a, b in own["unavailable"]]
            if own.get("wishes"):
                it["wishes"] = [{"date": str(day), "wish": kind, "weight": weight, **({"shift": label} if label else {})}
                                for day, kind, label, weight in own["wishes"]]
            agents.append(it)
        rules = dict(self.rules)
        if "least_rest" in rules:
            rules["least_rest"] = hours(rules["least_rest"])
        if "forbidden" in rules:
            rules["forbidden"] = [{"before": a, "after": b} for a, b in rules["forbidden"]]
        need = [{"start": iso(a), "end": iso(b), "agents": n} for a, b, n in self.need]
        return {"zone": str(self.zone), "first": str(self.first), "last": str(self.last), "templates": templates, "agents": agents,
                "need": need, "rules": rules, "before": shifts(self.before)}

    def bounds(self, day, label):
        start, length, _, by_clock = self.templates[label]
        wall = datetime.combine(day, time(start))
        begin = wall.replace(tzinfo=self.zone).astimezone(UTC)
        if by_clock:
            return begin, (wall + timedelta(hours=length)).replace(tzinfo=self.zone).astimezone(UTC)
        return begin, begin + timedelta(hours=length)

    def weekend(self, day, label):
        begin, end = self.bounds(day, label)
        saturday = day - timedelta(days=day.weekday()) + timedelta(days=5)
        midnight = lambda it: datetime.combine(it, time()).replace(tzinfo=self.zone).astimezone(UTC)
        return saturday if begin < midnight(saturday + timedelta(days=2)) and end > midnight(saturday) else None

    def violations(self, name, own):
        """`own` are the agent's days and labels, one a day; those before the first day are facts."""
        limits, rules, out = self.agents[name], self.rules, []
        before = [(day, label) for who, day, label in self.before if who == name]
        everything = dict(before + own)
        paid = lambda it: (lambda ab: (ab[1] - ab[0]) / HOUR)(self.bounds(*it))
        for day, label in own:
            if limits.get("shifts") and label not in limits["shifts"]:
                out.append(("allowed_shift", day, 1, 0))
            begin, end = self.bounds(day, label)
            if any(begin < b and a < end for a, b in limits.get("unavailable", [])):
                out.append(("available", day, 1, 0))
            if day in limits.get("days_off", []):
                out.append(("day_off", day, 1, 0))
            earlier = [it for it in everything.items() if it[0] < day]
            if earlier:
                rest = (begin - max(self.bounds(*it)[1] for it in earlier)) / HOUR
                if rest < rules.get("least_rest", 0):
                    out.append(("least_rest", day, rest, rules.get("least_rest", 0)))
            yesterday = everything.get(day - timedelta(days=1))
            if (yesterday, label) in rules.get("forbidden", []):
                out.append(("forbidden_succession", day, 1, 0))
        for rule, key, counts in (("max_days_in_row", "max_days_in_row", lambda label: True),
                                  ("max_nights_in_row", "max_nights_in_row", lambda label: self.templates[label][2])):
            if key in rules:
                row = []
                for day in sorted(everything) + [date.max]:
                    if row and (day == date.max or day - row[-1] != timedelta(days=1) or not counts(everything[day])):
                        over = [it for it in row[rules[key]:] if it >= self.first]
                        if over:
                            out.append((rule, over[0], len(row), rules[key]))
                        row = []
                    if day != date.max and counts(everything[day]):
                        row.append(day)
        seen = []
        for it in sorted(own):
            weekend = self.weekend(*it)
            if weekend and weekend not in seen:
                seen.append(weekend)
                if "max_weekends" in rules and len(seen) > rules["max_weekends"]:
                    out.append(("max_weekends", it[0], len(seen), rules["max_weekends"]))
        monday = self.first - timedelta(days=self.first.weekday())
        while monday <= self.last:
            week = sum(paid(it) for it in everything.items() if monday <= it[0] < monday + timedelta(days=7))
            if week > limits.get("max_week_hours", 1000):
                out.append(("max_week_hours", monday, week, limits["max_week_hours"]))
            whole = monday >= self.first and monday + timedelta(days=6) <= self.last
            if whole and week < limits.get("min_week_hours", 0):
                out.append(("min_week_hours", monday, week, limits["min_week_hours"]))
            monday += timedelta(days=7)
        total = sum(map(paid, own))
        if total > limits.get("max_hours", 10_000):
            out.append(("max_hours", self.first, total, limits["max_hours"]))
        if total < limits.get("min_hours", 0):
            out.append(("min_hours", self.first, total, limits["min_hours"]))
        return sorted(out, key=lambda it: (RULES.index(it[0]), it[1]))

    def short(self, roster):
        at_work = [self.bounds(day, label) for _, day, label in self.before + roster]
        out = []
        for start, end, agents in sorted(self.need):
            at = start
            while at < end:
                now = sum(a <= at < b for a, b in at_work)
                if now < agents:
                    if out and out[-1][1] == at and out[-1][2:] == (agents, now):
                        out[-1] = (out[-1][0], at + CELL, agents, now)
                    else:
                        out.append((at, at + CELL, agents, now))
                at += CELL
        return out

    def check(self, roster):
        found, totals = [], []
        for name in self.agents:
            own = [(day, label) for who, day, label in roster if who == name]
            found += [(name, *it) for it in self.violations(name, own)]
            paid = sum((self.bounds(*it)[1] - self.bounds(*it)[0]) / HOUR for it in own)
            wishes = self.agents[name].get("wishes", [])
            met = sum((any(d == day and label in (None, l) for d, l in own)) == (kind == "work") for day, kind, label, _ in wishes)
            totals.append({"agent": name, "shifts": len(own), "hours": paid, "nights": sum(self.templates[l][2] for _, l in own),
                           "weekends": len({self.weekend(*it) for it in own} - {None}), "wishes_met": met, "wishes_missed": len(wishes) - met})
        short = self.short(roster)
        missing = sum((n - now) * ((b - a) / HOUR) for a, b, n, now in short)
        return {"ok": not found and not short,
                "violations": [{"agent": n, "rule": r, "date": str(d), "found": float(f), "allowed": float(a)} for n, r, d, f, a in found],
                "short": [{"start": iso(a), "end": iso(b), "skills": [], "needed": n, "at_work": now, "short": n - now} for a, b, n, now in short],
                "short_hours": missing, "agents": totals}

    def best(self):
        days = [self.first + timedelta(days=k) for k in range((self.last - self.first).days + 1)]
        cells = [(name, day) for name in self.agents for day in days]
        best = None
        for labels in itertools.product([None, *self.templates], repeat=len(cells)):
            roster = [(name, day, label) for (name, day), label in zip(cells, labels) if label]
            check = self.check(roster)
            if any(it["rule"] not in ("min_hours", "min_week_hours") for it in check["violations"]):
                continue
            missing = sum(it["allowed"] - it["found"] for it in check["violations"])
            penalty = 0
            for name, own in self.agents.items():
                mine = {day: label for who, day, label in roster if who == name}
                for day, kind, label, weight in own.get("wishes", []):
                    works = day in mine and label in (None, mine[day])
                    penalty += 0 if works == (kind == "work") else weight
            fair = self.rules.get("fairness", {})
            for it in check["agents"]:
                penalty += sum(fair.get(key, 0) * it[key] ** 2 for key in ("nights", "weekends", "shifts"))
            cost = (check["short_hours"], missing, penalty, sum(it["hours"] for it in check["agents"]))
            if best is None or cost < best:
                best = cost
        return best


def shifts(roster):
    return [{"agent": name, "date": str(day), "shift": label} for name, day, label in roster]


def random_desk(draw, zone, first, days, agents):
    templates = {"early": (6, 8, False, False), "late": (14, 8, False, False), "night": (22, 8, True, draw.random() < 0.5)}
    last = first + timedelta(days=days - 1)
    rules = {"least_rest": draw.choice([8, 11, 24]), "max_days_in_row": draw.randint(2, 5), "max_nights_in_row": draw.randint(1, 3),
             "max_weekends": 1, "forbidden": [("night", "early"), ("late", "early")][: draw.randint(0, 2)]}
    named = {}
    for name in agents:
        own = {"max_week_hours": draw.choice([24, 32, 40]), "min_week_hours": draw.choice([8, 16]), "max_hours": draw.choice([48, 64]), "min_hours": 24}
        if draw.random() < 0.4:
            own["shifts"] = draw.sample(list(templates), 2)
        own["days_off"] = [first + timedelta(days=draw.randrange(days))]
        at = datetime.combine(first + timedelta(days=draw.randrange(days)), time(draw.randrange(24)), UTC)
        own["unavailable"] = [(at, at + timedelta(hours=draw.randint(1, 20)))]
        own["wishes"] = [(first + timedelta(days=draw.randrange(days)), draw.choice(["work", "off"]), draw.choice([None, *templates]), draw.randint(1, 3))]
        named[name] = own
    start = datetime.combine(first, time(), ZoneInfo(zone)).astimezone(UTC)
    need = [(start + 4 * k * HOUR, start + 4 * (k + 1) * HOUR, draw.randint(0, 2)) for k in range(days * 6)]
    before = [(name, first - timedelta(days=k), draw.choice(list(templates))) for name in agents for k in (1, 2, 3) if draw.random() < 0.6]
    return Desk(zone, first, last, templates, named, rules, need, before)


def main():
    draw = random.Random(20260329)
    cases = []
    scenes = [("UTC", date(2026, 3, 2), 14), ("Europe/Berlin", date(2026, 3, 23), 14), ("Europe/Berlin", date(2026, 10, 21), 10),
              ("America/New_York", date(2026, 3, 4), 12), ("Australia/Lord_Howe", date(2026, 3, 30), 14), ("Asia/Kathmandu", date(2026, 5, 6), 9)]
    for turn in range(12):
        zone, first, days = scenes[turn % len(scenes)]
        desk = random_desk(draw, zone, first, days, ["Ann", "Ben", "Cem"])
        roster = [(name, first + timedelta(days=k), draw.choice(list(desk.templates)))
                  for name in desk.agents for k in range(days) if draw.random() < 0.6]
        cases.append({"name": f"a roster by chance, {turn + 1}", "call": "check_roster", "tolerance": 1e-12,
                      "given": {"input": desk.given(), "shifts": shifts(roster)}, "expect": desk.check(roster)})
    for turn in range(8):
        zone, first, _ = scenes[turn % len(scenes)]
        desk = random_desk(draw, zone, first, 3, ["Ann", "Ben"])
        desk.rules["fairness"] = {"nights": draw.randint(0, 2), "weekends": draw.randint(0, 2), "shifts": draw.randint(0, 1)}
        for own in desk.agents.values():
            for key in ("min_week_hours", "max_hours"):
                own.pop(key)
            own["min_hours"] = draw.choice([0, 8, 16])
        short, missing, penalty, paid = desk.best()
        print(turn, short, missing, penalty, paid)
        cases.append({"name": f"the best roster of a tiny desk, {turn + 1}", "call": "roster", "tolerance": 1e-12,
                      "given": {"input": desk.given(), "options": {"seed": turn, "steps": 30000}},
                      "expect": {"check": {"short_hours": short}, "penalty": penalty}})
    text = ",\n".join("    " + json.dumps(it, ensure_ascii=False) for it in cases)
    out = ('{\n  "about": "what rosters break, and the best ones of tiny desks",\n'
           '  "source": "rule by rule and roster by roster, in zoneinfo\'s time, by rosters.py",\n'
           '  "cases": [\n' + text + "\n  ]\n}\n")
    pathlib.Path(__file__).with_name("rosters.json").write_text(out)


if __name__ == "__main__":
    main()
