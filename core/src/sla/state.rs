use super::{SlaAgreement, SlaMetric};
use crate::ticket::{Status, TicketEvent, TicketSnapshot};
use crate::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};

/// How a clock moves in a stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlaMotion {
    /// Open time counts.
    Running,
    /// It stands still.
    Paused,
    /// It is fulfilled.
    Finished,
    /// It is void.
    Cancelled,
}

/// The target that held in a stretch of time.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaLimitState {
    /// The policy, by its name.
    pub policy: String,
    /// The place of the target among those of the policy, from 0.
    pub target: u32,
    /// The name of the ticket's own calendar, where that was the one that held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
    /// The open time that it allowed.
    pub within: Span,
    /// Whether it is used up at an opening.
    pub at_opening: bool,
}

/// A stretch of time in which a clock moved in one way under one target.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaLegState {
    /// Its first instant.
    pub from: Timestamp,
    /// The first instant after it; of the last stretch, the instant of its last event.
    pub to: Timestamp,
    /// How the clock moved.
    pub motion: SlaMotion,
    /// The status of the ticket.
    pub status: Status,
    /// Whether a clock of the desk's own stood still by its own conditions.
    pub held: bool,
    /// The target; absent: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<SlaLimitState>,
    /// The open time that had been used when it began.
    pub used: Span,
    /// The open time that was used in it.
    pub ran: Span,
}

/// A cycle of a clock.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaCycleState {
    /// Which it is, from 1.
    pub number: u32,
    /// The open time that was used until the end of the last stretch but one.
    pub elapsed: Span,
    /// Before this instant nothing was broken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unbroken_until: Option<Timestamp>,
    /// Its stretches, without gaps; the last one goes on.
    pub legs: Vec<SlaLegState>,
}

/// A clock.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaClockState {
    /// Who promised.
    pub agreement: SlaAgreement,
    /// What was promised.
    pub metric: SlaMetric,
    /// The name of the clock of a custom metric.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<String>,
    /// The cycle that runs or ended last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cycle: Option<SlaCycleState>,
    /// The last one before it of which something was promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former: Option<SlaCycleState>,
    /// The target in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<SlaLimitState>,
    /// Whether another target is in force than the cycle knows.
    pub retargeted: bool,
    /// Whether it waits for a team.
    pub free: bool,
    /// Whether the start of a clock of the desk's own holds.
    pub startable: bool,
    /// Whether a clock of the desk's own stands still by its own conditions.
    pub held: bool,
}

/// All that the clocks of a ticket need to go on, without its log: for a host that handles events one by one.
///
/// A host stores it beside the ticket, folds each event into it with
/// [`SlaEngine::fold`](super::SlaEngine::fold), and asks with [`SlaEngine::status_of`](super::SlaEngine::status_of).
/// Its size grows with the pauses of the present cycles, and not with the log. Former cycles are not kept:
/// [`SlaEngine::cycles`](super::SlaEngine::cycles) reads them from the log. It goes with the specification that it
/// was made by.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaState {
    /// The version of the specification that it was made by, if that has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// What the ticket is.
    pub ticket: TicketSnapshot,
    /// When the ticket last changed.
    pub changed_at: Timestamp,
    /// The events of that instant: one that comes may belong to the same save.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pending: Vec<TicketEvent>,
    /// Whether there was a response.
    pub answered: bool,
    /// Whether a message of the requester has no answer.
    pub waiting: bool,
    /// Its clocks, in the order in which statuses are given.
    pub clocks: Vec<SlaClockState>,
}
