//! What does a desk do, with those agents, on such a day?
//!
//! A formula knows one queue that has settled. [`simulate_desk`] plays a [`DeskSimulation`] event by event: arrivals that
//! change over the day, calls, chats and mails, groups of agents with skills, shifts and breaks, priorities, callers who
//! hang up and call again, escalation to other tiers, opening hours, and promises kept by the SLA engine. Each figure has an
//! interval, from replications that are independent of one another.
//!
//! ```
//! use firstline::staffing::{
//!     AgentGroup, ContactArrivals, ContactStream, DeskSimulation, GroupShift, IntervalArrivals, SimulationOptions,
//!     TimeDistribution, simulate_desk,
//! };
//! use firstline::time::Span;
//! let (start, end) = ("2026-03-02T08:00:00Z".parse()?, "2026-03-02T18:00:00Z".parse()?);
//! let intervals = vec![IntervalArrivals { start, end, arrivals: 1000.0 }];
//! let mean = Span::minutes(3);
//! let calls = ContactStream {
//!     patience: Some(TimeDistribution::Exponential { mean: Span::minutes(2) }),
//!     ..ContactStream::new("calls", ContactArrivals::Poisson { intervals }, TimeDistribution::Exponential { mean })
//! };
//! let shifts = vec![GroupShift { start, end, agents: 6, breaks: vec![] }];
//! let group = AgentGroup { name: "first line".into(), skills: vec!["calls".into()], shifts };
//! let desk = DeskSimulation { start, end, streams: vec![calls], groups: vec![group], sla: None };
//! let outcome = simulate_desk(&desk, &SimulationOptions::new(1, 100))?;
//! let abandoned = outcome.total.p_abandon.unwrap();
//! // Erlang A has 11.23 % of a desk that has settled.
//! assert!((abandoned.value - 0.1123).abs() < 0.01);
//! # Ok::<(), firstline::Error>(())
//! ```
//!
//! The same seed gives the same bytes on every machine: whole microseconds, ChaCha with 8 rounds, logarithms of the crate
//! libm. `compile` checks a desk, `run` plays it, `figures` makes figures of what each replication counted.
//!
//! What is not decided here: how many agents there should be, and how much longer chats take when an agent has several.

mod arrivals;
mod check;
mod compile;
mod desk;
mod distribution;
mod events;
mod explain;
mod figures;
#[cfg(test)]
mod laws;
mod line;
mod log;
mod options;
mod outcome;
mod promises;
mod random;
mod replicate;
mod run;
mod shifts;
mod student;
mod tally;
mod team;
mod waits;

pub use desk::{
    AgentGroup, ClosedRule, ContactArrivals, ContactEscalation, ContactRedial, ContactStream,
    DeskSimulation, GroupShift, ResponseMoment, StreamHours,
};
pub use distribution::TimeDistribution;
pub use explain::{SimulationStep, SimulationTerm};
pub use options::SimulationOptions;
pub use outcome::{
    ChannelFigures, ContactEnd, ContactFigures, GroupFigures, PriorityFigures, SimulatedContact,
    SimulatedDesk, SimulatedFigure, SimulatedInterval, SimulatedSla,
};
pub use replicate::simulate_desk;
