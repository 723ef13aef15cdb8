//! What is behind a rise in tickets: what stands out, and which of them are one incident?
//!
//! [`standouts`] compares a window with a baseline, value by value: which category, channel, team, agent, priority,
//! hour, weekday or field of the host, such as the release, has more tickets than its own history lets expect, by an
//! exact test that is corrected for how many values were tested. [`incident_clusters`] finds tickets whose texts
//! share rare words and that came close in time.
//!
//! They help to look in the right place. That something stands out is no proof that it is the cause.
//!
//! ```
//! use firstline::root_cause::{CauseAspect, StandoutOptions, standouts};
//! use firstline::ticket::{Opening, Ticket};
//! use firstline::time::{Period, Span, Timestamp};
//! let start: Timestamp = "2026-03-01T00:00:00Z".parse()?;
//! // One of "mail" a day for 31 days, and nine of "vpn" on the last one.
//! let ticket = |hours, category: &str| {
//!     let opening = Opening { category: Some(category.into()), ..Opening::default() };
//!     Ticket::opened(format!("{category} {hours}"), start.checked_add(Span::hours(hours)).unwrap(), opening)
//! };
//! let mail = (0..31).map(|day| ticket(24 * day, "mail"));
//! let tickets: Vec<Ticket> = mail.chain((0..9).map(|hour| ticket(720 + hour, "vpn"))).collect();
//! let day = |from: &str, to: &str| Ok::<_, firstline::Error>(Period { start: from.parse()?, end: to.parse()? });
//! let found = standouts(&tickets, &StandoutOptions::new(
//!     day("2026-03-31T00:00:00Z", "2026-04-01T00:00:00Z")?,
//!     day("2026-03-01T00:00:00Z", "2026-03-31T00:00:00Z")?,
//!     vec![CauseAspect::Category {}],
//! ))?;
//! assert_eq!((found.tested, found.standouts.len()), (2, 1));
//! assert_eq!((found.standouts[0].value.as_str(), found.standouts[0].count), ("vpn", 9));
//! # Ok::<(), firstline::Error>(())
//! ```

mod cluster;
mod exposure;
#[cfg(test)]
mod laws;
mod model;
mod similar;
mod standout;
mod tally;
mod words;

pub use cluster::{
    ClusterOptions, ClusterReport, IncidentCluster, SharedWord, WordWeight, incident_clusters,
};
pub use model::{CauseAspect, Standout, StandoutBasis, StandoutOptions, StandoutReport};
pub use standout::standouts;
