use super::cell::Cell;
use super::plan::Slot;
use super::reading::Reading;
use super::row::Row;
use crate::interop::OddityKind;
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
