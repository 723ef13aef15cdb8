use super::table::{cells, number, percent, table, wrap};
use super::{SupportReport, WIDTH, note, titled};
use crate::kpi::priority_name;
use crate::report::breach::hours;
use crate::report::{SlaAttainment, WorstBreach};
use crate::sla::{SlaAgreement, SlaMetric};
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
            match row.priority {
                None => promise(row.agreement, row.metric, row.clock.as_deref()),
                Some(_) => String::new(),
            },
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
            promise(Some(breach.agreement), Some(breach.metric), breach.clock.as_deref()),
            hours(breach.overdue),
            hours(breach.target),
        )
    };
    let body: String = report.worst.iter().enumerate().map(line).collect();
    titled("The worst breaches, by the open time beyond the target", &body)
}

/// The name of a promise, with its agreement where that is not the desk's own.
fn promise(
    agreement: Option<SlaAgreement>,
    metric: Option<SlaMetric>,
    clock: Option<&str>,
) -> String {
    let name = match (metric, clock) {
        (_, Some(clock)) => clock,
        (Some(SlaMetric::Acknowledgement), _) => "acknowledgement",
        (Some(SlaMetric::TimeToOwn), _) => "time to own",
        (Some(SlaMetric::NextReply), _) => "next reply",
        (Some(SlaMetric::PeriodicUpdate), _) => "periodic update",
        (Some(SlaMetric::PausableUpdate), _) => "pausable update",
        (Some(SlaMetric::RequesterWait), _) => "requester wait",
        (Some(SlaMetric::AgentWork), _) => "agent work",
        (Some(SlaMetric::FirstResponse), _) => "first response",
        (Some(SlaMetric::Resolution), _) => "resolution",
        (Some(SlaMetric::Custom), None) => "custom",
        (None, None) => "as recorded by the log",
    };
    match agreement {
        Some(SlaAgreement::Ola) => format!("{name} (OLA)"),
        Some(SlaAgreement::Uc) => format!("{name} (UC)"),
        Some(SlaAgreement::Sla) | None => name.to_owned(),
    }
}

fn label(priority: Priority) -> String {
    priority_name(priority).to_uppercase()
}
