//! Rows that say what happened: a changed field, a comment, an event, or a whole ticket.

use super::cell::Cell;
use super::mapping::LogField;
use super::plan::Slot;
use super::reading::Reading;
use super::row::Row;
use crate::interop::OddityKind;
use crate::ticket::{Change, Rating, Role, Status, TicketEventKind};
use crate::time::Timestamp;

impl<'l> Reading<'_, 'l> {
    /// A changed field.
    pub(super) fn field(&mut self, row: Row<'l>, at: Timestamp) {
        let plan = self.plan;
        let name = plan.known(row.cell(plan.field.as_ref()));
        if matches!(name, Cell::Null) {
            return self.odd(row, OddityKind::IncompleteEvent, || "no name of a field".to_owned());
        }
        let Some(field) = plan.field_names.get(&*name.text()).copied() else {
            self.tally.rows_unused += 1;
            return;
        };
        self.check_order(row, at);
        if let Some(slot) = &plan.value_before {
            self.set_first(row, field, plan.known(row.cell(Some(slot))));
        }
        let mut deed = self.deed(row, at);
        self.set(&mut deed, field, name, row.cell(plan.value.as_ref()));
    }

    /// What the first change of a field shows that it was before is what the ticket was created with.
    fn set_first(&mut self, row: Row<'l>, field: LogField, before: Cell<'l>) {
        let place = match field {
            LogField::Priority => 0,
            LogField::Tier => 1,
            LogField::Category => 2,
            LogField::Team => 3,
            LogField::Agent => 4,
            // A status before the first change is taken as new, and a field of the host has its own name.
            LogField::Status | LogField::Field => return,
        };
        let Some(has) = self.seen.has_before.get_mut(place) else { return };
        if std::mem::replace(has, true) {
            return;
        }
        let seen = &mut self.seen;
        match field {
            LogField::Priority => {
                let priority = self.plan.priorities.get(&before.text());
                (seen.opening.priority, seen.priority) = (priority, priority);
                if priority.is_none() && !matches!(before, Cell::Null) {
                    self.odd(row, OddityKind::UnknownPriority, || before.text().into_owned());
                }
            }
            LogField::Tier => {
                let tier = self.plan.tiers.get(&before.text());
                (seen.opening.tier, seen.tier) = (tier, tier);
                if tier.is_none() && !matches!(before, Cell::Null) {
                    self.odd(row, OddityKind::UnknownTier, || before.text().into_owned());
                }
            }
            LogField::Category => (seen.opening.category, seen.category) = (before, before),
            LogField::Team => (seen.opening.team, seen.team) = (before, before),
            LogField::Agent => (seen.opening.agent, seen.agent) = (before, before),
            LogField::Status | LogField::Field => {}
        }
    }

    /// A comment.
    pub(super) fn comment(&mut self, row: Row<'l>, at: Timestamp) {
        let plan = self.plan;
        let word = row.cell(plan.public.as_ref());
        let Some(public) = plan.known(word).truth() else {
            return self
                .odd(row, OddityKind::IncompleteEvent, || format!("public {}", word.text()));
        };
        self.check_order(row, at);
        if !std::mem::replace(&mut self.seen.has_comment, true) && plan.first_comment_opens {
            return;
        }
        let actor = plan.known(row.cell(plan.actor.as_ref()));
        let role = self.role_of(row, actor, self.seen.opening.requester, true);
        let change = match (public, role) {
            (false, _) => Change::InternalNote {},
            (true, Role::Requester) => Change::RequesterReply {},
            (true, _) => Change::PublicReply {},
        };
        self.draft.push(at, role, actor, change);
    }

    /// An event.
    pub(super) fn event(&mut self, row: Row<'l>, at: Timestamp) {
        let plan = self.plan;
        let word = row.cell(plan.kind.as_ref());
        let Some(kind) = plan.kinds.get(&plan.known(word).text()) else {
            return self.odd(row, OddityKind::UnknownEvent, || word.text().into_owned());
        };
        if kind == TicketEventKind::Created {
            let found = || row.cell(plan.at.as_ref()).text().into_owned();
            return self.odd(row, OddityKind::DuplicateTicket, found);
        }
        self.check_order(row, at);
        let mut deed = self.deed(row, at);
        match self.change_of(row, kind) {
            Ok(change) => {
                self.follow(row, &change);
                self.push(&mut deed, change);
            }
            Err((kind, found)) => self.odd(row, kind, || found),
        }
    }

    /// Follows the status, and tells of a ticket that is open when it is reopened.
    fn follow(&mut self, row: Row<'l>, change: &Change) {
        let before = self.seen.status;
        self.seen.status = match change {
            Change::Resolved {} => Status::Resolved,
            Change::Closed {} | Change::Merged { .. } => Status::Closed,
            Change::StatusChanged { status } => *status,
            Change::Reopened {} => {
                if before.is_unresolved() {
                    self.odd(row, OddityKind::OpenReopened, || "reopened".to_owned());
                }
                Status::Open
            }
            _ => before,
        };
    }

    /// What an event changed, or why that can't be said.
    fn change_of(
        &mut self,
        row: Row<'l>,
        kind: TicketEventKind,
    ) -> Result<Change, (OddityKind, String)> {
        let plan = self.plan;
        let cell = |slot: &Option<Slot>| plan.known(row.cell(slot.as_ref()));
        let lacks = |slot: &Option<Slot>, name: &str| {
            let found = row.cell(slot.as_ref());
            (OddityKind::IncompleteEvent, format!("{name} {}", found.text()))
        };
        let text = |slot: &Option<Slot>| match cell(slot) {
            Cell::Null => None,
            cell => Some(cell.text().into_owned()),
        };
        let needed = |slot: &Option<Slot>, name: &str| text(slot).ok_or_else(|| lacks(slot, name));
        let count =
            |slot: &Option<Slot>, name: &str| cell(slot).count().ok_or_else(|| lacks(slot, name));
        Ok(match kind {
            TicketEventKind::TeamAssigned => Change::TeamAssigned { team: text(&plan.team) },
            TicketEventKind::AgentAssigned => Change::AgentAssigned { agent: text(&plan.agent) },
            TicketEventKind::CategoryChanged => {
                Change::CategoryChanged { category: text(&plan.category) }
            }
            TicketEventKind::PublicReply => Change::PublicReply {},
            TicketEventKind::InternalNote => Change::InternalNote {},
            TicketEventKind::RequesterReply => Change::RequesterReply {},
            TicketEventKind::Resolved => Change::Resolved {},
            TicketEventKind::Reopened => Change::Reopened {},
            TicketEventKind::Closed => Change::Closed {},
            TicketEventKind::StatusChanged => {
                let word = cell(&plan.status);
                let status = self.status_of(word).unwrap_or_else(|| {
                    self.odd(row, OddityKind::UnknownState, || word.text().into_owned());
                    Status::Open
                });
                match status {
                    Status::Resolved => Change::Resolved {},
                    Status::Closed => Change::Closed {},
                    status => Change::StatusChanged { status },
                }
            }
            TicketEventKind::PriorityChanged => {
                let word = cell(&plan.priority).text();
                let priority = plan.priorities.get(&word);
                let priority =
                    priority.ok_or_else(|| (OddityKind::UnknownPriority, word.into_owned()))?;
                Change::PriorityChanged { priority }
            }
            TicketEventKind::TierChanged => {
                let word = cell(&plan.tier).text();
                let tier = plan.tiers.get(&word);
                let tier = tier.ok_or_else(|| (OddityKind::UnknownTier, word.into_owned()))?;
                Change::TierChanged { tier }
            }
            TicketEventKind::FieldChanged => Change::FieldChanged {
                field: needed(&plan.field, "field")?,
                value: text(&plan.value),
            },
            TicketEventKind::Merged => Change::Merged { into: needed(&plan.other, "other")? },
            TicketEventKind::SplitFrom | TicketEventKind::Absorbed => {
                let ticket = needed(&plan.other, "other")?;
                let slot = plan.other_opened_at.as_ref();
                let opened_at = slot.and_then(|it| self.instant(it, row.cell(Some(it)), row));
                let opened_at =
                    opened_at.ok_or_else(|| lacks(&plan.other_opened_at, "other_opened_at"))?;
                match kind {
                    TicketEventKind::SplitFrom => Change::SplitFrom { ticket, opened_at },
                    _ => Change::Absorbed { ticket, opened_at },
                }
            }
            TicketEventKind::Rated => {
                let (score, best) = (count(&plan.score, "score")?, count(&plan.best, "best")?);
                if (Rating { score, best }).fault("").is_some() {
                    return Err((OddityKind::OffScale, format!("{score} of {best}")));
                }
                Change::Rated { score, best }
            }
            TicketEventKind::Created => Change::Closed {},
        })
    }

    /// The first response, the resolution and the closure of a row that is a whole ticket.
    pub(super) fn whole_ticket(&mut self, row: Row<'l>) {
        let plan = self.plan;
        let ends = [
            (&plan.first_response_at, Change::PublicReply {}),
            (&plan.resolved_at, Change::Resolved {}),
            (&plan.closed_at, Change::Closed {}),
        ];
        for (slot, change) in ends {
            let Some(slot) = slot else { continue };
            let cell = row.cell(Some(slot));
            if plan.is_null(cell) {
                continue;
            }
            let Some(at) = self.instant(slot, cell, row) else {
                self.odd(row, OddityKind::UnreadableEnd, || {
                    format!("{} {}", slot.name, cell.text())
                });
                continue;
            };
            if at < self.seen.opened_at {
                self.odd(row, OddityKind::BeforeCreation, || {
                    format!("{} {}", slot.name, cell.text())
                });
            }
            self.seen.unsorted = true;
            let agent = self.seen.opening.agent;
            self.draft.push(at, Role::Agent, agent, change);
        }
    }
}
