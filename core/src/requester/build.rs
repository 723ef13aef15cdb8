use super::repeats::repeats;
use super::{
    RequesterDue, RequesterOptions, RequesterRating, RequesterTicket, RequesterTotals,
    RequesterView,
};
use crate::error::{Error, Result};
use crate::kpi::{QuantileMethod, SpanSummary, span_summary};
use crate::sla::{SlaEngine, SlaStage, SlaStatus};
use crate::survey::csat;
use crate::ticket::{Change, Role, Ticket, TicketState, events_until, opening, ticket_state_at};
use crate::time::{Span, Timestamp};
use std::collections::HashMap;

/// All of one requester at `now`: his open tickets, his history, how fast he was answered, his ratings and repeat
/// contacts. Whose a ticket is stands in its creation. Of one who has no tickets the view is empty.
///
/// # Errors
/// `ticket.not_created`, `ticket.created_twice`, below `tickets[…]`; `span.negative` for `options.repeat_within`;
/// `rating.off_scale` and `rating.no_scale` at `tickets[…]` for a last rating that is none.
pub fn requester_view(
    tickets: &[Ticket],
    requester: &str,
    now: Timestamp,
    options: &RequesterOptions,
) -> Result<RequesterView> {
    view(tickets, requester, now, options, |_| Ok(Vec::new()))
}

/// [`requester_view`] with the promises to him that are not fulfilled: for each open ticket and over all the one
/// that is due first, or was. A paused promise has no due instant unless the rules of the engine say otherwise.
///
/// # Errors
/// Those of [`requester_view`] and of [`SlaEngine::status`], below `tickets[…]`.
///
/// ```
/// use firstline::requester::requester_view_with_sla;
/// use firstline::sla::{SlaEngine, SlaMetric, SlaPolicy, SlaSpec, SlaTarget};
/// use firstline::ticket::{Opening, Ticket};
/// use firstline::time::{Span, always_open};
/// let sla = SlaEngine::new(SlaSpec::new(
///     always_open("UTC".parse()?),
///     vec![SlaPolicy::new("all", vec![SlaTarget::new(SlaMetric::Resolution, Span::hours(8))])],
/// ))?;
/// let opening = Opening { requester: Some("kim".into()), ..Opening::default() };
/// let ticket = Ticket::opened("T-1", "2026-03-02T09:00:00Z".parse()?, opening);
/// let now = "2026-03-02T10:00:00Z".parse()?;
/// let view = requester_view_with_sla(&[ticket], "kim", now, &sla, &Default::default())?;
/// assert_eq!(view.next_due.unwrap().due_at, "2026-03-02T17:00:00Z".parse()?);
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn requester_view_with_sla(
    tickets: &[Ticket],
    requester: &str,
    now: Timestamp,
    sla: &SlaEngine,
    options: &RequesterOptions,
) -> Result<RequesterView> {
    view(tickets, requester, now, options, |ticket| sla.status(ticket, now))
}

fn view(
    tickets: &[Ticket],
    requester: &str,
    now: Timestamp,
    options: &RequesterOptions,
    promises: impl Fn(&Ticket) -> Result<Vec<SlaStatus>>,
) -> Result<RequesterView> {
    options.repeat_within.require_not_negative("options.repeat_within")?;
    let mut his: Vec<(&Ticket, TicketState)> = Vec::new();
    let mut dues: HashMap<&str, RequesterDue> = HashMap::new();
    for (place, ticket) in tickets.iter().enumerate() {
        let named = |error: Error| error.renamed("ticket", &format!("tickets[{place}]"));
        let (created, first) = opening(ticket).map_err(named)?;
        if first.requester.as_deref() != Some(requester) || created.at > now {
            continue;
        }
        let state = ticket_state_at(ticket, now).map_err(named)?;
        let rating: Vec<_> = state.rating.into_iter().collect();
        csat(&rating).map_err(|error| error.map_paths(|_| format!("tickets[{place}]")))?;
        if state.status.is_unresolved() {
            let due = next_due(ticket, promises(ticket).map_err(named)?);
            dues.extend(due.map(|due| (ticket.id.as_str(), due)));
        }
        his.push((ticket, state));
    }
    his.sort_by(|(a, one), (b, two)| (one.opened_at, &a.id).cmp(&(two.opened_at, &b.id)));
    let lines = his.iter().map(|(ticket, state)| line(ticket, state, dues.get(ticket.id.as_str())));
    let (mut open, mut history): (Vec<_>, Vec<_>) =
        lines.partition(|line: &RequesterTicket| line.status.is_unresolved());
    let due_at =
        |line: &RequesterTicket| line.next_due.as_ref().map_or(Timestamp::MAX, |it| it.due_at);
    open.sort_by_key(|line| (line.next_due.is_none(), due_at(line)));
    history.reverse();
    let (mut ratings, mut repeats) = (ratings(&his, now), repeats(&his, options));
    ratings.sort_by_key(|rating| std::cmp::Reverse(rating.at));
    repeats.reverse();
    let last: Vec<_> = his.iter().filter_map(|(_, state)| state.rating).collect();
    let count =
        |has: &dyn Fn(&TicketState) -> bool| number(his.iter().filter(|it| has(&it.1)).count());
    let waits =
        |state: &TicketState| state.status.is_unresolved() && state.first_response_at.is_none();
    let spans = |end: fn(&RequesterTicket) -> Option<Span>| {
        summary(open.iter().chain(&history).filter_map(end).collect())
    };
    Ok(RequesterView {
        requester: requester.to_owned(),
        as_of: now,
        totals: RequesterTotals {
            tickets: number(his.len()),
            open: number(open.len()),
            unanswered: count(&waits),
            reopened: count(&|state| state.reopens > 0),
            merged: count(&|state| state.merged_into.is_some()),
            repeats: number(repeats.len()),
        },
        first_contact_at: his.first().map(|(_, state)| state.opened_at),
        last_contact_at: last_event(&his, now, |role, change| match change {
            Change::Created { .. } | Change::RequesterReply {} => true,
            Change::Rated { .. } => role == Role::Requester,
            _ => false,
        }),
        last_reply_at: last_event(&his, now, |role, change| {
            role.is_staff() && *change == Change::PublicReply {}
        }),
        next_due: open.first().and_then(|line| line.next_due.clone()),
        first_response: spans(|line| line.first_response)?,
        first_resolution: spans(|line| line.first_resolution)?,
        open,
        history,
        ratings,
        csat: csat(&last)?,
        repeats,
    })
}

/// The promise that is due first, of those that are not fulfilled.
fn next_due(ticket: &Ticket, statuses: Vec<SlaStatus>) -> Option<RequesterDue> {
    let due = |it: SlaStatus| {
        let waits = matches!(it.state, SlaStage::Running | SlaStage::Paused | SlaStage::Breached);
        let due_at = it.due_at.filter(|_| waits && it.finished_at.is_none())?;
        let (ticket, SlaStatus { agreement, metric, clock, state, .. }) = (ticket.id.clone(), it);
        Some(RequesterDue { ticket, agreement, metric, clock, due_at, state })
    };
    statuses.into_iter().filter_map(due).min_by_key(|due| due.due_at)
}

fn line(ticket: &Ticket, state: &TicketState, due: Option<&RequesterDue>) -> RequesterTicket {
    let after = |end: Option<Timestamp>| end.map(|end| end.since(state.opened_at));
    RequesterTicket {
        ticket: ticket.id.clone(),
        opened_at: state.opened_at,
        channel: state.channel,
        status: state.status,
        priority: state.priority,
        category: state.category.clone(),
        team: state.team.clone(),
        agent: state.agent.clone(),
        first_response: after(state.first_response_at),
        first_resolution: after(state.first_resolved_at),
        reopens: state.reopens,
        merged_into: state.merged_into.clone(),
        rating: state.rating,
        next_due: due.cloned(),
    }
}

fn ratings(his: &[(&Ticket, TicketState)], now: Timestamp) -> Vec<RequesterRating> {
    let mut ratings = Vec::new();
    for (ticket, _) in his {
        for (at, event) in events_until(ticket, now) {
            if let Change::Rated { score, best } = event.change {
                ratings.push(RequesterRating { ticket: ticket.id.clone(), at, score, best });
            }
        }
    }
    ratings
}

/// When something last happened to any of his tickets.
fn last_event(
    his: &[(&Ticket, TicketState)],
    now: Timestamp,
    counts: impl Fn(Role, &Change) -> bool,
) -> Option<Timestamp> {
    let of_one = |ticket: &Ticket| {
        let created = ticket.events.first().map(|event| (event.at, event));
        let events = created.into_iter().chain(events_until(ticket, now));
        events.filter(|(_, event)| counts(event.role, &event.change)).map(|(at, _)| at).max()
    };
    his.iter().filter_map(|(ticket, _)| of_one(ticket)).max()
}

fn summary(spans: Vec<Span>) -> Result<Option<SpanSummary>> {
    span_summary(&spans, QuantileMethod::NearestRank)
        .map_err(|error| error.renamed("spans", "tickets"))
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
