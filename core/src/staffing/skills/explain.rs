use super::bounds::SkillBound;
use super::input::SkillDemand;
use super::outcome::SkillStaffing;
use crate::staffing::explain::{QueueStep, QueueTerm, rounded, seconds, some};
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

/// What a step of a staffing by skills is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkillTerm {
    /// The load of one skill, and its agents by itself.
    Skill,
    /// All skills as one pool.
    Pool,
    /// A set of skills that has no agent to spare.
    Binding,
    /// The agents of one group.
    Group,
    /// All agents, and what they cost.
    Agents,
    /// How far the search went.
    Search,
    /// What the simulation had to add.
    Added,
    /// How one skill does in the simulation.
    Simulated,
}

/// One step of a staffing by skills.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkillStep {
    /// What it is about.
    pub term: SkillTerm,
    /// How it is calculated, such as `Σ agents >= 24`.
    pub formula: String,
    /// What it comes to; nothing where it is no number.
    pub value: Option<f64>,
    /// What that means, in plain words.
    pub text: String,
}

pub(super) fn step(
    term: SkillTerm,
    formula: impl Into<String>,
    value: impl Into<Option<f64>>,
    text: impl Into<String>,
) -> SkillStep {
    SkillStep { term, formula: formula.into(), value: value.into(), text: text.into() }
}

/// The load of the contacts of some skills.
pub(super) fn load<'a>(
    demand: impl Iterator<Item = &'a SkillDemand> + Clone,
    erlangs: f64,
) -> QueueStep {
    let skills: Vec<&str> = demand.clone().map(|it| it.skill.as_str()).collect();
    let (skills, alone) = (skills.join(" or "), skills.len() == 1);
    let parts = demand.map(|it| {
        let contacts = match alone {
            true => some(it.arrivals_per_hour, "contact", "contacts") + " an hour",
            false => it.arrivals_per_hour.abs().to_string(),
        };
        format!("{contacts} * {}", seconds(it.aht))
    });
    let sum = parts.collect::<Vec<_>>().join(" + ");
    let busy = some(rounded(erlangs), "agent", "agents");
    let (sum, text) = match alone {
        true => (sum, format!("the contacts of {skills} alone keep {busy} busy")),
        false => (
            format!("({sum})"),
            format!(
                "the contacts of {skills} keep {busy} busy, in one queue for agents who can do all of it"
            ),
        ),
    };
    let formula = format!("{sum} / 3600 s");
    QueueStep { term: QueueTerm::OfferedLoad, formula, value: Some(erlangs), text }
}

pub(super) fn steps(
    staffing: &SkillStaffing,
    bounds: &[SkillBound],
    searched: u32,
) -> Vec<SkillStep> {
    let mut steps = Vec::new();
    let mut alone = 0.0;
    for bound in bounds.iter().filter(|bound| bound.skills.len() == 1) {
        alone += f64::from(bound.agents);
        let text = format!(
            "{} has {} Erlangs, for which {} would be needed by itself",
            names(bound),
            rounded(bound.load),
            agents(bound.agents)
        );
        steps.push(step(SkillTerm::Skill, "R({skill})", f64::from(bound.agents), text));
    }
    if let Some(pool) = bounds.last().filter(|pool| pool.skills.len() > 1) {
        let text = format!(
            "all together have {} Erlangs: {} if each could do everything, instead of {}; never fewer",
            rounded(pool.load),
            agents(pool.agents),
            rounded(alone)
        );
        steps.push(step(SkillTerm::Pool, "R(all skills)", f64::from(pool.agents), text));
    }
    for bound in staffing.binding.iter().take(10) {
        let text = format!(
            "there are just {} who can do {}, with {} Erlangs",
            agents(bound.agents),
            names(bound),
            rounded(bound.load)
        );
        let formula = format!("Σ agents >= {}", bound.agents);
        steps.push(step(SkillTerm::Binding, formula, f64::from(bound.agents), text));
    }
    for group in staffing.groups.iter().filter(|group| group.agents > 0) {
        let text = format!("{} of {}, which cost {}", agents(group.agents), group.name, group.cost);
        let formula = "agents of the group";
        steps.push(step(SkillTerm::Group, formula, f64::from(group.agents), text));
    }
    let text = format!("{} in all, which cost {}", agents(staffing.agents), staffing.cost);
    steps.push(step(SkillTerm::Agents, "least Σ cost * agents", f64::from(staffing.agents), text));
    let text = match staffing.proven {
        true => format!(
            "none cost less that have enough for each set of skills; {searched} pivots show it"
        ),
        false => format!(
            "the search ended after {searched} pivots: others may cost less, but none less than {}",
            staffing.lowest_cost
        ),
    };
    let formula = "no cost below";
    steps.push(step(SkillTerm::Search, formula, staffing.lowest_cost.to_f64(), text));
    steps
}

fn names(bound: &SkillBound) -> String {
    bound.skills.join(" or ")
}

pub(super) fn agents(count: u32) -> String {
    format!("{count} {}", if count == 1 { "agent" } else { "agents" })
}
