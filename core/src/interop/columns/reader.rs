//! A ticket from its rows.

use super::cell::Cell;
use super::draft::Draft;
use super::group::Run;
use super::log::ColumnLog;
use super::mapping::RowOrder;
use super::marks::{ALL, Marks};
use super::plan::Form;
use super::reading::{Placed, Reading, read_instant};
use super::row::Row;
use super::seen::{FirstSeen, Seen};
use super::tally::Tally;
use super::zone_clock::ZoneClock;
use crate::interop::OddityKind;
use crate::kpi::Attribute;
use crate::ticket::Ticket;
use crate::time::Timestamp;
use std::ops::Range;

/// What reads tickets, one after the other.
pub(super) struct Reader<'l> {
    log: &'l ColumnLog<'l>,
    clock: ZoneClock<'l>,
    marks: Marks,
    /// The tickets whose rows are marked, and where those end that this reads.
    marked: Range<usize>,
    end: usize,
    pub(super) tally: Tally,
    /// What each ticket is created with that a frame has, and what that is called.
    attributes: Vec<(Attribute, &'static str)>,
    draft: Draft,
    rows: Vec<Placed<'l>>,
    /// The fields that are columns.
    fields: Vec<Cell<'l>>,
    /// The places of the rows that were left out.
    out: Vec<usize>,
    named: Vec<(Cell<'l>, Cell<'l>)>,
    /// Those of one instant.
    together: Vec<Placed<'l>>,
}

/// The rows of so many tickets are marked at a time: few enough that they are still in the cache when they are read.
const TOGETHER: usize = 256;

impl<'l> Reader<'l> {
    /// What reads the tickets with these numbers.
    pub(super) fn new(log: &'l ColumnLog<'l>, tickets: Range<usize>, collects: bool) -> Self {
        Self {
            log,
            clock: ZoneClock::new(log.zone.as_ref()),
            marks: Marks::default(),
            marked: tickets.start..tickets.start,
            end: tickets.end,
            tally: Tally::new(collects, log.frames.len() > 1),
            attributes: log.attributes(),
            draft: Draft::new(),
            rows: Vec::new(),
            fields: Vec::new(),
            out: Vec::new(),
            named: Vec::new(),
            together: Vec::new(),
        }
    }

    /// The ticket that was read last, to be kept.
    pub(super) fn take(&mut self) -> Ticket {
        self.draft.take()
    }

    /// Reads the ticket with this number; nothing where its rows make none.
    pub(super) fn read(&mut self, number: usize) -> Option<&Ticket> {
        let log = self.log;
        self.tally.begin(u32::try_from(number).unwrap_or(u32::MAX));
        if !self.marked.contains(&number) {
            self.marked = number..self.end.min(number + TOGETHER);
            self.marks = Marks::of(log, self.marked.clone());
        }
        self.clock.turned = false;
        let as_given = self.gather(log.groups.runs(number));
        self.fields.clear();
        self.fields.resize(log.field_names.len(), Cell::Null);
        self.draft.begin(Cell::Null);
        if !self.named.is_empty() {
            self.draft.ticket.fields.clear();
            self.named.clear();
        }
        let rows = std::mem::take(&mut self.rows);
        let mut seen = Seen::opened(Timestamp::MIN, (Cell::Null, 0), FirstSeen::NOTHING);
        let is_open = self.fold(&rows, as_given, &mut seen);
        let first = rows.first().copied().filter(|_| is_open);
        self.rows = rows;
        let first = first?;
        self.check_attributes(&seen.opening, &first);
        if self.tally.ticket_is_out {
            self.tally.tickets_dropped += 1;
            return None;
        }
        self.tally.tickets += 1;
        self.draft.ticket.id.push_str(&first.row.cell(first.plan.ticket.as_ref()).text());
        let columns = log.field_names.iter().map(String::as_str).zip(self.fields.iter().copied());
        self.draft.finish(&seen, columns);
        for (name, cell) in &self.named {
            self.draft.ticket.fields.insert(name.text().into_owned(), cell.text().into_owned());
        }
        if seen.unsorted
            && let Some(later) = self.draft.ticket.events.get_mut(1..)
        {
            later.sort_by_key(|event| event.at);
        }
        Some(&self.draft.ticket)
    }

    /// What a ticket has by default although it could say is odd.
    fn check_attributes(&mut self, opening: &FirstSeen<'l>, first: &Placed<'l>) {
        let missing: Vec<&str> = self
            .attributes
            .iter()
            .filter(|(attribute, _)| match attribute {
                Attribute::Priority => opening.priority.is_none(),
                Attribute::Tier => opening.tier.is_none(),
                _ => opening.channel.is_none(),
            })
            .map(|(_, name)| *name)
            .collect();
        if !missing.is_empty() {
            let found = || missing.join(", ");
            self.tally.odd(first.plan, first.row, OddityKind::MissingAttribute, found);
        }
    }

    /// All rows of the ticket, in their order; whether that is the one in which they stand.
    fn gather(&mut self, runs: impl Iterator<Item = Run>) -> bool {
        self.rows.clear();
        let mut as_given = true;
        let mut table = None;
        for run in runs {
            let place = |it: u32| usize::try_from(it).ok();
            let frame = place(run.frame);
            let plan = frame.and_then(|it| self.log.plans.get(it));
            let frame = frame.and_then(|it| self.log.frames.get(it));
            let chunk = frame.zip(place(run.chunk)).and_then(|(it, chunk)| it.chunks.get(chunk));
            let (Some(plan), Some(chunk), Some(start)) = (plan, chunk, place(run.start)) else {
                continue;
            };
            as_given &=
                plan.order == RowOrder::AsGiven && *table.get_or_insert(plan.table) == plan.table;
            let at = plan.at.as_ref().or(plan.opened_at.as_ref());
            for (row, number) in (start..).zip(run.number..run.number.saturating_add(run.length)) {
                let row = Row::new(&chunk.columns, row, run.frame, number);
                let at = at.and_then(|slot| {
                    read_instant(&mut self.clock, row.cell(Some(slot)), plan.date_order)
                });
                let mark = self.marks.get(run, number - run.number);
                self.rows.push(Placed { at, mark, row, plan });
            }
        }
        if !as_given && !self.rows.is_sorted_by_key(|placed| placed.at) {
            self.rows.sort_by_key(|placed| placed.at);
            self.rows.iter_mut().for_each(|placed| placed.mark = ALL);
        }
        as_given
    }

    /// All rows, one after the other; whether they make a ticket.
    fn fold(&mut self, rows: &[Placed<'l>], as_given: bool, seen: &mut Seen<'l>) -> bool {
        let mut created = None;
        let (log, Some(plan)) = (self.log, rows.first().map(|it| it.plan)) else { return false };
        let mut context = Reading {
            log,
            plan,
            mark: ALL,
            seen,
            together: &mut self.together,
            draft: &mut self.draft,
            tally: &mut self.tally,
            named: &mut self.named,
            clock: &mut self.clock,
        };
        // Where a row of several can be the creation, the first one that can comes first.
        if !as_given || plan.form == Form::Event {
            for (place, placed) in rows.iter().enumerate() {
                if context.can_open(placed) {
                    // It is read in its turn.
                    if place == 0 && !whole(placed) {
                        break;
                    }
                    context.tally.begin_row();
                    context.plan = placed.plan;
                    if context.open(placed) && !context.tally.row_is_undone {
                        created = Some(place);
                        if whole(placed) {
                            context.keep(placed);
                        }
                        break;
                    }
                    context.draft.ticket.events.clear();
                }
            }
        }
        self.out.clear();
        let mut is_open = created.is_some();
        for (place, placed) in rows.iter().enumerate() {
            if created == Some(place) && whole(placed) {
                continue;
            }
            context.plan = placed.plan;
            // What was not read can't have been the same.
            context.mark = if is_open && !context.tally.row_is_out { placed.mark } else { ALL };
            if !is_open && whole(placed) {
                created = Some(place);
            }
            context.row(placed, &mut is_open);
            if context.tally.row_is_out {
                self.out.push(place);
            }
        }
        context.settle_last();
        self.set_fields(rows, created);
        is_open
    }

    /// The cells that become fields of the ticket, as its last row has them: from the last to the first, what is
    /// not known yet.
    fn set_fields(&mut self, rows: &[Placed<'l>], created: Option<usize>) {
        let mut missing = self.fields.len();
        for (place, placed) in rows.iter().enumerate().rev() {
            if missing == 0 {
                break;
            }
            // Of a row that says what happened, only that of the creation says what the ticket is.
            if whole(placed) && created != Some(place) || self.out.contains(&place) {
                continue;
            }
            for (slot, field) in
                placed.plan.fields.iter().zip(self.log.field_places(placed.row.frame))
            {
                let Some(field) = self.fields.get_mut(*field) else { continue };
                if matches!(field, Cell::Null) {
                    *field = placed.plan.known(placed.row.cell(Some(slot)));
                    missing -= usize::from(!matches!(field, Cell::Null));
                }
            }
        }
    }
}

/// Whether the row that opens a ticket says nothing else.
const fn whole(placed: &Placed<'_>) -> bool {
    matches!(placed.plan.form, Form::Ticket | Form::Event)
}
