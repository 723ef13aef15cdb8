//! How good the data are that the figures are of.

use super::words::{count, name};
use super::{Cell, Part, Section, Table};
use crate::interop::{DataQuality, OddityCount};
use crate::report::PerformanceReport;
use crate::report::oddity::odd;

pub(super) fn section(report: &PerformanceReport) -> Option<Section> {
    let quality = report.quality.as_ref()?;
    let mut section = Section::new(Part::Quality, "Data quality");
    section.lead = vec![read(quality)];
    let mut table = Table::default();
    table.text("What was odd");
    table.number("Rows");
    table.number("Tickets");
    table.text("For example");
    table.rows = quality.anomalies.iter().map(row).collect();
    section.table = Some(table).filter(|it| !it.rows.is_empty());
    Some(section)
}

/// What was read, and what was not.
fn read(quality: &DataQuality) -> String {
    let mut text =
        format!("{} read as {}.", rows(quality.rows, "was", "were"), tickets(quality.tickets));
    let left_out = match (quality.rows_dropped, quality.tickets_dropped) {
        (0, 0) => None,
        (dropped, 0) => Some(rows(dropped, "was", "were")),
        (0, 1) => Some("1 ticket was".to_owned()),
        (0, dropped) => Some(format!("{} were", tickets(dropped))),
        (dropped, of) => {
            Some(format!("{} and {} were", rows(dropped, "", "").trim_end(), tickets(of)))
        }
    };
    text.extend(left_out.map(|it| format!(" {it} left out: the figures are of the others.")));
    if quality.rows_unused > 0 {
        let unused = rows(quality.rows_unused, "is", "are");
        text += &format!(" {unused} about fields that were not read.");
    }
    if quality.anomalies.is_empty() {
        text += " Nothing was odd.";
    }
    text
}

fn rows(number: u32, one: &str, more: &str) -> String {
    match number {
        1 => format!("1 row {one}"),
        _ => format!("{} rows {more}", count(number)),
    }
}

fn tickets(number: u32) -> String {
    let word = if number == 1 { "ticket" } else { "tickets" };
    format!("{} {word}", count(number))
}

fn row(it: &OddityCount) -> Vec<Cell> {
    let mut example = format!("row {}, {}", count(it.example.row), name(&it.example.ticket));
    if !it.example.found.is_empty() {
        example += &format!(": {}", name(&it.example.found));
    }
    let mut letters = odd(it.kind).chars();
    let first = letters.next().map(|it| it.to_ascii_uppercase()).into_iter();
    let cells = [first.chain(letters).collect(), count(it.rows), count(it.tickets), example];
    cells.into_iter().map(Cell::new).collect()
}
