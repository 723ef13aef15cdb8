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
    pub target_index: u32,
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
    /// The first instant after it; of a stretch that goes on, the first.
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
    /// The open time that had been used when it began, once it has ended.
    pub used: Span,
    /// The open time that was used in it, once it has ended.
    pub ran: Span,
}

/// The last stretch that has ended in which a clock ran.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaRunState {
    /// Its first instant.
    pub from: Timestamp,
    /// The open time that had been used when it began.
    pub used: Span,
    /// The target; absent: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<SlaLimitState>,
}

/// A cycle of a clock: what came of the stretches that have ended, and the one that goes on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaCycleState {
    /// Which it is, from 1.
    pub number: u32,
    /// When it started.
    pub started_at: Timestamp,
    /// The open time that was used.
    pub elapsed: Span,
    /// The time of the wall clock that was used.
    pub elapsed_wall: Span,
    /// Since when it was beyond the target that held last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breached_at: Option<Timestamp>,
    /// When that target was used up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_up_at: Option<Timestamp>,
    /// The target that held last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<SlaLimitState>,
    /// The last stretch in which it ran.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ran: Option<SlaRunState>,
    /// Before this instant nothing was broken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unbroken_until: Option<Timestamp>,
    /// Whether something was ever promised of it.
    pub promised: bool,
    /// The stretch that goes on.
    pub leg: SlaLegState,
    /// All that have ended, where the rules look back: a new target counts from the start or breaks at the due
    /// instant, or a merged or split ticket counts from an earlier creation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
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
    /// That cycle as it was when its promise ceased to be for the ticket, as long as it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lapsed: Option<SlaCycleState>,
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
/// Its size does not grow with the log, nor does the work of folding an event, save by rules that look back: see
/// `legs` of a cycle. Former cycles are not kept: [`SlaEngine::cycles`](super::SlaEngine::cycles) reads them from the
/// log. It goes with the specification that it was made by: another version, other clocks and other targets are refused, so
/// a host gives each specification a version.
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
    /// When the ticket was resolved, as long as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<Timestamp>,
    /// Whether there was a response.
    pub answered: bool,
    /// Whether a message of the requester has no answer.
    pub waiting: bool,
    /// Its clocks, in the order in which statuses are given.
    pub clocks: Vec<SlaClockState>,
}
