use super::legs::{Clock, Limit, Motion};
use super::{SlaExplanation, SlaMetric, SlaPolicy, SlaState, SlaStatus, SlaTarget, TicketSla};
use crate::error::{Error, ErrorKind, Fault, Result};
use crate::ticket::{Priority, Ticket, opening_by};
use crate::time::{Calendar, Span, Timestamp};
use std::sync::Arc;

/// A compiled [`SlaPolicy`]: says how its promises to a ticket stand at any instant, and why.
///
/// # The rules
/// - Time used at exactly the target is kept; a breach begins with the first open millisecond after it.
/// - A change of priority carries the time that was used, and all pauses, to the new target. Where that
///   is used up already, the breach is at the instant of the change.
/// - A closing hour is the due instant, not the next opening.
/// - A pause stops only the targets that name its status.
///
/// Desks differ in each of these; `DESIGN.md` has the table of what was chosen.
#[derive(Debug, Clone)]
pub struct SlaEngine {
    /// Shared, since an escalation holds it too.
    inner: Arc<Compiled>,
}

#[derive(Debug)]
struct Compiled {
    policy: SlaPolicy,
    calendar: Calendar,
}

const METRICS: [SlaMetric; 3] =
    [SlaMetric::Acknowledgement, SlaMetric::FirstResponse, SlaMetric::Resolution];

impl SlaEngine {
    /// Compiles a policy.
    ///
    /// # Errors
    /// All at once: `sla.no_targets`, `sla.target_not_positive`, `sla.target_never_used` for one whose
    /// priorities are all named above it, `sla.pause_on_finished` for a pause on resolved or closed, and
    /// those of [`Calendar::new`].
    pub fn new(policy: SlaPolicy) -> Result<Self> {
        let mut faults = Vec::new();
        let mut fault = |code: &str, path: String, message: String| {
            faults.push(Fault { kind: ErrorKind::Invalid, code: code.into(), path, message });
        };
        if policy.targets.is_empty() {
            fault(
                "sla.no_targets",
                "policy.targets".into(),
                "a policy promises something; give a target".into(),
            );
        }
        for (index, target) in policy.targets.iter().enumerate() {
            let path = format!("policy.targets[{index}]");
            if target.within <= Span::ZERO {
                let message = format!(
                    "{} can't be kept; give more than zero, or drop the target",
                    target.within
                );
                fault("sla.target_not_positive", format!("{path}.within"), message);
            }
            if target.pause_on.iter().any(|status| !status.is_unresolved()) {
                let message =
                    "resolved and closed end the clock; name new, open, pending or on_hold";
                fault("sla.pause_on_finished", format!("{path}.pause_on"), message.into());
            }
            let above = policy.targets.get(..index).unwrap_or_default();
            let hidden = |priority: &Priority| find(above, target.metric, *priority).is_some();
            let open =
                above.iter().any(|it| it.metric == target.metric && it.priorities.is_empty());
            if open || (!target.priorities.is_empty() && target.priorities.iter().all(hidden)) {
                let message = "targets above it hold for all its priorities; drop it or move it up";
                fault("sla.target_never_used", path, message.into());
            }
        }
        let calendar = Calendar::new(policy.calendar.clone())
            .map_err(|error| error.renamed("spec", "policy.calendar"));
        if let Err(error) = &calendar {
            faults.extend(error.faults().cloned());
        }
        Error::from_faults(faults)?;
        Ok(Self { inner: Arc::new(Compiled { policy, calendar: calendar? }) })
    }

    /// The policy that it was compiled from.
    pub fn policy(&self) -> SlaPolicy {
        self.inner.policy.clone()
    }

    pub(crate) fn name(&self) -> &str {
        &self.inner.policy.name
    }

    pub(crate) fn calendar(&self) -> &Calendar {
        &self.inner.calendar
    }

    /// How each promise to a ticket stands at `now`; what the policy has no target for is left out.
    ///
    /// # Errors
    /// `ticket.not_created`, `ticket.created_twice`, and `ticket.not_yet_created` for a `now` before the
    /// creation.
    pub fn status(&self, ticket: &Ticket, now: Timestamp) -> Result<Vec<SlaStatus>> {
        METRICS
            .iter()
            .filter_map(|metric| self.status_of(ticket, *metric, now).transpose())
            .collect()
    }

    /// How each promise to each ticket stands at `now`, in the order of the tickets.
    ///
    /// # Errors
    /// Those of [`SlaEngine::status`], below `tickets[…]`.
    pub fn status_all(&self, tickets: &[Ticket], now: Timestamp) -> Result<Vec<TicketSla>> {
        let one = |(index, ticket): (usize, &Ticket)| match self.status(ticket, now) {
            Ok(statuses) => Ok(TicketSla { ticket: ticket.id.clone(), statuses }),
            Err(error) => Err(error.renamed("ticket", &format!("tickets[{index}]"))),
        };
        tickets.iter().enumerate().map(one).collect()
    }

    /// The steps that led to a status: each interval, whether it counted, and why.
    ///
    /// # Errors
    /// Those of [`SlaEngine::status`]; `sla.no_target` where the policy promises this ticket nothing of
    /// the kind.
    pub fn explain(
        &self,
        ticket: &Ticket,
        metric: SlaMetric,
        now: Timestamp,
    ) -> Result<SlaExplanation> {
        let Some(status) = self.status_of(ticket, metric, now)? else {
            let message =
                format!("policy '{}' has no {metric:?} target for this ticket", self.name());
            return Err(Error::new(ErrorKind::Invalid, "sla.no_target", "metric", message));
        };
        let clock = self.clock(ticket, metric, now)?;
        Ok(SlaExplanation {
            policy: self.name().to_owned(),
            steps: super::explain::steps(&clock)?,
            status,
        })
    }

    pub(crate) fn clock(
        &self,
        ticket: &Ticket,
        metric: SlaMetric,
        now: Timestamp,
    ) -> Result<Clock<'_>> {
        opening_by(ticket, now, "now")?;
        let limit_of = |priority| {
            find(&self.inner.policy.targets, metric, priority)
                .map(|target| Limit { within: target.within, pause_on: &target.pause_on })
        };
        Clock::replay(ticket, metric, &self.inner.calendar, limit_of, now)
    }

    fn status_of(
        &self,
        ticket: &Ticket,
        metric: SlaMetric,
        now: Timestamp,
    ) -> Result<Option<SlaStatus>> {
        let clock = self.clock(ticket, metric, now)?;
        let (Some(first), Some(last)) = (clock.legs.first(), clock.legs.last()) else {
            return Ok(None);
        };
        let Some(limit) = last.limit else { return Ok(None) };
        let remaining = limit.within - clock.elapsed;
        let breached_at = if remaining.is_negative() { clock.breached_since()? } else { None };
        let coming = clock.coming(|within| within)?;
        let paused = matches!(last.motion, Motion::Paused(_));
        let finished = matches!(last.motion, Motion::Finished | Motion::Cancelled);
        let state = match last.motion {
            _ if remaining.is_negative() => SlaState::Breached,
            Motion::Running => SlaState::Running,
            Motion::Paused(_) => SlaState::Paused,
            Motion::Finished => SlaState::Met,
            Motion::Cancelled => SlaState::Cancelled,
        };
        let due_at = breached_at.or(coming.filter(|_| !paused));
        // What is used up is breached with the next open millisecond, so a host that asks again at the
        // given instant always gets further.
        let first_beyond = |opens: Timestamp| opens.checked_add(Span::from_millis(1));
        let next = |due| match due > now {
            true => Some(due),
            false => clock.calendar.next_open(now).and_then(first_beyond),
        };
        Ok(Some(SlaStatus {
            metric,
            state,
            target: limit.within,
            elapsed: clock.elapsed,
            remaining,
            share_used: ratio(clock.elapsed, limit.within),
            started_at: first.from,
            finished_at: finished.then_some(last.from),
            due_at,
            due_if_resumed: coming.filter(|_| paused && breached_at.is_none()),
            breached_at,
            next_change: due_at.filter(|_| state == SlaState::Running).and_then(next),
        }))
    }
}

/// The first target for a metric and a priority.
fn find(targets: &[SlaTarget], metric: SlaMetric, priority: Priority) -> Option<&SlaTarget> {
    let fits = |it: &&SlaTarget| it.priorities.is_empty() || it.priorities.contains(&priority);
    targets.iter().filter(|it| it.metric == metric).find(fits)
}

/// One span in another, for people to read.
#[expect(clippy::as_conversions, reason = "a share is shown, not calculated with")]
fn ratio(part: Span, whole: Span) -> f64 {
    part.as_millis() as f64 / whole.as_millis() as f64
}
