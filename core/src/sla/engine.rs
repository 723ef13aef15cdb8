use super::judge::{breach_after, limit, not_started, status_of};
use super::legs::Clock;
use super::replay::{Replay, Replayed};
use super::{SlaExplanation, SlaMetric, SlaPolicy, SlaRules, SlaStatus, SlaTarget, TicketSla};
use crate::error::{Error, ErrorKind, Fault, Result};
use crate::ticket::{Priority, Ticket, View};
use crate::time::{Calendar, Span, Timestamp};
use std::sync::Arc;

/// A compiled [`SlaPolicy`]: says how its promises to a ticket stand at any instant, and why.
///
/// Where desks differ, [`SlaRules`](super::SlaRules) decide. A pause stops only the targets that name its
/// status, and counts in open time.
#[derive(Debug, Clone)]
pub struct SlaEngine {
    /// Shared, since an escalation holds it too.
    inner: Arc<Compiled>,
}

#[derive(Debug)]
struct Compiled {
    policy: SlaPolicy,
    calendar: Calendar,
    /// Those that there is a target for, in their order.
    metrics: Vec<SlaMetric>,
}

impl SlaEngine {
    /// Compiles a policy.
    ///
    /// # Errors
    /// All at once: `sla.no_targets`, `sla.target_not_one`, `sla.target_not_positive`, `sla.target_never_used` for one whose
    /// priorities are all named above it, `sla.pause_on_finished` for a pause on resolved or closed, and
    /// `condition.empty`, `condition.too_deep`, `condition.unknown_field`, and those of [`Calendar::new`].
    pub fn new(policy: SlaPolicy) -> Result<Self> {
        let (mut faults, mut filters) = (Vec::new(), Vec::new());
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
            let least = if policy.rules.allow_zero { Span::ZERO } else { Span::from_millis(1) };
            match (target.within, target.business_days) {
                (None, None) | (Some(_), Some(_)) => {
                    let message =
                        "give open time in 'within' or 'business_days', and one of them only";
                    fault("sla.target_not_one", format!("{path}.within"), message.into());
                }
                (Some(within), None) if within < least => {
                    let message =
                        format!("{within} can't be kept; give more than zero, or drop the target");
                    fault("sla.target_not_positive", format!("{path}.within"), message);
                }
                (None, Some(0)) if !policy.rules.allow_zero => {
                    let message = "no day can't be kept; give one at least, or drop the target";
                    fault(
                        "sla.target_not_positive",
                        format!("{path}.business_days"),
                        message.into(),
                    );
                }
                _ => {}
            }
            if target.pause_on.iter().any(|status| !status.is_unresolved()) {
                let message =
                    "resolved and closed end the clock; name new, open, pending or on_hold";
                fault("sla.pause_on_finished", format!("{path}.pause_on"), message.into());
            }
            if let Some(filter) = &target.filter {
                filter.check(&format!("{path}.filter"), &policy.fields, &mut filters);
            }
            let above = policy.targets.get(..index).unwrap_or_default();
            let above = above.iter().filter(|it| it.metric == target.metric && it.filter.is_none());
            let hidden =
                |priority: &Priority| above.clone().any(|it| it.priorities.contains(priority));
            let open = above.clone().any(|it| it.priorities.is_empty());
            if open || (!target.priorities.is_empty() && target.priorities.iter().all(hidden)) {
                let message = "targets above it hold for all its priorities; drop it or move it up";
                fault("sla.target_never_used", path, message.into());
            }
        }
        faults.append(&mut filters);
        let calendar = Calendar::new(policy.calendar.clone())
            .map_err(|error| error.renamed("spec", "policy.calendar"));
        if let Err(error) = &calendar {
            faults.extend(error.faults().cloned());
        }
        Error::from_faults(faults)?;
        let has = |metric: &SlaMetric| policy.targets.iter().any(|it| it.metric == *metric);
        let metrics = SlaMetric::ALL.into_iter().filter(has).collect();
        Ok(Self { inner: Arc::new(Compiled { policy, calendar: calendar?, metrics }) })
    }

    /// The policy that it was compiled from.
    pub fn policy(&self) -> SlaPolicy {
        self.inner.policy.clone()
    }

    pub(crate) fn name(&self) -> &str {
        &self.inner.policy.name
    }

    /// When a running promise that is due at an instant is broken.
    pub(super) fn breach_after(&self, due: Timestamp) -> Option<Timestamp> {
        breach_after(self.inner.policy.rules, &self.inner.calendar, due)
    }

    pub(crate) fn rules(&self) -> SlaRules {
        self.inner.policy.rules
    }

    /// The fields of the host that conditions may read.
    pub(crate) fn fields(&self) -> &[String] {
        &self.inner.policy.fields
    }

    pub(crate) fn has(&self, metric: SlaMetric) -> bool {
        self.inner.metrics.contains(&metric)
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
        let mut statuses = Vec::with_capacity(self.inner.metrics.len());
        for metric in &self.inner.metrics {
            statuses.extend(latest(&self.replay(ticket, *metric, now)?, *metric, now)?);
        }
        Ok(statuses)
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
        let replayed = self.replay(ticket, metric, now)?;
        let Some(status) = latest(&replayed, metric, now)? else {
            let message =
                format!("policy '{}' has no {metric:?} target for this ticket", self.name());
            return Err(Error::new(ErrorKind::Invalid, "sla.no_target", "metric", message));
        };
        let steps = replayed.cycles.last().map(super::explain::steps).transpose()?;
        let policy = self.name().to_owned();
        Ok(SlaExplanation { policy, steps: steps.unwrap_or_default(), status })
    }

    /// Every cycle of each promise to a ticket until `now`, in order: a ticket that starts a target anew
    /// keeps what came of the former one. Without such rules there is one of each, as in
    /// [`status`](Self::status).
    ///
    /// # Errors
    /// Those of [`SlaEngine::status`].
    pub fn cycles(&self, ticket: &Ticket, now: Timestamp) -> Result<Vec<SlaStatus>> {
        let mut all = Vec::new();
        for metric in &self.inner.metrics {
            for clock in &self.clocks(ticket, *metric, now)? {
                all.extend(status_of(clock, *metric, now)?);
            }
        }
        Ok(all)
    }

    /// All cycles of a clock.
    pub(crate) fn clocks(
        &self,
        ticket: &Ticket,
        metric: SlaMetric,
        now: Timestamp,
    ) -> Result<Vec<Clock<'_>>> {
        Ok(self.replay(ticket, metric, now)?.cycles)
    }

    fn replay(&self, ticket: &Ticket, metric: SlaMetric, now: Timestamp) -> Result<Replayed<'_>> {
        let Compiled { policy, calendar, .. } = &*self.inner;
        let limit_of = |view: &View<'_>, started_at| {
            let target = find(&policy.targets, metric, view);
            target.map(|target| limit(calendar, target, started_at)).transpose()
        };
        let filtered = policy.targets.iter().any(|it| it.metric == metric && it.filter.is_some());
        Replay { metric, calendar, rules: policy.rules, limit_of, filtered }.run(ticket, now)
    }
}

/// How the last cycle of a promise stands; nothing where there is no target.
fn latest(replayed: &Replayed<'_>, metric: SlaMetric, now: Timestamp) -> Result<Option<SlaStatus>> {
    match replayed.cycles.last() {
        Some(clock) => status_of(clock, metric, now),
        None => Ok(replayed.limit.map(|limit| not_started(metric, limit.within))),
    }
}

/// The first target for a metric that is for a ticket.
fn find<'a>(targets: &'a [SlaTarget], metric: SlaMetric, view: &View<'_>) -> Option<&'a SlaTarget> {
    targets.iter().filter(|it| it.metric == metric).find(|it| it.is_for(view))
}
