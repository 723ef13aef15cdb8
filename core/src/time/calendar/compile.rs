//! From a checked specification to the line of its open time.

use super::hours::{DAY, Hours, WEEK, by_weekday, start_of_week, union, week_of, weekday};
use super::line::{Line, Weeks};
use super::offsets::{CYCLE, Offsets};
use super::patterns::Collector;
use super::special::SpecialDays;
use crate::time::CalendarSpec;
use std::collections::HashMap;
use std::sync::Arc;

/// The bounds of a week, from its start.
const WHOLE_WEEK: Hours = Hours { open: 0, close: WEEK };
/// No clock is further from UTC: Manila's was 15:56 behind, until 1844.
const FURTHEST: i64 = 16 * 3_600_000;

/// The line of when a calendar is open.
pub(super) fn compile(spec: &CalendarSpec, special: &SpecialDays) -> Line {
    let (first_special, last_special) = special.bounds();
    let mut plan = Plan {
        by_weekday: by_weekday(spec),
        offsets: Offsets::of(&spec.zone, last_special.saturating_add(2 * WEEK)),
        special,
        patterns: Collector::default(),
        regular: HashMap::new(),
        irregular: HashMap::new(),
        key: Vec::new(),
    };
    let changes = plan.offsets.changes();
    let start = changes.first().map_or(i64::MAX, |change| change.at).min(first_special);
    let first = week_of(if start == i64::MAX { 0 } else { start }) - 2;
    let repeats = week_of(plan.offsets.repeats().max(last_special).max(start_of_week(first))) + 2;
    let repeat = match plan.offsets.changes_for_ever() {
        true => CYCLE / WEEK,
        false => 1,
    };
    let weeks = plan.weeks(first, repeats + repeat);
    let repeat = usize::try_from(repeat).unwrap_or(1);
    Line::new(Weeks { first, weeks, repeat, patterns: plan.patterns })
}

/// What the line is made from.
struct Plan<'a> {
    by_weekday: [Vec<Hours>; 7],
    offsets: Arc<Offsets>,
    special: &'a SpecialDays,
    patterns: Collector,
    /// The weeks in which nothing happens, by the offset.
    regular: HashMap<i64, (u32, u32)>,
    /// The other weeks, by all that happens near them: the same happens again in other years.
    irregular: HashMap<Vec<i64>, (u32, u32)>,
    /// The key of the week that is looked at.
    key: Vec<i64>,
}

impl Plan<'_> {
    /// Each week from `first` until before `end`, by number.
    fn weeks(&mut self, first: i64, end: i64) -> Vec<(u32, u32)> {
        let mut weeks = Vec::with_capacity(usize::try_from(end - first).unwrap_or(0));
        let mut next = first;
        for irregular in self.irregular_weeks(end) {
            if irregular < next {
                continue;
            }
            self.fill(&mut weeks, next, irregular);
            weeks.push(self.irregular(irregular));
            next = irregular + 1;
        }
        self.fill(&mut weeks, next, end);
        weeks
    }

    /// Regular weeks of one offset.
    fn fill(&mut self, weeks: &mut Vec<(u32, u32)>, start: i64, end: i64) {
        if start < end {
            let week = self.regular(self.offsets.at(start_of_week(start)));
            let count = usize::try_from(end - start).unwrap_or(0);
            weeks.resize(weeks.len() + count, week);
        }
    }

    /// The weeks before `end` that a change of the offset or a special day may touch, sorted.
    fn irregular_weeks(&self, end: i64) -> Vec<i64> {
        let touched = |from: i64, until: i64| week_of(from)..=week_of(until);
        // The windows of two days before a change may end after it; a gap moves them by a day at most.
        let changes = self.offsets.changes().iter();
        let changes = changes.flat_map(|change| touched(change.at, change.at + 3 * DAY));
        // A night that starts on a special day ends on the next.
        let days = self.special.days();
        let days = days.flat_map(|day| touched(day * DAY - FURTHEST, (day + 2) * DAY + FURTHEST));
        let mut weeks: Vec<i64> = changes.chain(days).filter(|week| *week < end).collect();
        weeks.sort();
        weeks.dedup();
        weeks
    }

    /// A week at one offset, as every other.
    fn regular(&mut self, offset: i64) -> (u32, u32) {
        if let Some(known) = self.regular.get(&offset) {
            return *known;
        }
        let mut windows = Vec::new();
        for (day, start) in self.by_weekday.iter().zip((0..).step_by(86_400_000)) {
            for hours in day.iter().map(|hours| hours.after(start - offset)) {
                // Seen from its start, a week also has the ends of those on either side.
                let around = [hours.after(-WEEK), hours, hours.after(WEEK)];
                windows.extend(around.into_iter().filter_map(|hours| hours.within(WHOLE_WEEK)));
            }
        }
        let week = self.patterns.add(union(windows));
        self.regular.insert(offset, week);
        week
    }

    /// A week by the changes and the special days in and near it.
    fn irregular(&mut self, week: i64) -> (u32, u32) {
        let start = start_of_week(week);
        let (from, until) = (start - 6 * DAY, start + 10 * DAY);
        self.key.clear();
        self.key.push(self.offsets.at(from));
        for change in self.offsets.between(from, until) {
            self.key.extend([change.at - start, change.after]);
        }
        self.key.push(i64::MAX);
        let first_day = start / DAY - 4;
        for (day, kind) in self.special.between(first_day, first_day + 12) {
            self.key.extend([day - first_day, i64::from(*kind)]);
        }
        if let Some(known) = self.irregular.get(&self.key) {
            return *known;
        }
        let windows = self.windows(Hours { open: start, close: start + WEEK });
        let week = self.patterns.add(windows.into_iter().map(|it| it.after(-start)).collect());
        self.irregular.insert(self.key.clone(), week);
        week
    }

    /// The windows that start on that day of the week.
    fn weekly(&self, day: i64) -> &[Hours] {
        let index = usize::try_from(weekday(day)).ok();
        index.and_then(|index| self.by_weekday.get(index)).map_or(&[], Vec::as_slice)
    }

    /// The open time of a stretch of the line, window by window.
    fn windows(&self, stretch: Hours) -> Vec<Hours> {
        let local_day = |at| (at + self.offsets.at(at)).div_euclid(DAY);
        let mut windows = Vec::new();
        for day in local_day(stretch.open) - 3..=local_day(stretch.close) + 1 {
            if !self.offsets.has_day(day) {
                continue;
            }
            let hours = self.special.windows(day).unwrap_or_else(|| self.weekly(day));
            windows.extend(hours.iter().filter_map(|hours| {
                let hours = hours.after(day * DAY);
                let open = self.offsets.instant(hours.open);
                Hours { open, close: self.offsets.instant(hours.close) }.within(stretch)
            }));
        }
        union(windows)
    }
}
