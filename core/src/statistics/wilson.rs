use super::check;
use super::normal::two_sided_z;
use crate::error::Result;
use serde::{Deserialize, Serialize};

/// A share, and between which bounds the true one lies with some confidence.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateInterval {
    /// How many have it.
    pub part: u32,
    /// Of how many.
    pub whole: u32,
    /// The part of the whole, from 0 to 1.
    pub rate: f64,
    /// The lower bound, from 0 to the rate.
    pub low: f64,
    /// The upper bound, from the rate to 1.
    pub high: f64,
    /// How many of 1 such intervals hold the true share, at least nearly.
    pub confidence: f64,
}

/// The interval of a share, after Wilson: it holds for few cases and for shares near 0 and 1 too, where the
/// textbook's mean plus or minus some deviations leaves the range. Nothing where the whole is 0, of which no
/// part is a share.
///
/// # Formula
/// The two solutions p of (part/whole − p)² = z² p (1 − p) / whole, with z the deviations that a normal
/// variable stays within at this confidence; no correction for continuity. The lower bound of no part and the
/// upper one of the whole are exactly 0 and 1.
///
/// # Arguments
/// - `part`: how many have it
/// - `whole`: of how many
/// - `confidence`: between 0 and 1, both excluded; 0.95 is usual
///
/// # Errors
/// `part.above_whole`, `confidence.out_of_range`.
///
/// # Source
/// E. B. Wilson, "Probable inference, the law of succession, and statistical inference", J. Am. Stat. Assoc.
/// 22 (1927); recommended by Brown, Cai and DasGupta, "Interval estimation for a binomial proportion",
/// Statistical Science 16 (2001). The relative error of the bounds is below 1e-14.
///
/// ```
/// use firstline::statistics::wilson_interval;
/// let none = wilson_interval(0, 10, 0.95)?.unwrap();
/// assert_eq!(none.low, 0.0);
/// assert!((none.high - 0.2775).abs() < 1e-4);
/// assert_eq!(wilson_interval(0, 0, 0.95)?, None);
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn wilson_interval(part: u32, whole: u32, confidence: f64) -> Result<Option<RateInterval>> {
    check::part_of(part, whole, "part")?;
    let z = two_sided_z(check::confidence(confidence, "confidence")?);
    if whole == 0 {
        return Ok(None);
    }
    let low = lower(part, whole, z);
    let high = if part == whole { 1.0 } else { upper(part, whole, z) };
    let rate = f64::from(part) / f64::from(whole);
    Ok(Some(RateInterval { part, whole, rate, low, high, confidence }))
}

/// The greater solution, of which all terms are positive.
fn upper(part: u32, whole: u32, z: f64) -> f64 {
    let (part, whole, square) = (f64::from(part), f64::from(whole), z * z);
    let spread = z * (square + 4.0 * part * (whole - part) / whole).sqrt();
    (2.0 * part + square + spread) / (2.0 * (whole + square))
}

/// The lesser one, from the product of both, since a difference would cancel.
fn lower(part: u32, whole: u32, z: f64) -> f64 {
    let (successes, trials) = (f64::from(part), f64::from(whole));
    (successes / trials) * successes / (trials + z * z) / upper(part, whole, z)
}
