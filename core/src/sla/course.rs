//! One clock on its way through the log of a ticket.

use super::compile::{Compiled, Track};
use super::cycle::Cycle;
use super::judge::limit;
use super::legs::{Leg, Limit, Motion, same_promise};
use super::motion::motion_in;
use super::replay::Keep;
use super::{
    Lapse, MergeStart, NextReplyFrom, OpenedByDesk, ReopenRule, Retarget, SlaAgreement, SlaMetric,
    SlaRules, SplitStart, UnansweredFrom,
};
use crate::error::Result;
use crate::ticket::{Change, Status, TicketEvent, View};
use crate::time::Timestamp;

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
    /// What it bears on.
    pub(super) bears: Bears,
}

impl Step<'_, '_> {
    const fn is(&self, bears: Bears) -> bool {
        self.bears.meets(bears)
    }
}

/// What events bear on, as a set: a clock that depends on nothing of it is left as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bears(u16);

impl Bears {
    pub(super) const NOTHING: Self = Self(0);
    /// That it happened: all of them do.
    pub(super) const EVENT: Self = Self(1 << 8);
    /// The status of the ticket.
    pub(super) const STATUS: Self = Self(1);
    /// It answers the requester.
    pub(super) const REPLY: Self = Self(1 << 1);
    /// The requester wrote.
    pub(super) const MESSAGE: Self = Self(1 << 2);
    pub(super) const PRIORITY: Self = Self(1 << 3);
    pub(super) const AGENT: Self = Self(1 << 4);
    /// An agent has it.
    pub(super) const OWNED: Self = Self(1 << 10);
    pub(super) const TEAM: Self = Self(1 << 5);
    /// Another ticket went on in this one, or this one comes from it.
    pub(super) const ORIGIN: Self = Self(1 << 6);
    /// It went on as another ticket.
    pub(super) const MERGED: Self = Self(1 << 9);
    /// Anything else that a condition can read.
    pub(super) const FIELD: Self = Self(1 << 7);
    /// All that a condition can read.
    pub(super) const VIEW: Self =
        Self::STATUS.and(Self::PRIORITY).and(Self::AGENT).and(Self::TEAM).and(Self::FIELD);
    /// Both.
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether they have something in common.
    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// Where a clock is.
#[derive(Debug)]
pub(super) struct Course<'a> {
    pub(super) compiled: &'a Compiled,
    pub(super) track: &'a Track,
    pub(super) keep: Keep,
    /// What it still depends on.
    pub(super) heeds: Bears,
    /// The former cycles: all or, of those of which something was promised, the last one.
    pub(super) past: Vec<Cycle<'a>>,
    /// The cycle that runs or ended last.
    pub(super) cycle: Option<Cycle<'a>>,
    /// That cycle as it was when its promise ceased to be for the ticket.
    pub(super) lapsed: Option<Box<Cycle<'a>>>,
    /// The number of the cycle at hand, or of the first one.
    pub(super) number: u32,
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
    /// A clock that nothing has started.
    pub(super) const fn idle(compiled: &'a Compiled, track: &'a Track, keep: Keep) -> Self {
        Self {
            compiled,
            track,
            keep,
            heeds: track.depends_on,
            past: Vec::new(),
            cycle: None,
            lapsed: None,
            number: 1,
            limit: None,
            retargeted: false,
            free: false,
            startable: false,
            held: false,
        }
    }

    /// Makes it the clock of a ticket that is created.
    pub(super) fn open(
        &mut self,
        created: &TicketEvent,
        view: &View<'_>,
        talk: Talk,
    ) -> Result<()> {
        self.past.clear();
        (self.cycle, self.lapsed, self.number) = (None, None, 1);
        (self.retargeted, self.startable, self.held) = (false, false, false);
        self.heeds = self.track.depends_on;
        self.free = self.track.agreement != SlaAgreement::Sla && view.team.is_none();
        self.limit = self.limit_of(view, created.at)?;
        if let Some(clock) = &self.track.clock {
            return self.try_start(clock, created.at, view, created);
        }
        let opened = self.rules().opened_by_desk;
        let by_desk = self.track.metric == SlaMetric::FirstResponse && created.role.is_staff();
        let starts = match self.track.metric {
            _ if by_desk && opened == OpenedByDesk::NoFirstResponse => false,
            SlaMetric::NextReply => {
                talk.waiting && self.rules().next_reply_from == NextReplyFrom::Creation
            }
            metric => metric.starts_at_creation(),
        };
        if starts && !self.free {
            let owned = self.track.metric == SlaMetric::TimeToOwn && view.agent.is_some();
            let answered = by_desk && opened == OpenedByDesk::Answered;
            let motion =
                if owned || answered { Motion::Finished } else { self.motion_in(Status::New) };
            self.begin(created.at, motion, view)?;
            self.rest();
        }
        Ok(())
    }

    /// Ends the last leg. A cycle whose promise had ceased to be for the ticket is cancelled from then on.
    pub(super) fn close(&mut self, now: Timestamp) -> Result<()> {
        if let Some(lapsed) = self.lapsed.take() {
            let leg = lapsed.leg;
            let cycle = self.cycle.insert(*lapsed);
            if leg.is_live() {
                cycle.go_on(Leg { from: leg.to, motion: Motion::Cancelled, ..leg });
                cycle.end(now)?;
            }
        } else if let Some(cycle) = &mut self.cycle {
            cycle.end(now)?;
        }
        Ok(())
    }

    /// Its cycles, as far as they are kept, in order.
    pub(super) fn cycles(&self) -> impl DoubleEndedIterator<Item = &Cycle<'a>> {
        self.past.iter().chain(&self.cycle)
    }

    pub(super) fn rules(&self) -> &'a SlaRules {
        &self.compiled.spec.rules
    }

    /// Moves it on by an event.
    pub(super) fn fold(&mut self, step: &Step<'_, '_>) -> Result<()> {
        if !step.is(self.heeds) {
            return Ok(());
        }
        if step.is(self.track.chosen_by) {
            self.choose(step.view, step.at)?;
        }
        match &self.track.clock {
            Some(clock) => self.fold_custom(clock, step),
            None if self.track.agreement == SlaAgreement::Sla => self.fold_built_in(step),
            None => self.fold_of_team(step),
        }
    }

    /// Finds the target that is for the ticket now.
    pub(super) fn choose(&mut self, view: &View<'_>, at: Timestamp) -> Result<()> {
        let started_at = self.cycle.as_ref().map_or(at, |cycle| cycle.started_at);
        let next = self.limit_of(view, started_at)?;
        let lapsed = next.is_none() && self.rules().lapse == Lapse::Keep;
        if !lapsed {
            self.retargeted |= !same_promise(self.limit, next);
            self.limit = next;
        }
        Ok(())
    }

    /// A clock that counts from when a team has got the ticket.
    fn fold_of_team(&mut self, step: &Step<'_, '_>) -> Result<()> {
        if step.is(Bears::TEAM) {
            if let Some(cycle) = self.cycle.as_mut().filter(|cycle| cycle.leg.is_live()) {
                let over = Leg { from: step.at, motion: Motion::Finished, ..cycle.leg };
                cycle.turn(over)?;
            }
            self.free = true;
        }
        if !self.free {
            return self.fold_built_in(step);
        }
        if step.view.team.is_none() || self.track.ends.has(step.view.status) {
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
        if let Some(cycle) = &self.cycle {
            let motion = self.motion_after(step, cycle.leg.motion);
            self.move_to(motion, step)?;
        }
        if step.is(Bears::ORIGIN) {
            self.meet_origin(step)?;
        }
        if step.is(self.track.begun_by) {
            self.begin_again(step)?;
        }
        self.rest();
        Ok(())
    }

    /// Begins another cycle of a clock that recurs, where an event does.
    fn begin_again(&mut self, step: &Step<'_, '_>) -> Result<()> {
        let rules = self.rules();
        let motion = self.cycle.as_ref().map(|cycle| cycle.leg.motion);
        if self.track.ends.has(step.view.status) || motion == Some(Motion::Cancelled) {
            return Ok(());
        }
        let begins = match self.track.metric {
            SlaMetric::NextReply if motion.is_some_and(|it| !it.is_over()) => {
                let again =
                    step.is(Bears::MESSAGE) && rules.unanswered_from == UnansweredFrom::Last;
                if again {
                    // The same cycle again: what it has counted is void.
                    (self.cycle, self.lapsed) = (None, None);
                }
                again
            }
            SlaMetric::NextReply => {
                let promised = rules.next_reply_from == NextReplyFrom::Creation;
                step.talk.waiting && (step.talk.answered || promised)
            }
            _ => true,
        };
        if begins {
            self.begin(step.at, self.motion_in(step.view.status), step.view)
        } else {
            Ok(())
        }
    }

    /// Heeds nothing any more if it is over for good.
    pub(super) fn rest(&mut self) {
        let over = |cycle: &Cycle<'_>| cycle.leg.motion.is_over();
        if self.track.once && self.cycle.as_ref().is_some_and(over) {
            self.heeds = Bears::NOTHING;
        }
    }

    /// Counts from the creation of another ticket, where the rules say so.
    fn meet_origin(&mut self, step: &Step<'_, '_>) -> Result<()> {
        let rules = self.rules();
        match step.event.change {
            Change::Absorbed { opened_at, .. } if rules.merge == MergeStart::Earliest => {
                self.reach_back(opened_at, step.at)
            }
            Change::SplitFrom { opened_at, .. } if rules.split == SplitStart::Inherit => {
                self.reach_back(opened_at, step.at)
            }
            _ => Ok(()),
        }
    }

    /// Counts from the creation of another ticket, where that is earlier.
    fn reach_back(&mut self, opened_at: Timestamp, at: Timestamp) -> Result<()> {
        let (track, limit) = (self.track, self.limit);
        let reaches = |cycle: &&mut Cycle<'_>| {
            let first = track.metric.starts_at_creation() && cycle.number == 1;
            first && cycle.leg.is_live() && opened_at < cycle.started_at
        };
        let Some(cycle) = self.cycle.as_mut().filter(reaches) else { return Ok(()) };
        let here = cycle.leg;
        cycle.end(at)?;
        let motion = motion_in(track, Status::New, false, limit);
        let before = Leg::begun(opened_at, motion, Status::New, false, limit);
        cycle.legs.insert(0, Leg { to: cycle.started_at, ..before });
        cycle.started_at = opened_at;
        cycle.recount(at, |leg| leg)?;
        cycle.go_on(Leg { from: at, ..here });
        Ok(())
    }

    /// Begins a cycle under the target in force.
    pub(super) fn begin(&mut self, at: Timestamp, motion: Motion, view: &View<'_>) -> Result<()> {
        self.close(at)?;
        if let Some(cycle) = self.cycle.take() {
            self.number += u32::from(cycle.promised);
            if self.keep == Keep::Last && cycle.promised {
                self.past.clear();
            }
            if self.keep != Keep::Last || cycle.promised {
                self.past.push(cycle);
            }
        }
        // Only days are counted from the start; a target that has lapsed is for no other cycle.
        let days = self.limit.is_some_and(|it| it.promise.target.business_days.is_some());
        let mut motion = motion;
        if days || self.rules().lapse == Lapse::Keep {
            self.limit = self.limit_of(view, at)?;
            motion = if motion.is_over() { motion } else { self.motion_in(view.status) };
        }
        self.retargeted = false;
        let leg = Leg::begun(at, motion, view.status, self.held, self.limit);
        let keeps = self.keep == Keep::All || self.rules().look_back();
        let hours = (&self.compiled.calendar, self.rules());
        self.cycle = Some(Cycle::new(hours, self.number, leg, keeps));
        Ok(())
    }

    pub(super) fn move_to(&mut self, motion: Motion, step: &Step<'_, '_>) -> Result<()> {
        self.move_in(motion, step.at, step.view)
    }

    /// Moves the cycle at hand on.
    pub(super) fn move_in(&mut self, motion: Motion, at: Timestamp, view: &View<'_>) -> Result<()> {
        let rules = self.rules();
        let Some(cycle) = &mut self.cycle else { return Ok(()) };
        let before = cycle.leg.motion;
        // What changes after the end of a clock matters once it goes on.
        let retargeted = self.retargeted && !motion.is_over();
        self.retargeted &= !retargeted;
        let again = before.is_over() && !motion.is_over();
        // Stretches must keep apart what only another limit could tell apart.
        let splits = rules.retarget == Retarget::FromStart && !motion.is_over();
        if motion == before && !retargeted && !(splits && view.status != cycle.leg.status) {
            cycle.leg.status = view.status;
            return Ok(());
        }
        let next = Leg::begun(at, motion, view.status, self.held, self.limit);
        let fresh = retargeted && rules.retarget == Retarget::FromChange;
        let late = rules.new_cycle_after.is_some_and(|after| at.since(cycle.leg.from) > after);
        if fresh || (again && (late || rules.reopen == ReopenRule::NewCycle)) {
            if !before.is_over() {
                let limit = cycle.leg.limit;
                cycle.turn(Leg { motion: Motion::Cancelled, limit, ..next })?;
            }
            return self.begin(at, motion, view);
        }
        cycle.end(at)?;
        if cycle.leg.limit.is_some() && next.limit.is_none() {
            self.lapsed = Some(Box::new(cycle.clone()));
        } else if next.limit.is_some() {
            self.lapsed = None;
        }
        if retargeted && rules.retarget == Retarget::FromStart {
            let (track, limit) = (self.track, self.limit);
            cycle.recount(at, |leg| match leg.is_live() {
                true => {
                    let motion = motion_in(track, leg.status, leg.held, limit);
                    Leg { motion, limit, ..leg }
                }
                false => Leg { limit, ..leg },
            })?;
        }
        cycle.go_on(next);
        Ok(())
    }

    fn motion_after(&self, step: &Step<'_, '_>, before: Motion) -> Motion {
        let goes_on =
            self.track.metric.is_resolution() && self.rules().reopen != ReopenRule::Ignore;
        match before {
            Motion::Cancelled => Motion::Cancelled,
            Motion::Finished if !goes_on => Motion::Finished,
            Motion::Running | Motion::Paused(_) if step.is(Bears::MERGED) => Motion::Cancelled,
            _ if step.is(self.track.fulfilled_by) => Motion::Finished,
            _ => self.motion_in(step.view.status),
        }
    }

    pub(super) fn motion_in(&self, status: Status) -> Motion {
        motion_in(self.track, status, self.held, self.limit)
    }

    /// The limit of a ticket for a cycle that started at an instant: the first target that is for it in the
    /// first policy that is.
    fn limit_of(&self, view: &View<'_>, started_at: Timestamp) -> Result<Option<Limit<'a>>> {
        let promise = self.track.promise_for(&self.compiled.spec, view);
        promise.map(|promise| limit(self.compiled, promise, view, started_at)).transpose()
    }
}
