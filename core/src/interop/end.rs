use super::row::Row;
use super::words::known;
use super::{Oddity, OddityKind};
use crate::time::Timestamp;

/// When an incident was resolved or closed, as its rows so far have it.
///
/// Some logs repeat the outcome on every row, others have it only from then on: both are fine. A known
/// end that changes without a reopening is odd.
pub(super) struct End {
    column: &'static str,
    cell: String,
    at: Option<Timestamp>,
    /// Whether the incident was reopened since the cell last changed.
    reopened: bool,
}

impl End {
    pub(super) const fn of(column: &'static str) -> Self {
        Self { column, cell: String::new(), at: None, reopened: false }
    }

    pub(super) const fn at(&self) -> Option<Timestamp> {
        self.at
    }

    /// Reads it from a row, which may reopen the incident.
    pub(super) fn read(&mut self, row: &Row<'_>, reopened: bool, oddities: &mut Vec<Oddity>) {
        self.reopened |= reopened;
        let cell = row.cell(self.column);
        if cell != self.cell {
            if known(&self.cell).is_some() && !self.reopened {
                let found = format!("{} {cell} after {}", self.column, self.cell);
                oddities.push(row.odd(OddityKind::ChangedEnd, found));
            }
            self.at = row.instant(self.column);
            cell.clone_into(&mut self.cell);
            self.reopened = false;
        }
        if self.at.is_none() && known(cell).is_some() {
            let found = format!("{} {cell}", self.column);
            oddities.push(row.odd(OddityKind::UnreadableEnd, found));
        }
    }
}
