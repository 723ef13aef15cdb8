//! The probability of one count, exact for counts of millions, where factorials have long overflowed and
//! differences of their logarithms have lost their digits.
//!
//! Source: C. Loader, "Fast and accurate computation of binomial probabilities" (2000), the method of R.

use std::f64::consts::PI;

/// The logarithm of the binomial probability of `count` in `trials`, where `trials` is positive.
pub(super) fn ln_binomial(count: u32, trials: u32, p: f64, q: f64) -> f64 {
    let (x, n) = (f64::from(count), f64::from(trials));
    if count == 0 {
        return if p < 0.1 { n * (-p).ln_1p() } else { n * q.ln() };
    }
    if count == trials {
        return if q < 0.1 { n * (-q).ln_1p() } else { n * p.ln() };
    }
    let rest = n - x;
    stirling_rest(n)
        - stirling_rest(x)
        - stirling_rest(rest)
        - deviance(x, n * p)
        - deviance(rest, n * q)
        - 0.5 * ((2.0 * PI).ln() + x.ln() + (-x / n).ln_1p())
}

/// The logarithm of the probability that `drawn` of a population hold `count` of its `marked`, for a count that
/// is possible.
pub(super) fn ln_hypergeometric(count: u32, drawn: u32, marked: u32, population: u32) -> f64 {
    if population == 0 || drawn == 0 || drawn == population {
        return 0.0;
    }
    let (unmarked, left) = (population - marked, population - drawn);
    let p = f64::from(drawn) / f64::from(population);
    let q = f64::from(left) / f64::from(population);
    let of = |count, trials| if trials == 0 { 0.0 } else { ln_binomial(count, trials, p, q) };
    of(count, marked) + of(drawn - count, unmarked) - of(drawn, population)
}

/// ln n! − ln(√(2πn) (n/e)ⁿ) for whole numbers from 1.
fn stirling_rest(n: f64) -> f64 {
    /// The values of 1 to 15, with 40 digits by mpmath.
    const SMALL: [f64; 15] = [
        0.08106146679532726,
        0.0413406959554093,
        0.02767792568499834,
        0.020790672103765093,
        0.016644691189821193,
        0.013876128823070748,
        0.01189670994589177,
        0.010411265261972096,
        0.009255462182712733,
        0.00833056343336287,
        0.007573675487951841,
        0.00694284010720953,
        0.006408994188004207,
        0.0059513701127588475,
        0.005554733551962801,
    ];
    let small = SMALL.iter().zip(1_u8..).find(|(_, at)| (f64::from(*at) - n).abs() < 0.5);
    if let Some((rest, _)) = small {
        return *rest;
    }
    let square = n * n;
    let tail = 1.0 / 1680.0 - 1.0 / 1188.0 / square;
    (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - tail / square) / square) / square) / n
}

/// x ln(x/m) + m − x, by a series where its terms would cancel.
fn deviance(x: f64, mean: f64) -> f64 {
    let difference = x - mean;
    if difference.abs() >= 0.1 * (x + mean) {
        return x * (x / mean).ln() - difference;
    }
    let v = difference / (x + mean);
    let mut sum = difference * v;
    let mut power = 2.0 * x * v;
    let mut odd = 3.0;
    loop {
        power *= v * v;
        let next = sum + power / odd;
        if next.total_cmp(&sum).is_eq() {
            return next;
        }
        sum = next;
        odd += 2.0;
    }
}
