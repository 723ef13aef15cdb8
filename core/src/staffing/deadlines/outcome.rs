use super::super::check::both;
use super::DeadlineTicket;
use super::agents::{CriticalInterval, interval};
use super::backlog::{BacklogPoint, backlog};
use super::density::critical;
use super::edf::{Job, edf};
use super::explain::DeadlineStep;
use super::hours::{Capacity, StaffedInterval};
use super::limits::{TICKS, div_ceil, ratio};
use super::lines::steps;
use super::more::agents_to_add;
use super::rules::{DeadlineRules, Efficiency};
use super::ticket::jobs;
use crate::error::Result;
use crate::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};

/// When a ticket is done, and how much later than it should be.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TicketLateness {
    /// Which one.
    pub ticket: String,
    /// Its deadline.
    pub due_at: Timestamp,
    /// When it is done, rounded up to the millisecond; nothing where the plan ends before.
    pub done_at: Option<Timestamp>,
    /// The time of the wall clock from its deadline until then; negative where it is done before. Nothing where the
    /// plan ends before it is done.
    pub late_by: Option<Span>,
}

/// What becomes of tickets with the agents of a plan, who work on whatever is due first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineOutcome {
    /// The tickets that are done after their deadlines, or never.
    pub missed: u32,
    /// Of those the one with the first deadline.
    pub first_missed: Option<TicketLateness>,
    /// The ticket with the greatest lateness, also where it is done in time; of those that are never done, the one that
    /// is due first. No order of work makes the greatest lateness smaller.
    pub latest: Option<TicketLateness>,
    /// When all are done; nothing where the plan ends before, or without tickets.
    pub cleared_at: Option<Timestamp>,
    /// The tickets that the plan ends before.
    pub unfinished: u32,
    /// What is left of their work then, rounded up.
    pub unfinished_work: Span,
    /// What is waiting or half done where an interval starts or ends, in order.
    pub backlog: Vec<BacklogPoint>,
    /// The interval with the most work for the time of the agents; nothing without tickets, and where one has no time
    /// of agents at all before its deadline.
    pub critical: Option<CriticalInterval>,
    /// The least factor by which all agents would have to be multiplied so that every deadline is met; below 1 where
    /// there are more than enough. Nothing where no factor helps: a ticket has no time of agents before its deadline.
    pub factor: Option<f64>,
    /// The fewest agents that would have to be added to each interval alike, so that every deadline is met: agents of the
    /// same rules, who do tickets alone. Nothing where no number helps: a ticket is due before any interval that comes
    /// after its arrival.
    pub agents_to_add: Option<u32>,
    /// How all this came about, in order.
    pub steps: Vec<DeadlineStep>,
}

/// What becomes of tickets with the agents of a plan: the deadline that is missed first, the greatest lateness, the
/// backlog, when it is cleared, and how many more agents would do.
///
/// It is one course of events, in which each ticket takes exactly its [`work`](DeadlineTicket::work): where that is a
/// mean, a plan that just meets every deadline here misses some about every second time, and a deviation changes
/// nothing but the step that says so. For a plan with a margin, ask [`agents_for_deadlines`](super::agents_for_deadlines)
/// with a confidence.
///
/// # Formula
/// Earliest deadline first, once through the plan; a ticket that is due earlier interrupts others, and several agents
/// may share a ticket. The factor is max W(s, e) / (η · A(s, e)) over all intervals, where W is the work of the
/// tickets that arrive from s on and are due until e, A the time of all agents between them, and η = occupancy · (1 −
/// shrinkage).
///
/// # Arguments
/// - `tickets`: any number, in any order; deadlines may be over before the plan begins
/// - `staffed`: intervals that do not overlap, in any order; between and after them nobody works. Those that
///   [`capacity_left`](super::capacity_left) leaves contain the occupancy already: give 1 for it then
/// - `rules`: see [`DeadlineRules`]
///
/// # Errors
/// All of a kind at once: at a ticket `deadline.not_after_arrival`, `span.not_positive` for its work, `span.negative` for
/// its deviation; at an interval `interval.empty`, `interval.overlapping`, `number.out_of_range` for fewer than no
/// agents and more than 10,000,000, `number.too_precise` for more than three decimals; `number.out_of_range` and
/// `number.too_precise` for the rules. `span.out_of_range` for more than 2^52 ms of work or of agents,
/// `integer.out_of_range` where more than 10,000,000 agents would have to be added.
///
/// # Complexity
/// O(n log n), also to find the factor and the agents to add, times the few numbers that are tried.
///
/// # Example: one agent too few
/// ```
/// use firstline::staffing::{DeadlineRules, DeadlineTicket, StaffedInterval, deadline_outcome};
/// use firstline::time::Span;
/// let ticket = |name: &str, hours| -> firstline::Result<_> {
///     Ok(DeadlineTicket {
///         ticket: name.to_owned(),
///         arrived_at: "2026-03-09T09:00:00Z".parse()?,
///         due_at: "2026-03-09T11:00:00Z".parse()?,
///         work: Span::hours(hours),
///         work_deviation: None,
///     })
/// };
/// let staffed = StaffedInterval {
///     start: "2026-03-09T09:00:00Z".parse()?,
///     end: "2026-03-09T17:00:00Z".parse()?,
///     agents: 1.into(),
/// };
/// let rules = DeadlineRules { max_occupancy: 1.into(), shrinkage: 0.into() };
/// let outcome = deadline_outcome(&[ticket("T-1", 1)?, ticket("T-2", 3)?], &[staffed], &rules)?;
/// let missed = outcome.first_missed.unwrap();
/// assert_eq!((missed.ticket.as_str(), missed.late_by), ("T-2", Some(Span::hours(2))));
/// assert_eq!((outcome.factor, outcome.agents_to_add), (Some(2.0), Some(1)));
/// assert_eq!(outcome.cleared_at, Some("2026-03-09T13:00:00Z".parse()?));
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// Horn, "Some simple scheduling algorithms", Naval Research Logistics Quarterly 21 (1974); Yao, Demers and Shenker, "A
/// scheduling model for reduced CPU energy", FOCS 1995.
pub fn deadline_outcome(
    tickets: &[DeadlineTicket],
    staffed: &[StaffedInterval],
    rules: &DeadlineRules,
) -> Result<DeadlineOutcome> {
    let (capacity, efficiency) = both(Capacity::new(staffed), rules.checked())?;
    let jobs = jobs(tickets, |at| capacity.until(at.as_millis()), None)?;
    let run = run(&jobs, &capacity, efficiency);
    let reachable = jobs.iter().all(|job| job.from < job.until);
    let found = if reachable { critical(&jobs) } else { None };
    let factor = found.map(|found| {
        let work = i128::from(found.work) * efficiency.of;
        ratio(work, i128::from(found.time) * efficiency.work)
    });
    let per = efficiency.work;
    let end = i128::from(capacity.total()) * per;
    let named = |end: Option<Worked<'_>>| {
        end.map(|worked| lateness(tickets, &worked, &capacity, per)).transpose()
    };
    let mut outcome = DeadlineOutcome {
        missed: run.missed,
        first_missed: named(run.first_missed)?,
        latest: named(run.latest.map(|(_, worked)| worked))?,
        cleared_at: match run.ends.last().and_then(|end| capacity.reached(*end, per)) {
            Some(at) => Some(Timestamp::from_millis(at)?),
            None => None,
        },
        unfinished: run.unfinished,
        unfinished_work: Span::from_millis(left_at_end(&jobs, efficiency, end)),
        backlog: backlog(&jobs, &capacity, efficiency, &run.ends)?,
        critical: found.as_ref().map(interval).transpose()?,
        factor: factor.or_else(|| jobs.is_empty().then_some(0.0)),
        agents_to_add: if run.missed == 0 {
            Some(0)
        } else {
            agents_to_add(&jobs, &capacity, efficiency)?
        },
        steps: Vec::new(),
    };
    outcome.steps = steps(&outcome, tickets, staffed, rules, efficiency);
    Ok(outcome)
}

/// A job, and when it is done: in ticks of agents, as often as the efficiency has work.
#[derive(Clone, Copy)]
struct Worked<'a> {
    job: &'a Job,
    end: i128,
}

struct Run<'a> {
    /// When jobs are done, in order.
    ends: Vec<i128>,
    missed: u32,
    unfinished: u32,
    first_missed: Option<Worked<'a>>,
    /// With the lateness in milliseconds; nothing is never, and more than any.
    latest: Option<(Late, Worked<'a>)>,
}

/// How late: by so many milliseconds, or for ever, and then the first deadline is the latest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Late {
    By(i64),
    ForEver(std::cmp::Reverse<i64>),
}

fn run<'a>(jobs: &'a [Job], capacity: &Capacity, efficiency: Efficiency) -> Run<'a> {
    let per = efficiency.work;
    let mut run = Run {
        ends: Vec::with_capacity(jobs.len()),
        missed: 0,
        unfinished: 0,
        first_missed: None,
        latest: None,
    };
    edf(
        jobs,
        |job| per * i128::from(job.from),
        |job| efficiency.of * i128::from(job.work),
        |job, end| {
            let worked = Worked { job, end };
            run.ends.push(end);
            let late = match capacity.reached(end, per) {
                Some(at) => Late::By(at - job.due),
                None => Late::ForEver(std::cmp::Reverse(job.due)),
            };
            run.unfinished += u32::from(matches!(late, Late::ForEver(_)));
            if late > Late::By(0) {
                run.missed += 1;
                let due = |it: &Worked<'_>| (it.job.due, it.job.place);
                if run.first_missed.is_none_or(|first| due(&worked) < due(&first)) {
                    run.first_missed = Some(worked);
                }
            }
            if run.latest.is_none_or(|(most, _)| late > most) {
                run.latest = Some((late, worked));
            }
        },
    );
    run
}

fn lateness(
    tickets: &[DeadlineTicket],
    worked: &Worked<'_>,
    capacity: &Capacity,
    per: i128,
) -> Result<TicketLateness> {
    let ticket = usize::try_from(worked.job.place).ok().and_then(|place| tickets.get(place));
    let due_at = Timestamp::from_millis(worked.job.due)?;
    let done_at = capacity.reached(worked.end, per).map(Timestamp::from_millis).transpose()?;
    Ok(TicketLateness {
        ticket: ticket.map(|ticket| ticket.ticket.clone()).unwrap_or_default(),
        due_at,
        done_at,
        late_by: done_at.map(|done| done.since(due_at)),
    })
}

/// The work that is left when the plan ends, and what arrives after it, in milliseconds.
fn left_at_end(jobs: &[Job], efficiency: Efficiency, end: i128) -> i64 {
    let mut now = 0_i128;
    for job in jobs {
        now = now.max(efficiency.work * i128::from(job.from));
        now += efficiency.of * i128::from(job.work);
    }
    let left = div_ceil((now - end).max(0), efficiency.of * i128::from(TICKS));
    i64::try_from(left).unwrap_or(i64::MAX)
}
