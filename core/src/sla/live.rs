//! Clocks that go on event by event, without the log.

use super::compile::{Compiled, Track};
use super::course::{Course, Talk};
use super::judge::hours_named;
use super::legs::{Cycle, Leg, Limit, Motion};
use super::replay::{Live, Replayed};
use super::{
    SlaClockState, SlaCycleState, SlaEngine, SlaLegState, SlaLimitState, SlaMotion, SlaState,
    SlaStatus,
};
use crate::error::{Error, Fault, Result};
use crate::ticket::{Change, Ticket, TicketEvent, View, opening};
use crate::time::Timestamp;

impl SlaEngine {
    /// The clocks of a ticket after all of its events, to keep and to go on with.
    ///
    /// # Errors
    /// `ticket.not_created`, `ticket.created_twice`, `sla.unknown_calendar`.
    pub fn state(&self, ticket: &Ticket) -> Result<SlaState> {
        let (created, _) = opening(ticket)?;
        let (view, live) = Live::open(self.compiled(), ticket, created.at, |_| true)?;
        let later = ticket.events.get(1..).unwrap_or_default();
        self.go_on(&ticket.id, (view, live), (created.at, Vec::new()), later)
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
    fn go_on<'t>(
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
        let replayed: Vec<Replayed<'_>> = live.close(now)?;
        self.statuses(&replayed, now)
    }

    fn kept(&self, id: &str, view: &View<'_>, live: &Live<'_>, changed_at: Timestamp) -> SlaState {
        let spec = &self.compiled().spec;
        SlaState {
            version: spec.version.clone(),
            ticket: view.snapshot(id),
            changed_at,
            pending: Vec::new(),
            answered: live.talk.answered,
            waiting: live.talk.waiting,
            clocks: live.courses.iter().map(|course| self.keep(course)).collect(),
        }
    }

    fn keep(&self, course: &Course<'_>) -> SlaClockState {
        let track = course.track;
        let keep = |cycle: &Cycle<'_>, last: Option<&Leg<'_>>| SlaCycleState {
            number: cycle.number,
            elapsed: cycle.elapsed,
            unbroken_until: cycle.floor,
            legs: cycle.legs.iter().chain(last).map(|leg| self.keep_leg(leg)).collect(),
        };
        let former = course.past.iter().rev().find(|cycle| cycle.is_promised());
        SlaClockState {
            agreement: track.agreement,
            metric: track.metric,
            clock: track.clock.as_ref().map(|clock| clock.name.clone()),
            cycle: course.cycle.as_ref().map(|(cycle, leg)| keep(cycle, Some(leg))),
            former: former.map(|cycle| keep(cycle, None)),
            limit: course.limit.map(|limit| self.keep_limit(limit)),
            retargeted: course.retargeted,
            free: course.free,
            startable: course.startable,
            held: course.held,
        }
    }

    fn keep_leg(&self, leg: &Leg<'_>) -> SlaLegState {
        SlaLegState {
            from: leg.from,
            to: leg.to,
            motion: match leg.motion {
                Motion::Running => SlaMotion::Running,
                Motion::Paused(_) => SlaMotion::Paused,
                Motion::Finished => SlaMotion::Finished,
                Motion::Cancelled => SlaMotion::Cancelled,
            },
            status: leg.status,
            held: leg.held,
            limit: leg.limit.map(|limit| self.keep_limit(limit)),
            used: leg.used,
            ran: leg.ran,
        }
    }

    fn keep_limit(&self, limit: Limit<'_>) -> SlaLimitState {
        let compiled = self.compiled();
        let promise = limit.promise;
        let own = |(_, calendar): &&(String, _)| std::ptr::eq(calendar, limit.calendar);
        let policy = compiled.spec.policies.get(promise.policy);
        SlaLimitState {
            policy: policy.map_or_else(String::new, |policy| policy.name.clone()),
            target: promise.place,
            calendar: compiled.named.iter().find(own).map(|(name, _)| name.clone()),
            within: limit.within,
            at_opening: limit.at_opening,
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
        let talk = Talk { answered: state.answered, waiting: state.waiting };
        let live = Live { compiled, talk, courses: courses.collect::<Result<_>>()? };
        Ok((View::resumed(&state.ticket), live))
    }
}

fn other_spec(path: &str) -> Error {
    let message = "another specification made it; replay the log by this one";
    Fault::invalid("sla.other_spec", path, message).into()
}

/// A clock as it was kept; nothing where the specification is another one.
fn resume<'a>(
    compiled: &'a Compiled,
    track: &'a Track,
    kept: &SlaClockState,
) -> Option<Course<'a>> {
    let clock = track.clock.as_ref().map(|clock| clock.name.as_str());
    let is_it = (track.agreement, track.metric, clock)
        == (kept.agreement, kept.metric, kept.clock.as_deref());
    let cycle = |kept: &SlaCycleState| {
        let legs: Option<Vec<_>> =
            kept.legs.iter().map(|leg| resume_leg(compiled, track, leg)).collect();
        let mut cycle = Cycle::new(&compiled.calendar, compiled.spec.rules, kept.number);
        (cycle.legs, cycle.elapsed, cycle.floor) = (legs?, kept.elapsed, kept.unbroken_until);
        Some(cycle)
    };
    let present = match &kept.cycle {
        Some(kept) => {
            let mut cycle = cycle(kept)?;
            let leg = cycle.legs.pop()?;
            Some((cycle, leg))
        }
        None => None,
    };
    let past = match &kept.former {
        Some(kept) => vec![cycle(kept)?],
        None => Vec::new(),
    };
    let limit = match &kept.limit {
        Some(kept) => Some(resume_limit(compiled, track, kept)?),
        None => None,
    };
    is_it.then_some(Course {
        compiled,
        track,
        past,
        cycle: present,
        limit,
        retargeted: kept.retargeted,
        free: kept.free,
        startable: kept.startable,
        held: kept.held,
    })
}

fn resume_leg<'a>(compiled: &'a Compiled, track: &'a Track, kept: &SlaLegState) -> Option<Leg<'a>> {
    let limit = match &kept.limit {
        Some(kept) => Some(resume_limit(compiled, track, kept)?),
        None => None,
    };
    Some(Leg {
        from: kept.from,
        to: kept.to,
        motion: match kept.motion {
            SlaMotion::Running => Motion::Running,
            SlaMotion::Paused => Motion::Paused(kept.status),
            SlaMotion::Finished => Motion::Finished,
            SlaMotion::Cancelled => Motion::Cancelled,
        },
        status: kept.status,
        held: kept.held,
        limit,
        used: kept.used,
        ran: kept.ran,
    })
}

fn resume_limit<'a>(
    compiled: &'a Compiled,
    track: &'a Track,
    kept: &SlaLimitState,
) -> Option<Limit<'a>> {
    let policy = compiled.spec.policies.iter().position(|policy| policy.name == kept.policy)?;
    let is_it = |it: &&super::compile::Promise| (it.policy, it.place) == (policy, kept.target);
    let promise = track.promises.iter().find(is_it)?;
    let calendar = hours_named(compiled, promise, kept.calendar.as_deref())?;
    Some(Limit { within: kept.within, at_opening: kept.at_opening, promise, calendar })
}
