use super::SlaAttainment;
use crate::sla::{SlaMetric, SlaPolicy, SlaState, SlaStatus};
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

/// Tallies by metric and priority; the priority absent for all.
#[derive(Default)]
pub(super) struct Attainment {
    tallies: BTreeMap<(Option<SlaMetric>, Option<Priority>), Tally>,
}

impl Attainment {
    /// Adds how the promises to a ticket stand, each cycle as one.
    pub(super) fn add(&mut self, priority: Priority, statuses: &[SlaStatus]) {
        for status in statuses {
            let count = |tally: &mut Tally| match status.state {
                SlaState::Met => tally.met += 1,
                SlaState::Breached => tally.breached += 1,
                SlaState::Running | SlaState::Paused => tally.open += 1,
                SlaState::NotStarted => {}
                SlaState::Cancelled => tally.cancelled += 1,
            };
            self.tally(Some(status.metric), priority, count);
        }
    }

    /// Adds what the ticket's own system recorded.
    pub(super) fn add_recorded(&mut self, ticket: &Ticket, state: &TicketState, field: &str) {
        let recorded = ticket.fields.get(field).map(String::as_str);
        self.tally(None, state.priority, |tally| match recorded {
            Some("true") => tally.met += 1,
            Some("false") => tally.breached += 1,
            _ => tally.unknown += 1,
        });
    }

    fn tally(&mut self, metric: Option<SlaMetric>, priority: Priority, count: impl Fn(&mut Tally)) {
        for priority in [Some(priority), None] {
            count(self.tallies.entry((metric, priority)).or_default());
        }
    }

    pub(super) fn rows(self, policy: &SlaPolicy) -> Vec<SlaAttainment> {
        let row = |((metric, priority), tally): (_, Tally)| {
            let decided = tally.met + tally.breached;
            let share = (decided > 0).then(|| f64::from(tally.met) / f64::from(decided));
            SlaAttainment {
                metric,
                priority,
                target: target(policy, metric, priority),
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

/// What a policy promises to every ticket of a priority, where that is one thing.
fn target(
    policy: &SlaPolicy,
    metric: Option<SlaMetric>,
    priority: Option<Priority>,
) -> Option<Span> {
    let (metric, priority) = (metric?, priority?);
    let holds = |of: &[Priority]| of.is_empty() || of.contains(&priority);
    let fits = |it: &&crate::sla::SlaTarget| it.metric == metric && holds(&it.priorities);
    let first = policy.targets.iter().find(fits)?;
    first.within.filter(|_| first.filter.is_none())
}
