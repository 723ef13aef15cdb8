use super::super::check::positive_seconds;
use super::DeadlineTicket;
use crate::error::Result;
use crate::sla::{SlaAgreement, SlaEngine, SlaMetric, SlaStage};
use crate::ticket::Ticket;
use crate::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};

/// Which promise is the deadline of a ticket, and how much work it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineSource {
    /// Who promised.
    #[serde(default)]
    pub agreement: SlaAgreement,
    /// What was promised; its last cycle counts.
    pub metric: SlaMetric,
    /// The work of an agent on each ticket, above zero.
    pub work: Span,
    /// The standard deviation of it; nothing where it is certain.
    pub work_deviation: Option<Span>,
    /// Whether only promises count that are not fulfilled yet; else all, as for a plan by the tickets of last month.
    #[serde(default)]
    pub open_only: bool,
}

/// Tickets as work with deadlines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineWork {
    /// Those that have one, in the order of the tickets.
    pub tickets: Vec<DeadlineTicket>,
    /// Those to which nothing is promised, or whose deadline is not known, since they are paused or the clock has not
    /// started.
    pub without_deadline: Vec<String>,
}

/// The deadlines of tickets, as the SLA engine has them at `now`: business time, pauses and changes of priority counted.
///
/// A ticket arrives as work when the clock of the promise starts. Custom clocks are left out: they have names.
///
/// # Errors
/// `span.not_positive` for the work, `span.negative` for its deviation, and those of [`SlaEngine::status`], below
/// `tickets[…]`.
///
/// # Example
/// ```
/// use firstline::sla::{SlaEngine, SlaMetric, SlaPolicy, SlaSpec, SlaTarget};
/// use firstline::staffing::{DeadlineSource, deadline_work};
/// use firstline::ticket::Ticket;
/// use firstline::time::{Span, office_hours};
/// let engine = SlaEngine::new(SlaSpec::new(
///     office_hours("UTC".parse()?, "09:00".parse()?, "17:00".parse()?),
///     vec![SlaPolicy::new("all", vec![SlaTarget::new(SlaMetric::Resolution, Span::hours(4))])],
/// ))?;
/// let friday = Ticket::opened("T-1", "2026-03-06T16:00:00Z".parse()?, Default::default());
/// let source = DeadlineSource {
///     agreement: Default::default(),
///     metric: SlaMetric::Resolution,
///     work: Span::minutes(20),
///     work_deviation: None,
///     open_only: true,
/// };
/// let work = deadline_work(&[friday], &engine, &source, "2026-03-06T16:30:00Z".parse()?)?;
/// assert_eq!(work.tickets[0].due_at, "2026-03-09T12:00:00Z".parse()?);
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn deadline_work(
    tickets: &[Ticket],
    sla: &SlaEngine,
    source: &DeadlineSource,
    now: Timestamp,
) -> Result<DeadlineWork> {
    positive_seconds(source.work, "source.work")?;
    if let Some(deviation) = source.work_deviation {
        deviation.require_not_negative("source.work_deviation")?;
    }
    let mut work =
        DeadlineWork { tickets: Vec::with_capacity(tickets.len()), without_deadline: Vec::new() };
    for ticket in sla.status_all(tickets, now)? {
        let status = ticket.statuses.iter().find(|status| {
            status.agreement == source.agreement
                && status.metric == source.metric
                && status.clock.is_none()
        });
        let finished = |at: Option<Timestamp>, state| {
            at.is_some() || matches!(state, SlaStage::Met | SlaStage::Cancelled)
        };
        if status.is_some_and(|it| source.open_only && finished(it.finished_at, it.state)) {
            continue;
        }
        match status.and_then(|status| status.started_at.zip(status.due_at)) {
            Some((arrived_at, due_at)) => work.tickets.push(DeadlineTicket {
                ticket: ticket.ticket,
                arrived_at,
                due_at,
                work: source.work,
                work_deviation: source.work_deviation,
            }),
            None => work.without_deadline.push(ticket.ticket),
        }
    }
    Ok(work)
}
