use super::*;
use crate::report::incident_report;
use crate::ticket::Ticket;
use serde_json::{Value, json};

/// The ticket INC-1 with what happened to it at what minutes after nine.
fn major(changes: &[(u32, Value)]) -> Ticket {
    let event = |(minute, change): &(u32, Value)| {
        let at = format!("2026-03-02T{:02}:{:02}:00Z", 9 + minute / 60, minute % 60);
        json!({"at": at, "role": "agent", "actor": "<ada>", "change": change})
    };
    let created = (0, json!({"type": "created", "opening": {"category": "<i>", "team": "a & b"}}));
    let events: Vec<_> = [created].iter().chain(changes).map(event).collect();
    crate::from_json(&json!({"id": "INC-1", "events": events}).to_string()).unwrap()
}

fn report(tickets: &[Ticket], more: &Value) -> IncidentReport {
    let mut input =
        json!({"title": "Mail", "ticket": "INC-1", "zone": "UTC", "as_of": "2026-03-02T20:00:00Z"});
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    incident_report(tickets, &crate::from_json(&input.to_string()).unwrap()).unwrap()
}

fn note() -> Value {
    json!({"type": "internal_note"})
}

fn resolved() -> Value {
    json!({"type": "resolved"})
}

/// The page of a report, sound in what any page must be.
fn page(report: &IncidentReport) -> String {
    let page = incident_report_html(report);
    let values = |name: &str| -> Vec<String> {
        let opening = format!(" {name}=\"");
        let parts = page.split(&opening);
        parts.skip(1).map(|it| it.split('"').next().unwrap().to_owned()).collect()
    };
    let ids = values("id");
    let once: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(ids.len(), once.len(), "{ids:?}");
    let named = values("aria-labelledby");
    assert!(named.iter().flat_map(|it| it.split(' ')).all(|id| ids.contains(&id.to_owned())));
    assert!(values("href").iter().all(|it| ids.contains(&it.trim_start_matches('#').to_owned())));
    // All that is drawn lies in the picture.
    for x in ["x", "x1", "x2", "cx"].into_iter().flat_map(values) {
        assert!((0.0..=830.0).contains(&x.parse::<f64>().unwrap()), "{x}");
    }
    assert!(!page.contains("NaN") && !page.contains("<script") && !page.contains("http"));
    page
}

#[test]
fn what_the_host_gave_is_text() {
    let hostile = "</svg><script>x</script>\u{202e}\"'&";
    let ticket = major(&[(5, json!({"type": "team_assigned", "team": hostile}))]);
    let page = page(&report(
        &[ticket],
        &json!({
            "title": hostile, "problems": [hostile], "summary": hostile, "root_cause": hostile,
            "whys": [{"question": hostile, "answer": hostile}], "factors": [{"kind": "people", "text": hostile}],
            "actions": [{"action": hostile, "owner": hostile, "status": "open"}],
        }),
    ));
    // Title, heading, problem twice, summary, cause, why, factor, action, group; and in the timeline its text, what
    // shows over the mark and the row.
    assert!(page.matches("&lt;script&gt;x&lt;/script&gt;").count() >= 14);
    assert!(!page.contains('\u{202e}') && !page.contains("<i>") && !page.contains("<ada>"));
    assert_eq!(page.matches("<svg").count(), page.matches("</svg>").count());
}

#[test]
fn parts_with_nothing_to_say_are_left_out() {
    let mut report = report(&[major(&[])], &json!({}));
    report.timeline.clear();
    let page = page(&report);
    for id in ["cause", "factors", "linked", "actions"] {
        assert!(!page.contains(&format!("id=\"{id}\"")), "{id}");
    }
    assert!(page.contains("There are no moments.") && page.contains("Service not restored"));
}

#[test]
fn phases_end_where_the_next_begins() {
    let status = json!({"type": "status_changed", "status": "open"});
    let changes =
        [(30, status), (90, resolved()), (100, json!({"type": "reopened"})), (180, resolved())];
    let given = json!({
        "started_at": "2026-03-02T08:50:00Z", "detected_at": "2026-03-02T09:10:00Z",
        "restored_at": "2026-03-02T10:40:00Z"
    });
    let names = |more: &Value| -> Vec<String> {
        let all = phases::phases(&report(&[major(&changes)], more));
        assert!(all.windows(2).all(|it| it[0].end == it[1].start));
        all.iter()
            .map(|it| {
                format!(
                    "{} {}{}",
                    it.name,
                    minutes(it.end.since(it.start)),
                    if it.over { "" } else { "…" }
                )
            })
            .collect()
    };
    let all = [
        "Detection 20 minutes",
        "Response 20 minutes",
        "Restoration 70 minutes",
        "Resolution 80 minutes",
    ];
    assert_eq!(names(&given), all);
    // Known and restored as the ticket says it.
    assert_eq!(names(&json!({})), ["Response 30 minutes", "Restoration 150 minutes"]);
    assert_eq!(
        names(&json!({"as_of": "2026-03-02T10:35:00Z"})),
        ["Response 30 minutes", "Restoration 60 minutes"]
    );
    assert_eq!(
        names(&json!({"as_of": "2026-03-02T10:50:00Z"})),
        ["Response 30 minutes", "Restoration 80 minutes…"]
    );
}

#[test]
fn moments_at_one_instant_stand_one_below_the_other() {
    let page = page(&report(&[major(&[(0, note()), (0, resolved())])], &json!({})));
    let lines = |text: &str| -> String {
        let (before, _) = page.split_once(&format!(">09:00 {text}<")).unwrap();
        before.rsplit_once("y=\"").unwrap().1.trim_end_matches('"').to_owned()
    };
    let places: Vec<f64> = ["opened with priority P3", "note", "resolved"]
        .map(|it| lines(it).parse().unwrap())
        .to_vec();
    assert!(places.windows(2).all(|it| it[1] - it[0] > 15.0), "{places:?}");
}

#[test]
fn one_moment_and_very_long_texts_have_their_place() {
    page(&report(&[major(&[])], &json!({"as_of": "2026-03-02T09:00:00Z"})));
    for text in ["long ".repeat(200), "x".repeat(2_000), "件".repeat(500)] {
        let ticket =
            major(&[(600, json!({"type": "field_changed", "field": text, "value": text}))]);
        let given = json!({
            "title": text, "actions": [{"action": text, "owner": text, "due": "2026-03-01", "status": "open"}]
        });
        let page = page(&report(&[ticket], &given));
        assert!(page.contains("1 action overdue") && page.contains("open, overdue"));
    }
}

#[test]
fn of_hundreds_of_moments_a_few_have_words_and_the_table_has_all() {
    let mut changes: Vec<_> = (1..=400).map(|minute| (minute, note())).collect();
    changes.push((410, resolved()));
    let page = page(&report(&[major(&changes)], &json!({})));
    let (wide, narrow) = page.split_once("<svg class=\"narrow\"").unwrap();
    assert_eq!(wide.matches("class=\"said\"").count(), 3 + 12);
    // Numbers at the marks, and what each says.
    assert_eq!(narrow.matches("class=\"said\"").count(), 2 * (3 + 12));
    assert_eq!(narrow.matches("class=\"soft said\"").count(), 3 + 12);
    assert_eq!([wide, narrow].map(|it| it.matches("<circle").count()), [3 + 402; 2]);
    assert!(page.contains("Of the 402 moments of the ticket 390 have a mark without words"));
    assert!(page.contains(">09:00 opened with priority P3<") && page.contains(">15:50 resolved<"));
    assert!(page.contains(">09:01 note<") && page.contains(">15:40 note<"));
    // Three of the service, then the ticket's, below the head of the table.
    let rows =
        page.split("<table class=\"timeline\"").nth(1).unwrap().split("</table>").next().unwrap();
    assert_eq!(rows.matches("<tr ").count(), 1 + 3 + 402);
}

#[test]
fn linked_tickets_are_counted_while_they_are_open() {
    let mut tickets = vec![major(&[(60, resolved())])];
    for (number, minutes) in [(2, [10, 40]), (3, [20, 30]), (4, [20, 50])] {
        let mut ticket = major(&[(minutes[1], resolved())]);
        ticket.id = format!("INC-{number}");
        ticket.events[0].at = format!("2026-03-02T09:{}:00Z", minutes[0]).parse().unwrap();
        tickets.push(ticket);
    }
    let report = report(&tickets, &json!({"linked": ["INC-2", "INC-3", "INC-4"]}));
    let open = linked::open(&report).unwrap();
    let counts: Vec<_> = open.steps.iter().map(|(_, count)| *count).collect();
    assert_eq!((counts, open.most), (vec![1, 3, 2, 1, 0], 3));
    let page = page(&report);
    assert!(page.contains("Linked tickets open, 3 at most"));
    assert!(page.contains("3 linked tickets, opened from 2026-03-02 09:10 to 2026-03-02 09:20."));
}

/// A ticket that was opened with the major one, and resolved so many days later.
fn linked(number: u32, days: u32) -> Ticket {
    let mut ticket = major(&[(1, resolved())]);
    ticket.id = format!("INC-{number}");
    let at = format!("2026-03-{:02}T09:01:00Z", 2 + days);
    ticket.events[1].at = at.parse().unwrap();
    ticket
}

#[test]
fn the_picture_ends_with_the_incident_and_marks_what_goes_on() {
    let mut ticket = major(&[(480, resolved()), (481, note())]);
    ticket.events[2].at = "2026-03-20T09:00:00Z".parse().unwrap();
    let tickets = [ticket, linked(2, 21), linked(3, 0)];
    let given = json!({"linked": ["INC-2", "INC-3"], "as_of": "2026-03-31T00:00:00Z"});
    let report = report(&tickets, &given);
    let page = page(&report);
    let (wide, _) = page.split_once("<svg class=\"narrow\"").unwrap();
    // From its mark to that of its resolution are its eight hours, and they are the picture.
    let marks: Vec<f64> = wide
        .split(" cx=\"")
        .skip(1)
        .map(|it| it.split('"').next().unwrap().parse().unwrap())
        .collect();
    let ends =
        marks.iter().copied().fold(f64::MAX, f64::min)..=marks.iter().copied().fold(0.0, f64::max);
    assert!(ends.end() - ends.start() > 500.0, "{ends:?}");
    assert!(
        !wide.contains("03-20 09:00 note")
            && page.contains("of later moments of the ticket the table has 1.")
    );
    assert!(
        wide.contains("<polygon class=\"bar\"")
            && page.contains("▸ Linked tickets go on after the incident")
    );
    assert!(wide.contains("some after the incident") && wide.contains("1 at the end"));
    // Of those that are over by then nothing is said.
    let given = json!({"linked": ["INC-3"], "as_of": "2026-03-31T00:00:00Z"});
    let page = self::page(&self::report(&tickets, &given));
    assert!(!page.contains('▸') && !page.contains("<polygon class=\"bar\""));
}

#[test]
fn paper_has_all_linked_tickets() {
    let tickets: Vec<Ticket> = std::iter::once(major(&[(60, resolved())]))
        .chain((2..=30).map(|it| linked(it, 0)))
        .collect();
    let ids: Vec<String> = (2..=30).map(|it| format!("INC-{it}")).collect();
    let page = page(&report(&tickets, &json!({"linked": ids})));
    // What is printed of an element that opens is its summary at best: the table stands beside it.
    let (folded, beside) = page.split_once("</summary></details>").unwrap();
    assert!(folded.ends_with("<summary>All linked tickets"));
    assert!(beside.starts_with("<div class=\"unfolded\">") && beside.contains(">INC-30<"));
    assert_eq!(page.matches(".unfolded{").count(), 1);
    assert!(page.contains("@media screen{details:not([open])+.unfolded{display:none}}"));
}

#[test]
fn priorities_are_told_apart_where_there_are_two() {
    let mut other = linked(2, 0);
    let page = page(&report(&[major(&[]), other.clone()], &json!({"linked": ["INC-2"]})));
    assert!(!page.contains("By priority"));
    if let crate::ticket::Change::Created { opening } = &mut other.events[0].change {
        opening.priority = crate::ticket::Priority::P1;
    }
    let page = self::page(&report(&[major(&[]), other], &json!({"linked": ["INC-2"]})));
    assert!(page.contains("<h3>By priority</h3>") && page.contains(">P1</th>"));
}
