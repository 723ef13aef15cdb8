use super::{Grouping, KpiDefinition, QuantileMethod};
use crate::sla::{NamedCalendar, SlaSpec};
use crate::ticket::Condition;
use crate::time::{CalendarSpec, Period, Timestamp, Zone};
use firstline_derive::Choice;
use serde::{Deserialize, Serialize};

/// How quantiles are kept, so that parts can be put together.
#[derive(Debug, Clone, PartialEq, Serialize, Choice)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Quantiles {
    /// All values, eight bytes each: exact.
    Exact {
        /// How a quantile between two values is chosen.
        method: QuantileMethod,
    },
    /// A sketch: by nearest rank, with no more than the stated relative error.
    Sketch {
        /// From 0.0001 to 0.1; the error kept to is the next smaller one of the form 1 / (2^(n+1) + 1).
        relative_error: f64,
    },
    /// All values up to so many in a group, by nearest rank, and a sketch of more.
    ExactUpTo {
        /// So many.
        count: u32,
        /// As for a sketch.
        relative_error: f64,
    },
}

/// How different things are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DistinctBy {
    /// By all their names: exact.
    #[default]
    Names,
    /// By a HyperLogLog of 16,384 registers: a standard error of 0.81 %.
    HyperLogLog,
}

/// What to do with events whose time lies before that of the event above them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BackwardTimes {
    /// Count as logged; what runs backwards is negative, and summaries say how many there are. As of an instant an event
    /// has come once the one above it has.
    #[default]
    Keep,
    /// Take them for as late as the event above them.
    Clamp,
    /// Leave out instants before the creation, and waits and stays that run backwards, as if they had not been; what came
    /// then counts for how the ticket stands and how often what happened.
    LeaveOut,
    /// Refuse the log.
    Reject,
}

/// Which figures, over which tickets, by which groups, with which calendars and promises.
///
/// ```
/// use firstline::{from_json, kpi::{KpiSpec, kpis}};
/// let spec: KpiSpec = from_json(r#"{"kpis": ["volume"], "group_by": [{"type": "by", "attribute": "team"}]}"#)?;
/// assert!(kpis(&[], &spec)?.is_empty());
/// # Ok::<(), firstline::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KpiSpec {
    /// The figures by their ids, in this order; none: all of the catalogue's plain definitions that what else is
    /// given here suffices for, and of the host's own.
    pub kpis: Vec<String>,
    /// The host's own definitions.
    pub definitions: Vec<KpiDefinition>,
    /// How tickets are put together; none: all of them are one group.
    pub group_by: Vec<Grouping>,
    /// Only what happened in it, as each figure's cohort says; absent: everything.
    pub period: Option<Period>,
    /// Only tickets that meet it as they stand now.
    pub population: Option<Condition>,
    /// The fields of the host that conditions may read.
    pub fields: Vec<String>,
    /// The instant as of which tickets are taken: later events have not happened yet, and what is open runs to it.
    /// Absent: each ticket is taken as of its last event, and there are no snapshots and promises.
    pub as_of: Option<Timestamp>,
    /// The desk's zone, for the hours of the week; absent: UTC.
    pub zone: Option<Zone>,
    /// The hours in which open time passes; absent: none is counted.
    pub calendar: Option<CalendarSpec>,
    /// Further calendars, by name.
    pub calendars: Vec<NamedCalendar>,
    /// The field of the host that names a ticket's calendar; a ticket without one has the first.
    pub calendar_field: Option<String>,
    /// What the desk has promised.
    pub sla: Option<SlaSpec>,
    /// How quantiles are kept; absent: exactly, by nearest rank.
    pub quantiles: Option<Quantiles>,
    /// How different requesters are counted.
    pub distinct: DistinctBy,
    /// What becomes of times that run backwards.
    pub backward_times: BackwardTimes,
    /// The field of the host that says when the outage began of which a ticket tells, as an RFC 3339 instant.
    pub outage_started_field: Option<String>,
    /// The field of the host that says when the service worked again, if only by a workaround.
    pub restored_field: Option<String>,
    /// Groups of fewer are marked as small; absent: 30.
    pub small_group: Option<u32>,
    /// The confidence of the intervals that shares come with, such as 0.95; absent: no intervals.
    pub confidence: Option<f64>,
    /// The seed of the bootstrap by which medians come with intervals too, of 1,999 resamples; absent: they come with none.
    pub bootstrap_seed: Option<u32>,
}
