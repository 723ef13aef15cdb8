# %% [markdown]
# # One month of a desk, from the raw log to a table
#
# Open it as a notebook (VS Code and Jupytext read the cells), or run it: `python kpi_notebook.py`. It needs pandas. The
# definitions below are written once; `examples/spark` runs the same ones on a cluster.

# %%
from pathlib import Path

import firstline as fl
import pandas as pd
from definitions import ENGINE, MAPPING, ZONE

LOG = Path(__file__).parents[1] / "data" / "incident_event_log.csv.gz"
log = pd.read_csv(LOG, dtype=str, keep_default_na=False)
print(f"{len(log):,} rows of {log.number.nunique():,} incidents")

# %% [markdown]
# ## How good are the data?
#
# Nothing is dropped in silence: what was odd is counted, with an example of each kind.

# %%
state, quality = fl.kpi_state(ENGINE, log, MAPPING, ZONE)
for anomaly in quality.anomalies:
    print(f"{anomaly.kind:<26} {anomaly.rows:>6} rows, for example row {anomaly.example.row}: {anomaly.example.found}")

# %% [markdown]
# ## The figures by month, and all months together
#
# The mean of the whole comes from the same state as those of the months: no mean of means.

# %%
table = fl.kpi_frame(ENGINE, state.finish()).to_pandas()
months = table.pivot(index="month", columns="kpi", values="value")
months["full_resolution_time"] /= 3600
print(months[["volume", "resolution_rate_flow", "resolution_rate_to_date", "full_resolution_time"]].round(3).to_string())
whole = {row.kpi: row.value for row in state.roll_up([])}
hours = whole["full_resolution_time"].summary.mean.total_seconds() / 3600
means = table[table.kpi == "full_resolution_time"]["mean"].dt.total_seconds() / 3600
print(f"mean time to resolve {hours:.1f} h; the mean of the monthly means would be {means.mean():.1f} h")

# %% [markdown]
# ## Which tickets are behind a number?

# %%
tickets = fl.read_frame(log, MAPPING, ZONE).tickets
row = next(row for row in state.finish() if row.kpi == "reopen_rate" and row.group == ["2016-05"])
behind = [each.ticket for each in ENGINE.behind(tickets, row) if each.part]
print(f"{row.value.part} of {row.value.whole} resolved in May were reopened: {', '.join(behind[:5])}, …")
