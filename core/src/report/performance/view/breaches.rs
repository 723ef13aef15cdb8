//! The worst breaches, each with its reason.

use super::words::{count, length, name};
use super::{Cell, Part, Section, Table, clean};
use crate::kpi::priority_name;
use crate::report::breach::local;
use crate::report::performance::definitions::metric_name;
use crate::report::{PerformanceReport, WorstBreach};
use crate::sla::SlaAgreement;

pub(super) fn section(report: &PerformanceReport) -> Option<Section> {
    if report.policies.is_empty() {
        return None;
    }
    let mut section = Section::new(Part::Breaches, "Worst breaches");
    if report.breached_tickets == 0 {
        section.lead.push("No promise was broken in the period.".to_owned());
        return Some(section);
    }
    let tickets = match report.breached_tickets {
        1 => "1 ticket has a promise that was broken in the period.".to_owned(),
        many => format!("{} tickets have a promise that was broken in the period.", count(many)),
    };
    section.lead.push(tickets);
    let mut table = Table::default();
    table.text("Ticket");
    table.text("Priority");
    table.text("Promise");
    table.number("Target");
    table.number("Overdue");
    table.text("Broken");
    table.text("Why");
    table.rows = report.worst.iter().map(|it| row(report, it)).collect();
    let shown = u32::try_from(report.worst.len()).unwrap_or(u32::MAX);
    let more = report.breached_tickets.saturating_sub(shown);
    if more > 0 && shown > 0 {
        section.notes.push(format!("and {} more", count(more)));
    }
    section.table = Some(table).filter(|it| !it.rows.is_empty());
    Some(section)
}

fn row(report: &PerformanceReport, breach: &WorstBreach) -> Vec<Cell> {
    let promise = breach.clock.as_deref().unwrap_or(metric_name(breach.metric));
    let agreement = match breach.agreement {
        SlaAgreement::Sla => "",
        SlaAgreement::Ola => " (OLA)",
        SlaAgreement::Uc => " (UC)",
    };
    let at = local(breach.breached_at, &report.zone);
    let cells = [
        name(&breach.ticket),
        priority_name(breach.priority).to_uppercase(),
        format!("{}{agreement}", name(promise)),
        length(breach.target),
        length(breach.overdue),
        at.unwrap_or_else(|_| breach.breached_at.to_string()),
        clean(&breach.reason),
    ];
    cells.into_iter().map(Cell::new).collect()
}
