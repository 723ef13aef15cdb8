use super::hours::Hours;
use super::lent::Facts;
use super::log::Log;
use super::spec::BackwardTimes;
use super::stopwatch::Stopwatch;
use super::{TicketMark, TicketPromise};
use crate::error::{Error, ErrorKind, Result};
use crate::sla::SlaEngine;
use crate::ticket::{Ticket, View, opening};
use crate::time::Timestamp;

/// What a ticket is reduced by.
#[derive(Debug, Clone)]
pub(super) struct Reducer {
    pub(super) hours: Hours,
    pub(super) sla: Option<SlaEngine>,
    pub(super) as_of: Option<Timestamp>,
    pub(super) backward: BackwardTimes,
    pub(super) outage_started_field: Option<String>,
    pub(super) restored_field: Option<String>,
}

impl Reducer {
    /// What is made of the facts of a ticket; nothing where it was created after the snapshot. They are lent, since they
    /// are large.
    pub(super) fn reduce<'a, T>(
        &self,
        ticket: &'a Ticket,
        make: impl FnOnce(&Facts<'a>) -> Result<T>,
    ) -> Result<Option<T>> {
        let (created, opened) = opening(ticket)?;
        if self.as_of.is_some_and(|as_of| created.at > as_of) {
            return Ok(None);
        }
        let view = View::opened(ticket, opened);
        let watch = Stopwatch::started(&self.hours, &view, created.at.as_millis())?;
        let leaves_out = self.backward == BackwardTimes::LeaveOut;
        let mut log = Log::opened(&ticket.id, created, view, watch, leaves_out);
        let mut latest = created.at;
        for (index, event) in ticket.events.iter().enumerate().skip(1) {
            let backwards = event.at < latest;
            latest = latest.max(event.at);
            if self.as_of.is_some_and(|as_of| latest > as_of) {
                break;
            }
            let at = match self.backward {
                BackwardTimes::Reject if backwards => return Err(backwards_at(ticket, index)),
                BackwardTimes::Clamp => latest,
                _ => event.at,
            };
            log.add(event, at, latest)
                .map_err(|error| error.within(&format!("ticket.events[{index}]")))?;
        }
        if let Some(as_of) = self.as_of {
            log.watch.advance(as_of.as_millis());
            log.facts.age = Some(log.watch.since_created());
        }
        log.finish();
        let Log { facts, watch, .. } = &mut log;
        facts.as_of = self.as_of;
        facts.marks.outage_started =
            self.field_mark(&facts.view, watch, &self.outage_started_field)?;
        facts.marks.restored = self.field_mark(&facts.view, watch, &self.restored_field)?;
        if let (Some(sla), Some(as_of)) = (&self.sla, self.as_of) {
            facts.promises = sla.cycles(ticket, as_of)?.iter().map(promise).collect();
        }
        make(facts).map(Some)
    }

    fn field_mark(
        &self,
        view: &View<'_>,
        watch: &Stopwatch<'_>,
        field: &Option<String>,
    ) -> Result<Option<TicketMark>> {
        let Some(field) = field else { return Ok(None) };
        let Some(text) = view.field(field) else { return Ok(None) };
        let at: Timestamp =
            text.parse().map_err(|error: Error| error.within(&format!("ticket.fields.{field}")))?;
        // What is foretold has not happened yet.
        if self.as_of.is_some_and(|as_of| at > as_of) {
            return Ok(None);
        }
        Ok(Some(TicketMark { at, since_created: watch.to(at.as_millis()) }))
    }
}

fn promise(status: &crate::sla::SlaStatus) -> TicketPromise {
    TicketPromise {
        agreement: status.agreement,
        metric: status.metric,
        clock: status.clock.clone(),
        stage: status.state,
        due_at: status.due_at.or(status.finished_at),
        finished_at: status.finished_at,
        used: status.elapsed,
        left: status.remaining,
    }
}

fn backwards_at(ticket: &Ticket, index: usize) -> Error {
    let message = format!(
        "an event of ticket '{}' lies before the one above it; sort the log, or choose how backward times count",
        ticket.id
    );
    let path = format!("ticket.events[{index}].at");
    Error::new(ErrorKind::Invalid, "ticket.clock_backwards", path, message)
}
