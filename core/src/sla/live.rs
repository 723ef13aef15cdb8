//! Clocks that go on event by event, without the log.

use super::course::Talk;
use super::engine::each;
use super::kept::{keep, resume};
use super::replay::{Keep, Live};
use super::{SlaEngine, SlaState, SlaStatus, TicketSla};
use crate::error::{Error, Fault, Result};
use crate::ticket::{Change, Ticket, TicketEvent, View, opening};
use crate::time::Timestamp;

impl SlaEngine {
    /// The clocks of a ticket after all of its events, to keep and to go on with.
    ///
    /// # Errors
    /// `ticket.not_created`, `ticket.created_twice`, `sla.unknown_calendar`.
    pub fn state(&self, ticket: &Ticket) -> Result<SlaState> {
        let (created, first) = opening(ticket)?;
        let view = View::opened(ticket, first);
        let mut live = Live::new(self.compiled(), Keep::Last, |_| true);
        live.open(created, &view)?;
        let later = ticket.events.get(1..).unwrap_or_default();
        self.go_on(&ticket.id, (view, live), (created.at, Vec::new()), later)
    }

    /// The clocks of many tickets, in the same order.
    ///
    /// # Errors
    /// Those of [`SlaEngine::state`], below `tickets[…]`.
    pub fn state_all(&self, tickets: &[Ticket]) -> Result<Vec<SlaState>> {
        each(tickets, |ticket| self.state(ticket))
    }

    /// The clocks after further events: the same as if the whole log had been replayed, however it is
    /// split. An event whose time is before the last one counts as at that instant.
    ///
    /// # Errors
    /// `sla.other_spec` for a state that another specification made; `ticket.created_twice`;
    /// `sla.unknown_calendar`.
    pub fn fold(&self, state: &SlaState, events: &[TicketEvent]) -> Result<SlaState> {
        let resumed = self.resume(state)?;
        let pending = state.pending.iter().collect();
        self.go_on(&state.ticket.id, resumed, (state.changed_at, pending), events)
    }

    /// Moves clocks on by events, those of the last instant apart, and keeps them.
    pub(super) fn go_on<'t>(
        &self,
        id: &str,
        (mut view, mut live): (View<'t>, Live<'_>),
        (mut changed_at, mut pending): (Timestamp, Vec<&'t TicketEvent>),
        events: &'t [TicketEvent],
    ) -> Result<SlaState> {
        for (index, event) in events.iter().enumerate() {
            if matches!(event.change, Change::Created { .. }) {
                let message = format!("ticket '{id}' is created a second time; drop it");
                let path = format!("events[{index}]");
                return Err(Fault::invalid("ticket.created_twice", path, message).into());
            }
            if event.at > changed_at {
                live.save(&mut view, changed_at, &mut pending)?;
                changed_at = event.at;
            }
            pending.push(event);
        }
        let mut kept = self.kept(id, &view, &live, changed_at);
        kept.pending = pending.into_iter().cloned().collect();
        Ok(kept)
    }

    /// How each promise stands at `now` by a state that was kept, as [`SlaEngine::status`] says it by the log.
    ///
    /// # Errors
    /// `sla.before_state` for a `now` before the last event; those of [`SlaEngine::fold`].
    pub fn status_of(&self, state: &SlaState, now: Timestamp) -> Result<Vec<SlaStatus>> {
        if now < state.changed_at {
            let message = format!(
                "ticket '{}' changed at {}, after {now}",
                state.ticket.id, state.changed_at
            );
            return Err(Fault::invalid("sla.before_state", "now", message).into());
        }
        let (mut view, mut live) = self.resume(state)?;
        let mut pending = state.pending.iter().collect();
        live.save(&mut view, state.changed_at, &mut pending)?;
        live.courses.iter_mut().try_for_each(|course| course.close(now))?;
        self.statuses(&live.courses, now)
    }

    /// How each promise to each ticket stands at `now` by the states that were kept, in their order.
    ///
    /// # Errors
    /// Those of [`SlaEngine::status_of`], below `states[…]`.
    pub fn status_of_all(&self, states: &[SlaState], now: Timestamp) -> Result<Vec<TicketSla>> {
        let mut all = Vec::with_capacity(states.len());
        for (index, state) in states.iter().enumerate() {
            let statuses = self
                .status_of(state, now)
                .map_err(|error| error.renamed("state", &format!("states[{index}]")))?;
            all.push(TicketSla { ticket: state.ticket.id.clone(), statuses });
        }
        Ok(all)
    }

    fn kept(&self, id: &str, view: &View<'_>, live: &Live<'_>, changed_at: Timestamp) -> SlaState {
        let spec = &self.compiled().spec;
        SlaState {
            version: spec.version.clone(),
            ticket: view.snapshot(id),
            changed_at,
            pending: Vec::new(),
            resolved_at: live.resolved_at,
            answered: live.talk.answered,
            waiting: live.talk.waiting,
            clocks: live.courses.iter().map(|course| keep(self.compiled(), course)).collect(),
        }
    }

    fn resume<'s>(&self, state: &'s SlaState) -> Result<(View<'s>, Live<'_>)> {
        let compiled = self.compiled();
        if state.version != compiled.spec.version || state.clocks.len() != compiled.tracks.len() {
            return Err(other_spec("state.version"));
        }
        let pairs = compiled.tracks.iter().zip(&state.clocks).enumerate();
        let courses = pairs.map(|(index, (track, kept))| {
            let resumed = resume(compiled, track, kept);
            resumed.ok_or_else(|| other_spec(&format!("state.clocks[{index}]")))
        });
        let courses = courses.collect::<Result<_>>()?;
        let talk = Talk { answered: state.answered, waiting: state.waiting };
        let live = Live { compiled, talk, resolved_at: state.resolved_at, courses };
        Ok((View::resumed(&state.ticket), live))
    }
}

fn other_spec(path: &str) -> Error {
    let message = "another specification made it; replay the log by this one";
    Fault::invalid("sla.other_spec", path, message).into()
}
