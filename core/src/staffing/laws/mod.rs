//! What must hold of every queue and every headcount.

#![allow(clippy::as_conversions, reason = "the numbers of these tests are small")]

mod brute;
mod headcounts;
mod needs;
mod people;
mod queues;
mod truths;

use super::{QueueInput, QueueMetrics, ServiceLevelDefinition, ServiceLevelRule, queue_metrics};
use crate::time::Span;

const DEFINITIONS: [ServiceLevelDefinition; 4] = [
    ServiceLevelDefinition::AnsweredOfOffered,
    ServiceLevelDefinition::AnsweredOfAnswered,
    ServiceLevelDefinition::ExcludingShortAbandons,
    ServiceLevelDefinition::WaitWithin,
];

fn queue(arrivals_per_hour: f64, aht: i64) -> QueueInput {
    QueueInput::new(arrivals_per_hour, Span::seconds(aht))
}

fn leaving(arrivals_per_hour: f64, aht: i64, patience: i64) -> QueueInput {
    let patience = Some(Span::seconds(patience));
    QueueInput { patience, ..queue(arrivals_per_hour, aht) }
}

/// By the first definition.
fn metrics(queue: &QueueInput, agents: u32, within: i64) -> QueueMetrics {
    by(queue, agents, within, ServiceLevelDefinition::AnsweredOfOffered)
}

fn by(
    queue: &QueueInput,
    agents: u32,
    within: i64,
    definition: ServiceLevelDefinition,
) -> QueueMetrics {
    let rule = ServiceLevelRule { within: Span::seconds(within), definition };
    queue_metrics(queue, agents, &rule).unwrap()
}

/// Whether two numbers are the same but for a share of them, or for what is nothing.
fn close(a: f64, b: f64, share: f64) -> bool {
    (a - b).abs() <= share * b.abs().max(a.abs()) + 1e-13
}
