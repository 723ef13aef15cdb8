use super::check::not_negative;
use crate::error::Result;
use serde::{Deserialize, Serialize};

/// What becomes of calls that may not wait, of so many who might call.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Engset {
    /// The share of time in which all agents are busy, from 0 to 1.
    pub time_congestion: f64,
    /// The share of calls that find all agents busy and are lost, from 0 to 1: less, since a caller who is being
    /// served does not call.
    pub call_congestion: f64,
    /// The load that the agents carry, in Erlangs.
    pub carried_load: f64,
}

/// The share of calls that are lost where few may call and nobody can wait, after Engset's formula.
///
/// # Formula
/// With N sources, c agents and a load of α of each source that is idle, the time congestion is
/// C(N, c) α^c / Σ C(N, k) α^k for k from 0 to c; the call congestion is that of N − 1 sources, since a caller sees
/// what the others do.
///
/// # Arguments
/// - `sources`: how many may call
/// - `load_per_idle_source`: calls of one who is idle times the handling time, in Erlangs; 0 or more
/// - `agents`: who may take a call each
///
/// # Errors
/// `number.not_finite`, `number.out_of_range` for a load below zero.
///
/// # Complexity
/// That of [`erlang_b`](super::erlang_b).
///
/// # Example: as many agents as callers lose no call
/// ```
/// use firstline::staffing::engset;
/// let lost = engset(10, 0.5, 10)?;
/// assert_eq!(lost.call_congestion, 0.0);
/// assert!((lost.carried_load - 10.0 / 3.0).abs() < 1e-14);
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// T. O. Engset, "Die Wahrscheinlichkeitsrechnung zur Bestimmung der Wählerzahl in automatischen
/// Fernsprechämtern", Elektrotechnische Zeitschrift 39 (1918).
pub fn engset(sources: u32, load_per_idle_source: f64, agents: u32) -> Result<Engset> {
    let load = not_negative(load_per_idle_source, "load_per_idle_source")?;
    let (sources, agents) = (f64::from(sources), f64::from(agents));
    let (call_congestion, taken) = congestion(sources - 1.0, load, agents);
    let carried = load * taken;
    Ok(Engset {
        time_congestion: congestion(sources, load, agents).0,
        call_congestion,
        carried_load: sources * carried / (1.0 + carried),
    })
}

/// The share of time in which all are busy, and the rest of it. The inverse is a sum of positive terms, from the largest
/// state down.
fn congestion(sources: f64, load: f64, agents: f64) -> (f64, f64) {
    if agents > sources {
        return (0.0, 1.0);
    }
    let below = states_below(sources, load, agents);
    let rest = if below.is_finite() { below / (1.0 + below) } else { 1.0 };
    (1.0 / (1.0 + below), rest)
}

/// How likely it is that fewer than all agents are busy, as a multiple of how likely it is that all are.
pub(super) fn states_below(sources: f64, load: f64, agents: f64) -> f64 {
    const NEGLIGIBLE: f64 = 1e-19;
    let mut busy = agents;
    let (mut term, mut sum) = (1.0_f64, 0.0_f64);
    while busy > 0.0 && sum.is_finite() {
        let factor = busy / ((sources - busy + 1.0) * load);
        if factor < 1.0 && term <= NEGLIGIBLE * sum {
            break;
        }
        term *= factor;
        sum += term;
        busy -= 1.0;
    }
    sum
}
