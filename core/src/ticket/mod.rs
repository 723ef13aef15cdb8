//! What happened to a ticket, what state is it in now, and what may happen next?
//!
//! A [`Ticket`] is its log of [`TicketEvent`]s and nothing else; [`ticket_state`] folds them into the
//! state of today, [`timeline`] into who held it when. A [`Workflow`] decides which event may be
//! added, and by whom. What happens *because* of an event (a mail, a page) is the host's.
//!
//! ```
//! use firstline::ticket::{Change, Role, Status, Ticket, TicketEvent, Workflow, ticket_state};
//! let ticket = Ticket::opened("T-1", "2026-03-02T09:00:00Z".parse()?, Default::default());
//! let taken = TicketEvent::new("2026-03-02T09:05:00Z".parse()?, Role::Agent, Change::StatusChanged { status: Status::Open });
//! let ticket = Workflow::standard().apply(&ticket, &taken)?;
//! assert_eq!(ticket_state(&ticket)?.status, Status::Open);
//! # Ok::<(), firstline::Error>(())
//! ```

mod condition;
mod event;
mod index;
mod lifecycle;
mod log;
mod matrix;
mod satisfy;
mod state;
mod timeline;
mod view;
mod words;
mod workflow;

pub use condition::Condition;
pub use event::{Change, Opening, Ticket, TicketEvent, TicketEventKind};
pub(crate) use index::{places_by_id, places_of};
pub use lifecycle::{Lifecycle, Transition, standard_lifecycle};
pub use log::{CheckedLog, LogAction, LogFault, LogFinding, LogRules, check_log};
pub use matrix::{PriorityMatrix, PriorityRule, priority_of, standard_priority_matrix};
pub(crate) use satisfy::can_hold;
pub use state::{Rating, TicketState, ticket_state, ticket_state_at, ticket_states};
pub(crate) use state::{events_until, opening, opening_by};
pub use timeline::{TimelineEntry, timeline};
pub use view::TicketSnapshot;
pub(crate) use view::View;
pub use words::{Channel, Impact, Priority, Role, Status, Tier, Urgency};
pub use workflow::Workflow;
