//! How many agents does the desk need?
//!
//! Two questions with two answers. [`headcount`] divides the tickets of a month by what an agent handles
//! in one: the rule of thumb of a ticket desk, in exact arithmetic. [`agents_needed`] is for those who
//! wait on the line: the fewest agents with which enough of them wait no longer than they should, by the
//! Erlang C model of a queue.
//!
//! ```
//! use firstline::staffing::{AgentsNeededInput, agents_needed};
//! use firstline::time::Span;
//! // 200 calls an hour of 3 minutes each, 80 % of them answered within 20 seconds.
//! let needed = agents_needed(&AgentsNeededInput {
//!     arrivals_per_hour: 200.0,
//!     aht: Span::minutes(3),
//!     target_wait: Span::seconds(20),
//!     target_service_level: 0.8,
//!     max_occupancy: None,
//! })?;
//! assert_eq!(needed.agents, 14);
//! assert!((needed.outcome.service_level - 0.888350019179467).abs() < 1e-14);
//! # Ok::<(), firstline::Error>(())
//! ```
//!
//! Probabilities and waiting times are `f64`, within a relative error of 1e-12 for up to a million
//! agents. Nothing is clamped: a queue that grows for ever says so.
//!
//! What is not decided here: when arrivals vary over the day, what a shift is, and who works it.

mod check;
mod erlang_b;
mod erlang_c;
mod headcount;
#[cfg(test)]
mod laws;
mod sizing;

pub use erlang_b::{ErlangB, erlang_b};
pub use erlang_c::{ErlangC, ErlangCInput, Stability, erlang_c};
pub use headcount::{
    Headcount, HeadcountInput, HeadcountStep, HeadcountTerm, StaffingWarning, headcount,
};
pub use sizing::{AgentsNeeded, AgentsNeededInput, StaffingTarget, agents_needed};
