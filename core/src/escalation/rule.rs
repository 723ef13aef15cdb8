use crate::sla::{SlaAgreement, SlaMetric, Watched};
use crate::ticket::{Condition, Priority, Role, Tier, View};
use crate::time::{Span, Timestamp};
use firstline_derive::Choice;
use serde::{Deserialize, Serialize};

/// The moment at which a rule fires.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Choice)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum EscalationTrigger {
    /// So much of the open time of a target is used: 0.75 is three quarters, 1 all of it, 2 twice it.
    TargetUsed {
        /// The target.
        metric: SlaMetric,
        /// The share of it; more than 0.
        share: f64,
    },
    /// So much open time is left of a target; at once where it has no more than that.
    BeforeDue {
        /// The target.
        metric: SlaMetric,
        /// The open time before its end; more than zero.
        before: Span,
    },
    /// So much open time has passed since a target was used up, and its clock still runs.
    AfterDue {
        /// The target.
        metric: SlaMetric,
        /// The open time after its end; more than zero.
        after: Span,
    },
    /// So many business days are left until a target is due; at once where it has no more than that.
    BusinessDaysBeforeDue {
        /// The target.
        metric: SlaMetric,
        /// The days; at least one.
        days: u32,
    },
    /// So many business days have passed since a target was due, and its clock still runs.
    BusinessDaysAfterDue {
        /// The target.
        metric: SlaMetric,
        /// The days; at least one.
        days: u32,
    },
    /// The requester has waited so much open time of the desk for a reply, as the rules count one, since the first
    /// of his messages that has none.
    NoReply {
        /// How long; more than zero.
        after: Span,
    },
}

impl EscalationTrigger {
    /// The target that it watches.
    pub(super) const fn metric(&self) -> Option<SlaMetric> {
        match self {
            Self::TargetUsed { metric, .. }
            | Self::BeforeDue { metric, .. }
            | Self::AfterDue { metric, .. }
            | Self::BusinessDaysBeforeDue { metric, .. }
            | Self::BusinessDaysAfterDue { metric, .. } => Some(*metric),
            Self::NoReply { .. } => None,
        }
    }
}

/// What a host should do.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Choice)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum EscalationAction {
    /// Tell whoever has this role for the ticket; a lead or manager: a hierarchical escalation.
    Notify {
        /// The role.
        role: Role,
    },
    /// Move it to another tier: a functional escalation.
    MoveToTier {
        /// The tier.
        tier: Tier,
    },
    /// Give it to another team.
    Reassign {
        /// The team.
        team: String,
    },
    /// Change its priority.
    SetPriority {
        /// The priority.
        priority: Priority,
    },
}

/// What becomes of a level before the due instant that lies before the start of its clock.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum EarlyLevel {
    /// It fires at the start: GLPI.
    #[default]
    AtStart,
    /// It does not fire.
    Never,
}

/// What is told of the levels that came while nobody asked.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum MissedLevels {
    /// Each of them, in order.
    #[default]
    Each,
    /// Of those of one target only the last, which says all that the others would: GLPI, which queues one.
    LastOfTarget,
}

/// When a host should act on an escalation that fires while the desk is closed, as one without a reply or after a
/// change of the ticket may.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum NoticeTime {
    /// At once: Zammad.
    #[default]
    AtOnce,
    /// When the desk next opens, by the calendar of the specification.
    NextOpen,
}

/// What to do with which tickets, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EscalationRule {
    /// What the desk calls it; unique among its rules.
    pub name: String,
    /// When it fires.
    pub trigger: EscalationTrigger,
    /// Under which agreement the target is that it watches.
    #[serde(default)]
    pub agreement: SlaAgreement,
    /// The name of the clock that it watches, for a custom metric and for that only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<String>,
    /// Only tickets that have one of these priorities at that moment; none: all. Where a ticket gets one
    /// later, while the trigger still holds, the rule fires then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub priorities: Vec<Priority>,
    /// Only tickets that one of these tiers holds at that moment, in the same way; none: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tiers: Vec<Tier>,
    /// Only tickets for which this holds at that moment, in the same way; absent: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Condition>,
    /// Whether a level that lies before the start of its clock, which has less time than that, fires at the start.
    #[serde(default)]
    pub early: EarlyLevel,
    /// When the host should act on it.
    #[serde(default)]
    pub notice: NoticeTime,
    /// What the host should do, in order; at least one thing.
    pub actions: Vec<EscalationAction>,
}

impl EscalationRule {
    /// The clock that it watches.
    pub(super) fn watched(&self) -> Option<Watched<'_>> {
        let (agreement, clock) = (self.agreement, self.clock.as_deref());
        self.trigger.metric().map(|metric| Watched { agreement, metric, clock })
    }

    /// All that must hold for a ticket that it is for.
    pub(super) fn conditions(&self) -> Vec<Condition> {
        let (priorities, tiers) = (self.priorities.clone(), self.tiers.clone());
        let by_priority =
            (!priorities.is_empty()).then_some(Condition::PriorityIs { values: priorities });
        let by_tier = (!tiers.is_empty()).then_some(Condition::TierIs { values: tiers });
        by_priority.into_iter().chain(by_tier).chain(self.filter.clone()).collect()
    }

    /// Whether it is for a ticket.
    pub(super) fn is_for(&self, view: &View<'_>) -> bool {
        (self.priorities.is_empty() || self.priorities.contains(&view.priority))
            && (self.tiers.is_empty() || self.tiers.contains(&view.tier))
            && self.filter.as_ref().is_none_or(|filter| filter.holds(view, None))
    }
}

/// A rule that fired.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    /// The rule's name.
    pub rule: String,
    /// The moment at which it fired: also after a downtime the one it should have been.
    pub at: Timestamp,
    /// When the host should act on it: that moment, or the next opening of the desk. Absent where the desk never opens
    /// again.
    pub notify_at: Option<Timestamp>,
    /// What the host should do.
    pub actions: Vec<EscalationAction>,
}

/// The rules that fired for one ticket.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TicketEscalations {
    /// The ticket.
    pub ticket: String,
    /// What fired, in order of time.
    pub escalations: Vec<Escalation>,
}
