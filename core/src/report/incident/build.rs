use super::impact::{ended_at, lasted, number, requesters, rows};
use super::moments::{mark, moments};
use super::{
    ActionStatus, CorrectiveAction, IncidentImpact, IncidentInput, IncidentMoment,
    IncidentMomentKind, IncidentReport, IncidentTimes,
};
use crate::error::{Error, ErrorKind, Fault, Result};
use crate::kpi::priority_name;
use crate::ticket::{Change, Ticket, TicketState, places_by_id, ticket_state_at};
use crate::time::{Span, Timestamp, civil};
use std::collections::BTreeSet;

/// The report of an incident with its root-cause analysis: what was given, and the timeline, the impact and the times
/// that follow from the logs of its tickets.
///
/// # Errors
/// `ticket.duplicate_id` at `tickets[…]`; all at once, below `input`: `incident.unknown_ticket`,
/// `incident.duplicate_ticket` for a linked ticket that stands twice or is the major one, `incident.empty_text`,
/// `incident.out_of_order` for a detection or restoration before the failure that was given, or after the report. Then
/// `ticket.not_created`, `ticket.created_twice` at `tickets[…]`, and `ticket.not_yet_created` at `input.as_of`. Last
/// `incident.out_of_order` where the log has a part in it: at `input.restored_at` for a restoration before the failure
/// that follows from the first ticket and the detection, at `input.started_at` for a failure after the last resolution,
/// where no restoration is given.
///
/// # Source
/// ITIL's major incident review; the five whys of T. Ohno, "Toyota production system" (1978); the kinds of factors
/// are those of ITIL 4's four dimensions, with changes and surroundings apart.
///
/// ```
/// use firstline::report::{IncidentInput, incident_report, incident_report_markdown};
/// use firstline::ticket::{Change, Role, Ticket, TicketEvent};
/// let ticket = Ticket::opened("INC-1", "2026-03-02T09:10:00Z".parse()?, Default::default())
///     .with(TicketEvent::new("2026-03-02T10:00:00Z".parse()?, Role::Agent, Change::Resolved {}));
/// let input: IncidentInput = firstline::from_json(r#"{
///     "title": "Mail down", "ticket": "INC-1", "zone": "UTC",
///     "started_at": "2026-03-02T09:00:00Z", "as_of": "2026-03-03T00:00:00Z",
///     "whys": [{"question": "Why was mail down?", "answer": "The disk was full."}]
/// }"#)?;
/// let report = incident_report(&[ticket], &input)?;
/// assert_eq!(report.times.to_restore, Some("1h".parse()?));
/// assert!(incident_report_markdown(&report).starts_with("# Mail down\n"));
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn incident_report(tickets: &[Ticket], input: &IncidentInput) -> Result<IncidentReport> {
    let places = places_by_id(tickets)?;
    check(input, |id| places.contains_key(id))?;
    let named = |id: &String| places.get(id.as_str()).copied();
    let mine: Vec<usize> =
        std::iter::once(&input.ticket).chain(&input.linked).filter_map(named).collect();
    let states: Vec<TicketState> =
        mine.iter().map(|place| state(tickets, *place, input.as_of)).collect::<Result<_>>()?;
    let (Some(major), Some(first)) = (states.first(), states.iter().map(|it| it.opened_at).min())
    else {
        return Err(Error::new(
            ErrorKind::Internal,
            "internal.no_ticket",
            "",
            "an incident without tickets",
        ));
    };
    // What was seen had failed, though nobody had a ticket yet.
    let seen = input.detected_at.map_or(first, |at| at.min(first));
    let started_at = input.started_at.unwrap_or(seen);
    let detected_at = input.detected_at.unwrap_or(first.max(started_at));
    let resolved_at = ended_at(major);
    let restored_at = input.restored_at.or(resolved_at);
    check_order(input, started_at, restored_at)?;
    let outage = restored_at.unwrap_or(input.as_of).since(started_at);
    let requesters = requesters(&states);
    let count = |has: fn(&TicketState) -> bool| number(states.iter().filter(|it| has(it)).count());
    let by = |value: fn(&TicketState) -> Option<String>| rows(&states, input.as_of, value);
    let (actions_open, actions_overdue) = actions(input)?;
    Ok(IncidentReport {
        priority: major.priority,
        status: major.status,
        started_at,
        detected_at,
        restored_at,
        times: IncidentTimes {
            to_detect: detected_at.since(started_at),
            to_acknowledge: mine
                .first()
                .and_then(|place| taken_at(tickets.get(*place)?, major, input.as_of))
                .map(|at| at.since(major.opened_at)),
            to_restore: restored_at.map(|at| at.since(started_at)),
            to_resolve: resolved_at.map(|at| at.since(major.opened_at)),
            mean_to_resolve: mean_to_resolve(&states),
        },
        impact: IncidentImpact {
            tickets: number(states.len()),
            open: count(|it| it.status.is_unresolved()),
            reopened: count(|it| it.reopens > 0),
            requesters,
            without_requester: count(|it| it.requester.is_none()),
            outage,
            requester_time: Span::from_millis(outage.as_millis().saturating_mul(requesters.into())),
            ticket_time: states.iter().map(|it| lasted(it, input.as_of)).sum(),
        },
        by_category: by(|it| it.category.clone()),
        by_team: by(|it| it.team.clone()),
        by_priority: by(|it| Some(priority_name(it.priority).to_owned())),
        timeline: timeline(
            tickets,
            &mine,
            input,
            [
                Some((started_at, IncidentMomentKind::Started)),
                Some((detected_at, IncidentMomentKind::Detected)),
                restored_at.map(|at| (at, IncidentMomentKind::Restored)),
            ],
        ),
        actions_open,
        actions_overdue,
        input: input.clone(),
    })
}

/// When somebody took a ticket: it first had an agent, a reply by staff or another status than new.
fn taken_at(ticket: &Ticket, state: &TicketState, as_of: Timestamp) -> Option<Timestamp> {
    let assigned = ticket.events.iter().filter(|it| it.at <= as_of).find(|it| match &it.change {
        Change::Created { opening } => opening.agent.is_some(),
        Change::AgentAssigned { .. } => true,
        _ => false,
    });
    let firsts = [assigned.map(|it| it.at), state.acknowledged_at, state.first_response_at];
    firsts.into_iter().flatten().min()
}

fn state(tickets: &[Ticket], place: usize, as_of: Timestamp) -> Result<TicketState> {
    let none = || {
        Error::new(ErrorKind::Internal, "internal.no_ticket", "tickets", "a place without a ticket")
    };
    let ticket = tickets.get(place).ok_or_else(none)?;
    ticket_state_at(ticket, as_of).map_err(|error| {
        error.renamed("ticket", &format!("tickets[{place}]")).renamed("at", "input.as_of")
    })
}

/// All moments in the order of time; of several at one instant the failure comes first and the restoration last.
fn timeline(
    tickets: &[Ticket],
    mine: &[usize],
    input: &IncidentInput,
    marks: [Option<(Timestamp, IncidentMomentKind)>; 3],
) -> Vec<IncidentMoment> {
    let marks = marks.into_iter().flatten();
    let mut all: Vec<_> = marks.map(|(at, kind)| mark(at, kind)).collect();
    for (rank, place) in mine.iter().enumerate() {
        let kind = if rank == 0 { IncidentMomentKind::Major } else { IncidentMomentKind::Linked };
        let moments = tickets.get(*place).map(|it| moments(it, kind, input.as_of));
        all.extend(moments.unwrap_or_default());
    }
    all.sort_by_key(|moment| (moment.at, moment.kind));
    all
}

fn mean_to_resolve(states: &[TicketState]) -> Option<Span> {
    let spans = states.iter().filter_map(|it| Some(ended_at(it)?.since(it.opened_at)));
    let (count, sum) = spans.fold((0_i128, 0_i128), |(count, sum), span| {
        (count + 1, sum + i128::from(span.as_millis()))
    });
    // Half up; a resolution is not before the creation, unless clocks were wrong.
    let mean = (2 * sum + count).checked_div_euclid(2 * count)?;
    i64::try_from(mean).ok().map(Span::from_millis)
}

/// How many actions are open, and of how many of these the day is over.
fn actions(input: &IncidentInput) -> Result<(u32, u32)> {
    let today = civil(input.as_of, &input.zone)
        .map_err(|error| error.map_paths(|_| "input.as_of".to_owned()))?
        .date();
    let count = |has: &dyn Fn(&CorrectiveAction) -> bool| {
        number(input.actions.iter().filter(|it| has(it)).count())
    };
    Ok((count(&is_open), count(&|it| is_overdue(it, today))))
}

/// Whether somebody still owes it.
const fn is_open(action: &CorrectiveAction) -> bool {
    matches!(action.status, ActionStatus::Open | ActionStatus::InProgress)
}

/// Whether somebody still owes it and its day is over.
pub(super) fn is_overdue(action: &CorrectiveAction, today: jiff::civil::Date) -> bool {
    let due = action.due.map(|due| due.to_string());
    is_open(action) && due.is_some_and(|due| due < today.to_string())
}

fn check(input: &IncidentInput, known: impl Fn(&str) -> bool) -> Result<()> {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::from([input.ticket.as_str()]);
    let mut unknown = |id: &str, path: String| {
        if !known(id) {
            let message = format!("no ticket '{id}' is given");
            faults.push(Fault {
                kind: ErrorKind::Unknown,
                code: "incident.unknown_ticket".to_owned(),
                path,
                message,
            });
        }
    };
    unknown(&input.ticket, "input.ticket".to_owned());
    for (place, id) in input.linked.iter().enumerate() {
        unknown(id, format!("input.linked[{place}]"));
    }
    for (place, id) in input.linked.iter().enumerate() {
        if !seen.insert(id) {
            let path = format!("input.linked[{place}]");
            let message = format!("'{id}' counts already; give it once");
            faults.push(Fault::invalid("incident.duplicate_ticket", path, message));
        }
    }
    for (text, path) in texts(input) {
        if text.trim().is_empty() {
            let message = "it is empty; write what it is, or leave it out";
            faults.push(Fault::invalid("incident.empty_text", path, message));
        }
    }
    let marks = [
        ("detected_at", input.detected_at),
        ("restored_at", input.restored_at),
        ("started_at", input.started_at),
    ];
    for (name, at) in marks.into_iter().filter_map(|(name, at)| Some((name, at?))) {
        let path = format!("input.{name}");
        if at > input.as_of {
            let message = format!("{at} is after the report, {}", input.as_of);
            faults.push(Fault::invalid("incident.out_of_order", path, message));
        } else if let Some(start) = input.started_at.filter(|start| at < *start) {
            let message = format!("{at} is before the failure, {start}");
            faults.push(Fault::invalid("incident.out_of_order", path, message));
        }
    }
    Error::from_faults(faults)
}

/// Refuses a restoration before the failure, where one of the two follows from the log: an outage of less than nothing
/// would be the least of what is wrong then.
fn check_order(
    input: &IncidentInput,
    started_at: Timestamp,
    restored_at: Option<Timestamp>,
) -> Result<()> {
    let Some(restored_at) = restored_at.filter(|at| *at < started_at) else { return Ok(()) };
    let (name, message) = match (input.started_at, input.restored_at) {
        (Some(_), None) => (
            "started_at",
            format!(
                "{started_at} is after the last resolution of '{}', {restored_at}; give 'restored_at', or an earlier failure",
                input.ticket
            ),
        ),
        _ => (
            "restored_at",
            format!(
                "{restored_at} is before the failure, which the tickets and the detection say was {started_at}; give 'started_at'"
            ),
        ),
    };
    Err(Fault::invalid("incident.out_of_order", format!("input.{name}"), message).into())
}

/// The texts that must say something.
fn texts(input: &IncidentInput) -> impl Iterator<Item = (&str, String)> {
    let whys = input.whys.iter().enumerate().flat_map(|(place, why)| {
        [
            (why.question.as_str(), format!("input.whys[{place}].question")),
            (why.answer.as_str(), format!("input.whys[{place}].answer")),
        ]
    });
    let factors = input.factors.iter().enumerate();
    let factors =
        factors.map(|(place, it)| (it.text.as_str(), format!("input.factors[{place}].text")));
    let actions = input.actions.iter().enumerate();
    let actions =
        actions.map(|(place, it)| (it.action.as_str(), format!("input.actions[{place}].action")));
    std::iter::once((input.title.as_str(), "input.title".to_owned()))
        .chain(whys)
        .chain(factors)
        .chain(actions)
}
