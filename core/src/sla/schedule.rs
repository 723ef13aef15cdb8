use super::{SlaEngine, SlaMetric, SlaState, SlaStatus};
use crate::error::{Error, ErrorKind, Result};
use crate::ticket::Ticket;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What comes of a promise if nothing happens to the ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlaChange {
    /// Its time is used up.
    Due,
    /// More than its time has passed.
    Breached,
}

/// A moment at which a promise changes if nothing happens to the ticket.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScheduledSla {
    /// When.
    pub at: Timestamp,
    /// The ticket.
    pub ticket: String,
    /// The promise.
    pub metric: SlaMetric,
    /// What comes of it.
    pub change: SlaChange,
}

impl SlaEngine {
    /// All that becomes due or breached after `start` and until before `end` if nothing happens to the
    /// tickets, in order of time: for a host's timer and for a list of what is due today.
    ///
    /// The tickets are as they are at `start`. A paused promise has no moments, since nobody knows when its
    /// pause ends.
    ///
    /// # Errors
    /// `period.reversed` where `end` is before `start`; those of [`SlaEngine::status`], with `start` for `now`
    /// and below `tickets[…]`.
    pub fn schedule(
        &self,
        tickets: &[Ticket],
        start: Timestamp,
        end: Timestamp,
    ) -> Result<Vec<ScheduledSla>> {
        if end < start {
            let message = format!("{end} is before {start}; give the earlier instant first");
            return Err(Error::new(ErrorKind::Invalid, "period.reversed", "end", message));
        }
        let mut moments = Vec::new();
        for (index, ticket) in tickets.iter().enumerate() {
            let statuses = self.status(ticket, start).map_err(|error| {
                error.renamed("ticket", &format!("tickets[{index}]")).renamed("now", "start")
            })?;
            for status in statuses.iter().filter(|status| status.state == SlaState::Running) {
                let moment = |(at, change)| {
                    let (ticket, metric) = (ticket.id.clone(), status.metric);
                    ScheduledSla { at, ticket, metric, change }
                };
                moments.extend(self.coming(status).map(moment));
            }
        }
        moments.retain(|moment| start < moment.at && moment.at < end);
        moments.sort_by_key(|moment| moment.at);
        Ok(moments)
    }

    /// When a running promise is due, and when breached: as the rules have it.
    fn coming(&self, status: &SlaStatus) -> impl Iterator<Item = (Timestamp, SlaChange)> {
        let due = status.due_at;
        let breached = due.and_then(|due| self.breach_after(due));
        let due = due.map(|at| (at, SlaChange::Due));
        due.into_iter().chain(breached.map(|at| (at, SlaChange::Breached)))
    }
}
