use super::Ticket;
use crate::error::{Error, Fault, Result};
use std::collections::HashMap;

/// Where each ticket stands, by its id.
///
/// # Errors
/// `ticket.duplicate_id` for each that stands a second time.
pub(crate) fn places_by_id(tickets: &[Ticket]) -> Result<HashMap<&str, usize>> {
    let mut places = HashMap::with_capacity(tickets.len());
    let mut faults = Vec::new();
    for (place, ticket) in tickets.iter().enumerate() {
        if let Some(first) = places.insert(ticket.id.as_str(), place) {
            let message = format!("tickets[{first}] is called '{}' too; give each once", ticket.id);
            let path = format!("tickets[{place}].id");
            faults.push(Fault::invalid("ticket.duplicate_id", path, message));
        }
    }
    Error::from_faults(faults)?;
    Ok(places)
}
