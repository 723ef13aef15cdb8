use super::table::{cells, number, table};
use super::{SupportReport, definition, name, note, titled};
use crate::kpi::{KpiRow, KpiValue, SpanSummary};
use crate::report::breach::hours;

/// Every duration of the catalogue, over all tickets.
pub(super) fn section(report: &SupportReport) -> String {
    let figures: Vec<(&str, Option<SpanSummary>)> =
        report.figures.iter().filter_map(spans).collect();
    if figures.is_empty() {
        return String::new();
    }
    let backwards = figures.iter().filter_map(|(_, it)| *it).any(|it| it.negative > 0);
    let mut title = cells(["", "tickets", "mean", "median", "p90", "longest"]);
    title.extend(backwards.then(|| "backwards".to_owned()));
    let row = |(kpi, summary): &(&str, Option<SpanSummary>)| {
        let mut row = vec![name(kpi), number(summary.map_or(0, |it| it.count))];
        row.extend(columns(summary.as_ref()));
        row.extend(backwards.then(|| number(summary.map_or(0, |it| it.negative))));
        row
    };
    let rows: Vec<_> = std::iter::once(title).chain(figures.iter().map(row)).collect();
    let mut notes: String = figures.iter().map(|(kpi, _)| definition(kpi)).collect();
    notes += &note(
        "Median and p90 are the nearest rank: the least time that 50 and 90 in 100 do not exceed.",
    );
    if backwards {
        let text = "Backwards: by the log's clocks the end lies before the creation; counted as it stands.";
        notes += &note(text);
    }
    titled("How long it took: elapsed time, day and night", &(table(&rows, &[0]) + &notes))
}

/// The last resolution by priority.
pub(super) fn by_priority(report: &SupportReport) -> String {
    if report.priorities.is_empty() {
        return String::new();
    }
    let title = cells(["priority", "created", "resolved", "mean", "median", "p90", "longest"]);
    let created = |group: &[Option<String>]| {
        let volume = |row: &&KpiRow| row.kpi == "volume" && row.group == group;
        match report.priorities.iter().find(volume).map(|row| &row.value) {
            Some(KpiValue::Count { count }) => number(*count),
            _ => String::new(),
        }
    };
    let row = |row: &KpiRow| {
        let (_, summary) = spans(row)?;
        let priority = row.label().unwrap_or_default().to_uppercase();
        let mut cells =
            vec![priority, created(&row.group), number(summary.map_or(0, |it| it.count))];
        cells.extend(columns(summary.as_ref()));
        Some(cells)
    };
    let rows: Vec<_> =
        std::iter::once(title).chain(report.priorities.iter().filter_map(row)).collect();
    titled("Full resolution time by present priority", &table(&rows, &[0]))
}

fn spans(row: &KpiRow) -> Option<(&str, Option<SpanSummary>)> {
    match row.value {
        KpiValue::Duration { summary } => Some((&row.kpi, summary)),
        _ => None,
    }
}

fn columns(summary: Option<&SpanSummary>) -> [String; 4] {
    summary.map_or_else(
        || ["-"; 4].map(str::to_owned),
        |it| [it.mean, it.median, it.p90, it.max].map(hours),
    )
}
