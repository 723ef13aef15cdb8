use super::Ticket;
use crate::error::{Error, Fault, Result};
use foldhash::{HashMap, HashMapExt};

/// Where each ticket stands, by its id.
///
/// # Errors
/// `ticket.duplicate_id` for each that stands a second time.
pub(crate) fn places_by_id(tickets: &[Ticket]) -> Result<HashMap<&str, usize>> {
    places_of(tickets.iter().map(|ticket| ticket.id.as_str()), "tickets", "id")
}

/// Where each id stands, in a list with a name, in a field of its own.
///
/// # Errors
/// `ticket.duplicate_id` for each that stands a second time.
pub(crate) fn places_of<'a>(
    ids: impl ExactSizeIterator<Item = &'a str>,
    list: &str,
    field: &str,
) -> Result<HashMap<&'a str, usize>> {
    let mut places = HashMap::with_capacity(ids.len());
    let mut faults = Vec::new();
    for (place, id) in ids.enumerate() {
        if let Some(first) = places.insert(id, place) {
            let message = format!("{list}[{first}] is called '{id}' too; give each once");
            let path = format!("{list}[{place}].{field}");
            faults.push(Fault::invalid("ticket.duplicate_id", path, message));
        }
    }
    Error::from_faults(faults)?;
    Ok(places)
}
