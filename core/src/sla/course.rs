//! One clock on its way through the log of a ticket.

use super::compile::{Compiled, Track};
use super::judge::limit;
use super::legs::{Cycle, Leg, Limit, Motion};
use super::replay::Replayed;
use super::{
    Lapse, NextReplyFrom, OpenedByDesk, ReopenRule, ResolutionEnd, Retarget, SlaAgreement,
    SlaClock, SlaMetric, SlaRules, UnansweredFrom,
};
use crate::error::Result;
use crate::ticket::{Change, Condition, Status, TicketEvent, View};
use crate::time::{Span, Timestamp};

/// Who has written to whom.
#[derive(Debug, Clone, Copy)]
pub(super) struct Talk {
    /// Whether there was a response.
    pub(super) answered: bool,
    /// Whether a message of the requester has no answer.
    pub(super) waiting: bool,
}

/// An event, and what is to be known of it.
pub(super) struct Step<'s, 't> {
    pub(super) at: Timestamp,
    pub(super) event: &'t TicketEvent,
    /// The ticket after it.
    pub(super) view: &'s View<'t>,
    /// The talk after it.
    pub(super) talk: Talk,
    /// Whether it answers the requester.
    pub(super) reply: bool,
    /// Whether the requester wrote.
    pub(super) message: bool,
    /// Whether it changed anything that a condition could read.
    pub(super) changed: bool,
    /// Whether it is of a kind that moves a ticket from one status to another.
    pub(super) moved: bool,
    pub(super) reprioritised: bool,
    pub(super) passed_on: bool,
}

/// Where a clock is.
pub(super) struct Course<'a> {
    pub(super) compiled: &'a Compiled,
    pub(super) track: &'a Track,
    pub(super) past: Vec<Cycle<'a>>,
    /// The cycle that runs or ended last, and its last leg so far.
    pub(super) cycle: Option<(Cycle<'a>, Leg<'a>)>,
    pub(super) limit: Option<Limit<'a>>,
    /// Whether another target holds than the cycle knows.
    pub(super) retargeted: bool,
    /// Whether no team has the ticket that has not passed it on: an agreement with a team waits for one.
    pub(super) free: bool,
    /// Whether the start of a clock of the desk's own holds, apart from events.
    pub(super) startable: bool,
    /// Whether such a clock stands still by its own conditions.
    pub(super) held: bool,
}

impl<'a> Course<'a> {
    /// A clock as the ticket is created.
    pub(super) fn open(
        compiled: &'a Compiled,
        track: &'a Track,
        created: &TicketEvent,
        view: &View<'_>,
        talk: Talk,
    ) -> Result<Self> {
        let free = track.agreement != SlaAgreement::Sla && view.team.is_none();
        let mut course = Self {
            compiled,
            track,
            past: Vec::new(),
            cycle: None,
            limit: None,
            retargeted: false,
            free,
            startable: false,
            held: false,
        };
        course.limit = course.limit_of(view, created.at)?;
        if let Some(clock) = &track.clock {
            course.try_start(clock, created.at, view, created)?;
            return Ok(course);
        }
        let opened = course.rules().opened_by_desk;
        let by_desk = track.metric == SlaMetric::FirstResponse && created.role.is_staff();
        let starts = match track.metric {
            _ if by_desk && opened == OpenedByDesk::NoFirstResponse => false,
            SlaMetric::NextReply => {
                talk.waiting && course.rules().next_reply_from == NextReplyFrom::Creation
            }
            metric => metric.starts_at_creation(),
        };
        if starts && !free {
            let owned = track.metric == SlaMetric::TimeToOwn && view.agent.is_some();
            let answered = by_desk && opened == OpenedByDesk::Answered;
            let motion = if owned || answered {
                Motion::Finished
            } else {
                motion_in(&course.compiled.spec.rules, track, Status::New, false, course.limit)
            };
            course.begin(created.at, motion, view)?;
        }
        Ok(course)
    }

    /// What came of it by `now`.
    pub(super) fn close(mut self, now: Timestamp) -> Result<Replayed<'a>> {
        if let Some((mut cycle, leg)) = self.cycle {
            cycle.close(leg, now)?;
            self.past.push(cycle);
        }
        Ok(Replayed { track: self.track, cycles: self.past, limit: self.limit })
    }

    pub(super) fn rules(&self) -> &'a SlaRules {
        &self.compiled.spec.rules
    }

    /// Moves it on by an event.
    pub(super) fn fold(&mut self, step: &Step<'_, '_>) -> Result<()> {
        if step.reprioritised || (step.changed && self.track.filtered) {
            let started_at = self.cycle.as_ref().map(|(cycle, leg)| cycle.start(leg));
            let next = self.limit_of(step.view, started_at.unwrap_or(step.at))?;
            let lapsed = next.is_none() && self.rules().lapse == Lapse::Keep;
            if !lapsed {
                self.retargeted |= !same_promise(self.limit, next);
                self.limit = next;
            }
        }
        match &self.track.clock {
            Some(clock) => self.fold_custom(clock, step),
            None if self.track.agreement == SlaAgreement::Sla => self.fold_built_in(step),
            None => self.fold_of_team(step),
        }
    }

    /// A clock that counts from when a team has got the ticket.
    fn fold_of_team(&mut self, step: &Step<'_, '_>) -> Result<()> {
        if step.passed_on {
            if let Some((cycle, current)) = self.cycle.as_mut().filter(|(_, leg)| is_live(leg)) {
                cycle.end(*current, step.at)?;
                *current = Leg { from: step.at, motion: Motion::Finished, ..*current };
            }
            self.free = true;
        }
        if !self.free {
            return self.fold_built_in(step);
        }
        if step.view.team.is_none() || self.ends(step.view.status) {
            return Ok(());
        }
        self.free = false;
        if self.track.metric.starts_at_creation() {
            let motion = self.motion_in(step.view.status);
            return self.begin(step.at, motion, step.view);
        }
        Ok(())
    }

    fn fold_built_in(&mut self, step: &Step<'_, '_>) -> Result<()> {
        if self.is_indifferent(step) {
            return Ok(());
        }
        self.advance(step)?;
        let live = self.cycle.as_ref().is_some_and(|(_, leg)| is_live(leg));
        let merged = self.cycle.as_ref().is_some_and(|(_, leg)| leg.motion == Motion::Cancelled);
        let starts = match self.track.metric {
            _ if self.ends(step.view.status) || merged => false,
            SlaMetric::NextReply if live => {
                // The same cycle again: what it has counted is void.
                let again = step.message && self.rules().unanswered_from == UnansweredFrom::Last;
                if again {
                    self.cycle = None;
                }
                again
            }
            SlaMetric::NextReply => {
                let promised = self.rules().next_reply_from == NextReplyFrom::Creation;
                step.talk.waiting && (step.talk.answered || promised)
            }
            metric => metric.is_update() && step.reply,
        };
        if starts {
            let motion = self.motion_in(step.view.status);
            self.begin(step.at, motion, step.view)?;
        }
        Ok(())
    }

    /// Whether an event can't matter to a clock that knows only statuses and targets, or that is over for good.
    fn is_indifferent(&self, step: &Step<'_, '_>) -> bool {
        match self.track.metric {
            SlaMetric::NextReply | SlaMetric::PeriodicUpdate | SlaMetric::PausableUpdate => false,
            SlaMetric::FirstResponse | SlaMetric::TimeToOwn | SlaMetric::Acknowledgement => {
                self.cycle.as_ref().is_some_and(|(_, leg)| leg.motion.is_over())
            }
            _ => !step.moved && !self.retargeted,
        }
    }

    /// A clock of the desk's own: the first that fits of stop, cancel, reset, pause, start.
    fn fold_custom(&mut self, clock: &SlaClock, step: &Step<'_, '_>) -> Result<()> {
        let (view, event) = (step.view, step.event);
        let holds = |condition: &Option<_>| {
            condition.as_ref().is_some_and(|it: &Condition| it.holds(view, Some(event)))
        };
        if !self.cycle.as_ref().is_some_and(|(_, leg)| is_live(leg)) {
            return self.try_start(clock, step.at, view, event);
        }
        self.startable = clock.start.holds(view, None);
        let merged = matches!(event.change, Change::Merged { .. });
        if clock.stop.holds(view, Some(event)) {
            return self.move_to(Motion::Finished, step);
        }
        if merged || holds(&clock.cancel) {
            return self.move_to(Motion::Cancelled, step);
        }
        if holds(&clock.reset) {
            self.move_to(Motion::Cancelled, step)?;
            self.held = holds(&clock.pause);
            let motion = self.motion_in(view.status);
            return self.begin(step.at, motion, view);
        }
        self.held = match &clock.resume {
            None => holds(&clock.pause),
            Some(_) if holds(&clock.pause) => true,
            resume => self.held && !holds(resume),
        };
        let motion = self.motion_in(view.status);
        self.move_to(motion, step)
    }

    /// Starts a clock of the desk's own at an event by which its start has come to hold.
    fn try_start(
        &mut self,
        clock: &SlaClock,
        at: Timestamp,
        view: &View<'_>,
        event: &TicketEvent,
    ) -> Result<()> {
        let holds = |it: &Condition| it.holds(view, Some(event));
        let starts = holds(&clock.start) && !self.startable;
        self.startable = clock.start.holds(view, None);
        let ends = holds(&clock.stop) || clock.cancel.as_ref().is_some_and(holds);
        if !starts || ends || matches!(event.change, Change::Merged { .. }) {
            return Ok(());
        }
        self.held = clock.pause.as_ref().is_some_and(holds);
        let motion = self.motion_in(view.status);
        self.begin(at, motion, view)
    }

    /// Begins a cycle under the target in force.
    fn begin(&mut self, at: Timestamp, motion: Motion, view: &View<'_>) -> Result<()> {
        if let Some((mut cycle, leg)) = self.cycle.take() {
            cycle.close(leg, at)?;
            self.past.push(cycle);
        }
        self.limit = self.limit_of(view, at)?;
        self.retargeted = false;
        let number =
            self.past.last().map_or(1, |cycle| cycle.number + u32::from(cycle.is_promised()));
        let cycle = Cycle::new(&self.compiled.calendar, *self.rules(), number);
        let leg = leg(at, motion, view.status, self.held, self.limit);
        self.cycle = Some((cycle, leg));
        Ok(())
    }

    /// Moves the cycle at hand on by an event.
    fn advance(&mut self, step: &Step<'_, '_>) -> Result<()> {
        let Some((_, current)) = &self.cycle else { return Ok(()) };
        let motion = self.motion_after(step, current.motion);
        self.move_to(motion, step)
    }

    fn move_to(&mut self, motion: Motion, step: &Step<'_, '_>) -> Result<()> {
        let (at, status, rules) = (step.at, step.view.status, *self.rules());
        let (limit, held) = (self.limit, self.held);
        let Some((cycle, current)) = &mut self.cycle else { return Ok(()) };
        let before = current.motion;
        // What changes after the end of a clock matters once it goes on.
        let retargeted = self.retargeted && !motion.is_over();
        self.retargeted &= !retargeted;
        let again = before.is_over() && !motion.is_over();
        let moved = motion != before
            || retargeted
            || (status != current.status && !motion.is_over() && cycle.splits_by_status());
        if !moved {
            current.status = status;
            return Ok(());
        }
        let next = leg(at, motion, status, held, limit);
        let fresh = retargeted && rules.retarget == Retarget::FromChange;
        let late = rules.new_cycle_after.is_some_and(|after| at.since(current.from) > after);
        if fresh || (again && (late || rules.reopen == ReopenRule::NewCycle)) {
            if !before.is_over() {
                cycle.end(*current, at)?;
                *current = Leg { motion: Motion::Cancelled, limit: current.limit, ..next };
            }
            return self.begin(at, motion, step.view);
        }
        cycle.end(*current, at)?;
        if retargeted && rules.retarget == Retarget::FromStart {
            let (track, limit) = (self.track, self.limit);
            let motion = |leg: &Leg<'_>| motion_in(&rules, track, leg.status, leg.held, limit);
            cycle.recount(at, limit, motion)?;
        }
        *current = next;
        Ok(())
    }

    fn motion_after(&self, step: &Step<'_, '_>, before: Motion) -> Motion {
        let goes_on =
            self.track.metric.is_resolution() && self.rules().reopen != ReopenRule::Ignore;
        match (&step.event.change, before) {
            (_, Motion::Cancelled) => Motion::Cancelled,
            (_, Motion::Finished) if !goes_on => Motion::Finished,
            (Change::Merged { .. }, Motion::Running | Motion::Paused(_)) => Motion::Cancelled,
            _ if self.fulfils(step) => Motion::Finished,
            _ => self.motion_in(step.view.status),
        }
    }

    /// Whether an event keeps the promise, whatever the status.
    fn fulfils(&self, step: &Step<'_, '_>) -> bool {
        match self.track.metric {
            SlaMetric::TimeToOwn => {
                matches!(step.event.change, Change::AgentAssigned { agent: Some(_) })
            }
            SlaMetric::FirstResponse | SlaMetric::NextReply => step.reply,
            metric => metric.is_update() && step.reply,
        }
    }

    fn ends(&self, status: Status) -> bool {
        ends(self.rules(), self.track.metric, status)
    }

    fn motion_in(&self, status: Status) -> Motion {
        motion_in(self.rules(), self.track, status, self.held, self.limit)
    }

    /// The limit of a ticket for a cycle that started at an instant: the first target that is for it in the
    /// first policy that is.
    fn limit_of(&self, view: &View<'_>, started_at: Timestamp) -> Result<Option<Limit<'a>>> {
        let spec = &self.compiled.spec;
        let policies = spec.policies.iter().enumerate();
        let mut policies = policies.filter(|(_, it)| it.agreement == self.track.agreement);
        let Some((policy, _)) = policies.find(|(_, it)| it.is_for(view)) else { return Ok(None) };
        let mut promises = self.track.promises.iter().filter(|it| it.policy == policy);
        let promise = promises.find(|it| it.target.is_for(view));
        promise.map(|promise| limit(self.compiled, promise, view, started_at)).transpose()
    }
}

/// A leg that begins.
const fn leg(
    from: Timestamp,
    motion: Motion,
    status: Status,
    held: bool,
    limit: Option<Limit<'_>>,
) -> Leg<'_> {
    Leg { from, to: from, motion, status, held, limit, used: Span::ZERO, ran: Span::ZERO }
}

fn is_live(leg: &Leg<'_>) -> bool {
    !leg.motion.is_over()
}

/// How a clock moves in a status, as far as the status and its own pause tell.
fn motion_in(
    rules: &SlaRules,
    track: &Track,
    status: Status,
    held: bool,
    limit: Option<Limit<'_>>,
) -> Motion {
    let pauses = |it: Limit<'_>| it.promise.target.pause_on.contains(&status);
    match limit {
        _ if ends(rules, track.metric, status) => Motion::Finished,
        _ if held || track.metric.pauses().contains(&status) => Motion::Paused(status),
        Some(limit) if pauses(limit) => Motion::Paused(status),
        _ => Motion::Running,
    }
}

/// Whether a status ends a clock.
fn ends(rules: &SlaRules, metric: SlaMetric, status: Status) -> bool {
    match metric {
        SlaMetric::Custom => false,
        SlaMetric::Acknowledgement => status != Status::New,
        metric if metric.is_resolution() => match rules.resolution_end {
            ResolutionEnd::Resolved => !status.is_unresolved(),
            ResolutionEnd::Closed => status == Status::Closed,
        },
        _ => !status.is_unresolved(),
    }
}

/// Whether two limits are those of one target in the same hours, which a change between them leaves as it is.
fn same_promise(a: Option<Limit<'_>>, b: Option<Limit<'_>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => {
            std::ptr::eq(a.promise, b.promise) && std::ptr::eq(a.calendar, b.calendar)
        }
        (None, None) => true,
        _ => false,
    }
}
