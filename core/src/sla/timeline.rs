use super::cycle::{Cycle, Sum};
use super::judge::status_of;
use super::legs::{Leg, Motion};
use super::replay::Keep;
use super::{
    BreachesTold, SlaAgreement, SlaChange, SlaEngine, SlaMetric, SlaStage, SlaStatus, SlaTarget,
};
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
    /// A breach that a looser target has ended stays told; whether a cycle can be broken again is in the rules. A
    /// colour is told from the share of the target that holds in the end.
    ///
    /// # Errors
    /// Those of [`SlaEngine::status`].
    pub fn timeline(&self, ticket: &Ticket, now: Timestamp) -> Result<Vec<SlaMilestone>> {
        let mut milestones = Vec::new();
        for course in self.replay(ticket, now, Keep::All, |_| true)? {
            for cycle in course.cycles() {
                let Some(status) = status_of(self.compiled(), course.track, cycle, now)? else {
                    continue;
                };
                let mut kinds = happened(cycle);
                let breaches = breaches(cycle)?;
                kinds.extend(breaches.iter().map(|at| (*at, SlaMilestoneKind::Breached)));
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
                    let once = cycle.rules.breaches == BreachesTold::OncePerCycle;
                    let is_told =
                        |change| change == SlaChange::Breached && once && !breaches.is_empty();
                    for (at, change) in self.coming(cycle, &status, now)? {
                        if !is_told(change) {
                            push((at, kind_of(change)), true);
                        }
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

/// When a cycle was broken, under each of its targets or, by the rules, for the first time.
fn breaches(cycle: &Cycle<'_>) -> Result<Vec<Timestamp>> {
    let mut breaches = Vec::new();
    let mut again = Cycle { legs: Vec::new(), sum: Sum::default(), ..cycle.clone() };
    for leg in &cycle.legs {
        let (before, target) = (again.sum.breached, again.sum.limit);
        again.go_on(*leg);
        again.end(leg.to)?;
        let other = !target.zip(again.sum.limit).is_some_and(|(old, new)| old.is_of(&new));
        let anew = before.is_none() || (other && leg.is_live());
        // What a stricter target finds broken is broken again at the change.
        let found = before.is_some() && again.sum.breached == before;
        let since = again.breached_since().filter(|_| anew);
        breaches.extend(since.map(|since| if found { leg.from } else { since }));
    }
    if cycle.rules.breaches == BreachesTold::OncePerCycle {
        breaches.truncate(1);
    }
    Ok(breaches)
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
