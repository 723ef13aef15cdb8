//! Between which counts a forecast lies with some confidence.

use statrs::function::erf::erf_inv;
use std::f64::consts::SQRT_2;

/// Below it a probability adds nothing to those that are near 1.
const NOTHING: f64 = 1e-18;
/// The most counts that are gone through, about.
const MOST_COUNTS: f64 = 200_000.0;

/// The central interval of counts of some mean whose variance is `dispersion` times that: of a negative binomial
/// distribution above 1, of a Poisson distribution at 1. Where it is too wide to be counted, of a normal one.
pub(super) fn band(mean: f64, dispersion: f64, confidence: f64) -> (f64, f64) {
    if mean <= 0.0 {
        return (0.0, 0.0);
    }
    let deviation = (mean * dispersion).sqrt();
    if 50.0 * (deviation + dispersion) > MOST_COUNTS {
        let away = SQRT_2 * erf_inv(confidence) * deviation;
        return ((mean - away).max(0.0).floor(), (mean + away).ceil());
    }
    let excess = dispersion - 1.0;
    let mode = (mean - excess).max(0.0).floor();
    let mut below = Vec::new();
    let (mut count, mut weight) = (mode, 1.0);
    while count > 0.0 && weight > NOTHING {
        weight *= dispersion * count / ((count - 1.0) * excess + mean);
        count -= 1.0;
        below.push(weight);
    }
    let first = count;
    let mut above = vec![1.0];
    (count, weight) = (mode, 1.0);
    while weight > NOTHING {
        weight *= (count * excess + mean) / (dispersion * (count + 1.0));
        count += 1.0;
        above.push(weight);
    }
    let weights = || below.iter().rev().chain(&above);
    let total: f64 = weights().sum();
    let tail = (1.0 - confidence) / 2.0;
    (quantile(weights(), first, tail * total), quantile(weights(), first, (1.0 - tail) * total))
}

/// The first count up to which so much weight lies.
fn quantile<'a>(weights: impl Iterator<Item = &'a f64>, first: f64, of: f64) -> f64 {
    let (mut count, mut sum) = (first, 0.0);
    for weight in weights {
        sum += weight;
        if sum >= of {
            return count;
        }
        count += 1.0;
    }
    count
}
