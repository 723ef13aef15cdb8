//! From one cycle of a clock to what is said of it.

use super::legs::{Clock, Leg, Limit, Motion};
use super::{ExactlyOnDue, SlaMetric, SlaRules, SlaState, SlaStatus, SlaTarget};
use crate::error::Result;
use crate::time::{Calendar, Span, Timestamp};

/// How one cycle of a promise stands; nothing where there is no target.
pub(super) fn status_of(
    clock: &Clock<'_>,
    metric: SlaMetric,
    now: Timestamp,
) -> Result<Option<SlaStatus>> {
    let (Some(first), Some(last)) = (clock.legs.first(), clock.legs.last()) else {
        return Ok(None);
    };
    let Some(limit) = last.limit else { return Ok(None) };
    let remaining = limit.within - clock.elapsed;
    let breached_at = if clock.is_broken(remaining) { clock.breached_since()? } else { None };
    let paused = matches!(last.motion, Motion::Paused(_));
    let finished = last.motion.is_over();
    let state = match last.motion {
        _ if breached_at.is_some() => SlaState::Breached,
        Motion::Running => SlaState::Running,
        Motion::Paused(_) => SlaState::Paused,
        Motion::Finished => SlaState::Met,
        Motion::Cancelled => SlaState::Cancelled,
    };
    let due_at = match breached_at {
        Some(at) => Some(at),
        None if paused => clock.due_in_pause()?,
        None => clock.due(true)?,
    };
    let is_paused = paused && breached_at.is_none();
    // What is used up is breached with the next open millisecond, so a host that asks again at the
    // given instant always gets further.
    let next = |due| match due > now {
        true => Some(due),
        false => breach_after(clock.rules, clock.calendar, now),
    };
    let wall = |leg: &&Leg<'_>| leg.motion == Motion::Running;
    Ok(Some(SlaStatus {
        metric,
        state,
        cycle: clock.cycle,
        target: limit.within,
        elapsed: clock.elapsed,
        elapsed_wall: clock.legs.iter().filter(wall).map(|leg| leg.to.since(leg.from)).sum(),
        remaining,
        share_used: ratio(clock.elapsed, limit.within),
        started_at: Some(first.from),
        finished_at: finished.then_some(last.from),
        due_at,
        due_if_resumed: if is_paused { clock.due(true)? } else { None },
        breached_at,
        next_change: due_at.filter(|_| state == SlaState::Running).and_then(next),
    }))
}

/// A promise whose clock nothing has started yet.
pub(super) const fn not_started(metric: SlaMetric, target: Span) -> SlaStatus {
    SlaStatus {
        metric,
        state: SlaState::NotStarted,
        cycle: 0,
        target,
        elapsed: Span::ZERO,
        elapsed_wall: Span::ZERO,
        remaining: target,
        share_used: 0.0,
        started_at: None,
        finished_at: None,
        due_at: None,
        due_if_resumed: None,
        breached_at: None,
        next_change: None,
    }
}

/// When a promise that is due at an instant is broken.
pub(super) fn breach_after(
    rules: SlaRules,
    calendar: &Calendar,
    due: Timestamp,
) -> Option<Timestamp> {
    match rules.exactly_on_due {
        ExactlyOnDue::Breached => Some(due),
        ExactlyOnDue::Met => calendar.next_open(due)?.checked_add(Span::from_millis(1)),
    }
}

/// The limit that a target sets a cycle. Business days are the open time until their end, which a pause
/// then moves as it moves any other.
pub(super) fn limit<'a>(
    calendar: &Calendar,
    target: &'a SlaTarget,
    started_at: Timestamp,
) -> Result<Limit<'a>> {
    let Some(days) = target.business_days else {
        let within = target.within.unwrap_or_default();
        return Ok(Limit { within, at_opening: false, target });
    };
    let end = calendar.add_business_days(started_at, days, target.business_day_rule);
    let within = calendar.open_between(started_at, end.unwrap_or(Timestamp::MAX))?;
    let at_opening = end.is_some_and(|end| calendar.is_open(end));
    // Days that never come are more than all open time to come.
    let never = if end.is_none() { Span::from_millis(1) } else { Span::ZERO };
    Ok(Limit { within: within + never, at_opening, target })
}

/// One span in another, for people to read; of a target of zero all is used.
#[expect(clippy::as_conversions, reason = "a share is shown, not calculated with")]
fn ratio(part: Span, whole: Span) -> f64 {
    if whole == Span::ZERO { 1.0 } else { part.as_millis() as f64 / whole.as_millis() as f64 }
}
