use super::group::civil_date;
use crate::error::{Error, ErrorKind, Result};
use crate::ticket::{Ticket, TicketState, ticket_states};
use crate::time::{Date, Timestamp, Zone};
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
/// last creation or resolution.
///
/// A ticket is in the backlog from its creation until its last resolution, or until its closure where
/// it was never resolved. An instant of exactly midnight belongs to the day that it begins.
///
/// # Errors
/// Those of [`ticket_states`](crate::ticket::ticket_states).
pub fn backlog_by_day(tickets: &[Ticket], zone: &Zone) -> Result<Vec<BacklogDay>> {
    backlog(&ticket_states(tickets)?, zone)
}

/// The backlog by day, for states that are known already.
pub(crate) fn backlog(states: &[TicketState], zone: &Zone) -> Result<Vec<BacklogDay>> {
    let mut opened: Vec<Timestamp> = states.iter().map(|state| state.opened_at).collect();
    let mut ended: Vec<Timestamp> =
        states.iter().filter_map(|state| state.last_resolved_at.or(state.closed_at)).collect();
    opened.sort_unstable();
    ended.sort_unstable();
    let (Some(first), Some(last)) = (opened.first(), opened.last().max(ended.last())) else {
        return Ok(Vec::new());
    };
    let end = civil_date(*last, zone)?;
    let mut date = civil_date(*first, zone)?;
    let mut days = Vec::new();
    while date <= end {
        date = date.tomorrow().map_err(out_of_range)?;
        let midnight = zone.rules().to_ambiguous_timestamp(date.at(0, 0, 0, 0));
        let midnight = midnight.compatible().map_err(out_of_range)?;
        let midnight = Timestamp::from_millis(midnight.as_millisecond())?;
        let before = |instants: &[Timestamp]| instants.partition_point(|at| *at < midnight);
        let open = before(&opened).saturating_sub(before(&ended));
        let date = Date::from_ymd(
            date.year().into(),
            month_or_day(date.month()),
            month_or_day(date.day()),
        )?;
        days.push(BacklogDay { date, open: u32::try_from(open).unwrap_or(u32::MAX) });
    }
    Ok(days)
}

fn month_or_day(number: i8) -> u32 {
    u32::from(number.unsigned_abs())
}

fn out_of_range(error: jiff::Error) -> Error {
    Error::new(ErrorKind::Invalid, "timestamp.out_of_range", "", error.to_string())
}
