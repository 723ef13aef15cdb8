//! When is a ticket due, how much of its time is used, and which intervals were counted?
//!
//! A [`SlaSpec`] is data: policies with targets by priority, the opening hours they count in, the statuses
//! that pause them. Compiled into a [`SlaEngine`], it replays a ticket's log through one calendar function,
//! so pauses, reopening and changes of priority can't be forgotten, and a breach has the instant at
//! which it happened, whenever one asks. Whom to tell is decided by [`escalation`](crate::escalation).
//!
//! ```
//! use firstline::sla::{SlaEngine, SlaMetric, SlaPolicy, SlaSpec, SlaTarget};
//! use firstline::time::{Span, office_hours};
//! use firstline::ticket::Ticket;
//! let engine = SlaEngine::new(SlaSpec::new(
//!     office_hours("Europe/Berlin".parse()?, "09:00".parse()?, "17:00".parse()?),
//!     vec![SlaPolicy::new("all", vec![SlaTarget::new(SlaMetric::FirstResponse, Span::hours(4))])],
//! ))?;
//! // Friday at four in the afternoon: one hour that day, three on Monday.
//! let ticket = Ticket::opened("T-1", "2026-03-06T16:00:00+01:00".parse()?, Default::default());
//! let status = &engine.status(&ticket, "2026-03-06T18:00:00+01:00".parse()?)?[0];
//! assert_eq!(status.due_at, Some("2026-03-09T12:00:00+01:00".parse()?));
//! # Ok::<(), firstline::Error>(())
//! ```

mod choice;
mod clock;
mod colour;
mod compare;
mod compile;
mod course;
mod credit;
mod custom;
mod cycle;
mod engine;
mod explain;
mod judge;
mod kept;
#[cfg(test)]
mod laws;
mod legs;
mod levels;
mod live;
mod metric;
mod motion;
mod policy;
mod products;
mod reapply;
mod replay;
mod rules;
mod schedule;
mod spec;
mod state;
mod status;
mod tally;
mod timeline;

pub use choice::SlaPassedOver;
pub use clock::SlaClock;
pub use colour::{SlaColour, SlaColours};
pub use compare::{SlaComparison, SlaFlip, SlaTally};
pub use credit::{CreditTier, ServiceCredit, service_credit};
pub use engine::SlaEngine;
pub(crate) use engine::{Clocks, Watched};
pub use explain::{SlaExplanation, SlaReason, SlaStep};
pub use metric::SlaMetric;
pub use policy::{SlaAgreement, SlaPolicy, SlaTarget};
pub use products::{HelpDesk, rules_like};
pub use reapply::{SlaDifference, SlaReapplied};
pub use rules::{
    BatchOrder, BreachesTold, DueAtClosing, DueWhilePaused, ExactlyOnDue, Lapse, MergeStart,
    NextReplyFrom, OpenedByDesk, ReopenRule, ReplyKind, ResolutionEnd, Retarget, RetargetBreach,
    SlaRules, SplitStart, UnansweredFrom,
};
pub use schedule::{ScheduledSla, SlaChange};
pub use spec::{NamedCalendar, SlaSpec};
pub use state::{
    SlaClockState, SlaCycleState, SlaLegState, SlaLimitState, SlaMotion, SlaRunState, SlaState,
};
pub use status::{SlaStage, SlaStatus, TicketSla};
pub(crate) use tally::Tally;
pub use timeline::{SlaMilestone, SlaMilestoneKind};
