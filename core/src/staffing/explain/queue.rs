use super::level;
use super::step::{QueueStep, QueueTerm, step};
use super::words::{agents as team, brief, erlangs, percent, rounded, seconds, some};
use crate::error::Result;
use crate::staffing::{
    ErlangModel, QueueInput, QueueMetrics, ServiceLevelRule, Stability, queue_metrics,
};
use serde::{Deserialize, Serialize};

/// How a queue does, and the steps that led there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QueueExplanation {
    /// The figures, as [`queue_metrics`] gives them.
    pub metrics: QueueMetrics,
    /// The steps, in order.
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

/// The load of calls, and of those that are made again.
pub(super) fn load(queue: &QueueInput, metrics: &QueueMetrics) -> QueueStep {
    let aht = seconds(queue.aht);
    if queue.redial_share.is_none() {
        return call_load(queue.arrivals_per_hour, &aht, metrics.offered_load);
    }
    let attempts = rounded(metrics.attempts_per_hour);
    let again = rounded(metrics.attempts_per_hour - queue.arrivals_per_hour);
    let attempts = some(attempts, "attempt", "attempts");
    let busy = some(rounded(metrics.offered_load), "agent", "agents");
    step(
        QueueTerm::OfferedLoad,
        format!("{attempts} an hour * {aht} / 3600 s"),
        metrics.offered_load,
        format!("the attempts alone, {again} of them made again, would keep {busy} busy"),
    )
}

/// The load of so many calls an hour.
pub(super) fn call_load(calls_per_hour: f64, aht: &str, load: f64) -> QueueStep {
    let calls = some(calls_per_hour, "call", "calls");
    let busy = some(rounded(load), "agent", "agents");
    let formula = format!("{calls} an hour * {aht} / 3600 s");
    step(QueueTerm::OfferedLoad, formula, load, format!("the calls alone keep {busy} busy"))
}

/// The model of a queue.
pub(super) fn model(queue: &QueueInput, metrics: &QueueMetrics) -> QueueStep {
    let patience = queue.patience.map(seconds).unwrap_or_default();
    let places = queue.waiting_places.unwrap_or_default();
    let (formula, mut text) = match metrics.model {
        ErlangModel::ErlangB => ("Erlang B", "nobody can wait".to_owned()),
        ErlangModel::ErlangC if metrics.offered_load <= 0.0 => {
            ("Erlang C", "nobody calls, and nobody waits".to_owned())
        }
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
        let again = percent(share);
        text.push_str(&format!(
            "; {again} of those without an answer call again, and shares are of all attempts"
        ));
    }
    step(QueueTerm::Model, formula, None, text)
}

/// Why a queue does not settle, where it does not.
pub(super) fn unstable(metrics: &QueueMetrics, agents: u32) -> Option<QueueStep> {
    let formula = format!("{} >= {}", erlangs(metrics.offered_load), team(agents));
    let text = "there is more work than agents can do, so that the queue grows for ever";
    (metrics.stability == Stability::Unstable)
        .then(|| step(QueueTerm::Stability, formula, None, text))
}

/// How many wait.
pub(super) fn waiting(metrics: &QueueMetrics) -> QueueStep {
    let text = format!("{} of calls wait", percent(metrics.p_wait));
    step(QueueTerm::PWait, "P(all agents busy, a place free)", metrics.p_wait, text)
}

/// How a queue does.
pub(super) fn figures(
    metrics: &QueueMetrics,
    agents: u32,
    rule: ServiceLevelRule,
) -> Vec<QueueStep> {
    if let Some(step) = unstable(metrics, agents) {
        return vec![step];
    }
    let mut steps = vec![busy(metrics, agents), waiting(metrics)];
    if metrics.p_blocked > 0.0 {
        let text = format!("{} of calls are turned away", percent(metrics.p_blocked));
        steps.push(step(QueueTerm::Blocking, "P(all places taken)", metrics.p_blocked, text));
    }
    if metrics.p_abandon > 0.0 {
        let text = format!("{} of calls hang up", percent(metrics.p_abandon));
        steps.push(step(QueueTerm::Abandonment, "mean wait / patience", metrics.p_abandon, text));
    }
    let formula = level::fraction(rule.definition);
    let text = level::outcome(metrics, rule);
    steps.push(step(QueueTerm::ServiceLevel, formula, metrics.service_level, text));
    let text = metrics.asa_seconds.map_or_else(
        || "nobody is answered".to_owned(),
        |asa| format!("those who are answered wait for {} s on average", brief_wait(asa)),
    );
    steps.push(step(QueueTerm::Asa, "wait of the answered / answered", metrics.asa_seconds, text));
    steps
}

fn busy(metrics: &QueueMetrics, agents: u32) -> QueueStep {
    let load = erlangs(metrics.offered_load);
    let (formula, text) = match agents {
        0 => ("no agents".to_owned(), "there is nobody to be busy".to_owned()),
        _ => (
            format!("{load} * share answered / {}", team(agents)),
            format!("{} of their time, agents are busy", percent(metrics.occupancy)),
        ),
    };
    step(QueueTerm::Occupancy, formula, metrics.occupancy, text)
}

/// A wait of more than nothing is not said to be nothing.
pub(super) fn brief_wait(seconds: f64) -> String {
    if seconds > 0.0 && seconds < 0.005 { brief(seconds) } else { rounded(seconds) }
}
