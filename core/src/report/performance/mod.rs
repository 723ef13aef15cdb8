//! How did the desk do this month, against what it wanted and what it did before?

mod breaches;
mod build;
mod collect;
mod definitions;
mod figures;
mod groups;
#[cfg(feature = "charts")]
mod html;
mod markdown;
mod model;
mod options;
mod periods;
mod plan;
mod view;

pub use build::performance_report;
#[cfg(feature = "charts")]
pub use html::performance_report_html;
pub use markdown::performance_report_markdown;
pub use model::{
    FigureChange, GoalResult, PerformanceReport, ReportFigure, ReportGroup, ReportGroups,
    ReportStretch,
};
pub use options::{GoalTarget, KpiGoal, PerformanceOptions, SpanFigure};
