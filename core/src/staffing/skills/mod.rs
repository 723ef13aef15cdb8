//! How many agents of which skills does a desk need?
//!
//! Agents with several skills help where help is needed, and so fewer are enough; but nobody is in two places. For each set of
//! skills, the agents who can do at least one of them are no fewer than one pooled queue of all their contacts would need:
//! [`skill_bounds`]. [`skill_staffing`] gives the cheapest agents by group with which all of these hold, and
//! [`skill_staffing_simulated`] adds agents until the targets hold on the simulated desk.
//!
//! ```
//! use firstline::staffing::{
//!     ServiceLevelTarget, SkillDemand, SkillGroup, SkillRules, StaffingTargets, skill_staffing,
//! };
//! use firstline::time::Span;
//! // Two queues of 10 Erlangs each, for which 14 agents each would be needed.
//! let queue = |skill: &str| SkillDemand::new(skill, 200.0, Span::minutes(3));
//! let groups = [
//!     SkillGroup::new("English", &["English"], 1.into()),
//!     SkillGroup::new("German", &["German"], 1.into()),
//!     SkillGroup::new("both", &["English", "German"], "1.2".parse()?),
//! ];
//! let level = ServiceLevelTarget { share: 0.8, within: Span::seconds(20), definition: Default::default() };
//! let targets = StaffingTargets { service_levels: vec![level], ..Default::default() };
//! let needed = skill_staffing(&[queue("English"), queue("German")], &groups, &SkillRules::new(targets))?;
//! // 24 for 20 Erlangs, of whom four speak both; 14 who speak both would be fewer than the load.
//! assert_eq!(needed.agents, 24);
//! assert_eq!(needed.groups[2].agents, 4);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! `program` is the integer program, `tableau` the linear one in exact whole numbers; `hunt` adds agents until the desks that
//! `look` simulates hold their targets.

mod bounds;
mod check;
mod explain;
mod hunt;
mod input;
#[cfg(test)]
mod laws;
mod look;
mod outcome;
mod program;
mod simulated;
mod staffing;
mod tableau;

pub use bounds::{SkillBound, skill_bounds};
pub use explain::{SkillStep, SkillTerm};
pub use input::{SkillDemand, SkillGroup, SkillRules};
pub use outcome::{SkillGroupAgents, SkillStaffing};
pub use simulated::{SimulatedSkillStaffing, SkillCheck, skill_staffing_simulated};
pub use staffing::skill_staffing;
