//! Who is it that asks, what did he ask before, and what does the desk owe him next?
//!
//! [`requester_view`] puts all of one requester together, as an agent wants to see it when the phone rings: open
//! tickets, history, the response he got, his ratings, his repeat contacts. [`requester_view_with_sla`] adds the
//! promises that are due.
//!
//! ```
//! use firstline::requester::requester_view;
//! use firstline::ticket::{Opening, Ticket};
//! let opening = Opening { requester: Some("kim".into()), ..Opening::default() };
//! let ticket = Ticket::opened("T-1", "2026-03-02T09:00:00Z".parse()?, opening);
//! let view = requester_view(&[ticket], "kim", "2026-03-02T10:00:00Z".parse()?, &Default::default())?;
//! assert_eq!((view.totals.tickets, view.open[0].ticket.as_str()), (1, "T-1"));
//! # Ok::<(), firstline::Error>(())
//! ```

mod build;
#[cfg(test)]
mod laws;
mod model;
mod repeats;

pub use build::{requester_view, requester_view_with_sla};
pub use model::{
    RepeatContact, RequesterDue, RequesterOptions, RequesterRating, RequesterTicket,
    RequesterTotals, RequesterView,
};
