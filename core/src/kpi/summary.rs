use crate::error::{Error, ErrorKind, Result};
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// How a quantile between two values is chosen. Both are exact.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum QuantileMethod {
    /// The smallest value that at least that share of the values does not exceed: always one of them.
    /// Hyndman and Fan's type 1.
    #[default]
    NearestRank,
    /// Between the two nearest values in proportion, rounded to the millisecond: what spreadsheets and
    /// NumPy do. Hyndman and Fan's type 7.
    Linear,
}

/// A set of lengths of time in a few figures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpanSummary {
    /// How many there are.
    pub count: u32,
    /// How many run backwards: their clocks were wrong, and they are counted as they are.
    pub negative: u32,
    /// All together.
    pub sum: Span,
    /// The sum by the count, rounded to the millisecond.
    pub mean: Span,
    /// The shortest.
    pub min: Span,
    /// Half of them are no longer.
    pub median: Span,
    /// 75 in 100 are no longer.
    pub p75: Span,
    /// 90 in 100 are no longer.
    pub p90: Span,
    /// 95 in 100 are no longer.
    pub p95: Span,
    /// 99 in 100 are no longer.
    pub p99: Span,
    /// The longest.
    pub max: Span,
    /// How the quantiles were chosen.
    pub method: QuantileMethod,
    /// By how much of itself a quantile may be off, where they come from a sketch; absent: they are exact.
    pub relative_error: Option<f64>,
}

/// The quantile `q` of some lengths of time, exactly; nothing where there are none.
///
/// # Errors
/// `quantile.out_of_range` for a `q` that is not a number from 0 to 1.
///
/// ```
/// use firstline::kpi::{QuantileMethod, quantile};
/// use firstline::time::Span;
/// let spans = [Span::hours(1), Span::hours(2), Span::hours(3), Span::hours(10)];
/// assert_eq!(quantile(&spans, 0.5, QuantileMethod::NearestRank)?, Some(Span::hours(2)));
/// assert_eq!(quantile(&spans, 0.5, QuantileMethod::Linear)?, Some(Span::minutes(150)));
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn quantile(spans: &[Span], q: f64, method: QuantileMethod) -> Result<Option<Span>> {
    if !(0.0..=1.0).contains(&q) {
        let message = format!("{q} is no quantile; give a number from 0 to 1, such as 0.9");
        return Err(Error::new(ErrorKind::Invalid, "quantile.out_of_range", "q", message));
    }
    let mut sorted: Vec<i64> = spans.iter().map(|span| span.as_millis()).collect();
    sorted.sort_unstable();
    Ok(at(&sorted, q, method).map(Span::from_millis))
}

/// The usual figures of some lengths of time; nothing where there are none.
///
/// # Errors
/// `summary.out_of_range` where all together are longer than a span can be, 292 million years, or are
/// more than 4,294,967,295.
///
/// ```
/// use firstline::kpi::{QuantileMethod, span_summary};
/// use firstline::time::Span;
/// let spans = [Span::hours(1), Span::hours(2), Span::hours(6)];
/// let summary = span_summary(&spans, QuantileMethod::NearestRank)?.unwrap();
/// assert_eq!((summary.mean, summary.median), (Span::hours(3), Span::hours(2)));
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn span_summary(spans: &[Span], method: QuantileMethod) -> Result<Option<SpanSummary>> {
    let mut sorted: Vec<i64> = spans.iter().map(|span| span.as_millis()).collect();
    sorted.sort_unstable();
    let (Some(min), Some(max)) = (sorted.first(), sorted.last()) else { return Ok(None) };
    let negative = sorted.partition_point(|millis| *millis < 0);
    let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let ranks = Ranks {
        count: count(sorted.len()),
        negative: count(negative),
        sum: sorted.iter().map(|millis| i128::from(*millis)).sum(),
        min: *min,
        max: *max,
    };
    summary(ranks, method, None, |q| at(&sorted, q, method).map(Span::from_millis))
}

/// What is known of values without their quantiles, in milliseconds.
pub(super) struct Ranks {
    pub(super) count: u64,
    pub(super) negative: u64,
    pub(super) sum: i128,
    pub(super) min: i64,
    pub(super) max: i64,
}

/// The figures of values by their quantiles; nothing where there are no values.
pub(super) fn summary(
    ranks: Ranks,
    method: QuantileMethod,
    relative_error: Option<f64>,
    quantile: impl Fn(f64) -> Option<Span>,
) -> Result<Option<SpanSummary>> {
    if ranks.count == 0 {
        return Ok(None);
    }
    let quantile = |q| quantile(q).ok_or_else(out_of_range);
    Ok(Some(SpanSummary {
        count: u32::try_from(ranks.count).map_err(|_| out_of_range())?,
        negative: u32::try_from(ranks.negative).map_err(|_| out_of_range())?,
        sum: span(ranks.sum)?,
        mean: span(divide(ranks.sum, i128::from(ranks.count)))?,
        min: Span::from_millis(ranks.min),
        median: quantile(0.5)?,
        p75: quantile(0.75)?,
        p90: quantile(0.9)?,
        p95: quantile(0.95)?,
        p99: quantile(0.99)?,
        max: Span::from_millis(ranks.max),
        method,
        relative_error,
    }))
}

fn span(millis: i128) -> Result<Span> {
    i64::try_from(millis).map(Span::from_millis).map_err(|_| out_of_range())
}

fn out_of_range() -> Error {
    let message =
        "the spans are too long or too many to be added up; leave out those that can't be";
    Error::new(ErrorKind::Invalid, "summary.out_of_range", "spans", message)
}

/// Rounded to the nearest whole number, halves away from zero.
pub(super) const fn divide(sum: i128, count: i128) -> i128 {
    let half = if sum < 0 { -count / 2 } else { count / 2 };
    (sum + half) / count
}

/// The quantile of sorted values. A share such as 0.9 is not exact in binary, so ranks within a
/// billionth of a whole number are that number, as 0.9 of 10 values means the ninth.
#[expect(clippy::as_conversions, reason = "ranks are below 2^52, where both directions are exact")]
pub(super) fn at(sorted: &[i64], q: f64, method: QuantileMethod) -> Option<i64> {
    let snap = |rank: f64| {
        if (rank - rank.round()).abs() < 1e-9 * rank.abs().max(1.0) { rank.round() } else { rank }
    };
    match method {
        QuantileMethod::NearestRank => {
            let rank = snap(q * sorted.len() as f64).ceil() as usize;
            sorted.get(rank.saturating_sub(1)).copied()
        }
        QuantileMethod::Linear => {
            let position = snap(q * sorted.len().saturating_sub(1) as f64);
            let below = position.floor() as usize;
            let low = *sorted.get(below)?;
            let high = sorted.get(below + 1).copied().unwrap_or(low);
            let part = (i128::from(high) - i128::from(low)) as f64 * position.fract();
            Some(low.saturating_add(part.round() as i64))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_ninth_of_ten_is_the_ninth() {
        let spans: Vec<Span> = (1..=10).map(Span::hours).collect();
        let nearest = |q| quantile(&spans, q, QuantileMethod::NearestRank).unwrap().unwrap();
        assert_eq!([nearest(0.0), nearest(0.9), nearest(1.0)], [1, 9, 10].map(Span::hours));
        assert_eq!(
            quantile(&spans, f64::NAN, QuantileMethod::Linear).unwrap_err().code(),
            "quantile.out_of_range"
        );
        assert_eq!(span_summary(&[], QuantileMethod::Linear), Ok(None));
    }

    #[test]
    fn a_mean_is_exact_where_the_sum_fits_and_an_error_where_it_does_not() {
        let summary = |spans: &[i64]| {
            let spans: Vec<Span> = spans.iter().copied().map(Span::from_millis).collect();
            span_summary(&spans, QuantileMethod::NearestRank)
        };
        // Beyond an i64 halfway through, not at the end.
        let huge = summary(&[i64::MAX, i64::MAX, -i64::MAX, 1 - i64::MAX]).unwrap().unwrap();
        assert_eq!((huge.sum, huge.negative), (Span::from_millis(1), 2));
        assert_eq!(summary(&[i64::MAX, 1]).unwrap_err().code(), "summary.out_of_range");
    }

    proptest! {
        /// The definition of type 1, by counting.
        #[test]
        fn nearest_rank_is_the_least_that_enough_values_do_not_exceed(
            millis in proptest::collection::vec(-50_i64..50, 1..40),
            percent in 1_u32..=100,
        ) {
            let spans: Vec<Span> = millis.iter().copied().map(Span::from_millis).collect();
            let q = f64::from(percent) / 100.0;
            let percent = usize::try_from(percent).unwrap();
            let found = quantile(&spans, q, QuantileMethod::NearestRank).unwrap().unwrap();
            let not_above = |limit: Span| spans.iter().filter(|span| **span <= limit).count() * 100;
            prop_assert!(not_above(found) >= percent * spans.len());
            for span in spans.iter().filter(|span| **span < found) {
                prop_assert!(not_above(*span) < percent * spans.len());
            }
        }
    }
}
