//! How did the desk do, by which definition exactly, and for which tickets?
//!
//! Products disagree on a figure because nobody names its cohort, clock and end point. Here each has a
//! [`KpiDefinition`] that does: [`kpi_catalogue`] lists them, with the ways in which products count otherwise as modes,
//! and a host adds its own by the same record. A [`KpiEngine`] works in two layers: it reduces each ticket to
//! [`TicketFacts`], and adds facts up in a [`KpiState`] that merges without error. There is no bare "resolution time",
//! and no mean of means.
//!
//! ```
//! use firstline::kpi::{KpiSpec, KpiValue, kpis};
//! use firstline::ticket::Ticket;
//! let ticket = Ticket::opened("T-1", "2026-03-02T09:00:00Z".parse()?, Default::default());
//! let rows = kpis(&[ticket], &KpiSpec { kpis: vec!["volume".into()], ..Default::default() })?;
//! assert_eq!(rows[0].value, KpiValue::Count { count: 1 });
//! # Ok::<(), firstline::Error>(())
//! ```

mod accumulate;
mod agree;
mod behind;
mod bytes;
mod catalogue;
mod check;
mod choices;
mod clock_hour;
mod definition;
mod distinct;
mod engine;
mod evaluate;
mod facts;
mod finish;
mod flat;
mod group;
mod groups;
mod hours;
mod label;
#[cfg(test)]
mod laws;
mod length;
mod lent;
mod log;
mod measure;
mod needs;
mod plan;
mod reads;
mod reduce;
mod series;
mod sketch;
mod spec;
mod spread;
mod state;
mod stopwatch;
mod stretch;
mod summary;
mod test;
mod value;

pub use catalogue::{kpi_catalogue, kpi_definition};
pub use definition::{
    Cohort, Direction, KpiClock, KpiDefinition, KpiUnit, MergeClass, ReplyFilter,
};
pub use engine::{KpiEngine, kpis};
pub use facts::{
    ClockedSpan, Reopening, TicketFacts, TicketMark, TicketMarks, TicketPromise, TicketStays,
    TicketTallies, TicketWait,
};
pub(crate) use finish::is_part_of_whole;
pub use flat::{KpiFlatRow, kpi_flat_rows};
pub use group::{Attribute, Grouping};
pub(crate) use label::priority_name;
pub use measure::{KpiMeasure, KpiTerm, KpiTest, Lengths, Moment, Quantity, Stay, Tally, WaitKind};
pub(crate) use series::backlog;
pub use series::{BacklogDay, backlog_by_day};
pub use spec::{BackwardTimes, DistinctBy, KpiSpec, Quantiles};
pub use state::KpiState;
pub use stretch::CalendarUnit;
pub use summary::{QuantileMethod, SpanSummary, quantile, span_summary};
pub use value::{AgeBucket, DeskFigures, KpiContribution, KpiInterval, KpiRow, KpiValue};
