use super::table::{cells, number, table};
use super::{SupportReport, titled};
use crate::interop::{OddityCount, OddityKind};

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
        vec![words(it.kind).to_owned(), number(it.rows), number(it.tickets), example]
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

/// Each in at most 44 characters, so that the table keeps to its width.
const fn words(kind: OddityKind) -> &'static str {
    match kind {
        OddityKind::UnreadableRow => "wrong number of cells: row left out",
        OddityKind::MissingNumber => "no ticket number: row left out",
        OddityKind::UnreadableTime => "unreadable time: row left out",
        OddityKind::UnreadableEnd => "unreadable end: taken as missing",
        OddityKind::UnreadableCount => "unreadable count: taken as unchanged",
        OddityKind::UnknownState => "unknown state: read as open",
        OddityKind::UnknownPriority => "unknown priority: read as unchanged",
        OddityKind::UnknownChannel => "unknown channel: read as other",
        OddityKind::ClockBackwards => "clock ran backwards: kept",
        OddityKind::BeforeCreation => "changed before its creation: kept",
        OddityKind::CounterBackwards => "counter went down: kept as it was",
        OddityKind::ChangedOpening => "creation changed: first one kept",
        OddityKind::ChangedEnd => "end changed, not reopened: each row's taken",
        OddityKind::ResolvedWithoutInstant => "resolved at no time: read as open",
        OddityKind::UncountedReopening => "reopened, not counted so: read as open",
        OddityKind::OpenReopened => "reopened while open: kept",
        OddityKind::DuplicateRow => "the same row again: kept",
        OddityKind::DuplicateTicket => "created again: first creation kept",
        OddityKind::MissingCreation => "never created: from its first row on",
        OddityKind::MixedZones => "some times with an offset: read as written",
        OddityKind::SkippedTime => "time that clocks skip: moved forward",
        OddityKind::RepeatedTime => "time that clocks show twice: the first",
        OddityKind::UnknownTier => "unknown tier: read as unchanged",
        OddityKind::UnknownRole => "unknown role: read as if there were none",
        OddityKind::UnknownPerson => "not among the people: read as an agent",
        OddityKind::UnknownEvent => "unknown kind of event: row left out",
        OddityKind::IncompleteEvent => "event lacks what it needs: row left out",
        OddityKind::StaleEnd => "ended before its last change: row's time",
        OddityKind::OffScale => "rating off its scale: row left out",
        OddityKind::ChangedOrigin => "other channel or requester: last taken",
        OddityKind::EarlyEnd => "ended before its instant: open until then",
        OddityKind::MissingAttribute => "no priority, tier or channel: P3, L1, mail",
    }
}
