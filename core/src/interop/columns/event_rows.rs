use crate::ticket::{
    Change, Channel, Priority, Role, Status, Ticket, TicketEvent, TicketEventKind, Tier,
};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An event of a ticket as a row of a table: the columns that [`event_mapping`](super::event_mapping) reads.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventRow {
    /// The ticket's name.
    pub ticket: String,
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    pub kind: TicketEventKind,
    /// In which role somebody did it.
    pub role: Role,
    /// Who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// The status from here on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The priority from here on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// The tier from here on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// How the requester reached the desk, where it was created.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// The category from here on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Who asks, where it was created.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requester: Option<String>,
    /// The team from here on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// The agent from here on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// The field that changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What it changed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The other ticket of a merge or a split.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
    /// When that one was created.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_opened_at: Option<Timestamp>,
    /// What the requester gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<u32>,
    /// The best score that he could give.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<u32>,
    /// The host's fields, where it was created.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
}

/// The events of tickets as rows of one table, ticket by ticket. Read again by
/// [`event_mapping`](super::event_mapping), with the names of the fields in its
/// [`fields`](super::ColumnMapping::fields), they are the same tickets.
///
/// ```
/// use firstline::interop::event_rows;
/// use firstline::ticket::{Ticket, TicketEventKind};
/// let ticket = Ticket::opened("T-1", "2026-03-02T09:00:00Z".parse()?, Default::default());
/// assert_eq!(event_rows(&[ticket])[0].kind, TicketEventKind::Created);
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn event_rows(tickets: &[Ticket]) -> Vec<EventRow> {
    tickets.iter().flat_map(|ticket| ticket.events.iter().map(|event| row(ticket, event))).collect()
}

fn row(ticket: &Ticket, event: &TicketEvent) -> EventRow {
    let mut row = EventRow {
        ticket: ticket.id.clone(),
        at: event.at,
        kind: event.change.kind(),
        role: event.role,
        actor: event.actor.clone(),
        status: None,
        priority: None,
        tier: None,
        channel: None,
        category: None,
        requester: None,
        team: None,
        agent: None,
        field: None,
        value: None,
        other: None,
        other_opened_at: None,
        score: None,
        best: None,
        fields: BTreeMap::new(),
    };
    match event.change.clone() {
        Change::Created { opening } => {
            row.channel = Some(opening.channel);
            row.priority = Some(opening.priority);
            row.tier = Some(opening.tier);
            row.category = opening.category;
            row.requester = opening.requester;
            row.team = opening.team;
            row.agent = opening.agent;
            row.fields = ticket.fields.clone();
        }
        Change::TeamAssigned { team } => row.team = team,
        Change::AgentAssigned { agent } => row.agent = agent,
        Change::CategoryChanged { category } => row.category = category,
        Change::StatusChanged { status } => row.status = Some(status),
        Change::PriorityChanged { priority } => row.priority = Some(priority),
        Change::TierChanged { tier } => row.tier = Some(tier),
        Change::FieldChanged { field, value } => (row.field, row.value) = (Some(field), value),
        Change::Merged { into } => row.other = Some(into),
        Change::SplitFrom { ticket, opened_at } | Change::Absorbed { ticket, opened_at } => {
            (row.other, row.other_opened_at) = (Some(ticket), Some(opened_at));
        }
        Change::Rated { score, best } => (row.score, row.best) = (Some(score), Some(best)),
        Change::PublicReply {}
        | Change::InternalNote {}
        | Change::RequesterReply {}
        | Change::Resolved {}
        | Change::Reopened {}
        | Change::Closed {} => {}
    }
    row
}
