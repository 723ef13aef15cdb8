use super::SlaMetric;
use crate::error::Result;
use crate::ticket::{Change, Priority, Status, Ticket, TicketEvent, events_until, opening};
use crate::time::{Calendar, Span, Timestamp};

/// How a clock moves in a leg.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Motion {
    /// Open time counts.
    Running,
    /// The status stops it.
    Paused(Status),
    /// It is fulfilled; only a reopened ticket goes on after that.
    Finished,
    /// The ticket went into another one.
    Cancelled,
}

/// A limit for a clock: how much open time may pass, and in which statuses none does.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit<'a> {
    pub(crate) within: Span,
    pub(crate) pause_on: &'a [Status],
}

/// A stretch `[from, to)` in which a clock moved in one way under one limit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Leg<'a> {
    pub(crate) from: Timestamp,
    pub(crate) to: Timestamp,
    pub(crate) motion: Motion,
    pub(crate) limit: Option<Limit<'a>>,
    /// The open time that had been used when it began.
    pub(crate) used: Span,
    /// The open time that was used in it.
    pub(crate) ran: Span,
}

impl Leg<'_> {
    /// Whether the promise was over by then, fulfilled or not.
    pub(crate) fn is_over(&self) -> bool {
        matches!(self.motion, Motion::Finished | Motion::Cancelled)
    }
}

/// The clock of one metric, replayed from a ticket's log until `now`.
#[derive(Debug)]
pub(crate) struct Clock<'a> {
    pub(crate) calendar: &'a Calendar,
    /// Without gaps, at least one; the last one ends now.
    pub(crate) legs: Vec<Leg<'a>>,
    /// The open time used until now.
    pub(crate) elapsed: Span,
}

impl<'a> Clock<'a> {
    /// Replays the log of a ticket that exists by `now`. An event whose time runs backwards counts as at
    /// the instant of the one before it: the logs of other systems hold such.
    pub(crate) fn replay(
        ticket: &Ticket,
        metric: SlaMetric,
        calendar: &'a Calendar,
        limit_of: impl Fn(Priority) -> Option<Limit<'a>>,
        now: Timestamp,
    ) -> Result<Self> {
        let (created, opening) = opening(ticket)?;
        let (mut status, mut limit) = (Status::New, limit_of(opening.priority));
        let leg = |from, motion, limit, used| Leg {
            from,
            to: from,
            motion,
            limit,
            used,
            ran: Span::ZERO,
        };
        let mut current = leg(created.at, motion_in(status, metric, limit), limit, Span::ZERO);
        let mut clock = Self { calendar, legs: Vec::new(), elapsed: Span::ZERO };
        for (at, event) in events_until(ticket, now) {
            status = event.change.status().unwrap_or(status);
            if let Change::PriorityChanged { priority } = event.change {
                limit = limit_of(priority);
            }
            let motion = motion_after(event, current.motion, status, metric, limit);
            let over = matches!(motion, Motion::Finished | Motion::Cancelled);
            let retargeted = matches!(event.change, Change::PriorityChanged { .. }) && !over;
            if motion != current.motion || retargeted {
                clock.end(current, at)?;
                current = leg(at, motion, limit, clock.elapsed);
            }
        }
        clock.end(current, now)?;
        Ok(clock)
    }

    fn end(&mut self, leg: Leg<'a>, to: Timestamp) -> Result<()> {
        let ran = match leg.motion {
            Motion::Running => self.calendar.open_between(leg.from, to)?,
            _ => Span::ZERO,
        };
        self.elapsed += ran;
        self.legs.push(Leg { to, ran, ..leg });
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
                stretches.extend(self.calendar.add(leg.from, left)?.map(|since| (since, leg.to)));
            }
        }
        Ok(stretches)
    }

    /// Since when the open time is beyond the limit in force. A looser limit ends a breach, and what is
    /// beyond that one later is another.
    pub(crate) fn breached_since(&self) -> Result<Option<Timestamp>> {
        let mut since = None;
        for (leg, limit) in self.limited() {
            let left = limit.within - leg.used;
            since = if left.is_negative() {
                // A new priority may leave less than was used already, also during a pause.
                since.or(Some(leg.from))
            } else if left < leg.ran {
                self.calendar.add(leg.from, left)?
            } else {
                None
            };
        }
        Ok(since)
    }

    /// The legs before the end that have a limit.
    fn limited(&self) -> impl Iterator<Item = (&Leg<'a>, Limit<'a>)> {
        let legs = self.legs.iter().filter(|leg| !leg.is_over());
        legs.filter_map(|leg| Some((leg, leg.limit?)))
    }

    /// Whether open time counts now.
    pub(crate) fn is_running(&self) -> bool {
        self.legs.last().is_some_and(|leg| leg.motion == Motion::Running)
    }

    /// When the open time will reach, or reached, that share in the last leg in which it ran or, with
    /// the pause ended now, would run.
    pub(crate) fn coming(&self, part: impl Fn(Span) -> Span) -> Result<Option<Timestamp>> {
        let Some(last) = self.legs.last() else { return Ok(None) };
        let (Some(limit), from, used) = (match last.motion {
            Motion::Running => (last.limit, last.from, last.used),
            Motion::Paused(_) => (last.limit, last.to, self.elapsed),
            Motion::Finished | Motion::Cancelled => {
                let ran = self.legs.iter().rev().find(|leg| leg.motion == Motion::Running);
                match ran {
                    Some(leg) => (leg.limit, leg.from, leg.used),
                    None => return Ok(None),
                }
            }
        }) else {
            return Ok(None);
        };
        let left = part(limit.within) - used;
        if left.is_negative() { Ok(Some(from)) } else { self.calendar.add(from, left) }
    }
}

/// How the clock moves in a status, as far as the status alone tells.
fn motion_in(status: Status, metric: SlaMetric, limit: Option<Limit<'_>>) -> Motion {
    let finished = match metric {
        SlaMetric::Acknowledgement => status != Status::New,
        SlaMetric::FirstResponse | SlaMetric::Resolution => !status.is_unresolved(),
    };
    match limit {
        _ if finished => Motion::Finished,
        Some(limit) if limit.pause_on.contains(&status) => Motion::Paused(status),
        _ => Motion::Running,
    }
}

fn motion_after(
    event: &TicketEvent,
    before: Motion,
    status: Status,
    metric: SlaMetric,
    limit: Option<Limit<'_>>,
) -> Motion {
    match (&event.change, before) {
        (_, Motion::Cancelled) => Motion::Cancelled,
        (_, Motion::Finished) if metric != SlaMetric::Resolution => Motion::Finished,
        (Change::Merged { .. }, Motion::Running | Motion::Paused(_)) => Motion::Cancelled,
        (Change::PublicReply {}, _)
            if metric == SlaMetric::FirstResponse && event.role.is_staff() =>
        {
            Motion::Finished
        }
        _ => motion_in(status, metric, limit),
    }
}
