"""Computes with pandas, scipy and statsmodels what stands out in one week of the log: `python standout_truth.py`
writes standout_truth.json. The category is that of the last row, as are subcategory and location."""

import json
from pathlib import Path

import pandas as pd
from scipy import stats
from statsmodels.stats.multitest import multipletests

HERE = Path(__file__).parent
WINDOW = ("2016-05-09", "2016-05-16")
BASELINE = ("2016-03-07", "2016-05-09")  # nine whole weeks
ASPECTS = ["category", "subcategory", "location", "hour_of_day", "weekday"]

rows = pd.read_csv(HERE / "incident_event_log.csv.gz", dtype=str)
last = rows.groupby("number", sort=False).tail(1).reset_index(drop=True)
at = pd.to_datetime(last.opened_at, format="%d/%m/%Y %H:%M")
last["hour_of_day"] = at.dt.strftime("%H")
last["weekday"] = at.dt.strftime("%a").str.lower()
within = lambda period: last[(at >= period[0]) & (at < period[1])]
window, baseline = within(WINDOW), within(BASELINE)
# Whole weeks, so an hour and a weekday have the same share of the time as all of it: 7 of 70 days.
SHARE = 7 / 70


def found(basis):
    tested = []
    for aspect in ASPECTS:
        count = lambda frame: frame[frame[aspect] != "?"][aspect].value_counts()
        now, before = count(window), count(baseline)
        for value in sorted(set(now.index) | set(before.index)):
            k, b = int(now.get(value, 0)), int(before.get(value, 0))
            if basis == "time":
                expected, p = b * SHARE / (1 - SHARE), stats.binom.sf(k - 1, k + b, SHARE)
            else:
                expected = len(window) * b / len(baseline)
                p = stats.hypergeom.sf(k - 1, len(window) + len(baseline), k + b, len(window))
            tested.append({"aspect": aspect, "value": value, "count": k, "baseline_count": b, "expected": expected, "p_value": float(min(p, 1.0))})
    for row, q in zip(tested, multipletests([row["p_value"] for row in tested], method="fdr_bh")[1]):
        row["q_value"] = float(q)
    kept = [row for row in tested if row["q_value"] <= 0.05 and row["count"] >= 3 and row["count"] > row["expected"]]
    kept.sort(key=lambda row: (row["q_value"], row["p_value"], -row["count"]))
    return {"tested": len(tested), "standouts": kept}


truth = {"window": WINDOW, "baseline": BASELINE, "window_tickets": len(window), "baseline_tickets": len(baseline),
         "time": found("time"), "share": found("share")}
(HERE / "standout_truth.json").write_text(json.dumps(truth, indent=1) + "\n")
