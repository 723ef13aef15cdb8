"""How many tickets of the log were open as each day began, as one would have counted then: a second method, from the rows.

`truth.json` has the same days as the log knows them in the end, in which a ticket that was reopened was open all the
time. Knows nothing of firstline. Writes backlog_truth.json.
"""
import csv, gzip, json
from bisect import bisect_left
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent


def time(text):
    return None if text == "?" else datetime.strptime(text, "%d/%m/%Y %H:%M")


incidents = defaultdict(list)
with gzip.open(HERE / "incident_event_log.csv.gz", "rt") as log:
    for row in csv.DictReader(log):
        incidents[row["number"]].append(row)

came, went = [], []
for rows in incidents.values():
    came.append(time(rows[0]["opened_at"]))
    is_open, at = True, came[-1]
    for place, row in enumerate(rows):
        at = max(at, time(row["sys_updated_at"]))
        resolved = time(row["resolved_at"])
        ended = row["incident_state"] == "Closed" or row["incident_state"] == "Resolved" and resolved
        if ended and is_open:
            # A stretch of the state that reaches the instant that the columns have ends the work then.
            state, stretch = row["incident_state"], []
            for later in rows[place:]:
                if later["incident_state"] != state:
                    break
                stretch.append(time(later["sys_updated_at"]))
            known = time(row["closed_at"]) if state == "Closed" else resolved
            went.append(known if known in stretch else at)
        elif is_open or ended:
            continue
        else:
            came.append(at)
        is_open = not is_open
    assert not is_open

came.sort()
went.sort()
day = came[0].replace(hour=0, minute=0) + timedelta(days=1)
days = {}
while day <= went[-1] + timedelta(days=1):
    days[day.date().isoformat()] = bisect_left(came, day) - bisect_left(went, day)
    day += timedelta(days=1)
(HERE / "backlog_truth.json").write_text(json.dumps(days, indent=1) + "\n")
print(len(days), max(days.values()))
