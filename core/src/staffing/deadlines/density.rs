//! Which interval has the most work for its time.

use super::edf::{Job, edf};

/// An interval, and the tickets that arrive and are due in it: they can be worked on at no other time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Critical {
    /// The first arrival and the last deadline of them, in milliseconds.
    pub(super) start: i64,
    pub(super) end: i64,
    /// How long it is, in the time of the jobs, and how much work there is, both in ticks.
    pub(super) time: i64,
    pub(super) work: i64,
    pub(super) tickets: u32,
}

/// The interval with the most work for its time; of several, the one that ends first, and of those the shortest.
/// Nothing without jobs. Each job has time between its arrival and its deadline.
///
/// Demand is met at a speed if no job is late under EDF; where one is late most, the interval that made it so is
/// denser than the speed, and its density is the next speed to try (Dinkelbach 1967). Each try is O(n log n), and
/// there are few: they close in faster than any geometric series.
pub(super) fn critical(jobs: &[Job]) -> Option<Critical> {
    let mut found = first_guess(jobs)?;
    loop {
        let (speed, unit) = (i128::from(found.work), i128::from(found.time));
        let mut latest: Option<(i128, i64)> = None;
        edf(
            jobs,
            |job| speed * i128::from(job.from),
            |job| unit * i128::from(job.work),
            |job, end| {
                let late = end - speed * i128::from(job.until);
                if latest
                    .is_none_or(|(most, until)| late > most || (late == most && job.until < until))
                {
                    latest = Some((late, job.until));
                }
            },
        );
        let (late, until) = latest?;
        found = ending(jobs, until, speed, unit)?;
        if late <= 0 {
            return Some(found);
        }
    }
}

/// The interval of all jobs, or of the single one that is denser.
fn first_guess(jobs: &[Job]) -> Option<Critical> {
    let single = |job: &Job| Critical {
        start: job.arrived,
        end: job.due,
        time: job.until - job.from,
        work: job.work,
        tickets: 1,
    };
    let denser = |a: Critical, b: Critical| {
        let more =
            i128::from(b.work) * i128::from(a.time) > i128::from(a.work) * i128::from(b.time);
        if more { b } else { a }
    };
    let first = jobs.iter().map(|job| job.from).min()?;
    let last = jobs.iter().map(|job| job.until).max()?;
    let work = jobs.iter().map(|job| job.work).sum();
    let all = Critical { start: 0, end: 0, time: last - first, work, tickets: 0 };
    Some(jobs.iter().map(single).fold(all, denser))
}

/// The shortest interval that ends there and makes the jobs due until then as late as they are: since the last
/// instant at which none of them was left over.
pub(super) fn ending(jobs: &[Job], until: i64, speed: i128, unit: i128) -> Option<Critical> {
    let mut found: Option<Critical> = None;
    let mut now = 0_i128;
    for job in jobs.iter().filter(|job| job.until <= until) {
        let at = speed * i128::from(job.from);
        match &mut found {
            Some(found) if now > at => {
                found.end = found.end.max(job.due);
                found.work += job.work;
                found.tickets += 1;
            }
            _ => {
                now = at;
                found = Some(Critical {
                    start: job.arrived,
                    end: job.due,
                    time: until - job.from,
                    work: job.work,
                    tickets: 1,
                });
            }
        }
        now += unit * i128::from(job.work);
    }
    found
}
