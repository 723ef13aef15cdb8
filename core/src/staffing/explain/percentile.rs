use super::level::{Mood, fraction, in_time};
use super::queue::{brief_wait, load, model, unstable, waiting};
use super::step::{QueueStep, QueueTerm, step};
use super::words::{brief, given_percent, seconds};
use crate::error::Result;
use crate::staffing::{
    ErlangModel, QueueInput, QueueMetrics, ServiceLevelDefinition, ServiceLevelRule, queue_metrics,
    wait_percentile,
};
use crate::time::Span;

/// The percentile of the wait, step by step: the load, the model, how many wait, and within which time the share is in
/// time.
///
/// # Arguments
/// Those of [`wait_percentile`], whose answer is the value of the last step.
///
/// # Errors
/// Those of [`wait_percentile`].
///
/// # Example
/// ```
/// use firstline::staffing::{QueueInput, ServiceLevelDefinition, explain_wait_percentile};
/// use firstline::time::Span;
/// let queue = QueueInput::new(200.0, Span::minutes(3));
/// let steps = explain_wait_percentile(&queue, 14, 0.9, ServiceLevelDefinition::AnsweredOfOffered)?;
/// assert_eq!(steps[3].formula, "180 s / (14 - 10) * ln(0.1741 / (1 - 0.9))");
/// assert_eq!(steps[3].text, "90 % of all who call are answered within 24.96 s");
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn explain_wait_percentile(
    queue: &QueueInput,
    agents: u32,
    share: f64,
    definition: ServiceLevelDefinition,
) -> Result<Vec<QueueStep>> {
    let wait = wait_percentile(queue, agents, share, definition)?;
    let metrics =
        queue_metrics(queue, agents, &ServiceLevelRule { within: Span::ZERO, definition })?;
    let mut steps = vec![load(queue, &metrics), model(queue, &metrics)];
    if let Some(unstable) = unstable(&metrics, agents) {
        steps.push(unstable);
    } else {
        steps.push(waiting(&metrics));
    }
    let (formula, limit) = match wait {
        Some(wait) if wait > 0.0 => {
            let limit = format!("within {} s", brief_wait(wait));
            (formula(queue, agents, share, definition, &metrics), limit)
        }
        Some(_) => (search(share, definition), "at once".to_owned()),
        None => (search(share, definition), "within it".to_owned()),
    };
    let text = match wait {
        Some(_) => in_time(definition, &given_percent(share), &limit, Mood::Is),
        None => {
            let never = in_time(definition, &given_percent(share), "within it", Mood::Is);
            format!("there is no time for which it holds that {never}")
        }
    };
    steps.push(step(QueueTerm::Percentile, formula, wait, text));
    Ok(steps)
}

fn formula(
    queue: &QueueInput,
    agents: u32,
    share: f64,
    definition: ServiceLevelDefinition,
    metrics: &QueueMetrics,
) -> String {
    if metrics.model != ErlangModel::ErlangC {
        return search(share, definition);
    }
    let (aht, load) = (seconds(queue.aht), brief(metrics.offered_load));
    let waits = brief(metrics.p_wait);
    format!("{aht} / ({agents} - {load}) * ln({waits} / (1 - {share}))")
}

fn search(share: f64, definition: ServiceLevelDefinition) -> String {
    format!("the least time with {} >= {share}", fraction(definition))
}
