use super::check::{both, not_negative, share_below_one};
use super::erlang_b::states_below;
use super::root::root;
use crate::error::Result;
use serde::{Deserialize, Serialize};

/// What becomes of calls that may not wait, where some of those that are lost are made again.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErlangBRetrials {
    /// The load of all attempts, in Erlangs.
    pub total_load: f64,
    /// The share of attempts that are lost, from 0 to 1.
    pub blocking: f64,
    /// The share of calls that are lost for good, from 0 to 1.
    pub lost_for_good: f64,
}

/// Erlang's B formula where callers who are lost try again: extended Erlang B.
///
/// # Formula
/// The total load A with A = a + retry share · A · B(c, A); the load of a Erlangs is that of first attempts.
///
/// # Arguments
/// - `offered_load`: arrivals times handling time of first attempts, in Erlangs; 0 or more
/// - `agents`: who may take a call each
/// - `retry_share`: the share of lost calls that are made again, from 0 up to below 1
///
/// # Errors
/// `number.not_finite`, `number.out_of_range` for a load below zero or a share outside its range.
///
/// # Complexity
/// Some ten evaluations of [`erlang_b`](super::erlang_b).
///
/// # Example: a published one
/// ```
/// use firstline::staffing::erlang_b_retrials;
/// let lost = erlang_b_retrials(186.877, 200, 0.7)?;
/// assert!((lost.blocking - 0.030).abs() < 5e-4);
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// R. I. Wilkinson's extended Erlang B; the example is that of Westbay Engineers' documentation.
pub fn erlang_b_retrials(
    offered_load: f64,
    agents: u32,
    retry_share: f64,
) -> Result<ErlangBRetrials> {
    let (fresh, retry) = both(
        not_negative(offered_load, "offered_load"),
        share_below_one(retry_share, "retry_share"),
    )?;
    let below = |load: f64| states_below(load, f64::from(agents));
    // A - r A B in the two parts that it has, those who give up and those who are served: neither loses digits.
    let over = |load: f64| {
        let served = load / (1.0 + 1.0 / below(load));
        load * (1.0 - retry) + retry * served - fresh
    };
    let total_load = match fresh > 0.0 {
        true => root(fresh, fresh / (1.0 - retry), over),
        false => 0.0,
    };
    let blocking = 1.0 / (1.0 + below(total_load));
    let attempts = if fresh > 0.0 { total_load / fresh } else { 1.0 / (1.0 - retry * blocking) };
    let lost_for_good = (1.0 - retry) * blocking * attempts;
    Ok(ErlangBRetrials { total_load, blocking, lost_for_good })
}
