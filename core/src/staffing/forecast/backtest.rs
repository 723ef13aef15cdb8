use super::ForecastModel;
use super::band::band;
use super::clock::Cell;
use super::errors::{ForecastErrors, Sums};
use super::fit::fit;
use super::holidays::{effect, on_holiday, without};
use super::options::{ForecastOptions, Plan};
use super::series::{ArrivalSeries, length};
use super::slots::naive_error;
use crate::error::Result;
use serde::{Deserialize, Serialize};

/// How well a model would have told what has arrived since.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelBacktest {
    /// Which one.
    pub model: ForecastModel,
    /// How often it was tested.
    pub folds: u32,
    /// How far it was off; nothing where it could not be tested.
    pub errors: Option<ForecastErrors>,
    /// The variance of what arrived around the forecast over the forecast itself: how wide its bounds are. Nothing where
    /// it could not be tested, or forecast nothing at all.
    pub dispersion: Option<f64>,
    /// The share of outcomes that lay within bounds made from the errors of the other tests: near the confidence
    /// asked for, or above it, since counts are whole, and since quiet hours are mostly steadier for their mean than
    /// busy ones. Nothing with a single test.
    pub coverage: Option<f64>,
    /// Why it could not be tested.
    pub unsuitable: Option<String>,
}

/// Tests models on what has arrived: each is given the history up to an instant and forecasts what came after, again
/// and again from a later one (rolling origin).
///
/// The last tests end where the history ends; they lie one after the other without a gap. Each is as long as the
/// horizon, and no shorter than a week, so that every time of the week is in it.
///
/// # Errors
/// Those of [`forecast`](super::forecast), but for `holidays.no_factor` and `forecast.no_model`: holidays without a factor
/// are not compared, and a model that does not suit says why.
///
/// # Complexity
/// O(folds · n) for each model, times about 300 for those of Holt and Winters.
///
/// # Example
/// ```
/// use firstline::staffing::{ArrivalSeries, ForecastInterval, ForecastModel, ForecastOptions, forecast_backtest};
/// // Six weeks of days, each ten tickets more than the one before.
/// let week = [120.0, 100.0, 90.0, 90.0, 80.0, 20.0, 10.0];
/// let series = ArrivalSeries {
///     zone: "Europe/Berlin".parse()?,
///     interval: ForecastInterval::Day,
///     start: "2026-03-02T00:00:00+01:00".parse()?,
///     counts: (0..6).flat_map(|week_of| week.map(|day| day + 10.0 * f64::from(week_of))).collect(),
/// };
/// let tests = forecast_backtest(&series, &ForecastOptions::new(7))?;
/// let naive = tests.iter().find(|test| test.model == ForecastModel::SeasonalNaive).unwrap();
/// // Each is ten below: as far off as last week always was.
/// assert_eq!(naive.errors.unwrap().mase, Some(1.0));
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// L. J. Tashman, "Out-of-sample tests of forecasting accuracy", International Journal of Forecasting 16 (2000); FPP3,
/// 5.10.
pub fn forecast_backtest(
    series: &ArrivalSeries,
    options: &ForecastOptions,
) -> Result<Vec<ModelBacktest>> {
    let plan = options.plan(series)?;
    let (cells, _) = series.cells(0)?;
    backtest(series, &cells, options, &plan)
}

/// The part of a history before a test, and the test.
struct Fold<'a> {
    before: &'a [Cell],
    rates: Vec<f64>,
    test: &'a [Cell],
    /// What arrived, and the factor of the day; without one, it is not compared.
    actual: Vec<(f64, Option<f64>)>,
    naive: Option<f64>,
}

pub(super) fn backtest(
    series: &ArrivalSeries,
    cells: &[Cell],
    options: &ForecastOptions,
    plan: &Plan,
) -> Result<Vec<ModelBacktest>> {
    let slots = series.interval.per_week();
    let rates = series.rates(cells);
    let holidays = on_holiday(cells, &options.holidays);
    let mut folds = Vec::with_capacity(plan.folds);
    for back in (1..=plan.folds).rev() {
        let origin = cells.len().saturating_sub(back * plan.tested);
        let ((before, test), (past, _)) = (cells.split_at(origin), rates.split_at(origin));
        let (free, to_come) = holidays.split_at(origin);
        let factor = options
            .holiday_factor
            .or_else(|| effect(before, past, free, slots).and_then(|effect| effect.factor));
        let test = test.get(..plan.tested).unwrap_or(test);
        let later = series.counts.iter().skip(origin).zip(to_come);
        let actual =
            later.map(|(count, holiday)| (*count, if *holiday { factor } else { Some(1.0) }));
        folds.push(Fold {
            before,
            rates: without(before, past, free, slots)?,
            test,
            actual: actual.take(plan.tested).collect(),
            naive: naive_error(before, past, slots),
        });
    }
    let usual = without(cells, &rates, &holidays, slots)?;
    let one = |model: &ForecastModel| {
        // What suits the past of each test, and not all of it, is no forecast of what comes.
        match fit(*model, cells, &usual, slots, &[]) {
            Ok(_) => test(*model, &folds, slots, plan.confidence),
            Err(reason) => untested(*model, &folds, Some(reason.to_owned())),
        }
    };
    Ok(plan.models.iter().map(one).collect())
}

fn untested(model: ForecastModel, folds: &[Fold<'_>], unsuitable: Option<String>) -> ModelBacktest {
    let folds = length(folds.len());
    ModelBacktest { model, folds, errors: None, dispersion: None, coverage: None, unsuitable }
}

fn test(model: ForecastModel, folds: &[Fold<'_>], slots: usize, confidence: f64) -> ModelBacktest {
    let mut tested = untested(model, folds, None);
    let mut sums = Sums::default();
    // What arrived and what was forecast, by test.
    let mut pairs = Vec::with_capacity(folds.len());
    for fold in folds {
        let fitted = match fit(model, fold.before, &fold.rates, slots, fold.test) {
            Ok(fitted) => fitted,
            Err(reason) => {
                tested.unsuitable = Some(reason.to_owned());
                return tested;
            }
        };
        let mut of_fold = Vec::with_capacity(fold.test.len());
        for ((rate, cell), (actual, factor)) in fitted.rates.iter().zip(fold.test).zip(&fold.actual)
        {
            if let Some(factor) = factor {
                let mean = (rate * cell.length * factor).max(0.0);
                sums.add(*actual, mean, fold.naive);
                of_fold.push((*actual, mean));
            }
        }
        pairs.push(of_fold);
    }
    let errors = sums.errors();
    if errors.intervals == 0 {
        tested.unsuitable =
            Some("all that it could be tested on is holidays without a factor".to_owned());
        return tested;
    }
    tested.errors = Some(errors);
    let by_fold: Vec<_> = pairs.iter().map(|pairs| spread(pairs)).collect();
    let all = total(by_fold.iter());
    tested.dispersion = ratio(all);
    tested.coverage = (folds.len() > 1).then(|| coverage(&pairs, &by_fold, confidence));
    tested
}

/// The squares of what was off, and what was forecast.
fn spread(pairs: &[(f64, f64)]) -> (f64, f64) {
    let squares = pairs.iter().map(|(actual, mean)| (actual - mean).powi(2)).sum();
    (squares, pairs.iter().map(|(_, mean)| mean).sum())
}

fn total<'a>(parts: impl Iterator<Item = &'a (f64, f64)>) -> (f64, f64) {
    parts.fold((0.0, 0.0), |sum, part| (sum.0 + part.0, sum.1 + part.1))
}

fn ratio((squares, forecast): (f64, f64)) -> Option<f64> {
    (forecast > 0.0).then(|| squares / forecast)
}

fn coverage(pairs: &[Vec<(f64, f64)>], by_fold: &[(f64, f64)], confidence: f64) -> f64 {
    let (mut inside, mut all) = (0_u32, 0_u32);
    for (place, pairs) in pairs.iter().enumerate() {
        let others = by_fold.iter().enumerate().filter(|(other, _)| *other != place);
        let dispersion = spread_at_least_by_chance(ratio(total(others.map(|(_, part)| part))));
        for (actual, mean) in pairs {
            let (low, high) = band(*mean, dispersion, confidence);
            inside += u32::from((low..=high).contains(actual));
            all += 1;
        }
    }
    f64::from(inside) / f64::from(all)
}

/// Arrivals are no steadier than chance for long, however few the errors were.
pub(super) fn spread_at_least_by_chance(dispersion: Option<f64>) -> f64 {
    dispersion.unwrap_or(1.0).max(1.0)
}
