//! How do the records of other systems become tickets, and what was odd about them?
//!
//! [`read_servicenow_log`] reads the audit log of ServiceNow incidents, one row a change. Real logs are
//! never clean: each row that is odd is reported as an [`Oddity`] with what was done about it. Nothing
//! is dropped in silence. [`zendesk_ticket_metrics`] goes the other way: facts by the names of another product.
//!
//! ```
//! use firstline::interop::read_servicenow_log;
//! let error = read_servicenow_log(b"number,incident_state\n", &"UTC".parse()?).unwrap_err();
//! assert_eq!(error.code(), "servicenow.missing_column");
//! # Ok::<(), firstline::Error>(())
//! ```

mod columns;
mod icalendar;
mod oddity;
mod servicenow;
mod zendesk_metrics;

pub use columns::{
    AnomalyPolicy, AnomalyRule, Codes, Column, ColumnLog, ColumnMapping, DataQuality, DateOrder,
    EventRow, InstantUnit, LogField, LogFrame, LogWords, RowOrder, TicketLog, Validity, Values,
    event_mapping, event_rows, jira_changelog_mapping, merge_quality, read_log, read_log_from,
    servicenow_mapping, unmapped_fields, zendesk_comment_mapping, zendesk_field_history_mapping,
    zendesk_ticket_mapping, zendesk_user_mapping,
};
pub use icalendar::{EventOutcome, HolidayImport, ImportedEvent, read_icalendar_holidays};
pub use oddity::{Oddity, OddityCount, OddityKind, count_oddities};
pub use servicenow::{read_servicenow, read_servicenow_log};
pub use zendesk_metrics::{ZendeskTicketMetrics, zendesk_ticket_metrics};
