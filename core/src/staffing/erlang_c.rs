use super::erlang_b::states_below;
use super::figures::Figures;

/// A queue in which everyone waits until an agent is free: M/M/c, after Erlang 1917.
///
/// P(wait) = 1 / (ρ + (1 − ρ) / B), in which neither term cancels as c − a is taken first.
#[inline]
pub(super) fn erlang_c(load: f64, aht: f64, agents: u32, within: f64) -> Figures {
    let count = f64::from(agents);
    let free = count - load;
    if free <= 0.0 {
        return Figures::unstable(load, agents);
    }
    let waits = share_waiting(load, count, states_below(load, count));
    let late = waits * libm::exp(-free * within / aht);
    let wait = aht / free;
    Figures {
        waits,
        within: 1.0 - late,
        late,
        over: late,
        asa: Some(waits * wait),
        mean_wait: Some(waits * wait),
        wait_of_waiters: Some(wait),
        length: Some(waits * load / free),
        ..Figures::free(load, agents)
    }
}

/// P(wait) from 1/B − 1, of a queue that settles.
#[inline]
pub(super) fn share_waiting(load: f64, agents: f64, below: f64) -> f64 {
    1.0 / (1.0 + (agents - load) / agents * below)
}
