use super::super::checker::{RosterCheck, RosterRule, ShortInterval};
use super::shift::RosterShift;
use super::steps::RosterStep;
use crate::time::Date;
use serde::{Deserialize, Serialize};

/// How long a roster is searched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RosterSearch {
    /// Where the search starts: the same seed gives the same roster, on every machine.
    pub seed: u32,
    /// How many changes are tried, 1 to 20,000,000; absent: 200,000. The clock plays no part.
    pub steps: Option<u32>,
}

/// A roster, and how good it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roster {
    /// Who works when: by day, then in the order of the agents.
    pub shifts: Vec<RosterShift>,
    /// What the checker says of it: the rules that it breaks, and the times with too few.
    pub check: RosterCheck,
    /// Why too few are at work: of the first 20 times with too few.
    pub shortages: Vec<RosterShortage>,
    /// The hours that are missing in every roster, at least.
    pub short_hours_bound: f64,
    /// How far the hours that are missing may be from the fewest, as a share of them. Zero where no roster has fewer.
    pub gap: f64,
    /// What changed, where there was a roster before.
    pub changes: Vec<RosterChange>,
    /// What wishes that are not met and shares that are not even count: Σ weight over wishes, and Σ weight · count² over agents.
    pub penalty: i64,
    /// No roster has less.
    pub penalty_bound: i64,
    /// How many changes were tried.
    pub tried: u32,
    /// How this came about, in order.
    pub steps: Vec<RosterStep>,
}

/// A time with too few, and what keeps others from working then.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RosterShortage {
    /// The time.
    pub interval: ShortInterval,
    /// What keeps whom, each agent by what is broken by the shift that breaks the fewest rules.
    pub obstacles: Vec<RosterObstacle>,
}

/// What keeps some agents from working at a time.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RosterObstacle {
    /// The rule that another shift would break; nothing where it is no rule: they lack the skill, no shift is at work then,
    /// everybody is at work already, or the search did not get there.
    pub rule: Option<RosterRule>,
    /// Who they are; nobody where everybody is at work.
    pub agents: Vec<String>,
    /// The same in plain words.
    pub text: String,
}

/// A day of an agent that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RosterChange {
    /// Who.
    pub agent: String,
    /// When.
    pub date: Date,
    /// What it was; nothing for a day without a shift.
    pub before: Option<RosterShift>,
    /// What it is; nothing for a day without a shift.
    pub after: Option<RosterShift>,
}
