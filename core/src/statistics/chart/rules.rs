use super::{ChartPoint, ChartRule, PointVerdict};
use std::cmp::Ordering;

/// A value, and where it may lie.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) value: f64,
    pub(super) centre: f64,
    pub(super) sigma: f64,
}

impl Place {
    /// On which side it is beyond so many deviations, if on any.
    fn beyond(&self, sigmas: f64) -> Option<Ordering> {
        let reach = sigmas * self.sigma;
        let side = if self.value > self.centre + reach {
            Ordering::Greater
        } else if self.value < self.centre - reach {
            Ordering::Less
        } else {
            Ordering::Equal
        };
        Some(side).filter(|side| *side != Ordering::Equal)
    }
}

/// The rules that hold at the last of some places; one without a value ends what comes before it.
pub(super) fn judge(
    places: &[Option<Place>],
    rules: &[ChartRule],
) -> (PointVerdict, Vec<ChartRule>) {
    let Some(Some(_)) = places.last() else { return (PointVerdict::NoData, Vec::new()) };
    // No rule looks back further than fifteen points.
    let run: Vec<Place> = places.iter().rev().take(15).map_while(|place| *place).collect();
    let signals: Vec<_> = rules.iter().copied().filter(|rule| holds(*rule, &run)).collect();
    let verdict = if signals.is_empty() { PointVerdict::Noise } else { PointVerdict::Signal };
    (verdict, signals)
}

/// Whether a rule holds at the first of some places, of which the latest comes first.
fn holds(rule: ChartRule, run: &[Place]) -> bool {
    match rule {
        ChartRule::BeyondLimits => some_beyond(run, 1, 1, 3.0),
        ChartRule::TwoOfThreeBeyondTwoSigma => some_beyond(run, 2, 3, 2.0),
        ChartRule::FourOfFiveBeyondOneSigma => some_beyond(run, 4, 5, 1.0),
        ChartRule::RunOfEight => some_beyond(run, 8, 8, 0.0),
        ChartRule::TrendOfSix => {
            let steps = steps(run, 6);
            [Ordering::Less, Ordering::Greater]
                .iter()
                .any(|way| steps.len() == 5 && steps.iter().all(|step| step == way))
        }
        ChartRule::FourteenAlternating => {
            let steps = steps(run, 14);
            let turns = steps.iter().zip(steps.iter().skip(1));
            steps.len() == 13
                && turns.into_iter().all(|(a, b)| *a != Ordering::Equal && *a == b.reverse())
        }
        ChartRule::FifteenWithinOneSigma => {
            let within = |it: &Place| (it.value - it.centre).abs() < it.sigma;
            run.len() >= 15 && run.iter().take(15).all(within)
        }
        ChartRule::EightBeyondOneSigma => {
            let sides: Vec<_> = run.iter().take(8).map_while(|it| it.beyond(1.0)).collect();
            sides.len() == 8 && sides.iter().any(|side| Some(side) != sides.first())
        }
    }
}

/// Whether the latest and enough of those before it are beyond so many deviations on one side.
fn some_beyond(run: &[Place], enough: usize, of: usize, sigmas: f64) -> bool {
    let Some(side) = run.first().and_then(|latest| latest.beyond(sigmas)) else { return false };
    run.iter().take(of).filter(|it| it.beyond(sigmas) == Some(side)).count() >= enough
}

/// How each of the latest so many points lies to the one before it; nothing where there are fewer.
fn steps(run: &[Place], points: usize) -> Vec<Ordering> {
    let Some(run) = run.get(..points) else { return Vec::new() };
    run.iter().zip(run.iter().skip(1)).map(|(a, b)| a.value.total_cmp(&b.value)).collect()
}

/// All points of a chart; `limits` are those of a place.
pub(super) fn points(
    places: &[Option<Place>],
    rules: &[ChartRule],
    limits: impl Fn(&Place) -> (Option<f64>, Option<f64>),
) -> Vec<ChartPoint> {
    let point = |(end, place): (usize, &Option<Place>)| {
        let (verdict, signals) = judge(places.get(..end).unwrap_or_default(), rules);
        let (low, high) = place.as_ref().map_or((None, None), &limits);
        ChartPoint { value: place.map(|place| place.value), low, high, verdict, signals }
    };
    (1..).zip(places).map(point).collect()
}
