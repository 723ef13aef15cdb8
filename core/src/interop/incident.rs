use super::end::End;
use super::row::Row;
use super::words::{channel, priority, status};
use super::{Oddity, OddityKind};
use crate::ticket::{Change, Channel, Opening, Priority, Role, Status, Ticket, TicketEvent, Tier};
use crate::time::Timestamp;

/// An incident as far as its rows were read: its ticket, and what the next row is compared with.
pub(super) struct Incident {
    ticket: Ticket,
    opened_at: Timestamp,
    /// The creation as the first row writes it.
    opened_cell: String,
    updated_at: Timestamp,
    status: Status,
    /// Absent until a row has one.
    priority: Option<Priority>,
    category: Option<String>,
    team: Option<String>,
    agent: Option<String>,
    reopens: u32,
    reassignments: u32,
    changes: u32,
    resolution: End,
    closure: End,
    /// The instant of the last event that ended it, so that it is not written twice.
    ended_at: Option<Timestamp>,
}

impl Incident {
    /// The incident that a first row opens; none where that row has no times.
    pub(super) fn open(row: &Row<'_>, oddities: &mut Vec<Oddity>) -> Option<Self> {
        let opened_at = row.time("opened_at", oddities)?;
        let channel = channel(row.cell("contact_type")).unwrap_or_else(|| {
            oddities.push(row.odd(OddityKind::UnknownChannel, row.cell("contact_type")));
            Channel::Other
        });
        let priority = priority(row.cell("priority"));
        let (category, team, agent) =
            (row.text("category"), row.text("assignment_group"), row.text("assigned_to"));
        let opening = Opening {
            channel,
            priority: priority.unwrap_or_default(),
            tier: Tier::L1,
            category: category.clone(),
            requester: row.text("caller_id"),
            team: team.clone(),
            agent: agent.clone(),
        };
        let mut ticket = Ticket::opened(row.number, opened_at, opening);
        if let Some(created) = ticket.events.first_mut() {
            created.role = Role::Agent;
            created.actor = row.text("opened_by");
        }
        let mut incident = Self {
            ticket,
            opened_at,
            opened_cell: row.cell("opened_at").to_owned(),
            updated_at: opened_at,
            status: Status::New,
            priority,
            category,
            team,
            agent,
            reopens: 0,
            reassignments: 0,
            changes: 0,
            resolution: End::of("resolved_at"),
            closure: End::of("closed_at"),
            ended_at: None,
        };
        incident.add(row, oddities);
        Some(incident)
    }

    /// What a row changed.
    pub(super) fn add(&mut self, row: &Row<'_>, oddities: &mut Vec<Oddity>) {
        let Some(at) = row.time("sys_updated_at", oddities) else { return };
        self.check_order(row, at, oddities);
        let reassignments = count_up(row, "reassignment_count", self.reassignments, oddities);
        let reopens = count_up(row, "reopen_count", self.reopens, oddities);
        let mut changes = Vec::new();
        self.assign(row, reassignments, &mut changes);
        self.set_priority(row, &mut changes, oddities);
        let category = row.text("category");
        if category != self.category {
            self.category.clone_from(&category);
            changes.push(Change::CategoryChanged { category });
        }
        let status = status(row.cell("incident_state"));
        let opens = status.is_none_or(Status::is_unresolved) && !self.status.is_unresolved();
        for end in [&mut self.resolution, &mut self.closure] {
            end.read(row, opens || reopens > self.reopens, oddities);
        }
        for _ in self.reopens..reopens {
            self.status = Status::Open;
            self.ended_at = None;
            changes.push(Change::Reopened {});
        }
        self.reopens = reopens;
        self.move_to(status, row, at, &mut changes, oddities);
        let actor = row.text("sys_updated_by");
        self.ticket.events.extend(changes.into_iter().map(|change| TicketEvent {
            at,
            role: Role::Agent,
            actor: actor.clone(),
            change,
        }));
        for (name, value) in row.fields() {
            match self.ticket.fields.get_mut(name) {
                Some(field) => value.clone_into(field),
                None => drop(self.ticket.fields.insert(name.to_owned(), value.to_owned())),
            }
        }
    }

    pub(super) fn into_ticket(self) -> Ticket {
        self.ticket
    }

    fn check_order(&mut self, row: &Row<'_>, at: Timestamp, oddities: &mut Vec<Oddity>) {
        if at < self.opened_at {
            oddities.push(row.odd(OddityKind::BeforeCreation, row.cell("sys_updated_at")));
        } else if at < self.updated_at {
            oddities.push(row.odd(OddityKind::ClockBackwards, row.cell("sys_updated_at")));
        }
        self.updated_at = at;
        let changes = row.count("sys_mod_count", self.changes, oddities);
        if changes < self.changes {
            let found = format!("sys_mod_count {changes} after {}", self.changes);
            oddities.push(row.odd(OddityKind::CounterBackwards, found));
        }
        self.changes = changes;
        if row.cell("opened_at") != self.opened_cell {
            let found = format!("opened_at {} after {}", row.cell("opened_at"), self.opened_cell);
            oddities.push(row.odd(OddityKind::ChangedOpening, found));
        }
    }

    fn set_priority(
        &mut self,
        row: &Row<'_>,
        changes: &mut Vec<Change>,
        oddities: &mut Vec<Oddity>,
    ) {
        let Some(priority) = priority(row.cell("priority")) else {
            oddities.push(row.odd(OddityKind::UnknownPriority, row.cell("priority")));
            return;
        };
        match self.priority.replace(priority) {
            Some(before) if before == priority => {}
            Some(_) => changes.push(Change::PriorityChanged { priority }),
            // The rows so far had none: the first that there is stands from the beginning.
            None => {
                let created = self.ticket.events.first_mut().map(|event| &mut event.change);
                if let Some(Change::Created { opening }) = created {
                    opening.priority = priority;
                }
            }
        }
    }

    /// Each step of the counter is a reassignment, also one that left the group as it was.
    fn assign(&mut self, row: &Row<'_>, reassignments: u32, changes: &mut Vec<Change>) {
        let (team, agent) = (row.text("assignment_group"), row.text("assigned_to"));
        for _ in self.reassignments..reassignments {
            changes.push(Change::TeamAssigned { team: team.clone() });
        }
        self.reassignments = reassignments;
        self.team = team;
        if agent != self.agent {
            self.agent.clone_from(&agent);
            changes.push(Change::AgentAssigned { agent });
        }
    }

    fn move_to(
        &mut self,
        status: Option<Status>,
        row: &Row<'_>,
        at: Timestamp,
        changes: &mut Vec<Change>,
        oddities: &mut Vec<Oddity>,
    ) {
        let state = row.cell("incident_state");
        let mut status = status.unwrap_or_else(|| {
            oddities.push(row.odd(OddityKind::UnknownState, state));
            Status::Open
        });
        if status == Status::Resolved && self.resolution.at().is_none() {
            oddities.push(row.odd(OddityKind::ResolvedWithoutInstant, state));
            status = Status::Open;
        }
        let end = match status {
            Status::Resolved => self.resolution.at(),
            Status::Closed => self.closure.at(),
            _ => None,
        };
        let again = end == Some(at) && self.ended_at != Some(at);
        if status == self.status && !again {
            return;
        }
        if status.is_unresolved() && !self.status.is_unresolved() {
            oddities.push(row.odd(OddityKind::UncountedReopening, state));
        }
        self.status = status;
        changes.push(match status {
            Status::Resolved => Change::Resolved {},
            Status::Closed => Change::Closed {},
            status => Change::StatusChanged { status },
        });
        self.ended_at = (!status.is_unresolved()).then_some(at);
    }
}

/// A counter of what can't be undone: one that is below what it was is odd, and counts as before.
fn count_up(row: &Row<'_>, name: &str, before: u32, oddities: &mut Vec<Oddity>) -> u32 {
    let count = row.count(name, before, oddities);
    if count < before {
        let found = format!("{name} {count} after {before}");
        oddities.push(row.odd(OddityKind::CounterBackwards, found));
    }
    count.max(before)
}
