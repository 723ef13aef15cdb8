use super::table::{number, percent, table};
use super::{SupportReport, definition, name, titled};
use crate::kpi::{KpiRow, KpiValue};

/// The shares that need no period; the resolution rates stand with the months.
const SHARES: [&str; 4] = [
    "reopen_rate_of_created",
    "reassignment_rate_servicenow",
    "one_touch_rate_by_hand_offs",
    "functional_escalation_rate",
];

pub(super) fn section(report: &SupportReport) -> String {
    let rows: Vec<_> = report.figures.iter().filter_map(row).collect();
    if rows.is_empty() {
        return String::new();
    }
    titled("Shares", &(table(&rows, &[0]) + &SHARES.map(definition).concat()))
}

fn row(row: &KpiRow) -> Option<Vec<String>> {
    let KpiValue::Share { part, whole, share } = row.value else { return None };
    if !SHARES.contains(&row.kpi.as_str()) {
        return None;
    }
    let of = match (row.kpi.as_str(), whole) {
        ("functional_escalation_rate", 0) => "no tier logged".to_owned(),
        _ => format!("{} of {}", number(part), number(whole)),
    };
    Some(vec![name(&row.kpi), percent(share), of])
}
