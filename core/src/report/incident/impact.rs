use super::ImpactRow;
use crate::ticket::TicketState;
use crate::time::{Span, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// When a ticket was over; nothing while it is not.
pub(super) fn ended_at(state: &TicketState) -> Option<Timestamp> {
    let end = state.last_resolved_at.or(state.closed_at);
    end.filter(|_| !state.status.is_unresolved())
}

/// From the creation of a ticket until its end, or until the report.
pub(super) fn lasted(state: &TicketState, as_of: Timestamp) -> Span {
    ended_at(state).unwrap_or(as_of).since(state.opened_at)
}

/// The requesters of some tickets, each once.
pub(super) fn requesters<'a>(states: impl IntoIterator<Item = &'a TicketState>) -> u32 {
    let names: BTreeSet<&str> =
        states.into_iter().filter_map(|state| state.requester.as_deref()).collect();
    number(names.len())
}

/// The tickets by what they have, those with most tickets first.
pub(super) fn rows(
    states: &[TicketState],
    as_of: Timestamp,
    value: impl Fn(&TicketState) -> Option<String>,
) -> Vec<ImpactRow> {
    let mut groups: BTreeMap<Option<String>, Vec<&TicketState>> = BTreeMap::new();
    for state in states {
        groups.entry(value(state)).or_default().push(state);
    }
    let row = |(value, states): (_, Vec<&TicketState>)| ImpactRow {
        value,
        tickets: number(states.len()),
        requesters: requesters(states.iter().copied()),
        ticket_time: states.iter().map(|state| lasted(state, as_of)).sum(),
    };
    let mut rows: Vec<_> = groups.into_iter().map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.tickets));
    rows
}

pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
