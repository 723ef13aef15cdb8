use super::SlaAttainment;
use crate::sla::{SlaMetric, SlaState, SlaStatus};
use crate::ticket::{Priority, Ticket, TicketState};
use std::collections::BTreeMap;

/// Kept, broken, undecided.
#[derive(Default, Clone, Copy)]
struct Tally {
    met: u32,
    breached: u32,
    open: u32,
}

/// Tallies by metric and priority; the priority absent for all.
#[derive(Default)]
pub(super) struct Attainment {
    tallies: BTreeMap<(Option<SlaMetric>, Option<Priority>), Tally>,
}

impl Attainment {
    /// Adds how the promises to a ticket stand.
    pub(super) fn add(&mut self, priority: Priority, statuses: &[SlaStatus]) {
        for status in statuses {
            let count = |tally: &mut Tally| match status.state {
                SlaState::Met => tally.met += 1,
                SlaState::Breached => tally.breached += 1,
                SlaState::Running | SlaState::Paused => tally.open += 1,
                SlaState::Cancelled => {}
            };
            self.tally(Some(status.metric), priority, count);
        }
    }

    /// Adds what the ticket's own system recorded, where it did.
    pub(super) fn add_recorded(&mut self, ticket: &Ticket, state: &TicketState, field: &str) {
        if let Some(value) = ticket.fields.get(field) {
            let kept = value == "true";
            self.tally(None, state.priority, |tally| {
                if kept { tally.met += 1 } else { tally.breached += 1 }
            });
        }
    }

    fn tally(&mut self, metric: Option<SlaMetric>, priority: Priority, count: impl Fn(&mut Tally)) {
        for priority in [Some(priority), None] {
            count(self.tallies.entry((metric, priority)).or_default());
        }
    }

    pub(super) fn rows(self) -> Vec<SlaAttainment> {
        let row = |((metric, priority), tally): (_, Tally)| {
            let decided = tally.met + tally.breached;
            let share = (decided > 0).then(|| f64::from(tally.met) / f64::from(decided));
            SlaAttainment {
                metric,
                priority,
                met: tally.met,
                breached: tally.breached,
                open: tally.open,
                share,
            }
        };
        self.tallies.into_iter().map(row).collect()
    }
}
