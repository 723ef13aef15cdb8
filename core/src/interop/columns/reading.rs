//! What one row says of the ticket so far.

use super::cell::{Cell, Clock};
use super::draft::Draft;
use super::log::ColumnLog;
use super::mapping::DateOrder;
use super::plan::{Form, Plan, Slot, naive};
use super::row::Row;
use super::seen::{FirstSeen, Seen};
use super::tally::Tally;
use super::time_text::read_time;
use super::zone_clock::ZoneClock;
use crate::interop::OddityKind;
use crate::ticket::{Change, Channel, Role, TicketEventKind};
use crate::time::Timestamp;

/// A row is compared with so many of its instant.
const TOGETHER: usize = 64;

/// A row of the ticket, and when it happened.
#[derive(Clone, Copy)]
pub(super) struct Placed<'l> {
    pub(super) at: Option<Timestamp>,
    /// The columns in which it may differ from the row before.
    pub(super) mark: u32,
    pub(super) row: Row<'l>,
    pub(super) plan: &'l Plan,
}

/// The row that is read, and the ticket so far.
pub(super) struct Reading<'w, 'l> {
    pub(super) log: &'l ColumnLog<'l>,
    pub(super) plan: &'l Plan,
    /// The columns in which the row may differ from the one before.
    pub(super) mark: u32,
    pub(super) seen: &'w mut Seen<'l>,
    /// The rows that were kept at the instant of the last one.
    pub(super) together: &'w mut Vec<Placed<'l>>,
    pub(super) draft: &'w mut Draft,
    pub(super) tally: &'w mut Tally,
    /// The fields that rows name.
    pub(super) named: &'w mut Vec<(Cell<'l>, Cell<'l>)>,
    pub(super) clock: &'w mut ZoneClock<'l>,
}

fn read_clock(cell: Cell<'_>, order: DateOrder) -> Option<(i64, Clock)> {
    match cell {
        Cell::Time(millis, by) => Some((millis, by)),
        Cell::Text(text) => read_time(text, order),
        _ => None,
    }
}

pub(super) fn read_instant(
    clock: &mut ZoneClock<'_>,
    cell: Cell<'_>,
    order: DateOrder,
) -> Option<Timestamp> {
    let (millis, by) = read_clock(cell, order)?;
    clock.instant(millis, by)
}

impl<'l> Reading<'_, 'l> {
    /// Whether a column must be read: it may differ from the row before, or was odd there.
    pub(super) const fn differs_in(&self, slot: &Slot) -> bool {
        (self.mark | self.seen.odd) & slot.bit != 0 || slot.bit == 0
    }

    /// Reads a column where that must be.
    pub(super) fn where_it_differs(
        &mut self,
        slot: Option<&'l Slot>,
        read: impl FnOnce(&mut Self, &'l Slot),
    ) {
        let Some(slot) = slot.filter(|slot| self.differs_in(slot)) else { return };
        let found = self.tally.found;
        read(self, slot);
        self.note(slot, found);
    }

    /// Notes whether something was odd in a column since so many anomalies were found.
    pub(super) const fn note(&mut self, slot: &Slot, found: u32) {
        if self.tally.found == found {
            self.seen.odd &= !slot.bit;
        } else {
            self.seen.odd |= slot.bit;
        }
    }

    pub(super) fn odd(&mut self, row: Row<'l>, kind: OddityKind, found: impl FnOnce() -> String) {
        self.tally.odd(self.plan, row, kind, found);
    }

    /// An instant; nothing for what is none. How it is written is looked at too.
    pub(super) fn instant(
        &mut self,
        slot: &Slot,
        cell: Cell<'l>,
        row: Row<'l>,
    ) -> Option<Timestamp> {
        self.check_clock(slot, cell, row);
        let at = read_instant(self.clock, cell, self.plan.date_order);
        self.check_turn(slot, cell, row);
        at
    }

    /// A text by the clocks of no known zone refuses the log; one that is written unlike others is odd.
    fn check_clock(&mut self, slot: &Slot, cell: Cell<'l>, row: Row<'l>) {
        let (Cell::Text(text), Some(written)) = (cell, slot.written) else { return };
        if written == Clock::Utc && has_offset(text) {
            return;
        }
        let Some((_, by)) = read_time(text, self.plan.date_order) else { return };
        if by != Clock::Utc && self.log.zone.is_none() {
            let (number, place) = (row.number, self.log.place(row.frame));
            let found = format!("'{text}' in row {number}");
            let at = |path: &str| format!("{place}.{path}[{}]", number.saturating_sub(1));
            self.tally.refuse(naive(&slot.name, &found).map_paths(at));
        }
        if (by == Clock::Utc) != (written == Clock::Utc) {
            self.odd(row, OddityKind::MixedZones, || format!("{} {text}", slot.name));
        }
    }

    /// A time that clocks skip or repeat is odd.
    fn check_turn(&mut self, slot: &Slot, cell: Cell<'l>, row: Row<'l>) {
        if self.clock.turned
            && let Some((millis, by)) = read_clock(cell, self.plan.date_order)
            && let Some(kind) = self.clock.turn(millis, by)
        {
            self.odd(row, kind, || format!("{} {}", slot.name, cell.text()));
        }
    }

    /// A time that a row must have; what is no time is odd.
    pub(super) fn required(
        &mut self,
        slot: &Slot,
        at: Option<Timestamp>,
        row: Row<'l>,
    ) -> Option<Timestamp> {
        if at.is_some() && slot.written.is_none() && !self.clock.turned {
            return at;
        }
        let cell = row.cell(Some(slot));
        self.check_clock(slot, cell, row);
        self.check_turn(slot, cell, row);
        if at.is_none() {
            self.odd(row, OddityKind::UnreadableTime, || format!("{} {}", slot.name, cell.text()));
        }
        at
    }

    /// One row, which may open the ticket; one that is left out is undone.
    pub(super) fn row(&mut self, placed: &Placed<'l>, is_open: &mut bool) {
        self.tally.begin_row();
        let now = || (*self.seen, *is_open, self.draft.length(), self.named.len());
        let kept = self.plan.drops_rows.then(now);
        if !*is_open {
            *is_open = self.open(placed);
        }
        if *is_open {
            self.check_repeats(placed);
            self.apply(placed);
        }
        if self.tally.row_is_out {
            self.tally.rows_dropped += 1;
            if let Some((seen, was_open, events, named)) = kept.filter(|_| self.tally.row_is_undone)
            {
                (*self.seen, *is_open) = (seen, was_open);
                self.draft.cut(events);
                self.named.truncate(named);
            }
        } else {
            self.keep(placed);
        }
    }

    /// Keeps a row as the last one, if it has a time.
    pub(super) fn keep(&mut self, placed: &Placed<'l>) {
        if placed.at.is_none() {
            return;
        }
        if self.seen.last_at != placed.at {
            self.together.clear();
        }
        self.together.push(*placed);
        self.seen.last_at = placed.at;
    }

    /// Whether the row is one before it, of the same instant, once more.
    fn check_repeats(&mut self, placed: &Placed<'l>) {
        if placed.at.is_none() || placed.at != self.seen.last_at {
            return;
        }
        let (row, plan) = (placed.row, self.plan);
        let same = |it: &&Placed<'l>| {
            it.plan.table == plan.table && it.row.is_same(&it.plan.read, row, &plan.read)
        };
        if let Some(before) = self.together.iter().rev().take(TOGETHER).find(same).copied() {
            let log = self.log;
            self.odd(row, OddityKind::DuplicateRow, || {
                let of = if before.row.frame == row.frame {
                    String::new()
                } else {
                    format!(" of {}", log.place(before.row.frame))
                };
                format!("the same as row {}{of}", before.row.number)
            });
        }
    }

    fn apply(&mut self, placed: &Placed<'l>) {
        let row = placed.row;
        let Some(slot) = self.plan.at.as_ref() else {
            if self.seen.opened_cell.1 != self.plan.table || self.seen.last_at.is_some() {
                let found = || row.cell(self.plan.opened_at.as_ref()).text().into_owned();
                self.tally.odd(self.plan, row, OddityKind::DuplicateTicket, found);
            }
            return;
        };
        let Some(at) = self.required(slot, placed.at, row) else { return };
        match self.plan.form {
            Form::Change => self.change(row, at),
            Form::Field => self.field(row, at),
            Form::Comment => self.comment(row, at),
            Form::Event => self.event(row, at),
            Form::Ticket | Form::Person => {}
        }
    }

    /// Whether the ticket can begin with a row.
    pub(super) fn can_open(&mut self, placed: &Placed<'l>) -> bool {
        let plan = placed.plan;
        match plan.form {
            Form::Event => {
                let kind = plan.known(placed.row.cell(plan.kind.as_ref())).text();
                placed.at.is_some() && plan.kinds.get(&kind) == Some(TicketEventKind::Created)
            }
            _ => {
                let Some(slot) = &plan.opened_at else { return false };
                let cell = placed.row.cell(Some(slot));
                let can = read_instant(self.clock, cell, plan.date_order).is_some();
                if !can && self.log.zone.is_none() {
                    self.check_clock(slot, cell, placed.row);
                }
                can
            }
        }
    }

    /// Opens the ticket by a row; whether it could.
    pub(super) fn open(&mut self, placed: &Placed<'l>) -> bool {
        let (row, plan) = (placed.row, self.plan);
        let slot =
            if plan.form == Form::Event { plan.at.as_ref() } else { plan.opened_at.as_ref() };
        let missing = slot.is_none() || (plan.form == Form::Event && !self.can_open(placed));
        let at = match slot {
            Some(slot) if !missing => {
                let at = read_instant(self.clock, row.cell(Some(slot)), plan.date_order);
                self.required(slot, at, row)
            }
            // Nothing says when it was created.
            _ => {
                if let Some(at) = placed.at {
                    let text = at.to_string();
                    self.odd(row, OddityKind::MissingCreation, || text);
                }
                placed
                    .at
                    .or_else(|| plan.at.as_ref().and_then(|slot| self.required(slot, None, row)))
            }
        };
        let Some(at) = at else { return false };
        let says = !missing || plan.form == Form::Change;
        let first = if says { self.first(row) } else { FirstSeen::NOTHING };
        let cell = if missing { Cell::Null } else { row.cell(slot) };
        *self.seen = Seen::opened(at, (cell, plan.table), first);
        // Its place; what it was is known at the end.
        self.draft.push(at, first.role, Cell::Null, Change::Closed {});
        if plan.form == Form::Ticket {
            self.whole_ticket(row);
        }
        true
    }

    /// What the row of a creation says.
    fn first(&mut self, row: Row<'l>) -> FirstSeen<'l> {
        let plan = self.plan;
        let cell = |slot: &Option<Slot>| plan.known(row.cell(slot.as_ref()));
        let word = plan.channel.as_ref().map(|slot| row.cell(Some(slot)));
        let channel = word.and_then(|word| {
            if matches!((plan.known(word), plan.form), (Cell::Null, Form::Event)) {
                return None;
            }
            Some(plan.channels.get(&word.text()).unwrap_or_else(|| {
                self.tally.odd(plan, row, OddityKind::UnknownChannel, || word.text().into_owned());
                Channel::Other
            }))
        });
        let (priority, tier) = (cell(&plan.priority), cell(&plan.tier));
        let (priority_known, tier_known) =
            (plan.priorities.get(&priority.text()), plan.tiers.get(&tier.text()));
        // Rows of changes are read for what they change as well, the first of them too.
        if plan.form != Form::Change {
            if priority_known.is_none() && !matches!(priority, Cell::Null) {
                let found = || priority.text().into_owned();
                self.tally.odd(plan, row, OddityKind::UnknownPriority, found);
            }
            if tier_known.is_none() && !matches!(tier, Cell::Null) {
                self.tally.odd(plan, row, OddityKind::UnknownTier, || tier.text().into_owned());
            }
        }
        let requester = cell(&plan.requester);
        let by_event = plan.form == Form::Event;
        let actor = cell(if by_event { &plan.actor } else { &plan.opened_by });
        let role = self.role_of(row, actor, requester, by_event);
        FirstSeen {
            role,
            actor,
            channel,
            channel_word: word.unwrap_or(Cell::Null),
            priority: priority_known,
            tier: tier_known,
            category: cell(&plan.category),
            requester,
            team: cell(&plan.team),
            // A row of changes is of its own instant: who has the ticket then need not have had it from the start.
            // A team counts from the start, since each assignment after it is a reassignment.
            agent: if plan.form == Form::Change { Cell::Null } else { cell(&plan.agent) },
        }
    }

    /// In which role whoever a row names did what it says.
    pub(super) fn role_of(
        &mut self,
        row: Row<'l>,
        actor: Cell<'l>,
        requester: Cell<'l>,
        says_role: bool,
    ) -> Role {
        let plan = self.plan;
        if says_role && let Some(slot) = &plan.role {
            let word = plan.known(row.cell(Some(slot)));
            if !matches!(word, Cell::Null) {
                match plan.roles.get(&word.text()) {
                    Some(role) => return role,
                    None => {
                        self.odd(row, OddityKind::UnknownRole, || word.text().into_owned());
                    }
                }
            }
        }
        let people = &self.log.people;
        let known = if people.is_empty() { None } else { people.get(&*actor.text()) };
        match known {
            Some(Ok(role)) => return *role,
            Some(Err(word)) => self.odd(row, OddityKind::UnknownRole, || word.clone()),
            None => {}
        }
        match plan.default_role {
            Some(role) => role,
            None if matches!(actor, Cell::Null) => {
                if says_role {
                    Role::Agent
                } else {
                    Role::Requester
                }
            }
            None if actor.reads_as(requester) => Role::Requester,
            None => {
                if known.is_none() && !people.is_empty() {
                    self.odd(row, OddityKind::UnknownPerson, || actor.text().into_owned());
                }
                Role::Agent
            }
        }
    }
}

/// Whether a time ends in an offset; what is wrong in it shows when it is read.
fn has_offset(text: &str) -> bool {
    text.ends_with(['Z', 'z', 'C', 'T'])
        || text.contains(':') && text.bytes().rev().take(6).any(|sign| matches!(sign, b'+' | b'-'))
}
