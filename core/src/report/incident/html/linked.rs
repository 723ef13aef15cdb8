//! The linked tickets: how many were open when, and how each of them stands.

use crate::report::incident::view::time;
use crate::report::sheet::{Cell, Table};
use crate::report::words::clean;
use crate::report::{IncidentMoment, IncidentMomentKind, IncidentReport};
use crate::ticket::TicketEventKind;
use crate::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// How many linked tickets were open.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Open {
    /// From when on how many were, in the order of time.
    pub(super) steps: Vec<(Timestamp, u32)>,
    pub(super) most: u32,
    /// Whether some go on after the last of these.
    pub(super) after: bool,
}

impl Open {
    /// What of it lies before an instant.
    pub(super) fn until(mut self, end: Timestamp, as_of: Timestamp) -> Self {
        let all = self.steps.len();
        self.steps.retain(|(at, _)| *at <= end);
        let open = self.steps.last().is_some_and(|(_, count)| *count > 0);
        self.after = self.steps.len() < all || (open && end < as_of);
        self
    }
}

/// How many linked tickets were open when; nothing where none is in the timeline.
pub(super) fn open(report: &IncidentReport) -> Option<Open> {
    let mut open = BTreeSet::new();
    let mut steps: Vec<(Timestamp, u32)> = Vec::new();
    let mut most = 0;
    let mut moments: Vec<_> = moments(report).collect();
    moments.sort_by_key(|it| it.at);
    for it in moments {
        if ends(it) {
            open.remove(&it.ticket)
        } else {
            open.insert(&it.ticket)
        };
        let count = crate::report::incident::impact::number(open.len());
        most = most.max(count);
        match steps.last_mut().filter(|(at, _)| *at == it.at) {
            Some((_, last)) => *last = count,
            None => steps.push((it.at, count)),
        }
    }
    (!steps.is_empty()).then_some(Open { steps, most, after: false })
}

fn moments(report: &IncidentReport) -> impl Iterator<Item = &IncidentMoment> {
    report.timeline.iter().filter(|it| it.kind == IncidentMomentKind::Linked)
}

const fn ends(moment: &IncidentMoment) -> bool {
    !matches!(moment.event, Some(TicketEventKind::Created | TicketEventKind::Reopened))
}

/// Each linked ticket as it was named: when it was opened, and what last became of it.
pub(super) fn table(report: &IncidentReport) -> Table {
    let mut of: BTreeMap<&str, Vec<&IncidentMoment>> = BTreeMap::new();
    for it in moments(report) {
        of.entry(it.ticket.as_deref().unwrap_or_default()).or_default().push(it);
    }
    let row = |id: &String| {
        let moments = of.get(id.as_str()).map(Vec::as_slice).unwrap_or_default();
        let opened = moments.iter().find(|it| it.event == Some(TicketEventKind::Created));
        let opened = opened.map_or_else(|| "-".to_owned(), |it| time(it.at, report));
        let (state, since) = match moments.last() {
            Some(it) if ends(it) => (clean(&it.text), time(it.at, report)),
            Some(it) => ("open".to_owned(), time(it.at, report)),
            None => ("-".to_owned(), "-".to_owned()),
        };
        [clean(id), opened, state, since].map(Cell::new).to_vec()
    };
    Table {
        heads: ["ticket", "opened", "state", "since"].map(|it| (it.to_owned(), false)).to_vec(),
        rows: report.input.linked.iter().map(row).collect(),
        total: None,
    }
}
