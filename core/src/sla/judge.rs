//! From one cycle of a clock to what is said of it.

use super::compile::{Compiled, Promise, Track};
use super::cycle::Cycle;
use super::legs::{Limit, Motion};
use super::{ExactlyOnDue, SlaChange, SlaColours, SlaRules, SlaStage, SlaStatus};
use crate::error::{Error, Fault, Result};
use crate::ticket::View;
use crate::time::{Calendar, Span, Timestamp};

/// How one cycle of a promise stands that was closed at `now`; nothing where there was no target.
pub(super) fn status_of(
    compiled: &Compiled,
    track: &Track,
    cycle: &Cycle<'_>,
    now: Timestamp,
) -> Result<Option<SlaStatus>> {
    let last = &cycle.leg;
    let Some(limit) = last.limit else { return Ok(None) };
    let elapsed = cycle.sum.elapsed;
    let remaining = limit.within - elapsed;
    let breached_at = if cycle.is_broken(remaining) { cycle.breached_since() } else { None };
    let paused = matches!(last.motion, Motion::Paused(_));
    let finished = last.motion.is_over();
    let state = match last.motion {
        _ if breached_at.is_some() => SlaStage::Breached,
        Motion::Running => SlaStage::Running,
        Motion::Paused(_) => SlaStage::Paused,
        Motion::Finished => SlaStage::Met,
        Motion::Cancelled => SlaStage::Cancelled,
    };
    let due_at = match breached_at {
        Some(at) => Some(at),
        None if paused => cycle.due_in_pause()?,
        None => cycle.due(true)?,
    };
    let is_paused = paused && breached_at.is_none();
    // What is used up is breached with the next open millisecond, so a host that asks again at the
    // given instant always gets further.
    let next = |due| match due > now {
        true => Some(due),
        false => breach_after(cycle.rules, limit.calendar, now),
    };
    let running = state == SlaStage::Running;
    let changes = due_at.filter(|_| running).and_then(next);
    let colours = compiled.spec.colours;
    let turns = match colours {
        Some(colours) if running => turns(cycle, colours, now)?.map(|turn| turn.map(|(at, _)| at)),
        _ => [None, None],
    };
    Ok(Some(SlaStatus {
        agreement: track.agreement,
        policy: policy_name(compiled, limit),
        metric: track.metric,
        clock: track.clock.as_ref().map(|clock| clock.name.clone()),
        state,
        cycle: cycle.number,
        target: limit.within,
        elapsed,
        elapsed_wall: cycle.sum.wall,
        remaining,
        share_used: ratio(elapsed, limit.within),
        colour: colours.map(|it| it.of(elapsed, limit.within, breached_at.is_some())),
        started_at: Some(cycle.started_at),
        finished_at: finished.then_some(last.from),
        due_at,
        due_if_resumed: if is_paused { cycle.due(true)? } else { None },
        breached_at,
        next_change: turns.into_iter().flatten().chain(changes).min(),
    }))
}

/// When a running promise will turn amber and red.
pub(super) fn turns(
    cycle: &Cycle<'_>,
    colours: SlaColours,
    now: Timestamp,
) -> Result<[Option<(Timestamp, SlaChange)>; 2]> {
    let turn = |share, change| -> Result<_> {
        let at = cycle.coming(|within| within.share(share))?;
        Ok(at.filter(|at| *at > now).map(|at| (at, change)))
    };
    Ok([turn(colours.amber, SlaChange::Amber)?, turn(colours.red, SlaChange::Red)?])
}

/// A promise whose clock nothing has started yet.
pub(super) fn not_started(compiled: &Compiled, track: &Track, limit: Limit<'_>) -> SlaStatus {
    SlaStatus {
        agreement: track.agreement,
        policy: policy_name(compiled, limit),
        metric: track.metric,
        clock: track.clock.as_ref().map(|clock| clock.name.clone()),
        state: SlaStage::NotStarted,
        cycle: 0,
        target: limit.within,
        elapsed: Span::ZERO,
        elapsed_wall: Span::ZERO,
        remaining: limit.within,
        share_used: 0.0,
        colour: compiled.spec.colours.map(|it| it.of(Span::ZERO, limit.within, false)),
        started_at: None,
        finished_at: None,
        due_at: None,
        due_if_resumed: None,
        breached_at: None,
        next_change: None,
    }
}

pub(super) fn policy_name(compiled: &Compiled, limit: Limit<'_>) -> String {
    let policy = compiled.spec.policies.get(limit.promise.policy);
    policy.map_or_else(String::new, |policy| policy.name.clone())
}

/// When a promise that is due at an instant is broken.
pub(super) fn breach_after(
    rules: &SlaRules,
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
    compiled: &'a Compiled,
    promise: &'a Promise,
    view: &View<'_>,
    started_at: Timestamp,
) -> Result<Limit<'a>> {
    let calendar = hours(compiled, promise, view)?;
    let target = &promise.target;
    let Some(days) = target.business_days else {
        let within = target.within.unwrap_or_default();
        return Ok(Limit { within, at_opening: false, promise, calendar });
    };
    let end = calendar.add_business_days(started_at, days, target.business_day_rule);
    let until = end.unwrap_or(Timestamp::MAX).max(started_at);
    let within = calendar.open_between(started_at, until)?;
    let at_opening = end.is_some_and(|end| calendar.is_open(end));
    // Days that never come are more than all open time to come.
    let never = if end.is_none() { Span::from_millis(1) } else { Span::ZERO };
    Ok(Limit { within: within + never, at_opening, promise, calendar })
}

/// The hours of a promise: those that its target or else its policy names, or else those of the ticket or of
/// the desk.
fn hours<'a>(
    compiled: &'a Compiled,
    promise: &'a Promise,
    view: &View<'_>,
) -> Result<&'a Calendar> {
    let field = compiled.spec.calendar_field.as_deref();
    let name = field.and_then(|field| view.field(field));
    hours_named(compiled, promise, name).ok_or_else(|| {
        let name = name.unwrap_or_default();
        let message =
            format!("no calendar '{name}' is given; add it to 'calendars' of the specification");
        Error::from(Fault::invalid("sla.unknown_calendar", "ticket.fields", message))
    })
}

/// The hours of a promise to a ticket that names its own; nothing where they are not given.
pub(super) fn hours_named<'a>(
    compiled: &'a Compiled,
    promise: &'a Promise,
    name: Option<&str>,
) -> Option<&'a Calendar> {
    match (&promise.calendar, name) {
        (Some(calendar), _) => Some(calendar),
        (None, None) => Some(&compiled.calendar),
        (None, Some(name)) => {
            compiled.named.iter().find(|(it, _)| it == name).map(|(_, calendar)| &**calendar)
        }
    }
}

/// One span in another, for people to read; of a target of zero all is used.
#[expect(clippy::as_conversions, reason = "a share is shown, not calculated with")]
fn ratio(part: Span, whole: Span) -> f64 {
    if whole == Span::ZERO { 1.0 } else { part.as_millis() as f64 / whole.as_millis() as f64 }
}
