"""Writes curve.json: loads and agents as arrivals change, by other ways than those of the library.

Run with `python curve.py`; needs nothing but Python. Loads of M(t)/M/∞ are integrals over all arrivals before, each piece
for itself and all periods as a geometric series, with 60 digits; lags are differences of the sum of arrivals, in exact
fractions. Agents are tried one by one, by sums over the states of the queue, with 60 digits.
"""
import json
import pathlib
from datetime import datetime, timedelta, timezone
from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 60
D = Decimal
START = datetime(2026, 3, 2, tzinfo=timezone.utc)


def bounds(lengths):
    """Seconds at which intervals start and end."""
    out, now = [], 0
    for length in lengths:
        out.append((now, now + length))
        now += length
    return out


def span(seconds):
    return f"PT{seconds}S"


def given(lengths, counts):
    iso = lambda s: (START + timedelta(seconds=s)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return [{"start": iso(a), "end": iso(b), "arrivals": c} for (a, b), c in zip(bounds(lengths), counts)]


def stationary(lengths, counts, aht):
    return [D(c) * aht / length for length, c in zip(lengths, counts)]


def modified(lengths, counts, aht, statistic, before):
    cells, load = bounds(lengths), stationary(lengths, counts, aht)
    period, s = D(cells[-1][1]), D(aht)
    again = 1 / (1 - (-period / s).exp()) if before == "periodic" else None

    def at(t):
        """What is left at t of all who came before."""
        now, whole = D(0), D(0)
        for (a, b), a_load in zip(cells, load):
            if t > a:
                now += a_load * (((min(t, D(b)) - t) / s).exp() - ((a - t) / s).exp())
            # One period earlier.
            whole += a_load * (((b - t - period) / s).exp() - ((a - t - period) / s).exp())
        return now + (whole * again if again else 0)

    def mean(place):
        a, b = map(D, cells[place])
        falls = s * (1 - ((a - b) / s).exp()) / (b - a)
        return load[place] * (1 - falls) + at(a) * falls

    def peak(place):
        a, b = map(D, cells[place])
        return max(at(a + (b - a) * k / 8) for k in range(9))

    return [(mean if statistic == "mean" else peak)(place) for place in range(len(cells))]


def lagged(lengths, counts, aht, statistic, before):
    cells, rates = bounds(lengths), [Fraction(c) / length for length, c in zip(lengths, counts)]
    period = cells[-1][1]
    total = sum(map(Fraction, counts))

    def until(t):
        """All arrivals until t."""
        if before == "periodic":
            whole, t = divmod(t, period)
        else:
            whole, t = 0, max(t, 0)
        return whole * total + sum(rate * max(0, min(t, b) - a) for (a, b), rate in zip(cells, rates))

    def highest(a, b):
        found = Fraction(0)
        for k in range(-(aht // period) - 2, 2) if before == "periodic" else [0]:
            for (x, y), rate in zip(cells, rates):
                if max(a, x + k * period) < min(b, y + k * period):
                    found = max(found, rate)
        return found

    out = []
    for a, b in cells:
        a, b = a - aht, b - aht
        rate = (until(b) - until(a)) / (b - a) if statistic == "mean" else highest(a, b)
        out.append(D((rate * aht).numerator) / D((rate * aht).denominator))
    return out


def loads(lengths, counts, aht, method):
    if method["type"] == "sipp":
        return stationary(lengths, counts, aht)
    of = lagged if method["type"] == "lag_sipp" else modified
    return of(lengths, counts, aht, method["statistic"], method["before"])


def chain(load, aht, patience, agents):
    """States of a queue: shares with nobody waiting and an agent free, and with 0, 1, … waiting."""
    term, free, waiting = D(1), [], []
    for n in range(agents):
        free.append(term)
        term = term * load / (n + 1)
    k, total = 0, sum(free)
    while k < 5 or term > D(10) ** -30 * total:
        waiting.append(term)
        total += term
        k += 1
        term = term * load / (agents + (D(k) * aht / patience if patience else 0))
    return [x / total for x in free], [x / total for x in waiting]


def figures(load, aht, patience, within, agents, most):
    if not patience and load > most * agents:
        return None
    _, waiting = chain(load, D(aht), D(patience) if patience else None, agents)
    out = {"p_wait": sum(waiting), "p_abandon": D(0), "occupancy": load / agents}
    length = sum(k * share for k, share in enumerate(waiting))
    if patience:
        out["p_abandon"] = length * aht / patience / load
        out["occupancy"] = load * (1 - out["p_abandon"]) / agents
        return out
    out["asa_seconds"] = length * aht / load
    # Whoever finds k waiting is late if at most k calls end in time.
    mean = D(agents) * within / aht
    term, sum_, late = (-mean).exp(), D(0), D(0)
    for k, share in enumerate(waiting):
        sum_ += term
        late += share * sum_
        term = term * mean / (k + 1)
    out["service_level"] = 1 - late
    return out


def needed(load, aht, patience, targets):
    agents = 1
    level = (targets.get("service_levels") or [None])[0]
    within = int(level["within"][2:-1]) if level else 0
    most = D(targets.get("max_occupancy", "1"))
    while True:
        got = figures(load, aht, patience, within, agents, most)
        good = got and (not level or got["service_level"] >= D(str(level["share"])))
        good = good and got["occupancy"] <= most
        good = good and got["p_wait"] <= D(str(targets.get("max_p_wait", 1)))
        good = good and got["p_abandon"] <= D(str(targets.get("max_abandonment", 1)))
        if good:
            return agents, got
        agents += 1


METHODS = [{"type": "sipp"}] + [{"type": kind, "statistic": statistic, "before": before}
                               for kind in ("lag_sipp", "modified_offered_load")
                               for statistic in ("mean", "peak") for before in ("empty", "periodic")]


def words(method):
    return " ".join([method["type"]] + [method[k] for k in ("statistic", "before") if k in method])


def load_case(name, lengths, counts, aht, method):
    expected = [{"arrivals_per_hour": float(D(c) * 3600 / length), "stationary_load": float(own), "offered_load": float(load)}
                for length, c, own, load in zip(lengths, counts, stationary(lengths, counts, aht),
                                                loads(lengths, counts, aht, method))]
    return {"name": f"{name}: {words(method)}", "call": "load_curve", "tolerance": 1e-12,
            "given": {"arrivals": given(lengths, counts), "aht": span(aht), "method": method}, "expect": expected}


def curve_case(name, lengths, counts, queue, targets, method):
    aht, patience = queue["aht"], queue.get("patience")
    intervals, negligible, hours = [], 0, D(0)
    for length, count, load in zip(lengths, counts, loads(lengths, counts, aht, method)):
        left_out = count == 0 and 0 < load < D("0.01")
        negligible += left_out
        if load == 0 or left_out:
            intervals.append({"offered_load": float(load), "negligible": bool(left_out), "agents": 0})
            continue
        agents, got = needed(load, aht, patience, targets)
        hours += D(agents) * length / 3600
        outcome = {key: float(value) for key, value in got.items()}
        intervals.append({"offered_load": float(load), "negligible": False, "agents": agents, "outcome": outcome})
    spans = {key: span(value) for key, value in queue.items()}
    return {"name": f"{name}: {words(method)}", "call": "staffing_curve", "tolerance": 1e-11,
            "given": {"arrivals": given(lengths, counts), "queue": spans, "targets": targets, "rules": {"method": method}},
            "expect": {"agents": max(it["agents"] for it in intervals), "agent_hours": float(hours),
                       "negligible": negligible, "intervals": intervals}}


def main():
    office = [0] * 7 + [8, 35, 62, 70, 55, 41, 48, 60, 57, 44, 22, 6] + [0] * 5
    around = [12, 9, 6, 5, 4, 6, 11, 24, 48, 70, 82, 85, 78, 72, 74, 77, 71, 60, 49, 40, 33, 27, 21, 16]
    uneven = ([900, 1800, 3600, 60, 5400, 7200, 1], [3.5, 20, 0, 1.25, 44, 0, 0.125])
    hours, cases = [3600] * 24, []
    for method in METHODS:
        cases.append(load_case("office hours, calls of 45 minutes", hours, office, 2700, method))
        cases.append(load_case("uneven intervals, calls of three hours", *uneven, 10_800, method))
    week = METHODS[-1], METHODS[-3], METHODS[-2]
    cases += [load_case("calls of eight seconds", [900] * 4, [100, 300, 0, 50], 8, method) for method in week]
    cases += [load_case("work of ten days", hours, around, 864_000, method) for method in week]
    level = {"share": 0.8, "within": "PT20S"}
    calls = {"service_levels": [level], "max_occupancy": "0.85"}
    for method in METHODS:
        cases.append(curve_case("office hours, calls of 12 minutes, 80/20 and 85 % busy", hours, office, {"aht": 720}, calls, method))
    stay = {"max_p_wait": 0.3, "max_abandonment": 0.02}
    for method in (METHODS[0], METHODS[2], METHODS[-1]):
        cases.append(curve_case("a day that repeats, callers who hang up", hours, around, {"aht": 1500, "patience": 240}, stay, method))
    text = ",\n".join("    " + json.dumps(case, ensure_ascii=False) for case in cases)
    out = ('{\n  "about": "loads and agents of intervals, as arrivals change",\n'
           '  "source": "integrals over all arrivals before and sums over states, with 60 digits, by curve.py",\n'
           '  "cases": [\n' + text + "\n  ]\n}\n")
    pathlib.Path(__file__).with_name("curve.json").write_text(out)


if __name__ == "__main__":
    main()
