use super::steps::CoverageStep;
use crate::time::{Date, Period, Span, Timestamp};
use serde::{Deserialize, Serialize};

/// A shift of a cover, and how many work it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoverageShift {
    /// The label of its template.
    pub shift: String,
    /// The day on which it starts, in the zone.
    pub date: Date,
    /// Its first instant.
    pub start: Timestamp,
    /// The first instant after it.
    pub end: Timestamp,
    /// When its breaks are.
    pub breaks: Vec<Period>,
    /// How many agents work it just so.
    pub agents: u32,
}

/// A need, and how many are at work in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoveredInterval {
    /// Its first instant.
    pub start: Timestamp,
    /// The first instant after it.
    pub end: Timestamp,
    /// How many have to be at work.
    pub needed: u32,
    /// The fewest who are, at any instant of it.
    pub least: u32,
    /// The most who are, at any instant of it.
    pub most: u32,
}

/// Shifts that cover a need.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShiftCoverage {
    /// The shifts, in order of their starts.
    pub shifts: Vec<CoverageShift>,
    /// How many shifts that are.
    pub count: i64,
    /// What they cost.
    pub cost: i64,
    /// No cover costs less.
    pub bound: i64,
    /// How far the cost may be from the lowest, as a share of it: (cost − bound) / cost. Zero where none is cheaper.
    pub gap: f64,
    /// The needs in order of time, and how each is met.
    pub intervals: Vec<CoveredInterval>,
    /// The time that is needed, of all agents.
    pub needed: Span,
    /// The time at work of all agents, without breaks.
    pub worked: Span,
    /// The paid time of all agents.
    pub paid: Span,
    /// How this came about, in order.
    pub steps: Vec<CoverageStep>,
}
