//! Rows that show what a ticket is: what differs from the row before has happened.

use super::cell::Cell;
use super::mapping::LogField;
use super::plan::Slot;
use super::reading::Reading;
use super::row::Row;
use crate::interop::OddityKind;
use crate::ticket::{Change, Priority, Role, Status};
use crate::time::Timestamp;

/// Each step of a counter is an event, so one wrong cell must not make millions of them.
const MOST: u32 = 10_000;

/// Who did what a row says, asked for only where something happened.
pub(super) struct Deed<'l> {
    pub(super) row: Row<'l>,
    pub(super) at: Timestamp,
    /// The place of the row's first event.
    pub(super) place: usize,
    by: Option<(Role, Cell<'l>)>,
}

impl<'l> Reading<'_, 'l> {
    /// What a row does, before its first event.
    pub(super) const fn deed(&self, row: Row<'l>, at: Timestamp) -> Deed<'l> {
        Deed { row, at, place: self.draft.ticket.events.len(), by: None }
    }

    /// In which role who did it.
    pub(super) fn by(&mut self, deed: &mut Deed<'l>) -> (Role, Cell<'l>) {
        match deed.by {
            Some(by) => by,
            None => {
                let actor = self.plan.known(deed.row.cell(self.plan.actor.as_ref()));
                let requester = self.seen.opening.requester;
                let role = self.role_of(deed.row, actor, requester, true);
                *deed.by.insert((role, actor))
            }
        }
    }

    /// Writes an event.
    pub(super) fn push(&mut self, deed: &mut Deed<'l>, change: Change) {
        let (role, actor) = self.by(deed);
        self.draft.push(deed.at, role, actor, change);
    }

    /// What a row changed.
    pub(super) fn change(&mut self, row: Row<'l>, at: Timestamp) {
        let plan = self.plan;
        self.check_order(row, at);
        if self.is_as_before() {
            return;
        }
        self.where_it_differs(plan.changes.as_ref(), |it, slot| it.check_change_count(row, slot));
        self.where_it_differs(plan.opened_at.as_ref(), |it, slot| it.check_opening(row, slot));
        let (mut reassignments, mut reopens) = (self.seen.reassignments, self.seen.reopens);
        self.where_it_differs(plan.reassignments.as_ref(), |it, slot| {
            reassignments = it.count_up(row, slot, reassignments);
        });
        self.where_it_differs(plan.reopens.as_ref(), |it, slot| {
            reopens = it.count_up(row, slot, reopens);
        });
        let mut deed = self.deed(row, at);
        self.assign(&mut deed, reassignments);
        let cell = |slot: &'l Slot| row.cell(Some(slot));
        self.where_it_differs(plan.tier.as_ref(), |it, slot| it.set_tier(&mut deed, cell(slot)));
        self.where_it_differs(plan.priority.as_ref(), |it, slot| {
            it.set_priority(&mut deed, cell(slot));
        });
        self.where_it_differs(plan.category.as_ref(), |it, slot| {
            it.set_category(&mut deed, cell(slot));
        });
        self.where_it_differs(plan.channel.as_ref(), |it, slot| it.set_channel(row, slot));
        self.where_it_differs(plan.requester.as_ref(), |it, slot| it.set_requester(row, slot));
        let status = plan.status.as_ref().map(|slot| {
            if self.differs_in(slot) { self.status_of(cell(slot)) } else { self.seen.status_word.1 }
        });
        let opens = status.is_some_and(|status| status.is_none_or(Status::is_unresolved))
            && !self.seen.status.is_unresolved();
        self.read_ends(row, opens || reopens > self.seen.reopens);
        if reopens > self.seen.reopens {
            self.settle(&deed, None);
        }
        for _ in self.seen.reopens..reopens {
            self.reopen(&mut deed);
        }
        self.seen.reopens = reopens;
        if let (Some(status), Some(slot)) = (status, &plan.status) {
            // The word is asked for only where it is looked at: what was odd is so in each row.
            let found = self.tally.found;
            self.move_to(&mut deed, status, self.seen.status_word.0);
            self.note(slot, found);
        }
    }

    /// Whether a row has the state of the one before it, in which nothing was odd and no end is still to come.
    const fn is_as_before(&self) -> bool {
        self.plan.marks_all && self.mark | self.seen.odd == 0 && self.seen.ending.is_none()
    }

    fn read_ends(&mut self, row: Row<'l>, reopened: bool) {
        let plan = self.plan;
        self.seen.resolution.reopened |= reopened;
        self.seen.closure.reopened |= reopened;
        self.where_it_differs(plan.resolved_at.as_ref(), |it, slot| {
            let mut end = it.seen.resolution;
            end.read(it, slot, row);
            it.seen.resolution = end;
        });
        self.where_it_differs(plan.closed_at.as_ref(), |it, slot| {
            let mut end = it.seen.closure;
            end.read(it, slot, row);
            it.seen.closure = end;
        });
    }

    /// Whether the row's time is where it should be.
    pub(super) fn check_order(&mut self, row: Row<'l>, at: Timestamp) {
        let found = |slot: Option<&Slot>| row.cell(slot).text().into_owned();
        let slot = self.plan.at.as_ref();
        if at < self.seen.opened_at {
            self.odd(row, OddityKind::BeforeCreation, || found(slot));
        } else if at < self.seen.updated_at {
            self.odd(row, OddityKind::ClockBackwards, || found(slot));
        }
        self.seen.updated_at = at;
    }

    /// A ticket came by one channel: of two the last is what it was found to be.
    fn set_channel(&mut self, row: Row<'l>, slot: &Slot) {
        let (cell, before) = (row.cell(Some(slot)), self.seen.opening.channel_word);
        if self.plan.is_null(cell) || !self.differs(cell, before) {
            return;
        }
        let Some(channel) = self.plan.channels.get(&cell.text()) else {
            return self.odd(row, OddityKind::UnknownChannel, || cell.text().into_owned());
        };
        self.tell_origin(row, slot, before);
        (self.seen.opening.channel, self.seen.opening.channel_word) = (Some(channel), cell);
    }

    /// So did one requester ask.
    fn set_requester(&mut self, row: Row<'l>, slot: &Slot) {
        let (cell, before) = (row.cell(Some(slot)), self.seen.opening.requester);
        if self.plan.is_null(cell) || !self.differs(cell, before) {
            return;
        }
        self.tell_origin(row, slot, before);
        self.seen.opening.requester = cell;
    }

    /// Tells that a channel or a requester was another one before.
    fn tell_origin(&mut self, row: Row<'l>, slot: &Slot, before: Cell<'l>) {
        if !self.plan.is_null(before) {
            self.odd(row, OddityKind::ChangedOrigin, || {
                format!("{} {} after {}", slot.name, row.cell(Some(slot)).text(), before.text())
            });
        }
    }

    fn check_change_count(&mut self, row: Row<'l>, slot: &Slot) {
        let before = self.seen.changes;
        let changes = self.count(row, slot, before);
        if changes < before {
            self.odd(row, OddityKind::CounterBackwards, || {
                format!("{} {changes} after {before}", slot.name)
            });
        }
        self.seen.changes = changes;
    }

    fn check_opening(&mut self, row: Row<'l>, slot: &Slot) {
        let (before, table) = self.seen.opened_cell;
        if table != self.plan.table {
            return;
        }
        let cell = row.cell(Some(slot));
        if !cell.reads_as(before) {
            self.odd(row, OddityKind::ChangedOpening, || {
                format!("{} {} after {}", slot.name, cell.text(), before.text())
            });
        }
    }

    /// A count; what is none, or beyond what a ticket can have seen, is odd and counts as `before`.
    fn count(&mut self, row: Row<'l>, slot: &Slot, before: u32) -> u32 {
        let cell = row.cell(Some(slot));
        match cell.count().filter(|count| *count <= MOST) {
            Some(count) => count,
            None => {
                self.odd(row, OddityKind::UnreadableCount, || {
                    format!("{} {}", slot.name, cell.text())
                });
                before
            }
        }
    }

    /// A counter of what can't be undone: one that is below what it was is odd, and counts as before.
    fn count_up(&mut self, row: Row<'l>, slot: &Slot, before: u32) -> u32 {
        let count = self.count(row, slot, before);
        if count < before {
            self.odd(row, OddityKind::CounterBackwards, || {
                format!("{} {count} after {before}", slot.name)
            });
        }
        count.max(before)
    }

    /// Each step of the counter is a reassignment, also one that left the team as it was.
    fn assign(&mut self, deed: &mut Deed<'l>, reassignments: u32) {
        let plan = self.plan;
        let counts = reassignments > self.seen.reassignments;
        if let Some(slot) = plan.team.as_ref().filter(|slot| counts || self.differs_in(slot)) {
            let team = deed.row.cell(Some(slot));
            if plan.reassignments.is_some() {
                for _ in self.seen.reassignments..reassignments {
                    let team = self.draft.text(plan.known(team));
                    self.push(deed, Change::TeamAssigned { team });
                }
                self.seen.team = team;
            } else {
                self.set_team(deed, team);
            }
        }
        self.seen.reassignments = reassignments;
        self.where_it_differs(plan.agent.as_ref(), |it, slot| {
            it.set_agent(deed, deed.row.cell(Some(slot)));
        });
    }

    /// Whether a change is what the ticket was created with: it has the instant of the creation, which another
    /// frame tells.
    fn is_first(&self, deed: &Deed<'l>) -> bool {
        deed.at == self.seen.opened_at && self.plan.opened_at.is_none()
    }

    fn differs(&self, one: Cell<'l>, two: Cell<'l>) -> bool {
        let (one, two) = (self.plan.known(one), self.plan.known(two));
        !one.is(two) && one.text() != two.text()
    }

    pub(super) fn set_team(&mut self, deed: &mut Deed<'l>, team: Cell<'l>) {
        if self.differs(team, self.seen.team) {
            if self.is_first(deed) {
                self.seen.opening.team = self.plan.known(team);
            } else {
                let team = self.draft.text(self.plan.known(team));
                self.push(deed, Change::TeamAssigned { team });
            }
        }
        self.seen.team = team;
    }

    pub(super) fn set_agent(&mut self, deed: &mut Deed<'l>, agent: Cell<'l>) {
        if self.differs(agent, self.seen.agent) {
            if self.is_first(deed) {
                self.seen.opening.agent = self.plan.known(agent);
            } else {
                let agent = self.draft.text(self.plan.known(agent));
                self.push(deed, Change::AgentAssigned { agent });
            }
        }
        self.seen.agent = agent;
    }

    pub(super) fn set_category(&mut self, deed: &mut Deed<'l>, category: Cell<'l>) {
        if self.differs(category, self.seen.category) {
            if self.is_first(deed) {
                self.seen.opening.category = self.plan.known(category);
            } else {
                let category = self.draft.text(self.plan.known(category));
                self.push(deed, Change::CategoryChanged { category });
            }
        }
        self.seen.category = category;
    }

    pub(super) fn set_tier(&mut self, deed: &mut Deed<'l>, cell: Cell<'l>) {
        if self.plan.is_null(cell) {
            return;
        }
        let Some(tier) = self.plan.tiers.get(&cell.text()) else {
            return self.odd(deed.row, OddityKind::UnknownTier, || cell.text().into_owned());
        };
        let before = self.seen.tier.replace(tier);
        if self.is_first(deed) {
            self.seen.opening.tier = Some(tier);
        } else if before.unwrap_or_default() != tier {
            self.push(deed, Change::TierChanged { tier });
        } else if before.is_none() {
            self.seen.opening.tier = Some(tier);
        }
    }

    fn priority_of(&mut self, cell: Cell<'l>) -> Option<Priority> {
        if !cell.is(self.seen.priority_word.0) {
            self.seen.priority_word = (cell, self.plan.priorities.get(&cell.text()));
        }
        self.seen.priority_word.1
    }

    pub(super) fn set_priority(&mut self, deed: &mut Deed<'l>, cell: Cell<'l>) {
        let Some(priority) = self.priority_of(cell) else {
            return self.odd(deed.row, OddityKind::UnknownPriority, || cell.text().into_owned());
        };
        match self.seen.priority.replace(priority) {
            Some(before) if before == priority => {}
            Some(_) if !self.is_first(deed) => {
                self.push(deed, Change::PriorityChanged { priority })
            }
            // The rows so far had none: the first that there is stands from the beginning.
            _ => self.seen.opening.priority = Some(priority),
        }
    }

    pub(super) fn status_of(&mut self, cell: Cell<'l>) -> Option<Status> {
        if !cell.is(self.seen.status_word.0) {
            self.seen.status_word = (cell, self.plan.statuses.get(&cell.text()));
        }
        self.seen.status_word.1
    }

    pub(super) fn move_to(&mut self, deed: &mut Deed<'l>, status: Option<Status>, word: Cell<'l>) {
        let row = deed.row;
        let mut status = status.unwrap_or_else(|| {
            self.odd(row, OddityKind::UnknownState, || word.text().into_owned());
            Status::Open
        });
        if status == Status::Resolved
            && self.plan.resolved_at.is_some()
            && self.seen.resolution.at.is_none()
        {
            self.odd(row, OddityKind::ResolvedWithoutInstant, || word.text().into_owned());
            status = Status::Open;
        }
        self.settle(deed, Some(status));
        if status == self.seen.status && !self.ends_again(status) {
            return;
        }
        if status.is_unresolved() && !self.seen.status.is_unresolved() {
            if self.plan.reopens.is_some() {
                self.odd(row, OddityKind::UncountedReopening, || word.text().into_owned());
            } else {
                self.reopen(deed);
                if status == Status::Open {
                    return;
                }
            }
        }
        match status {
            Status::Resolved | Status::Closed => self.end(deed, status),
            status => self.push(deed, Change::StatusChanged { status }),
        }
        self.seen.status = status;
        self.seen.status_place = self.draft.ticket.events.len();
    }

    fn reopen(&mut self, deed: &mut Deed<'l>) {
        self.push(deed, Change::Reopened {});
        self.seen.status = Status::Open;
        self.seen.status_place = self.draft.ticket.events.len();
    }

    /// Sets what a field of a log of field changes stands for.
    pub(super) fn set(
        &mut self,
        deed: &mut Deed<'l>,
        field: LogField,
        name: Cell<'l>,
        cell: Cell<'l>,
    ) {
        match field {
            LogField::Status => {
                let status = self.status_of(cell);
                self.move_to(deed, status, cell);
            }
            LogField::Priority => self.set_priority(deed, cell),
            LogField::Tier => self.set_tier(deed, cell),
            LogField::Category => self.set_category(deed, cell),
            LogField::Team => self.set_team(deed, cell),
            LogField::Agent => self.set_agent(deed, cell),
            LogField::Field => {
                let value = self.plan.known(cell);
                if self.is_first(deed) {
                    if !matches!(value, Cell::Null) {
                        self.named.push((name, value));
                    }
                } else {
                    let value = self.draft.text(value);
                    let field = name.text().into_owned();
                    self.push(deed, Change::FieldChanged { field, value });
                }
            }
        }
    }
}
