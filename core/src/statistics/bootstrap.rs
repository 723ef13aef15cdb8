use super::check::{self, fault, snap};
use super::draw::Draw;
use crate::error::Result;
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// How an interval is found by drawing the values again.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BootstrapOptions {
    /// Which quantile, from 0 to 1; 0.5 is the median, and the default.
    pub quantile: f64,
    /// Between 0 and 1, both excluded; by default 0.95.
    pub confidence: f64,
    /// How often the values are drawn again; by default 1999, at most 1,000,000.
    pub resamples: u32,
    /// What the generator starts from: the same seed gives the same interval.
    pub seed: u32,
}

impl Default for BootstrapOptions {
    fn default() -> Self {
        Self { quantile: 0.5, confidence: 0.95, resamples: 1999, seed: 0 }
    }
}

/// A quantile of numbers, and between which bounds that of the population lies with some confidence.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuantileInterval {
    /// How many numbers there are.
    pub count: u32,
    /// The quantile: the smallest number that at least that share of them does not exceed.
    pub value: f64,
    /// The lower bound, one of the numbers.
    pub low: f64,
    /// The upper bound, one of the numbers.
    pub high: f64,
}

/// A quantile of lengths of time, and between which bounds that of the population lies with some confidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpanInterval {
    /// How many lengths there are.
    pub count: u32,
    /// The quantile: the shortest that at least that share of them does not exceed.
    pub value: Span,
    /// The lower bound, one of the lengths.
    pub low: Span,
    /// The upper bound, one of the lengths.
    pub high: Span,
}

/// The most places that are drawn in one call: a second or two of work.
const MOST_DRAWS: u64 = 200_000_000;
/// The most times that values are drawn again.
const MOST_RESAMPLES: u32 = 1_000_000;

/// The interval of the median, or of another quantile, by the percentile bootstrap: the numbers are drawn again
/// and again with replacement, and the middle of the quantiles that this gives is the interval. Nothing where
/// there are no numbers.
///
/// # Formula
/// Of B quantiles in order, the bounds are the k-th from below and the k-th from above, with k the whole part of
/// (B + 1)(1 − confidence)/2. Quantiles are nearest ranks, Hyndman and Fan's type 1, in the numbers as drawn.
/// For few values it is narrow: ten or more should be there, and far more where the quantile is near 0 or 1.
///
/// # Randomness
/// Places are drawn one after another from one stream: ChaCha with 8 rounds (64-bit counter and nonce, both from
/// 0), keyed with the seed, lowest byte first, and zeros. Each 32-bit word x gives the place ⌊x·n / 2³²⌋ among
/// the n numbers in order, unless x·n mod 2³² is below 2³² mod n, when the next word is taken.
///
/// # Errors
/// `number.not_finite`, `quantile.out_of_range`, `confidence.out_of_range`, `bootstrap.too_few_resamples` where
/// k would be 0, `bootstrap.too_many_resamples` above 1,000,000, `bootstrap.too_much_work` where numbers times
/// resamples are above 200,000,000.
///
/// # Source
/// B. Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7 (1979); B. Efron and
/// R. Tibshirani, "An introduction to the bootstrap" (1993), section 13.3 and 12.5 for k.
///
/// ```
/// use firstline::statistics::{BootstrapOptions, bootstrap_interval};
/// let numbers: Vec<f64> = (1..=99).map(f64::from).collect();
/// let median = bootstrap_interval(&numbers, &BootstrapOptions::default())?.unwrap();
/// assert_eq!(median.value, 50.0);
/// assert!(median.low > 37.0 && median.high < 63.0);
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn bootstrap_interval(
    values: &[f64],
    options: &BootstrapOptions,
) -> Result<Option<QuantileInterval>> {
    check::finite(values, "values")?;
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let interval = |places: Places| {
        let at = |place: usize| sorted.get(place).copied();
        let (value, low, high) = (at(places.value)?, at(places.low)?, at(places.high)?);
        Some(QuantileInterval { count: places.count, value, low, high })
    };
    Ok(places(values.len(), "values", options)?.and_then(interval))
}

/// [`bootstrap_interval`] for lengths of time.
///
/// # Errors
/// Those of [`bootstrap_interval`].
///
/// ```
/// use firstline::statistics::{BootstrapOptions, bootstrap_span_interval};
/// use firstline::time::Span;
/// let spans: Vec<Span> = (1..=99).map(Span::minutes).collect();
/// let median = bootstrap_span_interval(&spans, &BootstrapOptions::default())?.unwrap();
/// assert_eq!(median.value, Span::minutes(50));
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn bootstrap_span_interval(
    spans: &[Span],
    options: &BootstrapOptions,
) -> Result<Option<SpanInterval>> {
    let mut sorted = spans.to_vec();
    sorted.sort_unstable();
    let interval = |places: Places| {
        let at = |place: usize| sorted.get(place).copied();
        let (value, low, high) = (at(places.value)?, at(places.low)?, at(places.high)?);
        Some(SpanInterval { count: places.count, value, low, high })
    };
    Ok(places(spans.len(), "spans", options)?.and_then(interval))
}

/// Which of the values in order are the quantile and its bounds.
struct Places {
    count: u32,
    value: usize,
    low: usize,
    high: usize,
}

/// A quantile of a sample is one of its values, and which one depends on places alone.
fn places(length: usize, name: &str, options: &BootstrapOptions) -> Result<Option<Places>> {
    let count = check::count(length, name)?;
    let from_end = check(count, name, options)?;
    let Some(place) = length.checked_sub(1) else { return Ok(None) };
    let place = rank(options.quantile, length).saturating_sub(1).min(place);
    let mut draw = Draw::new(options.seed, count);
    let mut sample = vec![0_u32; length];
    let mut quantiles = Vec::new();
    for _ in 0..options.resamples {
        sample.iter_mut().for_each(|drawn| *drawn = draw.place());
        let (_, quantile, _) = sample.select_nth_unstable(place);
        quantiles.push(*quantile);
    }
    quantiles.sort_unstable();
    let at = |place: usize| quantiles.get(place).and_then(|drawn| usize::try_from(*drawn).ok());
    let (low, high) = (at(from_end - 1), at(quantiles.len().saturating_sub(from_end)));
    Ok(low.zip(high).map(|(low, high)| Places { count, value: place, low, high }))
}

/// How far from the ends of the quantiles in order the bounds are, from 1.
#[expect(clippy::as_conversions, reason = "it is whole, and at most half of a million")]
fn check(count: u32, name: &str, options: &BootstrapOptions) -> Result<usize> {
    let BootstrapOptions { quantile, confidence, resamples, .. } = *options;
    if !(0.0..=1.0).contains(&quantile) {
        let message = format!("{quantile} is no quantile; give a number from 0 to 1, such as 0.5");
        return Err(fault("quantile.out_of_range", "options.quantile", message));
    }
    check::confidence(confidence, "options.confidence")?;
    let path = "options.resamples";
    if resamples > MOST_RESAMPLES {
        let message = format!("{resamples} resamples are too many; give at most {MOST_RESAMPLES}");
        return Err(fault("bootstrap.too_many_resamples", path, message));
    }
    if u64::from(count) * u64::from(resamples) > MOST_DRAWS {
        let message = format!(
            "{count} values drawn {resamples} times are above {MOST_DRAWS} draws; give fewer resamples"
        );
        return Err(fault("bootstrap.too_much_work", name, message));
    }
    let from_end = snap((f64::from(resamples) + 1.0) * (1.0 - confidence) / 2.0).floor();
    if from_end < 1.0 {
        let needed = (2.0 / (1.0 - confidence)).ceil();
        let message = format!(
            "{resamples} resamples are too few for a confidence of {confidence}; give {needed} or more"
        );
        return Err(fault("bootstrap.too_few_resamples", path, message));
    }
    Ok(from_end as usize)
}

/// The nearest rank, from 1 except for the quantile 0.
#[expect(clippy::as_conversions, reason = "it is whole, and at most the length")]
fn rank(quantile: f64, length: usize) -> usize {
    snap(quantile * length as f64).ceil() as usize
}
