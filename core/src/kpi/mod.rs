//! How did the desk do, by which definition exactly, and for which tickets?
//!
//! Products disagree on a figure because nobody names its cohort, clock and end point. Here each
//! [`Kpi`] has a [`KpiDefinition`] that does, [`kpi_catalogue`] lists them all, and [`kpis`] computes
//! them over all tickets or by group. There is no bare "resolution time": first and last resolution
//! are two KPIs, and a ticket that is open again is resolved in neither the last nor any rate.
//!
//! ```
//! use firstline::kpi::{Kpi, KpiQuery, KpiValue, kpis};
//! use firstline::ticket::Ticket;
//! let ticket = Ticket::opened("T-1", "2026-03-02T09:00:00Z".parse()?, Default::default());
//! let rows = kpis(&[ticket], &KpiQuery { kpis: vec![Kpi::Volume], ..Default::default() })?;
//! assert_eq!(rows[0].value, KpiValue::Count { count: 1 });
//! # Ok::<(), firstline::Error>(())
//! ```

mod catalogue;
mod civil;
mod compute;
mod definition;
mod group;
mod outcome;
mod query;
mod series;
mod summary;

pub use catalogue::{kpi_catalogue, kpi_definition};
pub(crate) use civil::civil;
pub use compute::kpis;
pub(crate) use compute::measure;
pub use definition::{Cohort, Direction, Kpi, KpiClock, KpiDefinition, KpiUnit};
pub(crate) use group::priority_name;
pub use group::{Attribute, CalendarUnit, Grouping};
pub use query::{KpiQuery, KpiRow, KpiValue};
pub(crate) use series::backlog;
pub use series::{BacklogDay, backlog_by_day};
pub use summary::{QuantileMethod, SpanSummary, quantile, span_summary};
