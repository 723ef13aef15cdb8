//! Who takes the next ticket?
//!
//! A [`Ticket`] is a record, its [`Priority`] a label, an [`Event`] a choice and a [`Desk`] an object.

mod batch;
mod object;
mod record;
mod settings;

pub use batch::{count_by_priority, open_tickets, waiting_times};
pub use object::Desk;
pub use record::{Event, Party, Priority, Ticket};
pub use settings::{Limits, Settings};
