//! Which agents to add until all targets hold.

use super::look::{Search, look, missed};
use crate::error::Result;
use crate::staffing::simulate::SimulatedDesk;
use rust_decimal::prelude::ToPrimitive;
use std::cmp::Reverse;

/// Agents by group as the simulator sees them.
pub(super) struct Found {
    pub(super) counts: Vec<u32>,
    pub(super) looks: Vec<SimulatedDesk>,
    /// By how much each skill misses its targets.
    missed: Vec<f64>,
}

impl Found {
    pub(super) fn met(&self) -> bool {
        self.missed.iter().all(|missed| *missed <= 0.0)
    }

    fn total(&self) -> f64 {
        self.missed.iter().sum()
    }

    /// The skill that misses its targets most.
    fn worst(&self) -> Option<usize> {
        let all = self.missed.iter().enumerate().filter(|(_, missed)| **missed > 0.0);
        all.max_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(place, _)| place)
    }
}

impl Search<'_> {
    /// The agents with which all targets hold, from those that are needed at least; where no more may be added, those that
    /// came nearest.
    pub(super) fn found(&self, least: &[u32]) -> Result<Found> {
        let mut found = self.at(least.to_vec())?;
        let mut added = 0;
        while let Some(skill) = found.worst().filter(|_| added < self.check.most_added) {
            let Some(next) = self.one_more(&found, skill)? else { break };
            found = next;
            added += 1;
        }
        if found.met() { self.without_spare(found, least) } else { Ok(found) }
    }

    fn at(&self, counts: Vec<u32>) -> Result<Found> {
        let looks = look(self, &counts)?;
        Ok(Found { missed: missed(self, &looks), counts, looks })
    }

    /// One agent more who can do a skill: the cheapest with whom all targets hold, else the one who brings them nearest for
    /// what he costs. Nothing where nobody can be had.
    fn one_more(&self, now: &Found, skill: usize) -> Result<Option<Found>> {
        let Some(demand) = self.demand.get(skill) else { return Ok(None) };
        let mut best: Option<((bool, f64), Found)> = None;
        for (place, group) in self.groups.iter().enumerate() {
            let mut counts = now.counts.clone();
            let Some(count) = counts.get_mut(place) else { continue };
            let can = group.skills.contains(&demand.skill);
            if !can || group.at_most.is_some_and(|most| *count >= most) {
                continue;
            }
            *count += 1;
            let found = self.at(counts)?;
            let gain = if found.met() { 1.0 } else { now.total() - found.total() };
            let cost = group.cost.to_f64().unwrap_or(f64::MAX).max(f64::MIN_POSITIVE);
            let worth = (found.met(), gain / cost);
            if best.as_ref().is_none_or(|(most, _)| worth > *most) {
                best = Some((worth, found));
            }
        }
        Ok(best.map(|(_, found)| found))
    }

    /// The same without those of the added ones who turn out not to be needed, the dearest first.
    fn without_spare(&self, mut found: Found, least: &[u32]) -> Result<Found> {
        let mut places: Vec<usize> = (0..self.groups.len()).collect();
        places.sort_by_key(|place| Reverse(self.groups.get(*place).map(|group| group.cost)));
        for place in places {
            loop {
                let mut counts = found.counts.clone();
                let spare =
                    |count: &&mut u32| least.get(place).is_some_and(|least| **count > *least);
                let Some(count) = counts.get_mut(place).filter(spare) else { break };
                *count -= 1;
                let fewer = self.at(counts)?;
                if !fewer.met() {
                    break;
                }
                found = fewer;
            }
        }
        Ok(found)
    }
}
