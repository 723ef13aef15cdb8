//! The report of one incident: what happened when, whom it hit, why it came to that, and who does what about it.

mod build;
#[cfg(feature = "charts")]
mod html;
mod impact;
mod markdown;
mod model;
mod moments;
mod rows;
mod view;

pub use build::incident_report;
#[cfg(feature = "charts")]
pub use html::incident_report_html;
pub use markdown::incident_report_markdown;
pub use model::{
    ActionStatus, ContributingFactor, CorrectiveAction, FactorKind, ImpactRow, IncidentImpact,
    IncidentInput, IncidentMoment, IncidentMomentKind, IncidentReport, IncidentTimes, Why,
};
pub use rows::{IncidentRow, incident_report_rows};
