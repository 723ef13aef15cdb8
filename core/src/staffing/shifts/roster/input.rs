use super::super::need::ShiftNeed;
use super::super::template::ShiftTemplate;
use super::agent::RosterAgent;
use super::rules::RosterRules;
use super::shift::RosterShift;
use crate::time::{Date, Zone};
use serde::{Deserialize, Serialize};

/// Who could work when, what is needed and what has to be kept to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RosterInput {
    /// The zone by whose clock shifts start and days are told.
    pub zone: Zone,
    /// The first day on which shifts start.
    pub first: Date,
    /// The last day on which shifts start; up to 366 days in all.
    pub last: Date,
    /// The shifts that there are. Each of their starts, and each place of their breaks, may be chosen.
    pub templates: Vec<ShiftTemplate>,
    /// Those who work them.
    pub agents: Vec<RosterAgent>,
    /// How many agents have to be at work when, in any order; intervals for the same skill do not overlap, those for
    /// different skills add up. At most eight skills. None at which somebody is needed may end before the
    /// first day, nor begin after the last shift of the last one.
    #[serde(default)]
    pub need: Vec<ShiftNeed>,
    /// What holds for all agents.
    #[serde(default)]
    pub rules: RosterRules,
    /// The shifts from before the first day, in which rows, rests and the first week go on, and which cover the first morning.
    #[serde(default)]
    pub before: Vec<RosterShift>,
    /// Shifts that are to stay as they are.
    #[serde(default)]
    pub pinned: Vec<RosterShift>,
}
