//! From one specification to another in the midst of a ticket's life.

use super::compare::differences;
use super::compile::{Compiled, Promise};
use super::course::Course;
use super::cycle::Cycle;
use super::judge::policy_name;
use super::legs::{Leg, Limit};
use super::replay::{Keep, Live};
use super::{SlaEngine, SlaState, SlaStatus};
use crate::error::{Fault, Result};
use crate::ticket::{Ticket, View, events_until, opening_by};
use crate::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};

/// A promise to a ticket that another specification would change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaDifference {
    /// How it stands; absent where nothing is promised.
    pub before: Option<SlaStatus>,
    /// How it would stand; absent where nothing would be promised.
    pub after: Option<SlaStatus>,
}

/// What another specification would change for a ticket, and the clocks to go on with if it is taken up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaReapplied {
    /// The promises that would stand otherwise.
    pub differences: Vec<SlaDifference>,
    /// The clocks under the other specification, for [`SlaEngine::fold`] and [`SlaEngine::status_of`] of its engine: to
    /// be stored once a host has seen the differences and wants them.
    pub state: SlaState,
}

impl SlaEngine {
    /// What would change for a ticket at `now` if it were measured by another specification: to be looked at before a
    /// host takes that one up, by storing the state that comes with it.
    ///
    /// Without `since` the other one counts from the start, as if it had always been in force. With it, what lies
    /// before that instant was under this one: pauses and used time are kept, and the `retarget` of the other rules
    /// says what becomes of them. A clock that had ended by then keeps its figures under the name of the target that
    /// is for the ticket.
    ///
    /// # Errors
    /// `period.reversed` for a `since` after `now`; those of [`SlaEngine::status`], by either of the two.
    pub fn reapply(
        &self,
        other: &SlaEngine,
        ticket: &Ticket,
        now: Timestamp,
        since: Option<Timestamp>,
    ) -> Result<SlaReapplied> {
        if let Some(since) = since.filter(|since| now < *since) {
            let message = format!("{since} is after {now}; give an instant that has come");
            return Err(Fault::invalid("period.reversed", "since", message).into());
        }
        let before = self.status(ticket, now)?;
        let state = self.taken_up(other, ticket, since.unwrap_or(Timestamp::MIN), now)?;
        let differences = differences(before, other.status_of(&state, now)?);
        Ok(SlaReapplied { differences, state })
    }

    /// The clocks by this specification before an instant and by another one from then on.
    fn taken_up(
        &self,
        other: &SlaEngine,
        ticket: &Ticket,
        since: Timestamp,
        now: Timestamp,
    ) -> Result<SlaState> {
        let (created, first) = opening_by(ticket, now, "now")?;
        let until = events_until(ticket, now).count();
        let earlier = events_until(ticket, now).take_while(|(at, _)| *at < since).count();
        let view = View::opened(ticket, first);
        let later = ticket.events.get(1..=until).unwrap_or_default();
        let mut live = Live::new(other.compiled(), Keep::Last, |_| true);
        live.open(created, &view)?;
        if since <= created.at {
            return other.go_on(&ticket.id, (view, live), (created.at, Vec::new()), later);
        }
        let keep = if other.rules().look_back() { Keep::All } else { Keep::Last };
        let mut former = Live::new(self.compiled(), keep, |_| true);
        former.open(created, &view)?;
        let last = since.checked_add(Span::from_millis(-1)).unwrap_or(since);
        let (mut view, mut same) = (view.clone(), view);
        live.run(&mut same, ticket, last)?;
        former.run(&mut view, ticket, last)?;
        for course in &mut live.courses {
            let place = former.courses.iter().position(|it| it.track.key() == course.track.key());
            if let Some(place) = place {
                course.take_over(former.courses.swap_remove(place), &view, since)?;
            }
        }
        let after = later.get(earlier..).unwrap_or_default();
        other.go_on(&ticket.id, (view, live), (since, Vec::new()), after)
    }
}

impl<'a> Course<'a> {
    /// Goes on from what a clock was under another specification.
    fn take_over(&mut self, former: Course<'a>, view: &View<'_>, at: Timestamp) -> Result<()> {
        let past = former.past.into_iter().rev().find(|cycle| cycle.promised);
        self.past = past.into_iter().collect();
        (self.cycle, self.lapsed) = (former.cycle, former.lapsed);
        (self.number, self.limit) = (former.number, former.limit);
        (self.retargeted, self.free) = (former.retargeted, former.free);
        (self.startable, self.held) = (former.startable, former.held);
        let known = self.retargeted;
        self.choose(view, at)?;
        let goes_on = match (former.limit, self.limit) {
            (Some(old), Some(new)) => is_same(&old, &new),
            (None, None) => true,
            _ => false,
        };
        if goes_on {
            self.retargeted = known;
        } else if let Some(cycle) = self.cycle.as_mut().filter(|cycle| cycle.leg.is_live()) {
            // What ran until now ran in the former hours.
            cycle.turn(Leg { from: at, ..cycle.leg })?;
        }
        let (compiled, track, limit) = (self.compiled, self.track, self.limit);
        let renamed = |old: Limit<'a>| {
            let same = |it: &&Promise| it.target == old.promise.target;
            let policy = policy_name(former.compiled, old);
            let named = |it: &&Promise| {
                compiled.spec.policies.get(it.policy).is_some_and(|it| it.name == policy)
            };
            let promises = || track.promises.iter().filter(same);
            let promise = promises().find(named).or(limit.map(|it| it.promise));
            let promise = promise.or_else(|| promises().next())?;
            let calendar = promise.calendar.as_deref().unwrap_or(&compiled.calendar);
            Some(Limit { promise, calendar, ..old })
        };
        for cycle in self.past.iter_mut().chain(&mut self.cycle).chain(self.lapsed.as_deref_mut()) {
            cycle.take_over(compiled, goes_on, renamed);
        }
        if self.cycle.as_ref().is_some_and(|cycle| cycle.leg.is_live()) {
            self.move_in(self.motion_in(view.status), at, view)?;
        }
        Ok(())
    }
}

impl<'a> Cycle<'a> {
    /// Goes on under another specification: what was promised is named after a target of that one.
    fn take_over(
        &mut self,
        compiled: &'a Compiled,
        goes_on: bool,
        renamed: impl Fn(Limit<'a>) -> Option<Limit<'a>>,
    ) {
        (self.calendar, self.rules) = (&compiled.calendar, &compiled.spec.rules);
        self.keeps = self.rules.look_back();
        if self.leg.is_live() && !goes_on {
            (self.sum.limit, self.sum.used_up) = (None, None);
        }
        if !self.keeps {
            self.legs.clear();
        }
        self.leg.limit = self.leg.limit.and_then(&renamed);
        self.sum.limit = self.sum.limit.and_then(&renamed);
        self.sum.ran = self.sum.ran.map(|(from, used, it)| (from, used, it.and_then(&renamed)));
        for leg in &mut self.legs {
            leg.limit = leg.limit.and_then(&renamed);
        }
    }
}

/// Whether two specifications promise the same in the same hours.
fn is_same(old: &Limit<'_>, new: &Limit<'_>) -> bool {
    old.promise.target == new.promise.target && old.calendar.spec() == new.calendar.spec()
}
