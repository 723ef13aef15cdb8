use crate::ticket::{Change, Status, Ticket, TicketState};
use crate::time::Timestamp;

/// A ticket's state, and how its work stands as the log ends.
///
/// The state knows when a ticket was last resolved, though it may have been reopened since; a figure of
/// resolved tickets must know whether that resolution still holds.
#[derive(Clone, Copy)]
pub(super) struct Outcome<'a> {
    pub(super) state: &'a TicketState,
    /// The last resolution; absent where the ticket was open again after it.
    pub(super) resolved_at: Option<Timestamp>,
}

impl<'a> Outcome<'a> {
    pub(super) fn of(ticket: &Ticket, state: &'a TicketState) -> Self {
        let resolved_at = ticket.events.iter().fold(None, |resolved_at, event| {
            match (&event.change, event.change.status()) {
                (Change::Resolved {}, _) => Some(event.at),
                (_, Some(status)) if status.is_unresolved() => None,
                _ => resolved_at,
            }
        });
        Self { state, resolved_at }
    }

    /// The last closure; absent where the ticket is not closed any more.
    pub(super) fn closed_at(&self) -> Option<Timestamp> {
        self.state.closed_at.filter(|_| self.state.status == Status::Closed)
    }

    /// When the desk owed it nothing more: its resolution, or its closure where it has none.
    pub(super) fn ended_at(&self) -> Option<Timestamp> {
        self.resolved_at.or_else(|| self.closed_at())
    }
}
