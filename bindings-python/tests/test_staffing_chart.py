"""The chart of a cover, against the cover itself."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import firstline as fl
from firstline import charts


def cover(agents: list[int]) -> fl.ShiftCoverage:
    opens = datetime(2026, 3, 29, 0, tzinfo=UTC)
    need = [
        fl.ShiftNeed(start=opens + timedelta(hours=n), end=opens + timedelta(hours=n + 1), agents=count)
        for n, count in enumerate(agents)
    ]
    starts = fl.ShiftStarts.Every(first=time(0), last=time(23), step=timedelta(hours=1))
    template = fl.ShiftTemplate(label="short", starts=starts, length=timedelta(hours=2))
    return fl.shift_coverage(fl.CoverageInput(zone="UTC", templates=[template], need=need))


def shown(chart: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The values of the bars and of the line."""
    spec = chart.to_dict()
    bars, line = spec["layer"]
    assert (bars["mark"]["type"], line["mark"]["type"]) == ("rect", "line")
    needed, at_work = (spec["datasets"][layer["data"]["name"]] for layer in (bars, line))
    assert {it["what"] for it in needed} == {"needed"}
    assert {it["what"] for it in at_work} == {"at work"}
    return needed, at_work


def test_need_and_agents_at_work_are_shown_by_the_clocks_of_a_zone() -> None:
    covered = cover([2, 1, 3])
    bars, line = shown(charts.coverage_chart(covered, "Europe/Berlin"))
    # At 01:00 UTC the clocks there go from 02:00 to 03:00.
    assert [it["start"] for it in bars] == ["2026-03-29T01:00:00", "2026-03-29T03:00:00", "2026-03-29T04:00:00"]
    assert [it["needed"] for it in bars] == [2, 1, 3]
    assert [it["start"] for it in line] == [it["start"] for it in bars] + ["2026-03-29T05:00:00"]
    assert [it["at work"] for it in line] == [it.least for it in covered.intervals] + [0]


def test_where_the_need_has_a_gap_nobody_is_at_work() -> None:
    opens = datetime(2026, 3, 2, 9, tzinfo=UTC)
    hour = timedelta(hours=1)
    need = [fl.ShiftNeed(start=opens + n * 6 * hour, end=opens + (n * 6 + 2) * hour, agents=1) for n in (0, 1)]
    starts = fl.ShiftStarts.Every(first=time(0), last=time(23), step=hour)
    template = fl.ShiftTemplate(label="short", starts=starts, length=2 * hour)
    covered = fl.shift_coverage(fl.CoverageInput(zone="UTC", templates=[template], need=need))
    _, line = shown(charts.coverage_chart(covered))
    assert [(it["start"][11:13], it["at work"]) for it in line] == [("09", 1), ("11", 0), ("15", 1), ("17", 0)]


def test_where_nobody_is_needed_nothing_is_shown() -> None:
    assert charts.coverage_chart(cover([])).to_dict()["$schema"]
