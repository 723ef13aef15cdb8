use crate::ticket::{Priority, Role, Status, TicketEventKind};
use crate::time::{Date, Span, Timestamp, Zone};
use serde::{Deserialize, Serialize};

/// What the people who looked into an incident know of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncidentInput {
    /// The heading.
    pub title: String,
    /// The ticket of the major incident.
    pub ticket: String,
    /// The tickets that it caused.
    #[serde(default)]
    pub linked: Vec<String>,
    /// The problems that it is traced back to, by the host's names for them.
    #[serde(default)]
    pub problems: Vec<String>,
    /// What happened, in a few sentences.
    #[serde(default)]
    pub summary: Option<String>,
    /// The zone in which times are printed and days are over.
    pub zone: Zone,
    /// The instant of the report; what happened later is not in it.
    pub as_of: Timestamp,
    /// When the service failed; absent: when the first of the tickets was created, or when the desk knew where that was
    /// given and is earlier.
    #[serde(default)]
    pub started_at: Option<Timestamp>,
    /// When the desk knew; absent: when the first of the tickets was created, though not before the failure.
    #[serde(default)]
    pub detected_at: Option<Timestamp>,
    /// When the service worked again, if only by a workaround; absent: when the ticket of the major incident was
    /// last resolved, unless it is open again.
    #[serde(default)]
    pub restored_at: Option<Timestamp>,
    /// Each answer asks the next question: five are usual.
    #[serde(default)]
    pub whys: Vec<Why>,
    /// What it came down to.
    #[serde(default)]
    pub root_cause: Option<String>,
    /// What else had its part in it.
    #[serde(default)]
    pub factors: Vec<ContributingFactor>,
    /// What is done about it.
    #[serde(default)]
    pub actions: Vec<CorrectiveAction>,
}

/// A question why, and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Why {
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: String,
}

/// Where a factor lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactorKind {
    /// Skills, staffing, communication.
    People,
    /// How work is done, and what no one had to do.
    Process,
    /// Software, hardware, data.
    Technology,
    /// A vendor or partner.
    Supplier,
    /// A change that was made.
    Change,
    /// What comes from outside: power, weather, demand.
    Environment,
}

/// Something that had its part in an incident.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContributingFactor {
    /// Where it lies.
    pub kind: FactorKind,
    /// What it is.
    pub text: String,
}

/// How far an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionStatus {
    /// Nobody has begun.
    Open,
    /// Somebody is at it.
    InProgress,
    /// It is done.
    Done,
    /// It won't be done.
    Dropped,
}

/// Something that is done so that it does not happen again.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrectiveAction {
    /// What.
    pub action: String,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// By which day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// How far it is.
    pub status: ActionStatus,
}

/// The report of an incident, as data.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncidentReport {
    /// What is known of it, as it was given.
    pub input: IncidentInput,
    /// The priority of the ticket of the major incident.
    pub priority: Priority,
    /// The status of that ticket.
    pub status: Status,
    /// When the service failed.
    pub started_at: Timestamp,
    /// When the desk knew.
    pub detected_at: Timestamp,
    /// When the service worked again; absent: it does not yet.
    pub restored_at: Option<Timestamp>,
    /// How long what took.
    pub times: IncidentTimes,
    /// Whom it hit, and how hard.
    pub impact: IncidentImpact,
    /// Its tickets by category, those with most tickets first.
    pub by_category: Vec<ImpactRow>,
    /// Its tickets by team, those with most tickets first.
    pub by_team: Vec<ImpactRow>,
    /// Its tickets by priority, those with most tickets first.
    pub by_priority: Vec<ImpactRow>,
    /// What happened, in the order of time: all of the ticket of the major incident, the beginnings and ends of the
    /// linked ones.
    pub timeline: Vec<IncidentMoment>,
    /// Actions that are neither done nor dropped.
    pub actions_open: u32,
    /// Those of them whose day is over.
    pub actions_overdue: u32,
}

/// How long what took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncidentTimes {
    /// From the failure until the desk knew.
    pub to_detect: Span,
    /// From the creation of its ticket until somebody took it: it first had an agent, a reply by staff, or another status
    /// than new. The phase *response* of the picture ends with that too, but counts from the detection.
    pub to_acknowledge: Option<Span>,
    /// From the failure until the service worked again: the MTRS of this incident.
    pub to_restore: Option<Span>,
    /// From the creation of its ticket until that was last resolved; absent while it is open.
    pub to_resolve: Option<Span>,
    /// The mean time from creation to the last resolution or closure over all of its tickets that are over: their
    /// MTTR, rounded to the millisecond.
    pub mean_to_resolve: Option<Span>,
}

/// Whom an incident hit, and how hard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncidentImpact {
    /// Its tickets: that of the major incident and the linked ones.
    pub tickets: u32,
    /// Those that are not over.
    pub open: u32,
    /// Those that were reopened.
    pub reopened: u32,
    /// The requesters of its tickets, each once.
    pub requesters: u32,
    /// Its tickets that name no requester.
    pub without_requester: u32,
    /// From the failure until the service worked again, or until the report.
    pub outage: Span,
    /// The outage times the requesters.
    pub requester_time: Span,
    /// The time from creation until the end of each ticket, or until the report, all together.
    pub ticket_time: Span,
}

/// Some of the tickets of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImpactRow {
    /// What they have in common; absent for those that have none.
    pub value: Option<String>,
    /// How many there are.
    pub tickets: u32,
    /// Their requesters, each once.
    pub requesters: u32,
    /// The time from creation until the end of each, or until the report, all together.
    pub ticket_time: Span,
}

/// What kind of moment it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncidentMomentKind {
    /// The service failed.
    Started,
    /// The desk knew.
    Detected,
    /// Something happened to the ticket of the major incident.
    Major,
    /// A linked ticket began or ended.
    Linked,
    /// The service worked again.
    Restored,
}

/// A moment of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncidentMoment {
    /// When it was.
    pub at: Timestamp,
    /// What kind of moment it is.
    pub kind: IncidentMomentKind,
    /// The ticket that it happened to.
    pub ticket: Option<String>,
    /// What happened to the ticket.
    pub event: Option<TicketEventKind>,
    /// In which role somebody did it.
    pub role: Option<Role>,
    /// Who did it.
    pub actor: Option<String>,
    /// What happened, in English.
    pub text: String,
}
