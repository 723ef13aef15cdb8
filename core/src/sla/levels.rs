//! When a cycle came to a level of its target: so much of it used, or so many days from its due instant.

use super::cycle::Cycle;
use super::legs::{Leg, Limit, Motion};
use crate::error::Result;
use crate::time::{BusinessDayRule, Calendar, Span, Timestamp};

impl<'a> Cycle<'a> {
    /// The legs before the end that have a limit; all of them were kept.
    fn limited(&self) -> impl Iterator<Item = (&Leg<'a>, Limit<'a>)> {
        let legs = self.legs.iter().filter(|leg| leg.is_live());
        legs.filter_map(|leg| Some((leg, leg.limit?)))
    }

    /// The stretches, in order, in which at least a part of the limit in force was used.
    pub(crate) fn reached(
        &self,
        part: impl Fn(Span) -> Span,
    ) -> Result<Vec<(Timestamp, Timestamp)>> {
        let mut stretches = Vec::new();
        for (leg, limit) in self.limited() {
            let left = part(limit.within) - leg.used;
            if left <= Span::ZERO {
                stretches.push((leg.from, leg.to));
            } else if left <= leg.ran {
                stretches.extend(limit.calendar.add(leg.from, left)?.map(|since| (since, leg.to)));
            }
        }
        Ok(stretches)
    }

    /// The stretches, in order, in which the clock ran and so many business days before (negative) or after
    /// the due instant had come; those before the start of the cycle at its start, or not at all.
    pub(crate) fn days_from_due(
        &self,
        days: i32,
        never_early: bool,
    ) -> Result<Vec<(Timestamp, Timestamp)>> {
        let mut stretches = Vec::new();
        let start = Some(self.started_at).filter(|_| never_early);
        let mut known: Option<(Limit<'a>, Timestamp)> = None;
        for leg in &self.legs {
            known = known.filter(|(it, _)| leg.limit.is_some_and(|limit| limit.is_of(it)));
            let Some(limit) = leg.limit.filter(|_| leg.is_live()) else { continue };
            let left = limit.within - leg.used;
            let due = if left > Span::ZERO {
                self.reach(leg.from, left, limit)?
            } else {
                Some(known.map_or(leg.from, |(_, at)| at))
            };
            if known.is_none() && !left.is_negative() && left <= leg.ran {
                known = self.reach(leg.from, left, limit)?.map(|at| (limit, at));
            }
            let level = due.and_then(|due| shifted(limit.calendar, due, days));
            stretches.extend(
                level
                    .filter(|_| leg.motion == Motion::Running)
                    .filter(|at| *at <= leg.to && start.is_none_or(|start| start <= *at))
                    .map(|at| (at.max(leg.from), leg.to)),
            );
        }
        Ok(stretches)
    }

    /// When so many business days before or after the due instant will have come.
    pub(crate) fn coming_days(&self, days: i32) -> Result<Option<Timestamp>> {
        let Some(limit) = self.leg.limit else { return Ok(None) };
        Ok(self.due(true)?.and_then(|due| shifted(limit.calendar, due, days)))
    }
}

/// So many business days before (negative) or after an instant.
fn shifted(calendar: &Calendar, due: Timestamp, days: i32) -> Option<Timestamp> {
    match days < 0 {
        true => calendar.subtract_business_days(due, days.unsigned_abs()),
        false => calendar.add_business_days(due, days.unsigned_abs(), BusinessDayRule::KeepTime),
    }
}
