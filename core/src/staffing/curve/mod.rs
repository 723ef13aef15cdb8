//! How many agents are needed when, as arrivals change over the day?
//!
//! Whoever arrives keeps an agent busy for a while, so that the load of an hour is not only that of its own arrivals:
//! where calls are long, it comes later than they do, and is flatter. [`load_curve`] gives the load of each interval by a
//! [`LoadMethod`], [`staffing_curve`] the agents and how they do. Both take what [`arrivals_of_forecast`] and
//! [`arrivals_of_series`] make of a forecast or of what was counted.
//!
//! ```
//! use firstline::staffing::{IntervalArrivals, LoadMethod, load_curve};
//! use firstline::time::Span;
//! let hour = |start: &str, end: &str, arrivals| {
//!     Ok::<_, firstline::Error>(IntervalArrivals { start: start.parse()?, end: end.parse()?, arrivals })
//! };
//! let morning = [
//!     hour("2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z", 20.0)?,
//!     hour("2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z", 40.0)?,
//! ];
//! let load = load_curve(&morning, Span::minutes(15), &LoadMethod::Sipp {})?;
//! assert_eq!(load[1].offered_load, 10.0);
//! # Ok::<(), firstline::Error>(())
//! ```
//!
//! `pieces` checks arrivals, `lag` and `infinite` are the methods, `staffing` asks for the agents.

mod arrivals;
mod explain;
mod infinite;
mod lag;
#[cfg(test)]
mod laws;
mod load;
mod method;
mod outcome;
mod pieces;
mod rules;
mod staffing;

pub use arrivals::{ForecastValue, IntervalArrivals, arrivals_of_forecast, arrivals_of_series};
pub use explain::{CurveStep, CurveTerm};
pub use load::{IntervalLoad, load_curve};
pub use method::{LoadBefore, LoadMethod, LoadStatistic};
pub use outcome::{CurveInterval, StaffingCurve};
pub use rules::{CurveQueue, CurveRules};
pub use staffing::staffing_curve;
