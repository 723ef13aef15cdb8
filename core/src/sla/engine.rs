use super::compile::{Compiled, Track, compile};
use super::course::Course;
use super::cycle::Cycle;
use super::judge::{breach_after, not_started, status_of};
use super::replay::{Keep, Live};
use super::{
    Lapse, SlaAgreement, SlaMetric, SlaPolicy, SlaRules, SlaSpec, SlaStatus, SlaTarget, TicketSla,
};
use crate::error::{Error, Result};
use crate::ticket::{Condition, Ticket};
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
    /// All at once: `sla.no_policies`, `sla.no_targets`, `sla.duplicate_name`, `sla.no_name`, `sla.target_not_one`,
    /// `sla.target_not_positive`, `sla.pause_on_finished` for a pause on resolved or closed; `sla.policy_never_used`
    /// and `sla.target_never_used` for what those above it leave nothing; `sla.unknown_calendar`,
    /// `sla.unknown_clock`, `sla.clock_missing`, `sla.clock_not_custom`; `sla.clock_never_runs`,
    /// `sla.resume_without_pause`, `sla.pause_never_ends` for a clock of the desk's own; `sla.share_out_of_range` for
    /// colours, `span.negative` for rules; `condition.empty`, `condition.too_deep`, `condition.unknown_field`,
    /// `condition.event_never_holds`, `condition.never_holds`, and those of [`Calendar::new`].
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

    /// The targets of a clock that can hold for a ticket for which some conditions hold.
    pub(crate) fn targets(
        &self,
        watched: &Watched<'_>,
        conditions: &[(&Condition, bool)],
    ) -> Vec<&SlaTarget> {
        // A target that has lapsed may hold for any ticket.
        let keeps = self.inner.spec.rules.lapse == Lapse::Keep;
        let track = self.inner.tracks.iter().find(|track| watched.is(track));
        let promises = track.into_iter().flat_map(|track| {
            track
                .promises
                .iter()
                .filter(|promise| keeps || track.can_hold(&self.inner.spec, promise, conditions))
        });
        promises.map(|promise| &promise.target).collect()
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
        self.statuses(&self.replay(ticket, now, Keep::Last, |_| true)?, now)
    }

    /// How each promise stands, by its last cycle.
    pub(super) fn statuses(
        &self,
        courses: &[Course<'_>],
        now: Timestamp,
    ) -> Result<Vec<SlaStatus>> {
        let mut statuses = Vec::with_capacity(courses.len());
        for course in courses {
            let promised = |cycle: &&Cycle<'_>| cycle.promised;
            match course.cycle.as_ref().filter(promised).or(course.past.iter().rev().find(promised))
            {
                Some(cycle) => {
                    if let Some(status) = status_of(&self.inner, course.track, cycle, now)? {
                        statuses.push(status);
                    }
                }
                None => statuses.extend(self.not_started(course)),
            }
        }
        Ok(statuses)
    }

    /// How each promise to each ticket stands at `now`, in the order of the tickets.
    ///
    /// # Errors
    /// Those of [`SlaEngine::status`], below `tickets[…]`.
    pub fn status_all(&self, tickets: &[Ticket], now: Timestamp) -> Result<Vec<TicketSla>> {
        let mut live = Live::new(&self.inner, Keep::Last, |_| true);
        each(tickets, |ticket| {
            live.replay(ticket, now)?;
            let statuses = self.statuses(&live.courses, now)?;
            Ok(TicketSla { ticket: ticket.id.clone(), statuses })
        })
    }

    /// Every cycle of each promise to a ticket until `now`, in order: each exchange, each team, each time that a
    /// clock began anew. [`status`](Self::status) has the last one of each.
    ///
    /// # Errors
    /// Those of [`SlaEngine::status`].
    pub fn cycles(&self, ticket: &Ticket, now: Timestamp) -> Result<Vec<SlaStatus>> {
        self.all_cycles(&self.replay(ticket, now, Keep::Cycles, |_| true)?, now)
    }

    /// Every cycle of each promise to each ticket, in the order of the tickets.
    ///
    /// # Errors
    /// Those of [`SlaEngine::status`], below `tickets[…]`.
    pub fn cycles_all(&self, tickets: &[Ticket], now: Timestamp) -> Result<Vec<TicketSla>> {
        let mut live = Live::new(&self.inner, Keep::Cycles, |_| true);
        each(tickets, |ticket| {
            live.replay(ticket, now)?;
            let statuses = self.all_cycles(&live.courses, now)?;
            Ok(TicketSla { ticket: ticket.id.clone(), statuses })
        })
    }

    /// Every cycle of each promise.
    pub(super) fn all_cycles(
        &self,
        courses: &[Course<'_>],
        now: Timestamp,
    ) -> Result<Vec<SlaStatus>> {
        let mut all = Vec::new();
        for course in courses {
            for cycle in course.cycles() {
                all.extend(status_of(&self.inner, course.track, cycle, now)?);
            }
        }
        Ok(all)
    }

    /// When a running promise that is due at an instant is broken.
    pub(super) fn breach_after(&self, cycle: &Cycle<'_>, due: Timestamp) -> Option<Timestamp> {
        breach_after(cycle.rules, cycle.hours(&cycle.leg), due)
    }

    /// The clocks of a ticket that are watched, replayed once.
    pub(crate) fn clocks(
        &self,
        ticket: &Ticket,
        watched: &[Watched<'_>],
        now: Timestamp,
    ) -> Result<Clocks<'_>> {
        let asked = |track: &Track| watched.iter().any(|it| it.is(track));
        self.replay(ticket, now, Keep::All, asked).map(Clocks)
    }

    pub(super) fn replay(
        &self,
        ticket: &Ticket,
        now: Timestamp,
        keep: Keep,
        asked: impl Fn(&Track) -> bool,
    ) -> Result<Vec<Course<'_>>> {
        let mut live = Live::new(&self.inner, keep, asked);
        live.replay(ticket, now)?;
        Ok(live.courses)
    }

    pub(super) fn compiled(&self) -> &Compiled {
        &self.inner
    }

    /// A promise whose clock nothing has started yet, if it is one.
    pub(super) fn not_started(&self, course: &Course<'_>) -> Option<SlaStatus> {
        let limit = course.limit.filter(|_| course.cycles().next().is_none());
        limit.map(|limit| not_started(&self.inner, course.track, limit))
    }
}

/// What comes of each ticket; an error says of which one.
pub(super) fn each<T>(
    tickets: &[Ticket],
    mut one: impl FnMut(&Ticket) -> Result<T>,
) -> Result<Vec<T>> {
    let mut all = Vec::with_capacity(tickets.len());
    for (index, ticket) in tickets.iter().enumerate() {
        let named = |error: Error| error.renamed("ticket", &format!("tickets[{index}]"));
        all.push(one(ticket).map_err(named)?);
    }
    Ok(all)
}

/// A clock that is watched.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Watched<'a> {
    pub(crate) agreement: SlaAgreement,
    pub(crate) metric: SlaMetric,
    pub(crate) clock: Option<&'a str>,
}

impl Watched<'_> {
    fn is(&self, track: &Track) -> bool {
        track.key() == (self.agreement, self.metric, self.clock)
    }
}

/// Clocks of a ticket.
#[derive(Debug)]
pub(crate) struct Clocks<'a>(Vec<Course<'a>>);

impl<'a> Clocks<'a> {
    /// All cycles of one of them, in order.
    pub(crate) fn of(&self, watched: &Watched<'_>) -> impl Iterator<Item = &Cycle<'a>> {
        self.0.iter().filter(|it| watched.is(it.track)).flat_map(Course::cycles)
    }
}
