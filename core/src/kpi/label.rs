//! The texts of labels, as JSON has them.

use crate::ticket::{Channel, Priority, Tier};

pub(crate) const fn priority_name(priority: Priority) -> &'static str {
    match priority {
        Priority::P1 => "p1",
        Priority::P2 => "p2",
        Priority::P3 => "p3",
        Priority::P4 => "p4",
        Priority::P5 => "p5",
    }
}

pub(super) const fn tier_name(tier: Tier) -> &'static str {
    match tier {
        Tier::L1 => "l1",
        Tier::L2 => "l2",
        Tier::L3 => "l3",
    }
}

pub(super) const fn channel_name(channel: Channel) -> &'static str {
    match channel {
        Channel::Phone => "phone",
        Channel::Sms => "sms",
        Channel::Mail => "mail",
        Channel::Messenger => "messenger",
        Channel::Chat => "chat",
        Channel::Portal => "portal",
        Channel::Social => "social",
        Channel::WalkIn => "walk_in",
        Channel::Monitoring => "monitoring",
        Channel::Other => "other",
    }
}
