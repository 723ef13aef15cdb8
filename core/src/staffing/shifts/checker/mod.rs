//! Which rules does a roster break, and when has it too few?
//!
//! `check` asks `agents` for what the shifts of one agent break, and `cover` for the times with too few.

mod agents;
mod check;
mod cover;
mod outcome;
mod words;

pub(super) use agents::violations;
pub use check::check_roster;
pub(super) use check::checked;
pub use outcome::{RosterCheck, RosterRule, RosterTotals, RosterViolation, ShortInterval};
pub(super) use words::hours;
