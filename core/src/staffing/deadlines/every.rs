//! Every interval of tickets that are not too many, where their work is not certain: deviations add up as roots, which no
//! schedule can be asked for.

use super::density::Critical;
use super::edf::Job;
use super::limits::TICKS;
use super::margin::up;
use crate::error::Result;

/// Up to how many tickets each interval is looked at.
pub(super) const FEW: usize = 4_000;

/// The interval with the most work for its time, z deviations of it included; of several, the one that begins first, and of
/// those the shortest. The variances are those of the jobs, which come in the order in which they arrive.
pub(super) fn neediest(jobs: &[Job], variances: &[f64], z: f64) -> Result<Option<Critical>> {
    let mut by_end: Vec<(&Job, f64)> = jobs.iter().zip(variances.iter().copied()).collect();
    by_end.sort_by_key(|(job, _)| (job.until, job.due));
    let mut found: Option<(Critical, i128)> = None;
    let mut last = None;
    for first in jobs {
        if last.replace(first.from) == Some(first.from) {
            continue;
        }
        let mut it = Critical { start: first.arrived, end: 0, time: 0, work: 0, tickets: 0 };
        let mut variance = 0.0;
        for (job, more) in by_end.iter().filter(|(job, _)| job.from >= first.from) {
            it.end = job.due;
            it.time = job.until - first.from;
            it.work += job.work;
            it.tickets += 1;
            variance += more;
            let all =
                i128::from(it.work) + i128::from(up(z * f64::sqrt(variance))?) * i128::from(TICKS);
            let denser = found.is_none_or(|(most, of_most)| {
                all * i128::from(most.time) > of_most * i128::from(it.time)
            });
            if denser {
                found = Some((it, all));
            }
        }
    }
    Ok(found.map(|(it, _)| it))
}
