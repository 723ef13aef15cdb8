use super::SlaRules;
use crate::ticket::{Condition, Priority, Status, View};
use crate::time::{BusinessDayRule, CalendarSpec, Span};
use serde::{Deserialize, Serialize};

/// What a target promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlaMetric {
    /// Until the status first is another than new: somebody has taken notice.
    Acknowledgement,
    /// Until an agent has it; a ticket resolved or closed before that is owned by it. GLPI's TTO.
    TimeToOwn,
    /// Until a person of the desk first writes to the requester; a ticket resolved or closed before
    /// that is answered by it. A note or an automation is no response.
    FirstResponse,
    /// From a message of the requester until the next response, once there was a first one; each such
    /// exchange is a cycle. Zendesk's next reply time.
    NextReply,
    /// From a response until the next one: the requester hears something now and then, though he does not
    /// ask; each is a cycle, and the end of the ticket ends it. Zendesk's periodic update.
    PeriodicUpdate,
    /// As the periodic update, but it always stands still while the ticket waits for its requester. Zendesk's
    /// pausable update.
    PausableUpdate,
    /// As the resolution, but it always stands still while the ticket is pending: the time in which the
    /// requester waits. Zendesk's requester wait time.
    RequesterWait,
    /// As the resolution, but it always stands still while the ticket is pending or on hold: the time in which
    /// the desk works. Zendesk's agent work time.
    AgentWork,
    /// Until the ticket is resolved, or closed without that. A reopened ticket goes on with what it had
    /// left; the time in which it was resolved does not count. Zendesk's total resolution time.
    Resolution,
}

impl SlaMetric {
    /// All of them, in the order in which statuses are given.
    pub(super) const ALL: [Self; 9] = [
        Self::Acknowledgement,
        Self::TimeToOwn,
        Self::FirstResponse,
        Self::NextReply,
        Self::PeriodicUpdate,
        Self::PausableUpdate,
        Self::RequesterWait,
        Self::AgentWork,
        Self::Resolution,
    ];

    /// Whether its clock starts with the ticket.
    pub(crate) const fn starts_at_creation(self) -> bool {
        !self.is_update() && !matches!(self, Self::NextReply)
    }

    /// Whether an update is promised with each response, until the next.
    pub(super) const fn is_update(self) -> bool {
        matches!(self, Self::PeriodicUpdate | Self::PausableUpdate)
    }

    /// Whether its end is that of the ticket.
    pub(super) const fn is_resolution(self) -> bool {
        matches!(self, Self::RequesterWait | Self::AgentWork | Self::Resolution)
    }

    /// The statuses in which its clock stands still by its own meaning.
    pub(super) const fn pauses(self) -> &'static [Status] {
        match self {
            Self::PausableUpdate | Self::RequesterWait => &[Status::Pending],
            Self::AgentWork => &[Status::Pending, Status::OnHold],
            _ => &[],
        }
    }
}

/// A promise: so much open time at most, or so many business days.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaTarget {
    /// What it promises.
    pub metric: SlaMetric,
    /// The priorities that it holds for; none: all that no target above it names for this metric.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub priorities: Vec<Priority>,
    /// The tickets that it holds for, beside their priority; absent: all that no target above it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Condition>,
    /// The open time that may pass; more than zero, unless the rules allow that. Give this or business days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Span>,
    /// The business days that may pass; a pause moves their end by its open time. Give this or open time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business_days: Option<u32>,
    /// When on its last day a count of business days is over.
    #[serde(default)]
    pub business_day_rule: BusinessDayRule,
    /// The statuses in which its clock stands still, beside those of the metric itself; by default none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pause_on: Vec<Status>,
}

impl SlaTarget {
    /// Whether it is for a ticket.
    pub(super) fn is_for(&self, view: &View<'_>) -> bool {
        (self.priorities.is_empty() || self.priorities.contains(&view.priority))
            && self.filter.as_ref().is_none_or(|filter| filter.holds(view))
    }

    /// A target for every priority, without a pause.
    pub const fn new(metric: SlaMetric, within: Span) -> Self {
        Self {
            metric,
            priorities: Vec::new(),
            filter: None,
            within: Some(within),
            business_days: None,
            business_day_rule: BusinessDayRule::KeepTime,
            pause_on: Vec::new(),
        }
    }
}

/// What a desk has promised, and in which hours.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaPolicy {
    /// What the desk calls it.
    pub name: String,
    /// The hours that count.
    pub calendar: CalendarSpec,
    /// The fields of the host that conditions may read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// Its targets; for each metric the first whose priorities and filter fit the ticket holds, at every point
    /// of its life.
    pub targets: Vec<SlaTarget>,
    /// What this desk decides otherwise.
    #[serde(default)]
    pub rules: SlaRules,
}

impl SlaPolicy {
    /// A policy by the recommended rules, without fields of the host.
    pub fn new(name: impl Into<String>, calendar: CalendarSpec, targets: Vec<SlaTarget>) -> Self {
        Self {
            name: name.into(),
            calendar,
            fields: Vec::new(),
            targets,
            rules: SlaRules::default(),
        }
    }
}
