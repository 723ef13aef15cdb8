use serde::{Deserialize, Serialize};

/// What a step of an explanation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueTerm {
    /// The load, in Erlangs: of a population, that of one who has no call open.
    OfferedLoad,
    /// The load of all attempts, those that are made again too, in Erlangs.
    AllAttempts,
    /// The model, and what it takes for granted.
    Model,
    /// Whether the queue settles.
    Stability,
    /// The share of time in which agents are busy; of a priority, by its own calls and those of higher ones.
    Occupancy,
    /// The load that agents carry, in Erlangs.
    CarriedLoad,
    /// Calls an hour that are answered.
    Throughput,
    /// The share that waits.
    PWait,
    /// The share that is turned away.
    Blocking,
    /// The share of time in which all agents are busy.
    TimeCongestion,
    /// The share of calls that never get an answer, however often they are made.
    LostForGood,
    /// The share that hangs up; of waits that were observed, how many did.
    Abandonment,
    /// The share that is in time.
    ServiceLevel,
    /// The average speed of answer, in seconds.
    Asa,
    /// The wait within which a share is in time, in seconds.
    Percentile,
    /// How many wait at a time.
    QueueLength,
    /// How long all waited, in seconds.
    TotalWait,
    /// How long callers would wait on average until they hang up, in seconds.
    Patience,
    /// The lower bound of that, in seconds.
    PatienceLow,
    /// The upper bound of that, in seconds.
    PatienceHigh,
    /// The agents that one target needs.
    Goal,
    /// The agents that all of them need.
    Agents,
}

/// One step of an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QueueStep {
    /// What it is about.
    pub term: QueueTerm,
    /// How it is calculated, such as `200 calls an hour * 180 s / 3600 s`.
    pub formula: String,
    /// What it comes to; nothing where it is no number, or grows for ever.
    pub value: Option<f64>,
    /// What that means, in plain words.
    pub text: String,
}

pub(super) fn step(
    term: QueueTerm,
    formula: impl Into<String>,
    value: impl Into<Option<f64>>,
    text: impl Into<String>,
) -> QueueStep {
    QueueStep { term, formula: formula.into(), value: value.into(), text: text.into() }
}
