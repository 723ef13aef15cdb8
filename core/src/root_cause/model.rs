use crate::time::{Period, Zone};
use firstline_derive::Choice;
use serde::{Deserialize, Serialize};

/// By what tickets are told apart when a cause is looked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Choice)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum CauseAspect {
    /// The category at the end of the log.
    Category {},
    /// The channel.
    Channel {},
    /// The team that has it at the end of the log.
    Team {},
    /// The agent who has it at the end of the log.
    Agent {},
    /// The priority at the end of the log.
    Priority {},
    /// The tier at the end of the log.
    Tier {},
    /// The requester.
    Requester {},
    /// A field of the host, such as the release, at the end of the log.
    Field {
        /// Its name.
        name: String,
    },
    /// The hour of the day at which it was created, by the clocks of the zone: `00` to `23`.
    HourOfDay {},
    /// The day of the week on which it was created, by the calendars of the zone: `mon` to `sun`.
    Weekday {},
}

/// What the number of a window is compared with.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum StandoutBasis {
    /// The rate over time: as many in a time as in the baseline. Where all rises, all stands out.
    #[default]
    Time,
    /// The share of all tickets: as large a part of them as in the baseline. Where all rises alike, nothing stands
    /// out.
    Share,
}

/// Where and how it is looked for what stands out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandoutOptions {
    /// The time that is asked about, by the creation of tickets.
    pub window: Period,
    /// The history that it is compared with; it must not overlap with the window.
    pub baseline: Period,
    /// By what tickets are told apart, each on its own.
    pub aspects: Vec<CauseAspect>,
    /// What a number is compared with; by default the rate over time.
    #[serde(default)]
    pub basis: StandoutBasis,
    /// Up to which corrected p-value a value stands out: the share of chance findings to put up with. Absent: 0.05.
    #[serde(default)]
    pub false_discovery: Option<f64>,
    /// How many tickets in the window a value must have to stand out; absent: 3.
    #[serde(default)]
    pub at_least: Option<u32>,
    /// The zone whose hours and weekdays count; absent: UTC.
    #[serde(default)]
    pub zone: Option<Zone>,
}

impl StandoutOptions {
    /// By the rate over time, with a false discovery rate of 0.05 and three tickets at least.
    pub const fn new(window: Period, baseline: Period, aspects: Vec<CauseAspect>) -> Self {
        let basis = StandoutBasis::Time;
        let (false_discovery, at_least, zone) = (None, None, None);
        Self { window, baseline, aspects, basis, false_discovery, at_least, zone }
    }
}

/// A value that has more tickets than its history lets expect.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standout {
    /// By what it is told apart.
    pub aspect: CauseAspect,
    /// The value.
    pub value: String,
    /// Its tickets in the window.
    pub count: u32,
    /// Its tickets in the baseline.
    pub baseline_count: u32,
    /// How many the baseline lets expect in the window.
    pub expected: f64,
    /// The count by the expected; absent where none was expected.
    pub lift: Option<f64>,
    /// The probability of as many or more if nothing had changed.
    pub p_value: f64,
    /// The p-value corrected for the number of values that were tested (Benjamini–Hochberg).
    pub q_value: f64,
    /// The tickets of the window that have it, in the order of their creation.
    pub tickets: Vec<String>,
}

/// What stands out, and out of how much.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandoutReport {
    /// The tickets that were created in the window.
    pub window_tickets: u32,
    /// The tickets that were created in the baseline.
    pub baseline_tickets: u32,
    /// How many values were tested: all that a ticket of either time has.
    pub tested: u32,
    /// What stands out, the least likely first.
    pub standouts: Vec<Standout>,
}
