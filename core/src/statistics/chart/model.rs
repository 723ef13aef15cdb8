use crate::error::Result;
use crate::statistics::check::fault;
use serde::{Deserialize, Serialize};

/// What on a chart is no chance. σ is the deviation that noise alone has; a rule holds at the point that
/// completes it, and on as long as it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartRule {
    /// A point beyond 3σ, the limits: Western Electric 1, Nelson 1.
    BeyondLimits,
    /// It and one of the two before it beyond 2σ on one side: Western Electric 2, Nelson 5.
    TwoOfThreeBeyondTwoSigma,
    /// It and three of the four before it beyond 1σ on one side: Western Electric 3, Nelson 6.
    FourOfFiveBeyondOneSigma,
    /// Eight in a row on one side of the centre: Western Electric 4; Nelson 2 has nine.
    RunOfEight,
    /// Six in a row that steadily rise or fall: Nelson 3.
    TrendOfSix,
    /// Fourteen in a row that rise and fall by turns: Nelson 4.
    FourteenAlternating,
    /// Fifteen in a row within 1σ: Nelson 7.
    FifteenWithinOneSigma,
    /// Eight in a row beyond 1σ, on both sides: Nelson 8.
    EightBeyondOneSigma,
}

impl ChartRule {
    /// All of them.
    pub(super) const ALL: [Self; 8] = [
        Self::BeyondLimits,
        Self::TwoOfThreeBeyondTwoSigma,
        Self::FourOfFiveBeyondOneSigma,
        Self::RunOfEight,
        Self::TrendOfSix,
        Self::FourteenAlternating,
        Self::FifteenWithinOneSigma,
        Self::EightBeyondOneSigma,
    ];
    /// Those of Western Electric, and the trend.
    const USUAL: usize = 5;
}

/// How a chart is drawn up.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChartOptions {
    /// How many of the first points the centre and the limits come from; absent: all.
    pub baseline: Option<u32>,
    /// The rules by which points are signals; empty: the four of Western Electric and the trend of six. More rules
    /// find more, and more that is chance.
    pub rules: Vec<ChartRule>,
}

impl ChartOptions {
    /// The rules, each once and in their order.
    pub(super) fn rules(&self) -> Vec<ChartRule> {
        let all = ChartRule::ALL;
        match self.rules.as_slice() {
            [] => all.into_iter().take(ChartRule::USUAL).collect(),
            some => all.into_iter().filter(|rule| some.contains(rule)).collect(),
        }
    }

    /// How many points are the baseline, of those that there are.
    pub(super) fn baseline(&self, count: u32, least: u32, name: &str) -> Result<u32> {
        let few = |path: &str, code: &str, baseline: u32| {
            let message = format!(
                "{baseline} points are no baseline of {count}; give {least} or more, and no more than there are"
            );
            fault(code, path, message)
        };
        match self.baseline {
            None if count < least => Err(few(name, "chart.too_few_points", count)),
            None => Ok(count),
            Some(baseline) if (least..=count).contains(&baseline) => Ok(baseline),
            Some(baseline) => Err(few("options.baseline", "chart.baseline_out_of_range", baseline)),
        }
    }
}

/// Whether a point is more than chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PointVerdict {
    /// Some rule holds: look for a cause.
    Signal,
    /// No rule holds: it is as the points always were.
    Noise,
    /// There is no value.
    NoData,
}

/// A point of a chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChartPoint {
    /// Its value; absent for a share of nothing.
    pub value: Option<f64>,
    /// The limit below; absent where no value can lie below it.
    pub low: Option<f64>,
    /// The limit above; absent where no value can lie above it.
    pub high: Option<f64>,
    /// Whether it is more than chance.
    pub verdict: PointVerdict,
    /// The rules that hold at it.
    pub signals: Vec<ChartRule>,
}

/// A chart of single values and of the steps between them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct XmrChart {
    /// How many of the first points the centre and the limits come from.
    pub baseline: u32,
    /// The mean of the baseline.
    pub centre: f64,
    /// The limit below: centre − 2.66 mean moving ranges.
    pub low: f64,
    /// The limit above: centre + 2.66 mean moving ranges.
    pub high: f64,
    /// The values, in order.
    pub points: Vec<ChartPoint>,
    /// The mean of the baseline's moving ranges.
    pub range_centre: f64,
    /// The limit of a moving range: 3.268 of their means.
    pub range_high: f64,
    /// The steps from each value to the next, without their signs: one fewer than values. Only being beyond the
    /// limit is a signal of them, since steps that share a value depend on each other.
    pub ranges: Vec<ChartPoint>,
}

/// A part of a whole: so many tickets of a day that were solved in time, say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RatePoint {
    /// How many have it.
    pub part: u32,
    /// Of how many.
    pub whole: u32,
}

/// A chart of shares.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PChart {
    /// How many of the first points the centre comes from.
    pub baseline: u32,
    /// The parts of the baseline together, of its wholes together.
    pub centre: f64,
    /// The shares, in order, each with limits of its own: the smaller the whole, the wider.
    pub points: Vec<ChartPoint>,
}
