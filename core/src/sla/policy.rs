use super::SlaMetric;
use crate::ticket::{Condition, Priority, Status, View};
use crate::time::{BusinessDayRule, Span};
use serde::{Deserialize, Serialize};

/// Who has promised something to whom.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum SlaAgreement {
    /// The desk to its customers: a service level agreement. Its clocks count from the ticket's creation.
    #[default]
    Sla,
    /// A team to the others of the house: an operational level agreement. Its clocks count from when a team
    /// has got the ticket, and end when it passes the ticket on; each team that gets it begins a cycle.
    Ola,
    /// A vendor to the desk: an underpinning contract. Its clocks count as those of an operational level
    /// agreement do, with the vendor as the team.
    Uc,
}

impl SlaAgreement {
    /// All of them, in the order in which statuses are given.
    pub(super) const ALL: [Self; 3] = [Self::Sla, Self::Ola, Self::Uc];
}

/// A promise: so much open time at most, or so many business days.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaTarget {
    /// What it promises.
    pub metric: SlaMetric,
    /// The name of the clock, for a custom metric and for that only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<String>,
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
    /// The calendar that its time counts in, by its name in the specification; absent: that of the policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
    /// The statuses in which its clock stands still, beside those of the metric itself; by default none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pause_on: Vec<Status>,
}

impl SlaTarget {
    /// Whether it is for a ticket that its policy is for.
    pub(super) fn is_for(&self, view: &View<'_>) -> bool {
        (self.priorities.is_empty() || self.priorities.contains(&view.priority))
            && self.filter.as_ref().is_none_or(|filter| filter.holds(view, None))
    }

    /// Its priorities as a condition; nothing where it is for all.
    pub(super) fn by_priority(&self) -> Option<Condition> {
        let values = self.priorities.clone();
        (!values.is_empty()).then_some(Condition::PriorityIs { values })
    }

    /// The tickets that it is for, beside its policy; nothing where it is for all.
    pub(super) fn condition(&self) -> Option<Condition> {
        match (self.by_priority(), self.filter.clone()) {
            (Some(priority), Some(filter)) => {
                Some(Condition::AllOf { conditions: vec![priority, filter] })
            }
            (priority, filter) => priority.or(filter),
        }
    }

    /// A target for every priority, without a pause.
    pub const fn new(metric: SlaMetric, within: Span) -> Self {
        Self {
            metric,
            clock: None,
            priorities: Vec::new(),
            filter: None,
            within: Some(within),
            business_days: None,
            business_day_rule: BusinessDayRule::KeepTime,
            calendar: None,
            pause_on: Vec::new(),
        }
    }
}

/// What is promised to some tickets.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaPolicy {
    /// What the desk calls it; unique among its policies.
    pub name: String,
    /// Who promises.
    #[serde(default)]
    pub agreement: SlaAgreement,
    /// The tickets that it is for; absent: all that no policy above it is for, under the same agreement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Condition>,
    /// The calendar of its targets that name none, by its name in the specification; absent: that of the
    /// ticket or else of the desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
    /// Its targets; for each metric the first whose priorities and filter fit the ticket holds, at every point
    /// of its life.
    pub targets: Vec<SlaTarget>,
}

impl SlaPolicy {
    /// A policy of the desk for every ticket.
    pub fn new(name: impl Into<String>, targets: Vec<SlaTarget>) -> Self {
        Self {
            name: name.into(),
            agreement: SlaAgreement::Sla,
            filter: None,
            calendar: None,
            targets,
        }
    }

    /// Whether it is for a ticket.
    pub(super) fn is_for(&self, view: &View<'_>) -> bool {
        self.filter.as_ref().is_none_or(|filter| filter.holds(view, None))
    }
}
