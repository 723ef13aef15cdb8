use super::table::{cells, number, table};
use super::{SupportReport, note, titled};
use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::BTreeMap;

/// The longest bar.
const BAR: u64 = 36;

/// A line for each ISO week: the open tickets at the start of its seven days, and a bar for the most.
pub(super) fn section(report: &SupportReport) -> String {
    if report.backlog.is_empty() {
        return String::new();
    }
    let mut weeks: BTreeMap<NaiveDate, [Option<u32>; 7]> = BTreeMap::new();
    for day in &report.backlog {
        let date = NaiveDate::from(day.date);
        let days = weeks.entry(date.week(Weekday::Mon).first_day()).or_default();
        let place = usize::try_from(date.weekday().num_days_from_monday()).ok();
        if let Some(cell) = place.and_then(|place| days.get_mut(place)) {
            *cell = Some(day.open);
        }
    }
    let most = report.backlog.iter().map(|day| day.open).max().unwrap_or(0);
    let title = cells(["week of", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "most"]);
    let row = |(monday, days): (&NaiveDate, &[Option<u32>; 7])| {
        let peak = days.iter().flatten().max().copied().unwrap_or(0);
        let mut row = vec![monday.format("%Y-%m-%d").to_string()];
        row.extend(days.map(|open| open.map_or_else(String::new, number)));
        row.push("#".repeat(length(peak, most)));
        row
    };
    let rows: Vec<_> = std::iter::once(title).chain(weeks.iter().map(row)).collect();
    let scale = format!("The bar is the most of a week's days; the longest is {}.", number(most));
    let title = format!("Backlog: open tickets as each day begins ({})", report.zone);
    titled(&title, &(table(&rows, &[0, 8]) + &note(&scale)))
}

/// As long as the part of the most, rounded up, so that what is not empty is seen.
fn length(open: u32, most: u32) -> usize {
    let part = (u64::from(open) * BAR).div_ceil(u64::from(most.max(1)));
    usize::try_from(part).unwrap_or(0)
}
