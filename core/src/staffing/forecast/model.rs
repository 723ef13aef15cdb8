use serde::{Deserialize, Serialize};

/// How arrivals are forecast. Each knows the time of the week, by the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForecastModel {
    /// As at the same time of the last week: what any other has to beat. FPP3, 5.2.
    SeasonalNaive,
    /// The mean at the same time of the last four weeks, or of as many as there are: the moving average of the trade.
    MovingAverage,
    /// The mean at the same time of all weeks.
    DayProfile,
    /// That, times a level that rises or falls along a line from week to week.
    DayProfileTrend,
    /// Level, trend and season, each smoothed; all are added. Holt 1957, Winters 1960; FPP3, 8.3.
    HoltWinters,
    /// That with a trend that levels off. Gardner and McKenzie 1985; FPP3, 8.2 and 8.3.
    HoltWintersDamped,
    /// That again with a season that is a factor of the level; only where something arrives in each interval.
    HoltWintersMultiplicative,
}

impl ForecastModel {
    /// From the simplest on: of those that are equally good, the first is taken.
    pub(super) const ALL: [Self; 7] = [
        Self::SeasonalNaive,
        Self::MovingAverage,
        Self::DayProfile,
        Self::DayProfileTrend,
        Self::HoltWinters,
        Self::HoltWintersDamped,
        Self::HoltWintersMultiplicative,
    ];

    /// What it is called in a sentence.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::SeasonalNaive => "as last week (seasonal naive)",
            Self::MovingAverage => "the mean of the last four weeks (moving average)",
            Self::DayProfile => "the mean of all weeks (day profile)",
            Self::DayProfileTrend => "the day profile with a trend",
            Self::HoltWinters => "Holt-Winters",
            Self::HoltWintersDamped => "Holt-Winters with a damped trend",
            Self::HoltWintersMultiplicative => "Holt-Winters with a multiplicative season",
        }
    }
}
