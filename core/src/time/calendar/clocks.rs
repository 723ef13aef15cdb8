//! By which clock the civil days of a calendar are told, as its hours moved from zone to zone.

use super::offsets::Offsets;
use std::sync::Arc;

/// The zones of the hours that hold and of those that held.
#[derive(Debug, Clone)]
pub(super) struct Clocks {
    now: Arc<Offsets>,
    /// The latest first.
    earlier: Vec<Earlier>,
}

#[derive(Debug, Clone)]
struct Earlier {
    /// The first instant at which it no longer held.
    until: i64,
    /// The civil day that began then.
    until_day: i64,
    offsets: Arc<Offsets>,
}

impl Clocks {
    pub(super) const fn new(now: Arc<Offsets>) -> Self {
        Self { now, earlier: Vec::new() }
    }

    /// What held until an instant, at which a civil day began.
    pub(super) fn preceded_by(&mut self, offsets: Arc<Offsets>, until: i64, until_day: i64) {
        self.earlier.push(Earlier { until, until_day, offsets });
    }

    /// The one that held first of all, so far.
    pub(super) fn first(&self) -> &Offsets {
        self.earlier.last().map_or(&self.now, |earlier| &earlier.offsets)
    }

    /// The one by which an instant is told.
    pub(super) fn at(&self, instant: i64) -> &Offsets {
        let held = self.earlier.iter().rev().find(|earlier| instant < earlier.until);
        held.map_or(&self.now, |earlier| &earlier.offsets)
    }

    /// The one by which a civil day is told.
    pub(super) fn on(&self, day: i64) -> &Offsets {
        let held = self.earlier.iter().rev().find(|earlier| day < earlier.until_day);
        held.map_or(&self.now, |earlier| &earlier.offsets)
    }
}
