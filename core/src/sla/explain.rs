use super::choice::{SlaPassedOver, chosen};
use super::course::Course;
use super::cycle::Cycle;
use super::judge::{policy_name, status_of};
use super::legs::{Leg, Motion};
use super::replay::Keep;
use super::{SlaEngine, SlaMetric, SlaStatus};
use crate::error::{Error, ErrorKind, Result};
use crate::ticket::{Condition, Ticket, opening};
use crate::time::{Calendar, Span, Timestamp};
use serde::{Deserialize, Serialize};

/// Why an interval counted, or did not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlaReason {
    /// The cycle had not started.
    BeforeStart,
    /// The desk was open and the clock ran: it counts.
    Open,
    /// The desk was closed.
    Closed,
    /// The status stops this clock, or its own condition does.
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
    /// The policy that promised something in it; absent: none did.
    pub policy: Option<String>,
    /// The open time that was promised in it.
    pub target: Option<Span>,
}

/// How a promise stands, which target it is and why, and the intervals that led there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaExplanation {
    /// The version of the specification that it was measured by, if that has one.
    pub version: Option<String>,
    /// How it stands.
    pub status: SlaStatus,
    /// The place of the target among those of its policy, from 0.
    pub target_index: u32,
    /// What of the filters of the policy and the target held, when it was last chosen; none: they are for all.
    pub because: Vec<Condition>,
    /// What stands above it and was not for the ticket then, in order.
    pub passed_over: Vec<SlaPassedOver>,
    /// Every interval from the creation of the ticket to the end of the clock or to now, in order; what counted in
    /// them is the status's elapsed time.
    pub steps: Vec<SlaStep>,
}

impl SlaEngine {
    /// The steps that led to each cycle of a metric under each agreement: which target it is and why, each
    /// interval, whether it counted, and why.
    ///
    /// # Errors
    /// Those of [`SlaEngine::status`]; `sla.no_target` where nothing of the kind is promised to this ticket.
    pub fn explain(
        &self,
        ticket: &Ticket,
        metric: SlaMetric,
        now: Timestamp,
    ) -> Result<Vec<SlaExplanation>> {
        let mut all = Vec::new();
        for course in self.replay(ticket, now, Keep::All, |track| track.metric == metric)? {
            if let Some(status) = self.not_started(&course) {
                all.push(self.explained(ticket, &course, None, status, now)?);
            }
            for cycle in course.cycles() {
                if let Some(status) = status_of(self.compiled(), course.track, cycle, now)? {
                    all.push(self.explained(ticket, &course, Some(cycle), status, now)?);
                }
            }
        }
        if all.is_empty() {
            let message = format!("nothing of the kind is promised to ticket '{}'", ticket.id);
            return Err(Error::new(ErrorKind::Invalid, "sla.no_target", "metric", message));
        }
        Ok(all)
    }

    fn explained(
        &self,
        ticket: &Ticket,
        course: &Course<'_>,
        cycle: Option<&Cycle<'_>>,
        status: SlaStatus,
        now: Timestamp,
    ) -> Result<SlaExplanation> {
        let limit = cycle.map_or(course.limit, |cycle| cycle.leg.limit);
        let until = cycle.map_or(now, |cycle| cycle.leg.to);
        let (target_index, because, passed_over) = match limit {
            Some(limit) => {
                let chosen = chosen(self.compiled(), course.track, limit.promise, ticket, until)?;
                (limit.promise.place, chosen.because, chosen.passed_over)
            }
            None => (0, Vec::new(), Vec::new()),
        };
        let steps = match cycle {
            Some(cycle) => self.steps(ticket, cycle)?,
            None => Vec::new(),
        };
        let version = self.compiled().spec.version.clone();
        Ok(SlaExplanation { version, status, target_index, because, passed_over, steps })
    }

    /// The steps of a clock; what lies after its end is left out.
    fn steps(&self, ticket: &Ticket, cycle: &Cycle<'_>) -> Result<Vec<SlaStep>> {
        let (created, _) = opening(ticket)?;
        let ended = cycle.legs.iter().rposition(Leg::is_live).map_or(0, |last| last + 1);
        let mut steps = Vec::new();
        if created.at < cycle.started_at {
            let (start, end) = (created.at, cycle.started_at);
            steps.push(step(start, end, SlaReason::BeforeStart, None));
        }
        for leg in cycle.legs.iter().take(ended).filter(|leg| leg.from < leg.to) {
            let first = steps.len();
            let whole = |reason, note| step(leg.from, leg.to, reason, note);
            match leg.motion {
                Motion::Running => running(cycle, leg, &mut steps)?,
                Motion::Paused(status) => {
                    steps.push(whole(SlaReason::Paused, Some(status.name().to_owned())))
                }
                Motion::Finished => steps.push(whole(SlaReason::Finished, None)),
                Motion::Cancelled => steps.push(whole(SlaReason::Cancelled, None)),
            }
            for step in steps.iter_mut().skip(first) {
                step.policy = leg.limit.map(|limit| policy_name(self.compiled(), limit));
                step.target = leg.limit.map(|limit| limit.within);
            }
        }
        steps.dedup_by(goes_on);
        Ok(steps)
    }
}

/// An interval that did not count.
const fn step(
    start: Timestamp,
    end: Timestamp,
    reason: SlaReason,
    note: Option<String>,
) -> SlaStep {
    SlaStep { start, end, counted: Span::ZERO, reason, note, policy: None, target: None }
}

/// Whether a step is the rest of the one before; that one then takes it in.
fn goes_on(step: &mut SlaStep, before: &mut SlaStep) -> bool {
    let same = |a: &SlaStep, b: &SlaStep| {
        (a.reason, &a.note, &a.policy, a.target) == (b.reason, &b.note, &b.policy, b.target)
    };
    let rest = step.start == before.end && same(step, before);
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
        let open_step = step(open.start, open.end, SlaReason::Open, None);
        steps.push(SlaStep { counted: open.span(), ..open_step });
        cursor = open.end;
    }
    closed(cycle.hours(leg), cursor, leg.to, steps);
    Ok(())
}

/// A closed interval: its named days, and what lies between them.
fn closed(hours: &Calendar, start: Timestamp, end: Timestamp, steps: &mut Vec<SlaStep>) {
    let mut push = |start: Timestamp, end: Timestamp, note| {
        if start < end {
            steps.push(step(start, end, SlaReason::Closed, note));
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
