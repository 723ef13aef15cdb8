//! Intervals by the clock of a zone, as long as they are.

use super::super::check::fault;
use super::ForecastInterval;
use crate::error::Result;
use crate::float::float;
use crate::time::{Timestamp, Zone, civil_date, midnight};
use jiff::civil::Date;

/// The most intervals of a series or of a grid: 100 years of hours.
pub(super) const MOST_INTERVALS: usize = 1_000_000;

/// An interval of real time, and what the clock shows in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cell {
    /// In milliseconds since 1970.
    pub(super) start: i64,
    pub(super) end: i64,
    pub(super) date: Date,
    /// Its place in the week, from Monday at midnight on: the same whenever the clock shows the same.
    pub(super) slot: usize,
    /// How much of the usual length it has: 1, but where the clock is changed within it. A day is a day.
    pub(super) length: f64,
}

/// Makes intervals one after the other.
pub(super) struct Clock<'a> {
    zone: &'a Zone,
    interval: ForecastInterval,
    now: i64,
    /// How far the clock is ahead of UTC now, and the instant up to which it is.
    ahead: i64,
    steady_until: i64,
}

impl<'a> Clock<'a> {
    /// From an instant on, which has to be where an interval starts.
    pub(super) fn new(
        zone: &'a Zone,
        interval: ForecastInterval,
        start: Timestamp,
        path: &str,
    ) -> Result<Self> {
        let now = start.as_millis();
        if known(now).is_none() {
            let message = format!("{start} is too near the end of the years; give an earlier one");
            return Err(fault("timestamp.out_of_range", path, message));
        }
        let mut clock = Self { zone, interval, now, ahead: 0, steady_until: now };
        clock.look();
        if clock.floor() == now { Ok(clock) } else { Err(clock.off_grid(start, path)) }
    }

    /// The start of the interval that an instant lies in.
    pub(super) fn floor_of(
        zone: &'a Zone,
        interval: ForecastInterval,
        at: Timestamp,
    ) -> Option<i64> {
        let now = at.as_millis();
        known(now)?;
        let mut clock = Self { zone, interval, now, ahead: 0, steady_until: now };
        clock.look();
        Some(clock.floor())
    }

    fn off_grid(&self, start: Timestamp, path: &str) -> crate::Error {
        let (before, what) = (self.floor(), self.interval.words());
        let before = Timestamp::from_millis(before).map_or(String::new(), |at| at.to_string());
        let message = format!("{start} is not where {what} starts in {}; give {before}", self.zone);
        fault("start.off_grid", path, message)
    }

    /// Reads the clock where it may have been changed.
    fn look(&mut self) {
        if self.now < self.steady_until {
            return;
        }
        let Some(now) = known(self.now) else { return };
        self.ahead = offset(self.zone, now);
        // A transition may change the name of the time alone.
        let changes = self.zone.rules().following(now);
        let change = changes
            .take(8)
            .map(|it| it.timestamp())
            .find(|at| offset(self.zone, *at) != self.ahead);
        self.steady_until = change.map_or(i64::MAX, jiff::Timestamp::as_millisecond);
    }

    fn date(&self, at: i64) -> Option<Date> {
        civil_date(Timestamp::from_millis(at).ok()?, self.zone).ok()
    }

    fn midnight(&self, date: Date) -> Option<i64> {
        midnight(date, self.zone).ok().map(Timestamp::as_millis)
    }

    /// The start of the interval that it is now.
    fn floor(&self) -> i64 {
        if self.interval == ForecastInterval::Day {
            return self.date(self.now).and_then(|date| self.midnight(date)).unwrap_or(self.now);
        }
        let start = self.now - (self.now + self.ahead).rem_euclid(self.interval.millis());
        // The clock may have been changed since.
        let moment = jiff::SignedDuration::from_millis(1);
        let after = known(self.now).and_then(|now| now.checked_add(moment).ok());
        let changes =
            after.into_iter().flat_map(|after| self.zone.rules().preceding(after).take(8));
        let mut changes = changes.map(|it| it.timestamp()).filter(|at| {
            let before = at.checked_sub(moment).unwrap_or(*at);
            offset(self.zone, before) != offset(self.zone, *at)
        });
        changes.next().map_or(start, |at| start.max(at.as_millisecond()))
    }

    /// The start of the next interval.
    fn following(&self) -> Option<i64> {
        match self.interval {
            ForecastInterval::Day => {
                let next = self.midnight(self.date(self.now)?.tomorrow().ok()?)?;
                (next > self.now).then_some(next)
            }
            _ => {
                let length = self.interval.millis();
                let next = self.now + length - (self.now + self.ahead).rem_euclid(length);
                Some(next.min(self.steady_until))
            }
        }
    }
}

impl Iterator for Clock<'_> {
    type Item = Cell;

    fn next(&mut self) -> Option<Cell> {
        self.look();
        let end = self.following().filter(|end| known(*end).is_some())?;
        let start = std::mem::replace(&mut self.now, end);
        let length = self.interval.millis();
        let shown = start + self.ahead;
        let day = shown.div_euclid(86_400_000);
        let date = self.date(start)?;
        // 1970-01-01 was a Thursday.
        let weekday = usize::try_from((day + 3).rem_euclid(7)).ok()?;
        let in_day = usize::try_from(shown.rem_euclid(86_400_000) / length).ok()?;
        let whole = self.interval == ForecastInterval::Day;
        Some(Cell {
            start,
            end,
            date,
            slot: weekday * self.interval.per_day() + if whole { 0 } else { in_day },
            length: if whole { 1.0 } else { float(end - start) / float(length) },
        })
    }
}

fn offset(zone: &Zone, at: jiff::Timestamp) -> i64 {
    i64::from(zone.rules().to_offset(at).seconds()) * 1000
}

/// An instant that has a date in every zone, a day on either side included.
fn known(millis: i64) -> Option<jiff::Timestamp> {
    let inside = (Timestamp::MIN.as_millis() + 2 * 86_400_000
        ..=Timestamp::MAX.as_millis() - 3 * 86_400_000)
        .contains(&millis);
    jiff::Timestamp::from_millisecond(millis).ok().filter(|_| inside)
}

impl ForecastInterval {
    fn words(self) -> &'static str {
        match self {
            Self::QuarterHour => "a quarter of an hour",
            Self::HalfHour => "half an hour",
            Self::Hour => "an hour",
            Self::Day => "a day",
        }
    }
}
