use super::table::{number, percent, table};
use super::{SupportReport, definition, name, titled};
use crate::kpi::{Kpi, KpiRow, KpiValue};

/// The shares that need no period; the resolution rates stand with the months.
const SHARES: [Kpi; 4] =
    [Kpi::ReopenedShare, Kpi::ReassignedShare, Kpi::OneTouchShare, Kpi::FunctionalEscalationShare];

pub(super) fn section(report: &SupportReport) -> String {
    let rows: Vec<_> = report.figures.iter().filter_map(row).collect();
    if rows.is_empty() {
        return String::new();
    }
    titled("Shares", &(table(&rows, &[0]) + &SHARES.map(definition).concat()))
}

fn row(row: &KpiRow) -> Option<Vec<String>> {
    let KpiValue::Share { part, whole, share } = row.value else { return None };
    if !SHARES.contains(&row.kpi) {
        return None;
    }
    let of = match (row.kpi, whole) {
        (Kpi::FunctionalEscalationShare, 0) => "no tier logged".to_owned(),
        _ => format!("{} of {}", number(part), number(whole)),
    };
    Some(vec![name(row.kpi), percent(share), of])
}
