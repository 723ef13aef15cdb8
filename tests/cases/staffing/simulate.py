"""Writes simulate_random.json: desks with random arrivals, played a second time by other means.

ChaCha is written out from RFC 8439 with 8 rounds. Callers are taken in the order of their arrival: each is answered when the first
of the agents is free, unless he would have waited longer than his patience. That is no list of events, and right for one queue
whose agents all work from the first instant on. Means, shares and intervals are sums over the callers; Student's t is that of
scipy. Needs scipy: `pip install scipy && python simulate.py`.
"""

from __future__ import annotations

import heapq
import json
import math
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from scipy import stats

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
SECOND = 1_000_000
PERCENTS = (50, 90, 95)


def words(seed: int, nonce: int) -> Iterator[int]:
    """The key stream of ChaCha8 as numbers of 64 bits, the lower half first."""
    constants = struct.unpack("<4I", b"expand 32-byte k")
    key = [seed, 0, 0, 0, 0, 0, 0, 0]
    block = 0
    while True:
        counter = [block & 0xFFFFFFFF, block >> 32, nonce & 0xFFFFFFFF, nonce >> 32]
        first = [*constants, *key, *counter]
        state = list(first)

        def quarter(a: int, b: int, c: int, d: int, state: list[int] = state) -> None:
            for x, y, z, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
                state[x] = (state[x] + state[y]) & 0xFFFFFFFF
                mixed = state[z] ^ state[x]
                state[z] = (mixed << turn | mixed >> (32 - turn)) & 0xFFFFFFFF

        for _ in range(4):
            for column in range(4):
                quarter(column, 4 + column, 8 + column, 12 + column)
            for column in range(4):
                quarter(column, 4 + (column + 1) % 4, 8 + (column + 2) % 4, 12 + (column + 3) % 4)
        out = [(a + b) & 0xFFFFFFFF for a, b in zip(state, first, strict=True)]
        for low, high in zip(out[::2], out[1::2], strict=True):
            yield high << 32 | low
        block += 1


def units(seed: int, replication: int, stream: int, purpose: int) -> Iterator[float]:
    """Odd multiples of 2^-53 between 0 and 1."""
    for word in words(seed, replication << 32 | stream << 8 | purpose):
        yield ((word >> 12) * 2 + 1) / 2**53


def arrivals(hours: list[float], draws: Iterator[float]) -> Iterator[int]:
    """Where the arrivals expected reach the sum of exponential draws, by hours with so many each."""
    at, place = 0.0, 0
    more = -math.log(next(draws))
    while place < len(hours):
        rate, end = hours[place] / (3600 * SECOND), 3600.0 * SECOND * (place + 1)
        left = (end - at) * rate
        if more < left:
            at += more / rate
            yield math.floor(at)
            more = -math.log(next(draws))
        else:
            more -= left
            at, place = end, place + 1


def rounded(time: float) -> int:
    """To the nearest whole microsecond."""
    return math.floor(time + 0.5)


def replication(case: dict[str, Any], number: int) -> dict[str, float]:
    """What one replication counts; times in microseconds."""
    seed, end, warm = case["seed"], 3600 * SECOND * len(case["hours"]), case["warm_up"] * SECOND
    handling, patience = units(seed, number, 0, 1), units(seed, number, 0, 2)
    free = [0] * case["agents"]
    counts = dict.fromkeys(
        ("offered", "answered", "abandoned", "waiting", "queued", "in_time", "wait_answered", "wait", "queue", "busy"), 0
    )
    waits: list[int] = []
    for at in arrivals(case["hours"], units(seed, number, 0, 0)):
        work = rounded(-case["aht"] * SECOND * math.log(next(handling)))
        stays = rounded(-case["patience"] * SECOND * math.log(next(patience))) if case["patience"] else None
        counted = at >= warm
        begin = max(at, free[0])
        leaves = stays is not None and begin - at > stays
        gone = at + stays if leaves and stays is not None else begin
        counts["offered"] += counted
        counts["queued"] += counted and gone > at
        if counted and gone < end:
            waits.append(gone - at)
        counts["queue"] += max(0, min(gone, end) - max(at, warm))
        if gone >= end:
            counts["waiting"] += counted
        elif leaves:
            counts["abandoned"] += counted
            counts["wait"] += counted * (gone - at)
        else:
            counts["answered"] += counted
            counts["in_time"] += counted and gone - at <= 20 * SECOND
            counts["wait"] += counted * (gone - at)
            counts["wait_answered"] += counted * (gone - at)
        if not leaves:
            heapq.heapreplace(free, begin + work)
            counts["busy"] += max(0, min(begin + work, end) - max(begin, warm))
    waits.sort()
    for percent in PERCENTS:
        counts[f"p{percent}"] = waits[math.ceil(percent * len(waits) / 100) - 1]
    return counts


def figure(above: list[float], below: list[float] | None, confidence: float) -> dict[str, float] | None:
    """A sum over another, with the interval of a ratio."""
    below = below or [1.0] * len(above)
    if sum(below) == 0:
        return None
    value = sum(above) / sum(below)
    if len(above) == 1:
        return {"value": value}
    n = len(above)
    squares = math.fsum((x - value * y) ** 2 for x, y in zip(above, below, strict=True))
    t = stats.t.ppf((1 + confidence) / 2, n - 1)
    error = t * math.sqrt(squares / (n - 1) * n) / sum(below)
    return {"value": value, "low": value - error, "high": value + error}


def written(case: dict[str, Any]) -> dict[str, Any]:
    """The case as the runners read it."""
    ran = [replication(case, number) for number in range(case["replications"])]

    def column(name: str, unit: float = 1) -> list[float]:
        return [it[name] / unit for it in ran]

    def ratio(above: list[float], below: list[float] | None = None) -> dict[str, float] | None:
        return figure(above, below, case["confidence"])

    left = [it["offered"] - it["waiting"] for it in ran]
    length = 3600 * len(case["hours"]) - case["warm_up"]
    at = [(START + timedelta(hours=hour)).isoformat().replace("+00:00", "Z") for hour in range(len(case["hours"]) + 1)]
    intervals = [
        {"start": start, "end": end, "arrivals": count} for start, end, count in zip(at, at[1:], case["hours"], strict=False)
    ]
    calls: dict[str, Any] = {
        "name": "calls",
        "arrivals": {"type": "poisson", "intervals": intervals},
        "handling": {"type": "exponential", "mean": f"PT{case['aht']}S"},
        "service_level": {"within": "PT20S", "definition": "answered_of_answered"},
    }
    if case["patience"]:
        calls["patience"] = {"type": "exponential", "mean": f"PT{case['patience']}S"}
    group = {"name": "desk", "skills": ["calls"], "shifts": [{"start": at[0], "end": at[-1], "agents": case["agents"]}]}
    options = {"seed": case["seed"], "replications": case["replications"], "warm_up": f"PT{case['warm_up']}S"}
    if case["replications"] > 1:
        options["confidence"] = case["confidence"]
    total = {
        "offered": ratio(column("offered")),
        "answered": ratio(column("answered")),
        "abandoned": ratio(column("abandoned")),
        "waiting": ratio(column("waiting")),
        "p_wait": ratio(column("queued"), column("offered")),
        "p_abandon": ratio(column("abandoned"), column("offered")),
        "service_level": ratio(column("in_time"), column("answered")),
        "asa_seconds": ratio(column("wait_answered", SECOND), column("answered")),
        "mean_wait_seconds": ratio(column("wait", SECOND), left),
        **{f"wait_p{percent}_seconds": ratio(column(f"p{percent}", SECOND)) for percent in PERCENTS},
        "queue_length": ratio([wait / length for wait in column("queue", SECOND)]),
    }
    busy = column("busy", 3600 * SECOND)
    desk = {"name": "desk", "busy_hours": ratio(busy), "staffed_hours": case["agents"] * length / 3600}
    return {
        "name": case["name"],
        "call": "simulate_desk",
        "tolerance": 1e-9,
        "given": {
            "desk": {"start": at[0], "end": at[-1], "streams": [calls], "groups": [group]},
            "options": options,
        },
        "expect": {"replications": case["replications"], "total": total, "groups": [desk]},
    }


CASES: list[dict[str, Any]] = [
    {
        "name": "a morning of one hour of calls, once",
        "hours": [60.0], "aht": 180, "patience": None, "agents": 4, "seed": 1, "replications": 1, "warm_up": 0,
        "confidence": 0.95,
    },
    {
        "name": "a day that changes by the hour, with callers who hang up, five times",
        "hours": [20.0, 80.0, 140.0, 0.0, 90.0, 60.0], "aht": 240, "patience": 90, "agents": 6, "seed": 20260302,
        "replications": 5, "warm_up": 1800, "confidence": 0.9,
    },
    {
        "name": "more calls than the desk can do, with a queue that grows",
        "hours": [100.0, 100.0], "aht": 300, "patience": None, "agents": 5, "seed": 4294967295, "replications": 3,
        "warm_up": 0, "confidence": 0.99,
    },
]


def main() -> None:
    """Write the file beside this one."""
    lines = ",\n".join("    " + json.dumps(written(case)) for case in CASES)
    text = (
        '{\n  "about": "simulated desks with random arrivals: the same draws give the same figures everywhere",\n'
        '  "source": "the same draws, callers taken one by one and no events, by simulate.py",\n'
        f'  "cases": [\n{lines}\n  ]\n}}\n'
    )
    Path(__file__).with_name("simulate_random.json").write_text(text)


if __name__ == "__main__":
    main()
