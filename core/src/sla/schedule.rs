use super::cycle::Cycle;
use super::judge::{status_of, turns};
use super::replay::{Keep, Live};
use super::{SlaAgreement, SlaEngine, SlaMetric, SlaStage, SlaStatus};
use crate::error::{Error, ErrorKind, Result};
use crate::ticket::Ticket;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What comes of a promise if nothing happens to the ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlaChange {
    /// It turns amber.
    Amber,
    /// It turns red.
    Red,
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
    /// Who promised.
    pub agreement: SlaAgreement,
    /// The promise.
    pub metric: SlaMetric,
    /// The name of the clock of a custom metric.
    pub clock: Option<String>,
    /// What comes of it.
    pub change: SlaChange,
}

impl SlaEngine {
    /// All that turns amber or red, becomes due or is broken after `start` and before `end` if nothing happens to
    /// the tickets, in order of time: for a host's timer and for a list of what is due today.
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
        let mut live = Live::new(self.compiled(), Keep::Last, |_| true);
        for (index, ticket) in tickets.iter().enumerate() {
            live.replay(ticket, start).map_err(|error| {
                error.renamed("ticket", &format!("tickets[{index}]")).renamed("now", "start")
            })?;
            let cycles = live.courses.iter().map(|it| (it.track, it.cycle.as_ref()));
            for (track, cycle) in cycles.filter_map(|(track, cycle)| Some((track, cycle?))) {
                let status = status_of(self.compiled(), track, cycle, start)?;
                let running = status.filter(|status| status.state == SlaStage::Running);
                let Some(status) = running else { continue };
                let coming = self.coming(cycle, &status, start)?;
                moments.extend(coming.into_iter().map(|(at, change)| ScheduledSla {
                    at,
                    ticket: ticket.id.clone(),
                    agreement: track.agreement,
                    metric: track.metric,
                    clock: track.clock.as_ref().map(|clock| clock.name.clone()),
                    change,
                }));
            }
        }
        moments.retain(|moment| start < moment.at && moment.at < end);
        moments.sort_by_key(|moment| moment.at);
        Ok(moments)
    }

    /// What comes of a running promise after `now`, in order.
    pub(super) fn coming(
        &self,
        cycle: &Cycle<'_>,
        status: &SlaStatus,
        now: Timestamp,
    ) -> Result<Vec<(Timestamp, SlaChange)>> {
        // What was used up exactly, and then stood still, is broken once it has gone on.
        let breached = status.due_at.and_then(|due| self.breach_after(cycle, due.max(now)));
        let mut coming: Vec<_> = match self.compiled().spec.colours {
            Some(colours) => turns(cycle, colours, now)?.into_iter().flatten().collect(),
            None => Vec::new(),
        };
        coming.extend(status.due_at.map(|at| (at, SlaChange::Due)));
        coming.extend(breached.map(|at| (at, SlaChange::Breached)));
        coming.retain(|(at, _)| *at > now);
        coming.sort();
        Ok(coming)
    }
}
