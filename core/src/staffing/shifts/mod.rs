//! Which shifts does the desk need, and who works them?
//!
//! [`shift_coverage`] takes how many agents are needed when, as [`shift_needs`] reads it from a staffing curve, and gives
//! the cheapest shifts that cover it.
//!
//! `template` and `need` say what shifts and needs are, `civil` puts them into absolute time.

mod civil;
mod coverage;
#[cfg(test)]
mod laws;
mod need;
mod table;
mod template;
mod template_check;

pub use coverage::{
    CoverageInput, CoverageShift, CoverageStep, CoverageTerm, CoveredInterval, ShiftCoverage,
    shift_coverage,
};
pub use need::{ShiftNeed, shift_needs};
pub use template::{ShiftBreak, ShiftStarts, ShiftTemplate};
