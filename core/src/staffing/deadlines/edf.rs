//! Earliest deadline first, as a fluid: whoever is due next has all agents, until somebody arrives who is due before.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

/// A ticket. Its time is counted by what agents can do until then, in ticks: closed hours have none of it, and two
/// agents have twice as much as one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Job {
    /// The instants, in milliseconds.
    pub(super) arrived: i64,
    pub(super) due: i64,
    /// The time until it arrives, and until it is due.
    pub(super) from: i64,
    pub(super) until: i64,
    /// The work, in ticks.
    pub(super) work: i64,
    /// Its place in the input.
    pub(super) place: u32,
}

/// Tells of each job when it is done, in the order in which that happens; jobs come in the order in which they
/// arrive. Of two that are due together, the first in the input is first.
///
/// `arrival` and `work` of a job are given in the same unit, and so is the end. Of all ways to work them off, this
/// one has the least greatest lateness (Horn 1974). O(n log n).
pub(super) fn edf<'a>(
    jobs: &'a [Job],
    arrival: impl Fn(&Job) -> i128,
    work: impl Fn(&Job) -> i128,
    mut done: impl FnMut(&'a Job, i128),
) {
    let mut now = 0_i128;
    let mut waiting: BinaryHeap<Reverse<Waiting<'a>>> = BinaryHeap::new();
    for job in jobs {
        let at = arrival(job);
        while now < at {
            let Some(mut first) = waiting.peek_mut() else { break };
            let left = first.0.left;
            if now + left <= at {
                now += left;
                done(PeekMut::pop(first).0.job, now);
            } else {
                first.0.left -= at - now;
                now = at;
            }
        }
        now = now.max(at);
        waiting.push(Reverse(Waiting { due: job.due, left: work(job), job }));
    }
    while let Some(Reverse(first)) = waiting.pop() {
        now += first.left;
        done(first.job, now);
    }
}

/// A job with what is left of its work.
struct Waiting<'a> {
    due: i64,
    left: i128,
    job: &'a Job,
}

impl PartialEq for Waiting<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Waiting<'_> {}

impl PartialOrd for Waiting<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Waiting<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.due, self.job.place).cmp(&(other.due, other.job.place))
    }
}
