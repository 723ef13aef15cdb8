//! Open time as a function of the instant, and its inverses.

use super::hours::{WEEK, start_of_week};
use super::patterns::{Key, Lane, Patterns};
use super::weeks::Weeks;

/// How many weeks are looked up together: the open milliseconds of so many fit 32 bits, and all that is
/// known of them one line of the processor's cache.
const WEEKS: usize = 7;
/// So many weeks, in milliseconds.
const BLOCK: i64 = 7 * WEEK;

/// Seven weeks in a row.
#[derive(Debug, Clone)]
#[repr(align(64))]
struct Block {
    /// Open milliseconds of the line before them.
    base: i64,
    /// Open milliseconds of them before each.
    before: [u32; WEEKS],
    /// The pattern of each.
    pattern: [u32; WEEKS],
}

/// What repeats for ever: before the line, or from some instant of it on.
#[derive(Debug, Clone, Copy)]
struct Cycle {
    /// Its first instant.
    start: i64,
    /// How long it is.
    length: i64,
    /// Open milliseconds of the line before its start.
    before: i64,
    /// Its own open milliseconds.
    total: i64,
}

/// When it is open, from the first instant that there is to the last: weeks of UTC, one after the other,
/// and what repeats on either side.
///
/// With `F(t)` the open time before `t`, the open time between `a` and `b` is `F(b) - F(a)`, and
/// adding open time is the inverse of `F`. Nothing here walks weeks or allocates: `F` is found in two
/// places of memory, its inverse in three.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// The start of the first block, and of the week that repeats before it.
    start: i64,
    blocks: Vec<Block>,
    patterns: Patterns,
    /// The first instant after the blocks.
    end: i64,
    /// The first week, as it is repeated before the start.
    head: Cycle,
    /// The end of the blocks, as it is repeated after them.
    tail: Cycle,
    /// For each multiple of `1 << shift` of open time the last block that has no more before it.
    index: Vec<u32>,
    shift: u32,
}

impl Line {
    pub(super) fn new(Weeks { first, weeks, repeat, patterns }: Weeks) -> Self {
        let start = start_of_week(first);
        let mut blocks = Vec::with_capacity(weeks.len().div_ceil(WEEKS));
        let mut base = 0;
        for some in weeks.chunks(WEEKS) {
            let mut block = Block { base, before: [0; WEEKS], pattern: [0; WEEKS] };
            let mut total = 0;
            for (slot, (pattern, open)) in some.iter().enumerate() {
                let before = block.before.get_mut(slot);
                if let Some((before, place)) = before.zip(block.pattern.get_mut(slot)) {
                    (*before, *place) = (total, *pattern);
                }
                total += open;
            }
            block.before.iter_mut().skip(some.len()).for_each(|before| *before = total);
            blocks.push(block);
            base += i64::from(total);
        }
        let open = |weeks: &[(u32, u32)]| weeks.iter().map(|(_, open)| i64::from(*open)).sum();
        let repeat = usize::try_from(repeat).unwrap_or(1).min(weeks.len());
        let (before, repeated) = weeks.split_at(weeks.len() - repeat);
        let head =
            Cycle { start, length: WEEK, before: 0, total: open(weeks.get(..1).unwrap_or(&[])) };
        let tail = Cycle {
            start: start + length(before.len()),
            length: length(repeated.len()),
            before: open(before),
            total: open(repeated),
        };
        let (index, shift) = index_of(&blocks, base);
        let end = tail.start + tail.length;
        Self { start, blocks, patterns: patterns.finish(), end, head, tail, index, shift }
    }

    /// Whether it is ever open.
    pub(super) const fn ever_opens(&self) -> bool {
        self.head.total + self.tail.before + self.tail.total > 0
    }

    /// Whether it is open at `at`.
    pub(super) fn is_open(&self, at: i64) -> bool {
        let found = self.find(at - self.cycles(at).0);
        found.is_some_and(|found| found.offset < found.lane.close)
    }

    /// `F(at)`: open milliseconds before `at`, counted from the start of the line.
    pub(super) fn before(&self, at: i64) -> i64 {
        let (millis, open) = self.cycles(at);
        let found = self.find(at - millis);
        let inside = found.map_or(0, |Found { before, lane, offset, .. }| {
            before + i64::from(lane.before + offset.min(lane.close) - lane.open)
        });
        inside + open
    }

    /// The first instant with `open` milliseconds before it, or nothing where that never comes.
    pub(super) fn earliest(&self, open: i64) -> Option<i64> {
        self.at(open.checked_sub(1)?, 1)
    }

    /// The last instant with no more than `open` milliseconds before it, or nothing where there is
    /// none: open time never passes that, or did before the first instant.
    pub(super) fn latest(&self, open: i64) -> Option<i64> {
        self.at(open, 0)
    }

    /// The end of the open millisecond number `open`, or its start, by how many are `counted` of it.
    fn at(&self, open: i64, counted: i64) -> Option<i64> {
        let (millis, more) = self.cycles_of(open)?;
        let open = open - more;
        let number = self.block_with(open)?;
        let block = self.blocks.get(number)?;
        let rest = u32::try_from(open - block.base).ok()?;
        let week = block.before.iter().filter(|before| **before <= rest).count().checked_sub(1)?;
        let rest = rest - block.before.get(week)?;
        let lane = self.patterns.last(*block.pattern.get(week)?, Key::Before, rest)?;
        let offset = i64::from(lane.open + rest - lane.before) + counted;
        let at = self.start + length_of_blocks(number) + length(week) + offset;
        at.checked_add(millis)
    }

    /// The first open instant from `at` on, or nothing where none comes.
    pub(super) fn next_open(&self, at: i64) -> Option<i64> {
        let (millis, open) = self.cycles(at);
        let Found { before, lane, offset } = self.find(at - millis)?;
        if offset < lane.close {
            Some(at)
        } else if i64::from(lane.next) < WEEK {
            Some(at + i64::from(lane.next - offset))
        } else {
            self.latest(open + before + i64::from(lane.before + lane.close - lane.open))
        }
    }

    /// The first closed instant from `at` on, or nothing where none comes.
    pub(super) fn next_closed(&self, at: i64) -> Option<i64> {
        let (millis, _) = self.cycles(at);
        let found = self.find(at - millis)?;
        let close = i64::from(found.lane.close);
        if found.offset >= found.lane.close {
            Some(at)
        } else if close < WEEK {
            Some(at + close - i64::from(found.offset))
        } else {
            self.closed_after(at)
        }
    }

    /// The first closed instant from `at` on, by the closed time before it: also where it is open for
    /// years.
    fn closed_after(&self, at: i64) -> Option<i64> {
        let closed = at - self.start - self.before(at);
        let cycle = if closed < 0 { self.head } else { self.tail };
        let above = closed - (cycle.start - self.start - cycle.before);
        let per_cycle = cycle.length - cycle.total;
        let cycles = if (0..per_cycle).contains(&above) || (closed >= 0 && above < 0) {
            0
        } else {
            above.checked_div_euclid(per_cycle)?
        };
        let closed = closed - cycles * per_cycle;
        let closed_before = |number: usize| {
            let block = self.blocks.get(number)?;
            Some(length_of_blocks(number) - block.base)
        };
        let blocks =
            partition(self.blocks.len(), |it| closed_before(it).is_some_and(|it| it <= closed));
        let number = blocks.checked_sub(1)?;
        let block = self.blocks.get(number)?;
        let rest = closed - closed_before(number)?;
        let closed_before = |week: usize| Some(length(week) - i64::from(*block.before.get(week)?));
        let weeks = partition(WEEKS, |week| closed_before(week).is_some_and(|it| it <= rest));
        let week = weeks.checked_sub(1)?;
        let rest = rest - closed_before(week)?;
        let closed_before = |lane: &Lane| i64::from(lane.open - lane.before);
        let lanes = self.patterns.lanes(*block.pattern.get(week)?);
        let lane = lanes.take_while(|lane| closed_before(lane) <= rest).last()?;
        let offset = i64::from(lane.close) + rest - closed_before(&lane);
        let at = self.start + length_of_blocks(number) + length(week) + offset;
        at.checked_add(cycles.checked_mul(cycle.length)?)
    }

    /// How long to go back from `at` to where the blocks are, and the open time of that.
    #[inline]
    fn cycles(&self, at: i64) -> (i64, i64) {
        match self.start <= at && at < self.end {
            true => (0, 0),
            false => self.cycles_beyond(at),
        }
    }

    #[cold]
    fn cycles_beyond(&self, at: i64) -> (i64, i64) {
        let cycle = if at < self.start { self.head } else { self.tail };
        let cycles = (at - cycle.start).checked_div_euclid(cycle.length).unwrap_or(0);
        (cycles * cycle.length, cycles * cycle.total)
    }

    /// The same for an amount of open time; nothing where no cycle ever has as much.
    fn cycles_of(&self, open: i64) -> Option<(i64, i64)> {
        let cycle = match open {
            open if open < 0 => &self.head,
            open if open - self.tail.before >= self.tail.total => &self.tail,
            _ => return Some((0, 0)),
        };
        let cycles = (open - cycle.before).checked_div_euclid(cycle.total)?;
        Some((cycles.checked_mul(cycle.length)?, cycles * cycle.total))
    }

    /// The last window that opened at or before an instant, in its week, where the blocks are.
    #[inline(always)]
    fn find(&self, at: i64) -> Option<Found> {
        let since = u64::try_from(at - self.start).ok()?;
        let block = self.blocks.get(usize::try_from(since / BLOCK.unsigned_abs()).ok()?)?;
        let rest = u32::try_from(since % BLOCK.unsigned_abs()).ok()?;
        let (week, offset) = (usize::try_from(rest / WEEK_32).ok()?, rest % WEEK_32);
        let lane = self.patterns.last(*block.pattern.get(week)?, Key::Open, offset)?;
        Some(Found { before: block.base + i64::from(*block.before.get(week)?), lane, offset })
    }

    /// The last block with no more than `open` milliseconds before it.
    fn block_with(&self, open: i64) -> Option<usize> {
        let slot = usize::try_from(open >> self.shift).ok()?;
        let block = |slot: usize| usize::try_from(*self.index.get(slot)?).ok();
        let (first, last) = (block(slot)?, block(slot + 1).unwrap_or(self.blocks.len() - 1));
        let some = self.blocks.get(first..=last)?;
        let count = some.partition_point(|block| block.base <= open);
        Some(first + count.checked_sub(1)?)
    }

    /// What it holds, in bytes.
    #[cfg(test)]
    pub(super) fn bytes(&self) -> usize {
        self.blocks.len() * size_of::<Block>() + self.index.len() * 4 + self.patterns.bytes()
    }
}

/// A week, in milliseconds.
const WEEK_32: u32 = 604_800_000;

/// Where an instant lies.
struct Found {
    /// The open time of the line before its week.
    before: i64,
    /// The last window that had opened.
    lane: Lane,
    /// The instant, from the start of its week.
    offset: u32,
}

/// So many weeks, in milliseconds.
fn length(weeks: usize) -> i64 {
    i64::try_from(weeks).unwrap_or(i64::MAX).saturating_mul(WEEK)
}

/// So many blocks, in milliseconds.
fn length_of_blocks(blocks: usize) -> i64 {
    i64::try_from(blocks).unwrap_or(i64::MAX).saturating_mul(BLOCK)
}

/// How many of the numbers below `count` satisfy what holds for those at the start only.
fn partition(count: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = usize::midpoint(low, high);
        if holds(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

/// For each multiple of a power of two of open time the last block with no more before it; the power is
/// such that about one block lies between two.
fn index_of(blocks: &[Block], total: i64) -> (Vec<u32>, u32) {
    let average = total / i64::try_from(blocks.len().max(1)).unwrap_or(i64::MAX);
    let shift = i64::BITS - average.max(1).leading_zeros();
    let slots = usize::try_from(total >> shift).unwrap_or(0) + 1;
    let mut index = Vec::with_capacity(slots);
    let mut block = 0;
    for slot in 0..slots {
        let open = i64::try_from(slot).unwrap_or(i64::MAX) << shift;
        while blocks.get(block + 1).is_some_and(|next| next.base <= open) {
            block += 1;
        }
        index.push(u32::try_from(block).unwrap_or(u32::MAX));
    }
    (index, shift)
}
