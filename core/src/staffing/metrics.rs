use super::check::{both, seconds_from_zero};
use super::figures::Figures;
use super::queue::{Queue, QueueInput};
use super::service_level::{ServiceLevelDefinition, ServiceLevelRule};
use crate::error::Result;
use serde::{Deserialize, Serialize};

/// Which model of a queue its description asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErlangModel {
    /// Nobody can wait: M/M/c/c.
    ErlangB,
    /// Everyone waits until an agent is free: M/M/c.
    ErlangC,
    /// Some hang up before they are answered: M/M/c+M.
    ErlangA,
    /// Only so many can wait, and they stay: M/M/c/K.
    LimitedErlangC,
    /// Only so many can wait, and some hang up: M/M/c/K+M.
    LimitedErlangA,
}

/// Whether a queue settles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stability {
    /// It does.
    Stable,
    /// It grows for as long as calls keep arriving like that: everyone waits, and ever longer.
    Unstable,
}

/// How a queue does with some agents, once it has settled. Shares are of all attempts to call, if not said
/// otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QueueMetrics {
    /// The model that gave the figures.
    pub model: ErlangModel,
    /// Whether the queue settles. One that does not has a share waiting of 1, a service level of 0, and no waits.
    pub stability: Stability,
    /// Attempts to call an hour: the arrivals, and the calls that are made again.
    pub attempts_per_hour: f64,
    /// Attempts times handling time, in Erlangs: how many agents they would keep busy if all were answered.
    pub offered_load: f64,
    /// The share of their time in which agents are busy, from 0 to 1; 0 without agents.
    pub occupancy: f64,
    /// The share that waits at all: it finds all agents busy and a place to wait.
    pub p_wait: f64,
    /// The share that finds all places to wait taken, and is turned away.
    pub p_blocked: f64,
    /// The share that hangs up while waiting.
    pub p_abandon: f64,
    /// The share of callers, not of attempts, that never get an answer.
    pub p_lost: f64,
    /// The share that is in time, by the definition that was asked for.
    pub service_level: f64,
    /// The share that is not, which has its digits where `service_level` is almost 1.
    pub service_level_missed: f64,
    /// Average speed of answer: the mean wait of those who are answered, in seconds; nothing where nobody is, or
    /// where waits grow for ever.
    pub asa_seconds: Option<f64>,
    /// The mean wait of all attempts, in seconds; nothing where waits grow for ever.
    pub mean_wait_seconds: Option<f64>,
    /// The mean wait of those who wait at all, in seconds; nothing where nobody does, or where waits grow for ever.
    pub mean_wait_of_waiters_seconds: Option<f64>,
    /// The mean wait of those who hang up, in seconds; nothing where nobody does.
    pub mean_wait_of_abandoned_seconds: Option<f64>,
    /// The mean number of callers who wait at a time; nothing where it grows for ever.
    pub queue_length: Option<f64>,
}

/// How long people wait, how many are answered in time and how many hang up.
///
/// The description of the queue decides which model that is: without further fields it is Erlang C, with a patience
/// Erlang A, without waiting places Erlang B. All of them are exact; nothing is approximated.
///
/// # Formula
/// With a load of a Erlangs, c agents, ρ = a/c, the handling time h, the time t and B of
/// [`erlang_b`](super::erlang_b):
/// - Erlang C: P(wait) = B / (1 − ρ (1 − B)), P(wait > t) = P(wait) · exp(−(c − a) t / h),
///   ASA = P(wait) · h / (c − a)
/// - Erlang A: the states of the queue are those of a birth–death chain whose rate of departure is c/h + k/patience
///   while k wait; P(abandon) = mean wait / patience
/// - waiting places: the same chains, cut off
/// - redials: the attempts λ' with λ' = λ + redial share · λ' · P(no answer at λ')
///
/// # Arguments
/// - `queue`: see [`QueueInput`]. Nobody calling is fine: then nobody waits, even without agents
/// - `agents`: at work, each for one call at a time
/// - `rule`: which calls are in time, see [`ServiceLevelRule`]
///
/// # Errors
/// All at once, at the field that they are about: `number.not_finite` and `number.out_of_range` for arrivals and for
/// a share of redials, `redial.nobody` for one where nobody hangs up or is turned away, `span.not_positive` for a handling
/// time or patience, `span.negative` for the time of the rule, `integer.out_of_range` above 10,000,000 waiting places.
/// `number.out_of_range` at `queue.patience` where more than 1e8 calls arrive while one caller waits, and at
/// `queue.arrivals_per_hour` above 1e12 Erlangs.
///
/// # Complexity
/// O(√a) without limits; O(waiting places) at most with them. The relative error is below 1e-12 up to a million
/// agents, or the absolute one below 1e-14 for shares; a share below 1e-300 is 0.
///
/// # Example: 14 agents for 10 Erlangs
/// ```
/// use firstline::staffing::{QueueInput, ServiceLevelRule, queue_metrics};
/// use firstline::time::Span;
/// let queue = QueueInput::new(200.0, Span::minutes(3));
/// let rule = ServiceLevelRule { within: Span::seconds(20), definition: Default::default() };
/// let metrics = queue_metrics(&queue, 14, &rule)?;
/// assert_eq!(metrics.offered_load, 10.0);
/// assert!((metrics.service_level - 0.8883500191794669).abs() < 1e-14);
/// assert!((metrics.asa_seconds.unwrap() - 7.83593701177724).abs() < 1e-12);
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Example: callers hang up after two minutes on average
/// ```
/// use firstline::staffing::{ErlangModel, QueueInput, ServiceLevelRule, queue_metrics};
/// use firstline::time::Span;
/// let patience = Some(Span::minutes(2));
/// let queue = QueueInput { patience, ..QueueInput::new(2880.0, Span::minutes(1)) };
/// let rule = ServiceLevelRule { within: Span::seconds(20), definition: Default::default() };
/// let metrics = queue_metrics(&queue, 50, &rule)?;
/// assert_eq!(metrics.model, ErlangModel::ErlangA);
/// assert!((metrics.p_abandon - 0.031).abs() < 1e-3);
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Example: a queue that grows for ever
/// ```
/// use firstline::staffing::{QueueInput, ServiceLevelRule, Stability, queue_metrics};
/// use firstline::time::Span;
/// let queue = QueueInput::new(200.0, Span::minutes(3));
/// let rule = ServiceLevelRule { within: Span::seconds(20), definition: Default::default() };
/// let metrics = queue_metrics(&queue, 10, &rule)?;
/// assert_eq!(metrics.stability, Stability::Unstable);
/// assert_eq!((metrics.p_wait, metrics.service_level, metrics.asa_seconds), (1.0, 0.0, None));
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// A. K. Erlang 1917; C. Palm 1946; O. Garnett, A. Mandelbaum and M. Reiman 2002; G. Koole, "Call Center
/// Optimization" (2013), for redials. The values of the first example stand in the documentation of pyworkforce
/// (service level) and of the R package ErlangC (ASA). Exponentials are those of the crate libm, so that every
/// machine gives the same digits.
pub fn queue_metrics(
    queue: &QueueInput,
    agents: u32,
    rule: &ServiceLevelRule,
) -> Result<QueueMetrics> {
    let (queue, within) = both(Queue::new(queue), seconds_from_zero(rule.within, "rule.within"))?;
    Ok(queue.metrics(&queue.with(agents, within), rule.definition))
}

impl Queue {
    pub(super) fn metrics(
        &self,
        figures: &Figures,
        definition: ServiceLevelDefinition,
    ) -> QueueMetrics {
        let (service_level, service_level_missed) = definition.of(figures);
        let repeats = self.redial > 0.0 && self.load > 0.0;
        let repeated = if repeats { figures.load / self.load } else { 1.0 };
        QueueMetrics {
            model: self.model(),
            stability: if figures.stable { Stability::Stable } else { Stability::Unstable },
            attempts_per_hour: self.arrivals_per_hour * repeated,
            offered_load: figures.load,
            occupancy: figures.occupancy,
            p_wait: figures.waits,
            p_blocked: figures.blocked,
            p_abandon: figures.abandoned,
            p_lost: figures.lost() * (1.0 - self.redial) * repeated,
            service_level,
            service_level_missed,
            asa_seconds: figures.asa,
            mean_wait_seconds: figures.mean_wait,
            mean_wait_of_waiters_seconds: figures.wait_of_waiters,
            mean_wait_of_abandoned_seconds: figures.wait_of_abandoned,
            queue_length: figures.length,
        }
    }

    pub(super) const fn model(&self) -> ErlangModel {
        match (self.places, self.patience) {
            (Some(0), _) => ErlangModel::ErlangB,
            (None, None) => ErlangModel::ErlangC,
            (None, Some(_)) => ErlangModel::ErlangA,
            (Some(_), None) => ErlangModel::LimitedErlangC,
            (Some(_), Some(_)) => ErlangModel::LimitedErlangA,
        }
    }
}
