use super::compile::Promise;
use crate::ticket::Status;
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

impl Limit<'_> {
    /// Whether they are of one target.
    pub(super) fn is_of(&self, other: &Limit<'_>) -> bool {
        std::ptr::eq(self.promise, other.promise)
    }
}

/// Whether two limits are those of one target in the same hours, which a change between them leaves as it is.
pub(super) fn same_promise(a: Option<Limit<'_>>, b: Option<Limit<'_>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.is_of(&b) && std::ptr::eq(a.calendar, b.calendar),
        (None, None) => true,
        _ => false,
    }
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

impl<'a> Leg<'a> {
    /// One that begins.
    pub(super) const fn begun(
        from: Timestamp,
        motion: Motion,
        status: Status,
        held: bool,
        limit: Option<Limit<'a>>,
    ) -> Self {
        Self { from, to: from, motion, status, held, limit, used: Span::ZERO, ran: Span::ZERO }
    }

    /// Whether another one is its rest.
    pub(super) fn goes_on_as(&self, next: &Leg<'_>) -> bool {
        same_promise(self.limit, next.limit)
            && self.to == next.from
            && (self.motion, self.status, self.held) == (next.motion, next.status, next.held)
    }

    /// Whether its clock is still to be decided.
    pub(super) const fn is_live(&self) -> bool {
        !self.motion.is_over()
    }
}
