use super::{ImpactRow, IncidentReport};
use crate::json::label_text;
use crate::time::{Date, Span, Timestamp};
use serde::{Deserialize, Serialize};

/// A line of an incident report, as a row of one table.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IncidentRow {
    /// The part of the report; [`incident_report_rows`] lists them.
    pub section: String,
    /// What the row is about: a time, a number, a category, a kind of moment or of factor, a question.
    pub name: Option<String>,
    /// When it was.
    pub at: Option<Timestamp>,
    /// The ticket.
    pub ticket: Option<String>,
    /// Who did it, or answers for it.
    pub who: Option<String>,
    /// What it says.
    pub text: Option<String>,
    /// So many.
    pub count: Option<u32>,
    /// Their requesters, each once.
    pub requesters: Option<u32>,
    /// How long it took.
    pub length: Option<Span>,
    /// By which day.
    pub due: Option<Date>,
    /// How far it is.
    pub status: Option<String>,
}

/// An incident report as the rows of one table.
///
/// Sections are `incident` (its ticket and status, then summary and root cause where they are given), `times`, `impact`,
/// `by_category`, `by_team` and `by_priority`, `timeline`, `whys`, `factors`, `actions`, `linked` and `problems`, in this
/// order. What took no time yet, or is not known, has a row without a length.
///
/// ```
/// use firstline::report::{IncidentInput, incident_report, incident_report_rows};
/// use firstline::ticket::Ticket;
/// let ticket = Ticket::opened("INC-1", "2026-03-02T09:00:00Z".parse()?, Default::default());
/// let input: IncidentInput = firstline::from_json(
///     r#"{"title": "Mail down", "ticket": "INC-1", "zone": "UTC", "as_of": "2026-03-02T15:00:00Z"}"#,
/// )?;
/// let rows = incident_report_rows(&incident_report(&[ticket], &input)?);
/// let outage = rows.iter().find(|row| row.name.as_deref() == Some("outage")).unwrap();
/// assert_eq!(outage.length.unwrap().to_string(), "6h");
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn incident_report_rows(report: &IncidentReport) -> Vec<IncidentRow> {
    let input = &report.input;
    let mut rows = vec![IncidentRow {
        at: Some(report.started_at),
        ticket: Some(input.ticket.clone()),
        status: Some(label_text(&report.status)),
        ..row("incident", Some(&input.title))
    }];
    for (name, text) in [("summary", &input.summary), ("root_cause", &input.root_cause)] {
        let told =
            |text: &String| IncidentRow { text: Some(text.clone()), ..row("incident", Some(name)) };
        rows.extend(text.as_ref().map(told));
    }
    let times = &report.times;
    rows.extend(
        [
            ("to_detect", Some(times.to_detect)),
            ("to_acknowledge", times.to_acknowledge),
            ("to_restore", times.to_restore),
            ("to_resolve", times.to_resolve),
            ("mean_to_resolve", times.mean_to_resolve),
        ]
        .map(|(name, length)| IncidentRow { length, ..row("times", Some(name)) }),
    );
    let impact = &report.impact;
    rows.extend(
        [
            ("tickets", impact.tickets),
            ("open", impact.open),
            ("reopened", impact.reopened),
            ("requesters", impact.requesters),
            ("without_requester", impact.without_requester),
        ]
        .map(|(name, count)| IncidentRow { count: Some(count), ..row("impact", Some(name)) }),
    );
    rows.extend(
        [
            ("outage", impact.outage),
            ("requester_time", impact.requester_time),
            ("ticket_time", impact.ticket_time),
        ]
        .map(|(name, length)| IncidentRow { length: Some(length), ..row("impact", Some(name)) }),
    );
    for (section, groups) in [
        ("by_category", &report.by_category),
        ("by_team", &report.by_team),
        ("by_priority", &report.by_priority),
    ] {
        rows.extend(groups.iter().map(|group| some_tickets(section, group)));
    }
    rows.extend(report.timeline.iter().map(|moment| IncidentRow {
        name: Some(label_text(&moment.kind)),
        at: Some(moment.at),
        ticket: moment.ticket.clone(),
        who: moment.actor.clone(),
        text: Some(moment.text.clone()),
        ..row("timeline", None)
    }));
    rows.extend(input.whys.iter().map(|why| IncidentRow {
        text: Some(why.answer.clone()),
        ..row("whys", Some(&why.question))
    }));
    rows.extend(input.factors.iter().map(|factor| IncidentRow {
        name: Some(label_text(&factor.kind)),
        text: Some(factor.text.clone()),
        ..row("factors", None)
    }));
    rows.extend(input.actions.iter().map(|action| IncidentRow {
        who: action.owner.clone(),
        text: Some(action.action.clone()),
        due: action.due,
        status: Some(label_text(&action.status)),
        ..row("actions", None)
    }));
    let linked = |id: &String| IncidentRow { ticket: Some(id.clone()), ..row("linked", None) };
    rows.extend(input.linked.iter().map(linked));
    rows.extend(input.problems.iter().map(|it| row("problems", Some(it))));
    rows
}

fn row(section: &str, name: Option<&str>) -> IncidentRow {
    let name = name.map(str::to_owned);
    IncidentRow { section: section.to_owned(), name, ..IncidentRow::default() }
}

fn some_tickets(section: &str, group: &ImpactRow) -> IncidentRow {
    IncidentRow {
        count: Some(group.tickets),
        requesters: Some(group.requesters),
        length: Some(group.ticket_time),
        ..row(section, group.value.as_deref())
    }
}
