//! The worst breaches of a period, each with its reason.

use super::collect::Lives;
use super::plan::Plan;
use crate::error::Result;
use crate::report::WorstBreach;
use crate::report::breach::{Candidate, spell_out};
use crate::sla::{SlaEngine, SlaSpec, SlaStage, SlaStatus};
use crate::ticket::{Ticket, ticket_state_at};

/// How many tickets have a promise that was broken in the period, and the worst of them.
pub(super) fn worst(
    tickets: &[Ticket],
    lives: &Lives,
    sla: Option<&SlaSpec>,
    plan: &Plan,
    count: Option<u32>,
) -> Result<(u32, Vec<WorstBreach>)> {
    let Some(sla) = sla else { return Ok((0, Vec::new())) };
    let sla =
        SlaEngine::new(sla.clone()).map_err(|error| error.renamed("spec", "options.spec.sla"))?;
    let in_period = |it: &SlaStatus| {
        it.breached_at.is_some_and(|at| plan.period.start <= at && at < plan.period.end)
    };
    let mut found = Vec::new();
    for ticket in lives.breached.iter().filter_map(|place| tickets.get(*place)) {
        let cycles = sla.cycles(ticket, plan.as_of)?;
        let broken =
            cycles.into_iter().filter(|it| it.state == SlaStage::Breached && in_period(it));
        let Some(status) = broken.min_by_key(|it| it.remaining) else { continue };
        let priority = ticket_state_at(ticket, plan.as_of)?.priority;
        found.push(Candidate { overdue: -status.remaining, ticket, priority, status });
    }
    let breached = u32::try_from(found.len()).unwrap_or(u32::MAX);
    found.sort_by(|a, b| b.overdue.cmp(&a.overdue).then_with(|| a.ticket.id.cmp(&b.ticket.id)));
    found.truncate(super::build::limit(count.unwrap_or(10)));
    let spelt =
        found.iter().filter_map(|it| spell_out(it, &sla, plan.as_of, &plan.zone).transpose());
    Ok((breached, spelt.collect::<Result<_>>()?))
}
