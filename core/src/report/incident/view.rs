//! What a report of an incident says, in words that Markdown and HTML print each in its way.

use super::build::is_overdue;
use super::impact::number as whole;
use super::{
    ActionStatus, CorrectiveAction, FactorKind, ImpactRow, IncidentMoment, IncidentMomentKind,
    IncidentReport,
};
use crate::kpi::priority_name;
use crate::report::breach::{hours, local};
use crate::report::text::number;
use crate::ticket::TicketEventKind;
use crate::time::{Span, Timestamp, civil};
use std::borrow::Cow;

/// The date and time that the clocks of the report's zone show.
pub(super) fn time(at: Timestamp, report: &IncidentReport) -> String {
    local(at, &report.input.zone).unwrap_or_else(|_| at.to_string())
}

/// The priority and the status of the ticket of the major incident.
pub(super) fn severity(report: &IncidentReport) -> (String, String) {
    (priority_name(report.priority).to_uppercase(), report.status.name().replace('_', " "))
}

/// When what was, how long it took, and whom it hit.
pub(super) fn impact(report: &IncidentReport) -> [(&'static str, String); 13] {
    let (times, impact) = (&report.times, &report.impact);
    let span = |span: Option<Span>| span.map_or_else(|| "-".to_owned(), hours);
    let tickets = match impact.open {
        0 => number(impact.tickets),
        open => format!("{}, {} open", number(impact.tickets), number(open)),
    };
    let restored = report.restored_at.map(|at| time(at, report));
    [
        ("failed", time(report.started_at, report)),
        ("detected", time(report.detected_at, report)),
        ("restored", restored.unwrap_or_else(|| "not yet".to_owned())),
        ("time to detect, from the failure", hours(times.to_detect)),
        ("time to acknowledge, from the creation of the ticket", span(times.to_acknowledge)),
        ("time to restore, from the failure", span(times.to_restore)),
        ("time to resolve, from the creation of the ticket", span(times.to_resolve)),
        ("mean time to resolve its tickets, each from its creation", span(times.mean_to_resolve)),
        ("tickets", tickets),
        ("requesters", number(impact.requesters)),
        ("outage", hours(impact.outage)),
        ("outage times requesters", hours(impact.requester_time)),
        ("time of all tickets", hours(impact.ticket_time)),
    ]
}

/// A kind of groups: its title, what they have in common, and its rows.
pub(super) type Grouped<'r> = (&'static str, &'static str, Cow<'r, [ImpactRow]>);

/// The groups that say something, those of tickets with one priority not among them.
pub(super) fn grouped(report: &IncidentReport) -> Vec<Grouped<'_>> {
    let upper = |row: &ImpactRow| ImpactRow {
        value: row.value.as_ref().map(|it| it.to_uppercase()),
        ..row.clone()
    };
    let priorities: Vec<_> = report.by_priority.iter().map(upper).collect();
    let mut all: Vec<Grouped<'_>> = vec![
        ("By category", "category", Cow::from(&report.by_category)),
        ("By team", "team", Cow::from(&report.by_team)),
    ];
    // Where nobody was told apart, there is nothing to show.
    all.retain(|(.., rows)| rows.iter().any(|row| row.value.is_some()));
    if priorities.len() > 1 {
        all.push(("By priority", "priority", Cow::from(priorities)));
    }
    all
}

/// The linked tickets' creations, in the order of time.
pub(super) fn opened(report: &IncidentReport) -> impl Iterator<Item = &IncidentMoment> {
    report.timeline.iter().filter(|it| {
        it.kind == IncidentMomentKind::Linked && it.event == Some(TicketEventKind::Created)
    })
}

/// The moments that a timeline has: of linked tickets the first and the last that was opened.
pub(super) fn shown(report: &IncidentReport) -> Vec<&IncidentMoment> {
    let ends = [opened(report).next(), opened(report).last()];
    let shown = |it: &&IncidentMoment| {
        it.kind != IncidentMomentKind::Linked
            || ends.iter().flatten().any(|end| std::ptr::eq(*end, *it))
    };
    report.timeline.iter().filter(shown).collect()
}

/// What is said below the timeline of the linked tickets; nothing where there are none.
pub(super) fn linked_note(report: &IncidentReport) -> Option<String> {
    let count = whole(opened(report).count());
    (count > 0).then(|| {
        format!(
            "Linked tickets: {}, of which the first and the last opened stand above.",
            number(count)
        )
    })
}

/// How far an action is, and whether its day is over.
pub(super) fn action_state(report: &IncidentReport, action: &CorrectiveAction) -> (String, bool) {
    let status = match action.status {
        ActionStatus::Open => "open",
        ActionStatus::InProgress => "in progress",
        ActionStatus::Done => "done",
        ActionStatus::Dropped => "dropped",
    };
    let today = civil(report.input.as_of, &report.input.zone).map(|it| it.date());
    match today.is_ok_and(|today| is_overdue(action, today)) {
        true => (format!("{status}, overdue"), true),
        false => (status.to_owned(), false),
    }
}

/// How many actions are open, and how many of these overdue.
pub(super) fn actions_note(report: &IncidentReport) -> String {
    format!("{} open, {} overdue.", number(report.actions_open), number(report.actions_overdue))
}

pub(super) const fn factor_name(kind: FactorKind) -> &'static str {
    match kind {
        FactorKind::People => "people",
        FactorKind::Process => "process",
        FactorKind::Technology => "technology",
        FactorKind::Supplier => "supplier",
        FactorKind::Change => "change",
        FactorKind::Environment => "environment",
    }
}
