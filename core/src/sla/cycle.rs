//! One cycle of a clock: what came of its legs, and the leg at hand.

use super::legs::{Leg, Limit, Motion};
use super::{DueAtClosing, DueWhilePaused, ExactlyOnDue, RetargetBreach, SlaRules};
use crate::error::Result;
use crate::time::{Calendar, Span, Timestamp};

/// One cycle of a clock.
///
/// Its legs are summed up as they end, so what is asked of it does not depend on how many there were. They are
/// kept where all of them are asked for, and by rules that look back.
#[derive(Debug, Clone)]
pub(crate) struct Cycle<'a> {
    /// The hours of what no promise is for.
    pub(super) calendar: &'a Calendar,
    pub(super) rules: &'a SlaRules,
    /// From 1.
    pub(crate) number: u32,
    pub(super) started_at: Timestamp,
    /// The leg at hand; of a cycle that is closed, the last one.
    pub(super) leg: Leg<'a>,
    pub(super) sum: Sum<'a>,
    /// Before this instant nothing was broken under a limit that was set later.
    pub(super) floor: Option<Timestamp>,
    /// Whether there was ever a promise of it.
    pub(super) promised: bool,
    /// The legs that have ended, where they are kept: without gaps, in order.
    pub(super) legs: Vec<Leg<'a>>,
    pub(super) keeps: bool,
}

/// What came of the legs that have ended.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sum<'a> {
    /// The open time that was used.
    pub(super) elapsed: Span,
    /// The time of the wall clock in which it ran.
    pub(super) wall: Span,
    /// Since when the open time is beyond the limit in force.
    pub(super) breached: Option<Timestamp>,
    /// When the limit in force was used up, as long as its target has been in force.
    pub(super) used_up: Option<Timestamp>,
    /// The limit of the last leg before the end.
    pub(super) limit: Option<Limit<'a>>,
    /// The last leg in which it ran: from when on, and what had been used then.
    pub(super) ran: Option<(Timestamp, Span, Option<Limit<'a>>)>,
}

impl<'a> Cycle<'a> {
    pub(super) fn new(
        (calendar, rules): (&'a Calendar, &'a SlaRules),
        number: u32,
        leg: Leg<'a>,
        keeps: bool,
    ) -> Self {
        // Most tickets need no more, so one allocation does.
        let legs = if keeps { Vec::with_capacity(6) } else { Vec::new() };
        let promised = leg.limit.is_some();
        let (started_at, sum) = (leg.from, Sum::default());
        Self { calendar, rules, number, started_at, leg, sum, floor: None, promised, legs, keeps }
    }

    /// Ends the leg at hand.
    pub(super) fn end(&mut self, to: Timestamp) -> Result<()> {
        let leg = &mut self.leg;
        leg.to = to;
        leg.used = self.sum.elapsed;
        leg.ran = match leg.motion {
            Motion::Running => {
                self.sum.ran = Some((leg.from, leg.used, leg.limit));
                self.sum.wall += to.since(leg.from);
                leg.limit.map_or(self.calendar, |it| it.calendar).open_between(leg.from, to)?
            }
            _ => Span::ZERO,
        };
        let leg = self.leg;
        if let Some(limit) = leg.limit.filter(|_| leg.is_live()) {
            self.judge(&leg, limit)?;
        } else if leg.limit.is_none() {
            self.sum.limit = None;
        }
        self.sum.elapsed += leg.ran;
        if self.keeps {
            self.legs.push(leg);
        }
        Ok(())
    }

    /// Ends the leg at hand, and begins another.
    pub(super) fn turn(&mut self, next: Leg<'a>) -> Result<()> {
        self.end(next.from)?;
        self.go_on(next);
        Ok(())
    }

    /// Begins a leg after one that was ended.
    pub(super) fn go_on(&mut self, next: Leg<'a>) {
        self.promised |= next.limit.is_some();
        self.leg = next;
    }

    /// Notes when a limit was used up and broken in a leg. A looser limit ends a breach, and what is beyond that
    /// one later is another.
    fn judge(&mut self, leg: &Leg<'a>, limit: Limit<'a>) -> Result<()> {
        if self.sum.limit.is_none_or(|it| !it.is_of(&limit)) {
            self.sum.used_up = None;
        }
        self.sum.limit = Some(limit);
        let left = limit.within - leg.used;
        let broken = if left.is_negative() || (left == Span::ZERO && self.is_broken(left)) {
            match self.sum.breached {
                Some(since) => Some(since),
                None if left == Span::ZERO && self.rolls_over(limit) => match leg.motion {
                    Motion::Running => self.used_up((leg.from, leg.used), limit)?,
                    _ => None,
                },
                // A new priority may leave less than was used already, also during a pause.
                None => self.overrun(leg, limit)?,
            }
        } else if self.is_broken(left - leg.ran) {
            self.used_up((leg.from, leg.used), limit)?
        } else {
            None
        };
        // What is due at the next opening is not broken before it.
        self.sum.breached = broken.filter(|at| *at <= leg.to);
        if self.sum.used_up.is_none() && !left.is_negative() && left <= leg.ran {
            self.sum.used_up = self.reach(leg.from, left, limit)?;
        }
        Ok(())
    }

    /// Counts all legs again, as if they had been others from the start; that is decided at `at`.
    pub(super) fn recount(
        &mut self,
        at: Timestamp,
        other: impl Fn(Leg<'a>) -> Leg<'a>,
    ) -> Result<()> {
        if self.rules.retarget_breach == RetargetBreach::AtChange {
            self.floor = self.breached_since().or(Some(at));
        }
        let mut legs: Vec<Leg<'a>> = Vec::with_capacity(self.legs.len());
        for leg in std::mem::take(&mut self.legs).into_iter().map(other) {
            match legs.last_mut() {
                // What no target tells apart any more is one, however often the target has changed.
                Some(last) if last.goes_on_as(&leg) => last.to = leg.to,
                _ => legs.push(leg),
            }
        }
        self.sum = Sum::default();
        for leg in legs {
            self.go_on(leg);
            self.end(leg.to)?;
        }
        Ok(())
    }

    /// The hours that a leg counts in.
    pub(crate) fn hours(&self, leg: &Leg<'a>) -> &'a Calendar {
        leg.limit.map_or(self.calendar, |limit| limit.calendar)
    }

    /// Whether what is left of a target breaks the promise.
    pub(crate) fn is_broken(&self, left: Span) -> bool {
        match self.rules.exactly_on_due {
            ExactlyOnDue::Met => left.is_negative(),
            ExactlyOnDue::Breached => left <= Span::ZERO,
        }
    }

    /// Since when the open time is beyond the limit in force.
    pub(super) fn breached_since(&self) -> Option<Timestamp> {
        self.sum.breached.map(|since| self.floor.map_or(since, |floor| since.max(floor)))
    }

    /// When a limit was broken that a leg had used up as it began.
    fn overrun(&self, leg: &Leg<'a>, limit: Limit<'a>) -> Result<Option<Timestamp>> {
        if self.rules.retarget_breach == RetargetBreach::AtChange {
            return Ok(Some(leg.from));
        }
        let reached = |it: &&Leg<'a>| limit.within <= it.used + it.ran;
        match self.legs.iter().find(reached) {
            // What was used was used in the hours that counted then.
            Some(it) => {
                let calendar = self.hours(it);
                self.reach(it.from, limit.within - it.used, Limit { calendar, ..limit })
            }
            None => Ok(Some(leg.from)),
        }
    }

    /// Whether what a day uses up is due at the next opening; a count of days ends where it ends.
    fn rolls_over(&self, limit: Limit<'a>) -> bool {
        let in_days = limit.promise.target.business_days.is_some();
        !in_days && self.rules.due_at_closing == DueAtClosing::NextOpen
    }

    /// When a limit is used up whose last part is left as it runs on.
    pub(super) fn reach(
        &self,
        from: Timestamp,
        left: Span,
        limit: Limit<'a>,
    ) -> Result<Option<Timestamp>> {
        let used_up = limit.calendar.add(from, left)?;
        let opens = limit.at_opening || self.rolls_over(limit);
        Ok(used_up.and_then(|at| if opens { limit.calendar.next_open(at) } else { Some(at) }))
    }

    /// When a limit is used up of which so much was used at an instant: after it, or already.
    pub(super) fn used_up(
        &self,
        (from, used): (Timestamp, Span),
        limit: Limit<'a>,
    ) -> Result<Option<Timestamp>> {
        let left = limit.within - used;
        if left > Span::ZERO {
            return self.reach(from, left, limit);
        }
        let known = self.sum.limit.filter(|it| it.is_of(&limit)).and(self.sum.used_up);
        Ok(Some(known.unwrap_or(from)))
    }

    /// Whether open time counts now.
    pub(crate) fn is_running(&self) -> bool {
        self.leg.motion == Motion::Running
    }

    /// From where on the open time runs or, with the pause ended now, would run, and what had been used.
    fn course(&self, paused_since_end: bool) -> Option<(Timestamp, Span, Limit<'a>)> {
        let (last, ran) = (&self.leg, self.sum.ran);
        match last.motion {
            Motion::Paused(_) if paused_since_end => Some((last.to, self.sum.elapsed, last.limit?)),
            Motion::Paused(_) => {
                let (from, used, _) = ran.unwrap_or((last.from, last.used, None));
                Some((from, used, last.limit?))
            }
            _ => ran.and_then(|(from, used, limit)| Some((from, used, limit?))),
        }
    }

    /// When the open time will reach, or reached, a share of the limit in the last leg in which it ran or,
    /// with the pause ended now, would run.
    pub(crate) fn coming(&self, part: impl Fn(Span) -> Span) -> Result<Option<Timestamp>> {
        let Some((from, used, limit)) = self.course(true) else { return Ok(None) };
        let left = part(limit.within) - used;
        if left.is_negative() { Ok(Some(from)) } else { limit.calendar.add(from, left) }
    }

    /// When it is due: `if_resumed` now, or as it was before the pause.
    pub(crate) fn due(&self, if_resumed: bool) -> Result<Option<Timestamp>> {
        let Some((from, used, limit)) = self.course(if_resumed) else { return Ok(None) };
        self.used_up((from, used), limit)
    }

    /// The due instant that the rules let be known in a pause.
    pub(crate) fn due_in_pause(&self) -> Result<Option<Timestamp>> {
        match self.rules.due_while_paused {
            DueWhilePaused::Absent => Ok(None),
            DueWhilePaused::IfResumed => self.due(true),
            DueWhilePaused::AsBefore => self.due(false),
        }
    }
}
