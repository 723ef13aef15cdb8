//! How many tickets arrive next, and when?
//!
//! [`arrivals_by_interval`] counts those of a log, [`arrival_profile`] tells when in the week they arrive, and
//! [`forecast`] what is to be expected: it tests several models on the history, and names the best.
//! [`forecast_backtest`] gives the tests alone, [`forecast_errors`] compares any forecast with what came.
//!
//! ```
//! use firstline::staffing::{ArrivalSeries, ForecastInterval, ForecastModel, ForecastOptions, forecast};
//! let series = ArrivalSeries {
//!     zone: "UTC".parse()?,
//!     interval: ForecastInterval::Day,
//!     start: "2026-03-02T00:00:00Z".parse()?,
//!     counts: [60.0, 50.0, 45.0, 45.0, 40.0, 10.0, 5.0].repeat(4),
//! };
//! let week = forecast(&series, &ForecastOptions::new(7))?;
//! assert_eq!((week.model, week.points[6].mean), (ForecastModel::SeasonalNaive, 5.0));
//! # Ok::<(), firstline::Error>(())
//! ```
//!
//! `clock` makes the intervals, so that all else counts times of the week; `fit` knows the models.

mod arrivals;
mod backtest;
mod band;
mod clock;
mod day_profile;
mod dispersion;
mod errors;
mod explain;
mod fit;
mod holidays;
mod holt_winters;
mod interval;
#[cfg(test)]
mod laws;
mod model;
mod options;
mod outcome;
mod profile;
mod series;
mod slots;
mod smoothing;

pub use arrivals::{ArrivalGrid, CountedArrivals, arrivals_by_interval};
pub use backtest::{ModelBacktest, forecast_backtest};
pub use dispersion::ArrivalDispersion;
pub use errors::{ForecastErrors, forecast_errors};
pub use explain::{ForecastStep, ForecastTerm};
pub use holidays::HolidayEffect;
pub use holt_winters::SmoothingParameters;
pub use interval::ForecastInterval;
pub use model::ForecastModel;
pub use options::{ForecastCriterion, ForecastOptions};
pub use outcome::{Forecast, ForecastPoint, forecast};
pub use profile::{ArrivalProfile, ProfileTime, arrival_profile};
pub use series::ArrivalSeries;
