//! Exponential smoothing with trend and season, by the recursions of FPP3, 8.3.

use super::clock::Cell;
use super::series::length;
use crate::float::float;
use serde::{Deserialize, Serialize};

/// The most weeks from which the first level, trend and season are taken.
const MOST_FIRST_WEEKS: usize = 8;

/// How fast level, trend and season of Holt-Winters follow what arrives.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmoothingParameters {
    /// α: the weight of the newest interval in the level, between 0 and 1.
    pub level: f64,
    /// β*: the weight of the newest step of the level in the trend, between 0 and 1.
    pub trend: f64,
    /// γ: the weight of the newest interval in the season, between 0 and 1 − α.
    pub season: f64,
    /// φ: the share of the trend that is left after each interval; 1 where it isn't damped.
    pub damping: f64,
}

/// Level, trend an interval, and what each time of the week adds to the level or multiplies it by.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct State {
    pub(super) level: f64,
    pub(super) trend: f64,
    pub(super) season: Vec<f64>,
}

/// Arrivals by interval, and the time of the week of each.
#[derive(Debug, Clone, Copy)]
pub(super) struct Smoothed<'a> {
    pub(super) cells: &'a [Cell],
    pub(super) rates: &'a [f64],
    pub(super) slots: usize,
    pub(super) multiplicative: bool,
}

impl Smoothed<'_> {
    /// After so many intervals: their line by least squares through the means of weeks, and the means of the
    /// differences from it, or of the ratios to it. A straight line with a season is met exactly.
    pub(super) fn first(&self) -> Option<(usize, State)> {
        let weeks = (self.rates.len() / self.slots / 3).clamp(1, MOST_FIRST_WEEKS);
        let used = weeks * self.slots;
        // A single week has no trend; the next one tells.
        let for_line = weeks.max(2);
        let weekly: Vec<f64> = self
            .rates
            .chunks_exact(self.slots)
            .take(for_line)
            .map(|week| week.iter().sum::<f64>() / number(week.len()))
            .collect();
        let mean = weekly.iter().sum::<f64>() / number(weekly.len());
        let centre = (number(weekly.len()) - 1.0) / 2.0;
        let (mut up, mut down) = (0.0, 0.0);
        for (week, place) in weekly.iter().zip(0_u32..) {
            let away = f64::from(place) - centre;
            up += away * (week - mean);
            down += away * away;
        }
        let trend = up / down / number(self.slots);
        let middle = (number(for_line * self.slots) - 1.0) / 2.0;
        let line = |place: u32| mean + trend * (f64::from(place) - middle);
        let mut sums = vec![(0.0, 0.0); self.slots];
        for ((cell, rate), place) in self.cells.iter().zip(self.rates).zip(0_u32..) {
            let sum: &mut (f64, f64) = sums.get_mut(cell.slot)?;
            // A time that the clock skipped in these weeks has its first day later.
            if place >= length(used) && sum.1 > 0.0 {
                continue;
            }
            sum.0 += if self.multiplicative { rate / line(place) } else { rate - line(place) };
            sum.1 += 1.0;
        }
        let season = sums.into_iter().map(|(sum, days)| (days > 0.0).then(|| sum / days));
        let state =
            State { level: line(length(used) - 1), trend, season: season.collect::<Option<_>>()? };
        Some((used, state))
    }

    /// From an interval on: the sum of the squares of what each is off from what the ones before it say, and the state
    /// in the end. Nothing where a level or a season is no longer above zero, where it divides.
    pub(super) fn run(
        &self,
        from: usize,
        mut state: State,
        by: &SmoothingParameters,
    ) -> Option<(f64, State)> {
        let mut squares = 0.0;
        for (cell, rate) in self.cells.iter().zip(self.rates).skip(from) {
            let season = state.season.get_mut(cell.slot)?;
            let before = state.level + by.damping * state.trend;
            let (error, without_season, of_season) = if self.multiplicative {
                if before <= 0.0 || *season <= 0.0 {
                    return None;
                }
                (rate - before * *season, rate / *season, rate / before)
            } else {
                (rate - (before + *season), rate - *season, rate - before)
            };
            squares += error * error;
            let level = by.level * without_season + (1.0 - by.level) * before;
            state.trend =
                by.trend * (level - state.level) + (1.0 - by.trend) * by.damping * state.trend;
            *season = by.season * of_season + (1.0 - by.season) * *season;
            state.level = level;
        }
        squares.is_finite().then_some((squares, state))
    }

    /// What the state expects of the intervals after it.
    pub(super) fn expect(
        &self,
        state: &State,
        by: &SmoothingParameters,
        future: &[Cell],
    ) -> Vec<f64> {
        let (mut damped, mut sum) = (1.0, 0.0);
        let expected = future.iter().map(|cell| {
            damped *= by.damping;
            sum += damped;
            let level = state.level + sum * state.trend;
            let season = state.season.get(cell.slot).copied().unwrap_or_default();
            if self.multiplicative { level * season } else { level + season }
        });
        expected.collect()
    }
}

fn number(length: usize) -> f64 {
    float(i64::try_from(length).unwrap_or(i64::MAX))
}
