//! The offsets of a zone as a table, and the one place where a civil time that doesn't exist or exists
//! twice becomes an instant.

use super::hours::{DAY, WEEK};
use crate::time::{EdgeRules, RepeatedTime, SkippedTime, Zone};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// After so long, the Gregorian calendar, its weekdays and every zone's rule repeat: 400 years.
pub(super) const CYCLE: i64 = 146_097 * DAY;

/// The year from which at the latest every zone follows one rule for ever: the database lists
/// Morocco's Ramadans until 2087, and nothing beyond. A test holds it to that.
pub(super) const RULES_REPEAT: i64 = 4_133_980_800_000; // 2101-01-01T00:00:00Z

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

    /// How long the wall-clock times are that are skipped or come twice.
    pub(super) fn length(self) -> i64 {
        (self.after - self.before).abs()
    }

    /// The instant of a wall-clock time that is skipped or comes twice.
    fn instant(self, local: i64, edges: EdgeRules) -> i64 {
        match self.after > self.before {
            true if edges.skipped == SkippedTime::Clamp => self.at,
            false if edges.repeated == RepeatedTime::Last => local - self.after,
            // Both are read as if the clock had not changed.
            true | false => local - self.before,
        }
    }

    /// The civil days that it leaves out as a whole, as Samoa did with 2011-12-30.
    fn skipped_days(self) -> std::ops::Range<i64> {
        match self.after > self.before {
            true => (self.from() + DAY - 1).div_euclid(DAY)..self.until().div_euclid(DAY),
            false => 0..0,
        }
    }
}

/// The offsets of a zone from the beginning until the rules that it follows for ever have come round.
#[derive(Debug)]
pub(super) struct Offsets {
    /// The offset before the first change.
    first: i64,
    /// In the order of time.
    changes: Vec<Change>,
    /// The civil days that don't exist, sorted.
    skipped: Vec<i64>,
    /// From when on all changes come again after [`CYCLE`].
    repeats: i64,
    /// Which instant a civil time is that doesn't exist or exists twice.
    edges: EdgeRules,
}

impl Offsets {
    /// Those of `zone` until the rules that hold at `last` have come round. Calendars of one zone and with
    /// the same rules share them, unless one has special days in the far future.
    pub(super) fn of(zone: &Zone, edges: EdgeRules, last: i64) -> Arc<Self> {
        type Known = BTreeMap<(String, EdgeRules), Arc<Offsets>>;
        static KNOWN: Mutex<Known> = Mutex::new(BTreeMap::new());
        let round = |last: i64| Self::until(zone, edges, last.saturating_add(CYCLE + WEEK));
        if last > RULES_REPEAT {
            return Arc::new(round(last));
        }
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        let offsets = || Arc::new(round(RULES_REPEAT));
        Arc::clone(known.entry((zone.name().to_owned(), edges)).or_insert_with(offsets))
    }

    /// Those of `zone` before `end`.
    pub(super) fn until(zone: &Zone, edges: EdgeRules, end: i64) -> Self {
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
        let repeats = repeats(&changes);
        Self { first, changes, skipped, repeats, edges }
    }

    /// From when on all changes come again after [`CYCLE`]; where there are none, nothing changes.
    pub(super) const fn repeats(&self) -> i64 {
        self.repeats
    }

    /// Whether the offset changes for ever.
    pub(super) fn changes_for_ever(&self) -> bool {
        self.changes.last().is_some_and(|last| last.at >= RULES_REPEAT)
    }

    /// The offset before `start`, and the changes from then until before `end`.
    pub(super) fn near(&self, start: i64, end: i64) -> (i64, impl Iterator<Item = &Change>) {
        let count = self.changes.partition_point(|change| change.at < start);
        let changes = self.changes.iter().skip(count).take_while(move |change| change.at < end);
        (self.after(count), changes)
    }

    /// The civil days that don't exist, sorted.
    pub(super) fn skipped(&self) -> &[i64] {
        &self.skipped
    }

    /// Every change, in the order of time.
    pub(super) fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The offset at an instant.
    pub(super) fn at(&self, instant: i64) -> i64 {
        self.after(self.changes.partition_point(|change| change.at <= instant))
    }

    /// The instant of a wall-clock time, in milliseconds since 1970 by the clock.
    pub(super) fn instant(&self, local: i64) -> i64 {
        let passed = self.changes.partition_point(|change| change.until() <= local);
        match self.changes.get(passed).filter(|change| change.from() <= local) {
            Some(change) => change.instant(local, self.edges),
            None => local - self.after(passed),
        }
    }

    /// What the clock reads at an instant of any year, in milliseconds since 1970 by the clock.
    pub(super) fn clock(&self, instant: i64) -> i64 {
        instant + self.at(instant - cycles(instant))
    }

    /// The instant of a wall-clock time of any year.
    pub(super) fn instant_of(&self, local: i64) -> i64 {
        self.instant(local - cycles(local)) + cycles(local)
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

/// How long to go back to the years whose changes are listed.
fn cycles(at: i64) -> i64 {
    (at - RULES_REPEAT).max(0).div_euclid(CYCLE) * CYCLE
}

/// The instant just after the last change that does not come again after [`CYCLE`]; just after the first where all do, since
/// before it there were none.
fn repeats(changes: &[Change]) -> i64 {
    let cycle = changes.partition_point(|it| it.at < RULES_REPEAT + CYCLE)
        - changes.partition_point(|it| it.at < RULES_REPEAT);
    let later = |change: &Change| Change { at: change.at + CYCLE, ..*change };
    let pairs = changes.iter().zip(changes.iter().skip(cycle));
    let again = pairs.rev().take_while(|(change, again)| later(change) == **again).count();
    let last = match cycle {
        0 => changes.last(),
        _ => changes.iter().rev().nth(cycle + again).or(changes.first()),
    };
    last.map_or(i64::MIN, |last| last.at + 1)
}
