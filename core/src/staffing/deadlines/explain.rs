pub(super) use super::super::explain::{hours as in_hours, rounded, some as count};
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// What a step of an answer about deadlines is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineTerm {
    /// All of the work.
    Work,
    /// The share of an agent's time that goes into tickets.
    Efficiency,
    /// The interval that has the most work for its time.
    CriticalInterval,
    /// How much more work that interval may have; nothing more in the outcome of a plan.
    Margin,
    /// The agents that are needed.
    Agents,
    /// The time of the agents of a plan.
    Capacity,
    /// The tickets that miss their deadlines.
    Missed,
    /// The deadline that is missed first.
    FirstMissed,
    /// The ticket that is latest.
    Latest,
    /// When all are done.
    Cleared,
    /// How many more agents it would take.
    Missing,
    /// How long agents may be busy.
    MayBeBusy,
    /// How much of their time calls and chats want, which may be more than there is.
    Calls,
    /// How long they have for tickets.
    Left,
}

/// One step of an answer about deadlines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineStep {
    /// What it is about.
    pub term: DeadlineTerm,
    /// How it is calculated, such as `0.85 * (1 - 0.3)`.
    pub formula: String,
    /// What it comes to; nothing where it is no number.
    pub value: Option<f64>,
    /// What that means, in plain words.
    pub text: String,
}

pub(super) fn step(
    term: DeadlineTerm,
    formula: impl Into<String>,
    value: impl Into<Option<f64>>,
    text: impl Into<String>,
) -> DeadlineStep {
    DeadlineStep { term, formula: formula.into(), value: value.into(), text: text.into() }
}

/// A span in hours.
pub(super) fn hours(span: Span) -> f64 {
    span.millis_float() / 3_600_000.0
}
