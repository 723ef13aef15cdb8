//! The steps of a forecast, in words.

use super::series::length;
use super::{ArrivalSeries, Forecast};
use crate::staffing::check::sum;
use crate::staffing::explain::{rounded, some};
use serde::{Deserialize, Serialize};

/// What a step of a forecast is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForecastTerm {
    /// What is known.
    History,
    /// What holidays do.
    Holidays,
    /// How much arrivals vary.
    Dispersion,
    /// How a model did in its tests.
    Backtest,
    /// The best model.
    Model,
    /// What it expects in all.
    Mean,
    /// How wide its bounds are.
    Bounds,
}

/// One step of a forecast.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForecastStep {
    /// What it is about.
    pub term: ForecastTerm,
    /// How it is calculated, such as `Σ |error| / Σ arrivals`.
    pub formula: String,
    /// What it comes to; nothing where it is no number.
    pub value: Option<f64>,
    /// What that means, in plain words.
    pub text: String,
}

pub(super) fn steps(
    forecast: &Forecast,
    series: &ArrivalSeries,
    confidence: f64,
) -> Vec<ForecastStep> {
    let mut steps = Vec::new();
    let mut add = |term, formula: &str, value: Option<f64>, text: String| {
        steps.push(ForecastStep { term, formula: formula.to_owned(), value, text });
    };
    let total = sum(series.counts.iter().copied());
    let text = format!(
        "{} tickets arrived in {} intervals from {} on, by the clocks of {}",
        rounded(total),
        length(series.counts.len()),
        series.start,
        series.zone
    );
    add(ForecastTerm::History, "Σ arrivals", Some(total), text);
    if let Some(effect) = forecast.holidays {
        let text = format!(
            "on {}, {} arrived where {} do usually; the models see the weeks around them instead",
            some(effect.days, "day that is a holiday", "days that are holidays"),
            rounded(effect.arrivals),
            rounded(effect.usual)
        );
        add(ForecastTerm::Holidays, "arrivals on holidays / usual ones", effect.factor, text);
    }
    if let Some(dispersion) = forecast.dispersion {
        let text = format!(
            "arrivals vary {} times as much around their week as by chance, which is {}",
            rounded(dispersion.index),
            if dispersion.over_dispersed { "more than chance explains" } else { "within chance" }
        );
        add(
            ForecastTerm::Dispersion,
            "Σ (arrivals - mean)² / mean / degrees",
            Some(dispersion.index),
            text,
        );
    }
    for tested in &forecast.backtests {
        let model = tested.model.words();
        let text = match (&tested.errors, &tested.unsuitable) {
            (Some(errors), _) => format!(
                "{model}: off by {} of the arrivals and by {} an interval, mean square, in {} intervals of {} tests; \
                 in all, {}",
                errors.wape.map_or("no share".to_owned(), percent),
                rounded(errors.root_mean_square),
                errors.intervals,
                tested.folds,
                match errors.bias {
                    Some(bias) if bias > 0.0 => format!("{} too many", percent(bias)),
                    Some(bias) if bias < 0.0 => format!("{} too few", percent(-bias)),
                    _ => "neither too many nor too few".to_owned(),
                }
            ),
            (None, reason) => format!("{model}: {}", reason.as_deref().unwrap_or("not tested")),
        };
        add(
            ForecastTerm::Backtest,
            "Σ |error| / Σ arrivals",
            tested.errors.and_then(|it| it.wape),
            text,
        );
    }
    let text = format!("the best of them is {}", forecast.model.words());
    add(ForecastTerm::Model, "the least error", None, text);
    let mean = sum(forecast.points.iter().map(|point| point.mean));
    let text =
        format!("{} are expected in {} intervals", rounded(mean), length(forecast.points.len()));
    add(ForecastTerm::Mean, "Σ means", Some(mean), text);
    let best = forecast.backtests.iter().find(|tested| tested.model == forecast.model);
    let text = format!(
        "the bounds are for {} of outcomes{}",
        percent(confidence),
        best.and_then(|it| it.coverage).map_or(String::new(), |share| {
            format!("; in the tests, {} lay within", percent(share))
        })
    );
    let spread = best.and_then(|best| best.dispersion);
    add(ForecastTerm::Bounds, "Σ (arrivals - forecast)² / Σ forecast", spread, text);
    steps
}

fn percent(share: f64) -> String {
    format!("{} %", rounded(share * 100.0))
}
