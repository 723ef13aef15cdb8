use super::legs::{Clock, Leg, Limit, Motion};
use super::{
    NextReplyFrom, ReopenRule, ResolutionEnd, Retarget, SlaMetric, SlaRules, UnansweredFrom,
};
use crate::error::Result;
use crate::ticket::{Change, Role, Status, Ticket, TicketEvent, View, events_until, opening_by};
use crate::time::{Calendar, Span, Timestamp};

/// What a log is replayed by.
pub(super) struct Replay<'a, F> {
    pub(super) metric: SlaMetric,
    pub(super) calendar: &'a Calendar,
    pub(super) rules: SlaRules,
    /// The limit of a ticket for a cycle that started at an instant.
    pub(super) limit_of: F,
    /// Whether more than the priority decides on the limit.
    pub(super) filtered: bool,
}

/// What a log comes to.
pub(super) struct Replayed<'a> {
    /// The cycles, in order; none where nothing has started the clock.
    pub(super) cycles: Vec<Clock<'a>>,
    /// The limit of the last priority.
    pub(super) limit: Option<Limit<'a>>,
}

/// Where a replay is.
struct Course<'a, 't> {
    past: Vec<Clock<'a>>,
    /// The cycle that runs or ended last, and its last leg so far.
    cycle: Option<(Clock<'a>, Leg<'a>)>,
    view: View<'t>,
    limit: Option<Limit<'a>>,
    /// Whether another target holds than the cycle knows.
    retargeted: bool,
    /// Whether there was a response.
    answered: bool,
    /// Whether a message of the requester has no answer.
    waiting: bool,
}

impl<'a, F: Fn(&View<'_>, Timestamp) -> Result<Option<Limit<'a>>>> Replay<'a, F> {
    /// The cycles of a ticket until `now`; the last leg of the last one ends now. An event whose
    /// time runs backwards counts as at the instant of the one before it: the logs of other systems hold
    /// such.
    pub(super) fn run(&self, ticket: &Ticket, now: Timestamp) -> Result<Replayed<'a>> {
        let (created, opening) = opening_by(ticket, now, "now")?;
        let view = View::opened(ticket, opening);
        let mut course = Course {
            past: Vec::new(),
            cycle: None,
            limit: (self.limit_of)(&view, created.at)?,
            view,
            retargeted: false,
            answered: false,
            waiting: created.role == Role::Requester,
        };
        let owned = self.metric == SlaMetric::TimeToOwn && opening.agent.is_some();
        let starts = match self.metric {
            SlaMetric::NextReply => {
                course.waiting && self.rules.next_reply_from == NextReplyFrom::Creation
            }
            metric => metric.starts_at_creation(),
        };
        if starts {
            let motion =
                if owned { Motion::Finished } else { self.motion_in(Status::New, course.limit) };
            self.begin(&mut course, created.at, motion)?;
        }
        for (at, event) in events_until(ticket, now) {
            self.fold(&mut course, at, event)?;
        }
        let Course { past: mut cycles, cycle, limit, .. } = course;
        if let Some((mut clock, leg)) = cycle {
            clock.end(leg, now)?;
            cycles.push(clock);
        }
        Ok(Replayed { cycles, limit })
    }

    fn fold<'t>(
        &self,
        course: &mut Course<'a, 't>,
        at: Timestamp,
        event: &'t TicketEvent,
    ) -> Result<()> {
        let before = course.view.priority;
        if course.view.fold(event) && (self.filtered || course.view.priority != before) {
            let started_at = course.cycle.as_ref().map(|(clock, leg)| clock.start(leg));
            let next = (self.limit_of)(&course.view, started_at.unwrap_or(at))?;
            course.retargeted |= !same_target(course.limit, next);
            course.limit = next;
        }
        self.advance(course, at, event)?;
        let reply = self.rules.counts_as_reply(event);
        let message = match event.change {
            Change::RequesterReply {} => true,
            Change::Reopened {} => event.role == Role::Requester,
            _ => false,
        };
        let ended = self.ends(course.view.status);
        course.answered |= reply;
        course.waiting = message || (course.waiting && !reply && !ended);
        let is_live = course.cycle.as_ref().is_some_and(|(_, leg)| !leg.motion.is_over());
        let merged = course.cycle.as_ref().is_some_and(|(_, leg)| leg.motion == Motion::Cancelled);
        let starts = match self.metric {
            _ if ended || merged => false,
            SlaMetric::NextReply if is_live => {
                // The same cycle again: what it has counted is void.
                let again = message && self.rules.unanswered_from == UnansweredFrom::Last;
                if again {
                    course.cycle = None;
                }
                again
            }
            SlaMetric::NextReply => {
                let promised = self.rules.next_reply_from == NextReplyFrom::Creation;
                course.waiting && (course.answered || promised)
            }
            metric => metric.is_update() && reply,
        };
        if starts {
            self.begin(course, at, self.motion_in(course.view.status, course.limit))?;
        }
        Ok(())
    }

    /// Begins a cycle under the priority in force.
    fn begin(&self, course: &mut Course<'a, '_>, at: Timestamp, motion: Motion) -> Result<()> {
        if let Some((mut clock, leg)) = course.cycle.take() {
            clock.end(leg, at)?;
            course.past.push(clock);
        }
        course.limit = (self.limit_of)(&course.view, at)?;
        course.retargeted = false;
        let number = course.past.last().map_or(1, |clock| clock.cycle + 1);
        let clock = Clock::new(self.calendar, self.rules, number);
        course.cycle = Some((clock, leg(at, motion, course.view.status, course.limit)));
        Ok(())
    }

    /// Moves the cycle at hand on by an event.
    fn advance(
        &self,
        course: &mut Course<'a, '_>,
        at: Timestamp,
        event: &TicketEvent,
    ) -> Result<()> {
        let (status, limit) = (course.view.status, course.limit);
        let Some((clock, current)) = &mut course.cycle else { return Ok(()) };
        let before = current.motion;
        let motion = self.motion_after(event, before, status, limit);
        // What changes after the end of a clock matters once it goes on.
        let retargeted = course.retargeted && !motion.is_over();
        course.retargeted &= !retargeted;
        let again = before.is_over() && !motion.is_over();
        let moved = motion != before
            || retargeted
            || (status != current.status && !motion.is_over() && clock.splits_by_status());
        if !moved {
            current.status = status;
            return Ok(());
        }
        let fresh = retargeted && self.rules.retarget == Retarget::FromChange;
        if fresh || (again && self.rules.reopen == ReopenRule::NewCycle) {
            if !before.is_over() {
                clock.end(*current, at)?;
                *current = leg(at, Motion::Cancelled, status, current.limit);
            }
            return self.begin(course, at, motion);
        }
        clock.end(*current, at)?;
        if retargeted && self.rules.retarget == Retarget::FromStart {
            clock.recount(at, limit, |status| self.motion_in(status, limit))?;
        }
        *current = leg(at, motion, status, limit);
        Ok(())
    }

    /// How the clock moves in a status, as far as the status alone tells.
    fn motion_in(&self, status: Status, limit: Option<Limit<'_>>) -> Motion {
        let pauses = |it: Limit<'_>| it.target.pause_on.contains(&status);
        match limit {
            _ if self.ends(status) => Motion::Finished,
            _ if self.metric.pauses().contains(&status) => Motion::Paused(status),
            Some(limit) if pauses(limit) => Motion::Paused(status),
            _ => Motion::Running,
        }
    }

    fn ends(&self, status: Status) -> bool {
        match self.metric {
            SlaMetric::Acknowledgement => status != Status::New,
            metric if metric.is_resolution() => match self.rules.resolution_end {
                ResolutionEnd::Resolved => !status.is_unresolved(),
                ResolutionEnd::Closed => status == Status::Closed,
            },
            _ => !status.is_unresolved(),
        }
    }

    fn motion_after(
        &self,
        event: &TicketEvent,
        before: Motion,
        status: Status,
        limit: Option<Limit<'_>>,
    ) -> Motion {
        let goes_on = self.metric.is_resolution() && self.rules.reopen != ReopenRule::Ignore;
        match (&event.change, before) {
            (_, Motion::Cancelled) => Motion::Cancelled,
            (_, Motion::Finished) if !goes_on => Motion::Finished,
            (Change::Merged { .. }, Motion::Running | Motion::Paused(_)) => Motion::Cancelled,
            _ if self.fulfils(event) => Motion::Finished,
            _ => self.motion_in(status, limit),
        }
    }

    /// Whether an event keeps the promise, whatever the status.
    fn fulfils(&self, event: &TicketEvent) -> bool {
        match self.metric {
            SlaMetric::TimeToOwn => {
                matches!(event.change, Change::AgentAssigned { agent: Some(_) })
            }
            SlaMetric::FirstResponse | SlaMetric::NextReply => self.rules.counts_as_reply(event),
            metric => metric.is_update() && self.rules.counts_as_reply(event),
        }
    }
}

/// Whether two limits are those of one target, which a change between them leaves as it is.
fn same_target(a: Option<Limit<'_>>, b: Option<Limit<'_>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => std::ptr::eq(a.target, b.target),
        (None, None) => true,
        _ => false,
    }
}

/// A leg that begins.
const fn leg(from: Timestamp, motion: Motion, status: Status, limit: Option<Limit<'_>>) -> Leg<'_> {
    Leg { from, to: from, motion, status, limit, used: Span::ZERO, ran: Span::ZERO }
}
