use super::{IncidentMoment, IncidentMomentKind};
use crate::kpi::priority_name;
use crate::ticket::{Change, Ticket, Tier};
use crate::time::Timestamp;

/// What happened to a ticket until an instant, in the order of its log.
pub(super) fn moments(
    ticket: &Ticket,
    kind: IncidentMomentKind,
    until: Timestamp,
) -> Vec<IncidentMoment> {
    let shown = |change: &Change| {
        kind == IncidentMomentKind::Major
            || matches!(change, Change::Created { .. })
            || ends(change)
    };
    let events = ticket.events.iter().filter(|event| event.at <= until && shown(&event.change));
    let moment = |event: &crate::ticket::TicketEvent| IncidentMoment {
        at: event.at,
        kind,
        ticket: Some(ticket.id.clone()),
        event: Some(event.change.kind()),
        role: Some(event.role),
        actor: event.actor.clone(),
        text: text(&event.change),
    };
    events.map(moment).collect()
}

const fn ends(change: &Change) -> bool {
    matches!(
        change,
        Change::Resolved {} | Change::Reopened {} | Change::Closed {} | Change::Merged { .. }
    )
}

/// A moment that is no event of a ticket.
pub(super) fn mark(at: Timestamp, kind: IncidentMomentKind) -> IncidentMoment {
    let text = match kind {
        IncidentMomentKind::Started => "service failed",
        IncidentMomentKind::Detected => "failure detected",
        _ => "service restored",
    };
    let (ticket, event, role, actor) = (None, None, None, None);
    IncidentMoment { at, kind, ticket, event, role, actor, text: text.to_owned() }
}

fn text(change: &Change) -> String {
    let given = |what: &str, who: &Option<String>| match who {
        Some(who) => format!("given to {what} {who}"),
        None => format!("taken from its {what}"),
    };
    match change {
        Change::Created { opening } => {
            format!("opened with priority {}", priority_name(opening.priority).to_uppercase())
        }
        Change::TeamAssigned { team } => given("team", team),
        Change::AgentAssigned { agent } => given("agent", agent),
        Change::PublicReply {} => "reply to the requester".to_owned(),
        Change::InternalNote {} => "note".to_owned(),
        Change::RequesterReply {} => "message of the requester".to_owned(),
        Change::StatusChanged { status } => format!("status {}", status.name().replace('_', " ")),
        Change::PriorityChanged { priority } => {
            format!("priority {}", priority_name(*priority).to_uppercase())
        }
        Change::TierChanged { tier } => format!("moved to tier {}", tier_name(*tier)),
        Change::CategoryChanged { category: Some(category) } => format!("category {category}"),
        Change::CategoryChanged { category: None } => "no category any more".to_owned(),
        Change::FieldChanged { field, value: Some(value) } => format!("{field}: {value}"),
        Change::FieldChanged { field, value: None } => format!("no {field} any more"),
        Change::Resolved {} => "resolved".to_owned(),
        Change::Reopened {} => "reopened".to_owned(),
        Change::Closed {} => "closed".to_owned(),
        Change::Merged { into } => format!("merged into {into}"),
        Change::SplitFrom { ticket, .. } => format!("split from {ticket}"),
        Change::Absorbed { ticket, .. } => format!("absorbed {ticket}"),
        Change::Rated { score, best } => format!("rated {score} of {best}"),
    }
}

const fn tier_name(tier: Tier) -> &'static str {
    match tier {
        Tier::L1 => "1",
        Tier::L2 => "2",
        Tier::L3 => "3",
    }
}
