//! How many agents do tickets with deadlines need?
//!
//! Tickets are no calls: they may wait, and what counts is that each is done when it is due. [`agents_for_deadlines`]
//! gives the fewest agents with which that is so, and the interval that forces the number; [`deadline_outcome`] what
//! becomes of the tickets with the agents of a plan. [`deadline_work`] makes such tickets of those of a desk, and
//! [`capacity_left`] agents of those who take calls too.
//!
//! `edf` works tickets off in exact numbers, `density` finds the hardest interval; the others ask them.

mod agents;
mod backlog;
mod blend;
mod density;
mod edf;
mod every;
mod explain;
mod hours;
#[cfg(test)]
mod laws;
mod limits;
mod lines;
mod margin;
mod more;
mod outcome;
mod rules;
mod ticket;
mod work;

pub use agents::{AgentsForDeadlines, CriticalInterval, agents_for_deadlines};
pub use backlog::BacklogPoint;
pub use blend::{BlendRules, BlendedInterval, CapacityLeft, OverloadedInterval, capacity_left};
pub use explain::{DeadlineStep, DeadlineTerm};
pub use hours::{StaffedInterval, staffed_hours};
pub use margin::WorkMargin;
pub use outcome::{DeadlineOutcome, TicketLateness, deadline_outcome};
pub use rules::DeadlineRules;
pub use ticket::DeadlineTicket;
pub use work::{DeadlineSource, DeadlineWork, deadline_work};
