use super::{Change, Channel, Opening, Priority, Status, Ticket, TicketEvent, Tier};
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

    /// The value of a field of the host.
    pub(crate) fn field(&self, name: &str) -> Option<&'a str> {
        match self.changed.iter().rev().find(|(field, _)| *field == name) {
            Some((_, value)) => *value,
            None => self.fields.get(name).map(String::as_str),
        }
    }
}
