//! Why is that the answer?
//!
//! Each answer of a queue has its steps: what is calculated, by which formula, what it comes to, and what that means in
//! plain words. Nothing is calculated here that the answer does not have, but for what one agent fewer would do.
//!
//! ```
//! use firstline::staffing::explain_erlang_b;
//! let steps = explain_erlang_b(2.0, 2)?;
//! assert_eq!(steps[2].text, "40.0 % of calls find all 2 agents busy and are lost");
//! # Ok::<(), firstline::Error>(())
//! ```

mod blocking;
mod engset;
mod goals;
mod hiring;
#[cfg(test)]
mod laws;
mod level;
mod needed;
mod patience;
mod people;
mod percentile;
mod population;
mod priorities;
mod queue;
mod step;
mod words;

pub use blocking::{explain_erlang_b, explain_erlang_b_retrials};
pub use engset::explain_engset;
pub(super) use goals::goal_steps;
pub(super) use hiring::hiring_steps;
pub(super) use needed::needed_steps;
pub use needed::{AgentsNeededExplanation, explain_agents_needed};
pub use patience::explain_patience_estimate;
pub(super) use people::step as people_step;
pub use people::{PeopleStep, PeopleTerm};
pub use percentile::explain_wait_percentile;
pub use population::explain_population;
pub use priorities::explain_priority_waits;
pub use queue::{QueueExplanation, explain_queue};
pub use step::{QueueStep, QueueTerm};
pub(super) use words::{agents, hours, percent, rounded, seconds, some};
