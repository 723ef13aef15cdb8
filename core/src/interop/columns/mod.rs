//! Which column is what, and what tickets do the rows of a frame make?
//!
//! A [`ColumnMapping`] names the columns; [`read_log`] reads CSV by it, a [`ColumnLog`] columns that lie in
//! memory. Both are the same reader.

mod cell;
mod change;
mod column;
mod csv_frame;
mod draft;
mod each;
mod end;
mod event_row;
mod event_rows;
mod frame;
mod group;
mod host_fields;
mod log;
mod mapping;
mod marks;
mod plan;
mod policy;
mod products;
mod quality;
mod reader;
mod reading;
mod row;
mod seen;
mod tally;
#[cfg(test)]
mod tests;
mod time_text;
mod words;
mod zone_clock;

pub use column::{Codes, Column, InstantUnit, Validity, Values};
pub use csv_frame::{read_log, read_log_from};
pub use event_rows::{EventRow, event_rows};
pub use frame::LogFrame;
pub use host_fields::unmapped_fields;
pub use log::ColumnLog;
pub use mapping::{ColumnMapping, DateOrder, LogField, RowOrder};
pub use policy::{AnomalyPolicy, AnomalyRule};
pub use products::{
    event_mapping, jira_changelog_mapping, servicenow_mapping, zendesk_comment_mapping,
    zendesk_field_history_mapping, zendesk_ticket_mapping, zendesk_user_mapping,
};
pub use quality::{DataQuality, TicketLog, merge_quality};
pub use words::LogWords;
