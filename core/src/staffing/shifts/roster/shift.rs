use crate::time::{Date, TimeOfDay, Timestamp};
use serde::{Deserialize, Serialize};

/// Who works which shift on which day.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RosterShift {
    /// The name of the agent.
    pub agent: String,
    /// The day on which the shift starts, in the zone.
    pub date: Date,
    /// The label of its template.
    pub shift: String,
    /// When it starts by the clock; absent: at the first start of the template.
    pub start: Option<TimeOfDay>,
    /// When each break starts, in order; empty: each as early as it may be.
    #[serde(default)]
    pub breaks: Vec<Timestamp>,
}

impl RosterShift {
    /// A shift with the first start of its template.
    pub fn new(agent: &str, date: Date, shift: &str) -> Self {
        let (agent, shift) = (agent.to_owned(), shift.to_owned());
        Self { agent, date, shift, start: None, breaks: Vec::new() }
    }
}
