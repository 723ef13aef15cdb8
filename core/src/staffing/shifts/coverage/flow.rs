//! The cheapest flow in a network that meets all supplies and demands, in whole numbers.
//!
//! Shortest paths with potentials, and all that flows along them at a time (R. Ahuja, T. Magnanti, J. Orlin, "Network
//! Flows", 1993, 9.8, the primal-dual algorithm; E. Dinic's levels within).

use super::super::table::{add, at, put};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Nodes and arcs; each arc has the opposite one beside it, at the place with the last bit changed.
#[derive(Debug)]
pub(super) struct Network {
    of: Vec<Vec<usize>>,
    to: Vec<usize>,
    cost: Vec<i64>,
    left: Vec<i64>,
    /// The length of the shortest path to each node, without what is dearer than the goal.
    potential: Vec<i64>,
}

const FAR: i64 = i64::MAX / 4;

impl Network {
    pub(super) fn new(nodes: usize) -> Self {
        Self {
            of: vec![Vec::new(); nodes],
            to: Vec::new(),
            cost: Vec::new(),
            left: Vec::new(),
            potential: vec![0; nodes],
        }
    }

    /// An arc with a cost of zero or more; gives its place.
    pub(super) fn arc(&mut self, from: usize, to: usize, most: i64, cost: i64) -> usize {
        let place = self.to.len();
        for (node, target, left, cost) in [(from, to, most, cost), (to, from, 0, -cost)] {
            if let Some(arcs) = self.of.get_mut(node) {
                arcs.push(self.to.len());
            }
            self.to.push(target);
            self.cost.push(cost);
            self.left.push(left);
        }
        place
    }

    /// What flows through an arc.
    pub(super) fn flow(&self, arc: usize) -> i64 {
        at(&self.left, arc ^ 1)
    }

    /// Sends as much as there is from one node to another, as cheaply as can be; gives how much.
    pub(super) fn send(&mut self, from: usize, to: usize) -> i64 {
        let mut sent = 0;
        while self.shorten(from, to) {
            while let Some(levels) = self.levels(from, to) {
                sent += self.along(from, to, &levels);
            }
        }
        sent
    }

    fn reduced(&self, from: usize, arc: usize) -> i64 {
        at(&self.cost, arc) + at(&self.potential, from) - at(&self.potential, at(&self.to, arc))
    }

    /// Potentials by which the shortest path to the goal costs nothing; whether there is one.
    fn shorten(&mut self, from: usize, to: usize) -> bool {
        let mut far = vec![FAR; self.of.len()];
        let mut heap = BinaryHeap::from([Reverse((0_i64, from))]);
        put(&mut far, from, 0);
        let mut goal = FAR;
        while let Some(Reverse((length, node))) = heap.pop() {
            if length > at(&far, node) {
                continue;
            }
            if node == to {
                goal = length;
                break;
            }
            for arc in self.of.get(node).map_or(&[][..], Vec::as_slice) {
                let next = at(&self.to, *arc);
                let through = length + self.reduced(node, *arc);
                if at(&self.left, *arc) > 0 && through < at(&far, next) {
                    put(&mut far, next, through);
                    heap.push(Reverse((through, next)));
                }
            }
        }
        if goal == FAR {
            return false;
        }
        for (potential, far) in self.potential.iter_mut().zip(far) {
            *potential += far.min(goal);
        }
        true
    }

    /// How many arcs of no reduced cost lead to each node; nothing where none lead to the goal.
    fn levels(&self, from: usize, to: usize) -> Option<Vec<usize>> {
        let mut levels = vec![usize::MAX; self.of.len()];
        let mut queue = std::collections::VecDeque::from([from]);
        put(&mut levels, from, 0);
        while let Some(node) = queue.pop_front() {
            for arc in self.of.get(node).map_or(&[][..], Vec::as_slice) {
                let next = at(&self.to, *arc);
                if at(&self.left, *arc) > 0
                    && at(&levels, next) == usize::MAX
                    && self.reduced(node, *arc) == 0
                {
                    let level = at(&levels, node) + 1;
                    put(&mut levels, next, level);
                    queue.push_back(next);
                }
            }
        }
        (at(&levels, to) != usize::MAX).then_some(levels)
    }

    /// Sends along paths from level to level until there are no more.
    fn along(&mut self, from: usize, to: usize, levels: &[usize]) -> i64 {
        let mut tried = vec![0_usize; self.of.len()];
        let (mut path, mut node, mut sent): (Vec<(usize, usize)>, usize, i64) =
            (Vec::new(), from, 0);
        loop {
            if node == to {
                let least = path.iter().map(|(_, arc)| at(&self.left, *arc)).min().unwrap_or(0);
                for (_, arc) in &path {
                    add(&mut self.left, *arc, -least);
                    add(&mut self.left, *arc ^ 1, least);
                }
                sent += least;
                let full = path.iter().position(|(_, arc)| at(&self.left, *arc) == 0).unwrap_or(0);
                node = path.get(full).map_or(from, |(node, _)| *node);
                path.truncate(full);
                continue;
            }
            let arcs = self.of.get(node).map_or(&[][..], Vec::as_slice);
            match arcs.get(at(&tried, node)).copied() {
                Some(arc) => {
                    let next = at(&self.to, arc);
                    let onward = at(&self.left, arc) > 0
                        && at(levels, next) == at(levels, node) + 1
                        && self.reduced(node, arc) == 0;
                    if onward {
                        path.push((node, arc));
                        node = next;
                    } else {
                        let next_arc = at(&tried, node) + 1;
                        put(&mut tried, node, next_arc);
                    }
                }
                None => match path.pop() {
                    Some((before, _)) => {
                        node = before;
                        let next_arc = at(&tried, node) + 1;
                        put(&mut tried, node, next_arc);
                    }
                    None => return sent,
                },
            }
        }
    }
}
