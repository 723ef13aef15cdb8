use super::ClockedSpan;
use super::hours::Hours;
use crate::error::Result;
use crate::ticket::View;
use crate::time::{Calendar, Span};

/// All clocks of one ticket at the event that is being read.
#[derive(Debug)]
pub(super) struct Stopwatch<'h> {
    hours: &'h Hours,
    calendar: Option<&'h Calendar>,
    created: i64,
    now: i64,
    /// Open time since the creation, each stretch by the calendar that the ticket had then.
    open: i64,
    /// The open time of the calendar up to now, since its own beginning.
    line: i64,
}

/// A reading of the clocks, to measure from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    at: i64,
    open: i64,
}

impl<'h> Stopwatch<'h> {
    pub(super) fn started(hours: &'h Hours, view: &View<'_>, created: i64) -> Result<Self> {
        let calendar = hours.of(view)?;
        let line = calendar.map_or(0, |it| it.open_until(created));
        Ok(Self { hours, calendar, created, now: created, open: 0, line })
    }

    pub(super) fn advance(&mut self, to: i64) {
        self.now = to;
        if let Some(calendar) = self.calendar {
            let line = calendar.open_until(to);
            self.open += line - self.line;
            self.line = line;
        }
    }

    /// Takes up the calendar that the ticket has from now on.
    pub(super) fn follow(&mut self, view: &View<'_>) -> Result<()> {
        if !self.hours.is_single() {
            self.calendar = self.hours.of(view)?;
            self.line = self.calendar.map_or(0, |it| it.open_until(self.now));
        }
        Ok(())
    }

    pub(super) const fn now(&self) -> Reading {
        Reading { at: self.now, open: self.open }
    }

    pub(super) fn since(&self, from: Reading) -> ClockedSpan {
        let open = self.open - from.open;
        let span = |millis| self.calendar.map(|_| Span::from_millis(millis));
        ClockedSpan {
            elapsed: Span::from_millis(self.now - from.at),
            business: span(open),
            business_at_end: match self.calendar {
                Some(calendar) if !self.hours.is_single() => {
                    span(calendar.open_until(self.now) - calendar.open_until(from.at))
                }
                _ => span(open),
            },
        }
    }

    pub(super) fn since_created(&self) -> ClockedSpan {
        self.since(Reading { at: self.created, open: 0 })
    }

    /// The time from the creation to any other instant, by the calendar of now.
    pub(super) fn to(&self, at: i64) -> ClockedSpan {
        let open = self.calendar.map(|calendar| {
            Span::from_millis(calendar.open_until(at) - calendar.open_until(self.created))
        });
        let elapsed = Span::from_millis(at - self.created);
        ClockedSpan { elapsed, business: open, business_at_end: open }
    }
}

impl ClockedSpan {
    pub(super) fn plus(self, other: Self) -> Self {
        self.with(other, |a, b| a + b)
    }

    pub(super) fn minus(self, other: Self) -> Self {
        self.with(other, |a, b| a - b)
    }

    fn with(self, other: Self, both: impl Fn(Span, Span) -> Span) -> Self {
        let optional = |a: Option<Span>, b: Option<Span>| match (a, b) {
            (None, None) => None,
            (a, b) => Some(both(a.unwrap_or_default(), b.unwrap_or_default())),
        };
        Self {
            elapsed: both(self.elapsed, other.elapsed),
            business: optional(self.business, other.business),
            business_at_end: optional(self.business_at_end, other.business_at_end),
        }
    }
}
