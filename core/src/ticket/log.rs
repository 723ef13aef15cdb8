use super::{Change, Status, Ticket, TicketEvent, opening};
use crate::error::{Error, Fault, Result};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// What is done about an event that a log should not have.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum LogAction {
    /// The log is refused, with every such event in the error.
    #[default]
    Refuse,
    /// The log is mended, and the event reported.
    Mend,
    /// The event stays as it is, and is reported.
    Keep,
}

/// What is done about what; what is left out is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LogRules {
    /// An event that stands after a later one; mended, it moves to its place in time.
    pub out_of_order: LogAction,
    /// An event that is the same as another one of its instant; mended, it goes.
    pub duplicate: LogAction,
    /// An event before the creation; mended, it happens right after the creation.
    pub before_creation: LogAction,
    /// An event other than a reopening, a rating or a note of a ticket that is closed; mended, it goes.
    pub after_closing: LogAction,
}

/// What is wrong with an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFault {
    /// It is before the creation.
    BeforeCreation,
    /// It stands after a later one.
    OutOfOrder,
    /// It is the same as another one of its instant.
    Duplicate,
    /// It happens to a ticket that is closed.
    AfterClosing,
}

/// An event that a log should not have.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogFinding {
    /// Its place in the log as it was given, from 0.
    pub index: u32,
    /// Its time as it was given.
    pub at: Timestamp,
    /// What is wrong with it.
    pub fault: LogFault,
    /// What was done about it.
    pub action: LogAction,
}

/// A log that was looked through.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckedLog {
    /// The ticket, with its log mended where the rules say so.
    pub ticket: Ticket,
    /// What was found, in the order of the log.
    pub findings: Vec<LogFinding>,
}

/// Looks through the log of a ticket for events that should not be in it, such as another system may have
/// written, and refuses, mends or keeps them as the rules say.
///
/// Mended order comes first: what is a duplicate or after the closing is judged in the order of time.
///
/// ```
/// use firstline::ticket::{Change, LogAction, LogRules, Role, Ticket, TicketEvent, check_log};
/// let at = |time: &str| format!("2026-03-02T{time}Z").parse();
/// let ticket = Ticket::opened("T-1", at("09:00:00")?, Default::default())
///     .with(TicketEvent::new(at("11:00:00")?, Role::Agent, Change::Resolved {}))
///     .with(TicketEvent::new(at("10:00:00")?, Role::Agent, Change::PublicReply {}));
/// let rules = LogRules { out_of_order: LogAction::Mend, ..LogRules::default() };
/// let checked = check_log(&ticket, rules)?;
/// assert_eq!(checked.ticket.events[1].change, Change::PublicReply {});
/// assert_eq!(checked.findings[0].index, 2);
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Errors
/// `ticket.not_created`, `ticket.created_twice`; all that is refused at once: `log.before_creation`,
/// `log.out_of_order`, `log.duplicate`, `log.after_closing`, each with the path of its event.
pub fn check_log(ticket: &Ticket, rules: LogRules) -> Result<CheckedLog> {
    let (created, _) = opening(ticket)?;
    let mut findings = Vec::new();
    let mut find = |index: u32, event: &TicketEvent, fault: LogFault| {
        let action = rules.action(fault);
        findings.push(LogFinding { index, at: event.at, fault, action });
        // What is refused is mended to go on, so that all that is wrong is found.
        action != LogAction::Keep
    };
    let mut events: Vec<(u32, TicketEvent)> = Vec::with_capacity(ticket.events.len());
    let mut latest = created.at;
    for (index, event) in (0..).zip(&ticket.events) {
        let mut event = event.clone();
        let mut place = events.len();
        if event.at < created.at {
            if find(index, &event, LogFault::BeforeCreation) {
                event.at = created.at;
                place = events.partition_point(|(_, it)| it.at <= created.at);
            }
        } else if event.at < latest && find(index, &event, LogFault::OutOfOrder) {
            place = events.partition_point(|(_, it)| it.at <= event.at);
        }
        latest = latest.max(event.at);
        events.insert(place, (index, event));
    }
    let mut kept: Vec<TicketEvent> = Vec::with_capacity(events.len());
    let (mut status, mut seen) = (Status::New, HashSet::new());
    for (index, event) in events {
        if !seen.insert(event.clone()) && find(index, &event, LogFault::Duplicate) {
            continue;
        }
        let may = matches!(
            event.change,
            Change::Reopened {} | Change::Rated { .. } | Change::InternalNote {}
        );
        if status == Status::Closed && !may && find(index, &event, LogFault::AfterClosing) {
            continue;
        }
        status = event.change.status().unwrap_or(status);
        kept.push(event);
    }
    findings.sort_by_key(|it| (it.index, it.fault));
    let refused = findings.iter().filter(|it| it.action == LogAction::Refuse);
    Error::from_faults(refused.map(refusal).collect())?;
    let ticket = Ticket { events: kept, ..ticket.clone() };
    Ok(CheckedLog { ticket, findings })
}

impl LogRules {
    const fn action(&self, fault: LogFault) -> LogAction {
        match fault {
            LogFault::BeforeCreation => self.before_creation,
            LogFault::OutOfOrder => self.out_of_order,
            LogFault::Duplicate => self.duplicate,
            LogFault::AfterClosing => self.after_closing,
        }
    }
}

fn refusal(finding: &LogFinding) -> Fault {
    let (code, message) = match finding.fault {
        LogFault::BeforeCreation => {
            ("log.before_creation", "is before the creation; correct its time, or have it mended")
        }
        LogFault::OutOfOrder => {
            ("log.out_of_order", "is before an event above it; sort the log, or have it mended")
        }
        LogFault::Duplicate => {
            ("log.duplicate", "stands in the log already; drop it, or have it mended")
        }
        LogFault::AfterClosing => {
            ("log.after_closing", "happens to a closed ticket; reopen it before, or have it mended")
        }
    };
    let message = format!("the event of {} {message}", finding.at);
    Fault::invalid(code, format!("ticket.events[{}]", finding.index), message)
}
