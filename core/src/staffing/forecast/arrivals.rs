use super::super::check::fault;
use super::clock::{Clock, MOST_INTERVALS};
use super::series::length;
use super::{ArrivalSeries, ForecastInterval};
use crate::error::Result;
use crate::ticket::{Ticket, ticket_states};
use crate::time::{Timestamp, Zone};
use serde::{Deserialize, Serialize};

/// Into which intervals arrivals are counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArrivalGrid {
    /// The zone whose clock the desk and its requesters live by.
    pub zone: Zone,
    /// How long the intervals are.
    pub interval: ForecastInterval,
    /// Where the first of them starts; absent: with the interval of the first ticket. Give it where the log began
    /// before anything arrived.
    pub start: Option<Timestamp>,
    /// Where the last of them ends, at latest; absent: with the interval of the last ticket. Give the end of the log:
    /// an interval that it ends within has only a part of its arrivals, and is left out.
    pub end: Option<Timestamp>,
}

/// The arrivals of a log, by interval.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountedArrivals {
    /// How many arrived in each interval, those without any included.
    pub series: ArrivalSeries,
    /// The tickets that arrived before the first interval, and are not counted.
    pub before: u32,
    /// The tickets that arrived after the last interval, and are not counted.
    pub after: u32,
}

/// Counts the creations of tickets by interval, as the clock of a zone shows it.
///
/// A ticket arrives when it is created; that it is reopened or escalated is no arrival. Filter the tickets before
/// for one channel or team.
///
/// # Errors
/// `tickets.empty` without any, where a start or an end is absent; `start.off_grid` for a start at which no interval
/// starts; `period.too_short` where no whole interval lies before the end; `period.too_long` for more than 1,000,000
/// intervals; `timestamp.out_of_range` near the years 1 and 9999; those of
/// [`ticket_states`](crate::ticket::ticket_states).
///
/// # Complexity
/// O(n log n + intervals).
///
/// # Example: the day on which the clock goes back has 25 hours
/// ```
/// use firstline::staffing::{ArrivalGrid, ForecastInterval, arrivals_by_interval};
/// use firstline::ticket::Ticket;
/// let at_half_past_two = |id: &str, offset: &str| {
///     Ok::<_, firstline::Error>(Ticket::opened(id, format!("2026-10-25T02:30:00{offset}").parse()?, Default::default()))
/// };
/// let grid = ArrivalGrid {
///     zone: "Europe/Berlin".parse()?,
///     interval: ForecastInterval::Hour,
///     start: Some("2026-10-25T00:00:00+02:00".parse()?),
///     end: Some("2026-10-26T00:00:00+01:00".parse()?),
/// };
/// let tickets = [at_half_past_two("T-1", "+02:00")?, at_half_past_two("T-2", "+01:00")?];
/// let hours = arrivals_by_interval(&tickets, &grid)?.series.counts;
/// assert_eq!((hours.len(), &hours[1..5]), (25, &[0.0, 1.0, 1.0, 0.0][..]));
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn arrivals_by_interval(tickets: &[Ticket], grid: &ArrivalGrid) -> Result<CountedArrivals> {
    let mut arrived: Vec<Timestamp> =
        ticket_states(tickets)?.into_iter().map(|state| state.opened_at).collect();
    arrived.sort_unstable();
    let none = || {
        let message = "there is no ticket that says where to begin or end; give both in the grid";
        fault("tickets.empty", "tickets", message)
    };
    let start = match grid.start {
        Some(start) => start,
        None => {
            let first = *arrived.first().ok_or_else(none)?;
            let floor =
                Clock::floor_of(&grid.zone, grid.interval, first).unwrap_or(first.as_millis());
            Timestamp::from_millis(floor)?
        }
    };
    let last = arrived.last();
    let until = match (grid.end, last) {
        (Some(end), _) => end.as_millis(),
        (None, Some(last)) => last.as_millis().saturating_add(1),
        (None, None) => return Err(none()),
    };
    let clock = Clock::new(&grid.zone, grid.interval, start, "grid.start")?;
    let within = |end: i64, start: i64| match grid.end {
        Some(_) => end <= until,
        None => start < until,
    };
    let before = arrived.partition_point(|at| *at < start);
    let mut rest = arrived.get(before..).unwrap_or_default();
    let mut counts = Vec::new();
    for cell in clock {
        if !within(cell.end, cell.start) {
            break;
        }
        if counts.len() == MOST_INTERVALS {
            let message = format!(
                "there are more than {MOST_INTERVALS} intervals; give a later start or longer ones"
            );
            return Err(fault("period.too_long", "grid", message));
        }
        let (inside, later) = rest.split_at(rest.partition_point(|at| at.as_millis() < cell.end));
        counts.push(f64::from(length(inside.len())));
        rest = later;
    }
    if counts.is_empty() {
        let message =
            format!("no whole interval lies between {start} and the end; give a later end");
        return Err(fault("period.too_short", "grid.end", message));
    }
    let series = ArrivalSeries { zone: grid.zone.clone(), interval: grid.interval, start, counts };
    Ok(CountedArrivals { series, before: length(before), after: length(rest.len()) })
}
