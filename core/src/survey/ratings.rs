use super::grouping::check_grouping;
use super::{CsatScore, csat};
use crate::error::{Error, Result};
use crate::kpi::Grouping;
use crate::ticket::{Change, Rating, Ticket, ticket_states};
use crate::time::{Period, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which ratings of tickets are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RatingQuery {
    /// How tickets are put together; absent: all in one. A stretch of the calendar is that of the rating.
    pub group_by: Option<Grouping>,
    /// Only ratings that were given in it; absent: all.
    pub period: Option<Period>,
}

/// The satisfaction with the tickets of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RatingRow {
    /// Its name; absent for all together, and for tickets that have none.
    pub group: Option<String>,
    /// Their ratings.
    pub csat: CsatScore,
}

/// Satisfaction by the ratings in the tickets' own logs, the last of each ticket; by group as in
/// [`survey_scores`](super::survey_scores). Who was asked and did not rate is not in a log.
///
/// # Errors
/// Those of [`ticket_states`]; `rating.off_scale` for each last rating whose score is 0 or above its best,
/// `rating.no_scale` for one whose best is below 2, at its event; `kpi.no_month` and `kpi.unused_month` for a fiscal year.
///
/// ```
/// use firstline::survey::rating_scores;
/// use firstline::ticket::{Change, Role, Ticket, TicketEvent};
/// let at = |time: &str| format!("2026-03-02T{time}:00Z").parse();
/// let rated = |score| Change::Rated { score, best: 5 };
/// let ticket = Ticket::opened("T-1", at("09:00")?, Default::default())
///     .with(TicketEvent::new(at("10:00")?, Role::Requester, rated(2)))
///     .with(TicketEvent::new(at("11:00")?, Role::Requester, rated(5)));
/// let rows = rating_scores(&[ticket], &Default::default())?;
/// assert_eq!((rows[0].csat.answered, rows[0].csat.good), (1, 1));
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn rating_scores(tickets: &[Ticket], query: &RatingQuery) -> Result<Vec<RatingRow>> {
    check_grouping(query.group_by.as_ref())?;
    let mut groups: BTreeMap<Option<String>, Vec<Rating>> = BTreeMap::new();
    if query.group_by.is_none() {
        groups.insert(None, Vec::new());
    }
    let mut faults = Vec::new();
    for (place, (ticket, state)) in tickets.iter().zip(&ticket_states(tickets)?).enumerate() {
        let Some((event, at, rating)) = last_rating(ticket) else { continue };
        if let Some(fault) = rating.fault(&format!("tickets[{place}].events[{event}].change")) {
            faults.push(fault);
        } else if query.period.is_none_or(|it| (it.start..it.end).contains(&at)) {
            let group = match &query.group_by {
                Some(grouping) => grouping.key(ticket, state, at)?,
                None => None,
            };
            groups.entry(group).or_default().push(rating);
        }
    }
    Error::from_faults(faults)?;
    let row = |(group, ratings): (_, Vec<Rating>)| RatingRow {
        group,
        csat: csat::score(ratings.into_iter()),
    };
    Ok(groups.into_iter().map(row).collect())
}

/// The last rating of a ticket, with its place in the log and its time.
fn last_rating(ticket: &Ticket) -> Option<(usize, Timestamp, Rating)> {
    let rating = |(place, event): (usize, &crate::ticket::TicketEvent)| match event.change {
        Change::Rated { score, best } => Some((place, event.at, Rating { score, best })),
        _ => None,
    };
    ticket.events.iter().enumerate().rev().find_map(rating)
}
