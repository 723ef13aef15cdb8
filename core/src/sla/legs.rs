use super::compile::Promise;
use super::{DueAtClosing, DueWhilePaused, ExactlyOnDue, Retarget, RetargetBreach, SlaRules};
use crate::error::Result;
use crate::ticket::Status;
use crate::time::{BusinessDayRule, Calendar, Span, Timestamp};

/// How a clock moves in a leg.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Motion {
    /// Open time counts.
    Running,
    /// The status stops it.
    Paused(Status),
    /// It is fulfilled; only a reopened ticket goes on after that.
    Finished,
    /// The ticket went into another one, or another cycle took its place.
    Cancelled,
}

impl Motion {
    /// Whether the promise is over, fulfilled or not.
    pub(crate) const fn is_over(self) -> bool {
        matches!(self, Self::Finished | Self::Cancelled)
    }
}

/// The limit that a target sets a cycle: how much open time may pass, and in which statuses none does.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit<'a> {
    pub(crate) within: Span,
    /// Whether it is used up at an opening, where counting open time alone finds the closing before.
    pub(crate) at_opening: bool,
    pub(super) promise: &'a Promise,
    /// The hours that its time counts in.
    pub(crate) calendar: &'a Calendar,
}

/// A stretch `[from, to)` in which a clock moved in one way under one limit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Leg<'a> {
    pub(crate) from: Timestamp,
    pub(crate) to: Timestamp,
    pub(crate) motion: Motion,
    pub(crate) status: Status,
    /// Whether a clock of the desk's own stood still by its own conditions.
    pub(crate) held: bool,
    pub(crate) limit: Option<Limit<'a>>,
    /// The open time that had been used when it began.
    pub(crate) used: Span,
    /// The open time that was used in it.
    pub(crate) ran: Span,
}

/// One cycle of a clock.
#[derive(Debug)]
pub(crate) struct Cycle<'a> {
    /// The hours of what no promise is for.
    pub(crate) calendar: &'a Calendar,
    pub(crate) rules: SlaRules,
    /// From 1.
    pub(crate) number: u32,
    /// Without gaps, at least one.
    pub(crate) legs: Vec<Leg<'a>>,
    /// The open time used until the end of the last leg.
    pub(crate) elapsed: Span,
    /// Before this instant nothing was broken under a limit that was set later.
    pub(super) floor: Option<Timestamp>,
}

impl<'a> Cycle<'a> {
    pub(super) fn new(calendar: &'a Calendar, rules: SlaRules, number: u32) -> Self {
        // Most tickets need no more, so one allocation does.
        Self {
            calendar,
            rules,
            number,
            legs: Vec::with_capacity(6),
            elapsed: Span::ZERO,
            floor: None,
        }
    }

    pub(super) fn end(&mut self, leg: Leg<'a>, to: Timestamp) -> Result<()> {
        let ran = self.ran(&leg, to)?;
        self.legs.push(Leg { to, ran, used: self.elapsed, ..leg });
        self.elapsed += ran;
        Ok(())
    }

    /// Whether there was ever a promise of it.
    pub(super) fn is_promised(&self) -> bool {
        self.legs.iter().any(|leg| leg.limit.is_some())
    }

    /// Ends the last leg. A cycle whose promise had ceased to be for the ticket is cancelled from then on.
    pub(super) fn close(&mut self, leg: Leg<'a>, at: Timestamp) -> Result<()> {
        self.end(leg, at)?;
        let promised = self.legs.iter().rposition(|leg| leg.limit.is_some()).map_or(0, |it| it + 1);
        if let Some(last) = promised.checked_sub(1).and_then(|index| self.legs.get(index)).copied()
            && promised < self.legs.len()
            && !last.motion.is_over()
        {
            self.legs.truncate(promised);
            self.elapsed = last.used + last.ran;
            let over = Leg { from: last.to, motion: Motion::Cancelled, ..last };
            self.end(over, at)?;
        }
        Ok(())
    }

    /// When the cycle started whose leg at hand is that one.
    pub(super) fn start(&self, leg: &Leg<'a>) -> Timestamp {
        self.legs.first().unwrap_or(leg).from
    }

    /// The hours that a leg counts in.
    pub(crate) fn hours(&self, leg: &Leg<'a>) -> &'a Calendar {
        leg.limit.map_or(self.calendar, |limit| limit.calendar)
    }

    fn ran(&self, leg: &Leg<'a>, to: Timestamp) -> Result<Span> {
        match leg.motion {
            Motion::Running => self.hours(leg).open_between(leg.from, to),
            _ => Ok(Span::ZERO),
        }
    }

    /// Counts all legs again, as if a limit that is set at `at` had been in force from the start.
    pub(super) fn recount(
        &mut self,
        at: Timestamp,
        limit: Option<Limit<'a>>,
        motion_in: impl Fn(&Leg<'a>) -> Motion,
    ) -> Result<()> {
        if self.rules.retarget_breach == RetargetBreach::AtChange {
            self.floor = self.breached_since()?.or(Some(at));
        }
        let legs = std::mem::take(&mut self.legs);
        self.elapsed = Span::ZERO;
        for leg in legs {
            let motion = if leg.motion.is_over() { leg.motion } else { motion_in(&leg) };
            self.end(Leg { motion, limit, ..leg }, leg.to)?;
        }
        Ok(())
    }

    /// The stretches, in order, in which at least a part of the limit in force was used.
    pub(crate) fn reached(
        &self,
        part: impl Fn(Span) -> Span,
    ) -> Result<Vec<(Timestamp, Timestamp)>> {
        let mut stretches = Vec::new();
        for (leg, limit) in self.limited() {
            let left = part(limit.within) - leg.used;
            if left <= Span::ZERO {
                stretches.push((leg.from, leg.to));
            } else if left <= leg.ran {
                stretches.extend(limit.calendar.add(leg.from, left)?.map(|since| (since, leg.to)));
            }
        }
        Ok(stretches)
    }

    /// The stretches, in order, in which the clock ran and so many business days before (negative) or after
    /// the due instant had come; those before the start of the cycle at its start, or not at all.
    pub(crate) fn days_from_due(
        &self,
        days: i32,
        never_early: bool,
    ) -> Result<Vec<(Timestamp, Timestamp)>> {
        let mut stretches = Vec::new();
        let start = self.legs.first().map(|leg| leg.from).filter(|_| never_early);
        for (leg, limit) in self.limited().filter(|(leg, _)| leg.motion == Motion::Running) {
            let due = self.used_up(self.before(leg), (leg.from, leg.used), limit)?;
            let level = due.and_then(|due| shifted(limit.calendar, due, days));
            stretches.extend(
                level
                    .filter(|at| *at <= leg.to && start.is_none_or(|start| start <= *at))
                    .map(|at| (at.max(leg.from), leg.to)),
            );
        }
        Ok(stretches)
    }

    /// When so many business days before or after the due instant will have come.
    pub(crate) fn coming_days(&self, days: i32) -> Result<Option<Timestamp>> {
        let Some((_, _, limit)) = self.course(true) else { return Ok(None) };
        Ok(self.due(true)?.and_then(|due| shifted(limit.calendar, due, days)))
    }

    /// Whether what is left of a target breaks the promise.
    pub(crate) fn is_broken(&self, left: Span) -> bool {
        match self.rules.exactly_on_due {
            ExactlyOnDue::Met => left.is_negative(),
            ExactlyOnDue::Breached => left <= Span::ZERO,
        }
    }

    /// Since when the open time is beyond the limit in force. A looser limit ends a breach, and what is
    /// beyond that one later is another.
    pub(crate) fn breached_since(&self) -> Result<Option<Timestamp>> {
        let mut since = None;
        for (leg, limit) in self.limited() {
            let left = limit.within - leg.used;
            since = if left.is_negative() || (left == Span::ZERO && self.is_broken(left)) {
                // A new priority may leave less than was used already, also during a pause.
                match since {
                    Some(since) => Some(since),
                    None => self.overrun(leg, limit)?,
                }
            } else if self.is_broken(left - leg.ran) {
                self.used_up(self.before(leg), (leg.from, leg.used), limit)?
            } else {
                None
            };
        }
        Ok(since.map(|since| self.floor.map_or(since, |floor| since.max(floor))))
    }

    /// When a limit was broken that a leg had used up as it began.
    fn overrun(&self, leg: &Leg<'a>, limit: Limit<'a>) -> Result<Option<Timestamp>> {
        if self.rules.retarget_breach == RetargetBreach::AtChange {
            return Ok(Some(leg.from));
        }
        let reached = |it: &&Leg<'a>| limit.within <= it.used + it.ran;
        match self.legs.iter().take_while(|it| it.from < leg.from).find(reached) {
            Some(it) => self.reach(it.from, limit.within - it.used, limit),
            None => Ok(Some(leg.from)),
        }
    }

    /// When a limit is used up whose last part is left as it runs on.
    fn reach(&self, from: Timestamp, left: Span, limit: Limit<'a>) -> Result<Option<Timestamp>> {
        let used_up = limit.calendar.add(from, left)?;
        let opens = limit.at_opening || self.rules.due_at_closing == DueAtClosing::NextOpen;
        Ok(used_up.and_then(|at| if opens { limit.calendar.next_open(at) } else { Some(at) }))
    }

    /// The legs before one.
    fn before(&self, leg: &Leg<'a>) -> &[Leg<'a>] {
        let end = self.legs.iter().position(|it| std::ptr::eq(it, leg)).unwrap_or_default();
        self.legs.get(..end).unwrap_or_default()
    }

    /// The legs before the end that have a limit.
    fn limited(&self) -> impl Iterator<Item = (&Leg<'a>, Limit<'a>)> {
        let legs = self.legs.iter().filter(|leg| !leg.motion.is_over());
        legs.filter_map(|leg| Some((leg, leg.limit?)))
    }

    /// Whether open time counts now.
    pub(crate) fn is_running(&self) -> bool {
        self.legs.last().is_some_and(|leg| leg.motion == Motion::Running)
    }

    /// From where on the open time runs or, with the pause ended now, would run, and what had been used.
    fn course(&self, paused_since_end: bool) -> Option<(Timestamp, Span, Limit<'a>)> {
        let last = self.legs.last()?;
        let running = |leg: &&Leg<'a>| leg.motion == Motion::Running;
        let ran = self.legs.iter().rev().find(running);
        match last.motion {
            Motion::Paused(_) if paused_since_end => Some((last.to, self.elapsed, last.limit?)),
            Motion::Paused(_) => match ran {
                Some(leg) => Some((leg.from, leg.used, last.limit?)),
                None => Some((last.from, last.used, last.limit?)),
            },
            _ => ran.and_then(|leg| Some((leg.from, leg.used, leg.limit?))),
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
        self.used_up(&self.legs, (from, used), limit)
    }

    /// When a limit is used up of which so much was used at an instant: after it or, in the legs before under
    /// the same target, already.
    fn used_up(
        &self,
        before: &[Leg<'a>],
        (from, used): (Timestamp, Span),
        limit: Limit<'a>,
    ) -> Result<Option<Timestamp>> {
        let left = limit.within - used;
        if left > Span::ZERO {
            return self.reach(from, left, limit);
        }
        let same =
            |it: &&Leg<'a>| it.limit.is_some_and(|it| std::ptr::eq(it.promise, limit.promise));
        let under = before.iter().rev().take_while(same);
        match under.filter(|it| limit.within <= it.used + it.ran).last() {
            Some(it) if it.used <= limit.within => {
                self.reach(it.from, limit.within - it.used, limit)
            }
            _ => Ok(Some(from)),
        }
    }

    /// The due instant that the rules let be known in a pause.
    pub(crate) fn due_in_pause(&self) -> Result<Option<Timestamp>> {
        match self.rules.due_while_paused {
            DueWhilePaused::Absent => Ok(None),
            DueWhilePaused::IfResumed => self.due(true),
            DueWhilePaused::AsBefore => self.due(false),
        }
    }

    /// Whether legs must keep apart what only another limit could tell apart.
    pub(super) fn splits_by_status(&self) -> bool {
        self.rules.retarget == Retarget::FromStart
    }
}

/// So many business days before (negative) or after an instant.
fn shifted(calendar: &Calendar, due: Timestamp, days: i32) -> Option<Timestamp> {
    match days < 0 {
        true => calendar.subtract_business_days(due, days.unsigned_abs()),
        false => calendar.add_business_days(due, days.unsigned_abs(), BusinessDayRule::KeepTime),
    }
}
