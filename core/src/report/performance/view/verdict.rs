//! Whether the last stretch of the trend is signal or noise, in words.

use super::figures::plain;
use super::words::decimal;
use crate::kpi::{KpiDefinition, KpiUnit};
use crate::report::TrendVerdict;
use crate::report::performance::figures::signed;
use crate::statistics::{ChartRule, PointVerdict};

/// Signal or noise, of which stretch, by which rules.
pub(in crate::report::performance) fn judged(it: &TrendVerdict) -> String {
    format!("{}: {}{}", it.stretch, word(it.verdict), rules(it))
}

/// The same with the value and what is usual.
pub(super) fn judged_at_length(it: &TrendVerdict, definition: Option<&KpiDefinition>) -> String {
    let unit = definition.map_or(KpiUnit::Number, |it| it.unit);
    // What can't be below zero, or above all, has no such limit.
    let low = it.low > 0.0 || definition.is_some_and(|it| signed(&it.measure));
    let high = it.high < 1.0 || unit != KpiUnit::Share;
    let show = |value: f64| match unit {
        KpiUnit::Tickets if value.abs() >= 100.0 => decimal(value, 0),
        _ => plain(value, unit),
    };
    let usual = match (low, high) {
        (true, true) => format!("usual {} to {}", show(it.low), show(it.high)),
        (true, false) => format!("usual {} and more", show(it.low)),
        (false, true) => format!("usual up to {}", show(it.high)),
        (false, false) => "usual any".to_owned(),
    };
    format!("{}: {} in {}, {usual}{}", word(it.verdict), show(it.value), it.stretch, rules(it))
}

const fn word(verdict: PointVerdict) -> &'static str {
    match verdict {
        PointVerdict::Signal => "signal",
        PointVerdict::Noise => "noise",
        PointVerdict::NoData => "no data",
    }
}

/// The rules that hold, after a space; nothing where none does.
fn rules(it: &TrendVerdict) -> String {
    let rules: Vec<_> = it.signals.iter().copied().map(rule).collect();
    if rules.is_empty() { String::new() } else { format!(" ({})", rules.join(", ")) }
}

const fn rule(rule: ChartRule) -> &'static str {
    match rule {
        ChartRule::BeyondLimits => "beyond the limits",
        ChartRule::TwoOfThreeBeyondTwoSigma => "two of three far off",
        ChartRule::FourOfFiveBeyondOneSigma => "four of five off on one side",
        ChartRule::RunOfEight => "eight in a row on one side",
        ChartRule::TrendOfSix => "six in a row that rise or fall",
        ChartRule::FourteenAlternating => "fourteen that rise and fall by turns",
        ChartRule::FifteenWithinOneSigma => "fifteen in a row close to the mean",
        ChartRule::EightBeyondOneSigma => "eight in a row off the mean",
    }
}
