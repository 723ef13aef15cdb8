use crate::staffing::targets::StaffingTargets;
use crate::time::Span;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Contacts that need one skill.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkillDemand {
    /// The skill; each stands here once.
    pub skill: String,
    /// How many contacts an hour need it, zero or more.
    pub arrivals_per_hour: f64,
    /// Their average handling time; above zero.
    pub aht: Span,
}

impl SkillDemand {
    /// So many an hour, of so long each.
    #[must_use]
    pub fn new(skill: impl Into<String>, arrivals_per_hour: f64, aht: Span) -> Self {
        Self { skill: skill.into(), arrivals_per_hour, aht }
    }
}

/// Agents who can do the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkillGroup {
    /// What the group is called; unique among the groups.
    pub name: String,
    /// The skills that each of its agents has; at least one.
    pub skills: Vec<String>,
    /// What one of them costs, in any unit that is the same for all groups; above zero and up to 1,000,000, with at most
    /// four decimals.
    pub cost: Decimal,
    /// The fewest of them, such as those who are there anyway; absent: none.
    pub at_least: Option<u32>,
    /// The most of them, such as those who can be had; absent: no limit.
    pub at_most: Option<u32>,
}

impl SkillGroup {
    /// As many as are needed.
    #[must_use]
    pub fn new(name: impl Into<String>, skills: &[&str], cost: Decimal) -> Self {
        let skills = skills.iter().map(|skill| (*skill).to_owned()).collect();
        Self { name: name.into(), skills, cost, at_least: None, at_most: None }
    }
}

/// What the desk is to do for contacts of each skill.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkillRules {
    /// What is to hold for contacts of each skill; none can be turned away.
    pub targets: StaffingTargets,
    /// How long callers would wait on average until they hang up, above zero; absent: nobody hangs up.
    pub patience: Option<Span>,
    /// The most steps of the search, from 1 to 1,000,000; absent: 20,000. Where it ends before the best is proven, the gap
    /// is told.
    pub max_steps: Option<u32>,
}

impl SkillRules {
    /// Everyone waits until an agent is free.
    #[must_use]
    pub const fn new(targets: StaffingTargets) -> Self {
        Self { targets, patience: None, max_steps: None }
    }
}
