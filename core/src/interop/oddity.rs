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
    /// A time that each row has, of the creation or of the change, could not be read: the row is left
    /// out.
    UnreadableTime,
    /// The time of resolution or closure could not be read: taken as missing.
    UnreadableEnd,
    /// A count could not be read, or is above 10,000: taken as unchanged.
    UnreadableCount,
    /// A state that the system does not document: read as open.
    UnknownState,
    /// A priority that is none: read as unchanged; above the first row that has one, read as that one.
    UnknownPriority,
    /// A channel that is none: read as other.
    UnknownChannel,
    /// The row's time is before that of the row above it: kept as it is, in the order of the rows.
    ClockBackwards,
    /// The row's time is before the ticket's creation: kept as it is.
    BeforeCreation,
    /// A counter went down. Changes: kept as it is, in the order of the rows. Reopenings and
    /// reassignments, reported for as long as they are below what they were: what was counted happened,
    /// and counts.
    CounterBackwards,
    /// The time of creation is not that of the ticket's first row, which is kept.
    ChangedOpening,
    /// The time of resolution or closure changed, though the ticket was not reopened: each row's own is
    /// taken.
    ChangedEnd,
    /// The state is resolved, but the ticket has no instant of resolution: read as open, so that the
    /// ticket counts as closed and not as resolved.
    ResolvedWithoutInstant,
    /// A resolved or closed ticket is open again without being counted as reopened: read as open.
    UncountedReopening,
    /// The row reopens a ticket that is open: kept, and counted as a reopening.
    OpenReopened,
    /// The row is the same as one of the 64 before it of its ticket and its instant, in every column that is read, in its
    /// frame or another one of the same mapping: kept, since the same can happen twice.
    DuplicateRow,
    /// The ticket is created a second time: the first creation holds, and the row is left out.
    DuplicateTicket,
    /// No row says when the ticket was created: taken as created at its first row's time.
    MissingCreation,
    /// A time is written with an offset where the first one of its column has none, or the other way round:
    /// each is read as it is written.
    MixedZones,
    /// A time without an offset is one that the zone's clocks skip, such as 02:30 where they go from 02:00 to 03:00: moved
    /// forward by the gap, to 03:30.
    SkippedTime,
    /// A time without an offset is one that the zone's clocks show twice, such as 02:30 where they go from 03:00 back to
    /// 02:00: taken as the first.
    RepeatedTime,
    /// A tier that is none: read as unchanged.
    UnknownTier,
    /// A role that is none: read as if the row named none.
    UnknownRole,
    /// Whoever did what the row says is not among the people of the log: read as an agent.
    UnknownPerson,
    /// A kind of event that is none: the row is left out.
    UnknownEvent,
    /// The row lacks what its event needs, such as the score of a rating: left out.
    IncompleteEvent,
    /// The row is resolved or closed, but the time of that is before the ticket was last reopened or changed its
    /// status: the row's time is taken.
    StaleEnd,
    /// A rating of 0 or above its best score, or of a best score below 2: the row is left out.
    OffScale,
    /// The channel or the requester is not that of the rows before, though a ticket has one from its creation on: the
    /// last row's is taken.
    ChangedOrigin,
    /// The state is resolved or closed, but the time of that is still to come: read as open until then. Where the ticket
    /// leaves the state before, it was resolved or closed at the row's time.
    EarlyEnd,
    /// A priority, tier or channel of the ticket's creation stands in none of its rows, though a mapping says which
    /// column it is: read as P3, L1 or mail. Told of the ticket's first row.
    MissingAttribute,
}

impl OddityKind {
    /// Every kind, in order.
    pub(super) const ALL: [Self; 32] = [
        Self::UnreadableRow,
        Self::MissingNumber,
        Self::UnreadableTime,
        Self::UnreadableEnd,
        Self::UnreadableCount,
        Self::UnknownState,
        Self::UnknownPriority,
        Self::UnknownChannel,
        Self::ClockBackwards,
        Self::BeforeCreation,
        Self::CounterBackwards,
        Self::ChangedOpening,
        Self::ChangedEnd,
        Self::ResolvedWithoutInstant,
        Self::UncountedReopening,
        Self::OpenReopened,
        Self::DuplicateRow,
        Self::DuplicateTicket,
        Self::MissingCreation,
        Self::MixedZones,
        Self::SkippedTime,
        Self::RepeatedTime,
        Self::UnknownTier,
        Self::UnknownRole,
        Self::UnknownPerson,
        Self::UnknownEvent,
        Self::IncompleteEvent,
        Self::StaleEnd,
        Self::OffScale,
        Self::ChangedOrigin,
        Self::EarlyEnd,
        Self::MissingAttribute,
    ];

    /// Whether a row with it is left out, whatever the policy is.
    pub(super) const fn leaves_out(self) -> bool {
        matches!(
            self,
            Self::UnreadableRow
                | Self::MissingNumber
                | Self::UnreadableTime
                | Self::DuplicateTicket
                | Self::UnknownEvent
                | Self::IncompleteEvent
                | Self::OffScale
        )
    }
}

/// A row that was odd.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Oddity {
    /// Which of several frames it is in, counted from 0; absent where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frame: Option<u32>,
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

/// Oddities by kind, in the order of [`OddityKind`], each with its first row as an example.
///
/// ```
/// use firstline::interop::{Oddity, OddityKind, count_oddities};
/// let odd = |row| Oddity { frame: None, row, ticket: "INC1".into(), kind: OddityKind::UnknownState, found: "-100".into() };
/// let [count] = count_oddities(&[odd(3), odd(4)]).try_into().unwrap();
/// assert_eq!((count.rows, count.tickets, count.example.row), (2, 1, 3));
/// ```
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
