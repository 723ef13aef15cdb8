//! The report as text: a file for each of its sections.

mod agents;
mod backlog;
mod oddities;
mod promises;
mod shares;
mod table;
mod times;
mod volume;

use super::SupportReport;
use super::breach::local;
use crate::kpi::kpi_definition;
pub(super) use table::number;
use table::{cells, table, wrap};

/// How wide a line may be; names and titles of the host's own may be wider.
const WIDTH: usize = 110;

/// A report as text, in columns of at most 110 characters, for a terminal or a mail.
///
/// Sections that have nothing to say are left out. Times are hours and minutes, cut to the minute.
///
/// ```
/// use firstline::escalation::EscalationEngine;
/// use firstline::report::{ReportOptions, report_text, support_report};
/// use firstline::sla::{SlaEngine, SlaMetric, SlaPolicy, SlaSpec, SlaTarget};
/// use firstline::time::{Span, always_open};
/// let sla = SlaEngine::new(SlaSpec::new(
///     always_open("UTC".parse()?),
///     vec![SlaPolicy::new("all", vec![SlaTarget::new(SlaMetric::Resolution, Span::hours(8))])],
/// ))?;
/// let options = ReportOptions::new("March", "UTC".parse()?, "2026-04-01T00:00:00Z".parse()?);
/// let report = support_report(&[], &sla, &EscalationEngine::new(vec![], &sla)?, &options)?;
/// assert!(report_text(&report).ends_with("There are no tickets.\n"));
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn report_text(report: &SupportReport) -> String {
    if report.tickets == 0 {
        let body = "\nThere are no tickets.\n".to_owned();
        return [heading(report), body, oddities::section(report)].concat();
    }
    [
        heading(report),
        volume::section(report),
        times::section(report),
        times::by_priority(report),
        shares::section(report),
        promises::section(report),
        promises::worst(report),
        backlog::section(report),
        escalations(report),
        agents::section(report),
        oddities::section(report),
    ]
    .concat()
}

fn heading(report: &SupportReport) -> String {
    let at = |at| local(at, &report.zone).unwrap_or_else(|_| format!("{at}"));
    let mut rows = Vec::new();
    if let Some(period) = report.period {
        let (tickets, events) = (number(report.tickets), number(report.events));
        rows.push(cells(["tickets", &format!("{tickets}, with {events} events")]));
        rows.push(cells(["first creation", &at(period.start)]));
        rows.push(cells(["last event", &at(period.end)]));
    }
    let early = report.period.is_some_and(|period| report.as_of < period.end);
    let early = if early { ", before the last event: what came later is not judged" } else { "" };
    rows.push(cells(["promises as of", &format!("{}{early}", at(report.as_of))]));
    rows.push(cells(["time zone", report.zone.name()]));
    let line = "=".repeat(report.title.chars().count());
    format!("{}\n{line}\n{}", report.title, table(&rows, &[0, 1]))
}

/// A section with its heading.
fn titled(title: &str, body: &str) -> String {
    let line = "-".repeat(title.chars().count());
    format!("\n{title}\n{line}\n{body}")
}

/// A remark below a table.
fn note(text: &str) -> String {
    let (first, rest) = ("  ", "    ");
    let lines = wrap(text, rest, WIDTH - rest.len());
    lines.replacen(rest, first, 1)
}

/// What a figure is, below the table that has it.
fn definition(kpi: &str) -> String {
    let define = |it: crate::kpi::KpiDefinition| note(&format!("{} = {}", it.name, it.formula));
    kpi_definition(kpi).map(define).unwrap_or_default()
}

fn name(kpi: &str) -> String {
    kpi_definition(kpi).map(|definition| definition.name).unwrap_or_default()
}

fn escalations(report: &SupportReport) -> String {
    if report.escalations.is_empty() {
        return String::new();
    }
    let row = |it: &super::RuleCount| vec![it.rule.clone(), number(it.fired), number(it.tickets)];
    let title = cells(["rule", "fired", "tickets"]);
    let rows: Vec<_> = std::iter::once(title).chain(report.escalations.iter().map(row)).collect();
    titled("What the escalation rules would have fired", &table(&rows, &[0]))
}
