//! Every schedule that there is, and one that is worked off millisecond by millisecond.

use std::collections::HashMap;

/// Arrival, deadline and work in slots.
pub(super) type Slots = (i64, i64, i64);

/// The least greatest lateness, in slots, of all ways to work off jobs with so many units of work a slot. A job that
/// is done in a slot is done at the end of it.
pub(super) fn least_lateness(jobs: &[Slots], units: i64) -> i64 {
    let left: Vec<_> = jobs.iter().map(|job| job.2).collect();
    from_slot(jobs, units, 0, left, &mut HashMap::new())
}

type Known = HashMap<(i64, Vec<i64>), i64>;

fn from_slot(jobs: &[Slots], units: i64, slot: i64, left: Vec<i64>, known: &mut Known) -> i64 {
    if left.iter().all(|left| *left == 0) {
        return i64::MIN;
    }
    if let Some(known) = known.get(&(slot, left.clone())) {
        return *known;
    }
    let mut splits = Vec::new();
    split(jobs, slot, units, 0, left.clone(), &mut splits);
    let best = splits
        .into_iter()
        .map(|after| {
            let done = |place: &usize| left[*place] > 0 && after[*place] == 0;
            let now = (0..jobs.len()).filter(done).map(|place| slot + 1 - jobs[place].1).max();
            now.unwrap_or(i64::MIN).max(from_slot(jobs, units, slot + 1, after, known))
        })
        .min()
        .unwrap();
    known.insert((slot, left), best);
    best
}

/// All ways to give up to so many units to the jobs from a place on; to work while one could is never worse.
fn split(
    jobs: &[Slots],
    slot: i64,
    units: i64,
    place: usize,
    left: Vec<i64>,
    all: &mut Vec<Vec<i64>>,
) {
    let Some(job) = jobs.get(place) else {
        let idle =
            units > 0 && jobs.iter().zip(&left).any(|(job, left)| job.0 <= slot && *left > 0);
        if !idle {
            all.push(left);
        }
        return;
    };
    let most = if job.0 <= slot { left[place].min(units) } else { 0 };
    for given in 0..=most {
        let mut left = left.clone();
        left[place] -= given;
        split(jobs, slot, units - given, place + 1, left, all);
    }
}

/// When each job is done with so many units of work in each slot, whoever is due first being first; nothing where the
/// slots end before. And the jobs and the work that are left at the end of each slot, of those that arrived before it.
pub(super) fn slot_by_slot(jobs: &[Slots], units: &[i64]) -> (Vec<Option<i64>>, Vec<(u32, i64)>) {
    let mut left: Vec<_> = jobs.iter().map(|job| job.2).collect();
    let mut done = vec![None; jobs.len()];
    let mut backlog = Vec::new();
    for (slot, units) in (0..).zip(units) {
        let mut units = *units;
        let here = |place: &usize| jobs[*place].0 <= slot;
        while units > 0 {
            let waiting = (0..jobs.len()).filter(here).filter(|place| left[*place] > 0);
            let Some(first) = waiting.min_by_key(|place| (jobs[*place].1, *place)) else { break };
            let given = units.min(left[first]);
            (units, left[first]) = (units - given, left[first] - given);
            if left[first] == 0 {
                done[first] = Some(slot + 1);
            }
        }
        let open = (0..jobs.len()).filter(here).map(|place| left[place]).filter(|left| *left > 0);
        let (count, work) = open.fold((0, 0), |(count, work), left| (count + 1, work + left));
        backlog.push((count, work));
    }
    (done, backlog)
}
