"""The real log of the examples, as text."""

from pathlib import Path

import pandas as pd

LOG = Path(__file__).parents[2] / "examples" / "data" / "incident_event_log.csv.gz"
TIMES = ["opened_at", "sys_updated_at", "resolved_at", "closed_at"]


def incident_rows() -> pd.DataFrame:
    """Each row, with its place."""
    rows = pd.read_csv(LOG, dtype=str, keep_default_na=False)
    return rows.assign(place=range(len(rows)))
