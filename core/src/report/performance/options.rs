use crate::interop::DataQuality;
use crate::kpi::{CalendarUnit, DeskFigures, KpiSpec};
use crate::time::{Span, Timestamp};
use firstline_derive::Choice;
use serde::{Deserialize, Serialize};

/// Which number of many lengths of time.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum SpanFigure {
    /// Their sum by their count.
    Mean,
    /// Half of them are no longer.
    #[default]
    Median,
    /// 75 in 100 are no longer.
    P75,
    /// 90 in 100 are no longer.
    P90,
    /// 95 in 100 are no longer.
    P95,
    /// 99 in 100 are no longer.
    P99,
    /// The longest.
    Max,
}

/// What a figure is to come to. What is exactly that meets it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Choice)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum GoalTarget {
    /// A number, for whatever is no time: a share as a part of one, such as 0.9.
    Value {
        /// It.
        value: f64,
    },
    /// A length of time.
    Length {
        /// Of which number of the lengths it is the goal; a mean for each of something has a mean only, and a sum only
        /// itself.
        #[serde(default)]
        figure: SpanFigure,
        /// It.
        length: Span,
    },
}

/// What a desk wants a figure to come to. Whether more or less is better says the figure's definition.
///
/// ```
/// use firstline::{from_json, report::KpiGoal};
/// let goal: KpiGoal = from_json(
///     r#"{"kpi": "first_response_time", "target": {"type": "length", "figure": "p90", "length": "PT4H"}}"#,
/// )?;
/// assert_eq!(goal.kpi, "first_response_time");
/// # Ok::<(), firstline::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KpiGoal {
    /// The id of the figure.
    pub kpi: String,
    /// What it is to come to.
    pub target: GoalTarget,
}

/// What a performance report is about.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PerformanceOptions {
    /// Its heading; empty: "Performance report".
    pub title: String,
    /// Which figures over which period, in which zone, by which calendars and promises. `period` must be given. Without
    /// `kpis` there are volume, resolved, net flow, backlog, response and resolution time, the resolution, one-touch and
    /// reopen rates, and the attainment of each promise; where no
    /// reply is in the log, the one-touch share, which needs none. Without `as_of` it is the last instant of the period. What is
    /// grouped by which says the report, so `group_by` stays empty.
    pub spec: KpiSpec,
    /// What the desk has from elsewhere, for the figures of it that are wanted: telephony, workforce, cost, surveys.
    pub figures: Vec<DeskFigures>,
    /// What the figures are to come to; each must be one of them. Shares and points are goals as they are told: 0.95
    /// stands for 95 %.
    pub goals: Vec<KpiGoal>,
    /// The stretch of the trend: a day, week, month, quarter or year; absent: a month.
    pub trend_unit: Option<CalendarUnit>,
    /// The month in which quarters and years of the trend begin, 1 to 12: 4 where the fiscal year does in April. They are
    /// called `FY2027` by the year in which theirs ends. Absent: January.
    pub trend_first_month: Option<u32>,
    /// How many stretches the trend has, up to the end of the period, at least one; absent: 13.
    pub trend_length: Option<u32>,
    /// What the trend shows beside the backlog; none: volume, resolved, first response and full resolution time.
    pub trend_kpis: Vec<String>,
    /// What each priority, category, team and agent is told with, beside its volume; none: resolved, full resolution
    /// time, one-touch and reopen rate. Priorities have the attainment of each promise in addition.
    pub group_kpis: Vec<String>,
    /// The field of the host that names the cause of a ticket; absent: no causes.
    pub cause_field: Option<String>,
    /// How good the data are from which the tickets were read, as the reader of a log tells it; absent: the report says
    /// nothing about it.
    pub quality: Option<DataQuality>,
    /// Since when the log has all tickets; what began before is compared with nothing. Absent: since the first instant of
    /// the day of its first creation.
    pub log_from: Option<Timestamp>,
    /// How many of the worst breaches are spelled out; absent: ten.
    pub worst: Option<u32>,
    /// How many categories, causes, teams and agents stand in the report, those with most tickets first; absent: 15.
    pub top: Option<u32>,
}
