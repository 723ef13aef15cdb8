"""Writes the cases of this folder from the collected ones: `convert.py BUSINESS_TIME CALENDAR_CASES SLA_CASES`.

BUSINESS_TIME is the folder of brute-force scenarios, the others those with what other products' tests state of
calendars and of SLA clocks. README.md says where both come from; what is converted is checked in, so that only a new
collection needs this script.
"""

import gzip
import json
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def instant(ms: int | None) -> str | None:
    """Milliseconds since 1970 as the core writes an instant."""
    if ms is None:
        return None
    at = EPOCH + timedelta(milliseconds=ms)
    return at.strftime("%Y-%m-%dT%H:%M:%S") + (f".{ms % 1000:03}Z" if ms % 1000 else "Z")


def span(ms: int) -> str:
    """Milliseconds as the core writes a span."""
    hours, rest = divmod(ms, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    seconds, millis = divmod(rest, 1000)
    text = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    if rest or not text:
        text += f"{seconds}.{millis:03}S" if millis else f"{seconds}S"
    return "PT" + text


def minutes(clock: str) -> int:
    hours, mins = clock.split(":")
    return int(hours) * 60 + int(mins)


def clock(mins: int) -> str:
    return f"{mins // 60:02}:{mins % 60:02}"


def window(opens: str, closes: str) -> list[tuple[int, dict]]:
    """The windows of a peer's one, each with the day after on which it starts.

    Peers write a night shift as 10:00 to 26:30 and a turn of 24 hours as 04:00 to 28:00.
    """
    end = minutes(closes)
    if end <= 24 * 60:
        return [(0, {"open": opens, "close": closes})]
    end -= 24 * 60
    if end < minutes(opens):
        return [(0, {"open": opens, "close": clock(end)})]
    return [(0, {"open": opens, "close": "24:00"}), (1, {"open": "00:00", "close": clock(end)})]


def without(hours: list[list[str]], breaks: list[list[str]]) -> list[list[str]]:
    """Hours of a day less its breaks."""
    for break_from, break_to in breaks:
        cut = []
        for opens, closes in hours:
            cut.append([opens, min(closes, break_from)])
            cut.append([max(opens, break_to), closes])
        hours = [[opens, closes] for opens, closes in cut if opens < closes]
    return hours


DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def spec(zone: str, weekly: dict, holidays: list = (), overrides: dict = {}) -> dict:
    """A specification of ours; equal windows of several days are one."""
    days: dict[str, list[str]] = {}
    for day, windows in weekly.items():
        for later, one in (part for both in windows for part in window(*both)):
            name = DAYS[(DAYS.index(day) + later) % 7]
            days.setdefault(json.dumps(one), []).append(name)
    exceptions = [
        {"date": day, "windows": [{"open": a, "close": b} for a, b in windows]}
        for day, windows in overrides.items()
    ]
    given = {
        "zone": zone,
        "weekly": [{"days": names, **json.loads(one)} for one, names in days.items()],
        "holidays": [{"date": day} for day in holidays],
        "exceptions": exceptions,
    }
    return {"type": "Calendar", "given": {"spec": {k: v for k, v in given.items() if v or k == "weekly"}}}


def write(name: str, file: dict) -> None:
    """One line a row, so that a change shows as itself."""
    parts = [f'"about": {json.dumps(file["about"])}', f'"source": {json.dumps(file["source"])}']
    objects = [f"    {json.dumps(k)}: {json.dumps(v)}" for k, v in file["objects"].items()]
    parts.append('"objects": {\n' + ",\n".join(objects) + "\n  }")
    if file.get("cases"):
        parts.append('"cases": [\n' + ",\n".join("    " + json.dumps(c) for c in file["cases"]) + "\n  ]")
    if "tables" in file:
        tables = []
        for table in file["tables"]:
            rows = ",\n".join("      " + json.dumps(row) for row in table["rows"])
            head = json.dumps({k: v for k, v in table.items() if k != "rows"})[1:-1]
            tables.append(f'    {{ {head}, "rows": [\n{rows}\n    ] }}')
        parts.append('"tables": [\n' + ",\n".join(tables) + "\n  ]")
    text = "{\n  " + ",\n  ".join(parts) + "\n}\n"
    json.loads(text)
    (HERE / f"{name}.json").write_text(text)


def brute_force(folder: Path) -> None:
    for path in sorted(folder.glob("*.json.gz")):
        data = json.loads(gzip.decompress(path.read_bytes()))

        def table(call: str, columns: list[str], rows: list) -> dict:
            return {"call": f"Calendar.{call}", "on": "calendar", "columns": [*columns, "expect"], "rows": rows}

        # Some ends were cut to the scenario's own, before their start: no open time there, an error here.
        between = [row for row in data["between"] if row[0] <= row[1]]
        reversed_rows = [row for row in data["between"] if row[0] > row[1]]
        assert all(open_ms == 0 for _, _, open_ms in reversed_rows)
        write(
            path.name.removesuffix(".json.gz"),
            {
                "about": f"{data['name']}: brute force, half of it within 36 hours of a change of the offset",
                "source": "firstline: brute force over civil days with Python's zoneinfo",
                "objects": {"calendar": spec(data["zone"], data["weekly"], data["holidays"], data["exceptions"])},
                "cases": [
                    {"name": f"reversed {index}", "call": "Calendar.open_between", "on": "calendar",
                     "given": {"start": instant(a), "end": instant(b)}, "error": {"code": "period.reversed", "path": "end"}}
                    for index, (a, b, _) in enumerate(reversed_rows, 1)
                ],
                "tables": [
                    table("open_between", ["start", "end"], [[instant(a), instant(b), span(s)] for a, b, s in between]),
                    table("add", ["start", "span"], [[instant(a), span(s), instant(t)] for a, s, t in data["add"]]),
                    table("subtract", ["end", "span"], [[instant(a), span(s), instant(t)] for a, s, t in data["subtract"]]),
                    table("is_open", ["at"], [[instant(a), is_open] for a, is_open, _, _ in data["open"]]),
                    table("next_open", ["at"], [[instant(a), at] for a, _, opens, _ in data["open"] for at in [instant(opens)]]),
                    table("next_close", ["at"], [[instant(a), instant(closes)] for a, _, _, closes in data["open"]]),
                ],
            },
        )


def utc(text: str) -> str:
    """An instant of the peers' cases; without an offset they are all in UTC."""
    at = datetime.fromisoformat(text)
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return instant(round((at - EPOCH) / timedelta(milliseconds=1)))


def peer_case(case: dict, name: str) -> dict:
    call, given = case["op"], {k: utc(v) for k, v in case["input"].items() if isinstance(v, str)}
    expect = case["expected"]
    if call == "open_between":
        given, expect = {"start": given["start"], "end": given["end"]}, span(expect * 1000)
    elif call in ("add", "subtract"):
        start = "start" if call == "add" else "end"
        given, expect = {start: given["start"], "span": span(case["input"]["seconds"] * 1000)}, utc(expect)
    elif call == "periods":
        expect = [{"start": utc(a), "end": utc(b)} for a, b in expect]
        given = {"start": given["start"], "end": expect[-1]["end"]}
    elif call in ("next_open", "next_close"):
        expect = utc(expect)
    source = case["source"]
    title = " ".join([case["id"], *case["tags"]]) + (f": {case['note']}" if "note" in case else "")
    return {
        "name": title,
        "source": f"{source['repo']} {source['path']} at {source['commit'][:12]} ({source['licence']})",
        "call": f"Calendar.{call}",
        "on": name,
        "given": given,
        "expect": expect,
    }


def edge_cases(
    zone: str, local: str, expect: str, title: str, source: str, objects: dict, edges: dict | None = None
) -> list[dict]:
    """A civil time as an opening, and as the closing of a window that starts the day before."""
    day, at = local[:10], local[11:16]
    if at == "24:00":
        day, at = str(date.fromisoformat(day) + timedelta(days=1)), "00:00"
    eve = str(date.fromisoformat(day) - timedelta(days=1))
    before = utc(f"{date.fromisoformat(day) - timedelta(days=3)}T00:00:00Z")
    name = f"{zone} {day} {at}" + "".join(f" {value}" for value in (edges or {}).values())
    cases = []

    def opened(windows: dict) -> dict:
        calendar = spec(zone, {}, overrides=windows)
        calendar["given"]["spec"] |= {"edges": edges} if edges else {}
        return calendar

    # A window of a day that does not exist is dropped, so the day that Samoa skipped has no opening.
    if (zone, day) != ("Pacific/Apia", "2011-12-30"):
        objects[f"opens {name}"] = opened({day: [[at, "22:30" if at < "22:30" else "22:00"]]})
        cases.append({"name": f"{title}, opening", "source": source, "call": "Calendar.next_open",
                      "on": f"opens {name}", "given": {"at": before}, "expect": utc(expect)})
    objects[f"closes {name}"] = opened({eve: [["23:45", at]]})
    cases.append({"name": f"{title}, closing", "source": source, "call": "Calendar.next_close",
                  "on": f"closes {name}", "given": {"at": before}, "expect": utc(expect)})
    return cases


CLAMP, LAST = {"skipped": "clamp"}, {"repeated": "last"}


def edge_rules(data: dict) -> None:
    """Both sides of each switch: every skipped and every repeated time by default and by the other rule."""
    objects, cases = {}, []
    for edge in data["dst_edges"]:
        if edge["kind"] == "unambiguous":
            continue
        rule, other = (CLAMP, "gap_clamped_to_transition") if edge["kind"] == "gap" else (LAST, "later")
        # The switch of the one has no say in the other.
        for rules, key in [(None, "rfc5545"), (rule, other), (LAST if rule is CLAMP else CLAMP, "rfc5545")]:
            name = "; ".join(f"{field} {value}" for field, value in (rules or {}).items()) or "by default"
            title = f"{edge['zone']} {edge['local'][:16]} ({edge['kind']}), {name}"
            cases += edge_cases(
                edge["zone"], edge["local"], edge[key], title, data["dst_edges_source"], objects, rules
            )
    for case in data["cases"]:
        # The closing that opening-hours-rs puts at the end of the gap.
        if case["id"] == "oh-40":
            calendar = spec(case["calendar"]["zone"], case["calendar"]["hours"])
            calendar["given"]["spec"]["edges"] = CLAMP
            objects["oh-40 clamp"] = calendar
            by_peer = peer_case({**case, "expected": case["peer_expected"]}, "oh-40 clamp")
            cases.append({**by_peer, "name": "oh-40 as opening-hours-rs has it, by skipped clamp"})
    about = "civil times that the clock skips or shows twice, by the rules of either side"
    source = "opening-hours-rs and what jiff calls the later of two; instants from jiff and Python's zoneinfo"
    write("edge_rules", {"about": about, "source": source, "objects": objects, "cases": cases})


def sla_peers(folder: Path, objects: dict, edge_objects: dict) -> tuple[list[dict], list[dict]]:
    """The cases of SLA engines that ask the calendar alone: open time of a week, and a civil time."""
    cases, edges = [], []
    for case in json.loads((folder / "cases.json").read_text()):
        zone, weekly = case["calendar"]["zone"], case["calendar"]["weekly"]
        if case["policy"].get("clock") == "elapsed":
            objects[case["id"]] = spec(zone, weekly)
            start, end = (utc(event["at"]) for event in case["events"])
            cases.append({"name": case["id"], "source": case["source"], "call": "Calendar.open_between",
                          "on": case["id"], "given": {"start": start, "end": end},
                          "expect": span(case["expected"]["working_s"] * 1000)})
        elif case["policy"].get("clock") == "edge":
            local, expect = case["policy"]["local"], case["expected"]["utc"]
            edges += edge_cases(zone, local, expect, case["id"], case["source"], edge_objects)
    return cases, edges


def peers(folder: Path, sla_folder: Path) -> None:
    data = json.loads((folder / "cases.json").read_text())
    objects, cases, names = {}, [], {}
    edge_objects, edges = {}, []
    for case in data["cases"]:
        calendar = case["calendar"]
        if case["op"] == "local_edge":
            source = case["source"]
            text = f"{source['repo']} {source['path']} at {source['commit'][:12]} ({source['licence']})"
            edges += edge_cases(calendar["zone"], case["input"]["local"], case["expected"], case["id"], text, edge_objects)
            continue
        overrides = dict(calendar.get("overrides", {}))
        for day, breaks in calendar.get("breaks", {}).items():
            weekday = DAYS[date.fromisoformat(day).weekday()]
            overrides[day] = without(calendar["hours"][weekday], breaks)
        compiled = spec(calendar["zone"], calendar["hours"], calendar.get("holidays", []), overrides)
        name = names.setdefault(json.dumps(compiled), f"{case['id'].split('-')[0]} {len(names) + 1}")
        objects[name] = compiled
        cases.append(peer_case(case, name))
    sla_cases, sla_edges = sla_peers(sla_folder, objects, edge_objects)
    cases += sla_cases
    edges += sla_edges
    about = "what the public tests of other libraries state, under firstline's rules"
    write("peers", {"about": about, "source": "other libraries' tests, see each case and README.md",
                    "objects": objects, "cases": cases})
    for edge in data["dst_edges"]:
        title = f"{edge['zone']} {edge['local'][:16]} ({edge['kind']})"
        edges += edge_cases(edge["zone"], edge["local"], edge["rfc5545"], title, data["dst_edges_source"], edge_objects)
    about = "civil times that the clock skips or shows twice, as the opening and the closing of a window"
    write("dst_edges", {"about": about, "source": "RFC 5545, section 3.3.5; instants from jiff and Python's zoneinfo",
                        "objects": edge_objects, "cases": edges})
    edge_rules(data)


if __name__ == "__main__":
    brute_force(Path(sys.argv[1]))
    peers(Path(sys.argv[2]), Path(sys.argv[3]))
