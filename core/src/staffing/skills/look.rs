//! Desks by skills on the simulator, and by how much they miss their targets.

use super::input::{SkillDemand, SkillGroup, SkillRules};
use super::simulated::SkillCheck;
use crate::error::{Error, Fault, Result};
use crate::staffing::curve::IntervalArrivals;
use crate::staffing::service_level::ServiceLevelRule;
use crate::staffing::simulate::{
    AgentGroup, ContactArrivals, ContactFigures, ContactStream, DeskSimulation, GroupShift,
    SimulatedDesk, SimulatedFigure, SimulationOptions, TimeDistribution, simulate_desk,
};
use crate::staffing::targets::Goal;
use crate::time::Timestamp;

/// What agents are looked for.
#[derive(Clone, Copy)]
pub(super) struct Search<'a> {
    pub(super) demand: &'a [SkillDemand],
    pub(super) groups: &'a [SkillGroup],
    pub(super) rules: &'a SkillRules,
    pub(super) check: &'a SkillCheck,
    pub(super) goals: &'a [Goal],
}

/// One simulation for each service level, and one without where there is none; the same contacts in each.
pub(super) fn look(search: &Search<'_>, counts: &[u32]) -> Result<Vec<SimulatedDesk>> {
    let Search { demand, groups, rules, check, goals } = *search;
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

/// How far a desk is from its targets: by how much each skill misses the target that it misses most, beside what that is;
/// zero where it misses none.
pub(super) fn missed(search: &Search<'_>, looks: &[SimulatedDesk]) -> Vec<f64> {
    let of = |(place, it): (usize, &SkillDemand)| {
        let by = search.goals.iter().map(|goal| missed_by(goal, place, looks));
        if it.arrivals_per_hour > 0.0 { by.fold(0.0, f64::max) } else { 0.0 }
    };
    search.demand.iter().enumerate().map(of).collect()
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
