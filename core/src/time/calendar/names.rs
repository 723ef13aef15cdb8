//! What the days of a calendar are called.

use super::hours::DAY;
use super::offsets::Offsets;
use super::special::SpecialDays;
use crate::time::{Period, Timestamp};
use std::sync::Arc;

/// The special days of a specification, and the time in which it holds.
#[derive(Debug, Clone)]
pub(super) struct Names {
    offsets: Arc<Offsets>,
    special: SpecialDays,
    /// The first instant at which it holds.
    start: i64,
    /// The first instant at which it no longer does.
    end: i64,
}

impl Names {
    pub(super) const fn new(offsets: Arc<Offsets>, special: SpecialDays) -> Self {
        Self { offsets, special, start: i64::MIN, end: i64::MAX }
    }

    /// From now on it holds only from an instant on.
    pub(super) fn start_at(&mut self, start: i64) {
        self.start = self.start.max(start);
    }

    /// The same, until an instant only.
    pub(super) fn ended_at(mut self, end: i64) -> Self {
        self.end = self.end.min(end);
        self
    }

    /// The name of the civil day in which an instant lies.
    pub(super) fn of(&self, at: Timestamp) -> Option<&str> {
        if !(self.start..self.end).contains(&at.as_millis()) {
            return None;
        }
        self.special.name(self.offsets.clock(at.as_millis()).div_euclid(DAY))
    }

    /// The named civil days between two instants, cut to that range.
    pub(super) fn between(&self, start: Timestamp, end: Timestamp) -> Vec<(Period, String)> {
        let (start, end) = (start.as_millis().max(self.start), end.as_millis().min(self.end));
        // No offset is longer than a day and a bit.
        let day = |at: i64, days| at.div_euclid(DAY) + days;
        let days = self.special.between(day(start, -2), day(end, 2));
        let named = days.filter_map(|(day, _)| {
            let name = self.special.name(*day)?;
            let midnight = |day| self.offsets.instant_of(day * DAY);
            let (from, until) = (midnight(*day), midnight(day + 1));
            let period = Period {
                start: Timestamp::from_millis(from.max(start)).ok()?,
                end: Timestamp::from_millis(until.min(end)).ok()?,
            };
            (period.start < period.end).then(|| (period, name.to_owned()))
        });
        named.collect()
    }
}
