"""The page of a performance report: valid, closed, with nothing from elsewhere, whatever names have in them."""

import json
from typing import Any

import pytest

import firstline as fl
from report_pages import HTML, SVG, assert_closed, assert_named, parsed

NAMES = ['<script>alert("1")</script>', "a|b & 'c'", "long " * 60, "\u202eturned\u0000", "ordinary"]


def ticket(number: int, name: str) -> dict[str, Any]:
    """One of the first days of March, resolved after some hours but for every third."""
    day = 1 + number % 28
    opening = {"category": name, "team": name, "agent": name}
    events = [
        {
            "at": f"2026-03-{day:02}T08:{number % 60:02}:00Z",
            "role": "requester",
            "change": {"type": "created", "opening": opening},
        }
    ]
    if number % 3:
        events.append(
            {"at": f"2026-03-{day:02}T{9 + number % 12:02}:59:00Z", "role": "agent", "change": {"type": "resolved"}}
        )
    return {"id": f"T-{number} {name}", "events": events, "fields": {"cause": name}}


def report(tickets: list[dict[str, Any]], **more: Any) -> fl.PerformanceReport:
    always = {
        "zone": "UTC",
        "weekly": [{"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "open": "00:00", "close": "24:00"}],
    }
    policy = {"name": NAMES[0], "targets": [{"metric": "resolution", "within": "4h"}]}
    spec = {
        "period": {"start": "2026-03-01T00:00:00Z", "end": "2026-04-01T00:00:00Z"},
        "sla": {"calendar": always, "policies": [policy]},
    }
    options = {"title": NAMES[0], "spec": spec, "cause_field": "cause", **more}
    read = [fl.Ticket.from_json(json.dumps(it)) for it in tickets]
    return fl.performance_report(read, fl.PerformanceOptions.from_json(json.dumps(options)))


MANY = [ticket(number, NAMES[number % len(NAMES)]) for number in range(100)]
TWENTY = [ticket(number, f"name {number}") for number in range(20)]


@pytest.mark.parametrize("tickets", [[], MANY[:1], MANY, TWENTY], ids=["none", "one", "hostile", "twenty"])
def test_the_page_is_valid_and_closed(tickets: list[dict[str, Any]]) -> None:
    assert_closed(fl.performance_report_html(report(tickets)))


def test_each_chart_has_a_name_and_words() -> None:
    tree = parsed(fl.performance_report_html(report(MANY)))
    charts = list(tree.iter(f"{SVG}svg"))
    assert len(charts) >= 7
    for chart in charts:
        assert_named(chart)


def test_what_is_in_a_name_is_text() -> None:
    page = fl.performance_report_html(report(MANY))
    assert "<script" not in page
    assert "&lt;script&gt;alert(" in page
    assert "\u202e" not in page
    assert "\u0000" not in page
    tree = parsed(page)
    heading = tree.find(f".//{HTML}h1")
    assert heading is not None
    assert heading.text == NAMES[0]
    cells = ["".join(it.itertext()) for it in tree.iter(f"{HTML}th")]
    assert "a|b & 'c'" in cells
    assert max(map(len, cells)) <= 80


def test_many_are_cut_and_few_are_told_to_be_few() -> None:
    page = fl.performance_report_html(report(TWENTY, top=5))
    assert page.count("and 15 more, with 15 tickets") == 4
    assert "† Of too few to say much." in page
    none = fl.performance_report_html(report([]))
    assert "There are no tickets." in none
    assert "No promise was broken in the period." in none


def test_markdown_has_one_table_row_a_line() -> None:
    for line in fl.performance_report_markdown(report(MANY)).splitlines():
        assert "<" not in line
        if line.startswith("|"):
            assert line.endswith(" |")
