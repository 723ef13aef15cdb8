use serde::{Deserialize, Serialize};

/// A figure of the desk; [`KpiDefinition`] says what exactly it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kpi {
    /// Tickets created.
    Volume,
    /// From creation to the first status other than new.
    TimeToAcknowledge,
    /// From creation to the first public reply by a person of the desk.
    FirstResponseTime,
    /// From creation to the first resolution.
    FirstResolutionTime,
    /// From creation to the last resolution, of tickets that are resolved as the log ends.
    FullResolutionTime,
    /// From creation to the last closure, of tickets that are closed as the log ends.
    TimeToClose,
    /// Tickets resolved in a period, of those created in it: a measure of flow. Like the other two
    /// rates it counts a ticket by its last resolution, and not at all once it is open again.
    ResolutionRateFlow,
    /// Tickets created in a period and resolved within it, of those created in it.
    ResolutionRateWithinPeriod,
    /// Tickets created in a period and resolved as the log ends, of those created in it.
    ResolutionRateToDate,
    /// Tickets that were reopened, of those created.
    ReopenedShare,
    /// Tickets that were given to a team after their creation, of those created.
    ReassignedShare,
    /// Resolved tickets that were never reassigned nor reopened, of those resolved.
    OneTouchShare,
    /// Tickets that moved to a higher tier, of those created. Where no ticket of the whole log names
    /// a tier but the first, tiers were not logged, and there is no whole and no share.
    FunctionalEscalationShare,
}

/// Which tickets a figure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cohort {
    /// Those created in the period.
    CreatedIn,
    /// Those created in the period and resolved at some time, whether or not they were reopened.
    CreatedInAndEverResolved,
    /// Those created in the period and resolved as the log ends: not those that are open again.
    CreatedInAndResolved,
    /// The part those resolved in the period, the whole those created in it: two cohorts.
    ResolvedInOverCreatedIn,
}

/// Which time a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KpiClock {
    /// It counts tickets, not time.
    None,
    /// Elapsed time, day and night.
    Elapsed,
}

/// What a figure is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KpiUnit {
    /// Tickets.
    Tickets,
    /// A part of a whole, from 0; flow may exceed 1.
    Share,
    /// A length of time.
    Duration,
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

/// What a figure is: an entry of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KpiDefinition {
    /// The figure.
    pub kpi: Kpi,
    /// What people call it.
    pub name: String,
    /// How it is computed, in words.
    pub formula: String,
    /// Which tickets it is about.
    pub cohort: Cohort,
    /// Which time it counts.
    pub clock: KpiClock,
    /// The event at which its time ends, or which its part has.
    pub end_point: String,
    /// What it is measured in.
    pub unit: KpiUnit,
    /// Whether more is better.
    pub direction: Direction,
    /// Who defines it so.
    pub source: String,
}
