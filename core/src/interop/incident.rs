use super::words::{channel, instant, known, priority, status};
use super::{Oddity, OddityKind};
use crate::error::{Error, ErrorKind, Result};
use crate::ticket::{Change, Channel, Opening, Priority, Role, Status, Ticket, TicketEvent, Tier};
use crate::time::{Timestamp, Zone};
use csv::StringRecord;

/// The columns that are read, in the order of [`Columns`]'s array.
const NAMES: [&str; 18] = [
    "number",
    "incident_state",
    "reassignment_count",
    "reopen_count",
    "sys_mod_count",
    "caller_id",
    "opened_at",
    "sys_updated_by",
    "sys_updated_at",
    "contact_type",
    "category",
    "priority",
    "assignment_group",
    "assigned_to",
    "resolved_at",
    "closed_at",
    "opened_by",
    "made_sla",
];

/// Columns that become fields of the ticket, by the same name, where the log has them.
const FIELDS: [&str; 4] = ["made_sla", "closed_code", "subcategory", "location"];

/// Each step of a counter is an event, so one wrong cell must not make millions of them.
const MOST: u32 = 10_000;

/// Where in a row each column stands.
pub(super) struct Columns {
    read: [usize; 18],
    fields: Vec<(&'static str, usize)>,
}

/// A row, its cells by name.
pub(super) struct Row<'a> {
    record: &'a StringRecord,
    columns: &'a Columns,
    zone: &'a Zone,
    index: u32,
    pub(super) number: &'a str,
}

impl Columns {
    pub(super) fn find(headings: &StringRecord) -> Result<Self> {
        let place = |name: &str| headings.iter().position(|heading| heading.trim() == name);
        let mut read = [0; 18];
        for (slot, name) in read.iter_mut().zip(NAMES) {
            *slot = place(name).ok_or_else(|| {
                let message =
                    format!("there is no column '{name}'; export the incident's audit log");
                Error::new(ErrorKind::Malformed, "servicenow.missing_column", "data", message)
            })?;
        }
        Ok(Self {
            read,
            fields: FIELDS.iter().filter_map(|name| Some((*name, place(name)?))).collect(),
        })
    }

    pub(super) fn number<'a>(&self, record: &'a StringRecord) -> &'a str {
        self.read.first().and_then(|place| record.get(*place)).unwrap_or_default()
    }

    pub(super) fn row<'a>(
        &'a self,
        record: &'a StringRecord,
        index: u32,
        zone: &'a Zone,
    ) -> Row<'a> {
        Row { record, columns: self, zone, index, number: self.number(record) }
    }
}

impl Row<'_> {
    fn cell(&self, name: &str) -> &str {
        let place = NAMES.iter().position(|column| *column == name);
        let place = place.and_then(|index| self.columns.read.get(index));
        place.and_then(|place| self.record.get(*place)).unwrap_or_default()
    }

    /// Whether the row says which ticket it is about; one that does not is odd.
    pub(super) fn is_numbered(&self, oddities: &mut Vec<Oddity>) -> bool {
        let numbered = known(self.number).is_some();
        if !numbered {
            oddities.push(self.odd(OddityKind::MissingNumber, self.number));
        }
        numbered
    }

    fn text(&self, name: &str) -> Option<String> {
        known(self.cell(name)).map(str::to_owned)
    }

    fn odd(&self, kind: OddityKind, found: impl Into<String>) -> Oddity {
        Oddity { row: self.index, ticket: self.number.to_owned(), kind, found: found.into() }
    }

    /// A time; what is no time is odd.
    fn time(&self, name: &str, oddities: &mut Vec<Oddity>) -> Option<Timestamp> {
        let time = instant(self.cell(name), self.zone);
        if time.is_none() {
            oddities
                .push(self.odd(OddityKind::UnreadableTime, format!("{name} {}", self.cell(name))));
        }
        time
    }

    /// A count; what is none, or beyond what a ticket can have seen, is odd and counts as `before`.
    fn count(&self, name: &str, before: u32, oddities: &mut Vec<Oddity>) -> u32 {
        let count = self.cell(name).parse().ok().filter(|count| *count <= MOST);
        count.unwrap_or_else(|| {
            let found = format!("{name} {}", self.cell(name));
            oddities.push(self.odd(OddityKind::UnreadableCount, found));
            before
        })
    }
}

/// An incident as far as its rows were read: its ticket, and what the next row is compared with.
pub(super) struct Incident {
    ticket: Ticket,
    opened_at: Timestamp,
    updated_at: Timestamp,
    status: Status,
    priority: Priority,
    category: Option<String>,
    team: Option<String>,
    agent: Option<String>,
    reopens: u32,
    reassignments: u32,
    changes: u32,
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
        let priority = priority(row.cell("priority")).unwrap_or_else(|| {
            oddities.push(row.odd(OddityKind::UnknownPriority, row.cell("priority")));
            Priority::default()
        });
        let (category, team, agent) =
            (row.text("category"), row.text("assignment_group"), row.text("assigned_to"));
        let opening = Opening {
            channel,
            priority,
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
            updated_at: opened_at,
            status: Status::New,
            priority,
            category,
            team,
            agent,
            reopens: 0,
            reassignments: 0,
            changes: 0,
            ended_at: None,
        };
        incident.add(row, oddities);
        Some(incident)
    }

    /// What a row changed.
    pub(super) fn add(&mut self, row: &Row<'_>, oddities: &mut Vec<Oddity>) {
        let Some(at) = row.time("sys_updated_at", oddities) else { return };
        self.check_order(row, at, oddities);
        let reassignments = row.count("reassignment_count", self.reassignments, oddities);
        let reopens = row.count("reopen_count", self.reopens, oddities);
        let mut changes = Vec::new();
        self.assign(row, reassignments, &mut changes);
        if let Some(priority) = priority(row.cell("priority")) {
            if priority != self.priority {
                self.priority = priority;
                changes.push(Change::PriorityChanged { priority });
            }
        } else {
            oddities.push(row.odd(OddityKind::UnknownPriority, row.cell("priority")));
        }
        let category = row.text("category");
        if category != self.category {
            self.category.clone_from(&category);
            changes.push(Change::CategoryChanged { category });
        }
        for _ in self.reopens..reopens {
            self.status = Status::Open;
            self.ended_at = None;
            changes.push(Change::Reopened {});
        }
        self.reopens = self.reopens.max(reopens);
        self.move_to(row, at, &mut changes, oddities);
        let actor = row.text("sys_updated_by");
        self.ticket.events.extend(changes.into_iter().map(|change| TicketEvent {
            at,
            role: Role::Agent,
            actor: actor.clone(),
            change,
        }));
        for (name, place) in &row.columns.fields {
            if let Some(value) = row.record.get(*place).and_then(known) {
                self.ticket.fields.insert((*name).to_owned(), value.to_owned());
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
    }

    /// Each step of the counter is a reassignment, also one that left the group as it was.
    fn assign(&mut self, row: &Row<'_>, reassignments: u32, changes: &mut Vec<Change>) {
        let (team, agent) = (row.text("assignment_group"), row.text("assigned_to"));
        for _ in self.reassignments..reassignments {
            changes.push(Change::TeamAssigned { team: team.clone() });
        }
        self.reassignments = self.reassignments.max(reassignments);
        self.team = team;
        if agent != self.agent {
            self.agent.clone_from(&agent);
            changes.push(Change::AgentAssigned { agent });
        }
    }

    fn move_to(
        &mut self,
        row: &Row<'_>,
        at: Timestamp,
        changes: &mut Vec<Change>,
        oddities: &mut Vec<Oddity>,
    ) {
        let state = row.cell("incident_state");
        let mut status = status(state).unwrap_or_else(|| {
            oddities.push(row.odd(OddityKind::UnknownState, state));
            Status::Open
        });
        if status == Status::Resolved && known(row.cell("resolved_at")).is_none() {
            oddities.push(row.odd(OddityKind::ResolvedWithoutInstant, state));
            status = Status::Open;
        }
        let ends = |name| instant(row.cell(name), row.zone) == Some(at);
        let again = match status {
            Status::Resolved => ends("resolved_at") && self.ended_at != Some(at),
            Status::Closed => ends("closed_at") && self.ended_at != Some(at),
            _ => false,
        };
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
