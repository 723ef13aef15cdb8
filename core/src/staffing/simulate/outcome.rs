use super::explain::SimulationStep;
use crate::sla::{SlaAgreement, SlaMetric};
use crate::ticket::{Channel, Priority};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What a simulated desk did. All is counted from the end of the warm-up on: contacts that arrive from then on, and the
/// time of agents from then on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SimulatedDesk {
    /// How often it was simulated.
    pub replications: u32,
    /// The share of cases in which an interval of a figure holds the true one.
    pub confidence: f64,
    /// How many contacts were simulated in all, with those of the warm-up; attempts and stages count one each.
    pub contacts_simulated: i64,
    /// All streams together; a contact that is escalated is offered to each.
    pub total: ContactFigures,
    /// Each stream, in the order given.
    pub streams: Vec<ContactFigures>,
    /// All streams of a channel, by channel.
    pub channels: Vec<ChannelFigures>,
    /// All streams of a priority, the highest first.
    pub priorities: Vec<PriorityFigures>,
    /// Each group, in the order given.
    pub groups: Vec<GroupFigures>,
    /// The intervals of the options; contacts count in that in which they arrived.
    pub intervals: Vec<SimulatedInterval>,
    /// The first contacts of the first replication, warm-up and all, in the order in which they came.
    pub contacts: Vec<SimulatedContact>,
    /// How it came about, in plain words.
    pub steps: Vec<SimulationStep>,
}

/// A figure of all replications. A count is the mean of a replication; a share or a mean is that of all contacts together; a
/// percentile is the mean of those of replications.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SimulatedFigure {
    /// What it is.
    pub value: f64,
    /// Where the interval begins that holds the true one with the confidence, by Student's t over replications; nothing
    /// of one replication. It may lie below the least that is possible.
    pub low: Option<f64>,
    /// Where it ends.
    pub high: Option<f64>,
}

/// What became of contacts. Shares are of those offered, and figures are absent where they are shares or means of nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactFigures {
    /// The stream; `all` of several.
    pub name: String,
    /// Who came while the desk was open, or could wait until it opened. Offered = answered + abandoned + blocked +
    /// waiting.
    pub offered: SimulatedFigure,
    /// Who came while it was closed, and was refused.
    pub refused: SimulatedFigure,
    /// Who was answered, done or not.
    pub answered: SimulatedFigure,
    /// Who hung up.
    pub abandoned: SimulatedFigure,
    /// Who found no place to wait.
    pub blocked: SimulatedFigure,
    /// Who still waited at the end.
    pub waiting: SimulatedFigure,
    /// The share that had to wait.
    pub p_wait: Option<SimulatedFigure>,
    /// The share that hung up.
    pub p_abandon: Option<SimulatedFigure>,
    /// The share that found no place to wait.
    pub p_blocked: Option<SimulatedFigure>,
    /// The share in time, by the definition of the stream, each by its own where there are several. Who still waits at the
    /// end is left out where his time is not over yet, and else late.
    pub service_level: Option<SimulatedFigure>,
    /// The mean wait of those who were answered, in seconds of the clock on the wall.
    pub asa_seconds: Option<SimulatedFigure>,
    /// The mean wait of all but those who still wait at the end.
    pub mean_wait_seconds: Option<SimulatedFigure>,
    /// The mean wait of those of them who had to wait at all.
    pub mean_wait_of_waiters_seconds: Option<SimulatedFigure>,
    /// The wait that half of those don't exceed who were answered or hung up, in seconds of the clock on the wall. Who found no
    /// place, or still waits at the end, is not among them; where all find one it is what
    /// [`wait_percentile`](super::super::wait_percentile) gives by the definition `WaitWithin`.
    pub wait_p50_seconds: Option<SimulatedFigure>,
    /// The same of 90 % of them.
    pub wait_p90_seconds: Option<SimulatedFigure>,
    /// The same of 95 % of them.
    pub wait_p95_seconds: Option<SimulatedFigure>,
    /// How many wait at a time, on average.
    pub queue_length: SimulatedFigure,
    /// How promises were kept, by agreement and metric; of contacts that escalated, in the stream where they began.
    pub sla: Vec<SimulatedSla>,
}

/// How a promise was kept, as the engine has it for the tickets of contacts.
///
/// Their log has the creation, and from the agents the assignment with the status open at the first answer, the first
/// response, the tier with each escalation, and the resolution. Who hung up, was blocked or refused has no ticket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SimulatedSla {
    /// Who promised.
    pub agreement: SlaAgreement,
    /// What was promised.
    pub metric: SlaMetric,
    /// How many kept it.
    pub met: SimulatedFigure,
    /// How many broke it, done or not.
    pub breached: SimulatedFigure,
    /// Of how many that is not known at the end.
    pub open: SimulatedFigure,
    /// The share of those known that kept it.
    pub share_met: Option<SimulatedFigure>,
}

/// What became of the contacts of a channel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelFigures {
    /// Which it is.
    pub channel: Channel,
    /// All of its streams together.
    pub figures: ContactFigures,
}

/// What became of the contacts of a priority.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriorityFigures {
    /// Which it is.
    pub priority: Priority,
    /// All of its streams together.
    pub figures: ContactFigures,
}

/// What the agents of a group did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupFigures {
    /// The group.
    pub name: String,
    /// The hours of all agents in their shifts, without breaks.
    pub staffed_hours: f64,
    /// The hours that they stayed longer, to be done with contacts.
    pub overtime_hours: SimulatedFigure,
    /// The hours in which they had at least one contact.
    pub busy_hours: SimulatedFigure,
    /// The share of their time, overtime counted, in which they had at least one; absent without any.
    pub occupancy: Option<SimulatedFigure>,
    /// With how many contacts they were done.
    pub handled: SimulatedFigure,
}

/// What the desk did in one interval.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SimulatedInterval {
    /// Its first instant.
    pub start: Timestamp,
    /// The first instant after it.
    pub end: Timestamp,
    /// All streams together.
    pub total: ContactFigures,
    /// Each stream.
    pub streams: Vec<ContactFigures>,
    /// Each group.
    pub groups: Vec<GroupFigures>,
}

/// One contact at one stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SimulatedContact {
    /// The stream.
    pub stream: String,
    /// How often the same one came before: other attempts, and the stages from which he was escalated.
    pub step: u32,
    /// When it arrived; instants are cut to the millisecond.
    pub arrived_at: Timestamp,
    /// When an agent took it.
    pub answered_at: Option<Timestamp>,
    /// When the agent was through, or it hung up or was turned away.
    pub ended_at: Option<Timestamp>,
    /// The group of the agent.
    pub group: Option<String>,
    /// What became of it.
    pub end: ContactEnd,
}

/// What became of a contact at a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactEnd {
    /// An agent is through with it.
    Handled,
    /// An agent is through with it, and it went on to another stream.
    Escalated,
    /// An agent had it when the simulation ended.
    InWork,
    /// It waited when the simulation ended.
    Waiting,
    /// It hung up.
    Abandoned,
    /// It found no place to wait.
    Blocked,
    /// The desk was closed.
    Refused,
}
