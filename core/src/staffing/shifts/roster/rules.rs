use crate::time::Span;
use serde::{Deserialize, Serialize};

/// What holds for all agents; each rule that is absent does not.
///
/// An agent never works two shifts that start on the same day, or at the same time.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RosterRules {
    /// The least time between the end of a shift and the start of the next, at most a week: 11 hours by the working time
    /// directive of the EU.
    pub least_rest: Option<Span>,
    /// The most days in a row on which shifts start, one or more.
    pub max_days_in_row: Option<u32>,
    /// The most days in a row on which night shifts start.
    pub max_nights_in_row: Option<u32>,
    /// The most week ends of the period that an agent works at: those of which a shift reaches any time from Saturday 00:00
    /// until Monday 00:00, so that a night shift of Friday and one of Sunday do too.
    pub max_weekends: Option<u32>,
    /// Shifts that may not follow each other on the next day.
    pub forbidden: Vec<ForbiddenSuccession>,
    /// What is to be shared fairly.
    pub fairness: RosterFairness,
}

/// Two shifts of which the second may not start on the day after the first.
///
/// It is about these two only: what is forbidden after a night shift does not forbid another night shift.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForbiddenSuccession {
    /// The label of the first.
    pub before: String,
    /// The label of the second.
    pub after: String,
}

/// How much it counts that something is shared unevenly, each 0 to 1,000; 0: not at all.
///
/// The sum of the squares over all agents counts times that: it is least where all have the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RosterFairness {
    /// Night shifts.
    pub nights: u32,
    /// Week ends with work.
    pub weekends: u32,
    /// Shifts.
    pub shifts: u32,
}
