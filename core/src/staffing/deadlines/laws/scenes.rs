//! What the laws are tried on.

use super::super::{DeadlineRules, DeadlineTicket, StaffedInterval};
use crate::time::{Span, Timestamp};
use proptest::prelude::*;

/// An instant so many milliseconds after the first of them: a Monday at midnight.
pub(super) fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(1_772_409_600_000 + millis).unwrap()
}

/// A ticket that arrives and is due so many milliseconds after the first instant.
pub(super) fn ticket(arrived: i64, due: i64, work: i64) -> DeadlineTicket {
    DeadlineTicket {
        ticket: format!("{arrived}-{due}-{work}"),
        arrived_at: at(arrived),
        due_at: at(due),
        work: Span::from_millis(work),
        work_deviation: None,
    }
}

pub(super) fn staffed(start: i64, end: i64, agents: i64, decimals: u32) -> StaffedInterval {
    let agents = rust_decimal::Decimal::new(agents, decimals);
    StaffedInterval { start: at(start), end: at(end), agents }
}

/// All of an agent's time.
pub(super) fn whole() -> DeadlineRules {
    DeadlineRules { max_occupancy: 1.into(), shrinkage: 0.into() }
}

/// Tickets in so many units of so many milliseconds, with work of up to `most` units.
pub(super) fn tickets(
    count: usize,
    units: i64,
    unit: i64,
    most: i64,
) -> impl Strategy<Value = Vec<DeadlineTicket>> {
    let one = (0..units, 1..=units, 1..=most)
        .prop_map(move |(from, long, work)| ticket(from * unit, (from + long) * unit, work * unit));
    proptest::collection::vec(one, 0..=count)
}
