use super::legs::{Clock, Leg, Limit, Motion};
use super::{ReopenRule, ReplyKind, ResolutionEnd, Retarget, SlaMetric, SlaRules};
use crate::error::Result;
use crate::ticket::{Change, Priority, Status, Ticket, TicketEvent, events_until, opening};
use crate::time::{Calendar, Span, Timestamp};

/// What a log is replayed by.
pub(super) struct Replay<'a, F> {
    pub(super) metric: SlaMetric,
    pub(super) calendar: &'a Calendar,
    pub(super) rules: SlaRules,
    /// The limit of a priority for a cycle that started at an instant.
    pub(super) limit_of: F,
}

impl<'a, F: Fn(Priority, Timestamp) -> Result<Option<Limit<'a>>>> Replay<'a, F> {
    /// The cycles of a ticket that exists by `now`, at least one; the last leg of the last one ends now. An
    /// event whose time runs backwards counts as at the instant of the one before it: the logs of other
    /// systems hold such.
    pub(super) fn cycles(&self, ticket: &Ticket, now: Timestamp) -> Result<Vec<Clock<'a>>> {
        let (created, opening) = opening(ticket)?;
        let (mut priority, mut started_at) = (opening.priority, created.at);
        let mut limit = (self.limit_of)(priority, started_at)?;
        let (mut past, mut changed) = (Vec::new(), false);
        let mut clock = Clock::new(self.calendar, self.rules, 1);
        let mut current = leg(created.at, self.motion_in(Status::New, limit), Status::New, limit);
        for (at, event) in events_until(ticket, now) {
            let status = event.change.status().unwrap_or(current.status);
            let before = current.motion;
            if let Change::PriorityChanged { priority: to } = event.change {
                priority = to;
                let next = (self.limit_of)(priority, started_at)?;
                changed |= !same_target(limit, next);
                limit = next;
            }
            let motion = self.motion_after(event, before, status, limit);
            // What changes after the end of a clock matters once it goes on.
            let retargeted = changed && !is_over(motion);
            changed &= !retargeted;
            let again = before == Motion::Finished && !is_over(motion);
            let moved = motion != before
                || retargeted
                || (status != current.status && clock.splits_by_status());
            if !moved {
                current.status = status;
                continue;
            }
            clock.end(current, at)?;
            let fresh = retargeted && self.rules.retarget == Retarget::FromChange;
            if fresh || (again && self.rules.reopen == ReopenRule::NewCycle) {
                if !is_over(before) {
                    clock.end(leg(at, Motion::Cancelled, status, current.limit), at)?;
                }
                started_at = at;
                limit = (self.limit_of)(priority, started_at)?;
                let next = Clock::new(self.calendar, self.rules, clock.cycle + 1);
                past.push(std::mem::replace(&mut clock, next));
            } else if retargeted && self.rules.retarget == Retarget::FromStart {
                clock.recount(at, limit, |status| self.motion_in(status, limit))?;
            }
            current = leg(at, motion, status, limit);
        }
        clock.end(current, now)?;
        past.push(clock);
        Ok(past)
    }

    /// How the clock moves in a status, as far as the status alone tells.
    fn motion_in(&self, status: Status, limit: Option<Limit<'_>>) -> Motion {
        match limit {
            _ if self.ends(status) => Motion::Finished,
            Some(limit) if limit.target.pause_on.contains(&status) => Motion::Paused(status),
            _ => Motion::Running,
        }
    }

    fn ends(&self, status: Status) -> bool {
        match self.metric {
            SlaMetric::Acknowledgement => status != Status::New,
            SlaMetric::FirstResponse => !status.is_unresolved(),
            SlaMetric::Resolution => match self.rules.resolution_end {
                ResolutionEnd::Resolved => !status.is_unresolved(),
                ResolutionEnd::Closed => status == Status::Closed,
            },
        }
    }

    fn motion_after(
        &self,
        event: &TicketEvent,
        before: Motion,
        status: Status,
        limit: Option<Limit<'_>>,
    ) -> Motion {
        let goes_on =
            self.metric == SlaMetric::Resolution && self.rules.reopen != ReopenRule::Ignore;
        match (&event.change, before) {
            (_, Motion::Cancelled) => Motion::Cancelled,
            (_, Motion::Finished) if !goes_on => Motion::Finished,
            (Change::Merged { .. }, Motion::Running | Motion::Paused(_)) => Motion::Cancelled,
            _ if self.metric == SlaMetric::FirstResponse && self.is_reply(event) => {
                Motion::Finished
            }
            _ => self.motion_in(status, limit),
        }
    }

    fn is_reply(&self, event: &TicketEvent) -> bool {
        let by = event.role.is_staff()
            || (self.rules.automatic_replies && event.role == crate::ticket::Role::System);
        let what = match event.change {
            Change::PublicReply {} => true,
            Change::InternalNote {} => self.rules.reply == ReplyKind::PublicOrNote,
            _ => false,
        };
        by && what
    }
}

fn is_over(motion: Motion) -> bool {
    matches!(motion, Motion::Finished | Motion::Cancelled)
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
