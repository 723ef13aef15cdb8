use super::SlaAttainment;
use crate::sla::{SlaAgreement, SlaMetric, SlaPolicy, SlaStatus, SlaTarget, Tally};
use crate::ticket::{Priority, Ticket, TicketState};
use crate::time::Span;
use std::collections::BTreeMap;

/// How promises stand, and of how many that is not known.
#[derive(Default, Clone, Copy)]
struct Row {
    tally: Tally,
    unknown: u32,
}

/// What was promised by whom; absent for what the tickets' own system recorded.
type Promised = Option<(SlaAgreement, SlaMetric, Option<String>)>;

/// Tallies by promise and priority; the priority absent for all.
#[derive(Default)]
pub(super) struct Attainment {
    rows: BTreeMap<(Promised, Option<Priority>), Row>,
}

impl Attainment {
    /// Adds how the promises to a ticket stand, each cycle as one.
    pub(super) fn add(&mut self, priority: Priority, statuses: &[SlaStatus]) {
        for status in statuses {
            let promised = (status.agreement, status.metric, status.clock.clone());
            self.count(&Some(promised), priority, |row| row.tally.add(status));
        }
    }

    /// Adds what the ticket's own system recorded.
    pub(super) fn add_recorded(&mut self, ticket: &Ticket, state: &TicketState, field: &str) {
        let recorded = ticket.fields.get(field).map(String::as_str);
        self.count(&None, state.priority, |row| match recorded {
            Some("true") => row.tally.met += 1,
            Some("false") => row.tally.breached += 1,
            _ => row.unknown += 1,
        });
    }

    fn count(&mut self, promised: &Promised, priority: Priority, add: impl Fn(&mut Row)) {
        for priority in [Some(priority), None] {
            add(self.rows.entry((promised.clone(), priority)).or_default());
        }
    }

    pub(super) fn rows(self, policies: &[SlaPolicy]) -> Vec<SlaAttainment> {
        let row = |((promised, priority), Row { tally, unknown }): ((Promised, _), Row)| {
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
                unknown,
                share: tally.attainment(),
            }
        };
        self.rows.into_iter().map(row).collect()
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
