use super::compile::Stream;
use super::tally::Cell;

/// Waits in microseconds that half, 90 % and 95 % of some contacts don't exceed.
pub(super) type Percentiles = [u64; 3];

/// Which shares those are.
const PERCENTS: Percentiles = [50, 90, 95];

/// The streams whose waits are told together, each set once: all, each by itself, those of a channel or a priority.
#[derive(Debug)]
pub(super) struct Sets {
    /// All streams, then each of several, then others.
    sets: Vec<Vec<usize>>,
    /// How many of them, from the first on, are told of each interval too.
    by_interval: usize,
    streams: usize,
    intervals: usize,
}

impl Sets {
    /// Of so many intervals that are told, or none.
    pub(super) fn new(streams: &[Stream], intervals: usize) -> Self {
        let mut sets: Vec<Vec<usize>> = vec![(0..streams.len()).collect()];
        let add = |set: Vec<usize>, sets: &mut Vec<Vec<usize>>| {
            if !sets.contains(&set) {
                sets.push(set);
            }
        };
        (0..streams.len()).for_each(|place| add(vec![place], &mut sets));
        let by_interval = sets.len();
        for stream in streams {
            let with = |holds: &dyn Fn(&Stream) -> bool| {
                let each = streams.iter().enumerate().filter(|(_, it)| holds(it));
                each.map(|(place, _)| place).collect()
            };
            add(with(&|it| it.channel == stream.channel), &mut sets);
            add(with(&|it| it.priority == stream.priority), &mut sets);
        }
        Self { sets, by_interval, streams: streams.len(), intervals }
    }

    /// Where the percentiles of a set stand among [`percentiles`](Self::percentiles), of all time or of one interval.
    pub(super) fn place(&self, set: &[usize], interval: Option<usize>) -> Option<usize> {
        let place = self.sets.iter().position(|it| it == set)?;
        Some(
            interval
                .map_or(place, |interval| self.sets.len() + interval * self.by_interval + place),
        )
    }

    /// The percentiles of each set, of all time and then by interval, of waits above zero by interval and stream.
    pub(super) fn percentiles(
        &self,
        cells: &[Cell],
        waits: &mut [Vec<u64>],
    ) -> Vec<Option<Percentiles>> {
        let (mut together, all) = (Vec::new(), cells.len() / self.streams.max(1));
        let mut of = |set: &[usize], intervals: std::ops::Range<usize>| {
            let places =
                intervals.flat_map(|it| set.iter().map(move |stream| it * self.streams + stream));
            let places: Vec<usize> = places.collect();
            let cells = places.iter().filter_map(|place| cells.get(*place));
            let contacts = cells.map(|it| it.answered + it.abandoned).sum();
            if let [place] = places.as_slice() {
                return waits.get_mut(*place).and_then(|waits| nearest_ranks(waits, contacts));
            }
            together.clear();
            for waits in places.iter().filter_map(|place| waits.get(*place)) {
                together.extend_from_slice(waits);
            }
            nearest_ranks(&mut together, contacts)
        };
        let mut found: Vec<_> = self.sets.iter().map(|set| of(set, 0..all)).collect();
        for interval in 0..self.intervals {
            let sets = self.sets.iter().take(self.by_interval);
            found.extend(sets.map(|set| of(set, interval..interval + 1)));
        }
        found
    }
}

/// The percentiles by nearest rank, the least wait that no fewer than that share don't exceed; `waits` has those above
/// zero, in any order.
fn nearest_ranks(waits: &mut [u64], contacts: u64) -> Option<Percentiles> {
    if contacts == 0 {
        return None;
    }
    let count = |waits: &[u64]| u64::try_from(waits.len()).unwrap_or(u64::MAX);
    let at_once = contacts.saturating_sub(count(waits));
    let (mut found, mut rest, mut passed) = (Percentiles::default(), waits, at_once);
    for (percent, wait) in PERCENTS.into_iter().zip(&mut found) {
        let before = (contacts * percent).div_ceil(100) - 1;
        // There is none where so many did not wait at all.
        let place = before.checked_sub(passed).and_then(|place| usize::try_from(place).ok());
        if let Some(place) = place.filter(|place| *place < rest.len()) {
            *wait = *rest.select_nth_unstable(place).1;
            rest = rest.split_at_mut(place).1;
            passed = before;
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// By counting, for each wait, how many are no longer.
        #[test]
        fn no_shorter_wait_is_enough(waits in proptest::collection::vec(prop_oneof![Just(0), 0..9_u64, any::<u64>()], 0..250)) {
            let least = |percent: usize| {
                let enough = |wait: u64| waits.iter().filter(|it| **it <= wait).count() * 100 >= percent * waits.len();
                waits.iter().copied().filter(|wait| enough(*wait)).min()
            };
            let want = least(50).map(|half| [half, least(90).unwrap(), least(95).unwrap()]);
            let mut some: Vec<u64> = waits.iter().copied().filter(|it| *it > 0).collect();
            prop_assert_eq!(nearest_ranks(&mut some, u64::try_from(waits.len()).unwrap()), want);
        }
    }

    #[test]
    fn of_twenty_the_tenth_the_eighteenth_and_the_nineteenth() {
        let mut waits: Vec<u64> = (1..=20).rev().collect();
        assert_eq!(nearest_ranks(&mut waits, 20), Some([10, 18, 19]));
        // Ten more who did not wait: ranks 15, 27 and 29 of 30.
        assert_eq!(nearest_ranks(&mut waits, 30), Some([5, 17, 19]));
        assert_eq!(nearest_ranks(&mut [7], 1), Some([7, 7, 7]));
        assert_eq!(nearest_ranks(&mut [], 3), Some([0, 0, 0]));
        assert_eq!(nearest_ranks(&mut [], 0), None);
    }
}
