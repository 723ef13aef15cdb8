use crate::interop::{Oddity, OddityCount, OddityKind};
use crate::ticket::Ticket;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How good the data of a log are: what was read, what was left out, and what was odd.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DataQuality {
    /// How many rows there are, those of people left aside.
    pub rows: u32,
    /// How many tickets were read.
    pub tickets: u32,
    /// How many rows were left out, each because of an anomaly that is counted below.
    pub rows_dropped: u32,
    /// How many tickets were left out by a policy.
    pub tickets_dropped: u32,
    /// How many rows are about fields that the mapping does not name, and were not read.
    pub rows_unused: u32,
    /// What was odd, in the order of the kinds, each with its first row as an example.
    pub anomalies: Vec<OddityCount>,
}

/// How good the data are of logs that were read in parts, all together. Rows are numbered part by part, and so are those
/// of the examples.
///
/// ```
/// use firstline::interop::{DataQuality, merge_quality};
/// let part = DataQuality { rows: 7, tickets: 2, ..Default::default() };
/// assert_eq!(merge_quality(&[part.clone(), part]).rows, 14);
/// ```
pub fn merge_quality(parts: &[DataQuality]) -> DataQuality {
    let mut all = DataQuality::default();
    let mut kinds: BTreeMap<OddityKind, OddityCount> = BTreeMap::new();
    for part in parts {
        all.rows = all.rows.saturating_add(part.rows);
        all.tickets = all.tickets.saturating_add(part.tickets);
        all.rows_dropped = all.rows_dropped.saturating_add(part.rows_dropped);
        all.tickets_dropped = all.tickets_dropped.saturating_add(part.tickets_dropped);
        all.rows_unused = all.rows_unused.saturating_add(part.rows_unused);
        for count in &part.anomalies {
            match kinds.get_mut(&count.kind) {
                None => drop(kinds.insert(count.kind, count.clone())),
                Some(it) => {
                    it.rows = it.rows.saturating_add(count.rows);
                    it.tickets = it.tickets.saturating_add(count.tickets);
                }
            }
        }
    }
    all.anomalies = kinds.into_values().collect();
    all
}

/// The tickets of a log.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TicketLog {
    /// The tickets, in the order in which they first stand in the log.
    pub tickets: Vec<Ticket>,
    /// How good the data are.
    pub quality: DataQuality,
    /// Every row that was odd, and what was done about it, in the order of the rows.
    pub oddities: Vec<Oddity>,
}
