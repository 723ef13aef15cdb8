//! What was odd, counted as it is found.

use super::plan::Plan;
use super::policy::AnomalyPolicy;
use super::quality::DataQuality;
use super::row::Row;
use crate::error::{Error, ErrorKind};
use crate::interop::{Oddity, OddityCount, OddityKind};

/// One kind's count.
#[derive(Debug, Clone, Default)]
struct Count {
    rows: u32,
    tickets: u32,
    /// The last ticket that was counted.
    ticket: Option<u32>,
    example: Option<Oddity>,
}

/// The anomalies of some tickets.
#[derive(Debug)]
pub(super) struct Tally {
    counts: Vec<Count>,
    /// How many there are.
    pub(super) found: u32,
    /// Each anomaly, where they are asked for.
    pub(super) all: Option<Vec<Oddity>>,
    several_frames: bool,
    ticket: Option<u32>,
    /// What a policy or an anomaly decided about the row.
    pub(super) row_is_out: bool,
    /// Whether a policy decided so, so that nothing of the row may stay.
    pub(super) row_is_undone: bool,
    /// What a policy decided about the ticket.
    pub(super) ticket_is_out: bool,
    /// Why the log is refused.
    pub(super) refused: Option<Error>,
    pub(super) tickets: u32,
    pub(super) rows_dropped: u32,
    pub(super) tickets_dropped: u32,
    pub(super) rows_unused: u32,
}

impl Tally {
    pub(super) fn new(collects: bool, several_frames: bool) -> Self {
        Self {
            counts: vec![Count::default(); OddityKind::ALL.len()],
            found: 0,
            all: collects.then(Vec::new),
            several_frames,
            ticket: None,
            row_is_out: false,
            row_is_undone: false,
            ticket_is_out: false,
            refused: None,
            tickets: 0,
            rows_dropped: 0,
            tickets_dropped: 0,
            rows_unused: 0,
        }
    }

    /// From here on anomalies are those of the ticket with this number.
    pub(super) const fn begin(&mut self, ticket: u32) {
        self.ticket = Some(ticket);
        self.ticket_is_out = false;
    }

    /// From here on anomalies are those of another row.
    pub(super) const fn begin_row(&mut self) {
        (self.row_is_out, self.row_is_undone) = (false, false);
    }

    /// Counts an anomaly, and does what its policy says.
    pub(super) fn odd(
        &mut self,
        plan: &Plan,
        row: Row<'_>,
        kind: OddityKind,
        found: impl FnOnce() -> String,
    ) {
        self.found = self.found.wrapping_add(1);
        let policy = plan.policy(kind);
        self.row_is_undone |= policy == AnomalyPolicy::DropRow;
        self.row_is_out |= kind.leaves_out() || policy == AnomalyPolicy::DropRow;
        self.ticket_is_out |= policy == AnomalyPolicy::DropTicket;
        let place = OddityKind::ALL.iter().position(|it| *it == kind).unwrap_or_default();
        let Some(count) = self.counts.get_mut(place) else { return };
        count.rows = count.rows.saturating_add(1);
        if self.ticket.is_none() || count.ticket != self.ticket {
            count.tickets = count.tickets.saturating_add(1);
            count.ticket = self.ticket;
        }
        let refuses = policy == AnomalyPolicy::Reject && self.refused.is_none();
        let frame = self.several_frames.then_some(row.frame);
        let place = |it: &Oddity| (it.frame, it.row);
        // Tickets come one after the other, so a later one may have an earlier row.
        let is_first = count.example.as_ref().is_none_or(|it| (frame, row.number) < place(it));
        if !is_first && self.all.is_none() && !refuses {
            return;
        }
        let oddity = Oddity {
            frame,
            row: row.number,
            ticket: row.cell(plan.ticket.as_ref()).text().into_owned(),
            kind,
            found: found(),
        };
        if is_first {
            count.example = Some(oddity.clone());
        }
        if refuses {
            let message = format!(
                "row {} of ticket '{}' is refused by the policy for {}: {}",
                oddity.row,
                oddity.ticket,
                word(kind),
                oddity.found
            );
            self.refuse(Error::new(ErrorKind::Invalid, "columns.anomaly", "", message));
        }
        if let Some(all) = &mut self.all {
            all.push(oddity);
        }
    }

    /// The first reason counts.
    pub(super) fn refuse(&mut self, error: Error) {
        self.refused.get_or_insert(error);
    }

    /// Adds what was found in later tickets.
    pub(super) fn merge(&mut self, later: Self) {
        for (count, other) in self.counts.iter_mut().zip(later.counts) {
            count.rows = count.rows.saturating_add(other.rows);
            count.tickets = count.tickets.saturating_add(other.tickets);
            let place = |it: &Oddity| (it.frame, it.row);
            count.example = match (count.example.take(), other.example) {
                (Some(one), Some(two)) => Some(if place(&two) < place(&one) { two } else { one }),
                (one, two) => one.or(two),
            };
        }
        if let (Some(all), Some(more)) = (&mut self.all, later.all) {
            all.extend(more);
        }
        if let Some(error) = later.refused {
            self.refuse(error);
        }
        self.tickets = self.tickets.saturating_add(later.tickets);
        self.rows_dropped = self.rows_dropped.saturating_add(later.rows_dropped);
        self.tickets_dropped = self.tickets_dropped.saturating_add(later.tickets_dropped);
        self.rows_unused = self.rows_unused.saturating_add(later.rows_unused);
    }

    pub(super) fn quality(&self, rows: u32) -> DataQuality {
        let count = |(kind, count): (&OddityKind, &Count)| {
            let example = count.example.clone()?;
            Some(OddityCount { kind: *kind, rows: count.rows, tickets: count.tickets, example })
        };
        DataQuality {
            rows,
            tickets: self.tickets,
            rows_dropped: self.rows_dropped,
            tickets_dropped: self.tickets_dropped,
            rows_unused: self.rows_unused,
            anomalies: OddityKind::ALL.iter().zip(&self.counts).filter_map(count).collect(),
        }
    }
}

/// The kind as it is written in JSON.
fn word(kind: OddityKind) -> String {
    serde_json::to_value(kind)
        .ok()
        .and_then(|it| it.as_str().map(str::to_owned))
        .unwrap_or_default()
}
