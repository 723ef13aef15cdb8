use super::check;
use crate::error::{Error, Result};

/// The p-values of many tests, corrected for their number so that a share `q` of what is called a finding at
/// `q` is chance, on average; in the order of the tests.
///
/// # Formula
/// The i-th smallest of m p-values becomes the least of p · m / j over all from the i-th on, and at most 1.
///
/// # Errors
/// `probability.out_of_range` for each that is no number from 0 to 1.
///
/// # Source
/// Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", J. R. Stat. Soc. B 57 (1995); for
/// tests that are independent, or depend on each other positively.
///
/// ```
/// use firstline::statistics::benjamini_hochberg;
/// assert_eq!(benjamini_hochberg(&[0.5, 0.125, 0.25])?, [0.5, 0.375, 0.375]);
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn benjamini_hochberg(p_values: &[f64]) -> Result<Vec<f64>> {
    let checked = |(place, p): (usize, &f64)| check::probability(*p, format!("p_values[{place}]"));
    let faults = p_values.iter().enumerate().map(checked).filter_map(Result::err);
    Error::from_faults(faults.flat_map(Error::into_faults).collect())?;
    let tests = f64::from(check::count(p_values.len(), "p_values")?);
    let mut order: Vec<(u32, usize, f64)> = Vec::with_capacity(p_values.len());
    let mut sorted: Vec<(usize, f64)> = p_values.iter().copied().enumerate().collect();
    sorted.sort_by(|(_, a), (_, b)| a.total_cmp(b));
    order.extend((1..).zip(sorted).map(|(rank, (place, p))| (rank, place, p)));
    let mut least = 1.0_f64;
    let mut adjusted = vec![1.0; p_values.len()];
    for (rank, place, p) in order.into_iter().rev() {
        // Its rounding must not bring it below the p-value itself.
        least = least.min((p * tests / f64::from(rank)).max(p));
        if let Some(slot) = adjusted.get_mut(place) {
            *slot = least;
        }
    }
    Ok(adjusted)
}
