//! The days that don't follow the week.

use super::hours::Hours;
use crate::time::{CalendarSpec, Date};
use std::collections::HashMap;

/// What a holiday or an exception says of its day.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Kind {
    /// What the day is called.
    name: Option<String>,
    /// What starts on it, in milliseconds from its start.
    windows: Vec<Hours>,
}

/// Civil days, counted from 1970-01-01, that don't follow the week.
#[derive(Debug, Clone, Default)]
pub(super) struct SpecialDays {
    kinds: Vec<Kind>,
    /// Each day once, sorted, with the number of its kind.
    days: Vec<(i64, u32)>,
}

impl SpecialDays {
    /// Those of a specification; a holiday stands above an exception.
    pub(super) fn new(spec: &CalendarSpec) -> Self {
        let (mut special, mut known) = (Self::default(), HashMap::new());
        for holiday in &spec.holidays {
            special.add(
                &mut known,
                holiday.date,
                Kind { name: holiday.name.clone(), windows: Vec::new() },
            );
        }
        for exception in &spec.exceptions {
            let windows = exception.windows.iter();
            let windows = windows.map(|window| Hours::new(window.open, window.close)).collect();
            special.add(&mut known, exception.date, Kind { name: exception.name.clone(), windows });
        }
        // Of two for one day the first counts.
        special.days.sort_by_key(|(day, _)| *day);
        special.days.dedup_by_key(|(day, _)| *day);
        special
    }

    fn add(&mut self, known: &mut HashMap<Kind, u32>, date: Date, kind: Kind) {
        let next = u32::try_from(self.kinds.len()).unwrap_or(u32::MAX);
        let number = *known.entry(kind).or_insert_with_key(|kind| {
            self.kinds.push(kind.clone());
            next
        });
        self.days.push((day_number(date), number));
    }

    /// The first and the last instant that they may touch.
    pub(super) fn bounds(&self) -> (i64, i64) {
        let near = |(day, _): &(i64, u32), days| (day + days) * super::hours::DAY;
        let first = self.days.first().map_or(i64::MAX, |day| near(day, -2));
        (first, self.days.last().map_or(i64::MIN, |day| near(day, 4)))
    }

    /// The days themselves.
    pub(super) fn days(&self) -> impl Iterator<Item = i64> {
        self.days.iter().map(|(day, _)| *day)
    }

    /// Those from one day to another, both included, with the numbers of their kinds.
    pub(super) fn between(&self, first: i64, last: i64) -> &[(i64, u32)] {
        let from = self.days.partition_point(|(day, _)| *day < first);
        let until = self.days.partition_point(|(day, _)| *day <= last);
        self.days.get(from..until).unwrap_or_default()
    }

    /// What starts on a special day; nothing for a day that is none.
    pub(super) fn windows(&self, day: i64) -> Option<&[Hours]> {
        Some(&self.kind(day)?.windows)
    }

    /// What a special day is called.
    pub(super) fn name(&self, day: i64) -> Option<&str> {
        self.kind(day)?.name.as_deref()
    }

    fn kind(&self, day: i64) -> Option<&Kind> {
        let index = self.days.binary_search_by_key(&day, |(day, _)| *day).ok()?;
        let (_, kind) = self.days.get(index)?;
        self.kinds.get(usize::try_from(*kind).ok()?)
    }
}

/// The number of a civil day from 1970-01-01.
pub(super) fn day_number(date: Date) -> i64 {
    let date = chrono::NaiveDate::from(date);
    date.signed_duration_since(chrono::NaiveDate::default()).num_days()
}
