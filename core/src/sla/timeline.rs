use super::judge::status_of;
use super::legs::{Cycle, Leg, Motion};
use super::{SlaAgreement, SlaChange, SlaEngine, SlaMetric, SlaStage, SlaStatus, SlaTarget};
use crate::error::Result;
use crate::ticket::Ticket;
use crate::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};

/// What happens to a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlaMilestoneKind {
    /// A cycle of its clock started.
    Started,
    /// Another target holds.
    Retargeted,
    /// Its clock stands still.
    Paused,
    /// Its clock goes on, after a pause or as the ticket is reopened.
    Resumed,
    /// It turns amber.
    Amber,
    /// It turns red.
    Red,
    /// Its time is used up, and nothing has been broken until then.
    Due,
    /// It is broken.
    Breached,
    /// It was fulfilled, in time or not.
    Fulfilled,
    /// It is void.
    Cancelled,
}

/// Something that happened to a promise, or will if nothing happens to the ticket.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaMilestone {
    /// When.
    pub at: Timestamp,
    /// Who promised.
    pub agreement: SlaAgreement,
    /// The promise.
    pub metric: SlaMetric,
    /// The name of the clock of a custom metric.
    pub clock: Option<String>,
    /// The cycle of its clock.
    pub cycle: u32,
    /// What happens.
    pub kind: SlaMilestoneKind,
    /// Whether it has not happened yet.
    pub coming: bool,
}

impl SlaEngine {
    /// All that has happened to the promises to a ticket by `now`, and all that will if nothing happens to the
    /// ticket, in order of time.
    ///
    /// A breach stands where the status has it: one that a looser target has ended is not told. A colour is told
    /// from the share of the target that holds in the end.
    ///
    /// # Errors
    /// Those of [`SlaEngine::status`].
    pub fn timeline(&self, ticket: &Ticket, now: Timestamp) -> Result<Vec<SlaMilestone>> {
        let mut milestones = Vec::new();
        for replayed in self.replay(ticket, now, |_| true)? {
            for cycle in &replayed.cycles {
                let Some(status) = status_of(self.compiled(), replayed.track, cycle, now)? else {
                    continue;
                };
                let mut kinds = happened(cycle);
                kinds.extend(status.breached_at.map(|at| (at, SlaMilestoneKind::Breached)));
                kinds.extend(self.turned(cycle, &status)?);
                let mut push = |(at, kind), coming| {
                    milestones.push(SlaMilestone {
                        at,
                        agreement: status.agreement,
                        metric: status.metric,
                        clock: status.clock.clone(),
                        cycle: status.cycle,
                        kind,
                        coming,
                    });
                };
                kinds.into_iter().for_each(|kind| push(kind, false));
                if status.state == SlaStage::Running {
                    for (at, change) in self.coming(cycle, &status, now)? {
                        push((at, kind_of(change)), true);
                    }
                }
            }
        }
        milestones.sort_by_key(|it| (it.at, it.coming));
        Ok(milestones)
    }

    /// When a promise turned from green to amber and red, as far as it has.
    fn turned(
        &self,
        cycle: &Cycle<'_>,
        status: &SlaStatus,
    ) -> Result<Vec<(Timestamp, SlaMilestoneKind)>> {
        let Some(colours) = self.compiled().spec.colours else { return Ok(Vec::new()) };
        let mut turned = Vec::new();
        for (share, kind) in
            [(colours.amber, SlaMilestoneKind::Amber), (colours.red, SlaMilestoneKind::Red)]
        {
            let part = |within: Span| within.share(share);
            if status.elapsed >= part(status.target) {
                let since = cycle.reached(part)?;
                turned.extend(since.first().map(|(since, _)| (*since, kind)));
            }
        }
        Ok(turned)
    }
}

/// What the stretches of a cycle tell.
fn happened(cycle: &Cycle<'_>) -> Vec<(Timestamp, SlaMilestoneKind)> {
    let kind = |leg: &Leg<'_>, before: Option<Motion>| match (leg.motion, before) {
        (motion, Some(before)) if same(motion, before) => None,
        (Motion::Finished, _) => Some(SlaMilestoneKind::Fulfilled),
        (Motion::Cancelled, _) => Some(SlaMilestoneKind::Cancelled),
        (Motion::Paused(_), _) => Some(SlaMilestoneKind::Paused),
        (Motion::Running, Some(_)) => Some(SlaMilestoneKind::Resumed),
        (Motion::Running, None) => None,
    };
    let mut kinds: Vec<_> =
        cycle.legs.first().map(|leg| (leg.from, SlaMilestoneKind::Started)).into_iter().collect();
    let mut before: Option<&Leg<'_>> = None;
    let mut target: Option<&SlaTarget> = None;
    for leg in &cycle.legs {
        let own = leg.limit.filter(|_| !leg.motion.is_over()).map(|limit| &limit.promise.target);
        if let (Some(old), Some(new)) = (target, own)
            && !std::ptr::eq(old, new)
        {
            kinds.push((leg.from, SlaMilestoneKind::Retargeted));
        }
        target = own.or(target);
        kinds.extend(kind(leg, before.map(|it| it.motion)).map(|kind| (leg.from, kind)));
        before = Some(leg);
    }
    kinds
}

/// Whether a clock moves on in the same way, whichever status it stands still in.
const fn same(a: Motion, b: Motion) -> bool {
    matches!(
        (a, b),
        (Motion::Running, Motion::Running)
            | (Motion::Paused(_), Motion::Paused(_))
            | (Motion::Finished, Motion::Finished)
            | (Motion::Cancelled, Motion::Cancelled)
    )
}

const fn kind_of(change: SlaChange) -> SlaMilestoneKind {
    match change {
        SlaChange::Amber => SlaMilestoneKind::Amber,
        SlaChange::Red => SlaMilestoneKind::Red,
        SlaChange::Due => SlaMilestoneKind::Due,
        SlaChange::Breached => SlaMilestoneKind::Breached,
    }
}
