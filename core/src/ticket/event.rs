use super::{Channel, Priority, Role, Status, Tier};
use crate::time::Timestamp;
use firstline_derive::Choice;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One request for help, as the log of what happened to it.
///
/// The log is the truth and is only ever added to; all else is derived from it, so a figure can always
/// name the events that led to it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ticket {
    /// What the host calls it, such as `INC0000045`.
    pub id: String,
    /// What happened, in order; the first event is its creation.
    pub events: Vec<TicketEvent>,
    /// What else the host knew of it at its creation, by the host's own names; a later change is an event.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
}

/// Something that happened to a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TicketEvent {
    /// When it happened.
    pub at: Timestamp,
    /// In which role somebody did it.
    pub role: Role,
    /// Who did it, by the host's name for him.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// What happened.
    pub change: Change,
}

/// What a ticket is when it is created.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Opening {
    /// How the requester reached the desk.
    pub channel: Channel,
    /// Its first priority.
    pub priority: Priority,
    /// The tier that takes it first.
    pub tier: Tier,
    /// What it is about, in the host's catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Who asks, by the host's name for him.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requester: Option<String>,
    /// The team that has it from the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// The agent who has it from the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
}

/// What can happen to a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Choice)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// It was created; always the first event, and only that.
    Created {
        /// What it was then.
        opening: Opening,
    },
    /// A team got it, or none has it any more. Each is a reassignment, as ServiceNow counts them.
    TeamAssigned {
        /// The team; absent: none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        team: Option<String>,
    },
    /// An agent got it, or none has it any more.
    AgentAssigned {
        /// The agent; absent: none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agent: Option<String>,
    },
    /// The desk wrote to the requester. It is a response when a person of the desk wrote it; the rules of an
    /// agreement may take that of an automation too.
    PublicReply {},
    /// The desk wrote a note to itself; no response, unless the rules of an agreement take it as one.
    InternalNote {},
    /// The requester wrote.
    RequesterReply {},
    /// Its status changed between the ones before resolution; the others have events of their own.
    StatusChanged {
        /// The status from here on.
        status: Status,
    },
    /// Its priority changed.
    PriorityChanged {
        /// The priority from here on.
        priority: Priority,
    },
    /// It moved to another tier; a higher one is a functional escalation.
    TierChanged {
        /// The tier from here on.
        tier: Tier,
    },
    /// It was sorted into another category.
    CategoryChanged {
        /// The category; absent: none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        category: Option<String>,
    },
    /// A field of the host changed.
    FieldChanged {
        /// The field, by the host's name for it.
        field: String,
        /// Its value from here on; absent: none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<String>,
    },
    /// The desk gave its solution; it may do so again.
    Resolved {},
    /// The solution did not hold: it is open again.
    Reopened {},
    /// It is over.
    Closed {},
    /// It went on as another ticket, and is closed.
    Merged {
        /// The other ticket.
        into: String,
    },
    /// It was split off another ticket; it belongs to the save that created it.
    SplitFrom {
        /// The other ticket.
        ticket: String,
        /// When that one was created.
        opened_at: Timestamp,
    },
    /// Another ticket went on in this one.
    Absorbed {
        /// The other ticket.
        ticket: String,
        /// When that one was created.
        opened_at: Timestamp,
    },
    /// The requester rated the help he got.
    Rated {
        /// What he gave, from 1.
        score: u32,
        /// The best score that he could give.
        best: u32,
    },
}

/// The kinds of what can happen to a ticket: the names of the [changes](Change).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketEventKind {
    /// It was created.
    Created,
    /// A team got it, or none has it any more.
    TeamAssigned,
    /// An agent got it, or none has it any more.
    AgentAssigned,
    /// The desk wrote to the requester.
    PublicReply,
    /// The desk wrote a note to itself.
    InternalNote,
    /// The requester wrote.
    RequesterReply,
    /// Its status changed between the ones before resolution.
    StatusChanged,
    /// Its priority changed.
    PriorityChanged,
    /// It moved to another tier.
    TierChanged,
    /// It was sorted into another category.
    CategoryChanged,
    /// A field of the host changed.
    FieldChanged,
    /// The desk gave its solution.
    Resolved,
    /// The solution did not hold.
    Reopened,
    /// It is over.
    Closed,
    /// It went on as another ticket.
    Merged,
    /// It was split off another ticket.
    SplitFrom,
    /// Another ticket went on in it.
    Absorbed,
    /// The requester rated the help he got.
    Rated,
}

impl Change {
    /// The kind of it.
    pub(crate) const fn kind(&self) -> TicketEventKind {
        match self {
            Self::Created { .. } => TicketEventKind::Created,
            Self::TeamAssigned { .. } => TicketEventKind::TeamAssigned,
            Self::AgentAssigned { .. } => TicketEventKind::AgentAssigned,
            Self::PublicReply {} => TicketEventKind::PublicReply,
            Self::InternalNote {} => TicketEventKind::InternalNote,
            Self::RequesterReply {} => TicketEventKind::RequesterReply,
            Self::StatusChanged { .. } => TicketEventKind::StatusChanged,
            Self::PriorityChanged { .. } => TicketEventKind::PriorityChanged,
            Self::TierChanged { .. } => TicketEventKind::TierChanged,
            Self::CategoryChanged { .. } => TicketEventKind::CategoryChanged,
            Self::FieldChanged { .. } => TicketEventKind::FieldChanged,
            Self::Resolved {} => TicketEventKind::Resolved,
            Self::Reopened {} => TicketEventKind::Reopened,
            Self::Closed {} => TicketEventKind::Closed,
            Self::Merged { .. } => TicketEventKind::Merged,
            Self::SplitFrom { .. } => TicketEventKind::SplitFrom,
            Self::Absorbed { .. } => TicketEventKind::Absorbed,
            Self::Rated { .. } => TicketEventKind::Rated,
        }
    }
}

impl Ticket {
    /// A ticket that was just created, by its requester.
    pub fn opened(id: impl Into<String>, at: Timestamp, opening: Opening) -> Self {
        let event = TicketEvent::new(at, Role::Requester, Change::Created { opening });
        Self { id: id.into(), events: vec![event], fields: BTreeMap::new() }
    }

    /// A field of the host at the end of the log.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        let changed = self.events.iter().rev().find_map(|event| match &event.change {
            Change::FieldChanged { field, value } if field == name => Some(value.as_deref()),
            _ => None,
        });
        changed.unwrap_or_else(|| self.fields.get(name).map(String::as_str))
    }

    /// This ticket with one more event, unchecked; [`Workflow::apply`](super::Workflow::apply) checks.
    #[must_use]
    pub fn with(mut self, event: TicketEvent) -> Self {
        self.events.push(event);
        self
    }
}

impl TicketEvent {
    /// An event by nobody in particular.
    pub const fn new(at: Timestamp, role: Role, change: Change) -> Self {
        Self { at, role, actor: None, change }
    }
}
