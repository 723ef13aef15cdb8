use super::{Moment, Stay, WaitKind};
use crate::sla::{SlaAgreement, SlaMetric, SlaStage};
use crate::ticket::{Priority, Rating, TicketSnapshot};
use crate::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};

/// A length of time by each clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClockedSpan {
    /// Day and night.
    pub elapsed: Span,
    /// Open time, each stretch by the calendar that the ticket had during it; absent without calendars.
    pub business: Option<Span>,
    /// Open time by the calendar that the ticket had at the end; absent without calendars.
    pub business_at_end: Option<Span>,
}

/// An instant of a ticket, with how long after its creation it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TicketMark {
    /// When it was.
    pub at: Timestamp,
    /// The time since the creation; negative where the clocks of the log ran backwards.
    pub since_created: ClockedSpan,
}

/// The instants of a ticket; absent are those that never came.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TicketMarks {
    /// It was created.
    pub created: TicketMark,
    /// It first had an agent.
    pub first_assigned: Option<TicketMark>,
    /// Somebody, not an automation, first gave it another status than new.
    pub acknowledged: Option<TicketMark>,
    /// A person of the desk first wrote to the requester.
    pub first_response: Option<TicketMark>,
    /// Its requester first wrote after the creation.
    pub first_requester_reply: Option<TicketMark>,
    /// It was first resolved.
    pub first_resolved: Option<TicketMark>,
    /// It was first resolved or closed.
    pub first_ended: Option<TicketMark>,
    /// It was first reopened after its first resolution.
    pub first_reopened: Option<TicketMark>,
    /// It was last resolved, though it may be open again.
    pub last_resolved: Option<TicketMark>,
    /// It was last resolved, and is not open again.
    pub resolved: Option<TicketMark>,
    /// It was last closed, and is not open again.
    pub closed: Option<TicketMark>,
    /// It was last rated.
    pub rated: Option<TicketMark>,
    /// The outage began of which it tells.
    pub outage_started: Option<TicketMark>,
    /// The service worked again.
    pub restored: Option<TicketMark>,
}

/// How long a ticket was in each status, all its visits together, until the snapshot or its last event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TicketStays {
    /// New.
    pub new_time: ClockedSpan,
    /// Open.
    pub open_time: ClockedSpan,
    /// Pending.
    pub pending_time: ClockedSpan,
    /// On hold.
    pub on_hold_time: ClockedSpan,
    /// Resolved.
    pub resolved_time: ClockedSpan,
    /// Closed, also where it was reopened afterwards.
    pub closed_time: ClockedSpan,
    /// Without an agent, in any status before resolution.
    pub unassigned_time: ClockedSpan,
}

/// How often things happened to a ticket; [`Tally`](super::Tally) says what each of them is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TicketTallies {
    /// Resolutions.
    pub resolutions: u32,
    /// Reopenings.
    pub reopens: u32,
    /// Closures.
    pub closures: u32,
    /// Assignments to a team after the creation.
    pub reassignments: u32,
    /// Changes from one team to another.
    pub team_transfers: u32,
    /// Changes from one agent to another.
    pub agent_transfers: u32,
    /// Returns to a team that had had it before.
    pub bounces: u32,
    /// Moves to a higher tier.
    pub escalations: u32,
    /// Public replies of the desk.
    pub replies: u32,
    /// Those, and the message with which the desk opened the ticket itself.
    pub public_comments: u32,
    /// The replies before the first resolution.
    pub replies_before_resolution: u32,
    /// Messages of the requester after the creation.
    pub requester_replies: u32,
    /// Messages of the requester after the first resolution.
    pub replies_after_resolution: u32,
    /// 1 where it was merged into another one.
    pub merged: u32,
    /// 1 where it has or had an agent, a public reply by staff or a resolution by staff.
    pub touched: u32,
    /// 1 where it was above the first tier at any time.
    pub above_first_tier: u32,
}

/// A wait of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TicketWait {
    /// Which wait.
    pub kind: WaitKind,
    /// When it ended.
    pub ended_at: Timestamp,
    /// How long it was.
    pub length: ClockedSpan,
}

/// A time in which a ticket was resolved or closed before it was open again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reopening {
    /// When it was resolved or closed, having been open.
    pub ended_at: Timestamp,
    /// When it was open again.
    pub at: Timestamp,
}

/// How a promise to a ticket stands, or ended.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TicketPromise {
    /// Who has promised it to whom.
    #[serde(default)]
    pub agreement: SlaAgreement,
    /// What was promised.
    pub metric: SlaMetric,
    /// The name of its clock, of the metric `custom`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<String>,
    /// How it stands.
    pub stage: SlaStage,
    /// The instant by which it is placed: when it is due, else fulfilled.
    pub due_at: Option<Timestamp>,
    /// When it was fulfilled, in time or late, or became void.
    #[serde(default)]
    pub finished_at: Option<Timestamp>,
    /// The open time used.
    pub used: Span,
    /// What is left of the target; negative once breached.
    pub left: Span,
}

/// A ticket as one row: all that figures are computed from.
///
/// It is the first of two layers: [`KpiEngine::reduce`](super::KpiEngine::reduce) makes it of a ticket's whole log, and
/// [`KpiState`](super::KpiState) adds rows up. The rows of different tickets need nothing of each other.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TicketFacts {
    /// The ticket as it stands: what it is grouped and filtered by.
    pub snapshot: TicketSnapshot,
    /// The priority that it was created with.
    pub first_priority: Priority,
    /// Every agent who had it, each once, in the order in which they first did.
    #[serde(default)]
    pub agents: Vec<String>,
    /// The instant as of which it is so; absent: as of its last event.
    #[serde(default)]
    pub as_of: Option<Timestamp>,
    /// From the creation to that instant; absent without it.
    #[serde(default)]
    pub age: Option<ClockedSpan>,
    /// Tells by which calendars, promises, fields of outages and policy about times it was reduced: facts of others are
    /// refused. Absent where a host made it otherwise: then it is taken as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reduction: Option<String>,
    /// Its instants.
    pub marks: TicketMarks,
    /// Since when it is resolved or closed; absent while it is open.
    #[serde(default)]
    pub ended_at: Option<Timestamp>,
    /// The times before in which it was, in order. An event that lies before the one above it takes effect with that.
    #[serde(default)]
    pub reopenings: Vec<Reopening>,
    /// How long it was where.
    pub stays: TicketStays,
    /// How often what happened.
    pub tallies: TicketTallies,
    /// Its waits, in the order in which they ended.
    #[serde(default)]
    pub waits: Vec<TicketWait>,
    /// Its promises, cycle by cycle; none without a policy.
    #[serde(default)]
    pub promises: Vec<TicketPromise>,
    /// Its last rating.
    pub rating: Option<Rating>,
}

impl TicketMarks {
    pub(super) const fn get(&self, moment: Moment) -> Option<&TicketMark> {
        match moment {
            Moment::Created => Some(&self.created),
            Moment::FirstAssigned => self.first_assigned.as_ref(),
            Moment::Acknowledged => self.acknowledged.as_ref(),
            Moment::FirstResponse => self.first_response.as_ref(),
            Moment::FirstRequesterReply => self.first_requester_reply.as_ref(),
            Moment::FirstResolved => self.first_resolved.as_ref(),
            Moment::FirstEnded => self.first_ended.as_ref(),
            Moment::FirstReopened => self.first_reopened.as_ref(),
            Moment::LastResolved => self.last_resolved.as_ref(),
            Moment::Resolved => self.resolved.as_ref(),
            Moment::Closed => self.closed.as_ref(),
            Moment::Rated => self.rated.as_ref(),
            Moment::OutageStarted => self.outage_started.as_ref(),
            Moment::Restored => self.restored.as_ref(),
        }
    }
}

impl TicketStays {
    pub(super) const fn get(&self, stay: Stay) -> &ClockedSpan {
        match stay {
            Stay::New => &self.new_time,
            Stay::Open => &self.open_time,
            Stay::Pending => &self.pending_time,
            Stay::OnHold => &self.on_hold_time,
            Stay::Resolved => &self.resolved_time,
            Stay::Closed => &self.closed_time,
            Stay::Unassigned => &self.unassigned_time,
        }
    }
}

impl ClockedSpan {
    pub(super) const ZERO: Self =
        Self { elapsed: Span::ZERO, business: None, business_at_end: None };
}
