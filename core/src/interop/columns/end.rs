//! When a ticket was resolved or closed: its rows have columns for that, which the status alone does not overrule.

use super::cell::Cell;
use super::change::Deed;
use super::plan::Slot;
use super::reading::Reading;
use super::row::Row;
use crate::interop::OddityKind;
use crate::ticket::{Change, Role, Status};
use crate::time::Timestamp;

/// When a ticket was resolved or closed, as its rows so far have it.
///
/// Some logs repeat the outcome on every row, others have it only from then on: both are fine. A known
/// end that changes without a reopening is odd.
#[derive(Debug, Clone, Copy)]
pub(super) struct End<'l> {
    cell: Cell<'l>,
    pub(super) at: Option<Timestamp>,
    /// Whether the ticket was reopened since the cell last changed.
    pub(super) reopened: bool,
}

impl<'l> End<'l> {
    pub(super) const NONE: Self = Self { cell: Cell::Null, at: None, reopened: false };

    /// Reads it from a row.
    pub(super) fn read(&mut self, reading: &mut Reading<'_, 'l>, slot: &'l Slot, row: Row<'l>) {
        let cell = row.cell(Some(slot));
        if !cell.is(self.cell) {
            if !reading.plan.is_null(self.cell) && !self.reopened {
                let before = self.cell;
                reading.odd(row, OddityKind::ChangedEnd, || {
                    format!("{} {} after {}", slot.name, cell.text(), before.text())
                });
            }
            self.at = reading.instant(slot, cell, row);
            self.cell = cell;
            self.reopened = false;
        }
        if self.at.is_none() && !reading.plan.is_null(cell) {
            reading
                .odd(row, OddityKind::UnreadableEnd, || format!("{} {}", slot.name, cell.text()));
        }
    }
}

/// A ticket whose status is resolved or closed before the instant of that.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ending<'l> {
    status: Status,
    before: Status,
    /// When its row has it, and its place among the events.
    at: Timestamp,
    place: usize,
    by: (Role, Cell<'l>),
    /// When its column has it.
    until: Timestamp,
}

const fn event_of(status: Status) -> Change {
    match status {
        Status::Resolved => Change::Resolved {},
        _ => Change::Closed {},
    }
}

impl<'l> Reading<'_, 'l> {
    const fn end_of(&self, status: Status) -> Option<Timestamp> {
        match status {
            Status::Resolved => self.seen.resolution.at,
            Status::Closed => self.seen.closure.at,
            _ => None,
        }
    }

    /// Whether a ticket that is resolved or closed was so again, since its column has another instant.
    pub(super) fn ends_again(&self, status: Status) -> bool {
        self.seen.ending.is_none()
            && self.end_of(status).is_some_and(|at| Some(at) != self.seen.ended_at)
    }

    /// Ends the ticket by a row that has the status: at the instant of its column, which may be still to come, or
    /// else at the row's.
    pub(super) fn end(&mut self, deed: &mut Deed<'l>, status: Status) {
        let by = self.by(deed);
        let until = self.end_of(status).unwrap_or(deed.at);
        if status == Status::Closed
            && self.seen.status.is_unresolved()
            && let Some(resolved) = self.seen.resolution.at.filter(|at| *at <= until.min(deed.at))
            && let Some(place) = self.place_of(deed, resolved)
        {
            self.draft.insert(place, resolved, by, Change::Resolved {});
        }
        self.seen.ended_at = Some(until);
        if until > deed.at {
            self.odd(deed.row, OddityKind::EarlyEnd, || until.to_string());
            let before = self.seen.status;
            let (at, place) = (deed.at, self.draft.ticket.events.len());
            self.seen.ending = Some(Ending { status, before, at, place, by, until });
        } else if until == deed.at {
            self.push(deed, event_of(status));
        } else if let Some(place) = self.place_of(deed, until) {
            self.draft.insert(place, until, by, event_of(status));
        } else {
            self.odd(deed.row, OddityKind::StaleEnd, || until.to_string());
            self.push(deed, event_of(status));
        }
    }

    /// The place of an earlier instant among the events; nothing where the status changed after it.
    fn place_of(&self, deed: &Deed<'l>, at: Timestamp) -> Option<usize> {
        let events = self.draft.ticket.events.get(..deed.place)?;
        let (before, since) = events.split_at_checked(self.seen.status_place.max(1))?;
        if before.last().is_some_and(|event| event.at > at) {
            return None;
        }
        let later = since.iter().rev().take_while(|event| event.at > at).count();
        Some(deed.place - later)
    }

    /// Whether the ticket came to the end that its status was ahead of, now that a row has another status or
    /// the same: if it left that before, it had ended when its row said so.
    pub(super) fn settle(&mut self, deed: &Deed<'l>, status: Option<Status>) {
        let Some(mut ending) = self.seen.ending else { return };
        if status == Some(ending.status) {
            ending.until = self.end_of(ending.status).unwrap_or(ending.until);
            if ending.until > deed.at {
                self.seen.ending = Some(ending);
                return;
            }
        }
        // What is reopened at that very instant can be resolved again at it.
        let reopened = status.is_none_or(Status::is_unresolved);
        let reached = ending.until < deed.at || ending.until == deed.at && !reopened;
        self.seen.ended_at = Some(ending.until);
        self.seen.ending = None;
        if reached {
            self.reach(&ending, deed.place);
        } else {
            self.draft.insert(ending.place, ending.at, ending.by, event_of(ending.status));
        }
    }

    /// Ends the ticket at the instant that its status was ahead of; until then it was worked on.
    fn reach(&mut self, ending: &Ending<'l>, place: usize) {
        if ending.before.is_unresolved() && ending.before != Status::Open {
            let opens = Change::StatusChanged { status: Status::Open };
            self.draft.insert(ending.place, ending.at, ending.by, opens);
        }
        self.draft.insert(place, ending.until, ending.by, event_of(ending.status));
    }

    /// Ends a ticket whose last row has a status ahead of its end.
    pub(super) fn settle_last(&mut self) {
        if let Some(ending) = self.seen.ending.take() {
            self.reach(&ending, self.draft.ticket.events.len());
        }
    }
}
