use crate::interop::OddityKind;
use serde::{Deserialize, Serialize};

/// What is done about an anomaly, besides counting it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum AnomalyPolicy {
    /// What the documentation of its [kind](OddityKind) says.
    #[default]
    Flag,
    /// The row is left out, as if it did not stand there. Not for [`OddityKind::MissingAttribute`], which is of all rows
    /// of a ticket.
    DropRow,
    /// The ticket is left out.
    DropTicket,
    /// The log is refused.
    Reject,
}

/// What is done about one kind of anomaly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnomalyRule {
    /// The anomaly.
    pub kind: OddityKind,
    /// What is done about it.
    pub policy: AnomalyPolicy,
}
