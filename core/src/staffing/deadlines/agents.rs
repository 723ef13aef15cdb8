use super::super::check::{both, fault};
use super::DeadlineTicket;
use super::density::{Critical, critical};
use super::explain::{DeadlineStep, DeadlineTerm, count, hours, in_hours, rounded, step};
use super::limits::{MOST_AGENTS, TICKS, div_ceil, divisor, ratio};
use super::margin::{WorkMargin, margin};
use super::rules::{DeadlineRules, Efficiency, confidence as sure};
use super::ticket::jobs;
use crate::error::{Error, Result};
use crate::time::{Calendar, Span, Timestamp};
use serde::{Deserialize, Serialize};

/// The interval that forces a number of agents: the most work for its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriticalInterval {
    /// The first arrival of its tickets.
    pub start: Timestamp,
    /// The last deadline of them.
    pub end: Timestamp,
    /// How long an agent is at work between them; in a plan, how long all of its agents are.
    pub open: Span,
    /// The tickets that arrive and are due between them.
    pub tickets: u32,
    /// Their work.
    pub work: Span,
}

/// The fewest agents with which every ticket is done by its deadline, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgentsForDeadlines {
    /// The agents, at all open hours the same.
    pub agents: u32,
    /// The same before it is rounded up, and without the margin: the nearest number.
    pub agents_exact: f64,
    /// The interval that forces the number, with its margin if there is one; nothing without tickets. Of several, the
    /// one that ends first, and of those the shortest.
    pub critical: Option<CriticalInterval>,
    /// How much is added for work that is not certain, where a confidence was given.
    pub margin: Option<WorkMargin>,
    /// How the number came about, in order.
    pub steps: Vec<DeadlineStep>,
}

/// The fewest agents, at all open hours the same, with which every ticket is done by its deadline.
///
/// # Formula
/// ⌈max W(s, e) / (η · T(s, e))⌉ over all intervals, where W is the work of the tickets that arrive from s on and are
/// due until e, T the open time between them, and η = occupancy · (1 − shrinkage). Fewer agents can't do the work of
/// that interval; so many can do all of it, for instance by working on whatever is due first (EDF). That is exact
/// where several agents may share a ticket and may leave one for another that is more urgent; where each has to finish
/// alone what it began, no fewer do, but more may be needed. All of it is in whole numbers.
///
/// # Arguments
/// - `tickets`: any number, in any order; without any, nobody is needed
/// - `calendar`: when agents are at work
/// - `rules`: see [`DeadlineRules`]
/// - `confidence`: how sure it is to be that the work of any interval fits, from 0.5 up to below 1, where the work of
///   tickets has a deviation, see [`WorkMargin`]; nothing: the means are taken for certain
///
/// # Errors
/// All of a kind at once: at a ticket `deadline.not_after_arrival`, `span.not_positive` for its work, `span.negative` for
/// its deviation, and `deadline.unreachable` where the calendar is closed from its arrival until its deadline;
/// `span.out_of_range` for more than 2^52 ms of work. `number.out_of_range` and `number.too_precise` for the rules and the confidence.
/// `integer.out_of_range` where more than 10,000,000 agents are needed.
///
/// # Complexity
/// O(n log n) for each of the few intervals that are tried; with a confidence O(n²) up to 4,000 tickets, and O(n log n)
/// again for more.
///
/// # Example: a backlog on Monday morning
/// ```
/// use firstline::staffing::{DeadlineRules, DeadlineTicket, agents_for_deadlines};
/// use firstline::time::{Calendar, Span, office_hours};
/// let calendar = Calendar::new(office_hours("UTC".parse()?, "09:00".parse()?, "17:00".parse()?))?;
/// // Sixty tickets of the weekend, 20 minutes each, due on Monday at one: 20 hours of work in 4 hours.
/// let ticket = DeadlineTicket {
///     ticket: "T-1".to_owned(),
///     arrived_at: "2026-03-07T10:00:00Z".parse()?,
///     due_at: "2026-03-09T13:00:00Z".parse()?,
///     work: Span::minutes(20),
///     work_deviation: None,
/// };
/// let rules = DeadlineRules {
///     max_occupancy: "0.8".parse().unwrap(),
///     shrinkage: "0".parse().unwrap(),
/// };
/// let needed = agents_for_deadlines(&vec![ticket; 60], &calendar, &rules, None)?;
/// assert_eq!((needed.agents, needed.agents_exact), (7, 6.25));
/// let critical = needed.critical.unwrap();
/// assert_eq!((critical.open, critical.work), (Span::hours(4), Span::hours(20)));
/// assert_eq!(needed.steps[3].text, "7 agents are needed; 6 would leave some of that work undone");
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// Yao, Demers and Shenker, "A scheduling model for reduced CPU energy", FOCS 1995 (the critical interval); Horn, "Some
/// simple scheduling algorithms", Naval Research Logistics Quarterly 21 (1974); Dinkelbach, "On nonlinear fractional
/// programming", Management Science 13 (1967).
pub fn agents_for_deadlines(
    tickets: &[DeadlineTicket],
    calendar: &Calendar,
    rules: &DeadlineRules,
    confidence: Option<f64>,
) -> Result<AgentsForDeadlines> {
    let (jobs, (efficiency, confidence)) = both(
        jobs(tickets, |at| opened(calendar, at), Some("the calendar is closed")),
        both(rules.checked(), confidence.map(sure).transpose()),
    )?;
    let found = critical(&jobs);
    let agents = found.map_or(Ok(0), |found| needed(&found, efficiency))?;
    let margin_of = confidence
        .zip(found)
        .map(|(confidence, found)| margin(tickets, &jobs, &found, agents, efficiency, confidence));
    let (margin, decides) = margin_of
        .transpose()?
        .map_or((None, found), |(margin, interval)| (Some(margin), Some(interval)));
    let exact = found.map_or(0.0, |found| {
        let work = i128::from(found.work) * efficiency.of;
        ratio(work, i128::from(found.time) * efficiency.work)
    });
    let critical = decides.as_ref().map(interval).transpose()?;
    let mut answer = AgentsForDeadlines {
        agents: margin.map_or(agents, |margin| margin.agents),
        agents_exact: exact,
        critical,
        margin,
        steps: Vec::new(),
    };
    answer.steps = steps(&answer, tickets, rules, efficiency);
    Ok(answer)
}

/// The open time from the first instant that there is until another, in ticks: below 2^59.
fn opened(calendar: &Calendar, at: Timestamp) -> i64 {
    let until = |at: Timestamp| calendar.open_until(at.as_millis());
    (until(at) - until(Timestamp::MIN)) * TICKS
}

/// The agents that an interval needs.
pub(super) fn needed(found: &Critical, efficiency: Efficiency) -> Result<u32> {
    let (work, time) = (i128::from(found.work), i128::from(found.time));
    let common = divisor(work, time);
    let agents = div_ceil(work / common * efficiency.of, time / common * efficiency.work);
    u32::try_from(agents).ok().filter(|agents| *agents <= MOST_AGENTS).ok_or_else(too_many)
}

pub(super) fn too_many() -> Error {
    let message = format!("they need more than {MOST_AGENTS} agents; give later deadlines");
    fault("integer.out_of_range", "tickets", message)
}

pub(super) fn interval(found: &Critical) -> Result<CriticalInterval> {
    Ok(CriticalInterval {
        start: Timestamp::from_millis(found.start)?,
        end: Timestamp::from_millis(found.end)?,
        open: Span::from_millis(found.time / TICKS),
        tickets: found.tickets,
        work: Span::from_millis(found.work / TICKS),
    })
}

fn steps(
    answer: &AgentsForDeadlines,
    tickets: &[DeadlineTicket],
    rules: &DeadlineRules,
    efficiency: Efficiency,
) -> Vec<DeadlineStep> {
    let mut steps = vec![all_work(tickets)];
    let Some(critical) = &answer.critical else {
        let text = "without tickets, nobody is needed";
        steps.push(step(DeadlineTerm::Agents, "no work", 0.0, text));
        return steps;
    };
    steps.push(share(rules, efficiency));
    let (work, open) = (hours(critical.work), hours(critical.open));
    let some = usize::try_from(critical.tickets).unwrap_or(usize::MAX);
    steps.push(step(
        DeadlineTerm::CriticalInterval,
        format!("{} h of work / {} h open", rounded(work), rounded(open)),
        work / open,
        format!(
            "the hardest time is from {} until {}: {} and {} due in it, with {} of work in {}",
            critical.start,
            critical.end,
            count(some, "ticket arrives", "tickets arrive"),
            if some == 1 { "is" } else { "are" },
            in_hours(work),
            count(rounded(open), "open hour", "open hours"),
        ),
    ));
    if let Some(margin) = answer.margin {
        steps.push(step(
            DeadlineTerm::Margin,
            format!("{} * {} h", rounded(margin.z), rounded(hours(margin.deviation))),
            hours(margin.work),
            format!(
                "to be {} % sure, {} added to its work",
                rounded(margin.confidence * 100.0),
                count(rounded(hours(margin.work)), "hour is", "hours are"),
            ),
        ));
    }
    let added = answer
        .margin
        .map_or_else(String::new, |margin| format!(" + {} h", rounded(hours(margin.work))));
    let left = match answer.margin {
        None => format!("{} would leave some of that work undone", answer.agents.saturating_sub(1)),
        Some(margin) => format!("{} would do if each took its mean", margin.agents_without),
    };
    let agents = usize::try_from(answer.agents).unwrap_or(usize::MAX);
    steps.push(step(
        DeadlineTerm::Agents,
        format!(
            "({} h{added}) / ({} h * {}), rounded up",
            rounded(work),
            rounded(open),
            rules.formula()
        ),
        f64::from(answer.agents),
        format!("{} needed; {left}", count(agents, "agent is", "agents are")),
    ));
    steps
}

pub(super) fn all_work(tickets: &[DeadlineTicket]) -> DeadlineStep {
    let work: Span = tickets.iter().map(|ticket| ticket.work).sum();
    let some = count(tickets.len(), "ticket", "tickets");
    let text = format!("there is work for {}", in_hours(hours(work)));
    step(DeadlineTerm::Work, format!("the work of {some}"), hours(work), text)
}

pub(super) fn share(rules: &DeadlineRules, efficiency: Efficiency) -> DeadlineStep {
    let share = ratio(efficiency.work, efficiency.of);
    let text = format!("{} % of an agent's time goes into tickets", rounded(share * 100.0));
    step(DeadlineTerm::Efficiency, rules.formula(), share, text)
}
