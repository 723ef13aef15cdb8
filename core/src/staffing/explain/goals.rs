//! Targets, in the notation of the field and in words.

use super::level;
use super::step::{QueueStep, QueueTerm, step};
use super::words::{agents, given_percent, seconds};
use crate::staffing::{
    AgentsNeeded, ErlangModel, GoalNeed, ServiceLevelTarget, StaffingGoal, StaffingTargets,
};
use rust_decimal::prelude::ToPrimitive;

/// What each target needs by itself.
pub(in crate::staffing) fn goal_steps(
    needed: &AgentsNeeded,
    targets: &StaffingTargets,
) -> Vec<QueueStep> {
    let each = |goal: &GoalNeed| {
        let comma = if goal.goal == StaffingGoal::ServiceLevel { "," } else { "" };
        let text = format!("{}{comma} needs {}", named(goal, needed, targets), agents(goal.agents));
        let formula = format!("the fewest agents with {}", condition(goal, needed, targets));
        step(QueueTerm::Goal, formula, f64::from(goal.agents), text)
    };
    needed.goals.iter().map(each).collect()
}

/// The service level that a goal is.
pub(super) fn level_of<'a>(
    goal: &GoalNeed,
    targets: &'a StaffingTargets,
) -> Option<&'a ServiceLevelTarget> {
    let place = usize::try_from(goal.place).ok()?;
    targets.service_levels.get(place).filter(|_| goal.goal == StaffingGoal::ServiceLevel)
}

/// The limit of a target that is a share, from 0 to 1.
pub(super) fn limit(goal: StaffingGoal, targets: &StaffingTargets) -> Option<f64> {
    match goal {
        StaffingGoal::ServiceLevel | StaffingGoal::Asa => None,
        StaffingGoal::PWait => targets.max_p_wait,
        StaffingGoal::Abandonment => targets.max_abandonment,
        StaffingGoal::Blocking => targets.max_blocking,
        StaffingGoal::Occupancy => targets.max_occupancy.and_then(|limit| limit.to_f64()),
    }
}

/// What a target asks for, such as `an average speed of answer of at most 20 s`.
pub(super) fn named(goal: &GoalNeed, needed: &AgentsNeeded, targets: &StaffingTargets) -> String {
    let share = limit(goal.goal, targets).map(given_percent).unwrap_or_default();
    match goal.goal {
        StaffingGoal::ServiceLevel => {
            level_of(goal, targets).map(level::target).unwrap_or_default()
        }
        StaffingGoal::Asa => {
            let most = targets.max_asa.map(seconds).unwrap_or_default();
            format!("an average speed of answer of at most {most}")
        }
        StaffingGoal::PWait if turns_away(needed.outcome.model) => {
            format!("a share that waits of at most {share} of those who are not turned away")
        }
        StaffingGoal::PWait => format!("a share that waits of at most {share}"),
        StaffingGoal::Abandonment => format!("a share that hangs up of at most {share}"),
        StaffingGoal::Blocking => format!("a share that is turned away of at most {share}"),
        StaffingGoal::Occupancy => format!("an occupancy of at most {share}"),
    }
}

/// Whether callers find no place to wait, of whom a target for those who wait counts none.
pub(super) const fn turns_away(model: ErlangModel) -> bool {
    matches!(model, ErlangModel::LimitedErlangC | ErlangModel::LimitedErlangA)
}

fn condition(goal: &GoalNeed, needed: &AgentsNeeded, targets: &StaffingTargets) -> String {
    let most = |name: &str, most: Option<String>| format!("{name} <= {}", most.unwrap_or_default());
    let share = |share: Option<f64>| share.map(|share| share.to_string());
    match goal.goal {
        StaffingGoal::ServiceLevel => level_of(goal, targets)
            .map(|level| format!("share {} within {}", level.share, seconds(level.within)))
            .unwrap_or_default(),
        StaffingGoal::Asa => most("ASA", targets.max_asa.map(seconds)),
        StaffingGoal::PWait if turns_away(needed.outcome.model) => {
            most("P(wait) / (1 - P(blocked))", share(targets.max_p_wait))
        }
        StaffingGoal::PWait => most("P(wait)", share(targets.max_p_wait)),
        StaffingGoal::Abandonment => most("P(abandon)", share(targets.max_abandonment)),
        StaffingGoal::Blocking => most("P(blocked)", share(targets.max_blocking)),
        StaffingGoal::Occupancy => {
            most("occupancy", targets.max_occupancy.map(|limit| limit.to_string()))
        }
    }
}
