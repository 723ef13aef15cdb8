use super::KpiMeasure;
use crate::ticket::Condition;
use serde::{Deserialize, Serialize};

/// Which tickets a figure is about: those whose instant of this kind lies in the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cohort {
    /// Those created in it.
    CreatedIn,
    /// Those first answered in it; each wait for a reply counts where it ended.
    RepliedIn,
    /// Those first resolved in it, whether or not they were reopened.
    FirstResolvedIn,
    /// Those last resolved in it, and not open again as the log ends; each resolution of a ticket counts where it came.
    ResolvedIn,
    /// Those last closed in it, and not open again as the log ends.
    ClosedIn,
    /// Those last rated in it.
    RatedIn,
    /// Promises that were due in it; one without a due instant counts where it was fulfilled, else where
    /// its ticket was created.
    DueIn,
    /// Tickets that were open in it, each for the time that it was.
    ActiveIn,
    /// Tickets as they stand at one instant, whenever they were created.
    Snapshot,
    /// No tickets: the desk's own figures, by their instants.
    Figures,
}

/// Which time a figure counts.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum KpiClock {
    /// It counts no time.
    #[default]
    None,
    /// Elapsed time, day and night.
    Elapsed,
    /// Open time: each stretch by the calendar that the ticket had during it.
    Business,
    /// Open time of the whole length by the calendar that the ticket had at its end; each visit to a status has its own
    /// end.
    BusinessAtEnd,
    /// Open time of the calendar by which the promise counts that it is about.
    Promise,
}

/// Which messages a figure takes for replies.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum ReplyFilter {
    /// Messages don't matter to it.
    #[default]
    None,
    /// Public messages of a person of the desk after the creation: no notes, no automations, not the
    /// message with which an agent opened the ticket himself.
    PublicByStaff,
    /// Those, and the message with which an agent opened the ticket himself.
    PublicComments,
}

/// What a figure is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KpiUnit {
    /// Tickets, or whatever it counts.
    Tickets,
    /// A part of a whole, from 0; flow may exceed 1.
    Share,
    /// A length of time.
    Duration,
    /// So many of one thing for each of another.
    Number,
    /// So many in an hour.
    PerHour,
    /// Days.
    Days,
    /// Money, in the currency of the figures that were given.
    Money,
    /// Points of a score.
    Points,
}

/// Whether more of it is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither.
    Neutral,
}

/// How the figures of parts become the figure of the whole. The mean of means is none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MergeClass {
    /// Counts and sums add up.
    Additive,
    /// A ratio merges as its part and its whole.
    Ratio,
    /// Quantiles need all values, or a sketch of them.
    Quantile,
    /// It is of one instant, and adds up over tickets, never over time.
    Snapshot,
    /// Distinct things, known by their names.
    Distinct,
}

/// What a figure is: an entry of the catalogue, or one of the host's own.
///
/// The words say it to a person, the measure to the engine.
///
/// ```
/// use firstline::kpi::{Cohort, KpiUnit, kpi_definition};
/// let flow = kpi_definition("resolution_rate_flow").unwrap();
/// assert_eq!((flow.number, flow.unit), (Some(23), KpiUnit::Share));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KpiDefinition {
    /// What programs call it; unique, and never changed.
    pub id: String,
    /// Its place in the catalogue, from 1; modes share it. Absent for the host's own.
    #[serde(default)]
    pub number: Option<u32>,
    /// The way in which a product or a paper counts it, where that differs from the plain definition.
    #[serde(default)]
    pub mode: Option<String>,
    /// What people call it.
    pub name: String,
    /// How it is computed, in words.
    pub formula: String,
    /// Which tickets it is about.
    pub cohort: Cohort,
    /// Which time it counts.
    #[serde(default)]
    pub clock: KpiClock,
    /// Which tickets are in the population at all, as they stand now; absent: all.
    #[serde(default)]
    pub population: Option<Condition>,
    /// Which messages it takes for replies.
    #[serde(default)]
    pub replies: ReplyFilter,
    /// The event at which its time ends, or which its part has.
    pub end_point: String,
    /// What it is measured in.
    pub unit: KpiUnit,
    /// Whether more is better.
    pub direction: Direction,
    /// How parts of it are put together.
    pub merge: MergeClass,
    /// Who defines it so.
    pub source: String,
    /// How it is computed, for the engine.
    pub measure: KpiMeasure,
}
