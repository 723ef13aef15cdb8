"""How often the policy of examples/support_report is kept in the log: a second method, from the rows alone.

Counts open minutes by walking days in plain Python; knows nothing of firstline. Writes sla_truth.json.
"""
import csv, gzip, json
from collections import defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
HOLIDAYS = {date(2016, 3, 25), date(2016, 3, 28)}
ACKNOWLEDGE = {"1": 0.5, "2": 0.5, "3": 2, "4": 2}
RESOLVE = {"1": 4, "2": 10, "3": 40, "4": 80}


def open_time(a, b):
    total, day = timedelta(), a.date()
    while day <= b.date():
        if day.weekday() < 5 and day not in HOLIDAYS:
            start = datetime(day.year, day.month, day.day, 8)
            total += max(timedelta(), min(b, start + timedelta(hours=10)) - max(a, start))
        day += timedelta(days=1)
    return total


def time(text):
    return None if text == "?" else datetime.strptime(text, "%d/%m/%Y %H:%M")


def motion(state, resolved):
    if state.startswith("Awaiting"):
        return "paused"
    if state == "Closed" or (state == "Resolved" and resolved):
        return "finished"
    return "running"


def worked_on(rows):
    """Where a stretch of the state Resolved reaches the instant of resolution, the ticket was worked on until then."""
    start = 0
    for place in range(len(rows) + 1):
        if place < len(rows) and rows[place]["incident_state"] == "Resolved":
            continue
        stretch, start = rows[start:place], place + 1
        reaches = any(row["sys_updated_at"] == row["resolved_at"] for row in stretch)
        for row in stretch:
            if reaches and time(row["sys_updated_at"]) < time(row["resolved_at"]):
                row["incident_state"] = "Active"


incidents = defaultdict(list)
with gzip.open(HERE / "incident_event_log.csv.gz", "rt") as log:
    for row in csv.DictReader(log):
        incidents[row["number"]].append(row)

kept = {"acknowledgement": defaultdict(lambda: [0, 0]), "resolution": defaultdict(lambda: [0, 0])}
for rows in incidents.values():
    worked_on(rows)
    resolved = rows[0]["resolved_at"] != "?"
    at, moving, priority = time(rows[0]["opened_at"]), "running", rows[0]["priority"][0]
    opened, acknowledged, used, judged = at, None, timedelta(), priority
    acknowledged_by = priority
    saves = defaultdict(list)
    for row in rows:
        at = max(at, time(row["sys_updated_at"]))
        saves[at].append(row)
    at = opened
    for now, save in saves.items():
        # The rows of one minute are one save: what ends a clock in it is judged by the priority until then.
        if moving == "running":
            used += open_time(at, now)
        at, before = now, priority
        for row in save:
            if moving != "finished":
                judged = before
            moving, priority = motion(row["incident_state"], resolved), row["priority"][0]
            if moving != "finished":
                judged = before
        if moving != "finished":
            judged = priority
        if acknowledged is None:
            new = all(row["incident_state"] == "New" for row in save)
            acknowledged, acknowledged_by = (None, priority) if new else (now, before)
    assert moving == "finished" and acknowledged
    last = rows[-1]["priority"][0]
    for metric, elapsed, limit in [
        ("acknowledgement", open_time(opened, acknowledged), ACKNOWLEDGE[acknowledged_by]),
        ("resolution", used, RESOLVE[judged]),
    ]:
        kept[metric]["p" + last][elapsed > timedelta(hours=limit)] += 1

result = {m: {p: {"met": n[0], "breached": n[1]} for p, n in sorted(by.items())} for m, by in kept.items()}
(HERE / "sla_truth.json").write_text(json.dumps(result, indent=1) + "\n")
print(result)
