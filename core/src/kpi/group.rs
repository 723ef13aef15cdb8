use super::civil::civil_date;
use crate::error::Result;
use crate::ticket::{Channel, Priority, Ticket, TicketState, Tier};
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
}

/// A stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CalendarUnit {
    /// A day, by its date: `2026-03-02`.
    Day,
    /// An ISO week, from Monday: `2026-W10`.
    Week,
    /// A month: `2026-03`.
    Month,
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
    /// By the stretch of the calendar in which they were created.
    Over {
        /// How long a stretch.
        unit: CalendarUnit,
        /// The zone whose days count.
        zone: Zone,
    },
}

impl Grouping {
    /// The group of a ticket; nothing where the ticket has no such thing.
    pub(crate) fn key(&self, ticket: &Ticket, state: &TicketState) -> Result<Option<String>> {
        Ok(match self {
            Self::By { attribute } => match attribute {
                Attribute::Priority => Some(priority_name(state.priority).to_owned()),
                Attribute::FirstPriority => Some(priority_name(state.first_priority).to_owned()),
                Attribute::Channel => Some(channel(state.channel).to_owned()),
                Attribute::Tier => Some(tier(state.tier).to_owned()),
                Attribute::Category => state.category.clone(),
                Attribute::Team => state.team.clone(),
                Attribute::Agent => state.agent.clone(),
            },
            Self::ByField { name } => ticket.fields.get(name).cloned(),
            Self::Over { unit, zone } => Some(unit.key(state.opened_at, zone)?),
        })
    }
}

impl CalendarUnit {
    /// The name of the stretch that an instant lies in.
    pub(crate) fn key(self, at: Timestamp, zone: &Zone) -> Result<String> {
        let date = civil_date(at, zone)?;
        Ok(match self {
            Self::Day => date.to_string(),
            Self::Week => {
                let week = date.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Self::Month => format!("{:04}-{:02}", date.year(), date.month()),
        })
    }
}

/// Its text in JSON.
pub(crate) const fn priority_name(priority: Priority) -> &'static str {
    match priority {
        Priority::P1 => "p1",
        Priority::P2 => "p2",
        Priority::P3 => "p3",
        Priority::P4 => "p4",
        Priority::P5 => "p5",
    }
}

const fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::L1 => "l1",
        Tier::L2 => "l2",
        Tier::L3 => "l3",
    }
}

const fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Phone => "phone",
        Channel::Sms => "sms",
        Channel::Mail => "mail",
        Channel::Messenger => "messenger",
        Channel::Chat => "chat",
        Channel::Portal => "portal",
        Channel::Social => "social",
        Channel::WalkIn => "walk_in",
        Channel::Monitoring => "monitoring",
        Channel::Other => "other",
    }
}
