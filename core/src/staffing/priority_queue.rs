use super::check::{both, load, not_negative, positive_seconds};
use super::erlang_b::states_below;
use super::erlang_c::share_waiting;
use super::metrics::Stability;
use crate::error::{Error, Result};
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// Calls of one priority.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriorityClass {
    /// What it is called, such as `P1`.
    pub name: String,
    /// Its calls an hour, 0 or more.
    pub arrivals_per_hour: f64,
}

/// How long calls of one priority wait.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriorityWait {
    /// What the priority is called.
    pub name: String,
    /// Whether its queue settles: those of the higher priorities may while those of the lower ones grow for ever.
    pub stability: Stability,
    /// The load of this and of all higher priorities over the agents: at 1 and above its queue does not settle. Nothing
    /// without agents.
    pub cumulative_occupancy: Option<f64>,
    /// The share of its calls that wait at all, which is the same for all priorities.
    pub p_wait: f64,
    /// The mean wait of its calls, in seconds; nothing where it grows for ever.
    pub asa_seconds: Option<f64>,
    /// The mean wait of those of its calls that wait, in seconds; nothing where it grows for ever, or nobody calls at all.
    pub mean_wait_of_waiters_seconds: Option<f64>,
    /// The mean number of its calls that wait at a time; nothing where it grows for ever.
    pub queue_length: Option<f64>,
}

/// How long calls of each priority wait, where a free agent takes the highest of those who wait and nobody is
/// interrupted.
///
/// # Formula
/// With σ_k the load of the priorities up to k over the agents, P(wait) of Erlang C for the whole load, c agents and
/// the handling time h: W_k = P(wait) · h / c / ((1 − σ_(k−1)) (1 − σ_k)). Where the whole load is more than the agents
/// can do, P(wait) is 1, and priorities with σ_k < 1 still settle.
///
/// # Arguments
/// - `classes`: from the highest priority down
/// - `aht`: the average handling time, the same for all priorities; above zero
/// - `agents`: at work, each for one call at a time
///
/// # Errors
/// All at once: `number.not_finite` and `number.out_of_range` at the arrivals of a class, `span.not_positive` at `aht`.
///
/// # Complexity
/// That of [`erlang_b`](super::erlang_b).
///
/// # Example: P1 hardly waits while P4 does
/// ```
/// use firstline::staffing::{PriorityClass, priority_waits};
/// use firstline::time::Span;
/// let calls = [("P1", 2.0), ("P2", 6.0), ("P3", 8.0), ("P4", 2.0)];
/// let classes = calls.map(|(name, arrivals_per_hour)| PriorityClass {
///     name: name.to_owned(),
///     arrivals_per_hour,
/// });
/// let waits = priority_waits(&classes, Span::minutes(30), 10)?;
/// assert!(waits[0].asa_seconds < waits[3].asa_seconds);
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// A. Cobham, "Priority assignment in waiting line problems", Operations Research 2 (1954); O. Kella and U. Yechiali,
/// "Waiting times in the non-preemptive priority M/M/c queue", Stochastic Models 1 (1985).
pub fn priority_waits(
    classes: &[PriorityClass],
    aht: Span,
    agents: u32,
) -> Result<Vec<PriorityWait>> {
    let mut faults = Vec::new();
    let mut loads = Vec::with_capacity(classes.len());
    for (place, class) in classes.iter().enumerate() {
        let named = |error: Error| error.renamed("class", &format!("classes[{place}]"));
        let arrivals = not_negative(class.arrivals_per_hour, "class.arrivals_per_hour");
        match arrivals.and_then(|arrivals| load(arrivals, aht, "class.arrivals_per_hour")) {
            Ok(load) => loads.push(load),
            Err(error) => faults.extend(named(error).into_faults()),
        }
    }
    let (aht, ()) = both(positive_seconds(aht, "aht"), Error::from_faults(faults))?;
    let count = f64::from(agents);
    let whole = loads.iter().sum::<f64>();
    let p_wait = match (whole > 0.0, count > whole) {
        (false, _) => 0.0,
        (true, false) => 1.0,
        (true, true) => share_waiting(whole, count, states_below(whole, count)),
    };
    let mut below = 0.0;
    let waits = classes.iter().zip(loads).map(|(class, load)| {
        let above = below;
        below += load;
        let settles = below < count || whole <= 0.0;
        let wait = (below < count).then(|| aht * count / ((count - above) * (count - below)));
        let asa = if whole > 0.0 { wait.map(|wait| p_wait * wait) } else { Some(0.0) };
        PriorityWait {
            name: class.name.clone(),
            stability: if settles { Stability::Stable } else { Stability::Unstable },
            cumulative_occupancy: (agents > 0).then(|| below / count),
            p_wait,
            asa_seconds: asa,
            mean_wait_of_waiters_seconds: wait.filter(|_| whole > 0.0),
            queue_length: asa.map(|asa| load / aht * asa),
        }
    });
    Ok(waits.collect())
}
