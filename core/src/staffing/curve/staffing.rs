use super::explain::steps;
use super::load::offered;
use super::pieces::{Piece, loads, pieces};
use super::{CurveInterval, CurveQueue, CurveRules, IntervalArrivals, LoadMethod, StaffingCurve};
use crate::error::{Error, Result};
use crate::staffing::check::both;
use crate::staffing::needed::{AgentsNeeded, needed};
use crate::staffing::queue::Queue;
use crate::staffing::targets::{StaffingTargets, goals};

/// The fewest agents of each interval with which a queue does what it should, as arrivals change.
///
/// # Formula
/// The agents of an interval are those that [`agents_needed`](crate::staffing::agents_needed) gives for a queue with the
/// load that [`load_curve`](super::load_curve) has. That takes each interval for one in which the queue has settled: an
/// approximation for every method, which is good for `modified_offered_load` where few wait. What is left of the queue of
/// an interval without enough agents is not handed on.
///
/// # Arguments
/// - `arrivals`: as of [`load_curve`](super::load_curve); no arrivals need nobody
/// - `queue`: see [`CurveQueue`]. The load of those who call again arises with the calls, not a lag later
/// - `targets`: as of [`agents_needed`](crate::staffing::agents_needed), for every interval
/// - `rules`: see [`CurveRules`]. Without arrivals of its own and with less than the negligible load, an interval needs
///   nobody; what is left of calls in others is staffed for like any other load
///
/// # Errors
/// - all at once: those of the fields of [`load_curve`](super::load_curve), with `queue.aht`;
///   `span.not_positive` for a patience, `integer.out_of_range` and `number.out_of_range` for places and redials;
///   `number.out_of_range`, `span.negative`, `span.not_positive`, `service_level.unreachable` and `targets.none` for
///   targets; `number.out_of_range` for a negligible load that is not from 0 up to below 1
/// - `number.out_of_range` at `arrivals[…].arrivals` above 1e12 Erlangs and where more agents than 4,294,967,295 are
///   needed, at `queue.patience` where more than 1e8 calls arrive while one caller waits
///
/// # Complexity
/// That of [`load_curve`](super::load_curve), and of [`agents_needed`](crate::staffing::agents_needed) for each interval.
///
/// # Example: calls of half an hour; agents are needed later than calls arrive
/// ```
/// use firstline::staffing::{
///     CurveQueue, CurveRules, IntervalArrivals, LoadBefore, LoadMethod, LoadStatistic, StaffingTargets, staffing_curve,
/// };
/// use firstline::time::Span;
/// let hours = ["08", "09", "10", "11", "12"].map(|hour| format!("2026-03-02T{hour}:00:00Z"));
/// let mut arrivals = Vec::new();
/// for (bounds, count) in hours.windows(2).zip([10.0, 40.0, 20.0, 0.0]) {
///     arrivals.push(IntervalArrivals { start: bounds[0].parse()?, end: bounds[1].parse()?, arrivals: count });
/// }
/// let targets = StaffingTargets { max_p_wait: Some(0.2), ..Default::default() };
/// let agents = |method| {
///     let curve = staffing_curve(&arrivals, &CurveQueue::new(Span::minutes(30)), &targets, &CurveRules::new(method))?;
///     Ok::<Vec<u32>, firstline::Error>(curve.intervals.iter().map(|each| each.agents).collect())
/// };
/// let (statistic, before) = (LoadStatistic::Mean, LoadBefore::Empty);
/// assert_eq!(agents(LoadMethod::Sipp {})?, [8, 26, 14, 0]);
/// assert_eq!(agents(LoadMethod::ModifiedOfferedLoad { statistic, before })?, [5, 18, 18, 8]);
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// That of [`load_curve`](super::load_curve), and of [`queue_metrics`](crate::staffing::queue_metrics).
pub fn staffing_curve(
    arrivals: &[IntervalArrivals],
    queue: &CurveQueue,
    targets: &StaffingTargets,
    rules: &CurveRules,
) -> Result<StaffingCurve> {
    let first = both(pieces(arrivals), Queue::new(&queue.with(0.0)));
    let ((mut pieces, idle), (goals, negligible)) =
        both(first, both(goals(targets), rules.negligible()))?;
    loads(&mut pieces, queue.aht)?;
    not_too_much(&pieces, queue)?;
    let mut curve = StaffingCurve {
        intervals: Vec::with_capacity(pieces.len()),
        agents: 0,
        agent_hours: 0.0,
        negligible: 0,
        steps: Vec::new(),
    };
    let mut busiest: Option<(CurveInterval, AgentsNeeded)> = None;
    let loads = offered(&pieces, queue.aht, rules.method);
    for (((interval, piece), offered_load), place) in
        arrivals.iter().zip(&pieces).zip(loads).zip(0_u32..)
    {
        let left_out = piece.per_hour <= 0.0 && offered_load > 0.0 && offered_load < negligible;
        let load = if left_out { 0.0 } else { offered_load };
        let settled = settled(&idle, piece, load, rules.method);
        let need = needed(&settled, targets, &goals).map_err(|error| renamed(&error, place))?;
        let mut outcome = need.outcome;
        if rules.method != (LoadMethod::Sipp {}) {
            outcome.attempts_per_hour = outcome.offered_load * 3600.0 / idle.aht;
        }
        let interval = CurveInterval {
            start: interval.start,
            end: interval.end,
            arrivals_per_hour: piece.per_hour,
            stationary_load: piece.load,
            offered_load,
            negligible: left_out,
            agents: need.agents,
            binding: need.binding,
            outcome,
        };
        curve.agents = curve.agents.max(need.agents);
        curve.agent_hours += f64::from(need.agents) * (piece.millis() / 3_600_000.0);
        curve.negligible += u32::from(left_out);
        curve.intervals.push(interval);
        if need.agents > busiest.as_ref().map_or(0, |(_, most)| most.agents) {
            busiest = Some((interval, need));
        }
    }
    curve.steps = steps(&curve, queue, targets, rules, busiest.as_ref());
    Ok(curve)
}

/// The queue that has settled at a load.
fn settled(idle: &Queue, piece: &Piece, load: f64, method: LoadMethod) -> Queue {
    let arrivals_per_hour = match method {
        LoadMethod::Sipp {} => piece.per_hour,
        _ => twelve_digits(load * 3600.0 / idle.aht),
    };
    Queue { arrivals_per_hour, load, ..*idle }
}

/// Arrivals without the last digits, which are those of floats: a limit on occupancy counts exactly, and would need one
/// agent more for 21.000000000000004 Erlangs than for 21.
fn twelve_digits(arrivals: f64) -> f64 {
    let mut parts = 1e9;
    while arrivals * parts >= 1e12 {
        parts /= 10.0;
    }
    (arrivals * parts).round() / parts
}

/// That the highest load is none that can't be counted for.
fn not_too_much(pieces: &[Piece], queue: &CurveQueue) -> Result<()> {
    let highest = pieces.iter().zip(0_u32..).max_by(|(a, _), (b, _)| a.load.total_cmp(&b.load));
    let Some((piece, place)) = highest else {
        return Ok(());
    };
    Queue::new(&queue.with(piece.per_hour)).map(|_| ()).map_err(|error| renamed(&error, place))
}

fn renamed(error: &Error, place: u32) -> Error {
    error.clone().renamed("queue.arrivals_per_hour", &format!("arrivals[{place}].arrivals"))
}
