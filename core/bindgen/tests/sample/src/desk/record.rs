use crate::time::{Date, Span, TimeOfDay, Timestamp, Zone};
use firstline_derive::Choice;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How soon a [ticket](Ticket) is worked on.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// Now.
    P1,
    /// In turn.
    #[default]
    P2,
    /// When there is time for it.
    WheneverThereIsTime,
}

/// Somebody.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// What the host calls them.
    pub id: String,
    /// Their name.
    pub name: Option<String>,
}

/// What happened to a [`Ticket`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Choice)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// Somebody opened it.
    Created {
        /// When.
        at: Timestamp,
        /// Who did.
        by: Party,
    },
    /// An agent wrote to the requester, see [`Ticket::events`].
    PublicReply {
        /// When.
        at: Timestamp,
        /// What was written.
        text: Option<String>,
        /// Work that went into it.
        #[serde(default)]
        worked: Span,
        /// Files that went along.
        #[serde(default)]
        files: Vec<String>,
    },
    /// It is over.
    Closed {},
}

/// A request for help: a record with a field of every type.
///
/// ```
/// let ticket: firstline::desk::Ticket = firstline::from_json(r#"{"id": "T-1"}"#)?;
/// # Ok::<(), firstline::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ticket {
    /// Unique in the host's product.
    pub id: String,
    /// When it was opened.
    pub opened: Timestamp,
    /// How soon it is worked on.
    #[serde(default)]
    pub priority: Priority,
    /// Who asked.
    pub requester: Party,
    /// What happened, oldest first.
    #[serde(default)]
    pub events: Vec<Event>,
    /// Work on it, each time.
    #[serde(default)]
    pub worked: Vec<Span>,
    /// The longest that it may wait.
    pub patience: Option<Span>,
    /// The day on which it is due.
    pub due: Option<Date>,
    /// From when on one may call.
    pub call_from: Option<TimeOfDay>,
    /// Where the requester is.
    pub zone: Option<Zone>,
    /// What it costs.
    pub price: Option<Decimal>,
    /// Whether it is a favour.
    #[serde(default)]
    pub favour: bool,
    /// How often it came back.
    #[serde(default)]
    pub reopened: u32,
    /// A counter of the host.
    pub revision: Option<i64>,
    /// From 0 to 1.
    pub mood: Option<f64>,
    /// Whatever the host keeps with it.
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
    /// Rates by name, each with its history.
    #[serde(default)]
    pub rates: BTreeMap<String, Vec<f64>>,
    /// Who else wants to know, and where nobody does, nothing.
    pub watchers: Option<Vec<Party>>,
    /// A lambda, which is a word of its own in Python and Kotlin's neighbours.
    pub lambda: Option<bool>,
}
