//! Holt-Winters against statsmodels 0.15.0, and its weights against a global search by scipy 1.17.1.

use super::super::ForecastInterval;
use super::super::holt_winters::{Smoothed, SmoothingParameters, State};
use super::super::smoothing::smooth;
use super::scenes::{cells, near};
use rstest::rstest;

const COUNTS: [f64; 35] = [
    60.0, 51.0, 40.0, 37.0, 29.0, 23.0, 24.0, 67.0, 50.0, 40.0, 45.0, 35.0, 29.0, 22.0, 64.0, 57.0,
    39.0, 43.0, 28.0, 26.0, 21.0, 65.0, 52.0, 48.0, 48.0, 37.0, 23.0, 28.0, 68.0, 59.0, 43.0, 47.0,
    36.0, 32.0, 36.0,
];

const TWELVE_WEEKS: [f64; 84] = [
    79.0, 69.0, 58.0, 58.0, 41.0, 39.0, 42.0, 68.0, 70.0, 52.0, 59.0, 45.0, 46.0, 40.0, 75.0, 78.0,
    66.0, 60.0, 50.0, 45.0, 41.0, 87.0, 71.0, 66.0, 62.0, 53.0, 45.0, 52.0, 82.0, 75.0, 61.0, 60.0,
    54.0, 45.0, 43.0, 81.0, 67.0, 52.0, 54.0, 56.0, 43.0, 38.0, 81.0, 75.0, 56.0, 60.0, 48.0, 39.0,
    46.0, 81.0, 69.0, 55.0, 59.0, 48.0, 46.0, 39.0, 78.0, 77.0, 62.0, 65.0, 55.0, 46.0, 43.0, 82.0,
    65.0, 55.0, 53.0, 48.0, 46.0, 40.0, 73.0, 60.0, 60.0, 60.0, 45.0, 44.0, 43.0, 80.0, 70.0, 54.0,
    60.0, 40.0, 41.0, 39.0,
];

const ADDED: [f64; 7] = [20.0, 10.0, 0.0, 0.0, -10.0, -15.0, -18.0];
const FACTORS: [f64; 7] = [1.5, 1.2, 1.0, 1.0, 0.8, 0.6, 0.5];

/// `ExponentialSmoothing(…, initialization_method="known").fit(0.3, 0.1, 0.2, damping_trend=0.9, optimized=False)`:
/// its sum of squares, and the forecasts for one and for nine days.
#[rstest]
#[case(false, 1.0, ADDED, 462.6777524263622, 72.15060648621659, 65.15673109851963)]
#[case(false, 0.9, ADDED, 463.71406644882757, 71.70784042781355, 62.421007117673085)]
#[case(true, 0.9, FACTORS, 524.8558503789942, 82.83917534241114, 72.61246946405603)]
fn recursions_are_those_of_statsmodels(
    #[case] multiplicative: bool,
    #[case] damping: f64,
    #[case] season: [f64; 7],
    #[case] squares: f64,
    #[case] first: f64,
    #[case] ninth: f64,
) {
    // From a Monday on, so that the season begins with the first slot.
    let (_, days) =
        cells("UTC", ForecastInterval::Day, "2026-03-02T00:00:00Z".parse().unwrap(), 44);
    let of = Smoothed { cells: &days[..35], rates: &COUNTS, slots: 7, multiplicative };
    let by = SmoothingParameters { level: 0.3, trend: 0.1, season: 0.2, damping };
    let state = State { level: 40.0, trend: 0.5, season: season.to_vec() };
    let (sum, state) = of.run(0, state, &by).unwrap();
    assert!(near(sum, squares, 1e-12), "{sum}");
    let next = of.expect(&state, &by, &days[35..]);
    assert!(near(next[0], first, 1e-12) && near(next[8], ninth, 1e-12), "{next:?}");
}

/// The least sum of squares by `scipy.optimize.differential_evolution`, from the same first state by `numpy.polyfit`.
#[rstest]
#[case(false, false, 1134.1566166767714)]
#[case(false, true, 1086.4482838542979)]
#[case(true, true, 1128.070829689365)]
fn weights_are_about_as_good_as_any(
    #[case] multiplicative: bool,
    #[case] damped: bool,
    #[case] least: f64,
) {
    let (_, days) =
        cells("UTC", ForecastInterval::Day, "2026-03-02T00:00:00Z".parse().unwrap(), 84);
    let of = Smoothed { cells: &days, rates: &TWELVE_WEEKS, slots: 7, multiplicative };
    let (by, _) = smooth(&of, damped).unwrap();
    let (from, first) = of.first().unwrap();
    let (squares, _) = of.run(from, first, &by).unwrap();
    assert!(squares >= least * (1.0 - 1e-6), "{squares} is better than the best");
    assert!(squares <= least * 1.002, "{squares} {by:?}");
    assert!(by.level + by.season < 1.0 && (damped || by.damping == 1.0));
}
