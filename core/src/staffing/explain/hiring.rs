//! A hiring plan in words.

use super::people::{PeopleStep, PeopleTerm, step};
use super::words::{brief, given_percent, rounded, some};
use crate::staffing::{HiringInput, HiringMonth};

/// The steps of a plan of so many hires, where `yields` are the full agents that a starter is in his first month, his
/// second, and so on, and what is missing below `slack` is rounding.
pub(in crate::staffing) fn hiring_steps(
    input: &HiringInput,
    months: &[HiringMonth],
    hires: u32,
    yields: &[(f64, f64)],
    slack: f64,
) -> Vec<PeopleStep> {
    let mut steps = vec![need(input)];
    steps.extend(yields.last().map(|(_, stays)| team(input, *stays)));
    steps.push(ramp(input));
    let numbered = || months.iter().zip(1_u32..);
    for (month, number) in numbered().filter(|(month, _)| month.hires > 0) {
        let later = numbered().skip_while(|(_, other)| *other < number).zip(yields);
        let short = later.map(|((then, at), yields)| (then, at, then.full_agents - yields.0));
        let short = short.into_iter().find(|(then, _, without)| then.needed - without > slack);
        let who = some(month.hires, "person starts", "people start");
        let start = format!("{who} as month {number} begins");
        let (formula, text) = match short {
            Some((then, at, without)) => (
                format!(
                    "the fewest with month {at}: {} full agents >= {}",
                    rounded(then.full_agents),
                    rounded(then.needed)
                ),
                format!(
                    "{start}: with one fewer, month {at} would have {} of {}",
                    told(without, then.needed),
                    some(rounded(then.needed), "full agent", "full agents")
                ),
            ),
            None => ("the fewest that are enough".to_owned(), start),
        };
        steps.push(step(PeopleTerm::Start, formula, month.hires, text));
    }
    let text = format!("{} in all", some(hires, "person starts", "people start"));
    steps.push(step(PeopleTerm::Hires, "Σ hires", hires, text));
    steps.push(missing(months));
    steps
}

fn need(input: &HiringInput) -> PeopleStep {
    let months = some(input.needed.len(), "month", "months");
    let most =
        input.needed.iter().zip(1_u32..).max_by(|a, b| a.0.total_cmp(b.0).then(b.1.cmp(&a.1)));
    let (value, text) = most.map_or((0.0, "no month is planned".to_owned()), |(most, month)| {
        let needed = some(rounded(*most), "full agent is", "full agents are");
        (*most, format!("of {months}, month {month} needs most: {needed} needed"))
    });
    step(PeopleTerm::Need, "the largest need", value, text)
}

fn team(input: &HiringInput, stays: f64) -> PeopleStep {
    let (team, leave) = (input.team, brief(input.attrition));
    let left = f64::from(team) * stays;
    let months = input.needed.len().saturating_sub(1);
    let text = format!(
        "{} a month leave: of {} at the start, {} expected to be there in the last month",
        given_percent(input.attrition),
        some(team, "person", "people"),
        some(rounded(left), "is", "are")
    );
    step(PeopleTerm::Team, format!("{team} * (1 - {leave})^{months}"), left, text)
}

fn ramp(input: &HiringInput) -> PeopleStep {
    let shares: Vec<String> = input.ramp.iter().copied().map(given_percent).collect();
    let text = match input.ramp.len() {
        0 => "a new one is a full agent at once".to_owned(),
        1 => format!("a new one is {} of a full agent in the first month", shares.join(", ")),
        months => {
            format!(
                "a new one is {} of a full agent in the first {months} months",
                shares.join(", ")
            )
        }
    };
    let lead = some(input.lead_months, "month", "months");
    let text = match input.lead_months {
        0 => text,
        _ => format!("{text}, and can start in {lead} at the earliest"),
    };
    let months = u32::try_from(input.ramp.len()).unwrap_or(u32::MAX);
    step(PeopleTerm::Ramp, "months until a new one is a full agent", months, text)
}

fn missing(months: &[HiringMonth]) -> PeopleStep {
    let short: Vec<_> = months.iter().zip(1_u32..).filter(|(it, _)| it.missing > 0.0).collect();
    let worst = short.iter().rev().max_by(|a, b| a.0.missing.total_cmp(&b.0.missing));
    let (value, text) = worst.map_or(
        (0.0, "every month has as many full agents as it needs".to_owned()),
        |(worst, month)| {
            let missing = some(rounded(worst.missing), "full agent", "full agents");
            let months = some(short.len(), "month is", "months are");
            let text = format!(
                "{months} short, as nobody who is hired now helps in time: month {month} most, of {missing}"
            );
            (worst.missing, text)
        },
    );
    step(PeopleTerm::Missing, "needed - full agents", value, text)
}

/// Full agents that are too few, told from those that are needed.
fn told(full_agents: f64, needed: f64) -> String {
    let text = rounded(full_agents);
    if text == rounded(needed) { super::words::apart(full_agents, needed, 2) } else { text }
}
