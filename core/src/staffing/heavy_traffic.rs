use super::check::{both, fault};
use crate::error::Result;
use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// The share that waits in a very large queue with a + β√a agents for a load of a Erlangs, where nobody hangs up: the
/// limit of Halfin and Whitt.
///
/// It is a check and a rule of thumb; [`queue_metrics`](super::queue_metrics) is exact at any size.
///
/// # Formula
/// P(wait) → 1 / (1 + β Φ(β) / φ(β)), with the normal distribution Φ and its density φ.
///
/// # Arguments
/// - `beta`: the agents above the load, in square roots of it; above zero
///
/// # Errors
/// `number.not_finite`, `number.out_of_range` for a β of zero or less, with which such a queue never settles.
///
/// # Complexity
/// O(1). The relative error of the limit itself is below 1e-13.
///
/// # Example
/// ```
/// use firstline::staffing::halfin_whitt;
/// assert!((halfin_whitt(0.5)? - 0.504538640997945).abs() < 1e-14);
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// S. Halfin and W. Whitt, "Heavy-traffic limits for queues with many exponential servers", Operations Research 29
/// (1981).
pub fn halfin_whitt(beta: f64) -> Result<f64> {
    let beta = finite(beta, "beta")?;
    if beta <= 0.0 {
        let message = format!("with {beta} the queue never settles; give a number above zero");
        return Err(fault("number.out_of_range", "beta", message));
    }
    Ok(1.0 / (1.0 + beta / hazard(-beta)))
}

/// The share that waits in a very large queue with a + β√a agents for a load of a Erlangs, where callers hang up: the
/// limit of Garnett, Mandelbaum and Reiman.
///
/// # Formula
/// P(wait) → 1 / (1 + √q · h(β/√q) / h(−β)), with h = φ / (1 − Φ) and q the handling time over the patience.
///
/// # Arguments
/// - `beta`: the agents above the load, in square roots of it; below zero where there are fewer
/// - `handling_over_patience`: q, above zero
///
/// # Errors
/// `number.not_finite`, `number.out_of_range` for a q of zero or less.
///
/// # Complexity
/// O(1). The relative error of the limit itself is below 1e-13.
///
/// # Example: at the load itself, with a patience of one handling time, every second caller waits
/// ```
/// use firstline::staffing::garnett;
/// assert!((garnett(0.0, 1.0)? - 0.5).abs() < 1e-15);
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// O. Garnett, A. Mandelbaum and M. Reiman, "Designing a call center with impatient customers", Manufacturing &
/// Service Operations Management 4 (2002).
pub fn garnett(beta: f64, handling_over_patience: f64) -> Result<f64> {
    let path = "handling_over_patience";
    let (beta, ratio) = both(finite(beta, "beta"), finite(handling_over_patience, path))?;
    if ratio <= 0.0 {
        let message = format!("{ratio} is not positive; give a number above zero");
        return Err(fault("number.out_of_range", path, message));
    }
    let root = ratio.sqrt();
    Ok(1.0 / (1.0 + root * hazard(beta / root) / hazard(-beta)))
}

/// The density of the normal distribution over what is left of it beyond.
fn hazard(x: f64) -> f64 {
    if x < 25.0 {
        let density = libm::exp(-x * x / 2.0) / (2.0 * PI).sqrt();
        return density / (0.5 * libm::erfc(x * FRAC_1_SQRT_2));
    }
    // Laplace's continued fraction of Mills' ratio: x + 1/(x + 2/(x + …)).
    (1..40_u8).rev().fold(x, |rest, n| x + f64::from(n) / rest)
}

fn finite(number: f64, path: &str) -> Result<f64> {
    if number.is_finite() {
        return Ok(number);
    }
    Err(fault("number.not_finite", path, format!("{number} is no finite number; give one")))
}
