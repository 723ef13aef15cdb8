use super::check::{both, fault, whole};
use super::erlang_b::states_below;
use super::erlang_c::share_waiting;
use super::figures::Figures;
use super::metrics::{ErlangModel, QueueMetrics};
use super::queue::{Queue, QueueInput};
use super::search::{Found, least};
use super::service_level::ServiceLevelDefinition;
use super::targets::{Goal, StaffingGoal, StaffingTargets, goals};
use crate::error::{Error, Result};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The fewest agents that meet all targets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgentsNeeded {
    /// How many: at work at the same time, so before shrinkage.
    pub agents: u32,
    /// The target that needs that many, the first of them where several do; nothing where nobody calls.
    pub binding: Option<StaffingGoal>,
    /// What each target needs by itself: service levels in their order, then the others.
    pub goals: Vec<GoalNeed>,
    /// How the queue does with them; its service level is that of the first one among the targets, and the share
    /// answered at once where there is none.
    pub outcome: QueueMetrics,
    /// How it would do with one agent fewer.
    pub with_one_fewer: Option<QueueMetrics>,
}

/// What a target needs by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoalNeed {
    /// Which it is.
    pub goal: StaffingGoal,
    /// Its place among the service levels, from 0; 0 for others.
    pub place: u32,
    /// The fewest agents that meet it.
    pub agents: u32,
}

/// The fewest agents with which a queue does what it should.
///
/// # Formula
/// The least c with which [`queue_metrics`](super::queue_metrics) meets every target: all of them are met by more
/// agents where they are met by fewer. Without a patience that is above the offered load; with one it may be far
/// below it.
///
/// # Arguments
/// - `queue`: see [`QueueInput`]. Nobody calling needs nobody
/// - `targets`: see [`StaffingTargets`]. The limit on occupancy is a decimal, and exact where nobody hangs up or
///   is turned away: 21 Erlangs at 0.7 are 30 agents and not 31
///
/// # Errors
/// - those of [`queue_metrics`](super::queue_metrics) and, all at once, `number.out_of_range`, `span.negative` and
///   `span.not_positive` at the target that they are about
/// - `service_level.unreachable` for a service level of 1: someone always may have to wait
/// - `targets.none` without any
/// - `number.out_of_range` at `queue.arrivals_per_hour` where more agents than 4,294,967,295 are needed
///
/// # Complexity
/// O(√a) for Erlang C: the recursion of B goes up from the load. O(log a) evaluations of
/// [`queue_metrics`](super::queue_metrics) otherwise.
///
/// # Example: 99, where others answer 100
/// ```
/// use firstline::staffing::{QueueInput, ServiceLevelTarget, StaffingTargets, agents_needed};
/// use firstline::time::Span;
/// let half = ServiceLevelTarget {
///     share: 0.5,
///     within: Span::minutes(5),
///     definition: Default::default(),
/// };
/// let targets = StaffingTargets { service_levels: vec![half], ..Default::default() };
/// let needed = agents_needed(&QueueInput::new(1972.0, Span::minutes(3)), &targets)?;
/// assert_eq!(needed.agents, 99);
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Example: 85 agents for 100 Erlangs, as callers have little patience
/// ```
/// use firstline::staffing::{QueueInput, ServiceLevelTarget, StaffingTargets, agents_needed};
/// use firstline::time::Span;
/// let patience = Some(Span::minutes(1));
/// let queue = QueueInput { patience, ..QueueInput::new(2000.0, Span::minutes(3)) };
/// let level = ServiceLevelTarget {
///     share: 0.7,
///     within: Span::seconds(20),
///     definition: Default::default(),
/// };
/// let targets = StaffingTargets { service_levels: vec![level], ..Default::default() };
/// let needed = agents_needed(&queue, &targets)?;
/// assert_eq!(needed.agents, 85);
/// assert!(needed.outcome.p_abandon > 0.15);
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// That of [`queue_metrics`](super::queue_metrics).
pub fn agents_needed(queue: &QueueInput, targets: &StaffingTargets) -> Result<AgentsNeeded> {
    let (queue, goals) = both(Queue::new(queue), goals(targets))?;
    needed(&queue, targets, &goals)
}

/// The fewest agents for each of many queues, such as the intervals of a day: [`agents_needed`] for all.
///
/// # Errors
/// Those of [`agents_needed`], below `queues[…]`.
///
/// # Example: a night without calls needs nobody
/// ```
/// use firstline::staffing::{QueueInput, StaffingTargets, agents_needed_all};
/// use firstline::time::Span;
/// let day = [0.0, 40.0, 200.0].map(|calls| QueueInput::new(calls, Span::minutes(3)));
/// let targets = StaffingTargets { max_p_wait: Some(0.2), ..Default::default() };
/// let needed = agents_needed_all(&day, &targets)?;
/// assert_eq!(needed.iter().map(|each| each.agents).collect::<Vec<_>>(), [0, 4, 14]);
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn agents_needed_all(
    queues: &[QueueInput],
    targets: &StaffingTargets,
) -> Result<Vec<AgentsNeeded>> {
    let goals = goals(targets)?;
    let each = |(place, input): (usize, &QueueInput)| {
        let within = |error: Error| error.renamed("queue", &format!("queues[{place}]"));
        Queue::new(input).and_then(|queue| needed(&queue, targets, &goals)).map_err(within)
    };
    queues.iter().enumerate().map(each).collect()
}

/// The answer for targets that were checked.
pub(super) fn needed(
    queue: &Queue,
    targets: &StaffingTargets,
    (first, others): &(Goal, Vec<Goal>),
) -> Result<AgentsNeeded> {
    let need = |goal: &Goal, found: &Found| GoalNeed {
        goal: goal.named(),
        place: place(goal),
        agents: found.agents,
    };
    let (mut binding, mut found) = (first, for_goal(queue, first)?);
    let mut needs = vec![need(first, &found)];
    for goal in others {
        let other = for_goal(queue, goal)?;
        needs.push(need(goal, &other));
        if other.agents > found.agents {
            (binding, found) = (goal, other);
        }
    }
    let (within, definition) = counted(targets);
    let same = (binding.within() - within).abs() <= 0.0;
    let figures = |agents, known: Figures| if same { known } else { queue.with(agents, within) };
    let fewer = found.fewer.map(|known| figures(found.agents.saturating_sub(1), known));
    Ok(AgentsNeeded {
        agents: found.agents,
        binding: (queue.load > 0.0).then(|| binding.named()),
        goals: needs,
        outcome: queue.metrics(&figures(found.agents, found.figures), definition),
        with_one_fewer: fewer.map(|fewer| queue.metrics(&fewer, definition)),
    })
}

/// The time and the definition by which the outcome counts.
pub(super) fn counted(targets: &StaffingTargets) -> (f64, ServiceLevelDefinition) {
    match targets.service_levels.first() {
        Some(level) => (level.within.seconds_float(), level.definition),
        None => (0.0, ServiceLevelDefinition::default()),
    }
}

const fn place(goal: &Goal) -> u32 {
    match goal {
        Goal::Level { place, .. } => *place,
        _ => 0,
    }
}

fn for_goal(queue: &Queue, goal: &Goal) -> Result<Found> {
    let within = goal.within();
    if queue.load <= 0.0 {
        return Ok(Found { agents: 0, figures: queue.with(0, within), fewer: None });
    }
    let settles = queue.model() == ErlangModel::ErlangC;
    let found = match goal {
        Goal::Occupancy { limit, .. } if settles => {
            let agents = for_occupancy(queue, *limit)?;
            let fewer = agents.checked_sub(1).map(|fewer| queue.with(fewer, within));
            Some(Found { agents, figures: queue.with(agents, within), fewer })
        }
        _ if settles => climb(queue, goal).and_then(|agents| confirm(queue, goal, agents)),
        _ => {
            let step = whole(0.3 * queue.load.sqrt());
            let start = whole(guess(queue, goal)).zip(step);
            let at = |agents| queue.with(agents, within);
            start
                .and_then(|(guess, step)| least(guess, step, at, |figures| goal.missed_by(figures)))
        }
    };
    found.ok_or_else(too_many)
}

fn too_many() -> Error {
    let message = format!("it needs more than {} agents", u32::MAX);
    fault("number.out_of_range", "queue.arrivals_per_hour", message)
}

/// The answer and the one before it, by the figures that are given to the user.
fn confirm(queue: &Queue, goal: &Goal, mut agents: u32) -> Option<Found> {
    let at = |agents| queue.with(agents, goal.within());
    let mut figures = at(agents);
    while !goal.met(&figures) {
        agents = agents.checked_add(1)?;
        figures = at(agents);
    }
    let mut fewer = agents.checked_sub(1).map(at);
    while let Some(known) = fewer.filter(|fewer| goal.met(fewer)) {
        agents = agents.saturating_sub(1);
        figures = known;
        fewer = agents.checked_sub(1).map(at);
    }
    Some(Found { agents, figures, fewer })
}

/// The fewest agents of Erlang C: B goes up from the load by its recursion, one multiplication an agent.
fn climb(queue: &Queue, goal: &Goal) -> Option<u32> {
    let load = queue.load;
    let mut agents = whole(load)?.checked_add(1)?;
    let mut below = states_below(load, f64::from(agents));
    let (mut stays, each) = match goal {
        Goal::Level { within, .. } => {
            let stays = |free: f64| libm::exp(-free * within / queue.aht);
            (stays(f64::from(agents) - load), stays(1.0))
        }
        _ => (1.0, 1.0),
    };
    loop {
        let count = f64::from(agents);
        let waits = share_waiting(load, count, below);
        let met = match goal {
            Goal::Level { share, .. } => waits * stays <= 1.0 - share,
            Goal::Asa(most) => waits * queue.aht / (count - load) <= *most,
            Goal::Wait(most) => waits <= *most,
            _ => true,
        };
        if met {
            return Some(agents);
        }
        agents = agents.checked_add(1)?;
        below = (below + 1.0) * (f64::from(agents) / load);
        stays *= each;
    }
}

/// About how many agents: where a wait that all callers share would be as long as it may be.
fn guess(queue: &Queue, goal: &Goal) -> f64 {
    let Some(patience) = queue.patience.filter(|_| queue.redial <= 0.0) else {
        return queue.load;
    };
    let stay = |wait: f64| libm::exp(-wait / patience);
    queue.load
        * match goal {
            Goal::Level { share, within, .. } => stay(*within).max(*share),
            Goal::Asa(most) => stay(*most),
            Goal::Abandonment(most) => 1.0 - most,
            _ => 1.0,
        }
}

/// The fewest agents that are busy for no more than the limit: the least c with a ≤ limit · c, exactly.
fn for_occupancy(queue: &Queue, limit: Decimal) -> Result<u32> {
    let exact = || {
        let arrivals = Decimal::try_from(queue.arrivals_per_hour).ok()?.normalize();
        let limit = limit.normalize();
        let work = arrivals.mantissa().checked_mul(i128::from(queue.aht_millis))?;
        let work = work.checked_mul(10_i128.checked_pow(limit.scale())?)?;
        let an_agent = limit.mantissa().checked_mul(3_600_000)?;
        let an_agent = an_agent.checked_mul(10_i128.checked_pow(arrivals.scale())?)?;
        let agents = work.checked_add(an_agent - 1)? / an_agent;
        // All of its time would be no time to catch up.
        let full =
            agents.checked_mul(3_600_000)?.checked_mul(10_i128.checked_pow(arrivals.scale())?)?;
        let load = arrivals.mantissa().checked_mul(i128::from(queue.aht_millis))?;
        Some(if full <= load { agents + 1 } else { agents })
    };
    let agents = exact().ok_or_else(|| {
        let message = "with those arrivals it has too many digits to be exact; give it fewer";
        fault("number.out_of_range", "targets.max_occupancy", message)
    })?;
    u32::try_from(agents).map_err(|_| too_many())
}
