//! How sure is a figure, and is a change of it more than chance?
//!
//! Pure functions on numbers, for whoever has some: an interval for a rate ([`wilson_interval`]) and for a
//! median or another quantile ([`bootstrap_interval`], [`bootstrap_span_interval`]); charts that tell a
//! signal from noise ([`xmr_chart`], [`p_chart`]); exact tests of counts ([`binomial_upper_tail`],
//! [`hypergeometric_upper_tail`]), and the correction for having made many ([`benjamini_hochberg`]).
//!
//! ```
//! use firstline::statistics::wilson_interval;
//! let solved = wilson_interval(81, 263, 0.95)?.unwrap();
//! assert!((solved.low - 0.2553).abs() < 1e-4 && (solved.high - 0.3662).abs() < 1e-4);
//! # Ok::<(), firstline::Error>(())
//! ```
//!
//! Nothing is drawn from the machine: a bootstrap has a seed and a named generator, so that the same call
//! gives the same answer in every language. Probabilities are `f64` with the relative error that each function
//! states.

mod adjust;
mod bootstrap;
mod chart;
mod check;
mod draw;
#[cfg(test)]
mod laws;
mod normal;
mod point_mass;
mod tail;
mod wilson;

pub use adjust::benjamini_hochberg;
pub use bootstrap::{
    BootstrapOptions, QuantileInterval, SpanInterval, bootstrap_interval, bootstrap_span_interval,
};
pub use chart::{
    ChartOptions, ChartPoint, ChartRule, PChart, PointVerdict, RatePoint, XmrChart, p_chart,
    xmr_chart,
};

pub use tail::{binomial_upper_tail, hypergeometric_upper_tail};
pub use wilson::{RateInterval, wilson_interval};
