use super::edf::Job;
use super::limits::{MOST_WORK, TICKS};
use crate::error::{Error, ErrorKind, Fault, Result};
use crate::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};

/// A ticket as work that has until some instant.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineTicket {
    /// Which one it is, for the answers.
    pub ticket: String,
    /// From when on it can be worked on.
    pub arrived_at: Timestamp,
    /// When its work has to be done, as [`SlaStatus::due_at`](crate::sla::SlaStatus::due_at) has it; after it arrived.
    pub due_at: Timestamp,
    /// The work of an agent that it takes, above zero; with a deviation, the mean of it.
    pub work: Span,
    /// The standard deviation of its work, zero or more; nothing where it is certain.
    pub work_deviation: Option<Span>,
}

/// The tickets as jobs in the order in which they arrive; an instant is so far what `ticks` says of it.
///
/// `unreachable` is the reason why a ticket has no time at all, where that is an error.
pub(super) fn jobs(
    tickets: &[DeadlineTicket],
    ticks: impl Fn(Timestamp) -> i64,
    unreachable: Option<&str>,
) -> Result<Vec<Job>> {
    let (mut jobs, mut faults) = (Vec::with_capacity(tickets.len()), Vec::new());
    let (mut total, mut deviations) = (0_i64, 0_i64);
    for (ticket, place) in tickets.iter().zip(0_u32..) {
        let found = faults.len();
        faults.extend(faults_of(ticket, place));
        total = total.saturating_add(ticket.work.as_millis().max(0));
        deviations =
            deviations.saturating_add(ticket.work_deviation.map_or(0, Span::as_millis).max(0));
        let (from, until) = (ticks(ticket.arrived_at), ticks(ticket.due_at));
        if let Some(reason) = unreachable.filter(|_| found == faults.len() && from >= until) {
            let message = format!(
                "{} can't be done by {}: between its arrival and its deadline, {reason}; give a later deadline or \
                 more hours",
                ticket.ticket, ticket.due_at
            );
            faults.push(Fault {
                kind: ErrorKind::Unreachable,
                code: "deadline.unreachable".to_owned(),
                path: format!("tickets[{place}].due_at"),
                message,
            });
        }
        jobs.push(Job {
            arrived: ticket.arrived_at.as_millis(),
            due: ticket.due_at.as_millis(),
            from,
            until,
            work: ticket.work.as_millis().saturating_mul(TICKS),
            place,
        });
    }
    if faults.is_empty() && total.max(deviations) > MOST_WORK {
        let message = "the work is more than 1,250,000,000 hours, and no longer counted exactly";
        faults.push(Fault::invalid("span.out_of_range", "tickets", message));
    }
    Error::from_faults(faults)?;
    jobs.sort_unstable_by_key(|job| (job.arrived, job.place));
    Ok(jobs)
}

fn faults_of(ticket: &DeadlineTicket, place: u32) -> impl Iterator<Item = Fault> {
    let DeadlineTicket { ticket: name, arrived_at, due_at, work, work_deviation } = ticket;
    let due = (due_at <= arrived_at).then(|| {
        let message =
            format!("{name} is due at {due_at} and arrives at {arrived_at}; give a later deadline");
        let path = format!("tickets[{place}].due_at");
        Fault::invalid("deadline.not_after_arrival", path, message)
    });
    let none = (*work <= Span::ZERO).then(|| {
        let message = format!("{name} takes {work} of work; give a span above zero");
        Fault::invalid("span.not_positive", format!("tickets[{place}].work"), message)
    });
    let deviation = work_deviation.filter(|deviation| deviation.is_negative()).map(|deviation| {
        let message = format!("{deviation} is negative; give a deviation of zero or more");
        Fault::invalid("span.negative", format!("tickets[{place}].work_deviation"), message)
    });
    due.into_iter().chain(none).chain(deviation)
}
