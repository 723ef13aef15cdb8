use super::check::not_negative;
use crate::error::Result;
use serde::{Deserialize, Serialize};

/// What becomes of calls that find no free agent and may not wait.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErlangB {
    /// The share of calls that find all agents busy and are lost, from 0 to 1.
    pub blocking: f64,
    /// The natural logarithm of that share, exact also where the share itself is too small for a float;
    /// nothing where no call is lost.
    pub ln_blocking: Option<f64>,
    /// The load that the agents carry, in Erlangs.
    pub carried_load: f64,
    /// The share of their time in which agents are busy, from 0 to 1; 0 without agents.
    pub occupancy: f64,
}

/// The share of calls that are lost where nobody can wait, after Erlang's B formula.
///
/// # Formula
/// B = (a^c / c!) / Σ a^k / k! for k from 0 to c, with a load of a Erlangs and c agents.
///
/// # Arguments
/// - `offered_load`: arrivals times handling time, in Erlangs; 0 or more
/// - `agents`: who may take a call each; without any, every call is lost
///
/// # Errors
/// `number.not_finite`, `number.out_of_range` for a load below zero.
///
/// # Complexity
/// O(√a) near a load of one Erlang an agent, O(c − a) far below it. The relative error is below 1e-13 up to
/// a million agents; a share below 1e-300 is 0, its logarithm still right.
///
/// # Example: 15 lines lose one call in a hundred
/// ```
/// use firstline::staffing::erlang_b;
/// assert!((erlang_b(8.108, 15)?.blocking - 0.01).abs() < 1e-5);
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// A. K. Erlang 1917; summed from its largest term down, so that no sum cancels or overflows. The value
/// of the example stands in the Erlang B tables of the trade.
pub fn erlang_b(offered_load: f64, agents: u32) -> Result<ErlangB> {
    let load = not_negative(offered_load, "offered_load")?;
    let count = f64::from(agents);
    Ok(lost(load, count, states_below(load, count)))
}

/// What becomes of calls where a state with a free agent is so many times as likely as that all are busy.
pub(super) fn lost(load: f64, agents: f64, below: f64) -> ErlangB {
    let inverse = 1.0 + below;
    let (ln, carried_load) = if inverse.is_finite() {
        // 1 − B would lose its digits where nearly all are lost.
        (-libm::log(inverse), load * (below / inverse))
    } else if load > 0.0 {
        // The states of a queue without limit are then all those that matter: they sum up to e^a.
        (agents * libm::log(load) - load - libm::lgamma(agents + 1.0), load)
    } else {
        (f64::NEG_INFINITY, 0.0)
    };
    ErlangB {
        blocking: 1.0 / inverse,
        ln_blocking: ln.is_finite().then_some(ln),
        carried_load,
        occupancy: if agents > 0.0 { carried_load / agents } else { 0.0 },
    }
}

/// 1/B − 1: how likely it is that fewer than all agents are busy, as a multiple of how likely it is that all
/// are; infinite where B is too small for a float.
///
/// It is the sum of c/a · (c−1)/a · … over all starts of that product: all terms are positive, and they
/// shrink as soon as a factor is below one.
#[inline]
pub(super) fn states_below(load: f64, agents: f64) -> f64 {
    /// A term of this share of the sum can't change it any more, nor can those after it.
    const NEGLIGIBLE: f64 = 1e-19;
    let mut factor = agents;
    let (mut term, mut sum) = (1.0_f64, 0.0_f64);
    // As long as the terms grow, they may come to more than a float holds.
    while factor > load && sum.is_finite() {
        term *= factor / load;
        sum += term;
        factor -= 1.0;
    }
    while factor > 0.0 && term > NEGLIGIBLE * sum {
        term *= factor / load;
        sum += term;
        factor -= 1.0;
    }
    sum
}
