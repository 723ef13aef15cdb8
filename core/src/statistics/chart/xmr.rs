use super::rules::{Place, points};
use super::{ChartOptions, ChartRule, XmrChart};
use crate::error::Result;
use crate::statistics::check::{self, fault};

/// How many mean moving ranges the limits lie from the centre: 3 / 1.128, where 1.128 is the mean range of two
/// normal values.
const TO_LIMIT: f64 = 2.66;
/// How many of its means a moving range may reach.
const TO_RANGE_LIMIT: f64 = 3.268;

/// The chart of single values in order, one a day or a month, say: which are more than noise. Also called chart
/// of individuals and moving ranges.
///
/// # Formula
/// The centre is the mean of the values, the limits lie 2.66 mean moving ranges around it; a moving range is the
/// step between two neighbours, without its sign, and may reach 3.268 of their means. σ is a third of the way to
/// a limit. A value on a limit is not beyond it.
///
/// # Arguments
/// - `values`: in the order of time, at least two; a baseline of less than ten or so is rough
/// - `options`: how many of the first values tell what is usual, and what is a signal
///
/// # Errors
/// `number.not_finite`, `chart.too_few_points` below two, `chart.baseline_out_of_range` for a baseline of less
/// than two or more than there are, `number.out_of_range` for values that can't be added up.
///
/// # Source
/// W. A. Shewhart 1931; D. J. Wheeler, "Understanding variation" (1993), for 2.66 and 3.268; NIST/SEMATECH
/// e-Handbook of Statistical Methods, 6.3.2.2, which divides by 1.128 instead. Rules: Western Electric,
/// "Statistical quality control handbook" (1956); L. S. Nelson, J. Quality Technology 16 (1984).
///
/// ```
/// use firstline::statistics::{ChartRule, PointVerdict, xmr_chart};
/// let daily = [22.0, 25.0, 21.0, 24.0, 23.0, 22.0, 26.0, 23.0, 24.0, 41.0];
/// let chart = xmr_chart(&daily, &Default::default())?;
/// assert_eq!(chart.points[9].signals, [ChartRule::BeyondLimits]);
/// assert_eq!(chart.points[8].verdict, PointVerdict::Noise);
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn xmr_chart(values: &[f64], options: &ChartOptions) -> Result<XmrChart> {
    check::finite(values, "values")?;
    let count = check::count(values.len(), "values")?;
    let baseline = options.baseline(count, 2, "values")?;
    let taken = usize::try_from(baseline).unwrap_or(values.len());
    let steps: Vec<f64> =
        values.iter().zip(values.iter().skip(1)).map(|(a, b)| (b - a).abs()).collect();
    let centre = mean(values.iter().take(taken));
    let range_centre = mean(steps.iter().take(taken - 1));
    let (reach, range_high) = (TO_LIMIT * range_centre, TO_RANGE_LIMIT * range_centre);
    if !(centre + reach).is_finite() || !(centre - reach).is_finite() || !range_high.is_finite() {
        let message = "the values are too large to be added up; give them in another unit";
        return Err(fault("number.out_of_range", "values", message));
    }
    let sigma = reach / 3.0;
    let place = |value: &f64| Some(Place { value: *value, centre, sigma });
    let places: Vec<_> = values.iter().map(place).collect();
    let sigma = (range_high - range_centre) / 3.0;
    let range = |value: &f64| Some(Place { value: *value, centre: range_centre, sigma });
    let ranges: Vec<_> = steps.iter().map(range).collect();
    let (low, high) = (centre - reach, centre + reach);
    let rules = options.rules();
    let of_ranges: Vec<_> =
        rules.iter().copied().filter(|rule| *rule == ChartRule::BeyondLimits).collect();
    Ok(XmrChart {
        baseline,
        centre,
        low,
        high,
        points: points(&places, &rules, |_| (Some(low), Some(high))),
        range_centre,
        range_high,
        ranges: points(&ranges, &of_ranges, |_| (None, Some(range_high))),
    })
}

/// The mean, as the first value and the mean of what the others differ from it: of values that are all the same it is the
/// same, so that none of them lies beyond it by a rounding.
fn mean<'a>(mut values: impl Iterator<Item = &'a f64>) -> f64 {
    let Some(first) = values.next() else { return f64::NAN };
    let (count, sum) =
        values.fold((1.0, 0.0), |(count, sum), value| (count + 1.0, sum + (value - first)));
    first + sum / count
}
