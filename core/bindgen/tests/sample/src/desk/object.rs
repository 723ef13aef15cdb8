use super::{Event, Party, Priority, Settings, Ticket};
use crate::error::{Error, ErrorKind, Result};
use crate::time::{Span, Timestamp};
use std::collections::BTreeMap;

/// A desk: compiled from [`Settings`] once, then asked often.
#[derive(Debug, Clone)]
pub struct Desk {
    settings: Settings,
}

impl Desk {
    /// Checks the settings.
    ///
    /// # Errors
    /// `desk.empty_batch` where no ticket would ever be handed out.
    pub fn new(settings: Settings) -> Result<Self> {
        if settings.batch == 0 {
            let message = "a batch of 0 hands out nothing; give 1 or more";
            return Err(Error::new(
                ErrorKind::Invalid,
                "desk.empty_batch",
                "settings.batch",
                message,
            ));
        }
        Ok(Self { settings })
    }

    /// A desk with the default settings and that name.
    pub fn named(name: &str) -> Self {
        Self { settings: Settings { name: name.to_owned(), ..Settings::default() } }
    }

    /// The name on the door.
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    /// How it works.
    pub fn settings(&self) -> Settings {
        self.settings.clone()
    }

    /// When a ticket was waiting too long; nothing where it never does.
    pub fn overdue(&self, ticket: &Ticket) -> Option<Timestamp> {
        ticket.opened.checked_add(ticket.patience.unwrap_or(self.settings.patience))
    }

    /// How long a ticket waited at `now`.
    ///
    /// # Errors
    /// `ticket.later` where it was opened after `now`.
    pub fn waited(&self, ticket: &Ticket, now: Timestamp) -> Result<Span> {
        match now.since(ticket.opened) {
            span if span.is_negative() => {
                Err(Error::new(ErrorKind::Invalid, "ticket.later", "ticket.opened", "opened later"))
            }
            span => Ok(span),
        }
    }

    /// The tickets to hand out next: the first of them, of one priority where that is given.
    pub fn next(&self, tickets: &[Ticket], priority: Option<Priority>) -> Vec<Ticket> {
        let limit = usize::try_from(self.settings.batch).unwrap_or(usize::MAX);
        let of_it = |ticket: &&Ticket| priority.is_none_or(|priority| ticket.priority == priority);
        tickets.iter().filter(of_it).take(limit).cloned().collect()
    }

    /// What happened last, whoever did it; `to` only looks at what was written to them.
    pub fn last_event(&self, ticket: &Ticket, to: Option<&Party>) -> Option<Event> {
        let looked_at = to.is_none_or(|party| party.id == ticket.requester.id);
        ticket.events.last().filter(|_| looked_at).cloned()
    }

    /// The priority that a ticket gets by default.
    pub fn priority(&self) -> Priority {
        self.settings.priority
    }

    /// Events by their kind.
    pub fn by_kind(&self, events: Vec<Event>) -> BTreeMap<String, Vec<Event>> {
        let mut kinds: BTreeMap<String, Vec<Event>> = BTreeMap::new();
        for event in events {
            let kind = match event {
                Event::Created { .. } => "created",
                Event::PublicReply { .. } => "public_reply",
                Event::Closed {} => "closed",
            };
            kinds.entry(kind.to_owned()).or_default().push(event);
        }
        kinds
    }

    /// The same desk with other settings, which are checked again.
    ///
    /// # Errors
    /// As [`Desk::new`].
    pub fn with(&self, settings: Settings) -> Result<Desk> {
        Self::new(settings)
    }

    /// Nothing, if a ticket may be handed out.
    ///
    /// # Errors
    /// `ticket.closed` where it is over, `ticket.impatient` for a patience below zero, `ticket.empty_label`.
    pub fn check(&self, ticket: &Ticket) -> Result<()> {
        let invalid = |code, path: &str| {
            Err(Error::new(ErrorKind::Invalid, code, path, "correct it before it is handed out"))
        };
        if ticket.patience.is_some_and(Span::is_negative) {
            return invalid("ticket.impatient", "ticket.patience");
        }
        if let Some((key, _)) = ticket.labels.iter().find(|(_, text)| text.is_empty()) {
            return invalid("ticket.empty_label", &format!("ticket.labels.{key}"));
        }
        match ticket.events.last() {
            Some(Event::Closed {}) => Err(Error::new(
                ErrorKind::NotAllowed,
                "ticket.closed",
                "ticket.events",
                "it is closed; reopen it first",
            )),
            _ => Ok(()),
        }
    }
}
