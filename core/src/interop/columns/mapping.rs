use super::policy::AnomalyRule;
use super::words::LogWords;
use crate::ticket::Role;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which column of a frame is what.
///
/// A column that is named here must be there, unless [`optional`](Self::optional) lists it; one that is not named
/// is not read. What a row says depends on the columns that there are:
///
/// | columns | a row is |
/// | --- | --- |
/// | `at` and columns of state (`status`, `priority`, …) | a change: what differs from the ticket's row before happened at `at` |
/// | `at`, `field` and `value` | a change of one field |
/// | `at`, `public` | a comment |
/// | `at`, `kind` | an event, of which only the columns are read that belong to its kind |
/// | `opened_at` without `at` | a ticket: its creation and, where there are such columns, its first response, resolution and closure |
/// | `actor` and `role` without `ticket` | a person: the role of whoever other rows name only |
///
/// The ready mappings are records, so a column of another name is a changed field of one.
///
/// ```
/// use firstline::interop::{ColumnMapping, read_log};
/// let mapping = ColumnMapping {
///     ticket: Some("id".into()),
///     opened_at: Some("created".into()),
///     resolved_at: Some("solved".into()),
///     ..ColumnMapping::default()
/// };
/// let log = read_log(b"id,created,solved\n7,2026-03-02T09:00:00Z,2026-03-02T10:00:00Z\n", &mapping, None)?;
/// assert_eq!(log.tickets[0].events.len(), 2);
/// # Ok::<(), firstline::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ColumnMapping {
    /// Names the ticket: text or integers; floats where all are whole numbers below 2^53.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// When it happened. Of all times that are text, `2016-02-29 01:16` has the year in front; with the year behind,
    /// as in `29/2/2016 01:16` and `2/29/2016 1:16 AM`, [`date_order`](Self::date_order) holds, unless the month is an
    /// English name, as in `29/Feb/16`. A date without a time, such as `2016-02-29`, is the first instant of that day by
    /// the clocks of the log's zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// When the ticket was created, repeated on each of its rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<String>,
    /// Who created it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened_by: Option<String>,
    /// Its status, in the words of [`LogWords::status`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Its priority, in the words of [`LogWords::priority`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<String>,
    /// Its tier, in the words of [`LogWords::tier`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    /// How the requester reached the desk, in the words of [`LogWords::channel`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Who asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requester: Option<String>,
    /// The team that holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// The agent who holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// How often it was reopened so far. Without it, each step from resolved or closed to another status is a
    /// reopening.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reopens: Option<String>,
    /// How often it was given to a team so far. Without it, each change of the team is a reassignment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reassignments: Option<String>,
    /// How often it was changed so far, which only tells rows out of order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<String>,
    /// When a person of the desk first wrote to the requester; read where a row is a ticket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_response_at: Option<String>,
    /// When it was resolved, on some or all of its rows. With it, the status alone resolves nothing, and a ticket
    /// that has the status before that instant, and keeps it until then, is resolved then. One that left the
    /// status before was resolved when its row first had it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<String>,
    /// When it was closed, on some or all of its rows; with it, the status counts as above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<String>,
    /// Who did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// In which role, in the words of [`LogWords::role`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The role of whoever is in none that is known. Absent: the requester's where the actor is the requester,
    /// otherwise an agent's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_role: Option<Role>,
    /// What kind of event it is, in the words of [`LogWords::kind`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Whether the requester could read a comment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public: Option<String>,
    /// Whether the first comment of a ticket is what it was created with, and no reply.
    pub first_comment_opens: bool,
    /// What a requester gave for the help he got.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<String>,
    /// The best score that he could give.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best: Option<String>,
    /// The other ticket of a merge or a split.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
    /// When that one was created.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_opened_at: Option<String>,
    /// The name of the field that changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What it changed to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What it was before: what the first change of a field shows is what the ticket was created with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_before: Option<String>,
    /// What the names in [`field`](Self::field) stand for. Rows of other fields are not read, but counted.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub field_names: BTreeMap<String, LogField>,
    /// Columns that become fields of the ticket by the same name, as its last row has them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// Columns named above that a frame may lack; it is then read as if they were not named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub optional: Vec<String>,
    /// What the frame's words stand for.
    pub words: LogWords,
    /// Texts that mean that there is no value. A cell that is null or empty always means that.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nulls: Vec<String>,
    /// Whether the day or the month comes first where a date in text has its year behind.
    pub date_order: DateOrder,
    /// In which order the rows of a ticket are taken.
    pub row_order: RowOrder,
    /// What is done about anomalies; [`AnomalyPolicy::Flag`](super::AnomalyPolicy::Flag) about those that are left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<AnomalyRule>,
}

/// What a field of a log of field changes stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogField {
    /// The ticket's status.
    Status,
    /// The ticket's priority.
    Priority,
    /// The tier that holds it.
    Tier,
    /// What it is about.
    Category,
    /// The team that holds it.
    Team,
    /// The agent who holds it.
    Agent,
    /// A field of the host, by the same name.
    Field,
}

/// In which order the rows of a ticket are taken.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum RowOrder {
    /// In the order of their times; those of one time in the order of the frames, then of the rows.
    #[default]
    ByTime,
    /// In the order in which they stand, frames of one mapping one below the other. Rows of several mappings are
    /// always taken by time.
    AsGiven,
}

/// Whether the day or the month comes first in a date with its year behind. In the wrong order, dates after the twelfth of a
/// month are no times, and the quality of the data counts them; those up to it are read as other days.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// `29/2/2016`, as in most of the world.
    #[default]
    DayFirst,
    /// `2/29/2016`, as in the USA.
    MonthFirst,
}
