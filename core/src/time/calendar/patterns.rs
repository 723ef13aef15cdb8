//! The weeks that occur in a calendar, each once: most of its weeks are one of a few.

use super::hours::{Hours, WEEK};
use std::collections::HashMap;

/// How many windows are looked at in one go.
const LANES: usize = 8;
/// Where a lane has no window: beyond every week.
const NONE: u32 = u32::MAX;

/// Some windows of a week in UTC, in milliseconds from its start, and the open time of the week
/// before each.
///
/// The first of a week opens and closes at its start, so that every moment has a window that opened at
/// or before it.
#[derive(Debug, Clone)]
struct Chunk {
    open: [u32; LANES],
    close: [u32; LANES],
    before: [u32; LANES],
    /// How many chunks of the same week follow.
    more: u32,
}

/// A window, as one lane of a chunk.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lane {
    pub(super) open: u32,
    pub(super) close: u32,
    /// The open time of the week before it.
    pub(super) before: u32,
    /// When the next one opens, where its chunk has one; else beyond every week.
    pub(super) next: u32,
}

impl Chunk {
    const EMPTY: Self =
        Self { open: [NONE; LANES], close: [NONE; LANES], before: [NONE; LANES], more: 0 };

    #[inline(always)]
    fn lane(&self, index: usize) -> Option<Lane> {
        let (open, close) = (*self.open.get(index)?, *self.close.get(index)?);
        let next = self.open.get(index + 1).copied().unwrap_or(NONE);
        Some(Lane { open, close, before: *self.before.get(index)?, next })
    }

    #[inline(always)]
    const fn keys(&self, key: Key) -> &[u32; LANES] {
        match key {
            Key::Open => &self.open,
            Key::Before => &self.before,
        }
    }

    fn set(&mut self, index: usize, lane: Lane) {
        let values = [lane.open, lane.close, lane.before];
        for (lanes, value) in
            [&mut self.open, &mut self.close, &mut self.before].into_iter().zip(values)
        {
            if let Some(place) = lanes.get_mut(index) {
                *place = value;
            }
        }
    }
}

/// What of a lane is searched; both grow from lane to lane.
#[derive(Debug, Clone, Copy)]
pub(super) enum Key {
    /// When it opens.
    Open,
    /// The open time before it.
    Before,
}

/// Weeks by number: that of their first chunk.
#[derive(Debug, Clone, Default)]
pub(super) struct Patterns {
    chunks: Vec<Chunk>,
}

impl Patterns {
    /// The last window of a week whose key is at most `limit`.
    #[inline(always)]
    pub(super) fn last(&self, pattern: u32, key: Key, limit: u32) -> Option<Lane> {
        let first = usize::try_from(pattern).ok()?;
        let mut chunk = self.chunks.get(first)?;
        if chunk.more > 0 {
            chunk = self.last_chunk(first, key, limit)?;
        }
        let count = chunk.keys(key).iter().filter(|key| **key <= limit).count();
        // The first lane of a week is at its start, so there is one; the mask spares the check.
        chunk.lane(count.wrapping_sub(1) % LANES)
    }

    /// The last chunk of a week whose first key is at most `limit`.
    #[cold]
    fn last_chunk(&self, first: usize, key: Key, limit: u32) -> Option<&Chunk> {
        let more = usize::try_from(self.chunks.get(first)?.more).ok()?;
        let chunks = self.chunks.get(first..=first + more)?;
        let starts = |chunk: &Chunk| chunk.keys(key).first().is_some_and(|start| *start <= limit);
        chunks.get(chunks.partition_point(starts).checked_sub(1)?)
    }

    /// The windows of a week in order, with the one at its start that is always there.
    pub(super) fn lanes(&self, pattern: u32) -> impl Iterator<Item = Lane> {
        let first = usize::try_from(pattern).unwrap_or(usize::MAX);
        let more = self.chunks.get(first).map_or(0, |chunk| chunk.more);
        let chunks = self.chunks.iter().skip(first).take(1 + usize::try_from(more).unwrap_or(0));
        let lanes = chunks.flat_map(|chunk| (0..LANES).filter_map(|index| chunk.lane(index)));
        lanes.filter(|lane| lane.open != NONE)
    }

    /// What it holds, in bytes.
    #[cfg(test)]
    pub(super) fn bytes(&self) -> usize {
        self.chunks.len() * size_of::<Chunk>()
    }
}

/// Collects weeks, each once.
#[derive(Debug, Default)]
pub(super) struct Collector {
    patterns: Patterns,
    known: HashMap<Vec<Hours>, (u32, u32)>,
}

impl Collector {
    /// The number and the open milliseconds of a week with these windows, which are sorted, apart from
    /// each other and within `0..=WEEK`.
    pub(super) fn add(&mut self, windows: Vec<Hours>) -> (u32, u32) {
        if let Some(known) = self.known.get(&windows) {
            return *known;
        }
        let number = u32::try_from(self.patterns.chunks.len()).unwrap_or(NONE);
        let mut total = 0;
        let mut lanes = vec![Lane { open: 0, close: 0, before: 0, next: NONE }];
        for hours in &windows {
            let (open, close) = (within_week(hours.open), within_week(hours.close));
            lanes.push(Lane { open, close, before: total, next: NONE });
            total += close - open;
        }
        let more = lanes.chunks(LANES).skip(1).count();
        for (index, lanes) in lanes.chunks(LANES).enumerate() {
            let more = if index == 0 { u32::try_from(more).unwrap_or(NONE) } else { 0 };
            let mut chunk = Chunk { more, ..Chunk::EMPTY };
            lanes.iter().enumerate().for_each(|(index, lane)| chunk.set(index, *lane));
            self.patterns.chunks.push(chunk);
        }
        self.known.insert(windows, (number, total));
        (number, total)
    }

    /// The windows of a week.
    pub(super) fn windows(&self, pattern: u32) -> Vec<Hours> {
        let lanes = self.patterns.lanes(pattern).filter(|lane| lane.open < lane.close);
        lanes.map(|lane| Hours { open: lane.open.into(), close: lane.close.into() }).collect()
    }

    /// The weeks, when all are there.
    pub(super) fn finish(mut self) -> Patterns {
        self.patterns.chunks.shrink_to_fit();
        self.patterns
    }
}

/// Milliseconds from the start of a week; a week has fewer than 2^32.
fn within_week(millis: i64) -> u32 {
    u32::try_from(millis.clamp(0, WEEK)).unwrap_or(NONE)
}
