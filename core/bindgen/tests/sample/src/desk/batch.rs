use super::{Desk, Event, Priority, Ticket};
use crate::error::Result;
use crate::time::{Date, Span, Timestamp};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// How long each ticket waited at `now`: a batch of [`Desk::waited`].
///
/// # Errors
/// As [`Desk::waited`], with the place of the ticket in its path.
pub fn waiting_times(desk: &Desk, tickets: &[Ticket], now: Timestamp) -> Result<Vec<Span>> {
    let waited = |(place, ticket)| {
        desk.waited(ticket, now).map_err(|error| error.within(&format!("tickets[{place}]")))
    };
    tickets.iter().enumerate().map(waited).collect()
}

/// The tickets that are not over.
pub fn open_tickets(tickets: Vec<Ticket>, on: Option<Date>, price: Option<Decimal>) -> Vec<Ticket> {
    let over = |ticket: &Ticket| matches!(ticket.events.last(), Some(Event::Closed {}));
    let other = |ticket: &Ticket| {
        on.is_some_and(|on| ticket.due != Some(on))
            || price.is_some_and(|price| ticket.price != Some(price))
    };
    tickets.into_iter().filter(|ticket| !over(ticket) && !other(ticket)).collect()
}

/// How many tickets there are of each priority, by its text.
pub fn count_by_priority(tickets: &[Ticket]) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    for ticket in tickets {
        let name = match ticket.priority {
            Priority::P1 => "p1",
            Priority::P2 => "p2",
            Priority::WheneverThereIsTime => "whenever_there_is_time",
        };
        *counts.entry(name.to_owned()).or_insert(0) += 1;
    }
    counts
}
