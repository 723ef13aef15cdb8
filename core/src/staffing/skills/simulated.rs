use super::check::goals_of;
use super::explain::{SkillStep, SkillTerm, agents, step};
use super::hunt::Found;
use super::input::{SkillDemand, SkillGroup, SkillRules};
use super::look::Search;
use super::outcome::{SkillGroupAgents, SkillStaffing};
use super::staffing::skill_staffing;
use crate::error::{Error, Fault, Result};
use crate::staffing::check::both;
use crate::staffing::simulate::{ContactFigures, GroupFigures, SimulatedFigure};
use crate::time::Span;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How agents by skills are looked at by simulation.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkillCheck {
    /// What all is drawn from; each look has the same contacts.
    pub seed: u32,
    /// How many times the desk is simulated, two or more.
    pub replications: u32,
    /// How long each time, with the same arrivals throughout.
    pub length: Span,
    /// How long of that nothing is counted yet; zero or more.
    pub warm_up: Span,
    /// The share of cases in which an interval of a figure holds the true one, between 0 and 1, both excluded, such as 0.95.
    /// A target holds where all of the interval is within it.
    pub confidence: f64,
    /// The most agents that may be added, up to 1,000.
    pub most_added: u32,
}

/// Agents by group with which the targets of each skill hold on the simulated desk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SimulatedSkillStaffing {
    /// Whether all targets hold; else the most that may be added are not enough.
    pub met: bool,
    /// All agents.
    pub agents: u32,
    /// What they cost.
    pub cost: Decimal,
    /// How many were added to those that the bounds need.
    pub added: u32,
    /// The agents of each group, in the order given.
    pub groups: Vec<SkillGroupAgents>,
    /// How contacts of each skill do with them, in the order given; the service level is that of the first one among the
    /// targets.
    pub skills: Vec<ContactFigures>,
    /// How busy each group is.
    pub occupancy: Vec<GroupFigures>,
    /// Those that the bounds need.
    pub bound: SkillStaffing,
    /// How it came about, in plain words.
    pub steps: Vec<SkillStep>,
}

/// Agents by group with which the targets of each skill hold, looked at by simulation.
///
/// # How it goes
/// It begins with what [`skill_staffing`](super::skill_staffing) needs and simulates that desk by
/// [`simulate_desk`](super::super::simulate_desk): Poisson arrivals, exponential handling times and patience, specialists asked
/// first. As long as a target of a skill does not hold with the confidence, the skill that misses it most gets one agent
/// more. Each group that can do it and still has agents is tried: the cheapest with which all targets hold, else the one
/// that brings all targets nearest for its cost. At the end each agent that was added and is not needed any more is left
/// out again. Each look has the same contacts. The result holds its targets; that nothing cheaper does is not shown.
///
/// # Errors
/// Those of [`skill_staffing`](super::skill_staffing) and of [`simulate_desk`](super::super::simulate_desk), with the fields of
/// `check`; `replications.too_few` below two, `integer.out_of_range` above 1,000 agents to add.
///
/// # Complexity
/// For each agent that is added, and for each service level, as many simulations as groups can do a skill; one for each
/// agent that was added at the end.
///
/// # Example
/// ```
/// use firstline::staffing::{
///     ServiceLevelTarget, SkillCheck, SkillDemand, SkillGroup, SkillRules, StaffingTargets, skill_staffing_simulated,
/// };
/// use firstline::time::Span;
/// let demand = ["A", "B"].map(|skill| SkillDemand::new(skill, 200.0, Span::minutes(3)));
/// let groups = [
///     SkillGroup::new("A", &["A"], 1.into()),
///     SkillGroup::new("B", &["B"], 1.into()),
///     SkillGroup::new("both", &["A", "B"], "1.2".parse()?),
/// ];
/// let level = ServiceLevelTarget { share: 0.8, within: Span::seconds(20), definition: Default::default() };
/// let targets = StaffingTargets { service_levels: vec![level], ..Default::default() };
/// let (length, warm_up) = (Span::hours(40), Span::hours(2));
/// let check = SkillCheck { seed: 1, replications: 10, length, warm_up, confidence: 0.95, most_added: 10 };
/// let staffing = skill_staffing_simulated(&demand, &groups, &SkillRules::new(targets), &check)?;
/// assert!(staffing.met && staffing.agents >= 24);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn skill_staffing_simulated(
    demand: &[SkillDemand],
    groups: &[SkillGroup],
    rules: &SkillRules,
    check: &SkillCheck,
) -> Result<SimulatedSkillStaffing> {
    let (bound, ()) = both(skill_staffing(demand, groups, rules), checked(check))?;
    let goals = goals_of(rules, "rules.targets")?;
    let search = Search { demand, groups, rules, check, goals: &goals };
    let least: Vec<u32> = bound.groups.iter().map(|group| group.agents).collect();
    let found = search.found(&least)?;
    let met = found.met();
    let Found { counts, looks, .. } = found;
    let (skills, occupancy) = match looks.into_iter().next() {
        Some(first) => (first.streams, first.groups),
        None => (Vec::new(), Vec::new()),
    };
    let each = |(group, agents): (&SkillGroup, &u32)| SkillGroupAgents {
        name: group.name.clone(),
        agents: *agents,
        cost: (group.cost * Decimal::from(*agents)).normalize(),
    };
    let chosen: Vec<SkillGroupAgents> = groups.iter().zip(&counts).map(each).collect();
    let agents = counts.iter().fold(0_u32, |sum, count| sum.saturating_add(*count));
    let mut staffing = SimulatedSkillStaffing {
        met,
        agents,
        cost: chosen.iter().map(|group| group.cost).sum::<Decimal>().normalize(),
        added: agents.saturating_sub(bound.agents),
        groups: chosen,
        skills,
        occupancy,
        bound,
        steps: Vec::new(),
    };
    staffing.steps = steps(&staffing, check);
    Ok(staffing)
}

fn checked(check: &SkillCheck) -> Result<()> {
    let mut faults = Vec::new();
    if check.replications < 2 {
        let message = "no interval is told of fewer than two; give two or more";
        faults.push(Fault::invalid("replications.too_few", "check.replications", message));
    }
    if check.most_added > 1000 {
        let message = format!("{} are too many to be tried; give at most 1000", check.most_added);
        faults.push(Fault::invalid("integer.out_of_range", "check.most_added", message));
    }
    if check.length <= Span::ZERO {
        let message = format!("{} is not positive; give a span above zero", check.length);
        faults.push(Fault::invalid("span.not_positive", "check.length", message));
    }
    Error::from_faults(faults)
}

fn steps(staffing: &SimulatedSkillStaffing, check: &SkillCheck) -> Vec<SkillStep> {
    let mut steps = staffing.bound.steps.clone();
    let text = match (staffing.met, staffing.added) {
        (true, 0) => "with those, all targets hold in the simulation".to_owned(),
        (true, added) => {
            format!("the simulation needs {} more until all targets hold", agents(added))
        }
        (false, added) => {
            format!("with {} more, the targets don't hold yet; allow more of them", agents(added))
        }
    };
    let formula = format!("{} replications, confidence {}", check.replications, check.confidence);
    steps.push(step(SkillTerm::Added, formula, f64::from(staffing.added), text));
    for skill in &staffing.skills {
        let shown = |figure: SimulatedFigure| {
            let end = |end: Option<f64>| end.unwrap_or(figure.value);
            format!("{:.4} ({:.4} to {:.4})", figure.value, end(figure.low), end(figure.high))
        };
        let level =
            skill.service_level.map(|level| format!("the service level is {}", shown(level)));
        let wait =
            skill.asa_seconds.map(|asa| format!("the average speed of answer {} s", shown(asa)));
        let told: Vec<String> = level.into_iter().chain(wait).collect();
        if !told.is_empty() {
            let text = format!("{}: {}", skill.name, told.join(", "));
            let value = skill.service_level.or(skill.asa_seconds).map(|figure| figure.value);
            steps.push(step(SkillTerm::Simulated, "simulated", value, text));
        }
    }
    let text = format!("{} in all, which cost {}", agents(staffing.agents), staffing.cost);
    let formula = "Σ agents";
    steps.push(step(SkillTerm::Agents, formula, f64::from(staffing.agents), text));
    steps
}
