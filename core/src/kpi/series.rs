use crate::error::Result;
use crate::ticket::{Change, Status, Ticket, TicketState, ticket_states};
use crate::time::{Date, Timestamp, Zone, civil_date, midnight};
use serde::{Deserialize, Serialize};

/// How many tickets were open when a day began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BacklogDay {
    /// The day.
    pub date: Date,
    /// The tickets open at its first instant.
    pub open: u32,
}

/// The backlog at the start of each day, from the day after the first creation to the day after the
/// last creation or end, or to 9999-12-31, after which there is no day.
///
/// A ticket is in the backlog from its creation until its last resolution, or until its closure where
/// it was never resolved, or not again since it was reopened. One that is open as the log ends is in
/// it to the last day. An instant of exactly midnight belongs to the day that it begins.
///
/// That is what the log knows in the end: a ticket that was reopened counts in between, too. What was open as one would
/// have counted then is the figure `backlog` as of the instant, and the trend of a performance report.
///
/// # Errors
/// Those of [`ticket_states`](crate::ticket::ticket_states); `timestamp.out_of_range` for an instant in
/// the year 10000 of the zone, `date.invalid` for a day before its year 1.
///
/// ```
/// use firstline::kpi::backlog_by_day;
/// use firstline::ticket::{Change, Role, Ticket, TicketEvent};
/// let opened = Ticket::opened("T-1", "2026-03-02T09:00:00Z".parse()?, Default::default());
/// let resolved = TicketEvent::new("2026-03-03T09:00:00Z".parse()?, Role::Agent, Change::Resolved {});
/// let days = backlog_by_day(&[opened.with(resolved)], &"UTC".parse()?)?;
/// assert_eq!(days.iter().map(|day| day.open).collect::<Vec<_>>(), [1, 0]);
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn backlog_by_day(tickets: &[Ticket], zone: &Zone) -> Result<Vec<BacklogDay>> {
    backlog(tickets, &ticket_states(tickets)?, zone)
}

/// The backlog by day, for states that are known already.
pub(crate) fn backlog(
    tickets: &[Ticket],
    states: &[TicketState],
    zone: &Zone,
) -> Result<Vec<BacklogDay>> {
    let ended_at = |(ticket, state)| ended_at(ticket, state);
    let mut opened: Vec<Timestamp> = states.iter().map(|state| state.opened_at).collect();
    let mut ended: Vec<Timestamp> = tickets.iter().zip(states).filter_map(ended_at).collect();
    opened.sort_unstable();
    ended.sort_unstable();
    let (Some(first), Some(last)) = (opened.first(), opened.last().max(ended.last())) else {
        return Ok(Vec::new());
    };
    let day_of = |at| civil_date(at, zone).map_err(|error| error.within("zone"));
    let (mut date, end) = (day_of(*first)?, day_of(*last)?);
    let mut days = Vec::new();
    while let Some(day) = date.tomorrow().ok().filter(|_| date <= end) {
        date = day;
        let start = midnight(day, zone)?;
        let before = |instants: &[Timestamp]| instants.partition_point(|at| *at < start);
        let open = before(&opened).saturating_sub(before(&ended));
        let date =
            Date::from_ymd(day.year().into(), month_or_day(day.month()), month_or_day(day.day()))?;
        days.push(BacklogDay { date, open: u32::try_from(open).unwrap_or(u32::MAX) });
    }
    Ok(days)
}

/// When the desk owed a ticket nothing more: its last resolution if that still holds, or its closure.
fn ended_at(ticket: &Ticket, state: &TicketState) -> Option<Timestamp> {
    let resolved_at = ticket.events.iter().fold(None, |resolved_at, event| {
        match (&event.change, event.change.status()) {
            (Change::Resolved {}, _) => Some(event.at),
            (_, Some(status)) if status.is_unresolved() => None,
            _ => resolved_at,
        }
    });
    resolved_at.or_else(|| state.closed_at.filter(|_| state.status == Status::Closed))
}

fn month_or_day(number: i8) -> u32 {
    u32::from(number.unsigned_abs())
}
