use super::erlang_b::states_below;
use super::figures::Figures;
use super::walk::{Arrival, walk};

/// A queue with so many places to wait: M/M/c/K, or M/M/c/K+M where callers hang up. Without any, nobody waits.
pub(super) fn limited(
    load: f64,
    aht: f64,
    patience: Option<f64>,
    places: u32,
    agents: u32,
    within: f64,
) -> Figures {
    let count = f64::from(agents);
    if agents == 0 && patience.is_none() {
        return Figures::full(load, places);
    }
    if load <= 0.0 {
        return Figures::free(load, agents);
    }
    let below = states_below(load, count);
    // So rare is a wait that its share is no float; how long one is holds all the same.
    let never = below.is_infinite();
    let below = if never { 0.0 } else { below };
    let sums = match patience {
        None => {
            let staying = Arrival::Staying(count * within / aht);
            walk(below, Some(places), staying, |_| load / count)
        }
        Some(patience) => {
            let (r, y) = (count * patience / aht, load * patience / aht);
            let leaving = Arrival::patient(r, within / patience);
            walk(below, Some(places), leaving, |k| y / (r + k + 1.0))
        }
    };
    let total = sums.total();
    let answered = sums.below + sums.served;
    let queued = sums.queued * aht / load;
    let asa = patience.map_or(queued, |patience| patience * sums.wait_served);
    let abandoned = |patience: f64| patience * sums.wait_abandoned / sums.abandoning;
    let wait_of_waiters = (sums.waiting > 0.0).then(|| queued / sums.waiting);
    let wait_of_abandoned = patience.filter(|_| sums.abandoning > 0.0).map(abandoned);
    let free = Figures { wait_of_waiters, wait_of_abandoned, ..Figures::free(load, agents) };
    if never {
        return free;
    }
    Figures {
        waits: sums.waiting / total,
        blocked: sums.blocked / total,
        abandoned: sums.abandoning / total,
        within: sums.within(),
        late: sums.late / total,
        over: sums.over / total,
        occupancy: if agents == 0 { 0.0 } else { load * (answered / total) / count },
        asa: (answered > 0.0).then(|| asa / answered),
        mean_wait: Some(queued / total),
        length: Some(sums.queued / total),
        ..free
    }
}
