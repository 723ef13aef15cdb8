use super::rules::Place;
use super::{ChartOptions, PChart, RatePoint};
use crate::error::{Error, Result};
use crate::statistics::check::{self, fault};

/// The chart of shares in order, such as the SLA attainment of each week: which are more than noise. Each has
/// limits of its own, since a share of few tickets varies more.
///
/// # Formula
/// The centre p is all parts by all wholes, the limits lie 3σ around it with σ = √(p (1 − p) / whole). Where
/// that leaves 0 to 1 there is no limit. A point whose whole is 0 has neither value nor limits and ends what
/// comes before it, so that no run goes on over it.
///
/// # Arguments
/// - `points`: parts and wholes in the order of time
/// - `options`: how many of the first points tell what is usual, and what is a signal
///
/// # Errors
/// `part.above_whole` for each such point, `chart.too_few_points` without any,
/// `chart.baseline_out_of_range`, `chart.empty_baseline` where all wholes of the baseline are 0.
///
/// # Source
/// NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.3.2; D. C. Montgomery, "Introduction to statistical
/// quality control", 7.2 for wholes that vary. It takes tickets as independent: where their wholes are in
/// the thousands and causes are shared, limits are too narrow, and an [`xmr_chart`](super::xmr_chart) of the
/// shares is the better chart (D. J. Wheeler).
///
/// ```
/// use firstline::statistics::{PointVerdict, RatePoint, p_chart};
/// let weeks = [(4, 50), (6, 60), (5, 40), (21, 50), (5, 55)].map(|(part, whole)| RatePoint { part, whole });
/// let chart = p_chart(&weeks, &Default::default())?;
/// assert_eq!(chart.points[3].verdict, PointVerdict::Signal);
/// assert_eq!(chart.points[4].verdict, PointVerdict::Noise);
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn p_chart(points: &[RatePoint], options: &ChartOptions) -> Result<PChart> {
    let checked = |(place, it): (usize, &RatePoint)| {
        check::part_of(it.part, it.whole, format!("points[{place}].part")).err()
    };
    let faults = points.iter().enumerate().filter_map(checked);
    Error::from_faults(faults.flat_map(Error::into_faults).collect())?;
    let baseline = options.baseline(check::count(points.len(), "points")?, 1, "points")?;
    let (mut part, mut whole) = (0.0, 0.0);
    for (_, point) in (0..baseline).zip(points) {
        part += f64::from(point.part);
        whole += f64::from(point.whole);
    }
    if whole <= 0.0 {
        let message = "all wholes of the baseline are 0; give a baseline of which there is a share";
        return Err(fault("chart.empty_baseline", "points", message));
    }
    let centre = part / whole;
    let place = |it: &RatePoint| {
        let whole = f64::from(it.whole);
        let place = || Place {
            value: f64::from(it.part) / whole,
            centre,
            sigma: (centre * (1.0 - centre) / whole).sqrt(),
        };
        (it.whole > 0).then(place)
    };
    let places: Vec<_> = points.iter().map(place).collect();
    let limits = |it: &Place| {
        let (low, high) = (centre - 3.0 * it.sigma, centre + 3.0 * it.sigma);
        (Some(low).filter(|low| *low >= 0.0), Some(high).filter(|high| *high <= 1.0))
    };
    Ok(PChart { baseline, centre, points: super::rules::points(&places, &options.rules(), limits) })
}
