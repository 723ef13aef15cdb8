use super::Priority;
use crate::time::{Span, TimeOfDay};
use serde::{Deserialize, Serialize};

/// How much is too much.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Tickets that one agent holds.
    pub tickets: Option<u32>,
    /// Hours that one agent works.
    pub hours: f64,
}

/// How a [`Desk`](super::Desk) works; each setting has its default.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// What a ticket without a priority gets.
    pub priority: Priority,
    /// The share of a target after which somebody is warned.
    pub warn_at: f64,
    /// How many tickets are handed out at once.
    pub batch: u32,
    /// Where the counter starts; may be negative.
    pub counter: i64,
    /// Whether tickets are handed out at night.
    pub nights: bool,
    /// The name on the door.
    pub name: String,
    /// How long a ticket waits at most.
    pub patience: Span,
    /// When the desk opens.
    pub opens: Option<TimeOfDay>,
    /// Who takes part.
    pub agents: Vec<String>,
    /// How much is too much.
    pub limits: Limits,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            priority: Priority::WheneverThereIsTime,
            warn_at: 0.8,
            batch: 10,
            counter: -1,
            nights: true,
            name: "Front desk".to_owned(),
            patience: Span::hours(4),
            opens: None,
            agents: Vec::new(),
            limits: Limits::default(),
        }
    }
}
