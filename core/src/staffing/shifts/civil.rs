//! Days and times of the clock as instants, in milliseconds.

use super::template::{ShiftBreak, ShiftTemplate};
use crate::time::{self, Date, Span, TimeOfDay, Timestamp, Weekday, Zone};
use jiff::SignedDuration;

/// The date of a number, where there is one.
pub(super) fn date_of(number: i64) -> Option<Date> {
    let epoch = chrono::NaiveDate::from_ymd_opt(1970, 1, 1)?;
    let date = epoch.checked_add_signed(chrono::Duration::try_days(number)?)?;
    Date::try_from(date).ok()
}

/// The day of the week of a number; 1970-01-01 was a Thursday.
pub(super) const fn weekday_of(number: i64) -> Weekday {
    Weekday::after_monday(number + 3)
}

/// The Monday of the week of a number.
pub(super) const fn monday_of(number: i64) -> i64 {
    number - (number + 3).rem_euclid(7)
}

/// The instant at which the clock shows so many milliseconds after the midnight of a day: what is skipped moves
/// forward, of what is repeated it is the first.
pub(super) fn instant(zone: &Zone, day: i64, clock: i64) -> Option<i64> {
    let midnight = time::date_of(day).ok()?.at(0, 0, 0, 0);
    let shown = midnight.checked_add(SignedDuration::from_millis(clock)).ok()?;
    time::instant(shown, zone).ok().map(Timestamp::as_millis)
}

/// The number of the day that the clock shows at an instant.
pub(super) fn day_at(zone: &Zone, at: i64) -> Option<i64> {
    let date = time::civil_date(Timestamp::from_millis(at).ok()?, zone).ok()?;
    Some(time::day_of(date))
}

/// A template at one of its starts, on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placed {
    /// The start by the clock, in milliseconds.
    pub(super) clock: i64,
    pub(super) start: i64,
    pub(super) end: i64,
}

/// A template on a day, at each of its starts; nothing on days of the week on which it doesn't start.
pub(super) fn placed(template: &ShiftTemplate, zone: &Zone, day: i64) -> Vec<Placed> {
    if !template.weekdays.is_empty() && !template.weekdays.contains(&weekday_of(day)) {
        return Vec::new();
    }
    let times = template.starts.times().into_iter();
    times.filter_map(|clock| placed_at(template, zone, day, clock)).collect()
}

/// A template on a day, at a time of the clock, whether or not it is one of its starts.
pub(super) fn placed_at(
    template: &ShiftTemplate,
    zone: &Zone,
    day: i64,
    clock: i64,
) -> Option<Placed> {
    let length = template.length.as_millis();
    let start = instant(zone, day, clock)?;
    let end = match template.ends_by_clock {
        true => instant(zone, day, clock + length).filter(|end| *end > start)?,
        false => start + length,
    };
    let fits = |it: &ShiftBreak| start + (it.earliest + it.length).as_millis() <= end;
    template.breaks.iter().all(fits).then_some(Placed { clock, start, end })
}

/// The paid time of a shift between two instants, in milliseconds.
pub(super) fn paid(template: &ShiftTemplate, start: i64, end: i64) -> i64 {
    let unpaid = |it: &&ShiftBreak| !it.paid;
    let breaks: Span = template.breaks.iter().filter(unpaid).map(|it| it.length).sum();
    if template.unpaid { 0 } else { (end - start - breaks.as_millis()).max(0) }
}

/// Milliseconds of the clock as a time of the day.
pub(super) fn time_of(clock: i64) -> TimeOfDay {
    let millis = u32::try_from(clock).unwrap_or_default();
    TimeOfDay::from_millis(millis).unwrap_or(TimeOfDay::MIDNIGHT)
}

/// An instant in milliseconds that was checked before.
pub(super) fn stamp(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis).unwrap_or(Timestamp::MAX)
}
