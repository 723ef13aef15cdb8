"""Figures of the real log once more, by plain pandas over its rows."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from incident_log import TIMES

import firstline
from firstline import KpiEngine, KpiSpec

MAPPING = firstline.servicenow_mapping()


class Plain:
    """The log by plain pandas: what had happened by an instant."""

    def __init__(self, log: pd.DataFrame) -> None:
        rows = log.copy()
        for name in TIMES:
            times = pd.to_datetime(rows[name].where(rows[name] != "?"), format="%d/%m/%Y %H:%M")
            rows[name] = times.dt.tz_localize("UTC")
        self.rows = rows
        by = rows.groupby("number", sort=False)
        self.last = by.tail(1).set_index("number")
        counts = rows.assign(reopen=rows.reopen_count.astype(int), moved=rows.reassignment_count.astype(int))
        most = counts.groupby("number", sort=False)[["reopen", "moved"]].max()
        kept = ["opened_at", "resolved_at", "closed_at", "priority", "category", "caller_id"]
        self.tickets = self.last[kept].join(most)
        self.tickets["taken"] = rows[rows.incident_state != "New"].groupby("number").sys_updated_at.first()
        self.tickets["assigned"] = rows[rows.assigned_to != "?"].groupby("number").sys_updated_at.first()
        rows["next"] = by.sys_updated_at.shift(-1)
        rows["length"] = rows.next - rows.sys_updated_at
        for name, states in {
            "pending": ["Awaiting User Info"],
            "held": ["Awaiting Vendor", "Awaiting Problem", "Awaiting Evidence"],
        }.items():
            within = rows[rows.incident_state.isin(states)].groupby("number").length.sum()
            self.tickets[name] = within.reindex(self.tickets.index, fill_value=pd.Timedelta(0))

        # A stretch of the state Resolved is one resolution: at the known instant if it reaches that, else as it begins.
        stretch = by.incident_state.transform(lambda states: (states != states.shift()).cumsum())
        resolved = rows[(rows.incident_state == "Resolved") & rows.resolved_at.notna()]
        begins = resolved.groupby(["number", stretch[resolved.index]], sort=True)
        ends = begins.apply(
            lambda these: (
                these.resolved_at.iloc[0]
                if (these.sys_updated_at == these.resolved_at).any()
                else these.sys_updated_at.iloc[0]
            ),
        )
        self.resolutions = len(ends)
        self.tickets["first_resolved"] = ends.groupby(level="number").first()


@pytest.fixture(scope="module")
def plain(log: pd.DataFrame) -> Plain:
    return Plain(log)


def _seconds(lengths: pd.Series[Any]) -> tuple[int, float, float, float]:
    """How many, the mean, the median and the 90th percentile by nearest rank, in seconds."""
    values = lengths.dropna().dt.total_seconds()
    ranked = sorted(values.tolist())

    def rank(tenths: int) -> float:
        return float(ranked[-(-tenths * len(ranked) // 10) - 1])

    return len(values), float(values.mean()), rank(5), rank(9)


def _share(part: pd.Series[Any], whole: pd.Series[Any] | None = None) -> tuple[int, int]:
    return int(part.sum()), int(len(part) if whole is None else whole.sum())


def expected(plain: Plain) -> dict[str, Any]:
    t = plain.tickets
    resolved, closed = t.resolved_at.notna(), t.closed_at.notna()
    may = (t.opened_at >= "2016-05-01") & (t.opened_at < "2016-06-01")
    created = t[t.caller_id != "?"].sort_values("opened_at")
    about = created.category.where(created.category != "?", "")
    hours = t.opened_at.dt.day_of_week * 24 + t.opened_at.dt.hour
    again = created.groupby([created.caller_id, about]).opened_at.diff() <= pd.Timedelta(days=7)
    return {
        "volume": len(t),
        "time_to_acknowledge": _seconds(t.taken - t.opened_at),
        "first_assignment_time": _seconds(t.assigned - t.opened_at),
        "full_resolution_time": _seconds(t.resolved_at - t.opened_at),
        "first_resolution_time": _seconds(t.first_resolved - t.opened_at),
        "throughput_every": plain.resolutions,
        "time_to_close": _seconds(t.closed_at - t.opened_at),
        "close_lag": _seconds((t.closed_at - t.resolved_at)[resolved]),
        "agent_wait_time": _seconds(t.pending),
        "on_hold_time": _seconds(t.held),
        "on_hold_time_servicenow": _seconds(t.pending + t.held),
        "resolution_rate_to_date": _share(resolved),
        "resolution_rate_to_date_closed": _share(closed),
        "reopen_rate": _share((t.reopen > 0) & resolved, resolved),
        "reopen_rate_of_created": _share(t.reopen > 0),
        "reopens": int(t.reopen.sum()),
        "reassignment_rate_servicenow": _share(t.moved > 0),
        "reassignments": int(t.moved.sum()),
        "one_touch_rate_by_hand_offs": _share(resolved & (t.moved == 0) & (t.reopen == 0), resolved),
        "repeat_contact_rate": (created.caller_id[again].nunique(), created.caller_id.nunique()),
        "requesters": created.caller_id.nunique(),
        "arrival_profile": hours.value_counts().reindex(range(168), fill_value=0).tolist(),
        "may": int(may.sum()),
    }


def test_figures_are_those_of_plain_pandas(plain: Plain, log: pd.DataFrame) -> None:
    truth = expected(plain)
    may = truth.pop("may")
    assert len(truth) == 22
    engine = KpiEngine(KpiSpec(kpis=list(truth)))
    for row in firstline.kpi_state(engine, log, MAPPING, "UTC")[0].finish():
        match row.value:
            case firstline.KpiValue.Count(count=count) | firstline.KpiValue.Distinct(count=count):
                assert count == truth[row.kpi], row.kpi
            case firstline.KpiValue.Share(part=part, whole=whole):
                assert (part, whole) == truth[row.kpi], row.kpi
            case firstline.KpiValue.Profile(counts=counts):
                assert counts == truth[row.kpi]
            case firstline.KpiValue.Duration(summary=summary) if summary is not None:
                count, mean, median, p90 = truth[row.kpi]
                assert summary.count == count, row.kpi
                assert summary.mean.total_seconds() == pytest.approx(mean, abs=0.001), row.kpi
                assert (summary.median.total_seconds(), summary.p90.total_seconds()) == (median, p90), row.kpi
            case other:
                pytest.fail(f"{row.kpi}: {other}")
    month = firstline.Grouping.Over(unit="month", zone="UTC")
    by_month = KpiEngine(KpiSpec(kpis=["volume"], group_by=[month]))
    rows = firstline.kpi_state(by_month, log, MAPPING, "UTC")[0].finish()
    assert [row.value for row in rows if row.group == ["2016-05"]] == [firstline.KpiValue.Count(count=may)]
