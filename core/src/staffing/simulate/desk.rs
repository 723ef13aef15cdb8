use super::TimeDistribution;
use crate::sla::SlaSpec;
use crate::staffing::curve::IntervalArrivals;
use crate::staffing::service_level::ServiceLevelRule;
use crate::ticket::{Channel, Priority, Tier};
use crate::time::{CalendarSpec, Period, Timestamp};
use firstline_derive::Choice;
use serde::{Deserialize, Serialize};

/// A desk that is to be simulated, from an instant on until another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeskSimulation {
    /// When it begins, with nobody there.
    pub start: Timestamp,
    /// When it ends, whoever is still there; after its start, by 100 years at most.
    pub end: Timestamp,
    /// The contacts, by what is the same for all of a kind; at most 200.
    pub streams: Vec<ContactStream>,
    /// The agents, by what they can do; at most 200. Without any, nobody is answered.
    #[serde(default)]
    pub groups: Vec<AgentGroup>,
    /// What is promised to those who are answered; absent: nothing.
    pub sla: Option<SlaSpec>,
}

/// Contacts of one kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactStream {
    /// What it is called; unique among the streams.
    pub name: String,
    /// What an agent must be able to do for them; absent: what the stream is called.
    pub skill: Option<String>,
    /// How they reach the desk.
    #[serde(default)]
    pub channel: Channel,
    /// An agent who gets free takes the highest priority that waits, and of that who has waited longest. Nobody is
    /// interrupted.
    #[serde(default)]
    pub priority: Priority,
    /// The tier that handles them, for the log of their tickets; absent: the first.
    #[serde(default)]
    pub tier: Tier,
    /// When they arrive.
    pub arrivals: ContactArrivals,
    /// How long an agent has one, talk and after-call work.
    pub handling: TimeDistribution,
    /// How many of them an agent has at a time, such as 3 chats, from 1 to 100; absent: 1. Handling times are those with
    /// as many at a time.
    pub concurrency: Option<u32>,
    /// How long one waits until he hangs up, above zero; absent: nobody hangs up, as with mails.
    pub patience: Option<TimeDistribution>,
    /// How many can wait at a time; 0: nobody can; absent: no limit.
    pub waiting_places: Option<u32>,
    /// Whether those try again who hang up, or find no place to wait; absent: nobody does. With a share above 0 it needs a
    /// patience or so many waiting places.
    pub redial: Option<ContactRedial>,
    /// Whether more is to be done by others when an agent is through; absent: never.
    pub escalation: Option<ContactEscalation>,
    /// When the desk is open to them; absent: always.
    pub hours: Option<StreamHours>,
    /// Which of them are in time; absent: no service level is told.
    pub service_level: Option<ServiceLevelRule>,
    /// When the first response counts; absent: at the answer on the phone, in chats and in person, and else at the end
    /// of the first handling, when the reply is sent.
    pub response: Option<ResponseMoment>,
}

impl ContactStream {
    /// One at a time, from all who wait until they are answered.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        arrivals: ContactArrivals,
        handling: TimeDistribution,
    ) -> Self {
        Self {
            name: name.into(),
            skill: None,
            channel: Channel::default(),
            priority: Priority::default(),
            tier: Tier::default(),
            arrivals,
            handling,
            concurrency: None,
            patience: None,
            waiting_places: None,
            redial: None,
            escalation: None,
            hours: None,
            service_level: None,
            response: None,
        }
    }
}

/// When contacts arrive.
#[derive(Debug, Clone, PartialEq, Serialize, Choice)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum ContactArrivals {
    /// By chance, as callers do who know nothing of one another: a Poisson process with the rate of each interval, by
    /// inversion of the arrivals expected until each instant, which is exact.
    Poisson {
        /// How many are expected in which intervals. They follow one another, within the time that is simulated; before
        /// and after them nobody arrives.
        intervals: Vec<IntervalArrivals>,
    },
    /// At these instants, in any order, such as those of a log.
    At {
        /// From the start of the simulation until before its end.
        instants: Vec<Timestamp>,
    },
    /// Only those who are escalated from other streams.
    Escalated {},
}

/// Who tries again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactRedial {
    /// The share of those who hang up or find no place to wait that try again, from 0 up to below 1: of each attempt.
    pub share: f64,
    /// How much later.
    pub delay: TimeDistribution,
}

/// Who is passed on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactEscalation {
    /// The share of those handled that go on, from 0 up to 1.
    pub share: f64,
    /// The stream that they go on to, when the agent is through: another one, and never back.
    pub to: String,
}

/// When the desk is open to contacts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StreamHours {
    /// The opening hours.
    pub calendar: CalendarSpec,
    /// What becomes of those who come outside of them.
    pub closed: ClosedRule,
}

/// What becomes of contacts outside opening hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosedRule {
    /// They are refused, and not offered. Who waits at closing time is still answered, by whoever is at work.
    Refuse,
    /// They wait. None is begun before it opens again; what was begun is finished.
    Wait,
}

/// When a first response counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponseMoment {
    /// When an agent takes the contact.
    Answer,
    /// When the agent is through.
    Completion,
}

/// Agents who can do the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgentGroup {
    /// What it is called; unique among the groups.
    pub name: String,
    /// What its agents can do. A contact goes to a free agent of the group with the fewest skills, of the first in the list
    /// where several have as few.
    pub skills: Vec<String>,
    /// When how many of them work. Of a shift only what lies within the time that is simulated counts, so that a roster may
    /// be longer.
    pub shifts: Vec<GroupShift>,
}

/// Agents of a group at work. Of shifts that overlap, all agents work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupShift {
    /// When it begins.
    pub start: Timestamp,
    /// When it ends, later than its start. Who has a contact then is done with it before he goes, and takes no other; of
    /// several, those go who are first to be free.
    pub end: Timestamp,
    /// How many; at most 1,000,000 of a group at a time.
    pub agents: u32,
    /// When all agents of the shift are away, as at its end; within the shift and apart from each other.
    #[serde(default)]
    pub breaks: Vec<Period>,
}
