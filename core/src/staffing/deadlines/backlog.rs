use super::edf::Job;
use super::hours::Capacity;
use super::limits::{TICKS, div_ceil};
use super::rules::Efficiency;
use crate::error::Result;
use crate::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};

/// What is waiting or half done at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BacklogPoint {
    /// When.
    pub at: Timestamp,
    /// The tickets that arrived before it and are not done.
    pub tickets: u32,
    /// What is left of their work, rounded up.
    pub work: Span,
}

/// The backlog where an interval starts or ends. `ends` is when jobs are done, in order.
///
/// How much work is left does not depend on the order of work: b(t) = max(0, b(s) − capacity from s to t) between
/// arrivals (Lindley 1952). How many tickets are left does.
pub(super) fn backlog(
    jobs: &[Job],
    capacity: &Capacity,
    efficiency: Efficiency,
    ends: &[i128],
) -> Result<Vec<BacklogPoint>> {
    let pieces = capacity.pieces();
    let mut instants: Vec<_> = pieces.iter().flat_map(|piece| [piece.start, piece.end]).collect();
    instants.dedup();
    let mut arriving = jobs.iter().peekable();
    let mut ending = ends.iter().peekable();
    let (mut busy_until, mut tickets) = (0_i128, 0_u32);
    let mut points = Vec::with_capacity(instants.len());
    for at in instants {
        while let Some(job) = arriving.next_if(|job| job.arrived < at) {
            busy_until = busy_until.max(efficiency.work * i128::from(job.from));
            busy_until += efficiency.of * i128::from(job.work);
            tickets += 1;
        }
        let now = efficiency.work * i128::from(capacity.until(at));
        while ending.next_if(|end| **end <= now).is_some() {
            tickets -= 1;
        }
        let left = div_ceil((busy_until - now).max(0), efficiency.of * i128::from(TICKS));
        points.push(BacklogPoint {
            at: Timestamp::from_millis(at)?,
            tickets,
            work: Span::from_millis(i64::try_from(left).unwrap_or(i64::MAX)),
        });
    }
    Ok(points)
}
