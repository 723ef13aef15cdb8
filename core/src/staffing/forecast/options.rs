use super::super::check::{fault, not_negative, open_share};
use super::series::horizon;
use super::{ArrivalSeries, ForecastModel};
use crate::error::Result;
use crate::time::Date;
use serde::{Deserialize, Serialize};

/// The share of outcomes that is to lie within the bounds, where nobody says otherwise.
const USUAL_CONFIDENCE: f64 = 0.8;
/// How often a model is tested, where nobody says otherwise and the history is long enough.
const USUAL_FOLDS: usize = 8;

/// What is to be forecast, and how.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForecastOptions {
    /// How many intervals after the history, 1 or more: 336 hours are two weeks, where no clock is changed.
    pub horizon: u32,
    /// The days on which the history and the horizon are not as usual, in the zone of the series.
    #[serde(default)]
    pub holidays: Vec<Date>,
    /// What arrives on a holiday over what does usually, 0 or more; absent: as in the history.
    pub holiday_factor: Option<f64>,
    /// The models to choose from; empty: all.
    #[serde(default)]
    pub models: Vec<ForecastModel>,
    /// By which error the best is chosen.
    #[serde(default)]
    pub criterion: ForecastCriterion,
    /// The share of outcomes that is to lie within the bounds, between 0 and 1; absent: 0.8.
    pub confidence: Option<f64>,
    /// How often each model is tested, 1 or more; absent: 8 times, or as often as the history allows.
    pub folds: Option<u32>,
}

impl ForecastOptions {
    /// All that is usual, for so many intervals.
    pub fn new(horizon: u32) -> Self {
        Self {
            horizon,
            holidays: Vec::new(),
            holiday_factor: None,
            models: Vec::new(),
            criterion: ForecastCriterion::default(),
            confidence: None,
            folds: None,
        }
    }
}

/// By which error of the back-test the best model is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForecastCriterion {
    /// The root of the mean square error, which is least for the mean: what work and capacity are planned by.
    #[default]
    SquaredError,
    /// The absolute error, and so WAPE and MASE. It is least for the median: at hours in which mostly nothing
    /// arrives, a forecast of nothing, which adds up to too few for the day.
    AbsoluteError,
}

/// What was checked.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) horizon: usize,
    pub(super) models: Vec<ForecastModel>,
    pub(super) confidence: f64,
    pub(super) folds: usize,
    /// The intervals of each test.
    pub(super) tested: usize,
}

impl ForecastOptions {
    pub(super) fn plan(&self, series: &ArrivalSeries) -> Result<Plan> {
        let horizon = horizon(self.horizon)?;
        let confidence =
            open_share(self.confidence.unwrap_or(USUAL_CONFIDENCE), "options.confidence", "0.8")?;
        if let Some(factor) = self.holiday_factor {
            not_negative(factor, "options.holiday_factor")?;
        }
        let (given, week) = (series.counts.len(), series.interval.per_week());
        if given < 3 * week {
            let message = format!(
                "{given} intervals are less than three weeks; give at least {}: two to learn from and one to be tested on",
                3 * week
            );
            return Err(fault("series.too_short", "series.counts", message));
        }
        let (tested, testable) = (horizon.max(week), given - 2 * week);
        let most = testable / tested;
        if most == 0 {
            let message = format!(
                "a horizon of {horizon} intervals can't be tested on {given}; give at most {testable}, or a longer history"
            );
            return Err(fault("horizon.too_long", "options.horizon", message));
        }
        let folds = match self.folds.map(usize::try_from) {
            None => most.min(USUAL_FOLDS),
            Some(Ok(folds)) if (1..=most).contains(&folds) => folds,
            Some(_) => {
                let message =
                    format!("give 1 to {most} tests of {tested} intervals, or a longer history");
                return Err(fault("integer.out_of_range", "options.folds", message));
            }
        };
        let models = ForecastModel::ALL.into_iter();
        let models =
            models.filter(|model| self.models.is_empty() || self.models.contains(model)).collect();
        Ok(Plan { horizon, models, confidence, folds, tested })
    }
}
