use super::bounds::SkillBound;
use super::explain::SkillStep;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The cheapest agents by group that fulfil the bounds of all sets of skills.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkillStaffing {
    /// All of them.
    pub agents: u32,
    /// What they cost.
    pub cost: Decimal,
    /// No others that fulfil the bounds cost less than that.
    pub lowest_cost: Decimal,
    /// Whether none cost less: the search came to its end.
    pub proven: bool,
    /// The agents of each group, in the order given.
    pub groups: Vec<SkillGroupAgents>,
    /// The sets of skills that have no agent more than they need; with one fewer, one of them would have too few.
    pub binding: Vec<SkillBound>,
    /// The load of all skills, in Erlangs.
    pub load: f64,
    /// How it came about, in plain words.
    pub steps: Vec<SkillStep>,
}

/// The agents of a group.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkillGroupAgents {
    /// The group.
    pub name: String,
    /// How many, at work at the same time, so before shrinkage.
    pub agents: u32,
    /// What they cost.
    pub cost: Decimal,
}
