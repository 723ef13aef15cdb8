//! What does a support lead want to read about a period, in one go?
//!
//! [`support_report`] puts the figures of all rooms together as data; [`report_text`] prints them. Every
//! figure names its definition, every breach its reason. [`incident_report`] is that of one incident with its
//! root-cause analysis, [`incident_report_markdown`] the same as Markdown. [`performance_report`] is that of a period, against
//! goals, the period before and last year, [`performance_report_markdown`] the same as Markdown. With the feature `charts`,
//! `incident_report_html` and `performance_report_html` print each as one HTML file with its charts.
//!
//! ```
//! use firstline::escalation::EscalationEngine;
//! use firstline::report::{ReportOptions, report_text, support_report};
//! use firstline::sla::{SlaEngine, SlaMetric, SlaPolicy, SlaSpec, SlaTarget};
//! use firstline::time::{Span, always_open};
//! use firstline::ticket::Ticket;
//! let sla = SlaEngine::new(SlaSpec::new(
//!     always_open("UTC".parse()?),
//!     vec![SlaPolicy::new("all", vec![SlaTarget::new(SlaMetric::Resolution, Span::hours(8))])],
//! ))?;
//! let ticket = Ticket::opened("T-1", "2026-03-02T09:00:00Z".parse()?, Default::default());
//! let options = ReportOptions::new("March", "UTC".parse()?, "2026-04-01T00:00:00Z".parse()?);
//! let no_rules = EscalationEngine::new(vec![], &sla)?;
//! let report = support_report(&[ticket], &sla, &no_rules, &options)?;
//! assert!(report_text(&report).contains("T-1"));
//! # Ok::<(), firstline::Error>(())
//! ```

mod attainment;
mod breach;
mod build;
mod escalations;
#[cfg(feature = "charts")]
mod html;
mod incident;
mod model;
mod oddity;
mod performance;
mod sheet;
mod text;
mod words;

pub use build::support_report;
#[cfg(feature = "charts")]
pub use incident::incident_report_html;
pub use incident::{
    ActionStatus, ContributingFactor, CorrectiveAction, FactorKind, ImpactRow, IncidentImpact,
    IncidentInput, IncidentMoment, IncidentMomentKind, IncidentReport, IncidentRow, IncidentTimes,
    Why, incident_report, incident_report_markdown, incident_report_rows,
};
pub use model::{
    ReportOptions, ReportStaffing, RuleCount, SlaAttainment, SupportReport, WorstBreach,
};
#[cfg(feature = "charts")]
pub use performance::performance_report_html;
pub use performance::{
    FigureChange, GoalResult, GoalTarget, KpiGoal, PerformanceOptions, PerformanceReport,
    ReportFigure, ReportGroup, ReportGroups, ReportStretch, SpanFigure, TrendVerdict,
    performance_report, performance_report_markdown, performance_report_rows,
};
pub use text::report_text;

/// The guide's Rust runs with the other examples.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/reports.md")]
struct Guide;
