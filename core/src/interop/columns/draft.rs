use super::cell::Cell;
use super::seen::Seen;
use crate::ticket::{Change, Opening, Role, Ticket, TicketEvent};
use crate::time::Timestamp;
use std::collections::BTreeMap;

/// A ticket in the making. Its places are used again for the next one, so that tickets that nobody keeps cost no
/// memory of their own.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) ticket: Ticket,
    /// Events that a later row told of, and their places among the others.
    late: Vec<(usize, TicketEvent)>,
    spare: Vec<String>,
}

/// How much of a ticket there is.
#[derive(Clone, Copy)]
pub(super) struct Length(usize, usize);

/// So many texts are kept for the next ticket.
const SPARE: usize = 256;

impl Draft {
    pub(super) fn new() -> Self {
        Self { ticket: empty(), late: Vec::new(), spare: Vec::new() }
    }

    /// A text of a cell; nothing for null.
    pub(super) fn text(&mut self, cell: Cell<'_>) -> Option<String> {
        match cell {
            Cell::Null => None,
            Cell::Text(text) => {
                let mut own = self.spare.pop().unwrap_or_default();
                own.push_str(text);
                Some(own)
            }
            cell => Some(cell.text().into_owned()),
        }
    }

    pub(super) fn push(&mut self, at: Timestamp, role: Role, actor: Cell<'_>, change: Change) {
        let actor = self.text(actor);
        self.ticket.events.push(TicketEvent { at, role, actor, change });
    }

    /// An event at an earlier place.
    pub(super) fn insert(
        &mut self,
        place: usize,
        at: Timestamp,
        (role, actor): (Role, Cell<'_>),
        change: Change,
    ) {
        let actor = self.text(actor);
        self.late.push((place, TicketEvent { at, role, actor, change }));
    }

    pub(super) fn length(&self) -> Length {
        Length(self.ticket.events.len(), self.late.len())
    }

    /// Takes back what came since.
    pub(super) fn cut(&mut self, Length(events, late): Length) {
        self.ticket.events.truncate(events);
        self.late.truncate(late);
    }

    /// Begins anew: what the ticket before held can be written over.
    pub(super) fn begin(&mut self, id: Cell<'_>) {
        let spare = &mut self.spare;
        let mut keep = |text: Option<String>| {
            if let Some(mut text) = text.filter(|_| spare.len() < SPARE) {
                text.clear();
                spare.push(text);
            }
        };
        for event in self.ticket.events.drain(..) {
            keep(event.actor);
            match event.change {
                Change::Created { opening } => {
                    let Opening { category, requester, team, agent, .. } = opening;
                    [category, requester, team, agent].into_iter().for_each(&mut keep);
                }
                Change::TeamAssigned { team: text }
                | Change::AgentAssigned { agent: text }
                | Change::CategoryChanged { category: text } => keep(text),
                _ => {}
            }
        }
        self.late.clear();
        self.ticket.id.clear();
        self.ticket.id.push_str(&id.text());
    }

    /// Writes the creation, the first event, from what was seen, and the fields.
    pub(super) fn finish<'n>(
        &mut self,
        seen: &Seen<'_>,
        fields: impl Iterator<Item = (&'n str, Cell<'n>)>,
    ) {
        let first = seen.opening;
        let opening = Opening {
            channel: first.channel.unwrap_or_default(),
            priority: first.priority.unwrap_or_default(),
            tier: first.tier.unwrap_or_default(),
            category: self.text(first.category),
            requester: self.text(first.requester),
            team: self.text(first.team),
            agent: self.text(first.agent),
        };
        let (role, actor) = (first.role, self.text(first.actor));
        if let Some(event) = self.ticket.events.first_mut() {
            *event = TicketEvent {
                at: seen.opened_at,
                role,
                actor,
                change: Change::Created { opening },
            };
        }
        self.late.sort_by_key(|(place, _)| *place);
        for (place, event) in self.late.drain(..).rev() {
            self.ticket.events.insert(place, event);
        }
        for (name, cell) in fields {
            match (self.ticket.fields.get_mut(name), cell) {
                (Some(_), Cell::Null) => drop(self.ticket.fields.remove(name)),
                (Some(value), Cell::Text(text)) => text.clone_into(value),
                (Some(value), cell) => *value = cell.text().into_owned(),
                (None, Cell::Null) => {}
                (None, cell) => {
                    self.ticket.fields.insert(name.to_owned(), cell.text().into_owned());
                }
            }
        }
    }

    /// The ticket, to be kept.
    pub(super) fn take(&mut self) -> Ticket {
        std::mem::replace(&mut self.ticket, empty())
    }
}

const fn empty() -> Ticket {
    Ticket { id: String::new(), events: Vec::new(), fields: BTreeMap::new() }
}
