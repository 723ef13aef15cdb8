use super::{
    Change, Lifecycle, Role, Status, Ticket, TicketEvent, TicketState, standard_lifecycle,
    ticket_state,
};
use crate::error::{Error, ErrorKind, Fault, Result};

/// A compiled [`Lifecycle`]: says which event may be added to a ticket, and by whom.
///
/// ```
/// use firstline::ticket::{Change, Role, Ticket, TicketEvent, Workflow};
/// let ticket = Ticket::opened("T-1", "2026-03-02T09:00:00Z".parse()?, Default::default());
/// let reopened = TicketEvent::new("2026-03-02T09:05:00Z".parse()?, Role::Agent, Change::Reopened {});
/// let error = Workflow::standard().apply(&ticket, &reopened).unwrap_err();
/// assert_eq!(error.code(), "transition.not_allowed");
/// # Ok::<(), firstline::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Workflow {
    /// Each pair of statuses at most once.
    lifecycle: Lifecycle,
}

impl Workflow {
    /// Compiles a lifecycle.
    ///
    /// # Errors
    /// All at once: `lifecycle.empty`, `lifecycle.duplicate_transition`, `lifecycle.nobody`,
    /// `lifecycle.no_change` for a transition from a status to itself.
    pub fn new(lifecycle: Lifecycle) -> Result<Self> {
        let mut faults = Vec::new();
        let mut fault = |code: &str, path: String, message: String| {
            faults.push(Fault { kind: ErrorKind::Invalid, code: code.into(), path, message });
        };
        if lifecycle.transitions.is_empty() {
            fault(
                "lifecycle.empty",
                "lifecycle.transitions".into(),
                "nothing may ever happen; give transitions".into(),
            );
        }
        for (index, row) in lifecycle.transitions.iter().enumerate() {
            let path = format!("lifecycle.transitions[{index}]");
            let (from, to) = (row.before, row.after);
            if from == to {
                fault(
                    "lifecycle.no_change",
                    path.clone(),
                    format!("{from:?} to itself is no transition; drop it"),
                );
            }
            if row.by.is_empty() {
                fault(
                    "lifecycle.nobody",
                    format!("{path}.by"),
                    "nobody may take it; name a role or drop it".into(),
                );
            }
            let same = |other: &&super::Transition| (other.before, other.after) == (from, to);
            if lifecycle.transitions.iter().take(index).any(|other| same(&other)) {
                fault(
                    "lifecycle.duplicate_transition",
                    path,
                    format!("{from:?} to {to:?} stands above already"),
                );
            }
        }
        Error::from_faults(faults)?;
        Ok(Self { lifecycle })
    }

    /// The [`standard_lifecycle`], compiled.
    pub fn standard() -> Self {
        Self { lifecycle: standard_lifecycle() }
    }

    /// The table that it was compiled from.
    pub fn lifecycle(&self) -> Lifecycle {
        self.lifecycle.clone()
    }

    /// The statuses that a role may give a ticket that has this one.
    pub fn next(&self, status: Status, role: Role) -> Vec<Status> {
        let rows = self.lifecycle.transitions.iter();
        rows.filter(|row| row.before == status && row.by.contains(&role))
            .map(|row| row.after)
            .collect()
    }

    /// The ticket with one more event, if that may happen to it; the given one stays as it was.
    ///
    /// # Errors
    /// `event.out_of_order` for an instant before the last event's, `transition.not_allowed`,
    /// `event.not_allowed` for what the role may not do or what a closed ticket can't take,
    /// `merge.no_target` and `merge.into_itself`, `rating.out_of_range`, all below `event`; those of
    /// [`ticket_state`], below `ticket`.
    pub fn apply(&self, ticket: &Ticket, event: &TicketEvent) -> Result<Ticket> {
        let state = ticket_state(ticket)?;
        self.check(ticket, &state, event).map_err(|error| error.within("event"))?;
        Ok(ticket.clone().with(event.clone()))
    }

    /// The ticket with several more events, all or none.
    ///
    /// # Errors
    /// Those of [`Workflow::apply`], with `events[…]` for `event`.
    pub fn apply_all(&self, ticket: &Ticket, events: &[TicketEvent]) -> Result<Ticket> {
        let mut state = ticket_state(ticket)?;
        let mut ticket = ticket.clone();
        for (index, event) in events.iter().enumerate() {
            self.check(&ticket, &state, event)
                .map_err(|error| error.within(&format!("events[{index}]")))?;
            state.fold(event);
            ticket.events.push(event.clone());
        }
        Ok(ticket)
    }

    fn check(&self, ticket: &Ticket, state: &TicketState, event: &TicketEvent) -> Result<()> {
        if let Some(last) = ticket.events.last().filter(|last| event.at < last.at) {
            return Err(Error::new(
                ErrorKind::Invalid,
                "event.out_of_order",
                "at",
                format!("{} is before the last event, at {}", event.at, last.at),
            ));
        }
        if let Change::Created { .. } = event.change {
            let message = format!("ticket '{}' exists; create another one", ticket.id);
            return Err(Error::new(ErrorKind::Invalid, "ticket.created_twice", "change", message));
        }
        if state.merged_into.is_some() && state.status == Status::Closed {
            return Err(refused("a merged ticket takes no more events; use the one it went into"));
        }
        match &event.change {
            Change::Merged { into } => check_merge(&ticket.id, into, "into", event.role)?,
            Change::SplitFrom { ticket: other, .. } | Change::Absorbed { ticket: other, .. } => {
                check_merge(&ticket.id, other, "ticket", event.role)?;
            }
            _ => {}
        }
        match event.change.status() {
            Some(to) => self.check_transition(state.status, to, event),
            None => check_activity(state.status, event),
        }
    }

    fn check_transition(&self, from: Status, to: Status, event: &TicketEvent) -> Result<()> {
        let allowed = self.next(from, event.role);
        let role = event.role;
        let improper = match event.change {
            Change::StatusChanged { .. } if !from.is_unresolved() || !to.is_unresolved() => {
                Some("that has an event of its own: resolved, reopened or closed")
            }
            Change::Reopened {} if from.is_unresolved() => {
                Some("only what is resolved or closed is reopened; change its status")
            }
            Change::Resolved {} if from == Status::Resolved => return check_again(role),
            _ => None,
        };
        let message = match improper {
            Some(rule) => format!("{from:?} to {to:?}: {rule}"),
            None if allowed.contains(&to) => return Ok(()),
            None => format!(
                "a {role:?} may not take a ticket from {from:?} to {to:?}; allowed: {allowed:?}"
            ),
        };
        Err(Error::new(ErrorKind::NotAllowed, "transition.not_allowed", "change", message))
    }
}

/// Two tickets become one by the desk's word, and they are two.
fn check_merge(id: &str, other: &str, field: &str, role: Role) -> Result<()> {
    if role == Role::Requester {
        return Err(refused("only the desk merges tickets"));
    }
    let (code, message) = match other {
        "" => ("merge.no_target", "name the other ticket"),
        other if other == id => {
            ("merge.into_itself", "a ticket can't go into itself; name another")
        }
        _ => return Ok(()),
    };
    Err(Error::new(ErrorKind::Invalid, code, format!("change.{field}"), message))
}

/// Giving a solution once more is the desk's.
fn check_again(role: Role) -> Result<()> {
    if role == Role::Requester { Err(refused("it is resolved already")) } else { Ok(()) }
}

/// What does not change the status.
fn check_activity(status: Status, event: &TicketEvent) -> Result<()> {
    let by_requester = event.role == Role::Requester;
    match event.change {
        Change::Rated { score, best } if best < 2 || !(1..=best).contains(&score) => {
            Err(Error::new(
                ErrorKind::Invalid,
                "rating.out_of_range",
                "change.score",
                format!("{score} of {best}: a score runs from 1 to the best, which is at least 2"),
            ))
        }
        Change::Rated { .. } | Change::RequesterReply {} if !by_requester => {
            Err(refused("only the requester replies and rates as the requester"))
        }
        Change::Rated { .. } => Ok(()),
        Change::InternalNote {} if !by_requester => Ok(()),
        Change::RequesterReply {} if status != Status::Closed => Ok(()),
        _ if status == Status::Closed => {
            Err(refused("a closed ticket takes notes and ratings only; reopen it"))
        }
        _ if by_requester => {
            Err(refused("a requester replies, rates, resolves, reopens and closes"))
        }
        _ => Ok(()),
    }
}

fn refused(message: &str) -> Error {
    Error::new(ErrorKind::NotAllowed, "event.not_allowed", "change", message)
}
