use crate::interop::{Oddity, OddityCount};
use crate::ticket::Ticket;
use serde::{Deserialize, Serialize};

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
