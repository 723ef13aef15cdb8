//! What must hold of shifts and rosters, tried on cases that were not chosen, and against other ways to find it.

mod bad_coverage;
mod bad_roster;
#[cfg(feature = "solver")]
mod breaks;
mod brute;
mod checker;
mod coverage;
mod draws;
mod hidden;
mod reroster;
mod roster;
mod scenes;
