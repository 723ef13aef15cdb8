//! Which shifts cover a need?
//!
//! `input` checks and lists the shifts on offer, `parts` takes time apart, `contiguous` and `flow` solve what has no
//! breaks, `breaks` what has, by `program`, `greedy` and `improve`; `crew` counts in whole numbers who is at work.

#[cfg(feature = "solver")]
mod breaks;
mod contiguous;
mod crew;
mod flow;
mod greedy;
#[cfg(feature = "solver")]
mod improve;
mod input;
mod line;
mod outcome;
mod parts;
#[cfg(feature = "solver")]
mod program;
mod solve;
mod steps;

pub use input::CoverageInput;
pub use outcome::{CoverageShift, CoveredInterval, ShiftCoverage};
pub use solve::shift_coverage;
pub use steps::{CoverageStep, CoverageTerm};
