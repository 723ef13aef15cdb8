use super::clock::Cell;
use super::day_profile::DayProfile;
use super::series::length;
use crate::float::float;
use serde::{Deserialize, Serialize};

/// The quantile of the standard normal distribution that one in a hundred exceeds.
const ONE_IN_A_HUNDRED: f64 = 2.326_347_874_040_841;

/// How much more arrivals vary around their profile than they would by chance alone.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArrivalDispersion {
    /// The variance over the mean, by Pearson's statistic: about 1 for a Poisson process, above it where whole days
    /// are busier than others or tickets come in bursts.
    pub index: f64,
    /// The intervals in which something is expected, less the times of the week that they have.
    pub degrees_of_freedom: u32,
    /// Whether that is more than chance would have it once in a hundred times. Staff for the forecast's upper bound then:
    /// formulas of queues take arrivals for a Poisson process.
    pub over_dispersed: bool,
}

/// Nothing where no time of the week comes twice, or nothing ever arrives.
pub(super) fn dispersion(
    cells: &[Cell],
    rates: &[f64],
    profile: &DayProfile,
) -> Option<ArrivalDispersion> {
    let (mut squares, mut intervals) = (0.0, 0_usize);
    for (cell, rate) in cells.iter().zip(rates) {
        let mean = profile.rate(cell).unwrap_or(0.0) * cell.length;
        if mean > 0.0 {
            squares += (rate * cell.length - mean).powi(2) / mean;
            intervals += 1;
        }
    }
    let times = profile.means.iter().flatten().filter(|mean| **mean > 0.0).count();
    let degrees = length(intervals.saturating_sub(times));
    let free = float(i64::from(degrees));
    // That of a chi-squared distribution is about normal.
    let most = free + ONE_IN_A_HUNDRED * (2.0 * free).sqrt();
    (degrees > 0).then(|| ArrivalDispersion {
        index: squares / free,
        degrees_of_freedom: degrees,
        over_dispersed: squares > most,
    })
}
