use firstline_derive::Choice;
use serde::{Deserialize, Serialize};

/// How the load of an interval is told from arrivals that change.
///
/// With a handling time of s on average, arrivals λ(t) and the offered load as a number of agents:
///
/// | method | load at t | where it is right |
/// | --- | --- | --- |
/// | `sipp` | λ(t) · s | calls that are short beside the time in which arrivals change |
/// | `lag_sipp` | λ(t − s) · s | calls of medium length |
/// | `modified_offered_load` | m(t) with m′ = λ − m/s | calls of any length |
///
/// In all three, the queue is then taken for one that has settled at that load.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Choice)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum LoadMethod {
    /// Stationary, independent, period by period: each interval as if its own arrivals had gone on for ever.
    Sipp {},
    /// The same with the arrivals of one mean handling time before.
    LagSipp {
        /// What stands for an interval in which the load changes.
        statistic: LoadStatistic,
        /// What arrived before the first interval.
        before: LoadBefore,
    },
    /// The load of a desk on which an agent is always free: the mean number of those who are being served there,
    /// M(t)/M/∞.
    ModifiedOfferedLoad {
        /// What stands for an interval in which the load changes.
        statistic: LoadStatistic,
        /// What arrived before the first interval.
        before: LoadBefore,
    },
}

/// Which value stands for an interval in which the load changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoadStatistic {
    /// The mean over the interval: enough on average, and too few agents in a part of it.
    Mean,
    /// The highest within the interval: enough agents for all of it.
    Peak,
}

/// What was before the first interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoadBefore {
    /// Nothing: the desk opens with the first interval, and nobody is being served.
    Empty,
    /// The same intervals, again and again: the last of them comes before the first, as on a desk that never closes.
    Periodic,
}

impl LoadMethod {
    /// What it takes for granted of the time before, where it does.
    pub(super) const fn before(self) -> Option<LoadBefore> {
        match self {
            Self::Sipp {} => None,
            Self::LagSipp { before, .. } | Self::ModifiedOfferedLoad { before, .. } => Some(before),
        }
    }
}
