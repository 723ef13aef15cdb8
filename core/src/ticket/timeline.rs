use super::{Change, Priority, Status, Ticket, TicketState, Tier, opening};
use crate::error::Result;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A stretch of a ticket's life in which nothing of it changed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimelineEntry {
    /// Its first instant.
    pub start: Timestamp,
    /// The first instant after it; absent for the last one.
    pub end: Option<Timestamp>,
    /// The status in it.
    pub status: Status,
    /// The priority in it.
    pub priority: Priority,
    /// The tier that held the ticket.
    pub tier: Tier,
    /// The team that held it.
    pub team: Option<String>,
    /// The agent who held it.
    pub agent: Option<String>,
}

/// Who held a ticket, in what state, from when to when; in order, without gaps.
///
/// # Errors
/// Those of [`ticket_state`](super::ticket_state).
pub fn timeline(ticket: &Ticket) -> Result<Vec<TimelineEntry>> {
    let (created, first) = opening(ticket)?;
    let mut state = TicketState::opened(created.at, first);
    let mut entries: Vec<TimelineEntry> = vec![entry(created.at, &state)];
    for event in ticket.events.iter().skip(1).filter(|event| moves(&event.change)) {
        state.fold(event);
        // A clock that ran backwards makes no stretch that does.
        let start = entries.last().map_or(event.at, |last| last.start.max(event.at));
        let next = entry(start, &state);
        match entries.last_mut() {
            Some(last) if same(last, &next) => {}
            // Several changes at one instant are one step, or none where they undo each other.
            Some(last) if last.start == next.start => {
                entries.pop();
                match entries.last_mut() {
                    Some(before) if same(before, &next) => before.end = None,
                    _ => entries.push(next),
                }
            }
            Some(last) => {
                last.end = Some(next.start);
                entries.push(next);
            }
            None => entries.push(next),
        }
    }
    Ok(entries)
}

const fn moves(change: &Change) -> bool {
    !matches!(change, Change::PublicReply {} | Change::InternalNote {} | Change::RequesterReply {})
}

fn entry(start: Timestamp, state: &TicketState) -> TimelineEntry {
    TimelineEntry {
        start,
        end: None,
        status: state.status,
        priority: state.priority,
        tier: state.tier,
        team: state.team.clone(),
        agent: state.agent.clone(),
    }
}

fn same(a: &TimelineEntry, b: &TimelineEntry) -> bool {
    (a.status, a.priority, a.tier, &a.team, &a.agent)
        == (b.status, b.priority, b.tier, &b.team, &b.agent)
}
