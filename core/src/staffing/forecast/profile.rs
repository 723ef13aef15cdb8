use super::clock::Cell;
use super::day_profile::DayProfile;
use super::dispersion::{ArrivalDispersion, dispersion};
use super::holidays::{HolidayEffect, effect, on_holiday};
use super::series::{ArrivalSeries, length, two_weeks};
use crate::error::Result;
use crate::time::{Date, TimeOfDay, Weekday};
use serde::{Deserialize, Serialize};

/// When in the week tickets arrive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArrivalProfile {
    /// Each time of the week at which something was counted, from Monday at midnight on.
    pub times: Vec<ProfileTime>,
    /// By which share of the middle of the history arrivals rise in a week, below zero where they fall; nothing where
    /// that is no line above zero.
    pub trend_per_week: Option<f64>,
    /// How much more they vary than by chance; nothing where nothing arrives.
    pub dispersion: Option<ArrivalDispersion>,
    /// What holidays do; nothing without any in the history.
    pub holidays: Option<HolidayEffect>,
}

/// A time of the week.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileTime {
    /// The day of the week.
    pub weekday: Weekday,
    /// When the interval starts, by the clock.
    pub time: TimeOfDay,
    /// How many such intervals there were that lay on no holiday: one more than others where the clock went back, one
    /// less where it went forward.
    pub intervals: u32,
    /// What arrived in them.
    pub arrivals: f64,
    /// The arrivals over the intervals, as if each had the usual length: what to expect in one.
    pub mean: f64,
}

/// When in the week tickets arrive, by the clock and on real hours, without holidays.
///
/// # Formula
/// The mean of a time of the week is its arrivals over its intervals; where the clock is changed within an interval,
/// that counts for the part that it has. The trend β and the profile p solve Σ t·(y − p·(1 + β·t)) = 0 and, for each
/// time of the week, p = Σ y / Σ (1 + β·t), with t the weeks since the middle of the history. The dispersion is
/// Σ (y − mean)² / mean over its degrees of freedom.
///
/// # Arguments
/// - `series`: two weeks or more
/// - `holidays`: days, in the zone of the series, that are not as usual; those outside the history change nothing
///
/// # Errors
/// `series.too_short`; at each count `number.not_finite` and `number.out_of_range` below 0 and above 10^9;
/// `count.out_of_range` for more than 1,000,000 of them; `start.off_grid`, `timestamp.out_of_range`.
///
/// # Complexity
/// O(n), times the few rounds in which the trend is found.
///
/// # Example: the hour that comes twice has one interval more
/// ```
/// use firstline::staffing::{ArrivalSeries, ForecastInterval, arrival_profile};
/// use firstline::time::Weekday;
/// let series = ArrivalSeries {
///     zone: "Europe/Berlin".parse()?,
///     interval: ForecastInterval::Hour,
///     start: "2026-10-19T00:00:00+02:00".parse()?,
///     counts: vec![3.0; 2 * 168 + 1],
/// };
/// let profile = arrival_profile(&series, &[])?;
/// let sunday: Vec<_> = profile.times.iter().filter(|time| time.weekday == Weekday::Sun).collect();
/// assert_eq!((sunday[1].intervals, sunday[2].intervals, sunday[2].mean), (2, 3, 3.0));
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn arrival_profile(series: &ArrivalSeries, holidays: &[Date]) -> Result<ArrivalProfile> {
    two_weeks(series)?;
    let (cells, _) = series.cells(0)?;
    let slots = series.interval.per_week();
    let rates = series.rates(&cells);
    let free = on_holiday(&cells, holidays);
    let holidays = effect(&cells, &rates, &free, slots);
    let usual = cells.iter().zip(&rates).zip(&free).filter(|(_, free)| !**free);
    let (cells, rates): (Vec<Cell>, Vec<f64>) =
        usual.map(|((cell, rate), _)| (*cell, *rate)).unzip();
    let profile = DayProfile::of_means(&cells, &rates, slots);
    let trend = DayProfile::with_trend(&cells, &rates, slots);
    Ok(ArrivalProfile {
        times: times(series, &profile, &cells, &rates)?,
        trend_per_week: trend.map(|trend| trend.slope),
        dispersion: dispersion(&cells, &rates, &profile),
        holidays,
    })
}

fn times(
    series: &ArrivalSeries,
    profile: &DayProfile,
    cells: &[Cell],
    rates: &[f64],
) -> Result<Vec<ProfileTime>> {
    let mut seen = vec![(0_usize, 0.0); profile.means.len()];
    for (cell, rate) in cells.iter().zip(rates) {
        if let Some((intervals, arrivals)) = seen.get_mut(cell.slot) {
            *intervals += 1;
            *arrivals += rate * cell.length;
        }
    }
    let per_day = series.interval.per_day();
    let mut times = Vec::with_capacity(seen.len());
    for (slot, ((intervals, arrivals), mean)) in seen.into_iter().zip(&profile.means).enumerate() {
        let Some(mean) = *mean else { continue };
        let since_midnight = series.interval.millis() * i64::from(length(slot % per_day));
        times.push(ProfileTime {
            weekday: Weekday::after_monday(i64::from(length(slot / per_day))),
            time: TimeOfDay::from_millis(u32::try_from(since_midnight).unwrap_or(u32::MAX))?,
            intervals: length(intervals),
            arrivals,
            mean,
        });
    }
    Ok(times)
}
