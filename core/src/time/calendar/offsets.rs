//! The offsets of a zone as a table, and the one rule for civil times that don't exist or exist
//! twice.

use super::week::DAY;
use crate::time::Zone;
use jiff::Timestamp;

/// A change of the offset; all in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Change {
    /// The instant.
    pub(super) at: i64,
    /// What the clock is ahead of UTC before it.
    pub(super) before: i64,
    /// What the clock is ahead of UTC from then on.
    pub(super) after: i64,
}

impl Change {
    /// The first wall-clock time that is skipped or comes twice.
    pub(super) fn from(self) -> i64 {
        self.at + self.before.min(self.after)
    }

    /// The first wall-clock time that is regular again.
    pub(super) fn until(self) -> i64 {
        self.at + self.before.max(self.after)
    }

    /// The civil days that it leaves out as a whole, as Samoa did with 2011-12-30.
    fn skipped_days(self) -> std::ops::Range<i64> {
        match self.after > self.before {
            true => (self.from() + DAY - 1).div_euclid(DAY)..self.until().div_euclid(DAY),
            false => 0..0,
        }
    }
}

/// The offsets of a zone from the beginning up to some instant.
#[derive(Debug, Clone)]
pub(super) struct Offsets {
    /// The offset before the first change.
    first: i64,
    /// In the order of time.
    changes: Vec<Change>,
    /// The civil days that don't exist, sorted.
    skipped: Vec<i64>,
}

impl Offsets {
    /// Those of `zone` before `end`.
    pub(super) fn new(zone: &Zone, end: i64) -> Self {
        let rules = zone.rules();
        let first = i64::from(rules.to_offset(Timestamp::MIN).seconds()) * 1000;
        let mut changes = Vec::new();
        let mut before = first;
        for transition in rules.following(Timestamp::MIN) {
            let at = transition.timestamp().as_millisecond();
            if at >= end {
                break;
            }
            let after = i64::from(transition.offset().seconds()) * 1000;
            if after != before {
                changes.push(Change { at, before, after });
            }
            before = after;
        }
        let skipped = changes.iter().flat_map(|change| change.skipped_days()).collect();
        Self { first, changes, skipped }
    }

    /// Every change, in the order of time.
    pub(super) fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The offset before the first change.
    pub(super) const fn first(&self) -> i64 {
        self.first
    }

    /// The offset at an instant.
    pub(super) fn at(&self, instant: i64) -> i64 {
        self.after(self.changes.partition_point(|change| change.at <= instant))
    }

    /// The instant of a wall-clock time, in milliseconds since 1970 by the clock, as RFC 5545 has it:
    /// a time that comes twice is its first occurrence, one that is skipped is read with the offset
    /// before the gap, so moves forward by the gap.
    ///
    /// Both clauses are one: a new offset counts only from the first time that is regular again.
    pub(super) fn instant(&self, local: i64) -> i64 {
        local - self.after(self.changes.partition_point(|change| change.until() <= local))
    }

    /// Whether a civil day, counted from 1970-01-01, exists.
    pub(super) fn has_day(&self, day: i64) -> bool {
        self.skipped.binary_search(&day).is_err()
    }

    /// The offset after so many changes.
    fn after(&self, count: usize) -> i64 {
        let change = count.checked_sub(1).and_then(|index| self.changes.get(index));
        change.map_or(self.first, |change| change.after)
    }
}
