use super::WorstBreach;
use crate::error::Result;
use crate::sla::{SlaEngine, SlaMetric, SlaReason, SlaStatus};
use crate::ticket::{Priority, Ticket};
use crate::time::{Span, Timestamp, Zone};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A breach before its reason is spelled out.
pub(super) struct Candidate<'a> {
    pub(super) overdue: Span,
    pub(super) ticket: &'a Ticket,
    pub(super) priority: Priority,
    pub(super) metric: SlaMetric,
}

/// What was promised, what counted and what did not.
pub(super) fn spell_out(
    candidate: &Candidate<'_>,
    sla: &SlaEngine,
    now: Timestamp,
    zone: &Zone,
) -> Result<Option<WorstBreach>> {
    let explanation = sla.explain(candidate.ticket, candidate.metric, now)?;
    let status = &explanation.status;
    let Some(breached_at) = status.breached_at else { return Ok(None) };
    let mut sums: BTreeMap<String, (Span, u32)> = BTreeMap::new();
    for step in explanation.steps.iter().filter(|step| step.reason != SlaReason::Open) {
        let sum = sums.entry(not_counted(step.reason, step.note.as_deref())).or_default();
        sum.0 += step.end.since(step.start);
        sum.1 += 1;
    }
    let mut reason = sentence(status, zone)?;
    for (what, (span, times)) in sums {
        let stretches =
            if times == 1 { "one stretch".to_owned() } else { format!("{times} stretches") };
        let _ = write!(reason, "; not counted: {} {what}, in {stretches}", hours(span));
    }
    Ok(Some(WorstBreach {
        ticket: candidate.ticket.id.clone(),
        priority: candidate.priority,
        metric: candidate.metric,
        breached_at,
        reason,
    }))
}

fn sentence(status: &SlaStatus, zone: &Zone) -> Result<String> {
    let what = match status.metric {
        SlaMetric::Acknowledgement => "acknowledged",
        SlaMetric::FirstResponse => "answered",
        SlaMetric::Resolution => "resolved",
    };
    let end = match status.finished_at {
        Some(at) => format!("{what} on {}", local(at, zone)?),
        None => format!("not {what} yet"),
    };
    let due = status.due_at.map(|at| local(at, zone)).transpose()?.unwrap_or_default();
    let (target, used) = (hours(status.target), hours(status.elapsed));
    let opened = local(status.started_at, zone)?;
    Ok(format!(
        "opened {opened}, {what} within {target} was due on {due}; {end} after {used} of open time ({:.0} times the target)",
        status.share_used
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

/// Hours and minutes, as support leads count: `178h 10m`.
pub(super) fn hours(span: Span) -> String {
    let minutes = span.as_millis() / 60_000;
    match (minutes / 60, minutes.unsigned_abs() % 60) {
        (0, minutes) => format!("{}{minutes}m", if span.is_negative() { "-" } else { "" }),
        (hours, 0) => format!("{hours}h"),
        (hours, minutes) => format!("{hours}h {minutes:02}m"),
    }
}

/// The date and time that the clocks of a zone show.
pub(super) fn local(at: Timestamp, zone: &Zone) -> Result<String> {
    let civil = crate::kpi::civil(at, zone)?;
    Ok(civil.strftime("%Y-%m-%d %H:%M").to_string())
}
