//! How long is the time that a group is of?

use super::KpiMeasure;
use super::groups::Key;
use super::plan::Plan;
use super::stretch::Stretches;
use crate::error::Result;
use crate::time::{Period, Span, Timestamp};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// How long each hour of the day or day of the week was in a period, all of them together.
type Recurring = BTreeMap<Vec<Option<i64>>, Span>;

/// The lengths of groups; those of what recurs are added up once for all groups.
#[derive(Debug, Default)]
pub(super) struct Lengths {
    recurring: BTreeMap<(Timestamp, Timestamp), Recurring>,
}

impl Lengths {
    /// The real length of the stretch of a group, as far as it lies in the period and before the snapshot; of the period
    /// where there is no stretch. Of what recurs, all its stretches in the period together. Nothing where no figure is
    /// for each so long.
    pub(super) fn of(&mut self, plan: &Plan, key: &[Key]) -> Result<Option<Span>> {
        let is_timed =
            |it: &KpiMeasure| matches!(it, KpiMeasure::Rate { .. } | KpiMeasure::BacklogDays {});
        if !plan.kpis.iter().any(|it| is_timed(&it.definition.measure)) {
            return Ok(None);
        }
        let mut within = plan.spec.period;
        let mut recurring = Vec::new();
        for (key, stretches) in key.iter().zip(&plan.stretches) {
            let (Key::Stretch(number), Some(stretches)) = (key, stretches) else {
                recurring.push(None);
                continue;
            };
            let bounds = stretches.bounds(*number)?;
            recurring.push(bounds.is_none().then_some(*number));
            if let Some((start, end)) = bounds {
                within = Some(within.map_or(Period { start, end }, |it| Period {
                    start: it.start.max(start),
                    end: it.end.min(end),
                }));
            }
        }
        // What is still to come has seen no ticket.
        let over = |end: Timestamp| match plan.spec.as_of {
            Some(as_of) if as_of.as_millis() + 1 < end.as_millis() => as_of,
            _ => end,
        };
        let Some(within) = within.map(|it| Period { start: it.start, end: over(it.end) }) else {
            return Ok(None);
        };
        if recurring.iter().all(Option::is_none) {
            return Ok(Some(within.end.since(within.start).max(Span::ZERO)));
        }
        let lengths = match self.recurring.entry((within.start, within.end)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(added_up(plan, within)?),
        };
        Ok(Some(lengths.get(&recurring).copied().unwrap_or(Span::ZERO)))
    }
}

fn added_up(plan: &Plan, within: Period) -> Result<Recurring> {
    let mut lengths = Recurring::new();
    for piece in plan.pieces(within)? {
        let number = |it: &Option<Stretches>| match it {
            Some(stretches) if stretches.recurs() => stretches.number(piece.start).map(Some),
            _ => Ok(None),
        };
        let key = plan.stretches.iter().map(number).collect::<Result<Vec<_>>>()?;
        let length = lengths.entry(key).or_insert(Span::ZERO);
        *length = [*length, piece.end.since(piece.start)].into_iter().sum();
    }
    Ok(lengths)
}
