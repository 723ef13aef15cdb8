use super::goals::{goal_steps, level_of, limit, named, turns_away};
use super::level::{Mood, in_time};
use super::queue::{figures, load, model};
use super::step::{QueueStep, QueueTerm, step};
use super::words::{agents, apart, percent, within};
use crate::error::Result;
use crate::staffing::{
    AgentsNeeded, GoalNeed, QueueInput, QueueMetrics, ServiceLevelDefinition, ServiceLevelRule,
    ServiceLevelTarget, Stability, StaffingGoal, StaffingTargets, agents_needed, queue_metrics,
};
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// The agents that are needed, and the steps that led there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgentsNeededExplanation {
    /// The answer, as [`agents_needed`] gives it.
    pub needed: AgentsNeeded,
    /// The steps, in order: what each target needs, what all do, and how the queue does then.
    pub steps: Vec<QueueStep>,
}

/// The agents that are needed, step by step: the load, what each target needs by itself, which of them decides and
/// what it would come to with one agent fewer, and how the queue does with that many.
///
/// # Errors
/// Those of [`agents_needed`].
///
/// # Example
/// ```
/// use firstline::staffing::{QueueInput, StaffingTargets, explain_agents_needed};
/// use firstline::time::Span;
/// let targets = StaffingTargets { max_p_wait: Some(0.2), ..Default::default() };
/// let explained = explain_agents_needed(&QueueInput::new(200.0, Span::minutes(3)), &targets)?;
/// assert_eq!(explained.steps[2].text, "a share that waits of at most 20 % needs 14 agents");
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn explain_agents_needed(
    queue: &QueueInput,
    targets: &StaffingTargets,
) -> Result<AgentsNeededExplanation> {
    let needed = agents_needed(queue, targets)?;
    let mut steps = vec![load(queue, &needed.outcome)];
    steps.extend(needed_steps(queue, targets, &needed)?);
    let rule = targets.service_levels.first().map_or(
        ServiceLevelRule { within: Span::ZERO, definition: ServiceLevelDefinition::default() },
        rule,
    );
    steps.extend(figures(&needed.outcome, needed.agents, rule));
    Ok(AgentsNeededExplanation { needed, steps })
}

/// The model, what each target needs by itself, and what all of them do.
pub(in crate::staffing) fn needed_steps(
    queue: &QueueInput,
    targets: &StaffingTargets,
    needed: &AgentsNeeded,
) -> Result<Vec<QueueStep>> {
    let mut steps = vec![model(queue, &needed.outcome)];
    steps.extend(goal_steps(needed, targets));
    let formula = "the most that any target needs";
    let text = decision(queue, targets, needed)?;
    steps.push(step(QueueTerm::Agents, formula, f64::from(needed.agents), text));
    Ok(steps)
}

const fn rule(level: &ServiceLevelTarget) -> ServiceLevelRule {
    ServiceLevelRule { within: level.within, definition: level.definition }
}

/// How many are needed, for what, and what that comes to with one fewer.
fn decision(
    queue: &QueueInput,
    targets: &StaffingTargets,
    needed: &AgentsNeeded,
) -> Result<String> {
    let count = needed.agents;
    let are = if count == 1 { "is" } else { "are" };
    let start = format!("{} {are} needed", agents(count));
    let decides = |goal: &&GoalNeed| Some(goal.goal) == needed.binding && goal.agents == count;
    let Some(goal) = needed.goals.iter().find(decides) else {
        return Ok(format!("{start}: nobody calls"));
    };
    let start = format!("{start}, for {}", named(goal, needed, targets));
    let Some(fewer) = count.checked_sub(1) else {
        return Ok(format!("{start}; that holds although nobody is answered"));
    };
    let level = level_of(goal, targets);
    let metrics = match level {
        Some(level) => Some(queue_metrics(queue, fewer, &rule(level))?),
        None => needed.with_one_fewer,
    };
    let fewer = metrics.map(|metrics| without_one(goal.goal, level, targets, &metrics));
    Ok(fewer.map_or_else(|| start.clone(), |fewer| format!("{start}; with one fewer, {fewer}")))
}

/// What the goal that decides comes to with one agent fewer.
fn without_one(
    goal: StaffingGoal,
    level: Option<&ServiceLevelTarget>,
    targets: &StaffingTargets,
    metrics: &QueueMetrics,
) -> String {
    if metrics.stability == Stability::Unstable {
        return "the queue would grow for ever".to_owned();
    }
    let limit = limit(goal, targets).unwrap_or_default();
    let share = |share: f64, limit: f64| format!("{} %", apart(share * 100.0, limit * 100.0, 1));
    match goal {
        StaffingGoal::ServiceLevel => level.map_or_else(String::new, |level| {
            let reached = share(metrics.service_level, level.share);
            in_time(level.definition, &reached, &within(level.within), Mood::Would)
        }),
        StaffingGoal::Asa => match metrics.asa_seconds {
            Some(asa) => {
                let most = targets.max_asa.map_or(0.0, Span::seconds_float);
                format!("it would be {} s", apart(asa, most, 2))
            }
            None => "nobody would be answered".to_owned(),
        },
        StaffingGoal::PWait if metrics.p_blocked < 1.0 => {
            let waits = metrics.p_wait / (1.0 - metrics.p_blocked);
            let of = if turns_away(metrics.model) { " of them" } else { "" };
            format!("{}{of} would wait", share(waits, limit))
        }
        StaffingGoal::PWait => format!("{} would be turned away", percent(1.0)),
        StaffingGoal::Abandonment => {
            format!("{} would hang up", share(metrics.p_abandon, limit))
        }
        StaffingGoal::Blocking => {
            format!("{} would be turned away", share(metrics.p_blocked, limit))
        }
        StaffingGoal::Occupancy => {
            format!("agents would be busy for {} of their time", share(metrics.occupancy, limit))
        }
    }
}
