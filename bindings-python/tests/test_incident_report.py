"""The page of an incident report: valid, closed, in order, whatever names have in them and however much there is."""

import json
import re
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

import pytest

import firstline as fl
from report_pages import HTML, SVG, assert_closed, assert_named, elements

HOSTILE = '</svg><script>alert("1")</script>\u202e&\u0000'
LONG = "long " * 300 + "w" * 500


def ticket(id: str, minutes: list[int], changes: list[dict[str, Any]]) -> dict[str, Any]:
    times = [f"2026-03-{2 + it // 1440:02}T{it // 60 % 24:02}:{it % 60:02}:00Z" for it in minutes]
    events = [{"at": at, "role": "agent", "change": change} for at, change in zip(times, changes, strict=True)]
    return {"id": id, "events": events}


def page(tickets: list[dict[str, Any]], **more: Any) -> str:
    given = {
        "title": "Mail",
        "ticket": tickets[0]["id"],
        "zone": "Europe/Berlin",
        "as_of": "2026-03-09T00:00:00Z",
        **more,
    }
    read = [fl.Ticket.from_json(json.dumps(it)) for it in tickets]
    return fl.incident_report_html(fl.incident_report(read, fl.IncidentInput.from_json(json.dumps(given))))


def told(text: str) -> dict[str, Any]:
    """Everything that a host may say, in words that are one text."""
    return {
        "title": text,
        "problems": [text],
        "summary": f"{text}\n{text}",
        "whys": [{"question": text, "answer": text}] * 5,
        "root_cause": text,
        "factors": [{"kind": kind, "text": text} for kind in ("people", "change", "people")],
        "actions": [
            {"action": text, "owner": text, "due": "2026-03-01", "status": "open"},
            {"action": text, "due": "2026-03-01", "status": "done"},
        ],
    }


CREATED: dict[str, Any] = {"type": "created", "opening": {}}
RESOLVED = {"type": "resolved"}
ONE = page([ticket("I", [0], [CREATED])])
INSTANT = page([ticket("I", [0] * 30, [CREATED, *[{"type": "internal_note"}] * 28, RESOLVED])])
NAMED = [CREATED, {"type": "field_changed", "field": HOSTILE, "value": HOSTILE}, RESOLVED]
PAGES = {
    "one": ONE,
    "instant": INSTANT,
    "hostile": page([ticket(HOSTILE, [0, 5, 60], NAMED), ticket("L", [1], [CREATED])], linked=["L"], **told(HOSTILE)),
    "long": page([ticket(LONG, [0, 60], [CREATED, RESOLVED])], **told(LONG)),
    "hundreds": page(
        [
            ticket("I", list(range(500)), [CREATED, *[{"type": "public_reply"}] * 498, RESOLVED]),
            *(ticket(f"L-{it}", [it, 2 * it + 9], [CREATED, RESOLVED]) for it in range(200)),
        ],
        linked=[f"L-{it}" for it in range(200)],
    ),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_page_is_valid_and_closed(page: str) -> None:
    assert_closed(page)
    assert "\u202e" not in page
    assert "\u0000" not in page


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_headings_are_in_order_and_tables_have_heads(page: str) -> None:
    all = elements(page)
    levels = [int(it.tag[-1]) for it in all if re.fullmatch(rf"{re.escape(HTML)}h[1-6]", it.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all_rise_by_one(levels)
    assert {it.get("scope") for it in all if it.tag == f"{HTML}th"} == {"col", "row"}
    for table in (it for it in all if it.tag == f"{HTML}table"):
        heads = table.findall(f"{HTML}thead/{HTML}tr/*")
        for row in table.findall(f"{HTML}tbody/{HTML}tr"):
            assert len(row) == len(heads)


def all_rise_by_one(levels: list[int]) -> bool:
    return all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_timeline_has_a_name_and_words_and_all_in_its_bounds(page: str) -> None:
    # One for a wide page, one for a narrow one.
    charts = [it for it in elements(page) if it.tag == f"{SVG}svg"]
    assert [it.get("class") for it in charts] == ["wide", "narrow"]
    for chart in charts:
        assert_named(chart)
        assert_in_bounds(chart)


def assert_in_bounds(chart: Element) -> None:
    width, height = map(float, chart.get("viewBox", "").split()[2:])
    for element in chart.iter():
        for key, most in (("x", width), ("x1", width), ("cx", width), ("y", height), ("y1", height), ("cy", height)):
            assert 0 <= float(element.get(key, 0)) <= most
    texts = [
        (float(it.get("x", 0)), float(it.get("y", 0)), it.text or "")
        for it in chart.iter()
        if it.get("class") == "said"
    ]
    # No two texts begin at one place, and none leaves the picture: a letter is at least five pixels wide.
    assert len({(x, y) for x, y, _ in texts}) == len(texts)
    assert all(x + 5 * len(text) <= width for x, _, text in texts)


def test_what_is_in_a_name_is_text() -> None:
    page = PAGES["hostile"]
    assert "<script" not in page
    (heading,) = [it for it in elements(page) if it.tag == f"{HTML}h1"]
    assert heading.text == '</svg><script>alert("1")</script>\ufffd&\ufffd'


def test_parts_say_what_they_have_or_are_left_out() -> None:
    sections = [it.get("id") for it in elements(ONE) if it.tag == f"{HTML}section"]
    assert sections == ["impact", "timeline"]
    sections = [it.get("id") for it in elements(PAGES["hostile"]) if it.tag == f"{HTML}section"]
    assert sections == ["impact", "timeline", "cause", "factors", "linked", "actions"]
    assert "open, overdue" in PAGES["hostile"]
    assert "1 action overdue" in PAGES["hostile"]
    assert "done, overdue" not in PAGES["hostile"]
    assert "Service not restored" in ONE


def test_of_hundreds_of_moments_the_table_has_all() -> None:
    (table,) = [it for it in elements(PAGES["hundreds"]) if it.get("class") == "timeline" and it.tag == f"{HTML}table"]
    # Failure, detection and restoration, the ticket's, and the first and the last of the linked ones.
    assert len(table.findall(f"{HTML}tbody/{HTML}tr")) == 3 + 500 + 2
    (linked,) = [it for it in elements(PAGES["hundreds"]) if it.get("class") == "linked" and it.tag == f"{HTML}table"]
    assert len(linked.findall(f"{HTML}tbody/{HTML}tr")) == 200


def test_a_table_of_an_incident() -> None:
    tickets = [fl.Ticket.from_json(json.dumps(ticket("I", [0, 90], [CREATED, RESOLVED])))]
    given = {"title": "Mail", "ticket": "I", "zone": "Europe/Berlin", "as_of": "2026-03-09T00:00:00Z", **told("text")}
    report = fl.incident_report(tickets, fl.IncidentInput.from_json(json.dumps(given)))
    frame = fl.incident_frame(report).to_pandas()
    assert len(frame) == len(fl.incident_report_rows(report))
    outage = frame.query("section == 'impact' and name == 'outage'").iloc[0]
    assert outage["length"].total_seconds() == 90 * 60
    moments = frame.query("section == 'timeline'")
    assert str(moments["at"].dtype) == "datetime64[ms, Europe/Berlin]"
    assert frame.query("section == 'actions'")["due"].tolist() == ["2026-03-01", "2026-03-01"]
    assert len(fl.incident_frame(report, "UTC").to_polars()) == len(frame)
