use super::attainment::Attainment;
use super::breach::{Candidate, spell_out};
use super::{ReportOptions, SupportReport, escalations};
use crate::error::Result;
use crate::escalation::EscalationEngine;
use crate::interop::count_oddities;
use crate::kpi::{
    Attribute, CalendarUnit, Grouping, Kpi, KpiQuery, KpiRow, KpiValue, backlog, measure,
};
use crate::sla::{SlaEngine, SlaStage};
use crate::staffing::{Headcount, HeadcountInput, headcount};
use crate::ticket::{Ticket, TicketState, ticket_states};
use crate::time::Period;

/// The performance of a desk over all given tickets: volume, times, rates, promises, backlog, the worst
/// breaches, what the escalation rules would have fired, and the agents that the volume needs.
///
/// # Errors
/// Those of [`SlaEngine::status`], below `tickets[…]`, those of [`kpis`](crate::kpi::kpis), and those of
/// [`headcount`](crate::staffing::headcount), below `options.staffing`.
pub fn support_report(
    tickets: &[Ticket],
    sla: &SlaEngine,
    escalation: &EscalationEngine,
    options: &ReportOptions,
) -> Result<SupportReport> {
    let states = ticket_states(tickets)?;
    let query =
        |kpis: &[Kpi], group_by| KpiQuery { kpis: kpis.to_vec(), group_by, ..Default::default() };
    let months = Grouping::Over { unit: CalendarUnit::Month, zone: options.zone.clone() };
    let rates = [
        Kpi::Volume,
        Kpi::ResolutionRateFlow,
        Kpi::ResolutionRateWithinPeriod,
        Kpi::ResolutionRateToDate,
    ];
    let months = measure(tickets, &states, &query(&rates, Some(months)))?;
    let by_priority = Grouping::By { attribute: Attribute::Priority };
    let by_priority = query(&[Kpi::Volume, Kpi::FullResolutionTime], Some(by_priority));
    let (attainment, worst) = promises(tickets, &states, sla, options)?;
    let busiest = busiest(&months);
    let worst: Result<Vec<_>> = worst
        .iter()
        .filter_map(|it| spell_out(it, sla, options.as_of, &options.zone).transpose())
        .collect();
    Ok(SupportReport {
        title: options.title.clone(),
        zone: options.zone.clone(),
        as_of: options.as_of,
        period: period(tickets, &states),
        tickets: u32::try_from(tickets.len()).unwrap_or(u32::MAX),
        events: tickets
            .iter()
            .map(|ticket| u32::try_from(ticket.events.len()).unwrap_or(u32::MAX))
            .sum(),
        figures: measure(tickets, &states, &query(&[], None))?,
        priorities: measure(tickets, &states, &by_priority)?,
        policy: sla.name(),
        attainment: attainment.rows(sla.policies()),
        backlog: backlog(tickets, &states, &options.zone)?,
        worst: worst?,
        escalations: escalations::count(escalation, tickets, options.as_of)?,
        headcount: agents(busiest.as_ref(), options)?,
        busiest_month: busiest.map(|(month, _)| month),
        months,
        oddities: count_oddities(&options.oddities),
    })
}

/// How the promises stand, and the tickets with the worst of them.
fn promises<'a>(
    tickets: &'a [Ticket],
    states: &[TicketState],
    sla: &SlaEngine,
    options: &ReportOptions,
) -> Result<(Attainment, Vec<Candidate<'a>>)> {
    let mut attainment = Attainment::default();
    let mut worst = Vec::new();
    for (index, (ticket, state)) in tickets.iter().zip(states).enumerate() {
        let cycles = sla
            .cycles(ticket, options.as_of)
            .map_err(|error| error.renamed("ticket", &format!("tickets[{index}]")))?;
        attainment.add(state.priority, &cycles);
        if let Some(field) = &options.recorded_sla_field {
            attainment.add_recorded(ticket, state, field);
        }
        let last = cycles
            .iter()
            .zip(1..)
            .filter(|(cycle, next)| cycles.get(*next).is_none_or(|next| next.cycle <= cycle.cycle));
        let breached = last.map(|(it, _)| it).filter(|it| it.state == SlaStage::Breached);
        // A ticket stands in the list once, with the promise that it broke worst in its last cycle.
        worst.extend(breached.min_by_key(|it| it.remaining).map(|it| Candidate {
            overdue: -it.remaining,
            ticket,
            priority: state.priority,
            status: it.clone(),
        }));
    }
    worst.sort_by(|a, b| b.overdue.cmp(&a.overdue).then_with(|| a.ticket.id.cmp(&b.ticket.id)));
    worst.truncate(usize::try_from(options.worst.unwrap_or(10)).unwrap_or(usize::MAX));
    Ok((attainment, worst))
}

/// From the first creation to the last event.
fn period(tickets: &[Ticket], states: &[TicketState]) -> Option<Period> {
    let start = states.iter().map(|state| state.opened_at).min()?;
    let end = tickets.iter().flat_map(|ticket| &ticket.events).map(|event| event.at).max()?;
    Some(Period { start, end })
}

/// The month in which most tickets were created, the first of several.
fn busiest(months: &[KpiRow]) -> Option<(String, u32)> {
    let volume = |row: &KpiRow| match row.value {
        KpiValue::Count { count } => Some((row.group.clone()?, count)),
        _ => None,
    };
    months.iter().filter_map(volume).rev().max_by_key(|(_, count)| *count)
}

fn agents(busiest: Option<&(String, u32)>, options: &ReportOptions) -> Result<Option<Headcount>> {
    let (Some(staffing), Some((_, count))) = (options.staffing, busiest) else { return Ok(None) };
    let input = HeadcountInput {
        tickets_per_month: i64::from(*count),
        tickets_per_agent_per_month: staffing.tickets_per_agent_per_month,
        shrinkage: staffing.shrinkage,
        team: None,
    };
    headcount(&input).map(Some).map_err(|error| error.renamed("input", "options.staffing"))
}
