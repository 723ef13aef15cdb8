use super::Cohort;
use crate::sla::{SlaAgreement, SlaMetric, SlaStage};
use crate::ticket::Condition;
use crate::time::Span;
use firstline_derive::Choice;
use serde::{Deserialize, Serialize};

/// An instant in the life of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// It was created.
    Created,
    /// It first had an agent.
    FirstAssigned,
    /// Somebody, not an automation, first gave it another status than new.
    Acknowledged,
    /// A person of the desk first wrote to the requester.
    FirstResponse,
    /// Its requester first wrote after the creation.
    FirstRequesterReply,
    /// It was first resolved.
    FirstResolved,
    /// It was first resolved or closed, whichever came first.
    FirstEnded,
    /// It was first reopened after its first resolution.
    FirstReopened,
    /// It was last resolved, though it may be open again.
    LastResolved,
    /// It was last resolved, and is not open again.
    Resolved,
    /// It was last closed, and is not open again.
    Closed,
    /// It was last rated.
    Rated,
    /// The outage began of which it tells, by the host's field.
    OutageStarted,
    /// The service worked again, by the host's field.
    Restored,
}

/// A length of time that a ticket spent, all its visits together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stay {
    /// In status new.
    New,
    /// In status open.
    Open,
    /// In status pending: it waited for its requester.
    Pending,
    /// In status on hold: it waited for a third party.
    OnHold,
    /// In status resolved, before it was closed or reopened.
    Resolved,
    /// In status closed, until the snapshot or until it was reopened.
    Closed,
    /// Without an agent, before it was resolved.
    Unassigned,
}

/// A wait that a ticket can have several of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitKind {
    /// From the creation to the first response.
    FirstReply,
    /// The same without the time in status closed, as Zoho Desk's first response of the system.
    FirstReplyNotClosed,
    /// From the last assignment to the agent who gave it to the first response, without the time closed or on hold, as
    /// Zoho Desk's first response of the agent; to the agent who had it last where the log names none who had it.
    FirstReplyFromAssignment,
    /// From the oldest unanswered message of the requester to the reply, after the first response.
    NextReply,
    /// The same where a resolution or a closure came instead of a reply.
    NextReplyResolved,
    /// From one public reply of the desk to the next.
    Update,
    /// The same without the time in status pending, resolved or closed.
    PausableUpdate,
    /// From the creation to each resolution.
    Resolution,
}

/// A count that a ticket has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tally {
    /// How often it was resolved.
    Resolutions,
    /// How often it was reopened: each event of that kind, and each other step from resolved or closed to open.
    Reopens,
    /// How often it was closed; a merge closes it.
    Closures,
    /// How often it was assigned to a team, the same one or none after the creation, as ServiceNow counts: the first routing
    /// too.
    Reassignments,
    /// How often its team became another one; the first is no transfer.
    TeamTransfers,
    /// How often its agent became another one; the first is no transfer.
    AgentTransfers,
    /// How many different agents had it.
    Agents,
    /// How often it came back to a team that had had it before.
    Bounces,
    /// How often it moved to a higher tier.
    Escalations,
    /// Public replies of the desk.
    Replies,
    /// Public messages of the desk: its replies, and the message with which it opened the ticket itself.
    PublicComments,
    /// Public replies of the desk before the first resolution.
    RepliesBeforeResolution,
    /// Messages of the requester after the creation.
    RequesterReplies,
    /// Messages of the requester after the first resolution.
    RepliesAfterResolution,
    /// 1 for a ticket that was merged into another one.
    Merged,
    /// 1 for a ticket that has or had an agent, a public reply by staff or a resolution by staff.
    Touched,
    /// 1 for a ticket that was above the first tier at any time.
    AboveFirstTier,
}

/// What must be so for a ticket to count.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Choice)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum KpiTest {
    /// An instant of it is known.
    Has {
        /// Which.
        moment: Moment,
    },
    /// An instant of it comes no later than so long after another one, by the clock of the definition; by elapsed time
    /// where that counts none, or that of promises.
    Within {
        /// From here.
        from: Moment,
        /// To here; one that never came does not count.
        to: Moment,
        /// So long, inclusive.
        limit: Span,
    },
    /// Two instants of it lie in the same period, and the same stretch of the calendar where that groups; hours of the day
    /// and days of the week are none.
    SamePeriod {
        /// One of them.
        first: Moment,
        /// The other one.
        second: Moment,
    },
    /// So long ago an instant of it had come when the snapshot was taken, by the clock of the definition; by elapsed time
    /// where that counts none, or that of promises.
    OlderThan {
        /// Which.
        moment: Moment,
        /// So long, exclusive.
        age: Span,
    },
    /// A count lies in a range.
    Between {
        /// Which count.
        tally: Tally,
        /// At least so many; absent: 0.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_least: Option<u32>,
        /// At most so many; absent: no limit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<u32>,
    },
    /// Its last rating lies in a range, where the worst score is 0 percent and the best one 100.
    Rated {
        /// At least so much.
        at_least_percent: u32,
        /// At most so much.
        at_most_percent: u32,
    },
    /// Its last rating is among the best ones.
    TopBox {
        /// So many of them; 2 of a scale to 5 are 4 and 5.
        boxes: u32,
    },
    /// Its last rating is on a scale of so many scores.
    Scale {
        /// At least; absent: two.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_least: Option<u32>,
        /// At most; absent: any number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<u32>,
    },
    /// The ticket as it stands now meets a condition.
    Matches {
        /// Which.
        condition: Condition,
    },
    /// None of these is so.
    NoneOf {
        /// At least one.
        tests: Vec<KpiTest>,
    },
}

/// What is added up.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Choice)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Quantity {
    /// 1 for each ticket.
    Tickets {},
    /// 1 for each agent who had the ticket. Where figures are grouped by agent, it counts in the group of that agent.
    Credits {},
    /// A count of each ticket.
    Tally {
        /// Which.
        tally: Tally,
    },
    /// The score of the last rating.
    Score {},
    /// A length from one instant to another; nothing where one of them is missing.
    Length {
        /// From here.
        from: Moment,
        /// To here.
        to: Moment,
    },
    /// Stays of a ticket together.
    Stays {
        /// Which.
        stays: Vec<Stay>,
    },
    /// The waits of a ticket, all together.
    Waits {
        /// Which.
        waits: Vec<WaitKind>,
    },
    /// How many waits a ticket has.
    WaitCount {
        /// Which.
        waits: Vec<WaitKind>,
    },
    /// The promises of a metric that stand in one of these ways.
    Promises {
        /// Of which metric.
        metric: SlaMetric,
        /// How they stand.
        stages: Vec<SlaStage>,
        /// Under which agreement; absent: that with the customers.
        #[serde(default)]
        agreement: SlaAgreement,
        /// The name of the clock, of the metric `custom`; absent: any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        clock: Option<String>,
    },
    /// The promises of a metric to open tickets that are not breached, but have no more than so much time left; paused ones
    /// too.
    PromisesAtRisk {
        /// Of which metric.
        metric: SlaMetric,
        /// Under which agreement; absent: that with the customers.
        #[serde(default)]
        agreement: SlaAgreement,
        /// The name of the clock, of the metric `custom`; absent: any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        clock: Option<String>,
        /// No more than so much, inclusive.
        left: Span,
    },
    /// The open time that breached promises of a metric took beyond their targets.
    Overdue {
        /// Of which metric.
        metric: SlaMetric,
        /// Under which agreement; absent: that with the customers.
        #[serde(default)]
        agreement: SlaAgreement,
        /// The name of the clock, of the metric `custom`; absent: any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        clock: Option<String>,
    },
    /// The time that lies in the period of that in which the ticket was open, to its end or to the snapshot.
    Lifetime {},
    /// What the ticket changes in the backlog, whatever the cohort: 1 at its creation and whenever it was reopened, -1
    /// whenever it was resolved or closed.
    BacklogChange {},
    /// A figure of the desk, by the host's name for it: a count, seconds, money.
    Figure {
        /// Its name.
        name: String,
    },
}

/// Something that is added up over those that pass all tests.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KpiTerm {
    /// What.
    pub quantity: Quantity,
    /// What must be so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<KpiTest>,
    /// In the period of which instant it counts, where that is not the definition's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cohort: Option<Cohort>,
    /// It is taken off.
    #[serde(default)]
    pub minus: bool,
}

/// Values of which there is one for each ticket, or several.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Choice)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Lengths {
    /// From one instant to another.
    Between {
        /// From here.
        from: Moment,
        /// To here.
        to: Moment,
    },
    /// Stays, all together.
    Stays {
        /// Which.
        stays: Vec<Stay>,
    },
    /// Waits, each for itself.
    Waits {
        /// Which.
        waits: Vec<WaitKind>,
    },
    /// The time that promises of a metric took, by the clock of the promise.
    PromiseUsed {
        /// Of which metric.
        metric: SlaMetric,
        /// Under which agreement; absent: that with the customers.
        #[serde(default)]
        agreement: SlaAgreement,
        /// The name of the clock, of the metric `custom`; absent: any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        clock: Option<String>,
    },
    /// What is left of the promises of a metric to open tickets, paused ones too; negative where they are breached.
    PromiseLeft {
        /// Of which metric.
        metric: SlaMetric,
        /// Under which agreement; absent: that with the customers.
        #[serde(default)]
        agreement: SlaAgreement,
        /// The name of the clock, of the metric `custom`; absent: any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        clock: Option<String>,
    },
    /// From the creation to the snapshot, of tickets that were open then.
    Age {},
}

/// How a figure is computed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Choice)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum KpiMeasure {
    /// A sum.
    Sum {
        /// What is added up.
        of: Vec<KpiTerm>,
    },
    /// A sum by another one.
    Ratio {
        /// What is divided.
        part: Vec<KpiTerm>,
        /// By what.
        whole: Vec<KpiTerm>,
    },
    /// A sum for each so long of the period: hours of 23 and 25 in a day are real hours.
    Rate {
        /// What is added up.
        of: Vec<KpiTerm>,
        /// For each so long.
        every: Span,
    },
    /// Values with their mean and quantiles.
    Distribution {
        /// Which.
        lengths: Lengths,
        /// What must be so for a ticket to be among them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        tests: Vec<KpiTest>,
    },
    /// Tickets open at the instant of the snapshot.
    Backlog {},
    /// Those of them by their age, in half-open ranges.
    AgeBuckets {
        /// Where the ranges begin: the first at zero, ascending; the last has no end.
        edges: Vec<Span>,
    },
    /// The backlog by the mean of those resolved in a day of the period.
    BacklogDays {},
    /// Creations by hour of the week in the desk's zone: 168 numbers, Monday 00:00 first.
    HourOfWeek {},
    /// Requesters with another ticket no later than so long after one of theirs, of all requesters.
    RepeatContact {
        /// So long, inclusive.
        within: Span,
        /// Only tickets of the same category are contacts about the same.
        same_category: bool,
    },
    /// Different requesters.
    Requesters {},
}

impl KpiMeasure {
    /// What is added up, and by what it is divided; nothing where it is neither.
    pub(crate) const fn terms(&self) -> (&[KpiTerm], &[KpiTerm]) {
        match self {
            Self::Sum { of } | Self::Rate { of, .. } => (of.as_slice(), &[]),
            Self::Ratio { part, whole } => (part.as_slice(), whole.as_slice()),
            _ => (&[], &[]),
        }
    }
}
