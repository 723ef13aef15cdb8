use super::super::checker::{RosterRule, RosterViolation};
use super::outcome::Roster;
use super::scene::Scene;
use crate::float::float;
use crate::staffing::check::sum;
use crate::staffing::explain::{hours, some};
use serde::{Deserialize, Serialize};

/// What a step of a roster is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RosterTerm {
    /// What is needed.
    Need,
    /// Those who could work.
    Agents,
    /// How the roster was searched for.
    Search,
    /// What is worked.
    Work,
    /// A rule that is broken.
    Violation,
    /// The hours that are missing.
    Short,
    /// What is missing in every roster.
    Bound,
    /// What keeps others from working.
    Obstacle,
    /// What changed.
    Changes,
    /// Wishes, and what is shared.
    Penalty,
}

/// One step of a roster.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RosterStep {
    /// What it is about.
    pub term: RosterTerm,
    /// How it is calculated, such as `Σ agents * hours`.
    pub formula: String,
    /// What it comes to; nothing where it is no number.
    pub value: Option<f64>,
    /// What that means, in plain words.
    pub text: String,
}

fn step(
    term: RosterTerm,
    formula: &str,
    value: impl Into<Option<f64>>,
    text: String,
) -> RosterStep {
    RosterStep { term, formula: formula.to_owned(), value: value.into(), text }
}

pub(super) fn steps(
    scene: &Scene<'_>,
    roster: &Roster,
    seed: u32,
    reroster: bool,
) -> Vec<RosterStep> {
    let input = scene.input;
    let needed = sum(input
        .need
        .iter()
        .map(|it| f64::from(it.agents) * it.end.since(it.start).millis_float() / 3_600_000.0));
    let text = format!(
        "{} of agents are needed in {}",
        hours(needed),
        some(input.need.len(), "interval", "intervals")
    );
    let mut steps = vec![step(RosterTerm::Need, "Σ agents * hours", needed, text)];
    let days = scene.days.end - scene.days.start;
    let agents = some(input.agents.len(), "agent", "agents");
    let text = format!(
        "{agents} and {} on {} of a shift each at most, {} of them pinned",
        some(input.templates.len(), "template", "templates"),
        some(days, "day", "days"),
        scene.pinned.len()
    );
    let most = float(days) * f64::from(super::super::table::told(input.agents.len()));
    steps.push(step(RosterTerm::Agents, "agents * days", most, text));
    let text = format!(
        "{} tried from seed {seed} on: what is short counts first, then hours missing to contracts, then {}wishes and fairness, then \
         paid time",
        some(roster.tried, "change was", "changes were"),
        if reroster { "changes, then " } else { "" }
    );
    steps.push(step(
        RosterTerm::Search,
        "late acceptance hill climbing",
        f64::from(roster.tried),
        text,
    ));
    let worked = sum(roster.check.agents.iter().map(|it| it.hours));
    let text = format!(
        "{} with {} that are paid",
        some(roster.shifts.len(), "shift", "shifts"),
        hours(worked)
    );
    steps.push(step(RosterTerm::Work, "Σ paid hours", worked, text));
    let mut rest: &[RosterViolation] = &roster.check.violations;
    let mut told: Vec<RosterRule> = Vec::new();
    while let Some((first, others)) = rest.split_first() {
        rest = others;
        if told.contains(&first.rule) {
            continue;
        }
        told.push(first.rule);
        let of = roster.check.violations.iter().filter(|it| it.rule == first.rule);
        let times = of.count();
        let text = format!("broken {}, first: {}", some(times, "time", "times"), first.text);
        steps.push(step(
            RosterTerm::Violation,
            "the checker's rule by rule",
            float(i64::try_from(times).unwrap_or(0)),
            text,
        ));
    }
    steps.extend(short(roster));
    if reroster {
        let text = format!(
            "{} not as before",
            some(roster.changes.len(), "day of an agent is", "days of agents are")
        );
        let number = float(i64::try_from(roster.changes.len()).unwrap_or(0));
        steps.push(step(RosterTerm::Changes, "days that differ", number, text));
    }
    let met: u32 = roster.check.agents.iter().map(|it| it.wishes_met).sum();
    let missed: u32 = roster.check.agents.iter().map(|it| it.wishes_missed).sum();
    let text = format!(
        "{met} of {} {} true; with what is shared unevenly that counts {}, and {} at least in any roster",
        some(met + missed, "wish", "wishes"),
        if met + missed == 1 { "comes" } else { "come" },
        roster.penalty,
        roster.penalty_bound
    );
    steps.push(step(
        RosterTerm::Penalty,
        "Σ weight + Σ weight * count²",
        float(roster.penalty),
        text,
    ));
    steps
}

/// What is missing, and why.
fn short(roster: &Roster) -> Vec<RosterStep> {
    let missing = roster.check.short_hours;
    let text = match roster.check.short.len() {
        0 => "nobody is missing at any time".to_owned(),
        times => format!("{} are missing in {}", hours(missing), some(times, "time", "times")),
    };
    let mut steps = vec![step(RosterTerm::Short, "Σ agents missing * hours", missing, text)];
    if missing > 0.0 {
        let bound = roster.short_hours_bound;
        let text = match bound > 0.0 {
            true => {
                format!("no roster is without it: {} are missing in each, at least", hours(bound))
            }
            false => "that more are missing than need be was not ruled out".to_owned(),
        };
        steps.push(step(RosterTerm::Bound, "need - all who could work", bound, text));
    }
    for shortage in roster.shortages.iter().take(5) {
        let it = &shortage.interval;
        let why: Vec<&str> = shortage.obstacles.iter().map(|it| it.text.as_str()).collect();
        let text = format!(
            "from {} until {}, {} of {} {} missing{}. {}",
            it.start,
            it.end,
            it.short,
            it.needed,
            if it.short == 1 { "is" } else { "are" },
            if it.skills.is_empty() {
                String::new()
            } else {
                format!(" with {}", it.skills.join(" or "))
            },
            why.join("; ")
        );
        steps.push(step(
            RosterTerm::Obstacle,
            "what another shift would break",
            f64::from(it.short),
            text,
        ));
    }
    steps
}
