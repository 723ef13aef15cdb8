use super::check::{both, fault, open_share, seconds_from_zero};
use super::root::root;
use crate::error::{Error, Result};
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// The wait of one caller, and how it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObservedWait {
    /// How long he waited; zero or more.
    pub wait: Span,
    /// Whether he hung up; else he was answered, so that his patience was longer than that.
    pub abandoned: bool,
}

/// How long callers would wait on average until they hang up.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatienceEstimate {
    /// Callers who hung up.
    pub abandoned: u32,
    /// How long all callers waited, in seconds.
    pub total_wait_seconds: f64,
    /// The estimate, in seconds; nothing where nobody hung up.
    pub patience_seconds: Option<f64>,
    /// The lower bound, in seconds.
    pub low_seconds: f64,
    /// The upper bound, in seconds; nothing where nobody hung up, so that it may be endless.
    pub high_seconds: Option<f64>,
    /// How many of 1 such intervals hold the true patience, at least.
    pub confidence: f64,
}

/// The mean patience of callers, from their waits: of those who were answered too, since all that is known of them is
/// that they would have waited longer.
///
/// The mean wait of those who hang up is not it, and far shorter.
///
/// # Formula
/// The time that all waited over the number of those who hung up, which is the most likely mean of an exponential
/// patience. The bounds are those of the rate of a Poisson count over the time waited (Garwood): with d who hung up in
/// a time of T, T over the quantiles of χ² / 2 with 2 d + 2 and 2 d degrees of freedom.
///
/// # Arguments
/// - `waits`: of all callers who waited; those who were answered at once add nothing
/// - `confidence`: between 0 and 1, both excluded; 0.95 is usual
///
/// # Errors
/// All at once: `span.negative` at a wait, `number.out_of_range` at the confidence. `waits.none` where nobody waited
/// for any time, so that nothing is known; `waits.too_many` beyond 4,294,967,295 who hung up.
///
/// # Complexity
/// O(n).
///
/// # Example: two of four hang up
/// ```
/// use firstline::staffing::{ObservedWait, patience_estimate};
/// use firstline::time::Span;
/// let waits = [(30, true), (90, false), (60, true), (60, false)]
///     .map(|(seconds, abandoned)| ObservedWait { wait: Span::seconds(seconds), abandoned });
/// let patience = patience_estimate(&waits, 0.95)?;
/// assert_eq!(patience.patience_seconds, Some(120.0));
/// assert!((patience.low_seconds - 240.0 / 7.2247).abs() < 1e-3);
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// L. Brown et al., "Statistical analysis of a telephone call center", J. Am. Stat. Assoc. 100 (2005), section 5; F.
/// Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936). 7.2247 is half of the quantile of χ²
/// with 6 degrees of freedom.
pub fn patience_estimate(waits: &[ObservedWait], confidence: f64) -> Result<PatienceEstimate> {
    let mut faults = Vec::new();
    let (mut total, mut abandoned) = (0.0, 0_u32);
    for (place, observed) in waits.iter().enumerate() {
        match seconds_from_zero(observed.wait, "wait") {
            Ok(seconds) => total += seconds,
            Err(error) => faults.extend(error.within(&format!("waits[{place}]")).into_faults()),
        }
        if observed.abandoned {
            abandoned = abandoned.checked_add(1).ok_or_else(|| {
                fault("waits.too_many", "waits", format!("more than {} hung up", u32::MAX))
            })?;
        }
    }
    let confidence = open_share(confidence, "confidence", "0.95");
    let ((), confidence) = both(Error::from_faults(faults), confidence)?;
    if total <= 0.0 {
        let message =
            "nobody waited for any time, so nothing is known of patience; give waits above zero";
        return Err(fault("waits.none", "waits", message));
    }
    let tail = (1.0 - confidence) / 2.0;
    let count = f64::from(abandoned);
    let some = abandoned > 0;
    Ok(PatienceEstimate {
        abandoned,
        total_wait_seconds: total,
        patience_seconds: some.then(|| total / count),
        low_seconds: total / gamma_quantile(count + 1.0, 1.0 - tail),
        high_seconds: some.then(|| total / gamma_quantile(count, tail)),
        confidence,
    })
}

/// Below which x a gamma variable of a whole shape lies with some probability: the mean of a Poisson count that is so
/// large, or larger, with it.
fn gamma_quantile(shape: f64, probability: f64) -> f64 {
    let over = |mean: f64| at_least(shape, mean) - probability;
    let deviation = shape.sqrt() + 1.0;
    let high = shape + 40.0 * deviation + 750.0;
    root((shape - 40.0 * deviation).max(0.0), high, over)
}

/// How likely a Poisson count of a mean is so large or larger: the smaller tail is summed, from its largest term.
fn at_least(count: f64, mean: f64) -> f64 {
    if mean <= 0.0 {
        return 0.0;
    }
    let at = |n: f64| libm::exp(n * libm::log(mean) - mean - libm::lgamma(n + 1.0));
    if count > mean {
        let (mut term, mut sum, mut n) = (1.0_f64, 0.0_f64, count);
        while term > 1e-17 * sum {
            sum += term;
            n += 1.0;
            term *= mean / n;
        }
        return at(count) * sum;
    }
    let (mut term, mut sum, mut n) = (1.0_f64, 0.0_f64, count - 1.0);
    while n >= 0.0 && term > 1e-17 * sum {
        sum += term;
        term *= n / mean;
        n -= 1.0;
    }
    1.0 - at(count - 1.0) * sum
}
