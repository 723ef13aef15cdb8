use super::line::{Contact, NONE};
use super::outcome::ContactEnd;
use super::promises::Logged;

/// What is kept of contacts one by one: of all that are tickets where promises are counted, and of the first ones that
/// are to be told.
#[derive(Debug)]
pub(super) struct Log {
    keeps_tickets: bool,
    tells: usize,
    pub(super) tickets: Vec<Logged>,
    pub(super) told: Vec<Told>,
}

/// A contact that is told, in microseconds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    pub(super) stream: usize,
    pub(super) step: u32,
    pub(super) arrived: u64,
    pub(super) answered: Option<u64>,
    pub(super) ended: Option<u64>,
    pub(super) group: Option<usize>,
    pub(super) end: ContactEnd,
}

impl Log {
    pub(super) fn new(keeps_tickets: bool, told: u32) -> Self {
        let tells = usize::try_from(told).unwrap_or(usize::MAX);
        Self { keeps_tickets, tells, tickets: Vec::new(), told: Vec::new() }
    }

    #[inline]
    pub(super) fn arrived(&mut self, contact: &mut Contact, now: u64) {
        if self.keeps_tickets && contact.logged == NONE {
            contact.logged = u32::try_from(self.tickets.len()).unwrap_or(NONE);
            self.tickets.push(Logged { stream: contact.stream, opened: now, ..Logged::default() });
        }
        if self.told.len() < self.tells {
            contact.told = u32::try_from(self.told.len()).unwrap_or(NONE);
            self.told.push(Told {
                stream: contact.stream,
                step: contact.step,
                arrived: now,
                answered: None,
                ended: None,
                group: None,
                end: ContactEnd::Waiting,
            });
        }
    }

    fn ticket(&mut self, contact: &Contact) -> Option<&mut Logged> {
        if !self.keeps_tickets {
            return None;
        }
        usize::try_from(contact.logged).ok().and_then(|place| self.tickets.get_mut(place))
    }

    fn tell(&mut self, contact: &Contact) -> Option<&mut Told> {
        if contact.told == NONE {
            return None;
        }
        usize::try_from(contact.told).ok().and_then(|place| self.told.get_mut(place))
    }

    #[inline]
    pub(super) fn answered(&mut self, contact: &Contact, now: u64, responds: bool) {
        if let Some(ticket) = self.ticket(contact) {
            let group = u32::try_from(contact.group).unwrap_or(NONE);
            ticket.answered = ticket.answered.or(Some((now, group)));
            if responds {
                ticket.responded = ticket.responded.or(Some(now));
            }
        }
        if let Some(told) = self.tell(contact) {
            told.answered = Some(now);
            told.group = Some(contact.group);
            told.end = ContactEnd::InWork;
        }
    }

    /// An agent is through; it may go on to another stream.
    #[inline]
    pub(super) fn done(&mut self, contact: &Contact, now: u64, onward: Option<usize>) {
        if let Some(ticket) = self.ticket(contact) {
            ticket.responded = ticket.responded.or(Some(now));
            match onward {
                Some(stream) => ticket.escalated.push((now, stream)),
                None => ticket.resolved = Some(now),
            }
        }
        if let Some(told) = self.tell(contact) {
            told.ended = Some(now);
            told.end = if onward.is_some() { ContactEnd::Escalated } else { ContactEnd::Handled };
        }
    }

    pub(super) fn abandoned(&mut self, contact: &Contact, now: u64) {
        self.unanswered(contact, now, ContactEnd::Abandoned);
    }

    pub(super) fn blocked(&mut self, contact: &Contact, now: u64) {
        self.unanswered(contact, now, ContactEnd::Blocked);
    }

    pub(super) fn refused(&mut self, contact: &Contact, now: u64) {
        self.unanswered(contact, now, ContactEnd::Refused);
    }

    fn unanswered(&mut self, contact: &Contact, now: u64, end: ContactEnd) {
        if let Some(ticket) = self.ticket(contact) {
            // Whom an agent had spoken to has one, and it stays open.
            ticket.void = ticket.answered.is_none();
        }
        if let Some(told) = self.tell(contact) {
            told.ended = Some(now);
            told.end = end;
        }
    }
}
