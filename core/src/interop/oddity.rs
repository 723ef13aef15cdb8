use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What can be odd about a row of another system's log, and what is done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OddityKind {
    /// The row has too few or too many cells: left out.
    UnreadableRow,
    /// The row does not say which ticket it is about: left out.
    MissingNumber,
    /// A time could not be read: the row is left out.
    UnreadableTime,
    /// A count could not be read, or is above 10,000: taken as unchanged.
    UnreadableCount,
    /// A state that the system does not document: read as open.
    UnknownState,
    /// A priority that is none: read as unchanged.
    UnknownPriority,
    /// A channel that is none: read as other.
    UnknownChannel,
    /// The row's time is before that of the row above it: kept as it is, in the order of the rows.
    ClockBackwards,
    /// The row's time is before the ticket's creation: kept as it is.
    BeforeCreation,
    /// The counter of changes went down: kept as it is, in the order of the rows.
    CounterBackwards,
    /// The state is resolved, but the ticket has no instant of resolution: read as open, so that the
    /// ticket counts as closed and not as resolved.
    ResolvedWithoutInstant,
    /// A resolved or closed ticket is open again without being counted as reopened: read as open.
    UncountedReopening,
}

/// A row that was odd.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Oddity {
    /// The row, counted from 1 below the heading.
    pub row: u32,
    /// The ticket, as far as it could be read.
    pub ticket: String,
    /// What was odd, and what was done.
    pub kind: OddityKind,
    /// What stood there.
    pub found: String,
}

/// How often something was odd.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OddityCount {
    /// What was odd.
    pub kind: OddityKind,
    /// In how many rows.
    pub rows: u32,
    /// In how many tickets.
    pub tickets: u32,
    /// One of the rows.
    pub example: Oddity,
}

/// Oddities by kind, with an example each.
pub fn count_oddities(oddities: &[Oddity]) -> Vec<OddityCount> {
    let mut kinds: BTreeMap<OddityKind, Vec<&Oddity>> = BTreeMap::new();
    for oddity in oddities {
        kinds.entry(oddity.kind).or_default().push(oddity);
    }
    let count = |(kind, of): (OddityKind, Vec<&Oddity>)| {
        let mut tickets: Vec<&str> = of.iter().map(|oddity| oddity.ticket.as_str()).collect();
        tickets.sort_unstable();
        tickets.dedup();
        let example = (*of.first()?).clone();
        let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
        Some(OddityCount { kind, rows: number(of.len()), tickets: number(tickets.len()), example })
    };
    kinds.into_iter().filter_map(count).collect()
}
