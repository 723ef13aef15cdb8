use crate::ticket::{Change, Role, TicketEvent};
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// What counts as a reply to the requester.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum ReplyKind {
    /// What the requester can read: Zendesk by default, Znuny.
    #[default]
    Public,
    /// A note of the desk to itself too: an advanced setting of Zendesk.
    PublicOrNote,
}

/// From which of several messages without an answer the next reply counts.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum UnansweredFrom {
    /// The first: Zendesk, Zammad, Znuny.
    #[default]
    First,
    /// The last, which starts the same cycle again: Chatwoot.
    Last,
}

/// From when on a next reply is promised.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum NextReplyFrom {
    /// After the first response: Chatwoot, Plain.
    #[default]
    FirstResponse,
    /// From the creation by the requester on, beside the first response: Zammad.
    Creation,
}

/// From when on the time of a new target counts, once a priority has changed.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Retarget {
    /// The time that was used under the old target is carried over, pauses as they were: linked goals in
    /// Jira, ServiceNow with a retroactive start.
    #[default]
    Carry,
    /// As if the new target had been in force from the start, its pauses included: Zammad, Frappe, GLPI.
    FromStart,
    /// Afresh from the change on, as another cycle; the former one is cancelled: ServiceNow without a
    /// retroactive start.
    FromChange,
}

/// When a promise is broken whose new target was used up before the priority changed.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum RetargetBreach {
    /// At the change: nobody could have known before.
    #[default]
    AtChange,
    /// At the instant by which the new target was used up, which is in the past.
    AtDue,
}

/// Whether a ticket that the desk itself opened has a first response to give.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum OpenedByDesk {
    /// As any other; its opening message is not the response.
    #[default]
    AsAnyOther,
    /// It has none, since nobody waits for one.
    NoFirstResponse,
    /// Its opening is the response, as on the telephone.
    Answered,
}

/// In which order changes at one instant, which are one save, bear on the clocks.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum BatchOrder {
    /// First what fulfils a promise, such as a response; then what stops, pauses or starts a clock, as logged, since of
    /// several statuses the last one holds; then what chooses another target or team: so a save that answers and
    /// raises the priority is judged by the target that held until then.
    #[default]
    FulfilFirst,
    /// As the log has it.
    AsLogged,
}

/// What becomes of a promise that no policy makes to the ticket any more.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Lapse {
    /// It is cancelled at the change: ServiceNow, unless told otherwise. Where a policy is for the ticket again, its
    /// clock has run on.
    #[default]
    Cancel,
    /// The target that held last goes on to hold: ServiceNow's option to cancel never.
    Keep,
}

/// From when on the clocks of a ticket count that was split off another one.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum SplitStart {
    /// From the split: it is a ticket of its own.
    #[default]
    Split,
    /// From the creation of the other one, whose requester has waited since; the pauses of that one are
    /// its own.
    Inherit,
}

/// From when on the clocks of a ticket count that another one went on in.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum MergeStart {
    /// From its own start.
    #[default]
    Own,
    /// From the earliest creation of the two; it is known from the merge on.
    Earliest,
}

/// How often a cycle can be broken, for those who are told of it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum BreachesTold {
    /// Once: a looser target that is broken too is the same failure.
    #[default]
    OncePerCycle,
    /// With each target: Zendesk, whose new target can add another event.
    EachTarget,
}

/// What becomes of the resolution target of a ticket that is reopened.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum ReopenRule {
    /// It goes on with what was left; the time in which the ticket was resolved does not count: Frappe.
    #[default]
    Resume,
    /// It starts again, as another cycle: Jira.
    NewCycle,
    /// Nothing: the first resolution decides: Znuny, Plain.
    Ignore,
}

/// What ends a resolution target.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum ResolutionEnd {
    /// Resolved, or closed without that; closing a resolved ticket changes nothing.
    #[default]
    Resolved,
    /// Closed only; in a resolved ticket the time runs on.
    Closed,
}

/// What using up a target to the millisecond is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum ExactlyOnDue {
    /// Kept; a breach begins with the first open millisecond after it: Frappe, replies in Chatwoot.
    #[default]
    Met,
    /// Broken: open clocks in Chatwoot.
    Breached,
}

/// When a target in open time is due that is used up with the last open millisecond of a day.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum DueAtClosing {
    /// At the closing: biz, Frappe, Chatwoot.
    #[default]
    Close,
    /// At the next opening: GLPI.
    NextOpen,
}

/// The due instant of a clock that stands still.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum DueWhilePaused {
    /// None, since nobody knows when the pause ends: Zammad.
    #[default]
    Absent,
    /// That of a pause that ends now; it moves with each asking.
    IfResumed,
    /// That of before the pause.
    AsBefore,
}

/// Where desks decide differently. Each field names the products that take its sides; what is left out
/// is decided as recommended.
///
/// ```
/// use firstline::sla::{HelpDesk, ReopenRule, SlaRules, rules_like};
/// assert_eq!(SlaRules::default().reopen, ReopenRule::Resume);
/// assert_eq!(rules_like(HelpDesk::Jira).reopen, ReopenRule::NewCycle);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SlaRules {
    /// Whether a ticket that the desk itself opened has a first response to give.
    pub opened_by_desk: OpenedByDesk,
    /// What counts as a response.
    pub reply: ReplyKind,
    /// Whether the reply of an automation is a response too; by default only a person's is.
    pub automatic_replies: bool,
    /// From which of several messages without an answer the next reply counts.
    pub unanswered_from: UnansweredFrom,
    /// From when on a next reply is promised.
    pub next_reply_from: NextReplyFrom,
    /// From when on the time of a new target counts.
    pub retarget: Retarget,
    /// When a promise is broken that a change of priority leaves no time.
    pub retarget_breach: RetargetBreach,
    /// In which order changes at one instant bear on the clocks.
    pub batch_order: BatchOrder,
    /// What becomes of a promise that no policy makes any more.
    pub lapse: Lapse,
    /// What becomes of a resolution target, also of requester wait and agent work, when a ticket is reopened.
    pub reopen: ReopenRule,
    /// The time since its end after which a ticket that is reopened begins another cycle, though it would have
    /// resumed before; absent: never.
    pub new_cycle_after: Option<Span>,
    /// The time since its resolution within which a ticket that its requester reopens has only got a word of
    /// thanks, which changes no clock; absent: none. A reopening by the desk always counts.
    pub thanks_within: Option<Span>,
    /// From when on the clocks of a ticket count that was split off another one.
    pub split: SplitStart,
    /// From when on the clocks of a ticket count that another one went on in.
    pub merge: MergeStart,
    /// How often a timeline tells that a cycle was broken.
    pub breaches: BreachesTold,
    /// What ends a resolution target.
    pub resolution_end: ResolutionEnd,
    /// Whether a target used up to the millisecond is kept.
    pub exactly_on_due: ExactlyOnDue,
    /// When a target is due that a day uses up.
    pub due_at_closing: DueAtClosing,
    /// What is said of the due instant in a pause.
    pub due_while_paused: DueWhilePaused,
    /// Whether a target may be zero, which is due as soon as its clock starts.
    pub allow_zero: bool,
}

impl SlaRules {
    /// Whether a clock must know all that it was, to count it again or to find an instant in it.
    pub(super) fn look_back(&self) -> bool {
        self.retarget == Retarget::FromStart
            || self.retarget_breach == RetargetBreach::AtDue
            || self.merge == MergeStart::Earliest
            || self.split == SplitStart::Inherit
    }

    /// The place of an event among those of its instant.
    pub(super) fn rank(&self, event: &TicketEvent) -> u8 {
        match event.change {
            _ if self.batch_order == BatchOrder::AsLogged => 0,
            Change::AgentAssigned { .. } => 0,
            Change::PriorityChanged { .. }
            | Change::TierChanged { .. }
            | Change::CategoryChanged { .. }
            | Change::FieldChanged { .. }
            | Change::TeamAssigned { .. } => 2,
            _ if self.counts_as_reply(event) => 0,
            _ => 1,
        }
    }

    /// Whether an event answers the requester.
    pub(crate) fn counts_as_reply(&self, event: &TicketEvent) -> bool {
        let by = event.role.is_staff() || (self.automatic_replies && event.role == Role::System);
        let what = match event.change {
            Change::PublicReply {} => true,
            Change::InternalNote {} => self.reply == ReplyKind::PublicOrNote,
            _ => false,
        };
        by && what
    }
}
