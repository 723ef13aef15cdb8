//! A model, from what was to what will be.

use super::ForecastModel;
use super::clock::Cell;
use super::day_profile::DayProfile;
use super::holt_winters::{Smoothed, SmoothingParameters};
use super::slots::LastDays;
use super::smoothing::smooth;

/// How many weeks the moving average spans.
const AVERAGED_WEEKS: usize = 4;

/// What arrives in each interval to come, as if each had the usual length and were no holiday.
#[derive(Debug, Clone)]
pub(super) struct Fit {
    pub(super) rates: Vec<f64>,
    pub(super) smoothing: Option<SmoothingParameters>,
    pub(super) trend_per_week: Option<f64>,
}

/// The reason where the model does not suit the history.
pub(super) fn fit(
    model: ForecastModel,
    cells: &[Cell],
    rates: &[f64],
    slots: usize,
    future: &[Cell],
) -> Result<Fit, &'static str> {
    let plain = |rates: Option<Vec<f64>>| {
        let rates = rates.ok_or("a time of the week to be forecast never was")?;
        Ok(Fit { rates, smoothing: None, trend_per_week: None })
    };
    let last = |days| {
        let mut last = LastDays::new(slots, days);
        cells.iter().zip(rates).for_each(|(cell, rate)| last.add(cell, *rate));
        plain(future.iter().map(|cell| last.mean(cell.slot)).collect())
    };
    let profile =
        |profile: &DayProfile| plain(future.iter().map(|cell| profile.rate(cell)).collect());
    let smoothed = |multiplicative, damped| {
        if multiplicative && rates.iter().any(|rate| *rate <= 0.0) {
            return Err("nothing arrives in some intervals, and a factor of nothing is nothing");
        }
        let of = Smoothed { cells, rates, slots, multiplicative };
        let (by, state) = smooth(&of, damped).ok_or("no weights give a forecast")?;
        Ok(Fit { rates: of.expect(&state, &by, future), smoothing: Some(by), trend_per_week: None })
    };
    match model {
        ForecastModel::SeasonalNaive => last(1),
        ForecastModel::MovingAverage => last(AVERAGED_WEEKS),
        ForecastModel::DayProfile => profile(&DayProfile::of_means(cells, rates, slots)),
        ForecastModel::DayProfileTrend => {
            let with = DayProfile::with_trend(cells, rates, slots)
                .ok_or("the trend is so steep that a line leads below zero")?;
            Ok(Fit { trend_per_week: Some(with.slope), ..profile(&with)? })
        }
        ForecastModel::HoltWinters => smoothed(false, false),
        ForecastModel::HoltWintersDamped => smoothed(false, true),
        ForecastModel::HoltWintersMultiplicative => smoothed(true, true),
    }
}
