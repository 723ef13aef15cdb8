use super::check::{both, fault, not_negative, open_share, whole};
use super::erlang_b::states_below;
use super::root::root;
use crate::error::Result;

/// The largest load of which agents lose no more than a share, where nobody can wait: the inverse of
/// [`erlang_b`](super::erlang_b), as traffic tables have it.
///
/// # Formula
/// The load a with B(c, a) = the share.
///
/// # Arguments
/// - `agents`: who may take a call each; without any, no load is carried
/// - `max_blocking`: the largest share of calls that are lost, between 0 and 1, both excluded
///
/// # Errors
/// `number.out_of_range` for the share.
///
/// # Complexity
/// Some ten evaluations of [`erlang_b`](super::erlang_b). The relative error is below 1e-12.
///
/// # Example: the trade's table for 15 lines and 1 %
/// ```
/// use firstline::staffing::largest_load;
/// assert!((largest_load(15, 0.01)? - 8.108).abs() < 5e-4);
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// The Erlang B tables of the trade.
pub fn largest_load(agents: u32, max_blocking: f64) -> Result<f64> {
    let share = open_share(max_blocking, "max_blocking", "0.01")?;
    if agents == 0 {
        return Ok(0.0);
    }
    let count = f64::from(agents);
    let wanted = libm::log(share);
    // B is at least 1 − c/a, so no more than c/(1 − B) is offered. In logarithms, both ends are far from flat.
    let over = |ln_load: f64| {
        let inverse = 1.0 + states_below(libm::exp(ln_load), count);
        -libm::log(inverse.min(f64::MAX)) - wanted
    };
    let high = libm::log(count / (1.0 - share));
    // B falls at least like a^c / c!, and 1/share is below e^745.
    let low = (wanted + libm::lgamma(count + 1.0)) / count;
    Ok(polished(libm::exp(root(low - 1e-9, high + 1e-9, over)), count, share))
}

/// One step of Newton's: the logarithm of a large load has fewer digits than the load.
fn polished(load: f64, agents: f64, share: f64) -> f64 {
    let blocking = 1.0 / (1.0 + states_below(load, agents));
    let slope = blocking * (agents / load - 1.0 + blocking);
    load - (blocking - share) / slope
}

/// The fewest agents who lose no more than a share of calls, where nobody can wait.
///
/// # Formula
/// The least c with B(c, a) ≤ the share, B being that of [`erlang_b`](super::erlang_b).
///
/// # Arguments
/// - `offered_load`: arrivals times handling time, in Erlangs; 0 or more. No load needs nobody
/// - `max_blocking`: the largest share of calls that are lost, between 0 and 1, both excluded
///
/// # Errors
/// `number.not_finite`, `number.out_of_range` for a load below zero, for the share, and where more agents than
/// 4,294,967,295 are needed.
///
/// # Complexity
/// O(√a): the recursion of B goes up from a (1 − share).
///
/// # Example
/// ```
/// use firstline::staffing::agents_for_blocking;
/// assert_eq!(agents_for_blocking(8.108, 0.01)?, 15);
/// assert_eq!(agents_for_blocking(0.0, 0.01)?, 0);
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// That of [`erlang_b`](super::erlang_b).
pub fn agents_for_blocking(offered_load: f64, max_blocking: f64) -> Result<u32> {
    let (load, share) = both(
        not_negative(offered_load, "offered_load"),
        open_share(max_blocking, "max_blocking", "0.01"),
    )?;
    if load <= 0.0 {
        return Ok(0);
    }
    let too_many = || {
        let message = format!("it needs more than {} agents", u32::MAX);
        fault("number.out_of_range", "offered_load", message)
    };
    // As B is at least 1 − c/a, no fewer are enough.
    let mut agents = whole(load * (1.0 - share)).ok_or_else(too_many)?.saturating_sub(1);
    let mut below = states_below(load, f64::from(agents));
    while 1.0 / (1.0 + below) > share {
        agents = agents.checked_add(1).ok_or_else(too_many)?;
        below = (below + 1.0) * (f64::from(agents) / load);
    }
    Ok(agents)
}
