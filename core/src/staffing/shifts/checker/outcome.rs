use crate::time::{Date, Timestamp};
use serde::{Deserialize, Serialize};

/// A rule that a roster may break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RosterRule {
    /// One shift a day.
    OneShiftADay,
    /// The template starts at that time, on that day of the week.
    Offered,
    /// Breaks lie in their windows.
    Breaks,
    /// The agent may work that shift.
    AllowedShift,
    /// The agent can work then.
    Available,
    /// The agent has that day off.
    DayOff,
    /// The rest between two shifts; zero where no rule says more.
    LeastRest,
    /// Shifts that may not follow each other.
    ForbiddenSuccession,
    /// Days in a row.
    MaxDaysInRow,
    /// Night shifts in a row.
    MaxNightsInRow,
    /// Week ends with work.
    MaxWeekends,
    /// The most hours of a week.
    MaxWeekHours,
    /// The most hours of the period.
    MaxHours,
    /// The fewest hours of a week.
    MinWeekHours,
    /// The fewest hours of the period.
    MinHours,
    /// A shift that was to stay.
    Pinned,
}

/// A rule that a roster breaks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RosterViolation {
    /// Which one.
    pub rule: RosterRule,
    /// Whose.
    pub agent: String,
    /// The day of the shift by which it is broken, of a row the first that is too much; the Monday of a week, the first day
    /// of the period.
    pub date: Date,
    /// The label of that shift; nothing where it is about hours or a shift that is missing.
    pub shift: Option<String>,
    /// What there is, in hours, days or shifts; 1 where the rule is about yes or no.
    pub found: f64,
    /// What may be: the most, or the least, of the same.
    pub allowed: f64,
    /// The same in plain words.
    pub text: String,
}

/// A time at which too few are at work.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShortInterval {
    /// Its first instant.
    pub start: Timestamp,
    /// The first instant after it.
    pub end: Timestamp,
    /// The skills of which there are too few; empty where it is agents of any kind.
    pub skills: Vec<String>,
    /// How many with one of them are needed.
    pub needed: u32,
    /// How many with one of them are at work.
    pub at_work: u32,
    /// How many are missing.
    pub short: u32,
}

/// What an agent works in a roster.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RosterTotals {
    /// Who.
    pub agent: String,
    /// The shifts of the period.
    pub shifts: u32,
    /// Their paid hours.
    pub hours: f64,
    /// Those of them that are night shifts.
    pub nights: u32,
    /// The week ends that they reach into.
    pub weekends: u32,
    /// How many wishes come true.
    pub wishes_met: u32,
    /// How many do not.
    pub wishes_missed: u32,
}

/// Every rule that a roster breaks, and every time at which it has too few.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RosterCheck {
    /// Whether no rule is broken and nobody is missing.
    pub ok: bool,
    /// The rules that are broken: by agent, in the order of the input, then by rule and day.
    pub violations: Vec<RosterViolation>,
    /// The times with too few, in order.
    pub short: Vec<ShortInterval>,
    /// The hours that are missing: Σ agents · hours.
    pub short_hours: f64,
    /// What each agent works, in the order of the input.
    pub agents: Vec<RosterTotals>,
}
