use super::{SlaAgreement, SlaColour, SlaMetric};
use crate::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};

/// How a promise stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlaStage {
    /// Nothing has started its clock yet, such as a message of the requester.
    NotStarted,
    /// Its time runs, though outside opening hours none passes.
    Running,
    /// The ticket is in a status that stops the clock, or a condition of the clock does.
    Paused,
    /// It was kept.
    Met,
    /// More open time has passed than was promised, whether or not it was fulfilled later.
    Breached,
    /// It became void before it was fulfilled: the ticket went into another one, no policy promises it any more,
    /// another cycle took its place, or a condition of the clock cancelled it.
    Cancelled,
}

/// How one promise to one ticket stands at an instant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaStatus {
    /// Who promised it.
    pub agreement: SlaAgreement,
    /// The policy that promised it: the first under its agreement that was for the ticket.
    pub policy: String,
    /// What was promised.
    pub metric: SlaMetric,
    /// The name of the clock of a custom metric.
    pub clock: Option<String>,
    /// How it stands.
    pub state: SlaStage,
    /// The cycle, from 1; 0 before the first. Another begins with each exchange of a recurring clock, and where
    /// the rules start a target anew.
    pub cycle: u32,
    /// The open time that was promised, by the priority in force; of business days, that from the start of
    /// the cycle until they are over.
    pub target: Span,
    /// The open time used so far, without pauses.
    pub elapsed: Span,
    /// The time of the wall clock used so far, open or not, without pauses.
    pub elapsed_wall: Span,
    /// What is left of it; negative once breached.
    pub remaining: Span,
    /// The share of the target that is used: 1 is all of it, and what is used of a target of zero.
    pub share_used: f64,
    /// How near it is to being broken, by the colours of the specification.
    pub colour: Option<SlaColour>,
    /// When the cycle started; absent before the first.
    pub started_at: Option<Timestamp>,
    /// When it was fulfilled or cancelled.
    pub finished_at: Option<Timestamp>,
    /// When the target is used up, or was; absent where the calendar never opens again and, unless the rules
    /// say otherwise, while paused.
    pub due_at: Option<Timestamp>,
    /// While paused: when it would be due if the pause ended now.
    pub due_if_resumed: Option<Timestamp>,
    /// Since when it is breached, under the target in force: read from the log, not from the time of
    /// asking.
    pub breached_at: Option<Timestamp>,
    /// When it next turns amber or red, is due or, once it is, breached, if nothing happens to the ticket; always
    /// later than the instant of asking.
    pub next_change: Option<Timestamp>,
}

/// How all promises to one ticket stand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TicketSla {
    /// The ticket.
    pub ticket: String,
    /// Its promises, in the order of the agreements and, in each, of the metrics.
    pub statuses: Vec<SlaStatus>,
}
