use super::outcome::Outcome;
use super::{CalendarUnit, Grouping, Kpi, KpiQuery, KpiRow, KpiValue, kpi_catalogue, span_summary};
use crate::error::{Error, ErrorKind, Result};
use crate::ticket::{Change, Ticket, TicketState, Tier, ticket_states};
use crate::time::{Span, Timestamp};
use std::collections::BTreeMap;

/// The tickets of one group.
#[derive(Default)]
struct Group<'a> {
    created: Vec<Outcome<'a>>,
    /// Those whose last resolution lies in the group's period, whenever they were created.
    resolved_in: u32,
    /// Those created and last resolved in it.
    created_and_resolved_in: u32,
}

/// Figures over tickets, by group: one row for each group and figure, the groups in the order of their names.
///
/// Everything is taken from the whole log of each ticket, so a ticket created in May and resolved in
/// June is a resolved one of May's cohort, and one that was reopened in July and is still open is
/// resolved in none.
///
/// # Errors
/// `period.reversed`; those of [`ticket_states`](crate::ticket::ticket_states); `summary.out_of_range`
/// for spans that are too long to be added up; `timestamp.out_of_range` for an instant in the year
/// 10000 of the zone by which tickets are grouped.
pub fn kpis(tickets: &[Ticket], query: &KpiQuery) -> Result<Vec<KpiRow>> {
    measure(tickets, &ticket_states(tickets)?, query)
}

/// The figures, for states that are known already.
pub(crate) fn measure(
    tickets: &[Ticket],
    states: &[TicketState],
    query: &KpiQuery,
) -> Result<Vec<KpiRow>> {
    if let Some(period) = query.period.filter(|period| period.end < period.start) {
        let message = format!("{} is before {}; swap them", period.end, period.start);
        return Err(Error::new(ErrorKind::Invalid, "period.reversed", "query.period", message));
    }
    let within = |at: Timestamp| query.period.is_none_or(|it| it.start <= at && at < it.end);
    let mut groups: BTreeMap<Option<String>, Group<'_>> = BTreeMap::new();
    for (index, (ticket, state)) in tickets.iter().zip(states).enumerate() {
        let in_ticket = |error: Error| error.within(&format!("tickets[{index}]"));
        let outcome = Outcome::of(ticket, state);
        let key = match &query.group_by {
            Some(grouping) => grouping.key(ticket, state).map_err(in_ticket)?,
            None => None,
        };
        let resolved_at = outcome.resolved_at.filter(|at| within(*at));
        let resolved_key = match &query.group_by {
            Some(grouping) => resolved_at
                .map(|at| resolution_key(grouping, at, &key))
                .transpose()
                .map_err(in_ticket)?,
            None => resolved_at.map(|_| None),
        };
        if within(state.opened_at) {
            let group = groups.entry(key.clone()).or_default();
            group.created.push(outcome);
            group.created_and_resolved_in += u32::from(resolved_key.as_ref() == Some(&key));
        }
        if let Some(resolved_key) = resolved_key {
            groups.entry(resolved_key).or_default().resolved_in += 1;
        }
    }
    if query.group_by.is_none() {
        groups.entry(None).or_default();
    }
    let wanted = match query.kpis.as_slice() {
        [] => kpi_catalogue().iter().map(|definition| definition.kpi).collect(),
        some => some.to_vec(),
    };
    let tiers = tickets.iter().any(names_a_tier);
    let row = |group: &Option<String>, members: &Group<'_>, kpi| {
        Ok(KpiRow { kpi, group: group.clone(), value: members.value(kpi, query, tiers)? })
    };
    let rows = groups
        .iter()
        .flat_map(|(group, members)| wanted.iter().map(move |kpi| row(group, members, *kpi)));
    rows.collect()
}

/// Whether a log says anything of tiers: every ticket is of the first one until something else is said.
fn names_a_tier(ticket: &Ticket) -> bool {
    ticket.events.iter().any(|event| match &event.change {
        Change::Created { opening } => opening.tier != Tier::L1,
        change => matches!(change, Change::TierChanged { .. }),
    })
}

/// The group in which a resolution counts: its own stretch of the calendar, else the ticket's.
fn resolution_key(
    grouping: &Grouping,
    at: Timestamp,
    own: &Option<String>,
) -> Result<Option<String>> {
    match grouping {
        Grouping::Over { unit, zone } => CalendarUnit::key(*unit, at, zone).map(Some),
        Grouping::By { .. } | Grouping::ByField { .. } => Ok(own.clone()),
    }
}

impl Group<'_> {
    fn value(&self, kpi: Kpi, query: &KpiQuery, tiers: bool) -> Result<KpiValue> {
        let created = count(&self.created, |_| true);
        let resolved = |it: &Outcome<'_>| it.resolved_at.is_some();
        let of_created = |part| share(part, created);
        Ok(match kpi {
            Kpi::Volume => KpiValue::Count { count: created },
            Kpi::TimeToAcknowledge
            | Kpi::FirstResponseTime
            | Kpi::FirstResolutionTime
            | Kpi::FullResolutionTime
            | Kpi::TimeToClose => {
                let spans = durations(&self.created, kpi);
                let summary = span_summary(&spans, query.quantiles);
                KpiValue::Duration {
                    summary: summary.map_err(|error| error.renamed("spans", "tickets"))?,
                }
            }
            Kpi::ResolutionRateToDate => of_created(count(&self.created, resolved)),
            Kpi::ResolutionRateFlow => of_created(self.resolved_in),
            Kpi::ResolutionRateWithinPeriod => of_created(self.created_and_resolved_in),
            Kpi::ReopenedShare => of_created(count(&self.created, |it| it.state.reopens > 0)),
            Kpi::ReassignedShare => {
                of_created(count(&self.created, |it| it.state.reassignments > 0))
            }
            Kpi::FunctionalEscalationShare if !tiers => share(0, 0),
            Kpi::FunctionalEscalationShare => {
                of_created(count(&self.created, |it| it.state.escalations > 0))
            }
            Kpi::OneTouchShare => {
                let once = |it: &Outcome<'_>| {
                    resolved(it) && it.state.reassignments == 0 && it.state.reopens == 0
                };
                share(count(&self.created, once), count(&self.created, resolved))
            }
        })
    }
}

/// The lengths of time that a figure is about; tickets that have none are left out.
fn durations(outcomes: &[Outcome<'_>], kpi: Kpi) -> Vec<Span> {
    let end = |it: &Outcome<'_>| match kpi {
        Kpi::TimeToAcknowledge => it.state.acknowledged_at,
        Kpi::FirstResponseTime => it.state.first_response_at,
        Kpi::FirstResolutionTime => it.state.first_resolved_at,
        Kpi::FullResolutionTime => it.resolved_at,
        Kpi::TimeToClose => it.closed_at(),
        _ => None,
    };
    outcomes.iter().filter_map(|it| Some(end(it)?.since(it.state.opened_at))).collect()
}

fn count(outcomes: &[Outcome<'_>], has: impl Fn(&Outcome<'_>) -> bool) -> u32 {
    u32::try_from(outcomes.iter().filter(|it| has(it)).count()).unwrap_or(u32::MAX)
}

fn share(part: u32, whole: u32) -> KpiValue {
    let share = (whole > 0).then(|| f64::from(part) / f64::from(whole));
    KpiValue::Share { part, whole, share }
}
