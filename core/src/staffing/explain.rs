use super::metrics::{ErlangModel, QueueMetrics, Stability, queue_metrics};
use super::needed::{AgentsNeeded, GoalNeed, agents_needed};
use super::queue::QueueInput;
use super::service_level::{ServiceLevelDefinition, ServiceLevelRule};
use super::targets::{StaffingGoal, StaffingTargets};
use crate::error::Result;
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// What a step of an explanation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueTerm {
    /// The load, in Erlangs.
    OfferedLoad,
    /// The model, and what it takes for granted.
    Model,
    /// Whether the queue settles.
    Stability,
    /// The share of time in which agents are busy.
    Occupancy,
    /// The share that waits.
    PWait,
    /// The share that is turned away.
    Blocking,
    /// The share that hangs up.
    Abandonment,
    /// The share that is in time.
    ServiceLevel,
    /// The average speed of answer, in seconds.
    Asa,
    /// The agents that one target needs.
    Goal,
    /// The agents that all of them need.
    Agents,
}

/// One step of an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QueueStep {
    /// What it is about.
    pub term: QueueTerm,
    /// How it is calculated, such as `200 calls an hour * 180 s / 3600 s`.
    pub formula: String,
    /// What it comes to; nothing where it is no number, or grows for ever.
    pub value: Option<f64>,
    /// What that means, in plain words.
    pub text: String,
}

/// How a queue does, and the steps that led there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QueueExplanation {
    /// The figures, as [`queue_metrics`] gives them.
    pub metrics: QueueMetrics,
    /// The steps, in order.
    pub steps: Vec<QueueStep>,
}

/// The agents that are needed, and the steps that led there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgentsNeededExplanation {
    /// The answer, as [`agents_needed`] gives it.
    pub needed: AgentsNeeded,
    /// The steps, in order: what each target needs, what all do, and how the queue does then.
    pub steps: Vec<QueueStep>,
}

/// How a queue does, step by step: the load, the model, and each figure with its formula and what it means.
///
/// # Errors
/// Those of [`queue_metrics`].
///
/// # Example
/// ```
/// use firstline::staffing::{QueueInput, ServiceLevelRule, explain_queue};
/// use firstline::time::Span;
/// let queue = QueueInput::new(200.0, Span::minutes(3));
/// let rule = ServiceLevelRule { within: Span::seconds(20), definition: Default::default() };
/// let explained = explain_queue(&queue, 14, &rule)?;
/// let load = &explained.steps[0];
/// assert_eq!(load.formula, "200 calls an hour * 180 s / 3600 s");
/// assert_eq!((load.value, load.text.as_str()), (Some(10.0), "the calls alone keep 10 agents busy"));
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn explain_queue(
    queue: &QueueInput,
    agents: u32,
    rule: &ServiceLevelRule,
) -> Result<QueueExplanation> {
    let metrics = queue_metrics(queue, agents, rule)?;
    let mut steps = vec![load(queue, &metrics), model(queue, &metrics)];
    steps.extend(figures(&metrics, agents, *rule));
    Ok(QueueExplanation { metrics, steps })
}

/// The agents that are needed, step by step: the load, what each target needs by itself, which of them decides, and
/// how the queue does with that many.
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
/// assert_eq!(explained.steps[2].text, "the share that waits needs 14 agents");
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn explain_agents_needed(
    queue: &QueueInput,
    targets: &StaffingTargets,
) -> Result<AgentsNeededExplanation> {
    let needed = agents_needed(queue, targets)?;
    let mut steps = vec![load(queue, &needed.outcome), model(queue, &needed.outcome)];
    steps.extend(goal_steps(&needed, targets));
    let fewer = needed.with_one_fewer.map(|fewer| match fewer.stability {
        Stability::Unstable => "; with one fewer, the queue would grow for ever".to_owned(),
        Stability::Stable => {
            format!("; with one fewer, {} would be in time", percent(fewer.service_level))
        }
    });
    steps.push(QueueStep {
        term: QueueTerm::Agents,
        formula: "the most that any target needs".to_owned(),
        value: Some(needed.agents.into()),
        text: format!("{} agents are needed{}", needed.agents, fewer.unwrap_or_default()),
    });
    let level = targets.service_levels.first();
    let rule = ServiceLevelRule {
        within: level.map_or(Span::ZERO, |level| level.within),
        definition: level.map_or_else(Default::default, |level| level.definition),
    };
    steps.extend(figures(&needed.outcome, needed.agents, rule));
    Ok(AgentsNeededExplanation { needed, steps })
}

/// What each target needs by itself.
pub(super) fn goal_steps(needed: &AgentsNeeded, targets: &StaffingTargets) -> Vec<QueueStep> {
    let each = |goal: &GoalNeed| {
        let level = targets.service_levels.iter().zip(0_u32..).find(|(_, at)| *at == goal.place);
        let (formula, name) = match (goal.goal, level) {
            (StaffingGoal::ServiceLevel, Some((level, _))) => (
                format!("share {} within {}", level.share, seconds(level.within)),
                "the service level",
            ),
            (goal, _) => limit(goal, targets),
        };
        QueueStep {
            term: QueueTerm::Goal,
            formula: format!("the fewest agents with {formula}"),
            value: Some(goal.agents.into()),
            text: format!("{name} needs {} agents", goal.agents),
        }
    };
    needed.goals.iter().map(each).collect()
}

fn limit(goal: StaffingGoal, targets: &StaffingTargets) -> (String, &'static str) {
    let most = |name: &str, most: Option<String>| format!("{name} <= {}", most.unwrap_or_default());
    let share = |share: Option<f64>| share.map(|share| share.to_string());
    match goal {
        StaffingGoal::ServiceLevel => (String::new(), "the service level"),
        StaffingGoal::Asa => {
            (most("ASA", targets.max_asa.map(seconds)), "the average speed of answer")
        }
        StaffingGoal::PWait => (most("P(wait)", share(targets.max_p_wait)), "the share that waits"),
        StaffingGoal::Abandonment => {
            (most("P(abandon)", share(targets.max_abandonment)), "the share that hangs up")
        }
        StaffingGoal::Blocking => {
            (most("P(blocked)", share(targets.max_blocking)), "the share that is turned away")
        }
        StaffingGoal::Occupancy => {
            let limit = targets.max_occupancy.map(|limit| limit.to_string());
            (most("occupancy", limit), "the limit on occupancy")
        }
    }
}

fn load(queue: &QueueInput, metrics: &QueueMetrics) -> QueueStep {
    let calls = metrics.attempts_per_hour;
    let what = if queue.redial_share.is_some() { "attempts" } else { "calls" };
    QueueStep {
        term: QueueTerm::OfferedLoad,
        formula: format!("{calls} {what} an hour * {} / 3600 s", seconds(queue.aht)),
        value: Some(metrics.offered_load),
        text: format!("the {what} alone keep {} agents busy", rounded(metrics.offered_load)),
    }
}

fn model(queue: &QueueInput, metrics: &QueueMetrics) -> QueueStep {
    let patience = queue.patience.map(seconds).unwrap_or_default();
    let places = queue.waiting_places.unwrap_or_default();
    let (formula, mut text) = match metrics.model {
        ErlangModel::ErlangB => ("Erlang B", "nobody can wait".to_owned()),
        ErlangModel::ErlangC => ("Erlang C", "everyone waits until an agent is free".to_owned()),
        ErlangModel::ErlangA => {
            ("Erlang A", format!("callers who wait hang up after {patience} on average"))
        }
        ErlangModel::LimitedErlangC => ("M/M/c/K", format!("{places} can wait, and they stay")),
        ErlangModel::LimitedErlangA => {
            ("M/M/c/K+M", format!("{places} can wait, and hang up after {patience} on average"))
        }
    };
    if let Some(share) = queue.redial_share {
        text.push_str(&format!("; {} of those without an answer call again", percent(share)));
    }
    QueueStep { term: QueueTerm::Model, formula: formula.to_owned(), value: None, text }
}

fn figures(metrics: &QueueMetrics, agents: u32, rule: ServiceLevelRule) -> Vec<QueueStep> {
    let step = |term, formula: &str, value, text| QueueStep {
        term,
        formula: formula.to_owned(),
        value,
        text,
    };
    let load = rounded(metrics.offered_load);
    if metrics.stability == Stability::Unstable {
        let formula = format!("{load} Erlangs >= {agents} agents");
        let text = "there is more work than agents can do, so that the queue grows for ever";
        return vec![step(QueueTerm::Stability, &formula, None, text.to_owned())];
    }
    let share = |term, formula: &str, share: f64, text: &str| {
        step(term, formula, Some(share), format!("{} {text}", percent(share)))
    };
    let busy = format!("{load} Erlangs * share answered / {agents} agents");
    let within = seconds(rule.within);
    let mut steps = vec![
        share(QueueTerm::Occupancy, &busy, metrics.occupancy, "of their time, agents are busy"),
        share(
            QueueTerm::PWait,
            "P(all agents busy, a place free)",
            metrics.p_wait,
            "of calls wait",
        ),
    ];
    if metrics.p_blocked > 0.0 {
        let (formula, text) = ("P(all places taken)", "of calls are turned away");
        steps.push(share(QueueTerm::Blocking, formula, metrics.p_blocked, text));
    }
    if metrics.p_abandon > 0.0 {
        let (formula, text) = ("mean wait / patience", "of calls hang up");
        steps.push(share(QueueTerm::Abandonment, formula, metrics.p_abandon, text));
    }
    let formula = match rule.definition {
        ServiceLevelDefinition::AnsweredOfOffered => "answered in time / offered",
        ServiceLevelDefinition::AnsweredOfAnswered => "answered in time / answered",
        ServiceLevelDefinition::ExcludingShortAbandons => {
            "answered in time / (offered - hung up in time)"
        }
        ServiceLevelDefinition::WaitWithin => "(answered in time + hung up in time) / offered",
    };
    let text = format!("are in time, which is {within}");
    steps.push(share(QueueTerm::ServiceLevel, formula, metrics.service_level, &text));
    let text = metrics.asa_seconds.map_or_else(
        || "nobody is answered".to_owned(),
        |asa| format!("those who are answered wait for {} s on average", rounded(asa)),
    );
    let formula = "wait of the answered / answered";
    steps.push(step(QueueTerm::Asa, formula, metrics.asa_seconds, text));
    steps
}

/// A span as seconds, such as `20 s`.
pub(super) fn seconds(span: Span) -> String {
    format!("{} s", span.seconds_float())
}

/// A share in per cent with one decimal.
fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

/// A number with up to two decimals.
pub(super) fn rounded(number: f64) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
