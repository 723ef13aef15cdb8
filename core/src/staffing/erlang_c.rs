use super::check::{both, float, not_negative, positive_seconds, seconds};
use super::erlang_b::inverse_blocking;
use crate::error::Result;
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// A queue in which everyone waits until an agent is free.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErlangCInput {
    /// Calls an hour, 0 or more.
    pub arrivals_per_hour: f64,
    /// Average handling time of a call, talk and after-call work; above zero.
    pub aht: Span,
    /// Agents at work, each for one call at a time.
    pub agents: u32,
    /// The wait that is still within the service level; zero or more.
    pub target_wait: Span,
}

/// Whether a queue settles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stability {
    /// It does: there are more agents than Erlangs, or no calls at all.
    Stable,
    /// It grows for as long as calls keep arriving like that.
    Unstable,
}

/// How long people wait in a queue.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErlangC {
    /// Arrivals times handling time, in Erlangs: how many agents the work alone keeps busy.
    pub offered_load: f64,
    /// Whether the queue settles. The other figures of one that does not are what they tend to.
    pub stability: Stability,
    /// The share of their time in which agents are busy, from 0 to 1.
    pub occupancy: f64,
    /// The share of callers who wait at all, from 0 to 1.
    pub p_wait: f64,
    /// The share of callers who wait no longer than the target, from 0 to 1.
    pub service_level: f64,
    /// The share of callers who wait longer, which is exact where `service_level` is almost 1.
    pub p_wait_longer: f64,
    /// Average speed of answer: the mean wait of all callers, in seconds; nothing where it grows for ever.
    pub asa_seconds: Option<f64>,
    /// The mean wait of those who wait, in seconds; nothing where it grows for ever.
    pub mean_wait_of_waiters_seconds: Option<f64>,
    /// The mean number of callers who wait at a time; nothing where it grows for ever.
    pub queue_length: Option<f64>,
}

/// How long people wait, after Erlang's C formula.
///
/// # Formula
/// With a load of a Erlangs, c agents, ρ = a/c, B the blocking of [`erlang_b`](super::erlang_b), the
/// handling time h and the target wait t:
/// P(wait) = B / (1 − ρ (1 − B)), P(wait > t) = P(wait) · exp(−(c − a) t / h), ASA = P(wait) · h / (c − a).
///
/// # Arguments
/// See [`ErlangCInput`]. Nobody calling is fine: then nobody waits, even without agents. Calls arrive at
/// random, handling times vary exponentially, and nobody hangs up.
///
/// # Errors
/// All at once: `number.not_finite` and `number.out_of_range` at `arrivals_per_hour`,
/// `span.not_positive` at `aht`, `span.negative` at `target_wait`.
///
/// # Complexity
/// That of [`erlang_b`](super::erlang_b). The relative error is below 1e-12 up to a million agents; a
/// probability below 1e-300 is 0.
///
/// # Example: 14 agents for 10 Erlangs
/// ```
/// use firstline::staffing::{ErlangCInput, erlang_c};
/// use firstline::time::Span;
/// let queue = erlang_c(&ErlangCInput {
///     arrivals_per_hour: 200.0,
///     aht: Span::minutes(3),
///     agents: 14,
///     target_wait: Span::seconds(20),
/// })?;
/// assert_eq!(queue.offered_load, 10.0);
/// assert!((queue.service_level - 0.8883500191794669).abs() < 1e-14);
/// assert!((queue.asa_seconds.unwrap() - 7.83593701177724).abs() < 1e-12);
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Example: a queue that grows for ever
/// ```
/// use firstline::staffing::{ErlangCInput, Stability, erlang_c};
/// use firstline::time::Span;
/// let (aht, target_wait) = (Span::minutes(3), Span::seconds(20));
/// let queue = erlang_c(&ErlangCInput { arrivals_per_hour: 200.0, aht, agents: 10, target_wait })?;
/// assert_eq!(queue.stability, Stability::Unstable);
/// assert_eq!((queue.service_level, queue.asa_seconds), (0.0, None));
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// A. K. Erlang 1917. The values of the example stand in the documentation of pyworkforce (service
/// level) and of the R package ErlangC (ASA).
pub fn erlang_c(input: &ErlangCInput) -> Result<ErlangC> {
    Ok(Queue::new(input.arrivals_per_hour, input.aht, input.target_wait)?.with(input.agents))
}

/// A queue without its agents, checked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Queue {
    /// In Erlangs.
    pub(super) load: f64,
    /// Seconds.
    aht: f64,
    /// Seconds.
    target_wait: f64,
}

impl Queue {
    pub(super) fn new(arrivals_per_hour: f64, aht: Span, target_wait: Span) -> Result<Self> {
        let arrivals = not_negative(arrivals_per_hour, "input.arrivals_per_hour");
        let spans = both(
            positive_seconds(aht, "input.aht"),
            target_wait.require_not_negative("input.target_wait"),
        );
        let (arrivals, (aht_seconds, target_wait)) = both(arrivals, spans)?;
        // Multiplied first, whole numbers stay exact.
        let load = arrivals * float(aht.as_millis()) / 3_600_000.0;
        let load = not_negative(load, "input.arrivals_per_hour")?;
        Ok(Self { load, aht: aht_seconds, target_wait: seconds(target_wait) })
    }

    /// How it does with so many agents.
    pub(super) fn with(&self, agents: u32) -> ErlangC {
        let (load, free) = (self.load, f64::from(agents) - self.load);
        if load > 0.0 && free <= 0.0 {
            return ErlangC {
                offered_load: load,
                stability: Stability::Unstable,
                occupancy: 1.0,
                p_wait: 1.0,
                service_level: 0.0,
                p_wait_longer: 1.0,
                asa_seconds: None,
                mean_wait_of_waiters_seconds: None,
                queue_length: None,
            };
        }
        let p_wait = self.p_wait(agents);
        let p_wait_longer = p_wait * self.waits_on(agents);
        let waiters = (agents > 0).then(|| self.aht / free);
        ErlangC {
            offered_load: load,
            stability: Stability::Stable,
            occupancy: if agents == 0 { 0.0 } else { load / f64::from(agents) },
            p_wait,
            service_level: 1.0 - p_wait_longer,
            p_wait_longer,
            asa_seconds: Some(waiters.map_or(0.0, |waiters| p_wait * waiters)),
            mean_wait_of_waiters_seconds: waiters,
            queue_length: Some(if load > 0.0 { p_wait * load / free } else { 0.0 }),
        }
    }

    /// The share of callers who wait longer than the target.
    pub(super) fn p_wait_longer(&self, agents: u32) -> f64 {
        match f64::from(agents) > self.load {
            true => self.p_wait(agents) * self.waits_on(agents),
            false => 1.0,
        }
    }

    /// The share of those who wait that wait longer than the target.
    fn waits_on(&self, agents: u32) -> f64 {
        (-(f64::from(agents) - self.load) * self.target_wait / self.aht).exp()
    }

    /// The share of callers who wait, of a queue that settles. Neither term cancels: c − a is taken first.
    fn p_wait(&self, agents: u32) -> f64 {
        if self.load <= 0.0 {
            return 0.0;
        }
        let agents_f = f64::from(agents);
        let free = (agents_f - self.load) / agents_f;
        1.0 / (self.load / agents_f + free * inverse_blocking(self.load, agents))
    }
}
