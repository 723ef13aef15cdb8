//! Work that is not certain.

use super::super::check::fault;
use super::DeadlineTicket;
use super::agents::too_many;
use super::density::{Critical, ending};
use super::edf::{Job, edf};
use super::every::{FEW, neediest};
use super::limits::{MOST_AGENTS, MOST_WORK, TICKS, div_ceil};
use super::rules::Efficiency;
use crate::error::Result;
use crate::float::float;
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// How much is added to the work of an interval so that it fits with some confidence, the work of tickets being
/// independent of each other and that of many of them normal.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkMargin {
    /// The confidence.
    pub confidence: f64,
    /// That quantile of the standard normal distribution.
    pub z: f64,
    /// The standard deviation of the work of the interval that decides: the root of the sum of squares of those of
    /// its tickets.
    pub deviation: Span,
    /// z times that, rounded up: what is added to its work.
    pub work: Span,
    /// The agents with the margin: enough for every interval, and up to 4,000 tickets the fewest that are.
    pub agents: u32,
    /// What the interval that decides needs by itself, so that fewer are too few: up to 4,000 tickets the same. Of more,
    /// fewer than `agents` may do where they differ, which they do most where some of them are certain and others are
    /// not.
    pub agents_at_least: u32,
    /// The agents without the margin.
    pub agents_without: u32,
}

/// An interval with the variance of its work, in square milliseconds, and the agents that it needs.
#[derive(Clone, Copy)]
struct Uncertain {
    interval: Critical,
    deviation: f64,
    margin: i64,
    agents: u32,
}

/// The agents with which the work of each interval and z deviations fit, from the interval that decides without them.
///
/// Of a few tickets each interval is looked at. Of many that would take too long. Deviations add up as roots, so that no schedule can be asked for them. But a root is never above any of its
/// tangents: √V <= V / 2m + m / 2. So enough are as many as work off, m / 2 ahead of time, tickets with V / 2m more
/// work each; and at an interval whose deviation is m, nothing is given away.
pub(super) fn margin(
    tickets: &[DeadlineTicket],
    jobs: &[Job],
    found: &Critical,
    agents_without: u32,
    efficiency: Efficiency,
    confidence: f64,
) -> Result<(WorkMargin, Critical)> {
    let z = normal_quantile(confidence);
    let uncertain = |interval| uncertain(tickets, jobs, interval, efficiency, z);
    let (decides, agents) = if jobs.len() <= FEW {
        let variances: Vec<f64> = jobs.iter().map(|job| variance(tickets, job)).collect();
        let decides = uncertain(neediest(jobs, &variances, z)?.unwrap_or(*found))?;
        (decides, decides.agents)
    } else {
        by_tangents(tickets, jobs, uncertain(*found)?, efficiency, z)?
    };
    if agents > MOST_AGENTS {
        return Err(too_many());
    }
    let margin = WorkMargin {
        confidence,
        z,
        deviation: Span::from_millis(up(decides.deviation)?),
        work: Span::from_millis(decides.margin),
        agents,
        agents_at_least: decides.agents,
        agents_without,
    };
    Ok((margin, decides.interval))
}

/// Enough agents for the margin of every interval, and the one that decides as far as tangents tell.
fn by_tangents(
    tickets: &[DeadlineTicket],
    jobs: &[Job],
    mut decides: Uncertain,
    efficiency: Efficiency,
    z: f64,
) -> Result<(Uncertain, u32)> {
    let (mut agents, mut tangent) = (decides.agents, decides.deviation);
    // Whether the last tangent was that of the interval that broke it.
    let mut renewed = false;
    while let Some(broken) = broken(tickets, jobs, agents, efficiency, z, tangent)? {
        let next = uncertain(tickets, jobs, broken, efficiency, z)?;
        if next.agents > agents {
            (decides, agents, renewed) = (next, next.agents, false);
        } else if renewed {
            agents = agents.saturating_add((agents / 1_000).max(1));
            renewed = false;
        } else {
            renewed = true;
        }
        if agents > MOST_AGENTS {
            return Err(too_many());
        }
        tangent = next.deviation;
    }
    Ok((decides, agents))
}

fn uncertain(
    tickets: &[DeadlineTicket],
    jobs: &[Job],
    interval: Critical,
    efficiency: Efficiency,
    z: f64,
) -> Result<Uncertain> {
    let inside = |job: &&Job| job.arrived >= interval.start && job.due <= interval.end;
    let variance: f64 = jobs.iter().filter(inside).map(|job| variance(tickets, job)).sum();
    let deviation = variance.sqrt();
    let margin = up(z * deviation)?;
    let work = i128::from(interval.work) + i128::from(margin) * i128::from(TICKS);
    let agents = div_ceil(work * efficiency.of, i128::from(interval.time) * efficiency.work);
    let agents = u32::try_from(agents).map_err(|_| too_many())?;
    Ok(Uncertain { interval, deviation, margin, agents })
}

fn variance(tickets: &[DeadlineTicket], job: &Job) -> f64 {
    let ticket = usize::try_from(job.place).ok().and_then(|place| tickets.get(place));
    let deviation = ticket.and_then(|ticket| ticket.work_deviation).unwrap_or(Span::ZERO);
    float(deviation.as_millis()).powi(2)
}

/// An interval that so many agents may be too few for, by the tangent at a deviation.
fn broken(
    tickets: &[DeadlineTicket],
    jobs: &[Job],
    agents: u32,
    efficiency: Efficiency,
    z: f64,
    tangent: f64,
) -> Result<Option<Critical>> {
    // At a deviation of zero there is no tangent, and one near it makes numbers that are too large for others: the
    // least that fits gives next to nothing away.
    let all: f64 = jobs.iter().map(|job| variance(tickets, job)).sum();
    let tangent = tangent.max(1.0).max(z * all / float(MOST_WORK));
    let ahead = i128::from(up(z * tangent / 2.0)?) * i128::from(TICKS) * efficiency.of;
    let mut total = 0_i64;
    let mut longer = Vec::with_capacity(jobs.len());
    for job in jobs {
        let more = up(z * variance(tickets, job) / (2.0 * tangent))?;
        total = total.saturating_add(more);
        longer.push(Job { work: job.work.saturating_add(more.saturating_mul(TICKS)), ..*job });
    }
    if total > MOST_WORK {
        return Err(too_uncertain());
    }
    let speed = i128::from(agents) * efficiency.work;
    let mut latest: Option<(i128, i64)> = None;
    edf(
        &longer,
        |job| speed * i128::from(job.from),
        |job| efficiency.of * i128::from(job.work),
        |job, end| {
            let late = end + ahead - speed * i128::from(job.until);
            if late > 0 && latest.is_none_or(|(most, _)| late > most) {
                latest = Some((late, job.until));
            }
        },
    );
    // Its work is that of the tickets themselves.
    let longest = latest.and_then(|(_, until)| ending(&longer, until, speed, efficiency.of));
    Ok(longest.map(|interval| {
        let inside = |job: &&Job| job.arrived >= interval.start && job.due <= interval.end;
        let work = jobs.iter().filter(inside).map(|job| job.work).sum();
        Critical { work, ..interval }
    }))
}

/// A number of milliseconds, rounded up.
#[expect(clippy::as_conversions, reason = "the range is checked")]
pub(super) fn up(number: f64) -> Result<i64> {
    let most = float(MOST_WORK);
    if number <= most { Ok(number.ceil() as i64) } else { Err(too_uncertain()) }
}

fn too_uncertain() -> crate::Error {
    let message = "the deviations of work are too large for the work; give smaller ones";
    fault("span.out_of_range", "tickets", message)
}

/// The quantile of the standard normal distribution, by halving; from 0.5 on.
fn normal_quantile(probability: f64) -> f64 {
    let above = |x: f64| libm::erfc(x / std::f64::consts::SQRT_2) / 2.0;
    let (mut low, mut high) = (0.0, 40.0);
    loop {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            return low;
        }
        if above(middle) > 1.0 - probability { low = middle } else { high = middle }
    }
}
