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


def shown(chart: Any) -> list[dict[str, Any]]:
    spec = chart.to_dict()
    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["rect", "rule"]
    (values,) = spec["datasets"].values()
    return list(values)


def test_need_and_agents_at_work_are_shown_by_the_clocks_of_a_zone() -> None:
    covered = cover([2, 1, 3])
    values = shown(charts.coverage_chart(covered, "Europe/Berlin"))
    # At 01:00 UTC the clocks there go from 02:00 to 03:00.
    assert [it["start"] for it in values] == ["2026-03-29T01:00:00", "2026-03-29T03:00:00", "2026-03-29T04:00:00"]
    assert [it["needed"] for it in values] == [2, 1, 3]
    assert [it["at work"] for it in values] == [it.least for it in covered.intervals]


def test_where_nobody_is_needed_nothing_is_shown() -> None:
    assert charts.coverage_chart(cover([])).to_dict()["$schema"]
