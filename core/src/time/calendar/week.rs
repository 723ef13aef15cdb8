//! The hours of a regular week, on the wall clock.

use crate::time::{CalendarSpec, TimeOfDay, Weekday};

/// A day by the clock, in milliseconds.
pub(super) const DAY: i64 = 86_400_000;
/// A week by the clock, in milliseconds.
pub(super) const WEEK: i64 = 7 * DAY;
/// From the start of a week, which is a Monday, to 1970-01-01, a Thursday.
const EPOCH_IN_WEEK: i64 = 3 * DAY;

impl Weekday {
    /// Days since Monday.
    pub(super) const fn number(self) -> i64 {
        match self {
            Self::Mon => 0,
            Self::Tue => 1,
            Self::Wed => 2,
            Self::Thu => 3,
            Self::Fri => 4,
            Self::Sat => 5,
            Self::Sun => 6,
        }
    }
}

/// Open from `open` until before `close`, in milliseconds from some start: of the day, the week or
/// of 1970 by the clock, or of 1970 in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hours {
    pub(super) open: i64,
    pub(super) close: i64,
}

impl Hours {
    /// From the start of the day: a `close` at or before `open` is on the next one.
    pub(super) fn new(open: TimeOfDay, close: TimeOfDay) -> Self {
        let (open, close) = (i64::from(open.as_millis()), i64::from(close.as_millis()));
        Self { open, close: if close > open { close } else { close + DAY } }
    }

    /// The same, seen from a start that lies `millis` earlier.
    pub(super) const fn after(self, millis: i64) -> Self {
        Self { open: self.open + millis, close: self.close + millis }
    }
}

/// Sorts windows and makes one of those that overlap or touch.
pub(super) fn union(mut windows: Vec<Hours>) -> Vec<Hours> {
    windows.sort_unstable();
    let mut merged: Vec<Hours> = Vec::with_capacity(windows.len());
    for window in windows {
        match merged.last_mut() {
            Some(last) if window.open <= last.close => last.close = last.close.max(window.close),
            _ => merged.push(window),
        }
    }
    merged
}

/// What starts on each day of the week, from Monday, in milliseconds from the start of that day.
pub(super) fn by_weekday(spec: &CalendarSpec) -> [Vec<Hours>; 7] {
    let days = [0, 1, 2, 3, 4, 5, 6];
    days.map(|day| {
        let windows = spec.weekly.iter().filter(|it| it.days.iter().any(|it| it.number() == day));
        windows.map(|window| Hours::new(window.open, window.close)).collect()
    })
}

/// The weekday of a civil day, as its number from Monday; days are counted from 1970-01-01.
pub(super) fn weekday(day: i64) -> i64 {
    (day + EPOCH_IN_WEEK / DAY).rem_euclid(7)
}

/// The open time of a week that recurs for ever, as a function of the wall clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Week {
    /// Sorted, apart from each other, within `0..=WEEK`, none empty.
    windows: Vec<Open>,
    /// Open milliseconds of a whole week.
    total: i64,
}

/// A window and the open time of the week before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Open {
    hours: Hours,
    before: i64,
}

impl Week {
    /// The week of windows that start on each day.
    pub(super) fn new(by_weekday: &[Vec<Hours>; 7]) -> Self {
        let mut windows = Vec::new();
        for (day, start) in by_weekday.iter().zip((0..).step_by(86_400_000)) {
            for hours in day.iter().map(|hours| hours.after(start)) {
                // What runs over the end of the week is open at its start.
                windows.push(Hours { open: hours.open, close: hours.close.min(WEEK) });
                windows.push(Hours { open: 0, close: hours.close - WEEK });
            }
        }
        windows.retain(|hours| hours.open < hours.close);
        Self::from_union(union(windows))
    }

    fn from_union(windows: Vec<Hours>) -> Self {
        let mut total = 0;
        let mut count = |hours: Hours| {
            let before = total;
            total += hours.close - hours.open;
            Open { hours, before }
        };
        Self { windows: windows.into_iter().map(&mut count).collect(), total }
    }

    /// Closed where this one is open, and open where it is closed.
    pub(super) fn complement(&self) -> Self {
        let closes = std::iter::once(0).chain(self.windows.iter().map(|open| open.hours.close));
        let opens = self.windows.iter().map(|open| open.hours.open).chain(std::iter::once(WEEK));
        let gaps = closes.zip(opens).map(|(open, close)| Hours { open, close });
        Self::from_union(gaps.filter(|hours| hours.open < hours.close).collect())
    }

    /// Open milliseconds of a whole week.
    pub(super) const fn total(&self) -> i64 {
        self.total
    }

    /// Whether the clock reads open hours at `local`, in milliseconds since 1970 by the clock.
    pub(super) fn is_open(&self, local: i64) -> bool {
        let at = (local + EPOCH_IN_WEEK).rem_euclid(WEEK);
        self.last(|open| open.hours.open <= at).is_some_and(|open| at < open.hours.close)
    }

    /// Open milliseconds before `local`, counted from the start of the week of 1970-01-01.
    pub(super) fn open_before(&self, local: i64) -> i64 {
        let at = local + EPOCH_IN_WEEK;
        let (weeks, at) = (at.div_euclid(WEEK), at.rem_euclid(WEEK));
        let in_week = self
            .last(|open| open.hours.open <= at)
            .map_or(0, |open| open.before + at.min(open.hours.close) - open.hours.open);
        weeks * self.total + in_week
    }

    /// The first `local` with `open` milliseconds before it, where the week is ever open.
    pub(super) fn earliest(&self, open: i64) -> Option<i64> {
        let (weeks, rest) = divide(open.checked_sub(1)?, self.total)?;
        let window = self.last(|window| window.before <= rest)?;
        Some(weeks * WEEK + window.hours.open + (rest + 1 - window.before) - EPOCH_IN_WEEK)
    }

    /// The last `local` with `open` milliseconds before it, where the week is ever open.
    pub(super) fn latest(&self, open: i64) -> Option<i64> {
        let (weeks, rest) = divide(open, self.total)?;
        let window = self.last(|window| window.before <= rest)?;
        Some(weeks * WEEK + window.hours.open + (rest - window.before) - EPOCH_IN_WEEK)
    }

    /// The last window of those, at the start, for which `holds`.
    fn last(&self, holds: impl Fn(&Open) -> bool) -> Option<Open> {
        let count = self.windows.partition_point(holds);
        self.windows.get(count.checked_sub(1)?).copied()
    }
}

/// Quotient and remainder, rounded down; nothing by zero.
fn divide(number: i64, by: i64) -> Option<(i64, i64)> {
    Some((number.checked_div_euclid(by)?, number.checked_rem_euclid(by)?))
}
