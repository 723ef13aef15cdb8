use super::table::{cells, number, table};
use super::{SupportReport, titled};
use crate::interop::OddityCount;
use crate::report::oddity::{done, odd};

/// The longest example that is shown as a whole.
const EXAMPLE: usize = 46;

/// What was odd in the data, what was done about it, how often, and where for example.
pub(super) fn section(report: &SupportReport) -> String {
    if report.oddities.is_empty() {
        return String::new();
    }
    let row = |it: &OddityCount| {
        let (row, ticket, found) = (number(it.example.row), &it.example.ticket, &it.example.found);
        let example = cut(&format!("row {row}, {ticket}: {found}"));
        let what = format!("{}: {}", odd(it.kind), done(it.kind));
        vec![what, number(it.rows), number(it.tickets), example]
    };
    let title = cells(["what, and what was done", "rows", "tickets", "for example"]);
    let rows: Vec<_> = std::iter::once(title).chain(report.oddities.iter().map(row)).collect();
    titled("What was odd in the data", &table(&rows, &[0, 3]))
}

/// The start of a long text, marked as such.
fn cut(text: &str) -> String {
    let start: String = text.chars().take(EXAMPLE).collect();
    if start == text { start } else { start + "…" }
}
