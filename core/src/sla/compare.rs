use super::replay::Keep;
use super::{SlaAgreement, SlaDifference, SlaEngine, SlaExplanation, SlaMetric, SlaStatus, Tally};
use crate::error::Result;
use crate::ticket::Ticket;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a promise is, apart from tickets.
type Key = (SlaAgreement, SlaMetric, Option<String>);

/// How often a promise was kept, each cycle of a ticket's clock counted as one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaTally {
    /// Who promised.
    pub agreement: SlaAgreement,
    /// The promise.
    pub metric: SlaMetric,
    /// The name of the clock of a custom metric.
    pub clock: Option<String>,
    /// Kept.
    pub met: u32,
    /// Broken.
    pub breached: u32,
    /// Undecided.
    pub open: u32,
    /// Void.
    pub cancelled: u32,
    /// The share that was kept of what is decided; absent where nothing is.
    pub attainment: Option<f64>,
}

/// A promise to a ticket that would end otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaFlip {
    /// The ticket.
    pub ticket: String,
    /// How it stands, and why; absent where nothing is promised.
    pub before: Option<SlaExplanation>,
    /// How it would stand, and why; absent where nothing would be promised.
    pub after: Option<SlaExplanation>,
}

/// What another specification would make of the same tickets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaComparison {
    /// How often each promise is kept.
    pub before: Vec<SlaTally>,
    /// How often each would be.
    pub after: Vec<SlaTally>,
    /// The promises whose state would be another one, by their last cycle, in the order of the tickets.
    pub flips: Vec<SlaFlip>,
}

impl SlaEngine {
    /// What would have become of tickets under another specification: a what-if of other targets, policies,
    /// calendars or rules over a history.
    ///
    /// # Errors
    /// Those of [`SlaEngine::status_all`], by either of the two.
    pub fn compare(
        &self,
        other: &SlaEngine,
        tickets: &[Ticket],
        now: Timestamp,
    ) -> Result<SlaComparison> {
        let mut flips = Vec::new();
        let (mut before, mut after) = (BTreeMap::new(), BTreeMap::new());
        for (index, ticket) in tickets.iter().enumerate() {
            let named = |error: crate::Error| error.renamed("ticket", &format!("tickets[{index}]"));
            let now_so = self.replay(ticket, now, Keep::All, |_| true).map_err(named)?;
            let then_so = other.replay(ticket, now, Keep::All, |_| true).map_err(named)?;
            tally(&mut before, &self.all_cycles(&now_so, now)?);
            tally(&mut after, &other.all_cycles(&then_so, now)?);
            let (now_so, then_so) = (self.statuses(&now_so, now)?, other.statuses(&then_so, now)?);
            for it in differences(now_so, then_so) {
                if it.before.as_ref().map(|it| it.state) == it.after.as_ref().map(|it| it.state) {
                    continue;
                }
                flips.push(SlaFlip {
                    ticket: ticket.id.clone(),
                    before: self.why(ticket, it.before, now).map_err(named)?,
                    after: other.why(ticket, it.after, now).map_err(named)?,
                });
            }
        }
        Ok(SlaComparison { before: rows(before), after: rows(after), flips })
    }

    /// The explanation of a status.
    fn why(
        &self,
        ticket: &Ticket,
        status: Option<SlaStatus>,
        now: Timestamp,
    ) -> Result<Option<SlaExplanation>> {
        let Some(status) = status else { return Ok(None) };
        let all = self.explain(ticket, status.metric, now)?;
        Ok(all.into_iter().find(|it| it.status == status))
    }
}

/// The promises that stand otherwise after than before.
pub(super) fn differences(before: Vec<SlaStatus>, after: Vec<SlaStatus>) -> Vec<SlaDifference> {
    let mut pairs: BTreeMap<Key, (Option<SlaStatus>, Option<SlaStatus>)> = BTreeMap::new();
    for status in before {
        let key = key(&status);
        pairs.entry(key).or_default().0 = Some(status);
    }
    for status in after {
        let key = key(&status);
        pairs.entry(key).or_default().1 = Some(status);
    }
    let differ = pairs.into_values().filter(|(before, after)| before != after);
    differ.map(|(before, after)| SlaDifference { before, after }).collect()
}

fn key(status: &SlaStatus) -> Key {
    (status.agreement, status.metric, status.clock.clone())
}

fn tally(tallies: &mut BTreeMap<Key, Tally>, statuses: &[SlaStatus]) {
    for status in statuses {
        tallies.entry(key(status)).or_default().add(status);
    }
}

fn rows(tallies: BTreeMap<Key, Tally>) -> Vec<SlaTally> {
    let row = |((agreement, metric, clock), tally): (Key, Tally)| SlaTally {
        agreement,
        metric,
        clock,
        met: tally.met,
        breached: tally.breached,
        open: tally.open,
        cancelled: tally.cancelled,
        attainment: tally.attainment(),
    };
    tallies.into_iter().map(row).collect()
}
