use super::WorstBreach;
use super::text::number;
use crate::error::Result;
use crate::sla::{SlaEngine, SlaMetric, SlaReason, SlaStatus};
use crate::ticket::{Priority, Ticket};
use crate::time::{Span, Timestamp, Zone};
use std::collections::BTreeMap;

/// A breach before its reason is spelled out.
pub(super) struct Candidate<'a> {
    pub(super) overdue: Span,
    pub(super) ticket: &'a Ticket,
    pub(super) priority: Priority,
    pub(super) status: SlaStatus,
}

/// What was promised, what counted and what did not.
pub(super) fn spell_out(
    candidate: &Candidate<'_>,
    sla: &SlaEngine,
    now: Timestamp,
    zone: &Zone,
) -> Result<Option<WorstBreach>> {
    let status = &candidate.status;
    let explained = sla.explain(candidate.ticket, status.metric, now)?;
    let explanation = explained.iter().find(|it| it.status == *status);
    let (Some(explanation), Some(breached_at), Some(started_at)) =
        (explanation, status.breached_at, status.started_at)
    else {
        return Ok(None);
    };
    let mut sums: BTreeMap<String, (Span, u32)> = BTreeMap::new();
    for step in explanation.steps.iter().filter(|step| step.reason != SlaReason::Open) {
        let sum = sums.entry(not_counted(step.reason, step.note.as_deref())).or_default();
        sum.0 += step.end.since(step.start);
        sum.1 += 1;
    }
    let mut sums: Vec<_> = sums.into_iter().collect();
    sums.sort_by_key(|(_, (span, _))| std::cmp::Reverse(*span));
    let left_out = |(what, (span, times)): (String, (Span, u32))| match times {
        1 => format!("{} {what}", hours(span)),
        _ => format!("{} {what} ({} times)", hours(span), number(times)),
    };
    let left_out: Vec<String> = sums.into_iter().map(left_out).collect();
    let mut reason = sentence(status, started_at, breached_at, zone)?;
    if !left_out.is_empty() {
        reason = format!("{reason}; not counted: {}", left_out.join(", "));
    }
    Ok(Some(WorstBreach {
        ticket: candidate.ticket.id.clone(),
        priority: candidate.priority,
        agreement: status.agreement,
        metric: status.metric,
        clock: status.clock.clone(),
        target: status.target,
        overdue: candidate.overdue,
        breached_at,
        reason,
    }))
}

fn sentence(
    status: &SlaStatus,
    started_at: Timestamp,
    due: Timestamp,
    zone: &Zone,
) -> Result<String> {
    let what = match status.metric {
        SlaMetric::Acknowledgement => "acknowledged",
        SlaMetric::TimeToOwn => "owned",
        SlaMetric::FirstResponse | SlaMetric::NextReply => "answered",
        SlaMetric::PeriodicUpdate | SlaMetric::PausableUpdate => "updated",
        SlaMetric::RequesterWait | SlaMetric::AgentWork | SlaMetric::Resolution => "resolved",
        SlaMetric::Custom => "done",
    };
    let end = match status.finished_at {
        Some(at) => format!("{what} on {}", local(at, zone)?),
        None => format!("not {what} yet"),
    };
    let due = local(due, zone)?;
    let (target, used) = (hours(status.target), hours(status.elapsed));
    let started = local(started_at, zone)?;
    let begun = if status.metric.starts_at_creation() { "opened" } else { "begun" };
    Ok(format!(
        "{begun} {started}, to be {what} within {target}, which was by {due}; {end} after {used} of open time"
    ))
}

fn not_counted(reason: SlaReason, note: Option<&str>) -> String {
    match (reason, note) {
        (SlaReason::Paused, Some(status)) => format!("while {}", status.replace('_', " ")),
        (SlaReason::Finished, _) => "resolved before it was reopened".to_owned(),
        (SlaReason::Closed, Some(holiday)) => format!("closed for {holiday}"),
        _ => "outside opening hours".to_owned(),
    }
}

/// Hours and minutes, as support leads count: `1,178h 10m`.
pub(super) fn hours(span: Span) -> String {
    let sign = if span.is_negative() { "-" } else { "" };
    let minutes = span.as_millis().unsigned_abs() / 60_000;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{sign}{minutes}m"),
        (hours, 0) => format!("{sign}{}h", number(hours)),
        (hours, minutes) => format!("{sign}{}h {minutes:02}m", number(hours)),
    }
}

/// The date and time that the clocks of a zone show.
pub(super) fn local(at: Timestamp, zone: &Zone) -> Result<String> {
    let civil = crate::time::civil(at, zone)?;
    Ok(civil.strftime("%Y-%m-%d %H:%M").to_string())
}
