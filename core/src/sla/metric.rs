use crate::ticket::Status;
use serde::{Deserialize, Serialize};

/// What a target promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlaMetric {
    /// Until the status first is another than new, whoever sets it: somebody, or an automation, has taken notice.
    Acknowledgement,
    /// Until an agent has it; a ticket resolved or closed before that is owned by it. GLPI's TTO.
    TimeToOwn,
    /// Until a person of the desk first writes to the requester; a ticket resolved or closed before
    /// that is answered by it. Whether a note or an automation is a response is in the rules: by default neither.
    FirstResponse,
    /// From a message of the requester until the next response, once there was a first one; each such
    /// exchange is a cycle. Zendesk's next reply time.
    NextReply,
    /// From a response until the next one: the requester hears something now and then, though he does not
    /// ask; each is a cycle, and the end of the ticket ends it. Zendesk's periodic update.
    PeriodicUpdate,
    /// As the periodic update, but it always stands still while the ticket waits for its requester. Zendesk's
    /// pausable update.
    PausableUpdate,
    /// As the resolution, but it always stands still while the ticket is pending: the time in which the
    /// requester waits. Zendesk's requester wait time.
    RequesterWait,
    /// As the resolution, but it always stands still while the ticket is pending or on hold: the time in which
    /// the desk works. Zendesk's agent work time.
    AgentWork,
    /// Until the ticket is resolved, or closed without that. A reopened ticket goes on with what it had
    /// left; the time in which it was resolved does not count. Zendesk's total resolution time.
    Resolution,
    /// A clock of the desk's own, which the target names: see [`SlaClock`](super::SlaClock).
    Custom,
}

impl SlaMetric {
    /// All that mean the same at every desk, in the order in which statuses are given.
    pub(super) const BUILT_IN: [Self; 9] = [
        Self::Acknowledgement,
        Self::TimeToOwn,
        Self::FirstResponse,
        Self::NextReply,
        Self::PeriodicUpdate,
        Self::PausableUpdate,
        Self::RequesterWait,
        Self::AgentWork,
        Self::Resolution,
    ];

    /// Whether its clock starts with the ticket or, in an agreement with a team, with that of the team.
    pub(crate) const fn starts_at_creation(self) -> bool {
        !self.is_update() && !matches!(self, Self::NextReply | Self::Custom)
    }

    /// Whether an update is promised with each response, until the next.
    pub(super) const fn is_update(self) -> bool {
        matches!(self, Self::PeriodicUpdate | Self::PausableUpdate)
    }

    /// Whether its end is that of the ticket.
    pub(super) const fn is_resolution(self) -> bool {
        matches!(self, Self::RequesterWait | Self::AgentWork | Self::Resolution)
    }

    /// The statuses in which its clock stands still by its own meaning.
    pub(super) const fn pauses(self) -> &'static [Status] {
        match self {
            Self::PausableUpdate | Self::RequesterWait => &[Status::Pending],
            Self::AgentWork => &[Status::Pending, Status::OnHold],
            _ => &[],
        }
    }
}
