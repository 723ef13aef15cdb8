use super::compile::Model;
use super::waits::{Percentiles, Sets};

/// What became of the contacts of one stream that arrived in one interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Cell {
    pub(super) offered: u64,
    pub(super) refused: u64,
    pub(super) answered: u64,
    pub(super) abandoned: u64,
    pub(super) blocked: u64,
    /// Who had to wait, whatever became of him.
    pub(super) queued: u64,
    /// Who still waited at the end.
    pub(super) waiting: u64,
    /// Answered within the time of the service level.
    pub(super) in_time: u64,
    /// Hung up within it.
    pub(super) short_abandons: u64,
    /// Still waiting at the end, and within it.
    pub(super) undecided: u64,
    pub(super) wait_answered: u128,
    pub(super) wait_abandoned: u128,
    /// The time that anybody waited in the interval, whenever he arrived.
    pub(super) queue_time: u128,
}

impl Cell {
    pub(super) fn add(&mut self, other: &Self) {
        self.offered += other.offered;
        self.refused += other.refused;
        self.answered += other.answered;
        self.abandoned += other.abandoned;
        self.blocked += other.blocked;
        self.queued += other.queued;
        self.waiting += other.waiting;
        self.in_time += other.in_time;
        self.short_abandons += other.short_abandons;
        self.undecided += other.undecided;
        self.wait_answered += other.wait_answered;
        self.wait_abandoned += other.wait_abandoned;
        self.queue_time += other.queue_time;
    }
}

/// What the agents of one group did in one interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Work {
    pub(super) handled: u64,
    pub(super) busy: u128,
    pub(super) overtime: u128,
}

impl Work {
    pub(super) fn add(&mut self, other: &Self) {
        self.handled += other.handled;
        self.busy += other.busy;
        self.overtime += other.overtime;
    }
}

/// How one promise to the contacts of one stream in one interval stands at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Kept {
    pub(super) met: u64,
    pub(super) breached: u64,
    pub(super) open: u64,
}

impl Kept {
    pub(super) fn add(&mut self, other: &Self) {
        self.met += other.met;
        self.breached += other.breached;
        self.open += other.open;
    }
}

/// What one replication counted: whole numbers, so that sums of them don't depend on an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tally {
    /// By interval, and in each by stream.
    pub(super) cells: Vec<Cell>,
    /// By interval, and in each by group.
    pub(super) work: Vec<Work>,
    /// By promise, then by interval, and in each by stream.
    pub(super) kept: Vec<Kept>,
    /// How long those waited who were answered or hung up, where it was any time, as cells; until they are ranked.
    waits: Vec<Vec<u64>>,
    /// As the sets of the model have them.
    pub(super) percentiles: Vec<Option<Percentiles>>,
    streams: usize,
    groups: usize,
    intervals: usize,
    length: u64,
    from: u64,
    until: u64,
}

impl Tally {
    pub(super) fn new(model: &Model) -> Self {
        let (streams, groups, intervals) =
            (model.streams.len(), model.groups.len(), model.intervals);
        let promises = model.promises.as_ref().map_or(0, |it| it.keys.len());
        Self {
            cells: vec![Cell::default(); streams * intervals],
            work: vec![Work::default(); groups * intervals],
            kept: vec![Kept::default(); promises * streams * intervals],
            waits: vec![Vec::new(); streams * intervals],
            percentiles: Vec::new(),
            streams,
            groups,
            intervals,
            length: model.length,
            from: model.warm_up,
            until: model.end,
        }
    }

    fn interval(&self, at: u64) -> usize {
        if self.intervals == 1 {
            return 0;
        }
        let place = at.checked_div(self.length).unwrap_or(0);
        usize::try_from(place).unwrap_or(usize::MAX).min(self.intervals - 1)
    }

    /// Where a contact of a stream counts; nowhere if it arrived before anything does.
    #[inline]
    pub(super) fn of(&mut self, stream: usize, arrived: u64) -> Option<&mut Cell> {
        if arrived < self.from {
            return None;
        }
        let place = self.interval(arrived) * self.streams + stream;
        self.cells.get_mut(place)
    }

    pub(super) fn kept_of(
        &mut self,
        promise: usize,
        stream: usize,
        arrived: u64,
    ) -> Option<&mut Kept> {
        if arrived < self.from {
            return None;
        }
        let interval = self.interval(arrived);
        self.kept.get_mut((promise * self.intervals + interval) * self.streams + stream)
    }

    /// Somebody of a stream has waited, and was answered or hung up.
    #[inline]
    pub(super) fn left(&mut self, stream: usize, arrived: u64, now: u64) {
        if arrived >= self.from {
            let place = self.interval(arrived) * self.streams + stream;
            if let Some(waits) = self.waits.get_mut(place) {
                waits.push(now - arrived);
            }
        }
        self.waited(stream, arrived, now);
    }

    /// Ranks the waits, which are not needed any more.
    pub(super) fn rank(&mut self, sets: &Sets) {
        let mut waits = std::mem::take(&mut self.waits);
        self.percentiles = sets.percentiles(&self.cells, &mut waits);
    }

    /// Somebody of a stream waited from one instant until another.
    #[inline]
    pub(super) fn waited(&mut self, stream: usize, from: u64, until: u64) {
        let streams = self.streams;
        self.spread(from, until, |tally, interval, time| {
            if let Some(cell) = tally.cells.get_mut(interval * streams + stream) {
                cell.queue_time += time;
            }
        });
    }

    /// An agent of a group was busy from one instant until another.
    #[inline]
    pub(super) fn worked(&mut self, group: usize, from: u64, until: u64) {
        let groups = self.groups;
        self.spread(from, until, |tally, interval, time| {
            if let Some(work) = tally.work.get_mut(interval * groups + group) {
                work.busy += time;
            }
        });
    }

    /// So many agents of a group were there after their shift from one instant until another.
    pub(super) fn overtime(&mut self, group: usize, agents: u32, from: u64, until: u64) {
        let groups = self.groups;
        self.spread(from, until, |tally, interval, time| {
            if let Some(work) = tally.work.get_mut(interval * groups + group) {
                work.overtime += time * u128::from(agents);
            }
        });
    }

    /// An agent of a group was done with a contact.
    #[inline]
    pub(super) fn handled(&mut self, group: usize, at: u64) {
        if at < self.from {
            return;
        }
        let place = self.interval(at) * self.groups + group;
        if let Some(work) = self.work.get_mut(place) {
            work.handled += 1;
        }
    }

    /// The part of a time that lies in each interval and counts.
    #[inline]
    fn spread(&mut self, from: u64, until: u64, mut add: impl FnMut(&mut Self, usize, u128)) {
        let (mut from, until) = (from.max(self.from), until.min(self.until));
        if self.intervals == 1 {
            if from < until {
                add(self, 0, u128::from(until - from));
            }
            return;
        }
        while from < until {
            let interval = self.interval(from);
            let next = self.length * (u64::try_from(interval).unwrap_or(u64::MAX) + 1);
            let cut = next.min(until);
            add(self, interval, u128::from(cut - from));
            from = cut;
        }
    }
}
