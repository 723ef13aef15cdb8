use super::{Change, Channel, Opening, Priority, Status, Ticket, TicketEvent, Tier};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What conditions read of a ticket at one point of its log, borrowed from it.
#[derive(Debug, Clone)]
pub(crate) struct View<'a> {
    pub(crate) status: Status,
    pub(crate) priority: Priority,
    pub(crate) tier: Tier,
    pub(crate) channel: Channel,
    pub(crate) category: Option<&'a str>,
    pub(crate) requester: Option<&'a str>,
    pub(crate) team: Option<&'a str>,
    pub(crate) agent: Option<&'a str>,
    fields: &'a BTreeMap<String, String>,
    /// The fields that have changed since the creation, the last change last.
    changed: Vec<(&'a str, Option<&'a str>)>,
}

impl<'a> View<'a> {
    /// A ticket that was just created.
    pub(crate) fn opened(ticket: &'a Ticket, opening: &'a Opening) -> Self {
        Self {
            status: Status::New,
            priority: opening.priority,
            tier: opening.tier,
            channel: opening.channel,
            category: opening.category.as_deref(),
            requester: opening.requester.as_deref(),
            team: opening.team.as_deref(),
            agent: opening.agent.as_deref(),
            fields: &ticket.fields,
            changed: Vec::new(),
        }
    }

    /// Adds what one event changes; says whether it was anything that a condition could read.
    pub(crate) fn fold(&mut self, event: &'a TicketEvent) -> bool {
        let status = event.change.status();
        self.status = status.unwrap_or(self.status);
        match &event.change {
            Change::PriorityChanged { priority } => self.priority = *priority,
            Change::TierChanged { tier } => self.tier = *tier,
            Change::CategoryChanged { category } => self.category = category.as_deref(),
            Change::TeamAssigned { team } => self.team = team.as_deref(),
            Change::AgentAssigned { agent } => self.agent = agent.as_deref(),
            Change::FieldChanged { field, value } => self.changed.push((field, value.as_deref())),
            _ => return status.is_some(),
        }
        true
    }

    /// A ticket as it was kept.
    pub(crate) fn resumed(kept: &'a TicketSnapshot) -> Self {
        Self {
            status: kept.status,
            priority: kept.priority,
            tier: kept.tier,
            channel: kept.channel,
            category: kept.category.as_deref(),
            requester: kept.requester.as_deref(),
            team: kept.team.as_deref(),
            agent: kept.agent.as_deref(),
            fields: &kept.fields,
            changed: Vec::new(),
        }
    }

    /// It, to keep.
    pub(crate) fn snapshot(&self, id: &str) -> TicketSnapshot {
        let mut fields = self.fields.clone();
        for (field, value) in &self.changed {
            match value {
                Some(value) => fields.insert((*field).to_owned(), (*value).to_owned()),
                None => fields.remove(*field),
            };
        }
        TicketSnapshot {
            id: id.to_owned(),
            status: self.status,
            priority: self.priority,
            tier: self.tier,
            channel: self.channel,
            category: self.category.map(str::to_owned),
            requester: self.requester.map(str::to_owned),
            team: self.team.map(str::to_owned),
            agent: self.agent.map(str::to_owned),
            fields,
        }
    }

    /// The value of a field of the host.
    pub(crate) fn field(&self, name: &str) -> Option<&'a str> {
        match self.changed.iter().rev().find(|(field, _)| *field == name) {
            Some((_, value)) => *value,
            None => self.fields.get(name).map(String::as_str),
        }
    }
}

/// What conditions read of a ticket at one point of its log.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TicketSnapshot {
    /// What the host calls the ticket.
    pub id: String,
    /// Where in its life it is.
    pub status: Status,
    /// Its priority.
    pub priority: Priority,
    /// The tier that holds it.
    pub tier: Tier,
    /// How the requester reached the desk.
    pub channel: Channel,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Who asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requester: Option<String>,
    /// The team that holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// The agent who holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// The fields of the host.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
}
