use serde::{Deserialize, Serialize};

/// How soon a ticket must be dealt with, from impact and urgency; P1 is the most pressing.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// Critical.
    P1,
    /// High.
    P2,
    /// Moderate.
    #[default]
    P3,
    /// Low.
    P4,
    /// Planning.
    P5,
}

impl Priority {
    /// All of them.
    pub(crate) const ALL: [Self; 5] = [Self::P1, Self::P2, Self::P3, Self::P4, Self::P5];
}

/// How many are affected, and how badly the business is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Impact {
    /// A service or a site is down.
    High,
    /// A group, or a part of a service.
    Medium,
    /// One person, or an inconvenience.
    Low,
}

/// How long it can wait before the harm grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Work stands still.
    High,
    /// Work goes on, with trouble.
    Medium,
    /// It can be planned.
    Low,
}

/// The level of support that holds a ticket.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// First level: the desk.
    #[default]
    L1,
    /// Second level: specialists.
    L2,
    /// Third level: developers and vendors.
    L3,
}

impl Tier {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::L1, Self::L2, Self::L3];
}

/// How a requester reaches the desk.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A call.
    Phone,
    /// A text message.
    Sms,
    /// E-mail.
    #[default]
    Mail,
    /// A messenger app.
    Messenger,
    /// Live chat.
    Chat,
    /// The self-service portal.
    Portal,
    /// A social network.
    Social,
    /// In person.
    WalkIn,
    /// A monitoring system.
    Monitoring,
    /// Whatever else.
    Other,
}

impl Channel {
    /// All of them.
    pub(crate) const ALL: [Self; 10] = [
        Self::Phone,
        Self::Sms,
        Self::Mail,
        Self::Messenger,
        Self::Chat,
        Self::Portal,
        Self::Social,
        Self::WalkIn,
        Self::Monitoring,
        Self::Other,
    ];
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Who asked for help.
    Requester,
    /// Who helps.
    Agent,
    /// Who leads a team of agents.
    Lead,
    /// Who answers for the service.
    Manager,
    /// An automation; its replies are not a person's.
    System,
}

impl Role {
    /// Whether a person of the desk acts.
    pub(crate) const fn is_staff(self) -> bool {
        matches!(self, Self::Agent | Self::Lead | Self::Manager)
    }
}

/// Where in its life a ticket is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nobody has looked at it.
    #[default]
    New,
    /// Somebody works on it.
    Open,
    /// It waits for its requester.
    Pending,
    /// It waits for a third party: a vendor, a problem, a change.
    OnHold,
    /// The desk has given its solution; the requester may come back.
    Resolved,
    /// It is over: confirmed, timed out, or merged into another.
    Closed,
}

impl Status {
    /// All of them.
    pub(crate) const ALL: [Self; 6] =
        [Self::New, Self::Open, Self::Pending, Self::OnHold, Self::Resolved, Self::Closed];

    /// Its text in JSON.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Open => "open",
            Self::Pending => "pending",
            Self::OnHold => "on_hold",
            Self::Resolved => "resolved",
            Self::Closed => "closed",
        }
    }

    /// Whether the desk still owes something: neither resolved nor closed.
    pub(crate) const fn is_unresolved(self) -> bool {
        !matches!(self, Self::Resolved | Self::Closed)
    }
}
