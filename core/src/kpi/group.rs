use super::label::{channel_name, priority_name, tier_name};
use super::lent::Facts;
use super::stretch::{CalendarUnit, Stretches};
use crate::error::Result;
use crate::ticket::{Ticket, TicketState};
use crate::time::{Timestamp, Zone};
use firstline_derive::Choice;
use serde::{Deserialize, Serialize};

/// What a ticket can be grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attribute {
    /// Its present priority.
    Priority,
    /// The priority that it was created with.
    FirstPriority,
    /// Its status.
    Status,
    /// Its channel.
    Channel,
    /// Its tier.
    Tier,
    /// Its category.
    Category,
    /// Its team.
    Team,
    /// Its agent.
    Agent,
    /// Its requester.
    Requester,
}

/// How tickets are put together.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Choice)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Grouping {
    /// By something every ticket has.
    By {
        /// What.
        attribute: Attribute,
    },
    /// By one of the host's own fields.
    ByField {
        /// Its name.
        name: String,
    },
    /// By the stretch of the calendar in which lies the instant of each figure's cohort: where tickets created and
    /// tickets resolved are compared, each counts in its own stretch.
    Over {
        /// How long a stretch.
        unit: CalendarUnit,
        /// The zone whose days count.
        zone: Zone,
        /// The month in which fiscal years and quarters begin, from 1; absent: January. Of no other unit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        first_month: Option<u32>,
    },
}

impl Grouping {
    /// What the group of a ticket is called; `at` is the instant by which it lies in a stretch of the calendar.
    pub(crate) fn key(
        &self,
        ticket: &Ticket,
        state: &TicketState,
        at: Timestamp,
    ) -> Result<Option<String>> {
        let owned = |label: &'static str| Some(label.to_owned());
        Ok(match self {
            Self::By { attribute } => match attribute {
                Attribute::Priority => owned(priority_name(state.priority)),
                Attribute::FirstPriority => owned(priority_name(state.first_priority)),
                Attribute::Status => owned(state.status.name()),
                Attribute::Channel => owned(channel_name(state.channel)),
                Attribute::Tier => owned(tier_name(state.tier)),
                Attribute::Category => state.category.clone(),
                Attribute::Team => state.team.clone(),
                Attribute::Agent => state.agent.clone(),
                Attribute::Requester => state.requester.clone(),
            },
            Self::ByField { name } => ticket.field(name).map(str::to_owned),
            Self::Over { .. } => self.stretch(at)?,
        })
    }

    /// What the stretch of the calendar is called that an instant lies in; nothing where it groups by something else.
    pub(crate) fn stretch(&self, at: Timestamp) -> Result<Option<String>> {
        let Self::Over { unit, zone, first_month } = self else { return Ok(None) };
        let stretches = Stretches::new(*unit, zone, *first_month);
        stretches.name(stretches.number(at)?).map(Some)
    }

    /// The label that a ticket has by it; nothing where it has none, and for stretches of the calendar.
    pub(super) fn label<'a>(&'a self, facts: &Facts<'a>) -> Option<&'a str> {
        let view = &facts.view;
        match self {
            Self::By { attribute } => match attribute {
                Attribute::Priority => Some(priority_name(view.priority)),
                Attribute::FirstPriority => Some(priority_name(facts.first_priority)),
                Attribute::Status => Some(view.status.name()),
                Attribute::Channel => Some(channel_name(view.channel)),
                Attribute::Tier => Some(tier_name(view.tier)),
                Attribute::Category => view.category,
                Attribute::Team => view.team,
                Attribute::Agent => view.agent,
                Attribute::Requester => view.requester,
            },
            Self::ByField { name } => view.field(name),
            Self::Over { .. } => None,
        }
    }

    pub(super) const fn is_by_agent(&self) -> bool {
        matches!(self, Self::By { attribute: Attribute::Agent })
    }

    /// The name by which the desk's own figures call its labels; nothing for stretches of the calendar.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::By { attribute } => Some(match attribute {
                Attribute::Priority => "priority",
                Attribute::FirstPriority => "first_priority",
                Attribute::Status => "status",
                Attribute::Channel => "channel",
                Attribute::Tier => "tier",
                Attribute::Category => "category",
                Attribute::Team => "team",
                Attribute::Agent => "agent",
                Attribute::Requester => "requester",
            }),
            Self::ByField { name } => Some(name),
            Self::Over { .. } => None,
        }
    }
}
