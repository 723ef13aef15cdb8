use crate::kpi::SpanSummary;
use crate::sla::{SlaAgreement, SlaMetric, SlaStage};
use crate::survey::CsatScore;
use crate::ticket::{Channel, Priority, Rating, Status};
use crate::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};

/// What is a repeat contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RequesterOptions {
    /// How soon after another ticket one is a repeat contact; by default seven days.
    pub repeat_within: Span,
    /// Whether both may be of different categories; by default not.
    pub repeat_across_categories: bool,
}

impl Default for RequesterOptions {
    fn default() -> Self {
        Self { repeat_within: Span::hours(168), repeat_across_categories: false }
    }
}

/// All of one requester at an instant. What happened later is not in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequesterView {
    /// Who he is, by the host's name for him.
    pub requester: String,
    /// The instant.
    pub as_of: Timestamp,
    /// His tickets, counted.
    pub totals: RequesterTotals,
    /// When his first ticket was created.
    pub first_contact_at: Option<Timestamp>,
    /// When a ticket of his was last created or he last wrote.
    pub last_contact_at: Option<Timestamp>,
    /// When a person of the desk last wrote to him.
    pub last_reply_at: Option<Timestamp>,
    /// The promise that is due first, over all his tickets.
    pub next_due: Option<RequesterDue>,
    /// His unresolved tickets: those with a promise first, the one that is due first before the others, then the
    /// oldest.
    pub open: Vec<RequesterTicket>,
    /// His other tickets, the latest first.
    pub history: Vec<RequesterTicket>,
    /// From creation to the first reply by a person of the desk; absent where there was none.
    pub first_response: Option<SpanSummary>,
    /// From creation to the first resolution; absent where there was none.
    pub first_resolution: Option<SpanSummary>,
    /// His ratings, the latest first.
    pub ratings: Vec<RequesterRating>,
    /// How satisfied he is, by the last rating of each ticket.
    pub csat: CsatScore,
    /// His repeat contacts, the latest first.
    pub repeats: Vec<RepeatContact>,
}

/// The tickets of a requester, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequesterTotals {
    /// All of them.
    pub tickets: u32,
    /// Those that are unresolved.
    pub open: u32,
    /// Those that no person of the desk has answered yet, of the unresolved.
    pub unanswered: u32,
    /// Those that were reopened.
    pub reopened: u32,
    /// Those that went on in another ticket.
    pub merged: u32,
    /// Those that were soon after another.
    pub repeats: u32,
}

/// A ticket of a requester in a line.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequesterTicket {
    /// The ticket.
    pub ticket: String,
    /// When it was created.
    pub opened_at: Timestamp,
    /// How he reached the desk.
    pub channel: Channel,
    /// Its status.
    pub status: Status,
    /// Its priority.
    pub priority: Priority,
    /// What it is about.
    pub category: Option<String>,
    /// The team that holds it.
    pub team: Option<String>,
    /// The agent who holds it.
    pub agent: Option<String>,
    /// From its creation to the first reply by a person of the desk.
    pub first_response: Option<Span>,
    /// From its creation to the first resolution.
    pub first_resolution: Option<Span>,
    /// How often it was reopened.
    pub reopens: u32,
    /// The ticket that it was merged into.
    pub merged_into: Option<String>,
    /// His last rating of it.
    pub rating: Option<Rating>,
    /// The promise about it that is due first.
    pub next_due: Option<RequesterDue>,
}

/// A promise to a requester that is not fulfilled yet.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequesterDue {
    /// The ticket.
    pub ticket: String,
    /// Who promised it.
    pub agreement: SlaAgreement,
    /// What was promised.
    pub metric: SlaMetric,
    /// The name of the clock of a custom metric.
    pub clock: Option<String>,
    /// When it is due, or was.
    pub due_at: Timestamp,
    /// How it stands: breached where it is overdue.
    pub state: SlaStage,
}

/// A rating that a requester gave.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequesterRating {
    /// The ticket.
    pub ticket: String,
    /// When he gave it.
    pub at: Timestamp,
    /// What he gave, from 1.
    pub score: u32,
    /// The best score that he could give.
    pub best: u32,
}

/// A ticket that came soon after another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RepeatContact {
    /// The ticket.
    pub ticket: String,
    /// The latest one before it that it repeats.
    pub of: String,
    /// How long after the creation of that one it was created.
    pub after: Span,
}
