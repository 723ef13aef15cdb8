//! How did the desk do this month, against what it wanted and what it did before?
//!
//! [`performance_report`] is data, each number of it a figure of a [`KpiEngine`](crate::kpi::KpiEngine) with its
//! definition; [`performance_report_rows`] makes one table of them, [`performance_report_markdown`] and
//! `performance_report_html` print it. What a section is told from stands
//! in `plan`, the words and tables of both in `view`, the charts in `html`.
//!
//! ```
//! use firstline::report::{performance_report, performance_report_markdown};
//! let options = r#"{"spec": {"period": {"start": "2026-03-01T00:00:00Z", "end": "2026-04-01T00:00:00Z"}}}"#;
//! let report = performance_report(&[], &firstline::from_json(options)?)?;
//! assert!(performance_report_markdown(&report).starts_with("# Performance report"));
//! # Ok::<(), firstline::Error>(())
//! ```

mod breaches;
mod build;
mod collect;
mod definitions;
mod desk;
mod figures;
mod groups;
#[cfg(feature = "charts")]
mod html;
mod markdown;
mod model;
mod options;
mod periods;
mod plan;
mod rows;
mod verdict;
mod view;

pub use build::performance_report;
#[cfg(feature = "charts")]
pub use html::performance_report_html;
pub use markdown::performance_report_markdown;
pub use model::{
    FigureChange, GoalResult, PerformanceReport, ReportFigure, ReportGroup, ReportGroups,
    ReportStretch, TrendVerdict,
};
pub use options::{GoalTarget, KpiGoal, PerformanceOptions, SpanFigure};
pub use rows::performance_report_rows;
