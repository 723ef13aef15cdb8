use super::super::check::fault;
use super::series::{count_all, length};
use crate::error::Result;
use crate::float::float;
use serde::{Deserialize, Serialize};

/// How far a forecast is off.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForecastErrors {
    /// How many intervals were compared.
    pub intervals: u32,
    /// The mean absolute error, in arrivals an interval.
    pub mean_absolute: f64,
    /// The root of the mean square error, in arrivals an interval.
    pub root_mean_square: f64,
    /// The sum of absolute errors over the sum of arrivals (WAPE): 0.2 is off by a fifth. Nothing where nothing
    /// arrived.
    pub wape: Option<f64>,
    /// The mean absolute error over that of the seasonal naive forecast within the history (MASE): below 1 it is
    /// better than last week was of this one. Nothing where that had no error, or the history no second season.
    pub mase: Option<f64>,
    /// The sum of errors over the sum of arrivals: above 0, too many were forecast. Nothing where nothing arrived.
    pub bias: Option<f64>,
}

/// How far forecasts of counts are off from what arrived.
///
/// # Formula
/// With the error e = forecast − actual: WAPE = Σ|e| / Σ actual; bias = Σe / Σ actual; MASE = mean |e| / mean |hₜ −
/// hₜ₋ₘ| over the history h, with m intervals to a season.
///
/// # Arguments
/// - `actual`, `forecast`: counts of the same intervals, zero or more, as many of one as of the other
/// - `history`: counts before them, for MASE; may be empty
/// - `season`: the intervals of a season, 1 or more; 168 for hours, 7 for days
///
/// # Errors
/// At each count `number.not_finite` and `number.out_of_range` below 0 and above 10^9; `series.empty` without any;
/// `series.lengths_differ`; `integer.zero` for the season.
///
/// # Complexity
/// O(n).
///
/// # Example
/// ```
/// use firstline::staffing::forecast_errors;
/// let errors = forecast_errors(&[10.0, 30.0], &[12.0, 24.0], &[8.0, 12.0, 16.0], 1)?;
/// assert_eq!((errors.wape, errors.mase, errors.bias), (Some(0.2), Some(1.0), Some(-0.1)));
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// R. J. Hyndman and A. B. Koehler, "Another look at measures of forecast accuracy", International Journal of Forecasting
/// 22 (2006), for MASE; S. Kolassa and W. Schütz, "Advantages of the MAD/mean ratio over the MAPE", Foresight 6
/// (2007), for WAPE.
pub fn forecast_errors(
    actual: &[f64],
    forecast: &[f64],
    history: &[f64],
    season: u32,
) -> Result<ForecastErrors> {
    count_all(actual, "actual")?;
    count_all(forecast, "forecast")?;
    count_all(history, "history")?;
    if actual.is_empty() {
        return Err(fault(
            "series.empty",
            "actual",
            "there is nothing to compare; give one count or more",
        ));
    }
    if actual.len() != forecast.len() {
        let message = format!(
            "there are {} forecasts of {} counts; give as many of one as of the other",
            forecast.len(),
            actual.len()
        );
        return Err(fault("series.lengths_differ", "forecast", message));
    }
    let season = match usize::try_from(season) {
        Ok(0) => {
            return Err(fault("integer.zero", "season", "a season of nothing; give 1 or more"));
        }
        season => season.unwrap_or(usize::MAX),
    };
    let steps: Vec<f64> = history
        .iter()
        .zip(history.iter().skip(season))
        .map(|(before, it)| (it - before).abs())
        .collect();
    let naive = (!steps.is_empty())
        .then(|| steps.iter().sum::<f64>() / float(i64::from(length(steps.len()))));
    let mut sums = Sums::default();
    for (actual, forecast) in actual.iter().zip(forecast) {
        sums.add(*actual, *forecast, naive);
    }
    Ok(sums.errors())
}

/// The sums that errors are made of.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    intervals: u32,
    actual: f64,
    error: f64,
    absolute: f64,
    squares: f64,
    scaled: f64,
    unscaled: bool,
}

impl Sums {
    /// An interval more, and the error of the naive forecast that is its unit.
    pub(super) fn add(&mut self, actual: f64, forecast: f64, naive: Option<f64>) {
        let error = forecast - actual;
        self.intervals += 1;
        self.actual += actual;
        self.error += error;
        self.absolute += error.abs();
        self.squares += error * error;
        match naive.filter(|naive| *naive > 0.0) {
            Some(naive) => self.scaled += error.abs() / naive,
            None => self.unscaled = true,
        }
    }

    pub(super) fn errors(&self) -> ForecastErrors {
        let count = f64::from(self.intervals);
        let share = |of: f64| (self.actual > 0.0).then(|| of / self.actual);
        ForecastErrors {
            intervals: self.intervals,
            mean_absolute: self.absolute / count,
            root_mean_square: (self.squares / count).sqrt(),
            wape: share(self.absolute),
            mase: (!self.unscaled).then(|| self.scaled / count),
            bias: share(self.error),
        }
    }
}
