use super::SlaAttainment;
use crate::sla::{SlaAgreement, SlaMetric, SlaPolicy, SlaStage, SlaStatus, SlaTarget};
use crate::ticket::{Priority, Ticket, TicketState};
use crate::time::Span;
use std::collections::BTreeMap;

/// Kept, broken, undecided, void, not known.
#[derive(Default, Clone, Copy)]
struct Tally {
    met: u32,
    breached: u32,
    open: u32,
    cancelled: u32,
    unknown: u32,
}

/// What was promised by whom; absent for what the tickets' own system recorded.
type Promised = Option<(SlaAgreement, SlaMetric, Option<String>)>;

/// Tallies by promise and priority; the priority absent for all.
#[derive(Default)]
pub(super) struct Attainment {
    tallies: BTreeMap<(Promised, Option<Priority>), Tally>,
}

impl Attainment {
    /// Adds how the promises to a ticket stand, each cycle as one.
    pub(super) fn add(&mut self, priority: Priority, statuses: &[SlaStatus]) {
        for status in statuses {
            let count = |tally: &mut Tally| match status.state {
                SlaStage::Met => tally.met += 1,
                SlaStage::Breached => tally.breached += 1,
                SlaStage::Running | SlaStage::Paused => tally.open += 1,
                SlaStage::NotStarted => {}
                SlaStage::Cancelled => tally.cancelled += 1,
            };
            let promised = (status.agreement, status.metric, status.clock.clone());
            self.tally(&Some(promised), priority, count);
        }
    }

    /// Adds what the ticket's own system recorded.
    pub(super) fn add_recorded(&mut self, ticket: &Ticket, state: &TicketState, field: &str) {
        let recorded = ticket.fields.get(field).map(String::as_str);
        self.tally(&None, state.priority, |tally| match recorded {
            Some("true") => tally.met += 1,
            Some("false") => tally.breached += 1,
            _ => tally.unknown += 1,
        });
    }

    fn tally(&mut self, promised: &Promised, priority: Priority, count: impl Fn(&mut Tally)) {
        for priority in [Some(priority), None] {
            count(self.tallies.entry((promised.clone(), priority)).or_default());
        }
    }

    pub(super) fn rows(self, policies: &[SlaPolicy]) -> Vec<SlaAttainment> {
        let row = |((promised, priority), tally): ((Promised, _), Tally)| {
            let decided = tally.met + tally.breached;
            let share = (decided > 0).then(|| f64::from(tally.met) / f64::from(decided));
            let target = promised.as_ref().and_then(|it| target(policies, it, priority?));
            let (agreement, metric, clock) = match promised {
                Some((agreement, metric, clock)) => (Some(agreement), Some(metric), clock),
                None => (None, None, None),
            };
            SlaAttainment {
                metric,
                agreement,
                clock,
                priority,
                target,
                met: tally.met,
                breached: tally.breached,
                open: tally.open,
                cancelled: tally.cancelled,
                unknown: tally.unknown,
                share,
            }
        };
        self.tallies.into_iter().map(row).collect()
    }
}

/// What is promised to every ticket of a priority, where that is one thing.
fn target(
    policies: &[SlaPolicy],
    (agreement, metric, clock): &(SlaAgreement, SlaMetric, Option<String>),
    priority: Priority,
) -> Option<Span> {
    let policy = policies.iter().find(|it| it.agreement == *agreement)?;
    let holds = |of: &[Priority]| of.is_empty() || of.contains(&priority);
    let is_it = |it: &&SlaTarget| (it.metric, &it.clock) == (*metric, clock);
    let first = policy.targets.iter().filter(is_it).find(|it| holds(&it.priorities))?;
    first.within.filter(|_| policy.filter.is_none() && first.filter.is_none())
}
