use crate::kpi::{ClockedSpan, TicketFacts};
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// A ticket with the columns that the package `dbt_zendesk` gives it in its table `zendesk__ticket_metrics`, all times
/// in minutes.
///
/// Business minutes are absent without calendars.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZendeskTicketMetrics {
    /// The ticket.
    pub ticket_id: String,
    /// From the creation to the first public reply of the desk.
    pub first_reply_time_calendar_minutes: Option<f64>,
    /// The same in open time.
    pub first_reply_time_business_minutes: Option<f64>,
    /// From the creation to the first resolution, or to the closure of one that never was resolved.
    pub first_resolution_calendar_minutes: Option<f64>,
    /// The same in open time; absent for one that is open again.
    pub first_resolution_business_minutes: Option<f64>,
    /// From the creation to the last resolution, or to the closure of one that never was resolved.
    pub final_resolution_calendar_minutes: Option<f64>,
    /// The same in open time; absent for one that is open again.
    pub full_resolution_business_minutes: Option<f64>,
    /// Pending.
    pub agent_wait_time_in_calendar_minutes: f64,
    /// The same in open time.
    pub agent_wait_time_in_business_minutes: Option<f64>,
    /// New, open and on hold.
    pub requester_wait_time_in_calendar_minutes: f64,
    /// The same in open time.
    pub requester_wait_time_in_business_minutes: Option<f64>,
    /// New and open.
    pub agent_work_time_in_calendar_minutes: f64,
    /// The same in open time.
    pub agent_work_time_in_business_minutes: Option<f64>,
    /// On hold.
    pub on_hold_time_in_calendar_minutes: f64,
    /// The same in open time.
    pub on_hold_time_in_business_minutes: Option<f64>,
    /// New.
    pub new_status_duration_in_calendar_minutes: f64,
    /// The same in open time.
    pub new_status_duration_in_business_minutes: Option<f64>,
    /// Open.
    pub open_status_duration_in_calendar_minutes: f64,
    /// The same in open time.
    pub open_status_duration_in_business_minutes: Option<f64>,
    /// Without an agent.
    pub ticket_unassigned_duration_calendar_minutes: f64,
    /// How often it was resolved.
    pub count_resolutions: u32,
    /// Its resolutions less one, however it was reopened; absent for one that never was resolved nor closed.
    pub count_reopens: Option<u32>,
    /// Public messages of agents, that with which one opened the ticket too.
    pub count_public_agent_comments: u32,
    /// Public replies of agents.
    pub total_agent_replies: u32,
    /// How many different agents had it.
    pub unique_assignee_count: u32,
    /// Resolved or closed, with one public message of an agent.
    pub is_one_touch_resolution: bool,
    /// Resolved or closed, with two of them.
    pub is_two_touch_resolution: bool,
    /// Resolved or closed, with none of them or with more.
    pub is_multi_touch_resolution: bool,
}

/// The facts of tickets by the names of `dbt_zendesk`, for whoever comes from there. The numbers are our own: exact
/// where the package is not, as over the weeks of a clock change and beyond 52 weeks.
///
/// # Source
/// The models `zendesk__ticket_metrics` and `int_zendesk__ticket_work_time_calendar` of `dbt_zendesk` say which
/// status counts for which column.
///
/// ```
/// use firstline::interop::zendesk_ticket_metrics;
/// use firstline::kpi::{KpiEngine, KpiSpec};
/// use firstline::ticket::{Change, Role, Ticket, TicketEvent};
/// let ticket = Ticket::opened("T-1", "2026-03-02T09:00:00Z".parse()?, Default::default())
///     .with(TicketEvent::new("2026-03-02T09:30:00Z".parse()?, Role::Agent, Change::Resolved {}));
/// let facts = KpiEngine::new(KpiSpec::default())?.reduce(&[ticket])?;
/// assert_eq!(zendesk_ticket_metrics(&facts)[0].first_resolution_calendar_minutes, Some(30.0));
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn zendesk_ticket_metrics(facts: &[TicketFacts]) -> Vec<ZendeskTicketMetrics> {
    facts.iter().map(metrics).collect()
}

fn metrics(facts: &TicketFacts) -> ZendeskTicketMetrics {
    let (marks, stays) = (&facts.marks, &facts.stays);
    let comments = facts.tallies.public_comments;
    let is_over = !facts.snapshot.status.is_unresolved();
    let waiting = [stays.new_time, stays.open_time, stays.on_hold_time];
    let working = [stays.new_time, stays.open_time];
    let resolutions = facts.tallies.resolutions;
    let reply = marks.first_response.map(|it| it.since_created);
    let first = marks.first_resolved.or(marks.first_ended).map(|it| it.since_created);
    let closed = marks.closed.or(marks.first_ended);
    let last = marks.last_resolved.or(closed).map(|it| it.since_created);
    let calendar = |it: Option<ClockedSpan>| it.map(|it| minutes(it.elapsed));
    let business = |it: Option<ClockedSpan>| it.and_then(|it| it.business).map(minutes);
    let elapsed = |spans: &[ClockedSpan]| minutes(spans.iter().map(|it| it.elapsed).sum());
    let open =
        |spans: &[ClockedSpan]| spans.iter().map(|it| it.business).sum::<Option<_>>().map(minutes);
    ZendeskTicketMetrics {
        ticket_id: facts.snapshot.id.clone(),
        first_reply_time_calendar_minutes: calendar(reply),
        first_reply_time_business_minutes: business(reply),
        first_resolution_calendar_minutes: calendar(first),
        first_resolution_business_minutes: business(first.filter(|_| is_over)),
        final_resolution_calendar_minutes: calendar(last),
        full_resolution_business_minutes: business(last.filter(|_| is_over)),
        agent_wait_time_in_calendar_minutes: elapsed(&[stays.pending_time]),
        agent_wait_time_in_business_minutes: open(&[stays.pending_time]),
        requester_wait_time_in_calendar_minutes: elapsed(&waiting),
        requester_wait_time_in_business_minutes: open(&waiting),
        agent_work_time_in_calendar_minutes: elapsed(&working),
        agent_work_time_in_business_minutes: open(&working),
        on_hold_time_in_calendar_minutes: elapsed(&[stays.on_hold_time]),
        on_hold_time_in_business_minutes: open(&[stays.on_hold_time]),
        new_status_duration_in_calendar_minutes: elapsed(&[stays.new_time]),
        new_status_duration_in_business_minutes: open(&[stays.new_time]),
        open_status_duration_in_calendar_minutes: elapsed(&[stays.open_time]),
        open_status_duration_in_business_minutes: open(&[stays.open_time]),
        ticket_unassigned_duration_calendar_minutes: elapsed(&[stays.unassigned_time]),
        count_resolutions: resolutions,
        count_reopens: first.map(|_| resolutions.saturating_sub(1)),
        count_public_agent_comments: comments,
        total_agent_replies: facts.tallies.replies,
        unique_assignee_count: u32::try_from(facts.agents.len()).unwrap_or(u32::MAX),
        is_one_touch_resolution: is_over && comments == 1,
        is_two_touch_resolution: is_over && comments == 2,
        is_multi_touch_resolution: is_over && comments != 1 && comments != 2,
    }
}

fn minutes(span: Span) -> f64 {
    span.millis_float() / 60_000.0
}
