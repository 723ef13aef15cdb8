use super::{Change, Channel, Opening, Priority, Role, Status, Ticket, TicketEvent, Tier};
use crate::error::{Error, ErrorKind, Fault, Result};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What a requester gave for the help he got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rating {
    /// What he gave, from 1.
    pub score: u32,
    /// The best score that he could give.
    pub best: u32,
}

impl Rating {
    /// What is wrong with it, at a path.
    pub(crate) fn fault(self, path: &str) -> Option<Fault> {
        let Self { score, best } = self;
        if best < 2 {
            let message = format!("a best score of {best} is no scale; give 2 or more");
            return Some(Fault::invalid("rating.no_scale", format!("{path}.best"), message));
        }
        let on_scale = (1..=best).contains(&score);
        (!on_scale).then(|| {
            let message = format!("{score} is off its scale; give a score from 1 to {best}");
            Fault::invalid("rating.off_scale", format!("{path}.score"), message)
        })
    }
}

/// What a ticket is, after all of its events or those up to an instant.
///
/// *Resolved* and *closed* are two clocks, and the first resolution is not the last: each has its own
/// instant here.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TicketState {
    /// When it was created.
    pub opened_at: Timestamp,
    /// How the requester reached the desk.
    pub channel: Channel,
    /// Who asks.
    pub requester: Option<String>,
    /// Where in its life it is.
    pub status: Status,
    /// Its priority.
    pub priority: Priority,
    /// The priority that it was created with.
    pub first_priority: Priority,
    /// The tier that holds it.
    pub tier: Tier,
    /// What it is about.
    pub category: Option<String>,
    /// The team that holds it.
    pub team: Option<String>,
    /// The agent who holds it.
    pub agent: Option<String>,
    /// When somebody, not an automation, first gave it another status than new.
    pub acknowledged_at: Option<Timestamp>,
    /// When a person of the desk first wrote to the requester.
    pub first_response_at: Option<Timestamp>,
    /// When it was first resolved.
    pub first_resolved_at: Option<Timestamp>,
    /// When it was last resolved, though it may have been reopened since.
    pub last_resolved_at: Option<Timestamp>,
    /// When it was last closed, though it may have been reopened since.
    pub closed_at: Option<Timestamp>,
    /// The ticket that it was merged into.
    pub merged_into: Option<String>,
    /// How often it was reopened.
    pub reopens: u32,
    /// How often it was given to a team after its creation.
    pub reassignments: u32,
    /// How often it moved to a higher tier: functional escalations.
    pub escalations: u32,
    /// How often a person of the desk wrote to the requester.
    pub public_replies: u32,
    /// The last rating.
    pub rating: Option<Rating>,
}

/// The state of a ticket after all of its events.
///
/// It takes any log whose first event is the creation, also one that no workflow would have allowed:
/// the logs of other systems are such.
///
/// # Errors
/// `ticket.not_created` where the first event is not the creation, `ticket.created_twice`.
pub fn ticket_state(ticket: &Ticket) -> Result<TicketState> {
    ticket_state_at(ticket, Timestamp::MAX)
}

/// The state of a ticket after its events up to and including `at`.
///
/// # Errors
/// Those of [`ticket_state`]; `ticket.not_yet_created` for an instant before its creation.
pub fn ticket_state_at(ticket: &Ticket, at: Timestamp) -> Result<TicketState> {
    let (created, opening) = opening_by(ticket, at, "at")?;
    let mut state = TicketState::opened(created.at, opening);
    events_until(ticket, at).for_each(|(_, event)| state.fold(event));
    Ok(state)
}

/// The states of many tickets after all of their events, in the same order.
///
/// # Errors
/// Those of [`ticket_state`], below `tickets[…]`.
pub fn ticket_states(tickets: &[Ticket]) -> Result<Vec<TicketState>> {
    let state = |(index, ticket)| {
        ticket_state(ticket).map_err(|error| error.renamed("ticket", &format!("tickets[{index}]")))
    };
    tickets.iter().enumerate().map(state).collect()
}

/// The creation of a ticket; that there is no second one is checked here too.
pub(crate) fn opening(ticket: &Ticket) -> Result<(&TicketEvent, &Opening)> {
    let created = |event: &TicketEvent| matches!(event.change, Change::Created { .. });
    if let Some(again) = ticket.events.iter().skip(1).position(created) {
        return Err(Error::new(
            ErrorKind::Invalid,
            "ticket.created_twice",
            format!("ticket.events[{}]", again + 1),
            format!("ticket '{}' is created a second time; drop this event", ticket.id),
        ));
    }
    match ticket.events.first() {
        Some(event @ TicketEvent { change: Change::Created { opening }, .. }) => {
            Ok((event, opening))
        }
        _ => Err(Error::new(
            ErrorKind::Invalid,
            "ticket.not_created",
            "ticket.events[0]",
            format!("ticket '{}' has no creation; its first event must be one", ticket.id),
        )),
    }
}

/// The creation of a ticket that exists at an instant; `argument` is what the caller calls that instant.
pub(crate) fn opening_by<'a>(
    ticket: &'a Ticket,
    at: Timestamp,
    argument: &str,
) -> Result<(&'a TicketEvent, &'a Opening)> {
    let (created, opening) = opening(ticket)?;
    if created.at <= at {
        return Ok((created, opening));
    }
    let message = format!("ticket '{}' was created at {}, after {at}", ticket.id, created.at);
    Err(Error::new(ErrorKind::Invalid, "ticket.not_yet_created", argument, message))
}

/// The events after the creation that had happened by an instant, each with when it took effect: where
/// the times of a log run backwards, that is with the event before it.
pub(crate) fn events_until(
    ticket: &Ticket,
    at: Timestamp,
) -> impl Iterator<Item = (Timestamp, &TicketEvent)> {
    let effective = |latest: &mut Timestamp, event| {
        let event: &TicketEvent = event;
        *latest = event.at.max(*latest);
        Some((*latest, event))
    };
    let created = ticket.events.first().map_or(Timestamp::MIN, |event| event.at);
    let events = ticket.events.iter().skip(1).scan(created, effective);
    events.take_while(move |(effective, _)| *effective <= at)
}

impl TicketState {
    pub(crate) fn opened(at: Timestamp, opening: &Opening) -> Self {
        Self {
            opened_at: at,
            channel: opening.channel,
            requester: opening.requester.clone(),
            status: Status::New,
            priority: opening.priority,
            first_priority: opening.priority,
            tier: opening.tier,
            category: opening.category.clone(),
            team: opening.team.clone(),
            agent: opening.agent.clone(),
            acknowledged_at: None,
            first_response_at: None,
            first_resolved_at: None,
            last_resolved_at: None,
            closed_at: None,
            merged_into: None,
            reopens: 0,
            reassignments: 0,
            escalations: 0,
            public_replies: 0,
            rating: None,
        }
    }

    /// Adds what one event changes.
    pub(crate) fn fold(&mut self, event: &TicketEvent) {
        if let Some(status) = event.change.status() {
            self.status = status;
            if status != Status::New && event.role != Role::System {
                self.acknowledged_at.get_or_insert(event.at);
            }
        }
        match &event.change {
            Change::TeamAssigned { team } => {
                self.team.clone_from(team);
                self.reassignments += 1;
            }
            Change::AgentAssigned { agent } => self.agent.clone_from(agent),
            Change::PublicReply {} if event.role.is_staff() => {
                self.first_response_at.get_or_insert(event.at);
                self.public_replies += 1;
            }
            Change::PriorityChanged { priority } => self.priority = *priority,
            Change::TierChanged { tier } => {
                self.escalations += u32::from(*tier > self.tier);
                self.tier = *tier;
            }
            Change::CategoryChanged { category } => self.category.clone_from(category),
            Change::Resolved {} => {
                self.first_resolved_at.get_or_insert(event.at);
                self.last_resolved_at = Some(event.at);
            }
            Change::Reopened {} => self.reopens += 1,
            Change::Closed {} => self.closed_at = Some(event.at),
            Change::Merged { into } => {
                self.closed_at = Some(event.at);
                self.merged_into = Some(into.clone());
            }
            Change::Rated { score, best } => {
                self.rating = Some(Rating { score: *score, best: *best });
            }
            Change::Created { .. }
            | Change::PublicReply {}
            | Change::InternalNote {}
            | Change::RequesterReply {}
            | Change::FieldChanged { .. }
            | Change::SplitFrom { .. }
            | Change::Absorbed { .. }
            | Change::StatusChanged { .. } => {}
        }
    }
}

impl Change {
    /// The status that it leads to, where it changes the status.
    pub(crate) const fn status(&self) -> Option<Status> {
        match self {
            Self::Created { .. } => Some(Status::New),
            Self::StatusChanged { status } => Some(*status),
            Self::Resolved {} => Some(Status::Resolved),
            Self::Reopened {} => Some(Status::Open),
            Self::Closed {} | Self::Merged { .. } => Some(Status::Closed),
            _ => None,
        }
    }
}
