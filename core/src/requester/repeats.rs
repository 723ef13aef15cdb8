use super::{RepeatContact, RequesterOptions};
use crate::ticket::{Ticket, TicketState};

/// The repeat contacts among tickets in the order of their creation, each with the latest that it repeats.
pub(super) fn repeats(
    tickets: &[(&Ticket, TicketState)],
    options: &RequesterOptions,
) -> Vec<RepeatContact> {
    let mut repeats = Vec::new();
    for (place, (ticket, state)) in tickets.iter().enumerate() {
        let before = tickets.get(..place).unwrap_or_default();
        let near = before.iter().rev().take_while(|(_, earlier)| {
            state.opened_at.since(earlier.opened_at) <= options.repeat_within
        });
        let mut same = near.filter(|(_, earlier)| {
            options.repeat_across_categories || earlier.category == state.category
        });
        if let Some((earlier, of)) = same.next() {
            repeats.push(RepeatContact {
                ticket: ticket.id.clone(),
                of: earlier.id.clone(),
                after: state.opened_at.since(of.opened_at),
            });
        }
    }
    repeats
}
