use super::check::goals_of;
use super::explain::{SkillStep, SkillTerm, agents, step};
use super::input::{SkillDemand, SkillGroup, SkillRules};
use super::outcome::{SkillGroupAgents, SkillStaffing};
use super::staffing::skill_staffing;
use crate::error::{Error, Fault, Result};
use crate::staffing::check::both;
use crate::staffing::curve::IntervalArrivals;
use crate::staffing::service_level::ServiceLevelRule;
use crate::staffing::simulate::{
    AgentGroup, ContactArrivals, ContactFigures, ContactStream, DeskSimulation, GroupFigures,
    GroupShift, SimulatedDesk, SimulatedFigure, SimulationOptions, TimeDistribution, simulate_desk,
};
use crate::staffing::targets::Goal;
use crate::time::{Span, Timestamp};
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
/// more, of the cheapest group that can do it and still has agents, of the one with the most skills where several are as cheap. Each look has the same
/// contacts. The result holds its targets; that nothing cheaper does is not shown.
///
/// # Errors
/// Those of [`skill_staffing`](super::skill_staffing) and of [`simulate_desk`](super::super::simulate_desk), with the fields of
/// `check`; `replications.too_few` below two, `integer.out_of_range` above 1,000 agents to add.
///
/// # Complexity
/// One simulation for each agent that is added and for each service level.
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
    let mut counts: Vec<u32> = bound.groups.iter().map(|group| group.agents).collect();
    let mut added = 0;
    let (met, looks) = loop {
        let looks = look(demand, groups, rules, check, &goals, &counts)?;
        let Some(skill) = worst(demand, &goals, &looks) else {
            break (true, looks);
        };
        let more = (added < check.most_added).then(|| helper(groups, &counts, demand.get(skill)));
        let Some(count) = more.flatten().and_then(|group| counts.get_mut(group)) else {
            break (false, looks);
        };
        *count += 1;
        added += 1;
    };
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
    let mut staffing = SimulatedSkillStaffing {
        met,
        agents: counts.iter().fold(0, |sum, count| sum.saturating_add(*count)),
        cost: chosen.iter().map(|group| group.cost).sum::<Decimal>().normalize(),
        added,
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

/// One simulation for each service level, and one without where there is none; the same contacts in each.
fn look(
    demand: &[SkillDemand],
    groups: &[SkillGroup],
    rules: &SkillRules,
    check: &SkillCheck,
    goals: &[Goal],
    counts: &[u32],
) -> Result<Vec<SimulatedDesk>> {
    let levels = goals.iter().filter(|goal| matches!(goal, Goal::Level { .. })).count();
    let rule = |place: usize| {
        rules
            .targets
            .service_levels
            .get(place)
            .map(|level| ServiceLevelRule { within: level.within, definition: level.definition })
    };
    let named = |error: Error| {
        error
            .renamed("options", "check")
            .renamed("desk.end", "check.length")
            .renamed("desk.streams", "demand")
    };
    (0..levels.max(1))
        .map(|place| {
            let desk = desk(demand, groups, rules, check, counts, rule(place))?;
            let options = SimulationOptions {
                warm_up: Some(check.warm_up),
                confidence: Some(check.confidence),
                ..SimulationOptions::new(check.seed, check.replications)
            };
            simulate_desk(&desk, &options).map_err(named)
        })
        .collect()
}

fn desk(
    demand: &[SkillDemand],
    groups: &[SkillGroup],
    rules: &SkillRules,
    check: &SkillCheck,
    counts: &[u32],
    service_level: Option<ServiceLevelRule>,
) -> Result<DeskSimulation> {
    // When does not matter.
    let start = Timestamp::from_millis(0)?;
    let too_long = || Fault::invalid("simulation.too_long", "check.length", "give less");
    let end = start.checked_add(check.length).ok_or_else(too_long)?;
    let hours = check.length.millis_float() / 3_600_000.0;
    let stream = |it: &SkillDemand| {
        let arrivals = it.arrivals_per_hour * hours;
        let intervals = vec![IntervalArrivals { start, end, arrivals }];
        let handling = TimeDistribution::Exponential { mean: it.aht };
        ContactStream {
            patience: rules.patience.map(|mean| TimeDistribution::Exponential { mean }),
            service_level,
            ..ContactStream::new(&it.skill, ContactArrivals::Poisson { intervals }, handling)
        }
    };
    let group = |(group, agents): (&SkillGroup, &u32)| AgentGroup {
        name: group.name.clone(),
        skills: group.skills.clone(),
        shifts: vec![GroupShift { start, end, agents: *agents, breaks: Vec::new() }],
    };
    Ok(DeskSimulation {
        start,
        end,
        streams: demand.iter().map(stream).collect(),
        groups: groups.iter().zip(counts).map(group).collect(),
        sla: None,
    })
}

/// The skill that misses a target most, beside what the target is; nothing where all hold.
fn worst(demand: &[SkillDemand], goals: &[Goal], looks: &[SimulatedDesk]) -> Option<usize> {
    let mut worst: Option<(f64, usize)> = None;
    for (place, _) in demand.iter().enumerate().filter(|(_, it)| it.arrivals_per_hour > 0.0) {
        for goal in goals {
            let missed = missed_by(goal, place, looks);
            if missed > 0.0 && worst.is_none_or(|(most, _)| missed > most) {
                worst = Some((missed, place));
            }
        }
    }
    worst.map(|(_, place)| place)
}

/// By how much the far end of an interval misses a target, beside the target; as much as can be where there is no figure.
fn missed_by(goal: &Goal, place: usize, looks: &[SimulatedDesk]) -> f64 {
    let look = |place: usize| looks.get(place);
    let of = |figure: fn(&ContactFigures) -> Option<SimulatedFigure>| {
        let figures = look(0).and_then(|look| look.streams.get(place));
        figures.and_then(figure).and_then(|figure| figure.high)
    };
    let above = |high: Option<f64>, most: f64| high.map_or(f64::MAX, |high| (high - most) / most);
    match goal {
        Goal::Level { place: level, share, .. } => {
            let look = usize::try_from(*level).ok().and_then(look);
            let figures = look.and_then(|look| look.streams.get(place));
            let low = figures.and_then(|it| it.service_level).and_then(|figure| figure.low);
            low.map_or(f64::MAX, |low| (share - low) / share)
        }
        Goal::Asa(most) => above(of(|it| it.asa_seconds), *most),
        Goal::Wait(most) => above(of(|it| it.p_wait), *most),
        Goal::Abandonment(most) => above(of(|it| it.p_abandon), *most),
        Goal::Blocking(_) => 0.0,
        Goal::Occupancy { nearest, .. } => {
            // Of all agents, as that is what it is for in a pool.
            let groups = look(0).map_or(&[][..], |look| &look.groups);
            let busy: Option<f64> = groups.iter().map(|group| group.busy_hours.high).sum();
            let staffed: f64 = groups.iter().map(|group| group.staffed_hours).sum();
            above(busy.filter(|_| staffed > 0.0).map(|busy| busy / staffed), *nearest)
        }
    }
}

/// The cheapest group that can do a skill and of which more can be had; of several as cheap, that with the most skills.
fn helper(groups: &[SkillGroup], counts: &[u32], demand: Option<&SkillDemand>) -> Option<usize> {
    let skill = &demand?.skill;
    let can = |(_, (group, count)): &(usize, (&SkillGroup, &u32))| {
        group.skills.contains(skill) && group.at_most.is_none_or(|most| **count < most)
    };
    let able = groups.iter().zip(counts).enumerate().filter(can);
    able.min_by_key(|(_, (group, _))| (group.cost, std::cmp::Reverse(group.skills.len())))
        .map(|(place, _)| place)
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
