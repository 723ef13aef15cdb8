use super::table::{cells, number, percent, table};
use super::{SupportReport, definition, note, titled};
use crate::kpi::{KpiRow, KpiValue};
use std::collections::BTreeMap;

const RATES: [&str; 3] =
    ["resolution_rate_flow", "resolution_rate_to_date_in_period", "resolution_rate_to_date"];

/// Volume and the three resolution rates by month, with all months together where that has a meaning.
pub(super) fn section(report: &SupportReport) -> String {
    if report.months.is_empty() {
        return String::new();
    }
    let mut months: BTreeMap<&str, Vec<&KpiRow>> = BTreeMap::new();
    for row in &report.months {
        months.entry(row.label().unwrap_or("-")).or_default().push(row);
    }
    let title = cells(["month", "created", "resolved", "flow", "within the month", "to date"]);
    let month = |(month, rows): (&str, Vec<&KpiRow>)| {
        line(month, rows.into_iter(), |_, share| percent(share))
    };
    // Over all months flow and within the month would be one figure, which is that to date.
    let all = line("all", report.figures.iter(), |kpi, share| match kpi {
        "resolution_rate_to_date" => percent(share),
        _ => String::new(),
    });
    let rows: Vec<_> =
        std::iter::once(title).chain(months.into_iter().map(month)).chain([all]).collect();
    let flow = "Resolved: what flow counts, whenever created. Flow above 100 % means that the backlog \
        shrinks; where few tickets are created, it says little.";
    let notes = RATES.map(definition).concat() + &note(flow);
    titled("Volume and resolution rates by month", &(table(&rows, &[0]) + &notes))
}

fn line<'a>(
    name: &str,
    rows: impl Iterator<Item = &'a KpiRow>,
    show: impl Fn(&str, Option<f64>) -> String,
) -> Vec<String> {
    let rows: Vec<&KpiRow> = rows.collect();
    let value = |kpi: &str| rows.iter().find(|row| row.kpi == kpi).map(|row| &row.value);
    let created = match value("volume") {
        Some(KpiValue::Count { count }) => number(*count),
        _ => String::new(),
    };
    let resolved = match value("resolution_rate_flow") {
        Some(KpiValue::Share { part, .. }) => number(*part),
        _ => String::new(),
    };
    let rates = RATES.map(|kpi| match value(kpi) {
        Some(KpiValue::Share { share, .. }) => show(kpi, *share),
        _ => String::new(),
    });
    [name.to_owned(), created, resolved].into_iter().chain(rates).collect()
}
