//! Time, cut where a need or a shift or a break begins or ends.

use super::input::{Offer, Wanted};

/// Pieces of time from one instant to the next, and how many have to be at work in each.
#[derive(Debug)]
pub(super) struct Line {
    /// The instants, in order.
    pub(super) points: Vec<i64>,
    /// The agents between each and the next.
    pub(super) need: Vec<i64>,
}

impl Line {
    pub(super) fn new(
        wanted: &[Wanted],
        offers: &[Offer],
        others: impl Iterator<Item = i64>,
    ) -> Self {
        let wanted_at = wanted.iter().flat_map(|it| [it.start, it.end]);
        let offered_at = offers.iter().flat_map(|it| [it.start, it.end]);
        let mut points: Vec<i64> = wanted_at.chain(offered_at).chain(others).collect();
        points.sort_unstable();
        points.dedup();
        let (mut need, mut next) = (Vec::with_capacity(points.len()), 0_usize);
        for (start, end) in points.iter().zip(points.iter().skip(1)) {
            while wanted.get(next).is_some_and(|it| it.end <= *start) {
                next += 1;
            }
            need.push(wanted.get(next).filter(|it| it.start < *end).map_or(0, |it| it.agents));
        }
        Self { points, need }
    }

    /// The place of an instant that is one of the points.
    pub(super) fn place(&self, at: i64) -> usize {
        self.points.partition_point(|point| *point < at)
    }

    /// The pieces between two instants.
    pub(super) fn pieces(&self, start: i64, end: i64) -> std::ops::Range<usize> {
        self.place(start)..self.place(end)
    }

    /// How long a piece is.
    pub(super) fn length(&self, piece: usize) -> i64 {
        let point = |place: usize| super::super::table::at(&self.points, place);
        point(piece + 1) - point(piece)
    }
}
