use super::check::{both, fault, not_negative};
use super::erlang_c::{ErlangC, Queue};
use crate::error::{Error, ErrorKind, Result};
use crate::time::Span;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A queue whose agents are sought.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgentsNeededInput {
    /// Calls an hour, 0 or more.
    pub arrivals_per_hour: f64,
    /// Average handling time of a call, talk and after-call work; above zero.
    pub aht: Span,
    /// The wait that is still within the service level; zero or more.
    pub target_wait: Span,
    /// The share of callers who are to wait no longer, from 0 up to below 1, such as 0.8.
    pub target_service_level: f64,
    /// The largest share of their time in which agents may be busy, above 0 and up to 1; nothing for no
    /// such limit.
    pub max_occupancy: Option<Decimal>,
}

/// What a number of agents is owed to: with one fewer, it would be missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffingTarget {
    /// The service level, and with it a queue that settles.
    ServiceLevel,
    /// The limit on occupancy.
    Occupancy,
}

/// The fewest agents that meet the targets.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgentsNeeded {
    /// How many: at work at the same time, so before shrinkage.
    pub agents: u32,
    /// The target that needs that many; nothing where nobody calls.
    pub binding: Option<StaffingTarget>,
    /// How the queue does with them.
    pub outcome: ErlangC,
    /// The service level that one agent fewer would give.
    pub service_level_with_one_fewer: Option<f64>,
}

/// The fewest agents with which enough callers wait no longer than they should.
///
/// # Formula
/// The least c for which [`erlang_c`](super::erlang_c) gives the service level, and a/c is within the
/// limit on occupancy; exact for any size, since the service level only grows with c.
///
/// # Arguments
/// See [`AgentsNeededInput`]. Nobody calling needs nobody. The limit on occupancy is a decimal, so
/// that 21 Erlangs at 0.7 are 30 agents and not 31.
///
/// # Errors
/// - `number.not_finite`, `number.out_of_range`, `span.not_positive`, `span.negative`, all at once, at the
///   field that they are about
/// - `service_level.unreachable` for a target of 1: someone always may have to wait
/// - `number.out_of_range` at `arrivals_per_hour` where more agents than 4,294,967,295 are needed
///
/// # Complexity
/// O(log a) evaluations of [`erlang_c`](super::erlang_c).
///
/// # Example: 99, where others answer 100
/// ```
/// use firstline::staffing::{AgentsNeededInput, agents_needed};
/// use firstline::time::Span;
/// let needed = agents_needed(&AgentsNeededInput {
///     arrivals_per_hour: 1972.0,
///     aht: Span::minutes(3),
///     target_wait: Span::minutes(5),
///     target_service_level: 0.5,
///     max_occupancy: None,
/// })?;
/// assert_eq!(needed.agents, 99);
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// Erlang C; a search that gallops from the load and bisects.
pub fn agents_needed(input: &AgentsNeededInput) -> Result<AgentsNeeded> {
    let queue = Queue::new(input.arrivals_per_hour, input.aht, input.target_wait);
    let (queue, (target, ())) = both(queue, both(target(input), occupancy(input)))?;
    if queue.load <= 0.0 {
        let outcome = queue.with(0);
        return Ok(AgentsNeeded {
            agents: 0,
            binding: None,
            outcome,
            service_level_with_one_fewer: None,
        });
    }
    if target >= 1.0 {
        let message = "with any number of agents, someone may have to wait; give a target below 1";
        return Err(Error::new(
            ErrorKind::Unreachable,
            "service_level.unreachable",
            "input.target_service_level",
            message,
        ));
    }
    let for_service = for_service_level(&queue, 1.0 - target).ok_or_else(too_many)?;
    let for_occupancy = for_occupancy(input)?;
    let agents = for_service.max(for_occupancy);
    let binding = match for_occupancy > for_service {
        true => StaffingTarget::Occupancy,
        false => StaffingTarget::ServiceLevel,
    };
    let fewer = agents.checked_sub(1).map(|fewer| queue.with(fewer).service_level);
    Ok(AgentsNeeded {
        agents,
        binding: Some(binding),
        outcome: queue.with(agents),
        service_level_with_one_fewer: fewer,
    })
}

fn target(input: &AgentsNeededInput) -> Result<f64> {
    let target = not_negative(input.target_service_level, "input.target_service_level")?;
    if target > 1.0 {
        let message = format!("{target} is more than 1; give a share such as 0.8");
        return Err(fault("number.out_of_range", "input.target_service_level", message));
    }
    Ok(target)
}

fn occupancy(input: &AgentsNeededInput) -> Result<()> {
    match input.max_occupancy {
        Some(limit) if limit <= Decimal::ZERO || limit > Decimal::ONE => {
            let message =
                format!("{limit} is no limit; give a share above 0 and up to 1, such as 0.85");
            Err(fault("number.out_of_range", "input.max_occupancy", message))
        }
        _ => Ok(()),
    }
}

fn too_many() -> Error {
    let message = format!("it needs more than {} agents", u32::MAX);
    fault("number.out_of_range", "input.arrivals_per_hour", message)
}

/// The fewest agents with which no more than `may_wait_longer` do; nothing beyond `u32`.
fn for_service_level(queue: &Queue, may_wait_longer: f64) -> Option<u32> {
    let meets = |agents| queue.p_wait_longer(agents) <= may_wait_longer;
    let mut low = whole(queue.load)?;
    let mut step = whole(0.3 * queue.load.sqrt())?.max(1);
    // One agent an Erlang is never enough: `low` misses the target, until `high` meets it.
    let mut high = low.checked_add(1)?;
    while !meets(high) {
        low = high;
        high = match low.checked_add(step) {
            Some(high) => high,
            None if low < u32::MAX => u32::MAX,
            None => return None,
        };
        step = step.saturating_mul(2);
    }
    while high - low > 1 {
        let middle = low.midpoint(high);
        match meets(middle) {
            true => high = middle,
            false => low = middle,
        }
    }
    Some(high)
}

/// The fewest agents that are busy for no more than the limit: least c with a ≤ limit · c, exactly.
fn for_occupancy(input: &AgentsNeededInput) -> Result<u32> {
    let Some(limit) = input.max_occupancy else { return Ok(0) };
    let exact = || {
        let arrivals = Decimal::try_from(input.arrivals_per_hour).ok()?.normalize();
        let limit = limit.normalize();
        let work = arrivals.mantissa().checked_mul(i128::from(input.aht.as_millis()))?;
        let work = work.checked_mul(10_i128.checked_pow(limit.scale())?)?;
        let a_agent = limit.mantissa().checked_mul(3_600_000)?;
        let a_agent = a_agent.checked_mul(10_i128.checked_pow(arrivals.scale())?)?;
        Some(work.checked_add(a_agent - 1)? / a_agent)
    };
    let agents = exact().ok_or_else(|| {
        let message = "with those arrivals it has too many digits to be exact; give it fewer";
        fault("number.out_of_range", "input.max_occupancy", message)
    })?;
    u32::try_from(agents).map_err(|_| too_many())
}

/// The whole part of a number of zero or more; nothing beyond `u32`.
#[expect(
    clippy::as_conversions,
    reason = "the range is checked, and the fraction is to be cut off"
)]
fn whole(number: f64) -> Option<u32> {
    (0.0..=f64::from(u32::MAX)).contains(&number).then_some(number as u32)
}
