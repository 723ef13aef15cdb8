//! A clock as data, and back.

use super::compile::{Compiled, Track};
use super::course::Course;
use super::cycle::{Cycle, Sum};
use super::judge::{hours_named, policy_name};
use super::legs::{Leg, Limit, Motion};
use super::motion::motion_in;
use super::replay::Keep;
use super::{SlaClockState, SlaCycleState, SlaLegState, SlaLimitState, SlaMotion, SlaRunState};
use crate::time::Calendar;
use std::sync::Arc;

/// What is kept of a clock.
pub(super) fn keep(compiled: &Compiled, course: &Course<'_>) -> SlaClockState {
    let track = course.track;
    let kept = |cycle: &Cycle<'_>| keep_cycle(compiled, cycle);
    SlaClockState {
        agreement: track.agreement,
        metric: track.metric,
        clock: track.clock.as_ref().map(|clock| clock.name.clone()),
        cycle: course.cycle.as_ref().map(kept),
        lapsed: course.lapsed.as_deref().map(kept),
        former: course.past.iter().rev().find(|cycle| cycle.promised).map(kept),
        limit: course.limit.map(|limit| keep_limit(compiled, limit)),
        retargeted: course.retargeted,
        free: course.free,
        startable: course.startable,
        held: course.held,
    }
}

fn keep_cycle(compiled: &Compiled, cycle: &Cycle<'_>) -> SlaCycleState {
    let limit = |limit: Option<Limit<'_>>| limit.map(|limit| keep_limit(compiled, limit));
    let leg = |leg: &Leg<'_>| SlaLegState {
        from: leg.from,
        to: leg.to,
        motion: match leg.motion {
            Motion::Running => SlaMotion::Running,
            Motion::Paused(_) => SlaMotion::Paused,
            Motion::Finished => SlaMotion::Finished,
            Motion::Cancelled => SlaMotion::Cancelled,
        },
        status: leg.status,
        held: leg.held,
        limit: limit(leg.limit),
        used: leg.used,
        ran: leg.ran,
    };
    let sum = &cycle.sum;
    SlaCycleState {
        number: cycle.number,
        started_at: cycle.started_at,
        elapsed: sum.elapsed,
        elapsed_wall: sum.wall,
        breached_at: sum.breached,
        used_up_at: sum.used_up,
        limit: limit(sum.limit),
        ran: sum.ran.map(|(from, used, it)| SlaRunState { from, used, limit: limit(it) }),
        unbroken_until: cycle.floor,
        promised: cycle.promised,
        leg: leg(&cycle.leg),
        legs: cycle.legs.iter().map(leg).collect(),
    }
}

fn keep_limit(compiled: &Compiled, limit: Limit<'_>) -> SlaLimitState {
    let by_ticket = limit.promise.calendar.is_none();
    let own = |(_, it): &&(String, Arc<Calendar>)| by_ticket && std::ptr::eq(&**it, limit.calendar);
    SlaLimitState {
        policy: policy_name(compiled, limit),
        target_index: limit.promise.place,
        calendar: compiled.named.iter().find(own).map(|(name, _)| name.clone()),
        within: limit.within,
        at_opening: limit.at_opening,
    }
}

/// A clock as it was kept; nothing where the specification is another one.
pub(super) fn resume<'a>(
    compiled: &'a Compiled,
    track: &'a Track,
    kept: &SlaClockState,
) -> Option<Course<'a>> {
    let is_it = track.key() == (kept.agreement, kept.metric, kept.clock.as_deref());
    let reader = Reader { compiled, track };
    let past = reader.cycle(kept.former.as_ref())?;
    let is_own = |limit: &SlaLimitState| {
        reader
            .limit(Some(limit))
            .flatten()
            .is_some_and(|it| it.promise.target.within.is_none_or(|within| within == limit.within))
    };
    if !kept.limit.iter().all(is_own) {
        return None;
    }
    let mut course = Course {
        past: past.into_iter().collect(),
        cycle: reader.cycle(kept.cycle.as_ref())?,
        lapsed: reader.cycle(kept.lapsed.as_ref())?.map(Box::new),
        number: kept.cycle.as_ref().map_or(1, |cycle| cycle.number),
        limit: reader.limit(kept.limit.as_ref())?,
        retargeted: kept.retargeted,
        free: kept.free,
        startable: kept.startable,
        held: kept.held,
        ..Course::idle(compiled, track, Keep::Last)
    };
    // A clock that goes on moves as this specification has it.
    let moves = |leg: &Leg<'_>| motion_in(track, leg.status, kept.held, leg.limit) == leg.motion;
    let legs = course.cycle.iter().map(|cycle| &cycle.leg);
    let sound = legs.filter(|leg| leg.is_live()).all(moves);
    course.rest();
    (is_it && sound).then_some(course)
}

/// What names in kept data are resolved by; nothing comes of those that are not there.
struct Reader<'a> {
    compiled: &'a Compiled,
    track: &'a Track,
}

impl<'a> Reader<'a> {
    fn cycle(&self, kept: Option<&SlaCycleState>) -> Option<Option<Cycle<'a>>> {
        let Some(kept) = kept else { return Some(None) };
        let rules = &self.compiled.spec.rules;
        let leg = self.leg(&kept.leg)?;
        let hours = (&self.compiled.calendar, rules);
        let mut cycle = Cycle::new(hours, kept.number, leg, rules.look_back());
        cycle.started_at = kept.started_at;
        cycle.sum = Sum {
            elapsed: kept.elapsed,
            wall: kept.elapsed_wall,
            breached: kept.breached_at,
            used_up: kept.used_up_at,
            limit: self.limit(kept.limit.as_ref())?,
            ran: match &kept.ran {
                Some(ran) => Some((ran.from, ran.used, self.limit(ran.limit.as_ref())?)),
                None => None,
            },
        };
        (cycle.floor, cycle.promised) = (kept.unbroken_until, kept.promised);
        cycle.legs = kept.legs.iter().map(|leg| self.leg(leg)).collect::<Option<_>>()?;
        Some(Some(cycle))
    }

    fn leg(&self, kept: &SlaLegState) -> Option<Leg<'a>> {
        Some(Leg {
            from: kept.from,
            to: kept.to,
            motion: match kept.motion {
                SlaMotion::Running => Motion::Running,
                SlaMotion::Paused => Motion::Paused(kept.status),
                SlaMotion::Finished => Motion::Finished,
                SlaMotion::Cancelled => Motion::Cancelled,
            },
            status: kept.status,
            held: kept.held,
            limit: self.limit(kept.limit.as_ref())?,
            used: kept.used,
            ran: kept.ran,
        })
    }

    fn limit(&self, kept: Option<&SlaLimitState>) -> Option<Option<Limit<'a>>> {
        let Some(kept) = kept else { return Some(None) };
        let policies = &self.compiled.spec.policies;
        let policy = policies.iter().position(|policy| policy.name == kept.policy)?;
        let promises = &self.track.promises;
        let promise =
            promises.iter().find(|it| (it.policy, it.place) == (policy, kept.target_index))?;
        let calendar = hours_named(self.compiled, promise, kept.calendar.as_deref())?;
        let (within, at_opening) = (kept.within, kept.at_opening);
        Some(Some(Limit { within, at_opening, promise, calendar }))
    }
}
