use super::super::check::fault;
use super::backtest::{ModelBacktest, backtest, spread_at_least_by_chance};
use super::band::band;
use super::day_profile::DayProfile;
use super::dispersion::{ArrivalDispersion, dispersion};
use super::explain::{ForecastStep, steps};
use super::fit::fit;
use super::holidays::{HolidayEffect, effect, on_holiday, without};
use super::holt_winters::SmoothingParameters;
use super::options::{ForecastCriterion, ForecastOptions};
use super::{ArrivalSeries, ForecastModel};
use crate::error::{ErrorKind, Result};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What is to be expected of one interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForecastPoint {
    /// Where it starts.
    pub start: Timestamp,
    /// Where it ends.
    pub end: Timestamp,
    /// The arrivals to be expected.
    pub mean: f64,
    /// The count below which there are fewer at most half as often as the confidence leaves.
    pub low: f64,
    /// The count above which there are more at most half as often as the confidence leaves.
    pub high: f64,
    /// Whether it lies on a holiday.
    pub holiday: bool,
}

/// What arrives next, by the model that would have told it best so far.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forecast {
    /// The best model.
    pub model: ForecastModel,
    /// The intervals to come, in order.
    pub points: Vec<ForecastPoint>,
    /// In how many of them the model has a mean below zero, which is given as zero.
    pub below_zero: u32,
    /// How each model did in its tests, from the simplest on.
    pub backtests: Vec<ModelBacktest>,
    /// How much more arrivals vary around their profile than by chance; nothing where nothing arrives.
    pub dispersion: Option<ArrivalDispersion>,
    /// What holidays did in the history; nothing without any.
    pub holidays: Option<HolidayEffect>,
    /// What arrives on a holiday over what does usually, as it was used; nothing where it was not known.
    pub holiday_factor: Option<f64>,
    /// The weights of the model, where it is one of Holt and Winters.
    pub smoothing: Option<SmoothingParameters>,
    /// By which share of the middle of the history arrivals rise in a week, where the model is a profile with a trend.
    pub trend_per_week: Option<f64>,
    /// How this came about, in order.
    pub steps: Vec<ForecastStep>,
}

/// What arrives next: each model is tested on the history, the best forecasts.
///
/// Models know the time of the week by the clock of the zone: nine o'clock stays nine o'clock where the clock is changed,
/// and a day gets 23 or 25 hours. For counts of days, a day is a day.
///
/// # Formula
/// The best model has the least error in [`forecast_backtest`](super::forecast_backtest), by the criterion; of equals, it
/// is the simplest. Before, the history has what arrived at the same time of the weeks around in the place of each
/// holiday; after, the mean of a holiday is multiplied by its factor. The bounds are quantiles of the negative binomial
/// distribution with that mean, whose variance is the mean times the dispersion of the errors in the tests; where that is
/// 1 or less, of the Poisson distribution.
///
/// # Arguments
/// - `series`: three weeks or more that end where the forecast begins; a year or more tells the dispersion better
/// - `options`: see [`ForecastOptions`]
///
/// # Errors
/// All of the counts at once: `number.not_finite`, `number.out_of_range` below 0 and above 10^9. `series.too_short` for
/// less than three weeks; `horizon.too_long` for a horizon with which no test leaves two weeks to learn from;
/// `integer.zero` and `integer.out_of_range` for the horizon and the tests; `number.not_finite` and
/// `number.out_of_range` for confidence and factor; `series.only_holidays` for a time of the week that has no other day;
/// `holidays.no_factor` for a holiday in the horizon, where the history has none; `forecast.no_model` where no model
/// suits; `count.out_of_range` for more than 1,000,000 counts, `start.off_grid`, `timestamp.out_of_range`.
///
/// # Complexity
/// That of [`forecast_backtest`](super::forecast_backtest).
///
/// # Example
/// ```
/// use firstline::staffing::{ArrivalSeries, ForecastInterval, ForecastOptions, forecast};
/// let week = [120.0, 100.0, 90.0, 90.0, 80.0, 20.0, 10.0];
/// let series = ArrivalSeries {
///     zone: "Europe/Berlin".parse()?,
///     interval: ForecastInterval::Day,
///     start: "2026-03-02T00:00:00+01:00".parse()?,
///     counts: week.repeat(5),
/// };
/// let next = forecast(&series, &ForecastOptions::new(2))?;
/// let means: Vec<f64> = next.points.iter().map(|point| point.mean).collect();
/// assert_eq!(means, [120.0, 100.0]);
/// // By chance alone, 80 of 100 Mondays lie within.
/// assert_eq!((next.points[0].low, next.points[0].high), (106.0, 134.0));
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// R. J. Hyndman and G. Athanasopoulos, "Forecasting: principles and practice" (FPP3, 2021), chapters 5 and 8; C. C. Holt,
/// "Forecasting seasonals and trends by exponentially weighted averages" (1957); P. R. Winters, "Forecasting sales by
/// exponentially weighted moving averages", Management Science 6 (1960); E. S. Gardner and E. McKenzie, "Forecasting
/// trends in time series", Management Science 31 (1985). Of over-dispersed arrivals: G. Jongbloed and G. Koole, "Managing
/// uncertainty in call centres using Poisson mixtures", Applied Stochastic Models in Business and Industry 17 (2001).
pub fn forecast(series: &ArrivalSeries, options: &ForecastOptions) -> Result<Forecast> {
    let plan = options.plan(series)?;
    let (cells, future) = series.cells(plan.horizon)?;
    let slots = series.interval.per_week();
    let rates = series.rates(&cells);
    let free = on_holiday(&cells, &options.holidays);
    let effect = effect(&cells, &rates, &free, slots);
    let factor = options.holiday_factor.or_else(|| effect.and_then(|effect| effect.factor));
    let to_come = on_holiday(&future, &options.holidays);
    if let (None, Some(cell)) = (factor, future.iter().zip(&to_come).find(|(_, free)| **free)) {
        let message = format!(
            "{} is a holiday, and the history doesn't tell what arrives on one; give a factor such as 0.2",
            cell.0.date
        );
        return Err(fault("holidays.no_factor", "options.holiday_factor", message));
    }
    let usual = without(&cells, &rates, &free, slots)?;
    let backtests = backtest(series, &cells, options, &plan)?;
    let Some(best) = best(&backtests, options.criterion) else {
        let reasons: Vec<_> = backtests.iter().filter_map(|it| it.unsuitable.as_deref()).collect();
        let message = format!("no model suits: {}; allow others", reasons.join("; "));
        return Err(fault("forecast.no_model", "options.models", message));
    };
    let fitted = fit(best.model, &cells, &usual, slots, &future).map_err(|reason| {
        let message = format!("{} no longer suits: {reason}; allow others", best.model.words());
        crate::Error::new(ErrorKind::Unreachable, "forecast.no_model", "options.models", message)
    })?;
    let spread = spread_at_least_by_chance(best.dispersion);
    let mut below_zero = 0;
    let mut points = Vec::with_capacity(future.len());
    for ((rate, cell), holiday) in fitted.rates.iter().zip(&future).zip(&to_come) {
        let mean = rate * cell.length * if *holiday { factor.unwrap_or(1.0) } else { 1.0 };
        below_zero += u32::from(mean < 0.0);
        let mean = mean.max(0.0);
        let (low, high) = band(mean, spread, plan.confidence);
        let (start, end) = (Timestamp::from_millis(cell.start)?, Timestamp::from_millis(cell.end)?);
        points.push(ForecastPoint { start, end, mean, low, high, holiday: *holiday });
    }
    let mut result = Forecast {
        model: best.model,
        points,
        below_zero,
        dispersion: dispersion(&cells, &usual, &DayProfile::of_means(&cells, &usual, slots)),
        holidays: effect,
        holiday_factor: factor,
        smoothing: fitted.smoothing,
        trend_per_week: fitted.trend_per_week,
        steps: Vec::new(),
        backtests,
    };
    result.steps = steps(&result, series, plan.confidence);
    Ok(result)
}

/// The first with the least error.
fn best(backtests: &[ModelBacktest], criterion: ForecastCriterion) -> Option<ModelBacktest> {
    let error = |tested: &ModelBacktest| {
        let errors = tested.errors?;
        Some(match criterion {
            ForecastCriterion::SquaredError => errors.root_mean_square,
            ForecastCriterion::AbsoluteError => errors.mean_absolute,
        })
    };
    let mut best: Option<(f64, &ModelBacktest)> = None;
    for tested in backtests {
        // Two that are equal but for their rounding are equal.
        let better = |it: &f64| best.is_none_or(|(least, _)| *it < least * (1.0 - 1e-9));
        if let Some(error) = error(tested).filter(better) {
            best = Some((error, tested));
        }
    }
    best.map(|(_, tested)| tested.clone())
}
