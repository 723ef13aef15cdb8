use super::attainment::Attainment;
use super::breach::{Candidate, spell_out};
use super::{ReportOptions, SupportReport, escalations};
use crate::error::Result;
use crate::escalation::EscalationEngine;
use crate::interop::count_oddities;
use crate::kpi::{
    Attribute, CalendarUnit, Grouping, KpiEngine, KpiRow, KpiSpec, KpiState, KpiValue, backlog,
};
use crate::sla::{SlaEngine, SlaStage};
use crate::staffing::{Headcount, HeadcountInput, headcount};
use crate::ticket::{Change, Ticket, TicketState, Tier, places_by_id, ticket_states};
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
    let zone = options.zone.clone();
    let months = Grouping::Over { unit: CalendarUnit::Month, zone, first_month: None };
    let by_priority = Grouping::By { attribute: Attribute::Priority };
    let [months, priorities, mut all] = figures(
        tickets,
        [
            (&RATES, Some(months)),
            (&["volume", "full_resolution_time"], Some(by_priority)),
            (&FIGURES, None),
        ],
    )?;
    if !tickets.iter().any(names_a_tier) {
        all.iter_mut().filter(|it| it.kpi == "functional_escalation_rate").for_each(|it| {
            it.value = KpiValue::Share { part: 0, whole: 0, share: None };
            it.base = 0;
        });
    }
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
        figures: all,
        priorities,
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

/// Figures by their ids, each set of them by what it is grouped by; each ticket is reduced once for all.
fn figures<const N: usize>(
    tickets: &[Ticket],
    wanted: [(&[&str], Option<Grouping>); N],
) -> Result<[Vec<KpiRow>; N]> {
    places_by_id(tickets)?;
    let engine = |(kpis, group_by): (&[&str], Option<Grouping>)| {
        let kpis = kpis.iter().map(|it| (*it).to_owned()).collect();
        let group_by = group_by.into_iter().collect();
        KpiEngine::new(KpiSpec { kpis, group_by, ..Default::default() })
    };
    let engines = wanted.map(engine).into_iter().collect::<Result<Vec<_>>>()?;
    let mut states: Vec<_> = engines.iter().map(KpiEngine::empty).collect();
    for (place, ticket) in tickets.iter().enumerate() {
        let Some(first) = engines.first() else { break };
        let one = first.reduce(std::slice::from_ref(ticket));
        let one = one.map_err(|error| error.renamed("tickets[0]", &format!("tickets[{place}]")))?;
        for facts in &one {
            states.iter_mut().try_for_each(|state| state.take_facts(facts))?;
        }
    }
    let mut rows = states.iter().map(KpiState::finish).collect::<Result<Vec<_>>>()?.into_iter();
    Ok(std::array::from_fn(|_| rows.next().unwrap_or_default()))
}

/// Volume, times and shares over all tickets.
const FIGURES: [&str; 13] = [
    "volume",
    "time_to_acknowledge",
    "first_response_time",
    "first_resolution_time",
    "full_resolution_time",
    "time_to_close",
    "resolution_rate_flow",
    "resolution_rate_to_date_in_period",
    "resolution_rate_to_date",
    "reopen_rate_of_created",
    "reassignment_rate_servicenow",
    "one_touch_rate_by_hand_offs",
    "functional_escalation_rate",
];

const RATES: [&str; 4] = [
    "volume",
    "resolution_rate_flow",
    "resolution_rate_to_date_in_period",
    "resolution_rate_to_date",
];

/// Whether a log says anything of tiers: every ticket is of the first one until something else is said.
fn names_a_tier(ticket: &Ticket) -> bool {
    ticket.events.iter().any(|event| match &event.change {
        Change::Created { opening } => opening.tier != Tier::L1,
        change => matches!(change, Change::TierChanged { .. }),
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
fn busiest(months: &[KpiRow]) -> Option<(String, i64)> {
    let volume = |row: &KpiRow| match row.value {
        KpiValue::Count { count } => Some((row.label()?.to_owned(), count)),
        _ => None,
    };
    months.iter().filter_map(volume).rev().max_by_key(|(_, count)| *count)
}

fn agents(busiest: Option<&(String, i64)>, options: &ReportOptions) -> Result<Option<Headcount>> {
    let (Some(staffing), Some((_, count))) = (options.staffing, busiest) else { return Ok(None) };
    let input = HeadcountInput {
        tickets_per_month: *count,
        tickets_per_agent_per_month: staffing.tickets_per_agent_per_month,
        shrinkage: staffing.shrinkage,
        team: None,
    };
    headcount(&input).map(Some).map_err(|error| error.renamed("input", "options.staffing"))
}
