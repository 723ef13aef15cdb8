use super::{Role, Status};
use serde::{Deserialize, Serialize};

/// One way from a status to another, and who may take it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transition {
    /// The status before.
    pub before: Status,
    /// The status after.
    pub after: Status,
    /// The roles that may take it; at least one.
    pub by: Vec<Role>,
}

/// Which status may follow which: the table that a [`Workflow`](super::Workflow) is compiled from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lifecycle {
    /// The allowed transitions; each pair of statuses at most once.
    pub transitions: Vec<Transition>,
}

/// The lifecycle of an incident as ITIL desks run it: new, worked on, waiting, resolved, closed.
///
/// A requester may resolve, reopen and close his own ticket and brings a pending one back by answering; only a
/// lead, a manager or the system reopens a closed one. It is data: take it, change a row, compile it.
pub fn standard_lifecycle() -> Lifecycle {
    use Role::{Agent, Lead, Manager, Requester, System};
    use Status::{Closed, New, OnHold, Open, Pending, Resolved};
    let desk = [Agent, Lead, Manager, System];
    let anyone = [Requester, Agent, Lead, Manager, System];
    let above = [Lead, Manager, System];
    let rows: [(Status, &[Status], &[Role]); 9] = [
        (New, &[Open, Pending, OnHold], &desk),
        (New, &[Resolved, Closed], &anyone),
        (Open, &[Pending, OnHold], &desk),
        (Open, &[Resolved, Closed], &anyone),
        (Pending, &[Open, Resolved, Closed], &anyone),
        (Pending, &[OnHold], &desk),
        (OnHold, &[Open, Pending, Resolved, Closed], &desk),
        (Resolved, &[Open, Closed], &anyone),
        (Closed, &[Open], &above),
    ];
    let transition = |before, after, by: &[Role]| Transition { before, after, by: by.to_vec() };
    let row = |(from, to, by): (Status, &[Status], &[Role])| {
        to.iter().map(|to| transition(from, *to, by)).collect::<Vec<_>>()
    };
    Lifecycle { transitions: rows.into_iter().flat_map(row).collect() }
}
