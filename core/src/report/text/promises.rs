use super::table::{cells, number, percent, table, wrap};
use super::{SupportReport, WIDTH, note, titled};
use crate::kpi::priority_name;
use crate::report::breach::hours;
use crate::report::{SlaAttainment, WorstBreach};
use crate::sla::SlaMetric;
use crate::ticket::Priority;

/// SLA attainment by promise and priority: what the policy says, then what the tickets' system recorded.
pub(super) fn section(report: &SupportReport) -> String {
    if report.attainment.is_empty() {
        return String::new();
    }
    let of = |recorded| move |row: &&SlaAttainment| row.metric.is_none() == recorded;
    let rows = report.attainment.iter();
    let rows: Vec<&SlaAttainment> =
        rows.clone().filter(of(false)).chain(rows.filter(of(true))).collect();
    let cancelled = rows.iter().any(|row| row.cancelled > 0);
    let unknown = rows.iter().any(|row| row.unknown > 0);
    let mut title = cells(["", "priority", "target", "met", "breached", "open"]);
    title.extend(cancelled.then(|| "cancelled".to_owned()));
    title.extend(unknown.then(|| "unknown".to_owned()));
    title.push("attained".to_owned());
    let mut lines = vec![title];
    for row in &rows {
        let mut line = vec![
            // A promise is named once, above its priorities.
            if row.priority.is_none() { promise(row.metric).to_owned() } else { String::new() },
            row.priority.map_or_else(|| "all".to_owned(), label),
            row.target.map_or_else(String::new, hours),
        ];
        line.extend([row.met, row.breached, row.open].map(number));
        line.extend(cancelled.then(|| number(row.cancelled)));
        line.extend(unknown.then(|| number(row.unknown)));
        line.push(percent(row.share));
        lines.push(line);
    }
    let mut notes = note(&format!("Policy: {}.", report.policy));
    notes += &note(
        "Attained = met / (met + breached). Priorities are the present ones, targets are open time.",
    );
    if cancelled {
        notes +=
            &note("Cancelled: the ticket went into another one before the promise was decided.");
    }
    if unknown {
        notes += &note("Unknown: the ticket's system recorded neither 'true' nor 'false'.");
    }
    titled("SLA attainment by priority", &(table(&lines, &[0, 1]) + &notes))
}

/// The worst breaches, each with its reason.
pub(super) fn worst(report: &SupportReport) -> String {
    if report.worst.is_empty() {
        return String::new();
    }
    let line = |(index, breach): (usize, &WorstBreach)| {
        let indent = "      ";
        let reason = wrap(&breach.reason, indent, WIDTH - indent.len());
        format!(
            "  {:>2}. {} {}: {} {} overdue, target {}\n{reason}",
            index + 1,
            breach.ticket,
            label(breach.priority),
            promise(Some(breach.metric)),
            hours(breach.overdue),
            hours(breach.target),
        )
    };
    let body: String = report.worst.iter().enumerate().map(line).collect();
    titled("The worst breaches, by the open time beyond the target", &body)
}

const fn promise(metric: Option<SlaMetric>) -> &'static str {
    match metric {
        Some(SlaMetric::Acknowledgement) => "acknowledgement",
        Some(SlaMetric::TimeToOwn) => "time to own",
        Some(SlaMetric::NextReply) => "next reply",
        Some(SlaMetric::PeriodicUpdate) => "periodic update",
        Some(SlaMetric::PausableUpdate) => "pausable update",
        Some(SlaMetric::RequesterWait) => "requester wait",
        Some(SlaMetric::AgentWork) => "agent work",
        Some(SlaMetric::FirstResponse) => "first response",
        Some(SlaMetric::Resolution) => "resolution",
        None => "as recorded by the log",
    }
}

fn label(priority: Priority) -> String {
    priority_name(priority).to_uppercase()
}
