use super::CurveStep;
use crate::staffing::metrics::QueueMetrics;
use crate::staffing::targets::StaffingGoal;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The agents of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CurveInterval {
    /// Its first instant.
    pub start: Timestamp,
    /// The first instant after it.
    pub end: Timestamp,
    /// Its own arrivals an hour.
    pub arrivals_per_hour: f64,
    /// The load of its own arrivals, as if they had gone on for ever, in Erlangs.
    pub stationary_load: f64,
    /// The load by the method, in Erlangs, that it is staffed for; of first calls, without those that are made again.
    pub offered_load: f64,
    /// Whether it has no arrivals and so little load left that it needs nobody.
    pub negligible: bool,
    /// How many: at work at the same time, so before shrinkage.
    pub agents: u32,
    /// The target that needs that many, the first of them where several do; nothing where nobody is needed.
    pub binding: Option<StaffingGoal>,
    /// How a queue does with them that has settled at that load: service level, average speed of answer, occupancy and
    /// the rest. Its service level is that of the first one among the targets.
    pub outcome: QueueMetrics,
}

/// How many agents are needed when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffingCurve {
    /// The intervals, in order.
    pub intervals: Vec<CurveInterval>,
    /// The most agents of any interval.
    pub agents: u32,
    /// The hours of all agents in all intervals, before shrinkage.
    pub agent_hours: f64,
    /// How many intervals have no arrivals and a load that is left out as negligible.
    pub negligible: u32,
    /// How this came about, in order; what targets need is told of the interval with most agents.
    pub steps: Vec<CurveStep>,
}
