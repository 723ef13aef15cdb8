use super::check::open_share;
use super::metrics::ErlangModel;
use super::queue::{Queue, QueueInput};
use super::root::root;
use super::service_level::ServiceLevelDefinition;
use crate::error::Result;

/// The wait within which a share of calls is in time, in seconds: the percentile of the wait.
///
/// Nothing where that share is never reached, as too many hang up or are turned away, or the queue grows for ever.
///
/// # Formula
/// The least t for which the service level within t is `share`; with Erlang C that is
/// h / (c − a) · ln(P(wait) / (1 − share)), and zero where more than that share does not wait at all. Otherwise it is
/// found by a search to the last digits.
///
/// # Arguments
/// - `queue`: see [`QueueInput`]
/// - `agents`: at work, each for one call at a time
/// - `share`: between 0 and 1, both excluded; 0.9 for the 90th percentile
/// - `definition`: of which calls, see [`ServiceLevelDefinition`]; `WaitWithin` for the wait of all callers, answered
///   or not
///
/// # Errors
/// Those of [`queue_metrics`](super::queue_metrics); `number.out_of_range` for the share.
///
/// # Example: nine of ten wait up to 22 seconds
/// ```
/// use firstline::staffing::{QueueInput, ServiceLevelDefinition, wait_percentile};
/// use firstline::time::Span;
/// let queue = QueueInput::new(200.0, Span::minutes(3));
/// let wait = wait_percentile(&queue, 14, 0.9, ServiceLevelDefinition::AnsweredOfOffered)?;
/// assert!((wait.unwrap() - 45.0 * (0.1741319_f64 / 0.1).ln()).abs() < 1e-4);
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// The inverse of [`queue_metrics`](super::queue_metrics).
pub fn wait_percentile(
    queue: &QueueInput,
    agents: u32,
    share: f64,
    definition: ServiceLevelDefinition,
) -> Result<Option<f64>> {
    let (queue, share) = super::check::both(Queue::new(queue), open_share(share, "share", "0.9"))?;
    Ok(percentile(&queue, agents, share, definition))
}

fn percentile(
    queue: &Queue,
    agents: u32,
    share: f64,
    definition: ServiceLevelDefinition,
) -> Option<f64> {
    let at_once = queue.with(agents, 0.0);
    if !at_once.stable {
        return None;
    }
    let rest = 1.0 - share;
    if queue.model() == ErlangModel::ErlangC {
        let wait = at_once.wait_of_waiters.unwrap_or(0.0) * libm::log(at_once.waits / rest);
        return Some(if at_once.waits > rest { wait } else { 0.0 });
    }
    let met_by = |within: f64| {
        let (level, missed) = definition.of(&queue.with(agents, within));
        if missed < 0.5 { rest - missed } else { level - share }
    };
    if met_by(0.0) >= 0.0 {
        return Some(0.0);
    }
    // Nobody waits for so many of the longest of both times.
    let mut high = queue.aht.max(queue.patience.unwrap_or(0.0));
    let most = high * 1e6;
    while met_by(high) < 0.0 {
        if high > most {
            return None;
        }
        high *= 2.0;
    }
    Some(root(0.0, high, met_by))
}
