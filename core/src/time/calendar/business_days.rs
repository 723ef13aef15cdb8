//! Days as a unit of their own: two business days are not sixteen hours.

use super::Calendar;
use super::hours::DAY;
use super::special::day_number;
use crate::error::Result;
use crate::time::{AfterClosing, Date, Period, Timestamp};
use serde::{Deserialize, Serialize};

/// When on its last day a count of business days is over.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum BusinessDayRule {
    /// At the time of the clock at which it began; where the desk is closed then, at its next opening on
    /// that day, else at the last closing of that day.
    #[default]
    KeepTime,
    /// At the last closing of the day, or at midnight where the desk does not close before.
    EndOfDay,
}

/// Where a business day is a civil day, in the calendar's zone, on which a window starts. In a calendar
/// that is made of others it is one where it is one in either, for a union, or in both, for an intersection;
/// what is taken away leaves a shorter one.
impl Calendar {
    /// Whether a day is a business day.
    pub fn is_business_day(&self, date: Date) -> bool {
        self.days.is_open(day_number(date) * DAY)
    }

    /// The business days after that of `start` up to that of `end`, which counts: from Friday to Monday it is
    /// one.
    ///
    /// # Errors
    /// `period.reversed` where `end` is before `start`.
    pub fn business_days_between(&self, start: Timestamp, end: Timestamp) -> Result<i64> {
        if end < start {
            return Err(super::reversed(start, end, "end").into());
        }
        Ok(self.business_days_until(end) - self.business_days_until(start))
    }

    /// [`business_days_between`](Self::business_days_between) the ends of each of many periods.
    ///
    /// # Errors
    /// `period.reversed` for each that ends before it starts; then there is no result at all.
    pub fn business_days_between_all(&self, periods: &[Period]) -> Result<Vec<i64>> {
        super::require_forward(periods)?;
        let days =
            |it: &Period| self.business_days_until(it.end) - self.business_days_until(it.start);
        Ok(periods.iter().map(days).collect())
    }

    /// The instant at which so many business days are over, or nothing where they never are before the end
    /// of the year 9999.
    ///
    /// What starts outside opening hours starts with the next opening, unless the calendar's
    /// [`after_closing`](crate::time::EdgeRules::after_closing) says otherwise. The day of the start does not count:
    /// one business day from Friday 15:00 is Monday 15:00. No day at all is `start` itself or, by
    /// [`EndOfDay`](BusinessDayRule::EndOfDay), the end of the day of the start.
    ///
    /// ```
    /// use firstline::time::{BusinessDayRule, Calendar, office_hours};
    /// let spec = office_hours("Europe/Berlin".parse()?, "09:00".parse()?, "17:00".parse()?);
    /// let calendar = Calendar::new(spec)?;
    /// let friday = "2026-03-06T15:00:00+01:00".parse()?;
    /// let tuesday = calendar.add_business_days(friday, 2, BusinessDayRule::KeepTime);
    /// assert_eq!(tuesday, Some("2026-03-10T15:00:00+01:00".parse()?));
    /// let evening = calendar.add_business_days(friday, 2, BusinessDayRule::EndOfDay);
    /// assert_eq!(evening, Some("2026-03-10T17:00:00+01:00".parse()?));
    /// # Ok::<(), firstline::Error>(())
    /// ```
    pub fn add_business_days(
        &self,
        start: Timestamp,
        days: u32,
        rule: BusinessDayRule,
    ) -> Option<Timestamp> {
        if days == 0 && rule == BusinessDayRule::KeepTime {
            return Some(start);
        }
        let same_day = self.spec.edges.after_closing == AfterClosing::SameDay
            && self.days.is_open(self.local(start).div_euclid(DAY) * DAY);
        let start = self.local(if same_day { start } else { self.next_open(start)? });
        let (first, time) = (start.div_euclid(DAY), start.rem_euclid(DAY));
        let day = match days {
            0 => first,
            days => {
                let before = self.days.before((first + 1) * DAY);
                self.days.earliest(before + i64::from(days) * DAY)?.div_euclid(DAY) - 1
            }
        };
        Timestamp::from_millis(self.on_day(day, time, rule)?).ok()
    }

    /// The instant from which so many business days run until `end`, at the same time of the clock, or nothing
    /// where there is none from the year 1 on.
    ///
    /// The day of the end does not count: one business day before Monday 15:00 is Friday 15:00. Where the
    /// desk is closed then, it is its next opening on that day, else the last closing of that day. No day at
    /// all is `end` itself.
    pub fn subtract_business_days(&self, end: Timestamp, days: u32) -> Option<Timestamp> {
        if days == 0 {
            return Some(end);
        }
        let local = self.local(end);
        let (last, time) = (local.div_euclid(DAY), local.rem_euclid(DAY));
        let before = self.days.before(last * DAY).checked_sub(i64::from(days) * DAY)?;
        let day = self.days.latest(before)?.div_euclid(DAY);
        Timestamp::from_millis(self.on_day(day, time, BusinessDayRule::KeepTime)?).ok()
    }

    /// [`add_business_days`](Self::add_business_days) from each of many instants.
    pub fn add_business_days_all(
        &self,
        starts: &[Timestamp],
        days: u32,
        rule: BusinessDayRule,
    ) -> Vec<Option<Timestamp>> {
        starts.iter().map(|start| self.add_business_days(*start, days, rule)).collect()
    }

    /// [`subtract_business_days`](Self::subtract_business_days) from each of many instants.
    pub fn subtract_business_days_all(
        &self,
        ends: &[Timestamp],
        days: u32,
    ) -> Vec<Option<Timestamp>> {
        ends.iter().map(|end| self.subtract_business_days(*end, days)).collect()
    }

    /// The business days up to that of an instant, counted from some start.
    fn business_days_until(&self, at: Timestamp) -> i64 {
        self.days.before((self.local(at).div_euclid(DAY) + 1) * DAY).div_euclid(DAY)
    }

    /// The instant of a civil day that a rule tells, at or near that time of the clock.
    fn on_day(&self, day: i64, time: i64, rule: BusinessDayRule) -> Option<i64> {
        let offsets = self.clocks.on(day);
        let (midnight, end) = (offsets.instant_of(day * DAY), offsets.instant_of((day + 1) * DAY));
        let due = offsets.instant_of(day * DAY + time);
        let opens = self.line.latest(self.line.before(due)).filter(|opens| *opens < end);
        match (rule, opens) {
            (BusinessDayRule::EndOfDay, _) => self.last_closing(midnight, end),
            _ if self.line.is_open(due) || self.line.is_open(due - 1) => Some(due),
            (BusinessDayRule::KeepTime, Some(opens)) => Some(opens),
            (BusinessDayRule::KeepTime, None) => self.last_closing(midnight, end),
        }
    }

    /// The last closing of a civil day, or its end; where it has no open time at all, the next opening.
    fn last_closing(&self, midnight: i64, end: i64) -> Option<i64> {
        let (before, open) = (self.line.before(midnight), self.line.before(end));
        if before == open { self.line.latest(open) } else { self.line.earliest(open) }
    }

    /// What the clock reads at an instant, in milliseconds since 1970.
    fn local(&self, at: Timestamp) -> i64 {
        self.clocks.at(at.as_millis()).clock(at.as_millis())
    }
}
