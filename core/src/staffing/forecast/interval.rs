use serde::{Deserialize, Serialize};

/// How long the intervals are in which arrivals are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForecastInterval {
    /// A quarter of an hour, from :00, :15, :30 or :45 by the clock.
    QuarterHour,
    /// Half an hour, from :00 or :30 by the clock.
    HalfHour,
    /// An hour by the clock.
    Hour,
    /// A day by the clock, of 23 or 25 hours where the clock is changed.
    Day,
}

impl ForecastInterval {
    /// Its length in milliseconds; a day has it where the clock is not changed.
    pub(super) const fn millis(self) -> i64 {
        match self {
            Self::QuarterHour => 900_000,
            Self::HalfHour => 1_800_000,
            Self::Hour => 3_600_000,
            Self::Day => 86_400_000,
        }
    }

    /// How many of them the clock shows in a day.
    pub(super) const fn per_day(self) -> usize {
        match self {
            Self::QuarterHour => 96,
            Self::HalfHour => 48,
            Self::Hour => 24,
            Self::Day => 1,
        }
    }

    /// How many of them the clock shows in a week: the season of arrivals.
    pub(super) const fn per_week(self) -> usize {
        7 * self.per_day()
    }
}
