//! A line of weeks while it is made, and lines made of two others.

use super::hours::{Hours, WEEK, intersection, minus, start_of_week, union, week_of};
use super::patterns::Collector;
use super::steps::{Steps, TooLarge};
use crate::time::CombineBy;
use std::collections::HashMap;

/// Every week of a line, by the number of its pattern.
#[derive(Debug)]
pub(super) struct Weeks {
    /// The number of the first; it repeats before itself for ever.
    pub(super) first: i64,
    /// The pattern of each and its open milliseconds; at least one.
    pub(super) weeks: Vec<(u32, u32)>,
    /// How many of the last ones repeat for ever: one, or those of 400 years.
    pub(super) repeat: i64,
    pub(super) patterns: Collector,
}

impl Weeks {
    /// This line and another one.
    pub(super) fn combined(
        &self,
        by: CombineBy,
        other: &Self,
        steps: &mut Steps,
    ) -> Result<Self, TooLarge> {
        self.merged(other, None, steps, |_, these, others| match by {
            CombineBy::Union => union([these, others].concat()),
            CombineBy::Intersection => intersection(these, others),
            CombineBy::Minus => minus(these, others),
        })
    }

    /// The line that is `earlier` until an instant, and this one from then on.
    pub(super) fn preceded_by(
        &self,
        earlier: &Self,
        until: i64,
        steps: &mut Steps,
    ) -> Result<Self, TooLarge> {
        let week = week_of(until);
        let cut = until - start_of_week(week);
        let (before, after) = (Hours { open: 0, close: cut }, Hours { open: cut, close: WEEK });
        self.merged(earlier, Some(week), steps, |side, these, others| match side {
            Side::Before => others.to_vec(),
            Side::After => these.to_vec(),
            Side::In => {
                let earlier = others.iter().filter_map(|hours| hours.within(before));
                let later = these.iter().filter_map(|hours| hours.within(after));
                union(earlier.chain(later).collect())
            }
        })
    }

    /// Week by week what `of` makes of two lines; the week `cut` is one where nothing repeats yet.
    fn merged(
        &self,
        other: &Self,
        cut: Option<i64>,
        steps: &mut Steps,
        of: impl Fn(Side, &[Hours], &[Hours]) -> Vec<Hours>,
    ) -> Result<Self, TooLarge> {
        let first = self.first.min(other.first).min(cut.unwrap_or(i64::MAX) - 1);
        let repeats = self.repeats().max(other.repeats()).max(cut.unwrap_or(i64::MIN) + 1);
        let repeat = self.repeat.max(other.repeat);
        let (mut known, mut patterns) = (HashMap::new(), Collector::default());
        let count = usize::try_from(repeats + repeat - first).unwrap_or(0);
        steps.take(count / 8)?;
        let mut weeks = Vec::with_capacity(count);
        let mut last = None;
        for number in first..repeats + repeat {
            let side = Side::of(number, cut);
            let key = (side, self.pattern(number), other.pattern(number));
            let week = match last {
                Some((last, week)) if last == key => week,
                _ => match known.get(&key) {
                    Some(week) => *week,
                    None => {
                        let these = self.patterns.windows(key.1);
                        let others = other.patterns.windows(key.2);
                        steps.take(8 + 2 * (these.len() + others.len()))?;
                        let week = patterns.add(of(side, &these, &others));
                        known.insert(key, week);
                        week
                    }
                },
            };
            last = Some((key, week));
            weeks.push(week);
        }
        Ok(Self { first, weeks, repeat, patterns })
    }

    /// The number of the first week that repeats.
    fn repeats(&self) -> i64 {
        self.first + i64::try_from(self.weeks.len()).unwrap_or(i64::MAX) - self.repeat
    }

    /// The pattern of a week, by its number.
    fn pattern(&self, number: i64) -> u32 {
        let repeats = self.repeats();
        let number = match number < repeats {
            true => number.max(self.first),
            false => repeats + (number - repeats).checked_rem_euclid(self.repeat).unwrap_or(0),
        };
        let index = usize::try_from(number - self.first).unwrap_or(usize::MAX);
        self.weeks.get(index).map_or(0, |(pattern, _)| *pattern)
    }
}

/// Where a week is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Side {
    Before,
    In,
    After,
}

impl Side {
    fn of(week: i64, cut: Option<i64>) -> Self {
        match cut {
            Some(cut) if week < cut => Self::Before,
            Some(cut) if week == cut => Self::In,
            _ => Self::After,
        }
    }
}
