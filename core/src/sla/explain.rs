use super::SlaStatus;
use super::legs::{Cycle, Leg, Motion};
use crate::error::Result;
use crate::ticket::Status;
use crate::time::{Calendar, Span, Timestamp};
use serde::{Deserialize, Serialize};

/// Why an interval counted, or did not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlaReason {
    /// The desk was open and the clock ran: it counts.
    Open,
    /// The desk was closed.
    Closed,
    /// The status stops this clock.
    Paused,
    /// The promise was fulfilled.
    Finished,
    /// The ticket had gone into another one.
    Cancelled,
}

/// One interval of a ticket's life, as a clock saw it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaStep {
    /// Its first instant.
    pub start: Timestamp,
    /// The first instant after it.
    pub end: Timestamp,
    /// The open time in it that counted.
    pub counted: Span,
    /// Why it counted, or did not.
    pub reason: SlaReason,
    /// The status of a pause, or the name of the holiday or exception of a closed day, which is a step of
    /// its own.
    pub note: Option<String>,
}

/// How a promise stands, and the intervals that led there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaExplanation {
    /// The version of the specification that it was measured by, if that has one.
    pub version: Option<String>,
    /// How it stands.
    pub status: SlaStatus,
    /// Every interval from the start of the clock to its end or to now, in order; what counted in
    /// them is the status's elapsed time.
    pub steps: Vec<SlaStep>,
}

/// The steps of a clock; what lies after its end is left out.
pub(super) fn steps(cycle: &Cycle<'_>) -> Result<Vec<SlaStep>> {
    let until = cycle.legs.iter().rposition(|leg| !leg.motion.is_over()).map_or(0, |last| last + 1);
    let mut steps = Vec::new();
    for leg in cycle.legs.iter().take(until).filter(|leg| leg.from < leg.to) {
        let whole = |reason, note| SlaStep {
            start: leg.from,
            end: leg.to,
            counted: Span::ZERO,
            reason,
            note,
        };
        match leg.motion {
            Motion::Running => running(cycle, leg, &mut steps)?,
            Motion::Paused(status) => steps.push(whole(SlaReason::Paused, Some(name(status)))),
            Motion::Finished => steps.push(whole(SlaReason::Finished, None)),
            Motion::Cancelled => steps.push(whole(SlaReason::Cancelled, None)),
        }
    }
    steps.dedup_by(goes_on);
    Ok(steps)
}

/// Whether a step is the rest of the one before; that one then takes it in.
fn goes_on(step: &mut SlaStep, before: &mut SlaStep) -> bool {
    let rest = (step.reason, &step.note, step.start) == (before.reason, &before.note, before.end);
    if rest {
        before.end = step.end;
        before.counted += step.counted;
    }
    rest
}

fn running(cycle: &Cycle<'_>, leg: &Leg<'_>, steps: &mut Vec<SlaStep>) -> Result<()> {
    let mut cursor = leg.from;
    for open in cycle.hours(leg).periods(leg.from, leg.to)? {
        closed(cycle.hours(leg), cursor, open.start, steps);
        steps.push(SlaStep {
            start: open.start,
            end: open.end,
            counted: open.span(),
            reason: SlaReason::Open,
            note: None,
        });
        cursor = open.end;
    }
    closed(cycle.hours(leg), cursor, leg.to, steps);
    Ok(())
}

/// A closed interval: its named days, and what lies between them.
fn closed(hours: &Calendar, start: Timestamp, end: Timestamp, steps: &mut Vec<SlaStep>) {
    let mut push = |start: Timestamp, end: Timestamp, note| {
        if start < end {
            let (counted, reason) = (Span::ZERO, SlaReason::Closed);
            steps.push(SlaStep { start, end, counted, reason, note });
        }
    };
    let mut cursor = start;
    for (day, name) in hours.named_days(start, end) {
        push(cursor, day.start, None);
        push(day.start, day.end, Some(name));
        cursor = day.end;
    }
    push(cursor, end, None);
}

fn name(status: Status) -> String {
    match status {
        Status::New => "new",
        Status::Open => "open",
        Status::Pending => "pending",
        Status::OnHold => "on_hold",
        Status::Resolved => "resolved",
        Status::Closed => "closed",
    }
    .to_owned()
}
