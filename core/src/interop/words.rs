//! ServiceNow's words, as firstline's.

use crate::ticket::{Channel, Priority, Status};

/// The status of an incident's state; nothing for a state that is not documented.
pub(super) fn status(state: &str) -> Option<Status> {
    Some(match state {
        "New" => Status::New,
        "Active" | "In Progress" => Status::Open,
        "Awaiting User Info" => Status::Pending,
        "Awaiting Vendor" | "Awaiting Problem" | "Awaiting Evidence" | "On Hold" => Status::OnHold,
        "Resolved" => Status::Resolved,
        // Unnecessary or a duplicate: over, and not by a solution.
        "Closed" | "Canceled" | "Cancelled" => Status::Closed,
        _ => return None,
    })
}

/// `3 - Moderate` is P3.
pub(super) fn priority(text: &str) -> Option<Priority> {
    Some(match text.chars().next()? {
        '1' => Priority::P1,
        '2' => Priority::P2,
        '3' => Priority::P3,
        '4' => Priority::P4,
        '5' => Priority::P5,
        _ => return None,
    })
}

/// The channel of a contact type; nothing for one that is not known.
pub(super) fn channel(text: &str) -> Option<Channel> {
    Some(match text {
        "Phone" | "IVR" => Channel::Phone,
        "Email" => Channel::Mail,
        "Self service" => Channel::Portal,
        "Chat" => Channel::Chat,
        "Walk-in" => Channel::WalkIn,
        "Monitoring" => Channel::Monitoring,
        "Direct opening" => Channel::Other,
        _ => return None,
    })
}

/// A missing cell reads `?`.
pub(super) fn known(text: &str) -> Option<&str> {
    (!text.is_empty() && text != "?").then_some(text)
}
