use super::SkillDemand;
use super::check::{demand_of, goals_of};
use super::explain::load;
use super::input::SkillRules;
use crate::error::{Error, Result};
use crate::staffing::check::both;
use crate::staffing::explain::{QueueStep, needed_steps};
use crate::staffing::needed::agents_needed;
use crate::staffing::queue::QueueInput;
use crate::staffing::targets::StaffingTargets;
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// How many agents can do at least one of some skills.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkillBound {
    /// The skills, in the order given.
    pub skills: Vec<String>,
    /// The load of all of their contacts, in Erlangs.
    pub load: f64,
    /// The fewest agents for them, if each could do all of them.
    pub agents: u32,
    /// How that came about: the load, the model, what each target needs by itself, and which of them decides.
    pub steps: Vec<QueueStep>,
}

/// The fewest agents who can do at least one skill of each set of skills.
///
/// # Formula
/// Whoever takes a contact of the skills Q can do one of Q. If each of those agents could do all of Q, contacts would wait no
/// longer on average, and one pooled queue would need R(Q) agents by [`agents_needed`](super::super::agents_needed): so many
/// there have to be. Its handling time is the mean over all contacts of Q, and its waits are those of the Erlang models; where
/// handling times of skills differ much, that is an approximation. Where nobody hangs up, R(Q) is always more than the load of
/// Q.
///
/// # Arguments
/// - `demand`: at most 12 skills, which have 4,095 sets
/// - `targets`: for contacts of each skill
/// - `patience`: how long callers would wait on average; absent: nobody hangs up
///
/// # Errors
/// Those of [`agents_needed`](super::super::agents_needed); `skills.too_many` above 12, `skill.no_name`,
/// `skill.duplicate_name`, `targets.not_for_skills` for a limit on those who are turned away.
///
/// # Example
/// ```
/// use firstline::staffing::{SkillDemand, StaffingTargets, skill_bounds};
/// use firstline::time::Span;
/// let demand = ["A", "B"].map(|skill| SkillDemand::new(skill, 200.0, Span::minutes(3)));
/// let targets = StaffingTargets { max_p_wait: Some(0.2), ..Default::default() };
/// let bounds = skill_bounds(&demand, &targets, None)?;
/// assert_eq!(bounds.iter().map(|bound| bound.agents).collect::<Vec<_>>(), [14, 14, 26]);
/// let load = &bounds[2].steps[0];
/// assert_eq!((load.formula.as_str(), load.value), ("(200 * 180 s + 200 * 180 s) / 3600 s", Some(20.0)));
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// R. B. Wallace and W. Whitt, "A staffing algorithm for call centers with skill-based routing", Manufacturing & Service
/// Operations Management 7 (2005), for pools; the bounds of sets are those of max-flow and min-cut.
pub fn skill_bounds(
    demand: &[SkillDemand],
    targets: &StaffingTargets,
    patience: Option<Span>,
) -> Result<Vec<SkillBound>> {
    let rules = SkillRules { patience, ..SkillRules::new(targets.clone()) };
    both(demand_of(demand, patience, "patience"), goals_of(&rules, "targets"))?;
    all(demand, targets, patience)
}

/// Of each set of skills, by the bits of its number less 1, for input that was checked.
pub(super) fn all(
    demand: &[SkillDemand],
    targets: &StaffingTargets,
    patience: Option<Span>,
) -> Result<Vec<SkillBound>> {
    let sets = 1..(1_u32 << demand.len().min(20));
    sets.map(|set| {
        let chosen = demand.iter().zip(0_u32..).filter(|(_, place)| set & (1 << place) != 0);
        bound(chosen.map(|(it, _)| it), targets, patience)
    })
    .collect()
}

fn bound<'a>(
    chosen: impl Iterator<Item = &'a SkillDemand> + Clone,
    targets: &StaffingTargets,
    patience: Option<Span>,
) -> Result<SkillBound> {
    let arrivals: f64 = chosen.clone().map(|it| it.arrivals_per_hour).sum();
    let work: f64 = chosen.clone().map(|it| it.arrivals_per_hour * it.aht.millis_float()).sum();
    let first = chosen.clone().map(|it| it.aht).next().unwrap_or(Span::ZERO);
    let same = chosen.clone().all(|it| it.aht == first);
    let queue = if same || arrivals <= 0.0 {
        QueueInput { patience, ..QueueInput::new(arrivals, first) }
    } else {
        // The load counts, so what is cut from the mean time is made up by the arrivals.
        let aht = Span::from_millis(rounded(work / arrivals).max(1));
        QueueInput { patience, ..QueueInput::new(twelve_digits(work / aht.millis_float()), aht) }
    };
    let needed = agents_needed(&queue, targets).map_err(elsewhere)?;
    let erlangs = needed.outcome.offered_load;
    let mut steps = vec![load(chosen.clone(), erlangs)];
    steps.extend(needed_steps(&queue, targets, &needed).map_err(elsewhere)?);
    let skills = chosen.map(|it| it.skill.clone()).collect();
    Ok(SkillBound { skills, load: erlangs, agents: needed.agents, steps })
}

fn rounded(millis: f64) -> i64 {
    i64::from(crate::staffing::check::whole(millis.round()).unwrap_or(u32::MAX))
}

fn twelve_digits(number: f64) -> f64 {
    let mut parts = 1e9;
    while number * parts >= 1e12 {
        parts /= 10.0;
    }
    (number * parts).round() / parts
}

/// Faults of a pool are those of all skills together.
fn elsewhere(error: Error) -> Error {
    error.map_paths(|path| match path {
        "queue.arrivals_per_hour" | "queue.aht" => "demand".to_owned(),
        "queue.patience" => "patience".to_owned(),
        path => path.to_owned(),
    })
}
