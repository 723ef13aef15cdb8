//! Which levels has a ticket reached, what should the host do about it, and when comes the next?
//!
//! An [`EscalationRule`] names a moment (a share of a target used, a time without a reply) and what to
//! do then; an [`EscalationEngine`] finds the moments of a ticket, past and coming, in the same calendar
//! and by the same clock as its SLA. It asks; the host acts, and remembers what it has done.
//!
//! ```
//! use firstline::escalation::{EscalationAction, EscalationEngine, EscalationRule, EscalationTrigger};
//! use firstline::sla::{SlaEngine, SlaMetric, SlaPolicy, SlaSpec, SlaTarget};
//! use firstline::time::{Span, always_open};
//! use firstline::ticket::{Role, Ticket};
//! let sla = SlaEngine::new(SlaSpec::new(
//!     always_open("UTC".parse()?),
//!     vec![SlaPolicy::new("all", vec![SlaTarget::new(SlaMetric::Resolution, Span::hours(8))])],
//! ))?;
//! let rule = EscalationRule {
//!     name: "warn the lead".into(),
//!     trigger: EscalationTrigger::TargetUsed { metric: SlaMetric::Resolution, share: 0.75 },
//!     agreement: Default::default(),
//!     clock: None,
//!     priorities: vec![],
//!     tiers: vec![],
//!     filter: None,
//!     early: Default::default(),
//!     notice: Default::default(),
//!     actions: vec![EscalationAction::Notify { role: Role::Lead }],
//! };
//! let engine = EscalationEngine::new(vec![rule], &sla)?;
//! let ticket = Ticket::opened("T-1", "2026-03-02T09:00:00Z".parse()?, Default::default());
//! let next = engine.next_change(&ticket, "2026-03-02T10:00:00Z".parse()?)?;
//! assert_eq!(next, Some("2026-03-02T15:00:00Z".parse()?));
//! # Ok::<(), firstline::Error>(())
//! ```

mod check;
mod engine;
mod rule;

pub use engine::EscalationEngine;
pub use rule::{
    EarlyLevel, Escalation, EscalationAction, EscalationRule, EscalationTrigger, MissedLevels,
    NoticeTime, TicketEscalations,
};
