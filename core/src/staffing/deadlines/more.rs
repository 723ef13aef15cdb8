//! How many more agents would do.

use super::agents::needed;
use super::density::critical;
use super::edf::{Job, edf};
use super::hours::Capacity;
use super::rules::Efficiency;
use crate::error::Result;

/// The fewest agents to add to each interval alike so that no job is late; nothing where no number helps.
///
/// With one more, nobody is later than before, so that the fewest are found by halving between none and what would do
/// without the agents of the plan.
pub(super) fn agents_to_add(
    jobs: &[Job],
    capacity: &Capacity,
    efficiency: Efficiency,
) -> Result<Option<u32>> {
    let alone: Vec<_> = jobs
        .iter()
        .map(|job| Job {
            from: capacity.staffed_until(job.arrived),
            until: capacity.staffed_until(job.due),
            ..*job
        })
        .collect();
    if alone.iter().any(|job| job.from >= job.until) {
        return Ok(None);
    }
    let Some(found) = critical(&alone) else { return Ok(Some(0)) };
    let (mut low, mut high) = (0, needed(&found, efficiency)?);
    while high - low > 1 {
        let middle = u32::midpoint(low, high);
        if in_time(&alone, capacity, efficiency, middle) { high = middle } else { low = middle }
    }
    Ok(Some(high))
}

/// Whether no job is late with so many more agents.
fn in_time(alone: &[Job], capacity: &Capacity, efficiency: Efficiency, more: u32) -> bool {
    let until = |at: i64, staffed: i64| {
        let added = i128::from(staffed) * i128::from(more);
        (i128::from(capacity.until(at)) + added) * efficiency.work
    };
    let mut in_time = true;
    edf(
        alone,
        |job| until(job.arrived, job.from),
        |job| efficiency.of * i128::from(job.work),
        |job, end| in_time &= end <= until(job.due, job.until),
    );
    in_time
}
