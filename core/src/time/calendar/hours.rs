//! Stretches of time, and the hours of a regular week by the wall clock.

use crate::time::{TimeOfDay, Weekday, WeeklyWindow};

/// A day by the clock, in milliseconds.
pub(super) const DAY: i64 = 86_400_000;
/// A week by the clock, in milliseconds.
pub(super) const WEEK: i64 = 7 * DAY;
/// The first Monday since 1970-01-01, a Thursday: weeks are counted from it.
pub(super) const FIRST_MONDAY: i64 = 4 * DAY;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

    /// The part of its first day, and that of the next from its start, where it passes midnight.
    pub(super) fn cut_at_midnight(self) -> (Self, Option<Self>) {
        let next = self.after(-DAY).within(Self { open: 0, close: DAY });
        (Self { open: self.open, close: self.close.min(DAY) }, next)
    }

    /// What of it lies in `bounds`, where any does.
    pub(super) fn within(self, bounds: Self) -> Option<Self> {
        let (open, close) = (self.open.max(bounds.open), self.close.min(bounds.close));
        (open < close).then_some(Self { open, close })
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

/// The windows without what lies in the others; both are sorted and apart from each other.
pub(super) fn minus(windows: &[Hours], others: &[Hours]) -> Vec<Hours> {
    let mut left = Vec::with_capacity(windows.len());
    for (window, others) in near(windows, others) {
        let mut open = window.open;
        for other in others {
            left.extend(Hours { open, close: other.open }.within(window));
            open = open.max(other.close);
        }
        left.extend(Hours { open, close: window.close }.within(window));
    }
    left
}

/// What lies in both; both are sorted and apart from each other.
pub(super) fn intersection(windows: &[Hours], others: &[Hours]) -> Vec<Hours> {
    let common = |(window, others): (Hours, &[Hours])| {
        others.iter().filter_map(|other| other.within(window)).collect::<Vec<_>>()
    };
    near(windows, others).flat_map(common).collect()
}

/// Each window with those of the others that it meets, in one walk through both.
fn near<'a>(
    windows: &'a [Hours],
    mut others: &'a [Hours],
) -> impl Iterator<Item = (Hours, &'a [Hours])> {
    windows.iter().map(move |window| {
        while let [first, rest @ ..] = others
            && first.close <= window.open
        {
            others = rest;
        }
        let met = others.iter().take_while(|other| other.open < window.close).count();
        (*window, others.get(..met).unwrap_or_default())
    })
}

/// What starts on each day of the week, from Monday, in milliseconds from the start of that day.
pub(super) type ByWeekday = [Vec<Hours>; 7];

/// Weekly windows by the day on which they start.
pub(super) fn by_weekday(windows: &[WeeklyWindow]) -> ByWeekday {
    [0, 1, 2, 3, 4, 5, 6].map(|day| {
        let starts = |it: &&WeeklyWindow| it.days.iter().any(|it| it.number() == day);
        let windows = windows.iter().filter(starts);
        windows.map(|window| Hours::new(window.open, window.close)).collect()
    })
}

/// The same, where the part of a window after midnight starts on the next day.
pub(super) fn cut_at_midnight(by_weekday: &ByWeekday) -> ByWeekday {
    let mut cut = ByWeekday::default();
    for (day, windows) in (0..).zip(by_weekday) {
        for (part, next) in windows.iter().map(|window| window.cut_at_midnight()) {
            let parts = [Some((day, part)), next.map(|next| ((day + 1) % 7, next))];
            for (day, part) in parts.into_iter().flatten() {
                if let Some(windows) = cut.get_mut(day) {
                    windows.push(part);
                }
            }
        }
    }
    cut
}

/// What starts on a civil day, counted from 1970-01-01, by its weekday.
pub(super) fn on(by_weekday: &ByWeekday, day: i64) -> &[Hours] {
    let index = usize::try_from(weekday(day)).ok();
    index.and_then(|index| by_weekday.get(index)).map_or(&[], Vec::as_slice)
}

/// The weekday of a civil day, as its number from Monday; days are counted from 1970-01-01.
pub(super) fn weekday(day: i64) -> i64 {
    (day - FIRST_MONDAY / DAY).rem_euclid(7)
}

/// The number of the week in UTC in which an instant lies.
pub(super) const fn week_of(instant: i64) -> i64 {
    (instant - FIRST_MONDAY).div_euclid(WEEK)
}

/// The first instant of a week, by its number.
pub(super) const fn start_of_week(week: i64) -> i64 {
    week * WEEK + FIRST_MONDAY
}
