use super::compile::{Compiled, Track, compile};
use super::judge::{breach_after, not_started, status_of};
use super::legs::Cycle;
use super::replay::{Replayed, replay};
use super::{
    SlaAgreement, SlaExplanation, SlaMetric, SlaPolicy, SlaRules, SlaSpec, SlaStatus, TicketSla,
};
use crate::error::{Error, ErrorKind, Result};
use crate::ticket::Ticket;
use crate::time::{Calendar, Timestamp};
use std::sync::Arc;

/// A compiled [`SlaSpec`]: says how its promises to a ticket stand at any instant, and why.
///
/// Where desks differ, [`SlaRules`](super::SlaRules) decide. A pause stops only the targets that name its
/// status, and counts in open time.
#[derive(Debug, Clone)]
pub struct SlaEngine {
    /// Shared, since an escalation holds it too.
    inner: Arc<Compiled>,
}

impl SlaEngine {
    /// Compiles what a desk has promised.
    ///
    /// # Errors
    /// All at once: `sla.no_policies`, `sla.no_targets`, `sla.duplicate_name`, `sla.target_not_one`,
    /// `sla.target_not_positive`, `sla.pause_on_finished` for a pause on resolved or closed; `sla.policy_never_used`
    /// and `sla.target_never_used` for what those above it leave nothing; `sla.unknown_calendar`,
    /// `sla.unknown_clock`, `sla.clock_missing`, `sla.clock_not_custom`; `sla.clock_never_runs`,
    /// `sla.resume_without_pause`, `sla.pause_never_ends` for a clock of the desk's own; `condition.empty`,
    /// `condition.too_deep`, `condition.unknown_field`, `condition.event_never_holds`, and those of [`Calendar::new`].
    pub fn new(spec: SlaSpec) -> Result<Self> {
        Ok(Self { inner: Arc::new(compile(spec)?) })
    }

    /// The specification that it was compiled from.
    pub fn spec(&self) -> SlaSpec {
        self.inner.spec.clone()
    }

    /// The names of its policies.
    pub(crate) fn name(&self) -> String {
        let names = self.inner.spec.policies.iter().map(|policy| policy.name.as_str());
        names.collect::<Vec<_>>().join("; ")
    }

    pub(crate) fn policies(&self) -> &[SlaPolicy] {
        &self.inner.spec.policies
    }

    pub(crate) fn rules(&self) -> SlaRules {
        self.inner.spec.rules
    }

    /// The fields of the host that conditions may read.
    pub(crate) fn fields(&self) -> &[String] {
        &self.inner.spec.fields
    }

    /// Whether it promises something of a clock.
    pub(crate) fn has(&self, watched: &Watched<'_>) -> bool {
        self.inner.tracks.iter().any(|track| watched.is(track))
    }

    /// The hours that count where nothing names others.
    pub(crate) fn calendar(&self) -> &Calendar {
        &self.inner.calendar
    }

    /// How each promise to a ticket stands at `now`, each by its last cycle; what no policy that is for the
    /// ticket has a target for is left out.
    ///
    /// # Errors
    /// `ticket.not_created`, `ticket.created_twice`, `ticket.not_yet_created` for a `now` before the
    /// creation, and `sla.unknown_calendar` for a ticket that names a calendar which is not given.
    pub fn status(&self, ticket: &Ticket, now: Timestamp) -> Result<Vec<SlaStatus>> {
        self.statuses(&self.replay(ticket, now, |_| true)?, now)
    }

    /// How each promise stands, by its last cycle.
    pub(super) fn statuses(
        &self,
        replayed: &[Replayed<'_>],
        now: Timestamp,
    ) -> Result<Vec<SlaStatus>> {
        let mut statuses = Vec::with_capacity(self.inner.tracks.len());
        for replayed in replayed {
            let promised = replayed.cycles.iter().rev().find(|cycle| cycle.is_promised());
            statuses.extend(match promised {
                Some(cycle) => status_of(&self.inner, replayed.track, cycle, now)?,
                None => self.not_started(replayed),
            });
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

    /// The steps that led to each cycle of a metric under each agreement: each interval, whether it counted,
    /// and why.
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
        for replayed in self.replay(ticket, now, |track| track.metric == metric)? {
            let mut push = |status, steps| {
                let version = self.inner.spec.version.clone();
                all.push(SlaExplanation { version, status, steps });
            };
            if let Some(status) = self.not_started(&replayed) {
                push(status, Vec::new());
            }
            for cycle in &replayed.cycles {
                if let Some(status) = status_of(&self.inner, replayed.track, cycle, now)? {
                    push(status, super::explain::steps(cycle)?);
                }
            }
        }
        if all.is_empty() {
            let message = format!("no policy has a {metric:?} target for ticket '{}'", ticket.id);
            return Err(Error::new(ErrorKind::Invalid, "sla.no_target", "metric", message));
        }
        Ok(all)
    }

    /// Every cycle of each promise to a ticket until `now`, in order: a ticket that starts a target anew
    /// keeps what came of the former one. Without such rules there is one of each, as in
    /// [`status`](Self::status).
    ///
    /// # Errors
    /// Those of [`SlaEngine::status`].
    pub fn cycles(&self, ticket: &Ticket, now: Timestamp) -> Result<Vec<SlaStatus>> {
        self.all_cycles(&self.replay(ticket, now, |_| true)?, now)
    }

    /// Every cycle of each promise.
    pub(super) fn all_cycles(
        &self,
        replayed: &[Replayed<'_>],
        now: Timestamp,
    ) -> Result<Vec<SlaStatus>> {
        let mut all = Vec::new();
        for replayed in replayed {
            for cycle in &replayed.cycles {
                all.extend(status_of(&self.inner, replayed.track, cycle, now)?);
            }
        }
        Ok(all)
    }

    /// When a running promise that is due at an instant is broken.
    pub(super) fn breach_after(&self, cycle: &Cycle<'_>, due: Timestamp) -> Option<Timestamp> {
        let hours = cycle.legs.last().map_or(&self.inner.calendar, |leg| cycle.hours(leg));
        breach_after(self.inner.spec.rules, hours, due)
    }

    /// The clocks of a ticket that are watched, replayed once.
    pub(crate) fn clocks(
        &self,
        ticket: &Ticket,
        watched: &[Watched<'_>],
        now: Timestamp,
    ) -> Result<Clocks<'_>> {
        self.replay(ticket, now, |track| watched.iter().any(|it| it.is(track))).map(Clocks)
    }

    pub(super) fn replay(
        &self,
        ticket: &Ticket,
        now: Timestamp,
        asked: impl Fn(&Track) -> bool,
    ) -> Result<Vec<Replayed<'_>>> {
        replay(&self.inner, ticket, now, asked)
    }

    pub(super) fn compiled(&self) -> &Compiled {
        &self.inner
    }

    /// A promise whose clock nothing has started yet, if it is one.
    fn not_started(&self, replayed: &Replayed<'_>) -> Option<SlaStatus> {
        let limit = replayed.limit.filter(|_| replayed.cycles.is_empty());
        limit.map(|limit| not_started(&self.inner, replayed.track, limit))
    }
}

/// A clock that is watched.
pub(crate) struct Watched<'a> {
    pub(crate) agreement: SlaAgreement,
    pub(crate) metric: SlaMetric,
    pub(crate) clock: Option<&'a str>,
}

impl Watched<'_> {
    fn is(&self, track: &Track) -> bool {
        let clock = track.clock.as_ref().map(|clock| clock.name.as_str());
        (track.agreement, track.metric, clock) == (self.agreement, self.metric, self.clock)
    }
}

/// Clocks of a ticket.
pub(crate) struct Clocks<'a>(Vec<Replayed<'a>>);

impl<'a> Clocks<'a> {
    /// All cycles of one of them, in order.
    pub(crate) fn of(&self, watched: &Watched<'_>) -> &[Cycle<'a>] {
        self.0.iter().find(|it| watched.is(it.track)).map_or(&[], |it| &it.cycles)
    }
}
