use super::check;
use super::point_mass::{ln_binomial, ln_hypergeometric};
use crate::error::Result;

/// The probability of `count` or more successes in `trials`, each with the same `probability`: the exact
/// binomial test of "more than expected", one-sided.
///
/// It answers for two rates too: of k events in one stretch of time and b in another, k follow a binomial with
/// k + b trials and the first stretch's share of the time, if the rates are equal.
///
/// # Errors
/// `part.above_whole` at `count`, `probability.out_of_range`.
///
/// # Source
/// The definition, summed from its largest term on by C. Loader's point probabilities (2000); for rates
/// J. Przyborowski and H. Wilenski, Biometrika 31 (1940). The relative error is below 1e-11 for up to 4 billion
/// trials; what is below 1e-300 may be 0.
///
/// ```
/// use firstline::statistics::binomial_upper_tail;
/// let eight_heads_of_ten = binomial_upper_tail(8, 10, 0.5)?;
/// assert!((eight_heads_of_ten - 56.0 / 1024.0).abs() < 1e-15);
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn binomial_upper_tail(count: u32, trials: u32, probability: f64) -> Result<f64> {
    check::part_of(count, trials, "count")?;
    let p = check::probability(probability, "probability")?;
    Ok(binomial_tail(count, trials, Chance { p, q: 1.0 - p }))
}

/// The probability that `drawn` of a `population` hold `count` or more of its `marked`: Fisher's exact test of
/// "more than its share", one-sided.
///
/// # Errors
/// `part.above_whole` at `drawn` and `marked`, each of the population, and at `count`, of either.
///
/// # Source
/// R. A. Fisher, "Statistical methods for research workers" (1925), section 21.02; summed as
/// [`binomial_upper_tail`], with the same error.
///
/// ```
/// use firstline::statistics::hypergeometric_upper_tail;
/// // Fisher's lady tells 3 of the 4 cups that had the milk first.
/// assert!((hypergeometric_upper_tail(3, 4, 4, 8)? - 17.0 / 70.0).abs() < 1e-15);
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn hypergeometric_upper_tail(
    count: u32,
    drawn: u32,
    marked: u32,
    population: u32,
) -> Result<f64> {
    check::part_of(drawn, population, "drawn")?;
    check::part_of(marked, population, "marked")?;
    check::part_of(count, drawn.min(marked), "count")?;
    Ok(hypergeometric_tail(count, drawn, marked, population))
}

/// A probability and its complement, each with all of its digits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chance {
    pub(super) p: f64,
    pub(super) q: f64,
}

/// [`binomial_upper_tail`] of what is known to be possible.
pub(super) fn binomial_tail(count: u32, trials: u32, chance: Chance) -> f64 {
    let Chance { p, q } = chance;
    if count == 0 || p >= 1.0 {
        return 1.0;
    }
    if p <= 0.0 {
        return 0.0;
    }
    let odds = p / q;
    tail(Distribution {
        count,
        most: trials,
        least: 0,
        mean: f64::from(trials) * p,
        ln_mass: &|x| ln_binomial(x, trials, p, q),
        step: &|x| f64::from(trials - x) / (f64::from(x) + 1.0) * odds,
    })
}

/// [`hypergeometric_upper_tail`] of what is known to be possible.
pub(super) fn hypergeometric_tail(count: u32, drawn: u32, marked: u32, population: u32) -> f64 {
    let unmarked = population - marked;
    let least = drawn.saturating_sub(unmarked);
    if count <= least {
        return 1.0;
    }
    let (n, k) = (f64::from(drawn), f64::from(marked));
    tail(Distribution {
        count,
        most: drawn.min(marked),
        least,
        mean: n * k / f64::from(population),
        ln_mass: &|x| ln_hypergeometric(x, drawn, marked, population),
        step: &|x| {
            let x = f64::from(x);
            (k - x) * (n - x) / ((x + 1.0) * (f64::from(unmarked) - n + x + 1.0))
        },
    })
}

/// A count with one peak.
struct Distribution<'a> {
    count: u32,
    least: u32,
    most: u32,
    mean: f64,
    ln_mass: &'a dyn Fn(u32) -> f64,
    /// The probability of one more over that of this.
    step: &'a dyn Fn(u32) -> f64,
}

/// The sum on the side where terms shrink; the other side is what is left of 1.
fn tail(of: Distribution<'_>) -> f64 {
    /// A term of this share of the sum can't change it any more, nor can those after it.
    const NEGLIGIBLE: f64 = 1e-19;
    let (mut term, mut sum) = (1.0_f64, 1.0_f64);
    if f64::from(of.count) > of.mean {
        for x in of.count..of.most {
            term *= (of.step)(x);
            sum += term;
            if term < NEGLIGIBLE * sum {
                break;
            }
        }
        return ((of.ln_mass)(of.count) + sum.ln()).exp().min(1.0);
    }
    let below = of.count - 1;
    for x in (of.least..below).rev() {
        term /= (of.step)(x);
        sum += term;
        if term < NEGLIGIBLE * sum {
            break;
        }
    }
    (1.0 - ((of.ln_mass)(below) + sum.ln()).exp()).clamp(0.0, 1.0)
}
