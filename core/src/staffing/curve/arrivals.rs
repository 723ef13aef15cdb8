use crate::error::Result;
use crate::staffing::forecast::{ArrivalSeries, ForecastPoint};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How many arrive from one instant until another, evenly spread over the time between.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntervalArrivals {
    /// Its first instant.
    pub start: Timestamp,
    /// The first instant after it; later than its start.
    pub end: Timestamp,
    /// How many are expected in it, zero or more: a count and no rate. It may be no whole number.
    pub arrivals: f64,
}

/// Which value of a forecast is taken for what arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForecastValue {
    /// The arrivals to be expected.
    Mean,
    /// The lower bound.
    Low,
    /// The upper bound: for agents that are enough on most days. All intervals of a day are hardly ever as high at once.
    High,
}

/// What a forecast says of each interval, for [`staffing_curve`](super::staffing_curve).
///
/// # Example
/// ```
/// use firstline::staffing::{ForecastPoint, ForecastValue, arrivals_of_forecast};
/// let point = ForecastPoint {
///     start: "2026-03-02T08:00:00Z".parse()?,
///     end: "2026-03-02T09:00:00Z".parse()?,
///     mean: 20.0,
///     low: 14.0,
///     high: 26.0,
///     holiday: false,
/// };
/// assert_eq!(arrivals_of_forecast(&[point], ForecastValue::High)[0].arrivals, 26.0);
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn arrivals_of_forecast(
    points: &[ForecastPoint],
    value: ForecastValue,
) -> Vec<IntervalArrivals> {
    let each = |point: &ForecastPoint| IntervalArrivals {
        start: point.start,
        end: point.end,
        arrivals: match value {
            ForecastValue::Mean => point.mean,
            ForecastValue::Low => point.low,
            ForecastValue::High => point.high,
        },
    };
    points.iter().map(each).collect()
}

/// The intervals of a series as instants, with their counts, for [`staffing_curve`](super::staffing_curve). Where a clock
/// is changed within an interval, it is as long as it is.
///
/// # Errors
/// `number.not_finite` and `number.out_of_range` for counts, all at once; `count.out_of_range` for more than 1,000,000
/// of them; `start.off_grid`, `timestamp.out_of_range`.
///
/// # Example: the day on which the clock goes forward has 23 hours
/// ```
/// use firstline::staffing::{ArrivalSeries, ForecastInterval, arrivals_of_series};
/// let series = ArrivalSeries {
///     zone: "Europe/Berlin".parse()?,
///     interval: ForecastInterval::Day,
///     start: "2026-03-29T00:00:00+01:00".parse()?,
///     counts: vec![46.0],
/// };
/// let arrivals = arrivals_of_series(&series)?;
/// assert_eq!(arrivals[0].end, "2026-03-30T00:00:00+02:00".parse()?);
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn arrivals_of_series(series: &ArrivalSeries) -> Result<Vec<IntervalArrivals>> {
    let bounds = series.bounds()?;
    let each = |(&arrivals, (start, end)): (&f64, (i64, i64))| {
        let (start, end) = (Timestamp::from_millis(start)?, Timestamp::from_millis(end)?);
        Ok(IntervalArrivals { start, end, arrivals })
    };
    series.counts.iter().zip(bounds).map(each).collect()
}
