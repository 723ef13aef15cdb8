//! Who works which shift?
//!
//! `scene` checks what a roster is made from and puts it into absolute time, for the search and the checker alike. For
//! the search, `board` makes tables of it, `state` keeps a roster and its cost, `construct` builds one, `search` betters it
//! by what `change` proposes, and `bound` and `relaxed` tell what none does better than; `obstacles` asks the checker why
//! something stays short.

mod agent;
mod agent_check;
mod board;
mod bound;
mod change;
mod construct;
mod input;
mod obstacles;
mod outcome;
#[cfg(feature = "solver")]
mod relaxed;
mod rules;
mod rules_check;
mod scene;
mod search;
mod shift;
mod slot;
mod solve;
mod state;
mod steps;

pub use agent::{RosterAgent, RosterWish, RosterWishKind};
pub(super) use agent_check::whole_weeks;
pub use input::RosterInput;
pub use outcome::{Roster, RosterChange, RosterObstacle, RosterSearch, RosterShortage};
pub use rules::{ForbiddenSuccession, RosterFairness, RosterRules};
pub(super) use scene::{Given, Scene};
pub use shift::RosterShift;
pub use solve::{reroster, roster};
pub use steps::{RosterStep, RosterTerm};
