//! ServiceNow's words, as firstline's.

use crate::ticket::{Channel, Priority, Status};
use crate::time::{Timestamp, Zone};
use jiff::civil::DateTime;

/// The status of an incident's state; nothing for a state that is not documented.
pub(super) fn status(state: &str) -> Option<Status> {
    Some(match state {
        "New" => Status::New,
        "Active" | "In Progress" => Status::Open,
        "Awaiting User Info" => Status::Pending,
        "Awaiting Vendor" | "Awaiting Problem" | "Awaiting Evidence" | "On Hold" => Status::OnHold,
        "Resolved" => Status::Resolved,
        "Closed" => Status::Closed,
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

/// `29/2/2016 01:16` by the clocks of a zone; nothing for what is no time.
pub(super) fn instant(text: &str, zone: &Zone) -> Option<Timestamp> {
    let instant = zone.rules().to_ambiguous_timestamp(civil(text)?).compatible().ok()?;
    Timestamp::from_millis(instant.as_millisecond()).ok()
}

fn civil(text: &str) -> Option<DateTime> {
    let (date, time) = text.split_once(' ')?;
    let mut parts = date.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let (hour, minute) = time.split_once(':')?;
    let number = |text: &str| text.parse::<i8>().ok();
    if parts.next().is_some() {
        return None;
    }
    DateTime::new(
        year.parse().ok()?,
        number(month)?,
        number(day)?,
        number(hour)?,
        number(minute)?,
        0,
        0,
    )
    .ok()
}
