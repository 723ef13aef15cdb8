use super::check::{both, fault, not_negative, positive_seconds, seconds_from_zero};
use super::engset::states_below;
use super::queue::MOST_WAITING;
use super::walk::{Arrival, Walk, walk};
use crate::error::Result;
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// The people whom a desk serves, such as the employees of a company: who waits does not call again meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PopulationInput {
    /// How many there are, up to 10,000,000.
    pub sources: u32,
    /// Calls an hour of one of them while no call of his is open, 0 or more.
    pub calls_per_idle_hour: f64,
    /// Average handling time of a call; above zero.
    pub aht: Span,
}

/// How long the people of a population wait, once their queue has settled; it always does.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PopulationMetrics {
    /// The share of calls that wait at all, from 0 to 1.
    pub p_wait: f64,
    /// The share of calls that wait no longer than the time, from 0 to 1.
    pub service_level: f64,
    /// The share of calls that wait longer.
    pub service_level_missed: f64,
    /// The mean wait of all calls, in seconds; nothing where nobody calls or nobody answers.
    pub asa_seconds: Option<f64>,
    /// The mean number of those who wait at a time.
    pub queue_length: f64,
    /// Calls an hour that are answered.
    pub throughput_per_hour: f64,
    /// The share of their time in which agents are busy, from 0 to 1; 0 without agents.
    pub occupancy: f64,
}

/// How long people wait for a desk that serves just them: M/M/c//N, the machine-repair model.
///
/// It matters where the desk serves few: Erlang C takes callers as endless, and so takes waits for longer than they
/// are.
///
/// # Formula
/// n open calls of N sources are as likely as the birth–death chain with rates (N − n) λ and min(n, c) / h makes them;
/// a call sees the chain of N − 1 sources. Who finds n ≥ c waits for n − c + 1 departures.
///
/// # Arguments
/// - `population`: see [`PopulationInput`]. Nobody, or nobody calling, is fine
/// - `agents`: at work, each for one call at a time
/// - `within`: the wait that is still in time; zero or more
///
/// # Errors
/// All at once: `integer.out_of_range` at `population.sources`, `number.not_finite` and `number.out_of_range` at
/// `population.calls_per_idle_hour`, `span.not_positive` at `population.aht`, `span.negative` at `within`.
///
/// # Complexity
/// O(N) at most. The relative error is below 1e-12, or the absolute one below 1e-14 for shares.
///
/// # Example: 100 people and two agents
/// ```
/// use firstline::staffing::{PopulationInput, population_metrics};
/// use firstline::time::Span;
/// let aht = Span::minutes(10);
/// let staff = PopulationInput { sources: 100, calls_per_idle_hour: 0.1, aht };
/// let metrics = population_metrics(&staff, 2, Span::minutes(5))?;
/// assert!((metrics.service_level - 0.438933634320802).abs() < 1e-13);
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// L. Kleinrock, "Queueing Systems" I (1975), section 3.8; the arrival theorem of K. Sevcik and I. Mitrani (1981).
pub fn population_metrics(
    population: &PopulationInput,
    agents: u32,
    within: Span,
) -> Result<PopulationMetrics> {
    let (sources, (rate, (aht, within))) = both(
        sources(population.sources),
        both(
            not_negative(population.calls_per_idle_hour, "population.calls_per_idle_hour"),
            both(
                positive_seconds(population.aht, "population.aht"),
                seconds_from_zero(within, "within"),
            ),
        ),
    )?;
    let load = not_negative(rate * aht / 3600.0, "population.calls_per_idle_hour")?;
    if sources == 0 || load <= 0.0 {
        return Ok(free(0.0, 0.0));
    }
    let (all, count) = (f64::from(sources), f64::from(agents));
    if agents == 0 {
        // All end up in the queue.
        let free = free(0.0, all);
        let lost = PopulationMetrics { p_wait: 1.0, service_level: 0.0, ..free };
        return Ok(PopulationMetrics { service_level_missed: 1.0, asa_seconds: None, ..lost });
    }
    let below = states_below(all - 1.0, load, count);
    if agents >= sources || below.is_infinite() {
        return Ok(settled(all, load, count, aht, &Walk { below: 1.0, ..Walk::default() }));
    }
    let staying = Arrival::Staying(count * within / aht);
    let seen = walk(below, None, staying, |k| (all - 1.0 - count - k) * load / count);
    Ok(settled(all, load, count, aht, &seen))
}

/// The figures from what a call sees. A source is idle, waits and is served in turn, so that it calls once in the
/// sum of these times; neither that nor the rest has a difference that cancels.
fn settled(all: f64, load: f64, agents: f64, aht: f64, seen: &Walk) -> PopulationMetrics {
    // In handling times: who finds k waiting waits for k + 1 departures.
    let wait = (seen.queued + seen.waiting) / (seen.total() * agents);
    let busy = all * load / (1.0 + load + load * wait);
    PopulationMetrics {
        p_wait: seen.waiting / seen.total(),
        service_level: seen.within(),
        service_level_missed: seen.late / seen.total(),
        asa_seconds: Some(wait * aht),
        queue_length: busy * wait,
        throughput_per_hour: busy * 3600.0 / aht,
        occupancy: busy / agents,
    }
}

fn free(occupancy: f64, queue_length: f64) -> PopulationMetrics {
    PopulationMetrics {
        p_wait: 0.0,
        service_level: 1.0,
        service_level_missed: 0.0,
        asa_seconds: None,
        queue_length,
        throughput_per_hour: 0.0,
        occupancy,
    }
}

fn sources(sources: u32) -> Result<u32> {
    if sources <= MOST_WAITING {
        return Ok(sources);
    }
    let message = format!(
        "{sources} are more than {MOST_WAITING}, which are as good as endless; use queue_metrics"
    );
    Err(fault("integer.out_of_range", "population.sources", message))
}
