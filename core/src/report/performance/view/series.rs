//! What goes by time: the trend, the days, the ages of open tickets, the hours of the week.

use super::words::{count, length, mark_note, marked, name};
use super::{Cell, Part, Section, Table};
use crate::float::float;
use crate::kpi::{AgeBucket, KpiRow, KpiUnit, KpiValue};
use crate::report::{PerformanceReport, ReportStretch};
use crate::time::Span;

/// How many days stand in the table.
const DAYS: usize = 62;

/// The days of the week, Monday first.
pub(in crate::report::performance) const WEEKDAYS: [&str; 7] =
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

pub(super) fn trend(report: &PerformanceReport) -> Section {
    let mut section = Section::new(Part::Trend, "Trend");
    if report.trend.is_empty() {
        section.lead.push("There is nothing to show a trend of.".to_owned());
        return section;
    }
    section.table = Some(table(report, &report.trend, usize::MAX));
    section.notes.extend(part_note(&report.trend));
    section.notes.push(
        "Times are medians. Figures are told as the tickets stand at the report's instant, what was open as it was then.".to_owned(),
    );
    section.notes.extend(mark_note(report.trend.iter().flat_map(|it| &it.rows)));
    section
}

pub(super) fn days(report: &PerformanceReport) -> Section {
    let mut section = Section::new(Part::Days, "Flow and backlog by day");
    if report.days.is_empty() {
        section.lead.push("The period has no day in the log.".to_owned());
        return section;
    }
    section.table = Some(table(report, &report.days, DAYS));
    if report.days.len() > DAYS {
        let more = report.days.len() - DAYS;
        section.notes.push(format!("and {more} more days"));
    }
    section.notes.extend(part_note(&report.days));
    section.notes.push(
        "Open at the end: neither resolved nor closed then, also where that was done or undone later.".to_owned(),
    );
    section
}

/// What a part is, where there is one.
fn part_note(stretches: &[ReportStretch]) -> Option<String> {
    let any = stretches.iter().any(|it| !it.whole);
    any.then(|| "(part): told as far as it lies in the log and before the report's instant, so nothing to compare with whole ones.".to_owned())
}

fn table(report: &PerformanceReport, stretches: &[ReportStretch], most: usize) -> Table {
    let mut table = Table::default();
    table.text("");
    let rows = stretches.first().map_or(&[][..], |it| it.rows.as_slice());
    for row in rows {
        let definition = report.definition(&row.kpi);
        table.number(definition.map_or_else(|| name(&row.kpi), |it| name(&it.name)));
    }
    table.number("Open at the end");
    for stretch in stretches.iter().take(most) {
        let mut cells = vec![Cell::new(stretch_name(stretch))];
        cells.extend(stretch.rows.iter().map(|row| cell(report, row)));
        cells.push(Cell::new(stretch.open_at_end.map_or_else(|| "-".to_owned(), count)));
        table.rows.push(cells);
    }
    table
}

/// A stretch by its name, and whether it is a part only.
pub(in crate::report::performance) fn stretch_name(stretch: &ReportStretch) -> String {
    format!("{}{}", stretch.name, if stretch.whole { "" } else { " (part)" })
}

/// A figure of a group.
pub(super) fn cell(report: &PerformanceReport, row: &KpiRow) -> Cell {
    let unit = report.definition(&row.kpi).map_or(KpiUnit::Tickets, |it| it.unit);
    Cell::new(marked(row, unit))
}

pub(super) fn ageing(report: &PerformanceReport) -> Section {
    let mut section = Section::new(Part::Ageing, "Ageing of open tickets");
    let buckets = buckets(report);
    let all: i64 = buckets.iter().map(|it| it.count).sum();
    if all == 0 {
        section.lead.push("No ticket is open.".to_owned());
        return section;
    }
    let mut table = Table::default();
    table.text("Age");
    table.number("Open");
    table.number("Share");
    let share = |count: i64| super::percent(float(count) / float(all));
    let row = |it: &AgeBucket| {
        vec![Cell::new(range(it)), Cell::new(count(it.count)), Cell::new(share(it.count))]
    };
    table.rows = buckets.iter().map(row).collect();
    table.total = Some(vec![Cell::new("All"), Cell::new(count(all)), Cell::new(share(all))]);
    section.table = Some(table);
    section
}

/// Open tickets by age.
pub(in crate::report::performance) fn buckets(report: &PerformanceReport) -> &[AgeBucket] {
    match &report.ageing.value {
        KpiValue::Ages { buckets } => buckets,
        _ => &[],
    }
}

/// A range of ages, in days where it can be.
pub(in crate::report::performance) fn range(bucket: &AgeBucket) -> String {
    let day = Span::hours(24).as_millis();
    let days = |span: Span| span.as_millis() % day == 0;
    let show = |span: Span| match days(span) {
        true => count(span.as_millis() / day),
        false => length(span),
    };
    let unit = if days(bucket.from) && bucket.to.is_none_or(days) { " days" } else { "" };
    match bucket.to {
        Some(to) if bucket.from == Span::ZERO && to.as_millis() == day => "under 1 day".to_owned(),
        Some(to) if bucket.from == Span::ZERO => format!("under {}{unit}", show(to)),
        Some(to) => format!("{} to {}{unit}", show(bucket.from), show(to)),
        None => format!("{}{unit} and more", show(bucket.from)),
    }
}

pub(super) fn arrivals(report: &PerformanceReport) -> Section {
    let mut section = Section::new(Part::Arrivals, "Arrivals by hour of the week");
    let counts = hours(report);
    if counts.iter().all(|it| *it == 0) {
        section.lead.push("No ticket was created in the period.".to_owned());
        return section;
    }
    let mut table = Table::default();
    table.text("");
    (0..24).for_each(|hour| table.number(format!("{hour:02}")));
    for (day, counts) in WEEKDAYS.iter().zip(counts.chunks(24)) {
        let mut row = vec![Cell::new(*day)];
        row.extend(counts.iter().map(|it| Cell::new(count(*it))));
        table.rows.push(row);
    }
    section.table = Some(table);
    section.notes.push(format!("Tickets created, by the clocks of {}.", report.zone));
    section
}

/// Creations by hour of the week.
pub(in crate::report::performance) fn hours(report: &PerformanceReport) -> &[i64] {
    match &report.arrivals.value {
        KpiValue::Profile { counts } => counts,
        _ => &[],
    }
}
