use super::input::{CoverageInput, Task};
use super::outcome::ShiftCoverage;
use crate::float::float;
use crate::staffing::explain::{hours, rounded, some};
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// What a step of a cover is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoverageTerm {
    /// What is needed.
    Need,
    /// The shifts to choose from.
    Offer,
    /// How the choice was made.
    Method,
    /// One template, and how many shifts of it there are.
    Template,
    /// What all of them cost.
    Cost,
    /// What no cover costs less than.
    Bound,
    /// The hours that are worked and not needed.
    Surplus,
}

/// One step of a cover.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoverageStep {
    /// What it is about.
    pub term: CoverageTerm,
    /// How it is calculated, such as `Σ agents * hours`.
    pub formula: String,
    /// What it comes to; nothing where it is no number.
    pub value: Option<f64>,
    /// What that means, in plain words.
    pub text: String,
}

fn step(
    term: CoverageTerm,
    formula: &str,
    value: impl Into<Option<f64>>,
    text: String,
) -> CoverageStep {
    CoverageStep { term, formula: formula.to_owned(), value: value.into(), text }
}

pub(in super::super) fn agents(number: i64) -> String {
    some(number, "agent is", "agents are")
}

pub(super) fn steps(
    input: &CoverageInput,
    task: &Task,
    cover: &ShiftCoverage,
    breaks: bool,
) -> Vec<CoverageStep> {
    let peak = cover.intervals.iter().max_by_key(|it| (it.needed, std::cmp::Reverse(it.start)));
    let Some(peak) = peak.filter(|it| it.needed > 0) else {
        return vec![step(
            CoverageTerm::Need,
            "Σ agents * hours",
            0.0,
            "nobody is needed, and so no shift".to_owned(),
        )];
    };
    let of = |span: Span| span.millis_float() / 3_600_000.0;
    let needed = of(cover.needed);
    let text = format!(
        "{} needed; most from {} until {}, where {} needed",
        some(rounded(needed), "hour of agents is", "hours of agents are"),
        peak.start,
        peak.end,
        agents(peak.needed.into())
    );
    let mut steps = vec![step(CoverageTerm::Need, "Σ agents * hours", needed, text)];
    let offers = i64::try_from(task.offers.len()).unwrap_or(i64::MAX);
    let text = format!(
        "{} of {} {} a time at which somebody is needed",
        some(offers, "start", "starts"),
        some(i64::try_from(input.templates.len()).unwrap_or(i64::MAX), "template", "templates"),
        if offers == 1 { "reaches" } else { "reach" }
    );
    steps.push(step(CoverageTerm::Offer, "days * starts", float(offers), text));
    let (formula, text) = match breaks {
        false => (
            "minimum-cost flow from need to need",
            "without breaks, the cheapest shifts are found exactly: as a flow through time",
        ),
        true => (
            "a program in whole numbers",
            "breaks make it a program in whole numbers; what was found was checked, and the bound tells how far it may be \
             from the cheapest",
        ),
    };
    steps.push(step(CoverageTerm::Method, formula, None, text.to_owned()));
    for template in &input.templates {
        let own = cover.shifts.iter().filter(|it| it.shift == template.label);
        let (count, kinds) = own
            .fold((0_i64, 0_i64), |(count, kinds), it| (count + i64::from(it.agents), kinds + 1));
        let price = some(template.price(), "unit", "units");
        let text = match count {
            0 => format!("no shift '{}'", template.label),
            _ => format!(
                "{} '{}' of {price} each, in {}",
                some(count, "shift", "shifts"),
                template.label,
                some(kinds, "form", "different forms of start, day and breaks")
            ),
        };
        steps.push(step(CoverageTerm::Template, "shifts of one template", float(count), text));
    }
    let text = format!(
        "{} {}",
        some(cover.count, "shift costs", "shifts cost"),
        some(cover.cost, "unit", "units")
    );
    steps.push(step(CoverageTerm::Cost, "Σ shifts * cost", float(cover.cost), text));
    let text = match cover.cost - cover.bound {
        0 => format!("none costs less than {}: this is the cheapest", cover.bound),
        gap => format!(
            "none costs less than {}: at most {gap}, or {:.2} %, could be saved",
            cover.bound,
            cover.gap * 100.0
        ),
    };
    steps.push(step(CoverageTerm::Bound, "(cost - bound) / cost", cover.gap, text));
    let surplus = of(cover.worked - cover.needed);
    let text = format!(
        "{} worked without breaks, {} of them beyond the need; {} paid",
        some(rounded(of(cover.worked)), "hour is", "hours are"),
        hours(surplus),
        some(rounded(of(cover.paid)), "hour is", "hours are")
    );
    steps.push(step(CoverageTerm::Surplus, "hours at work - hours needed", surplus, text));
    steps
}
