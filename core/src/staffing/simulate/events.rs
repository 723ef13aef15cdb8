/// What happens at the same instant, in this order: shifts and hours change, contacts end, callers hang up, others arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    Change,
    End,
    HangUp,
    Arrival,
}

impl Rank {
    const fn number(self) -> u64 {
        match self {
            Self::Change => 0,
            Self::End => 1,
            Self::HangUp => 2,
            Self::Arrival => 3,
        }
    }
}

/// When something happens: before another one with a greater key.
pub(super) const fn key(at: u64, rank: Rank) -> u64 {
    (at << 2) | rank.number()
}

/// Something that will happen to a contact. Of two with the same key, the one comes first that was planned first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Event(u128);

impl Event {
    fn new(at: u64, rank: Rank, planned: u32, contact: u32) -> Self {
        Self((u128::from(key(at, rank)) << 64) | (u128::from(planned) << 32) | u128::from(contact))
    }

    pub(super) fn key(self) -> u64 {
        u64::try_from(self.0 >> 64).unwrap_or(u64::MAX)
    }

    pub(super) fn planned(self) -> u32 {
        u32::try_from((self.0 >> 32) & u128::from(u32::MAX)).unwrap_or(u32::MAX)
    }

    pub(super) fn contact(self) -> u32 {
        u32::try_from(self.0 & u128::from(u32::MAX)).unwrap_or(u32::MAX)
    }
}

/// What will happen, the first at the top: a heap of four branches. Where one is taken and another planned at once, as
/// when an agent goes on to the next contact, that one takes its place at the top.
#[derive(Debug, Default)]
pub(super) struct Events {
    heap: Vec<Event>,
    top_taken: bool,
    planned: u32,
}

impl Events {
    /// Plans something, and gives the number by which it is told from what else was planned.
    pub(super) fn plan(&mut self, at: u64, rank: Rank, contact: u32) -> u32 {
        let planned = self.planned;
        self.planned = planned.wrapping_add(1);
        let event = Event::new(at, rank, planned, contact);
        if self.top_taken {
            self.top_taken = false;
            self.sink(event);
        } else {
            self.heap.push(event);
            self.rise(event);
        }
        planned
    }

    /// What comes next.
    pub(super) fn next(&mut self) -> Option<Event> {
        if self.top_taken {
            self.top_taken = false;
            if let Some(last) = self.heap.pop().filter(|_| !self.heap.is_empty()) {
                self.sink(last);
            }
        }
        self.heap.first().copied()
    }

    /// Takes what [`next`](Self::next) gave.
    pub(super) const fn take(&mut self) {
        self.top_taken = true;
    }

    /// Puts an event in the place of the top, and down from there.
    fn sink(&mut self, event: Event) {
        let mut at = 0;
        loop {
            let first = 4 * at + 1;
            let branches = self.heap.get(first..self.heap.len().min(first + 4)).unwrap_or_default();
            let (mut least, mut place) = (event, at);
            for (branch, other) in branches.iter().zip(first..) {
                if *branch < least {
                    (least, place) = (*branch, other);
                }
            }
            if let Some(here) = self.heap.get_mut(at) {
                *here = least;
            }
            if place == at {
                return;
            }
            at = place;
        }
    }

    /// Moves the last event up to where it belongs.
    fn rise(&mut self, event: Event) {
        let mut at = self.heap.len().saturating_sub(1);
        while at > 0 {
            let above = (at - 1) / 4;
            match self.heap.get(above) {
                Some(other) if *other > event => {
                    let other = *other;
                    self.put(at, other);
                    at = above;
                }
                _ => break,
            }
        }
        self.put(at, event);
    }

    fn put(&mut self, at: usize, event: Event) {
        if let Some(here) = self.heap.get_mut(at) {
            *here = event;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_planned_comes_in_order(steps in proptest::collection::vec((0..20_u64, 0..4_u8, any::<bool>()), 1..300)) {
            let (mut events, mut list) = (Events::default(), Vec::new());
            for (place, (at, rank, take)) in (0_u32..).zip(steps) {
                let rank = [Rank::Change, Rank::End, Rank::HangUp, Rank::Arrival][usize::from(rank)];
                let planned = events.plan(at, rank, place);
                list.push((key(at, rank), planned, place));
                if take {
                    list.sort_unstable();
                    let next = events.next().unwrap();
                    prop_assert_eq!((next.key(), next.planned(), next.contact()), list.remove(0));
                    events.take();
                }
            }
            list.sort_unstable();
            for want in list {
                let next = events.next().unwrap();
                prop_assert_eq!((next.key(), next.planned(), next.contact()), want);
                events.take();
            }
            prop_assert!(events.next().is_none());
        }
    }
}
