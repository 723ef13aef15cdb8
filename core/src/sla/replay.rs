//! From the log of a ticket to the cycles of its clocks, in one pass.

use super::SlaRules;
use super::compile::{Compiled, Track};
use super::course::{Bears, Course, Step, Talk};
use crate::error::Result;
use crate::ticket::{Change, Role, Status, Ticket, TicketEvent, View, opening_by};
use crate::time::Timestamp;

/// What is kept of a clock on its way through a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    /// The cycle that runs or ended last, and what came of it.
    Last,
    /// Every cycle, and what came of it.
    Cycles,
    /// Every cycle, and each leg of it.
    All,
}

/// The clocks of a ticket that are asked for, on their way through its log.
#[derive(Debug)]
pub(super) struct Live<'a> {
    pub(super) compiled: &'a Compiled,
    pub(super) talk: Talk,
    /// When the ticket was last resolved, as long as it is.
    pub(super) resolved_at: Option<Timestamp>,
    pub(super) courses: Vec<Course<'a>>,
}

impl<'a> Live<'a> {
    /// The clocks that are asked for, before there is a ticket.
    pub(super) fn new(compiled: &'a Compiled, keep: Keep, asked: impl Fn(&Track) -> bool) -> Self {
        let tracks = compiled.tracks.iter().filter(|track| asked(track));
        let courses = tracks.map(|track| Course::idle(compiled, track, keep)).collect();
        let talk = Talk { answered: false, waiting: false };
        Self { compiled, talk, resolved_at: None, courses }
    }

    /// Puts them through the log of a ticket until `now`; the last leg of each last cycle ends now.
    pub(super) fn replay(&mut self, ticket: &Ticket, now: Timestamp) -> Result<()> {
        let (created, opening) = opening_by(ticket, now, "now")?;
        let mut view = View::opened(ticket, opening);
        self.open(created, &view)?;
        self.run(&mut view, ticket, now)?;
        self.courses.iter_mut().try_for_each(|course| course.close(now))
    }

    /// The clocks as a ticket is created, whatever they were before.
    pub(super) fn open(&mut self, created: &TicketEvent, view: &View<'_>) -> Result<()> {
        self.talk = Talk { answered: false, waiting: created.role == Role::Requester };
        self.resolved_at = None;
        let talk = self.talk;
        self.courses.iter_mut().try_for_each(|course| course.open(created, view, talk))
    }

    /// Moves all clocks on by the events after the creation until an instant; those of one instant are one save.
    /// An event whose time runs backwards counts as at the instant of the one before it: the logs of other systems
    /// hold such.
    pub(super) fn run<'t>(
        &mut self,
        view: &mut View<'t>,
        ticket: &'t Ticket,
        until: Timestamp,
    ) -> Result<()> {
        let mut at = ticket.events.first().map_or(Timestamp::MIN, |event| event.at);
        let mut events = ticket.events.iter().skip(1).peekable();
        let mut batch = Vec::new();
        while let Some(event) = events.next() {
            at = event.at.max(at);
            if at > until {
                break;
            }
            let more = events.peek().is_some_and(|next| next.at <= at);
            if !more && batch.is_empty() {
                self.fold(view, at, event)?;
                continue;
            }
            batch.push(event);
            if !more {
                self.save(view, at, &mut batch)?;
            }
        }
        Ok(())
    }

    /// Moves all clocks on by the changes of one instant.
    pub(super) fn save<'t>(
        &mut self,
        view: &mut View<'t>,
        at: Timestamp,
        batch: &mut Vec<&'t TicketEvent>,
    ) -> Result<()> {
        batch.sort_by_key(|event| self.compiled.spec.rules.rank(event));
        batch.drain(..).try_for_each(|event| self.fold(view, at, event))
    }

    /// Moves all clocks on by an event.
    fn fold<'t>(
        &mut self,
        view: &mut View<'t>,
        at: Timestamp,
        event: &'t TicketEvent,
    ) -> Result<()> {
        let rules = &self.compiled.spec.rules;
        if is_thanks(rules, event, self.resolved_at, at) {
            return Ok(());
        }
        let before = view.status;
        let bears = bears(rules, view, event);
        view.fold(event);
        if view.status != before {
            self.resolved_at = (view.status == Status::Resolved).then_some(at);
        }
        let message = bears.meets(Bears::MESSAGE);
        let talk = &mut self.talk;
        talk.answered |= bears.meets(Bears::REPLY);
        let answered = bears.meets(Bears::REPLY) || !view.status.is_unresolved();
        talk.waiting = message || (talk.waiting && !answered);
        let step = Step { at, event, view, talk: *talk, bears };
        self.courses.iter_mut().try_for_each(|course| course.fold(&step))
    }
}

/// Whether an event reopens a ticket only to say thanks.
fn is_thanks(
    rules: &SlaRules,
    event: &TicketEvent,
    resolved_at: Option<Timestamp>,
    at: Timestamp,
) -> bool {
    let reopens = event.role == Role::Requester && matches!(event.change, Change::Reopened {});
    let within = rules.thanks_within.zip(resolved_at);
    reopens && within.is_some_and(|(within, since)| at.since(since) <= within)
}

/// What an event bears on; the ticket is as it was before it.
fn bears(rules: &SlaRules, view: &View<'_>, event: &TicketEvent) -> Bears {
    let own = match &event.change {
        Change::PublicReply {} | Change::InternalNote {} => match rules.counts_as_reply(event) {
            true => Bears::REPLY,
            false => Bears::EVENT,
        },
        Change::RequesterReply {} => Bears::MESSAGE,
        Change::Reopened {} if event.role == Role::Requester => Bears::STATUS.and(Bears::MESSAGE),
        Change::StatusChanged { .. }
        | Change::Resolved {}
        | Change::Reopened {}
        | Change::Closed {} => Bears::STATUS,
        Change::Merged { .. } => Bears::STATUS.and(Bears::MERGED),
        Change::PriorityChanged { priority } if *priority != view.priority => Bears::PRIORITY,
        Change::TeamAssigned { team } if team.as_deref() != view.team => Bears::TEAM,
        Change::AgentAssigned { agent: None } => Bears::AGENT,
        Change::AgentAssigned { agent: Some(_) } => Bears::AGENT.and(Bears::OWNED),
        Change::TierChanged { .. }
        | Change::CategoryChanged { .. }
        | Change::FieldChanged { .. } => Bears::FIELD,
        Change::SplitFrom { .. } | Change::Absorbed { .. } => Bears::ORIGIN,
        Change::Created { .. }
        | Change::PriorityChanged { .. }
        | Change::TeamAssigned { .. }
        | Change::Rated { .. } => Bears::EVENT,
    };
    own.and(Bears::EVENT)
}
