//! Which shifts does the desk need, and who works them?
//!
//! [`shift_coverage`] takes how many agents are needed when, as [`shift_needs`] reads it from a staffing curve, and gives
//! the cheapest shifts that cover it.
//!
//! Who works them is a [`roster()`], and [`reroster`] changes one as little as can be. [`check_roster`] tells every rule that
//! one breaks, whoever made it, and every time with too few.
//!
//! `template` and `need` say what shifts and needs are, `civil` puts them into absolute time, `linear` solves programs and
//! `dice` draws for the searches.

mod checker;
mod civil;
mod coverage;
mod dice;
#[cfg(feature = "solver")]
mod divisor;
#[cfg(test)]
mod laws;
#[cfg(feature = "solver")]
mod linear;
mod need;
mod roster;
mod table;
mod template;
mod template_check;

pub use checker::{
    RosterCheck, RosterRule, RosterTotals, RosterViolation, ShortInterval, check_roster,
};
pub use coverage::{
    CoverageInput, CoverageShift, CoverageStep, CoverageTerm, CoveredInterval, ShiftCoverage,
    shift_coverage,
};
pub use need::{ShiftNeed, shift_needs};
pub use roster::{
    ForbiddenSuccession, Roster, RosterAgent, RosterChange, RosterFairness, RosterInput,
    RosterObstacle, RosterRules, RosterSearch, RosterShift, RosterShortage, RosterStep, RosterTerm,
    RosterWish, RosterWishKind, reroster, roster,
};
pub use template::{ShiftBreak, ShiftStarts, ShiftTemplate};
