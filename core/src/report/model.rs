use crate::interop::{Oddity, OddityCount};
use crate::kpi::{BacklogDay, KpiRow};
use crate::sla::{SlaAgreement, SlaMetric};
use crate::staffing::Headcount;
use crate::ticket::Priority;
use crate::time::{Period, Span, Timestamp, Zone};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What a report is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportOptions {
    /// Its heading.
    pub title: String,
    /// The zone whose days and months count, and in which times are printed.
    pub zone: Zone,
    /// The instant at which promises are judged and escalations counted: now, or the end of the data.
    /// Volume, times, rates and backlog are those of the whole log.
    pub as_of: Timestamp,
    /// How many of the worst breaches are spelled out; absent: ten.
    pub worst: Option<u32>,
    /// A field of the tickets that says `true` where their own system held the SLA for kept, and `false`
    /// where it held it for broken.
    pub recorded_sla_field: Option<String>,
    /// What an agent handles, for the number of agents; absent: no such number.
    pub staffing: Option<ReportStaffing>,
    /// What was odd in the data.
    #[serde(default)]
    pub oddities: Vec<Oddity>,
}

impl ReportOptions {
    /// Ten worst breaches, and nothing of the optional rest.
    pub fn new(title: impl Into<String>, zone: Zone, as_of: Timestamp) -> Self {
        let title = title.into();
        let (worst, recorded_sla_field, staffing, oddities) = (None, None, None, Vec::new());
        Self { title, zone, as_of, worst, recorded_sla_field, staffing, oddities }
    }
}

/// What one agent can take on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportStaffing {
    /// Tickets that an agent at work handles in a month; 400 to 500 in the field.
    pub tickets_per_agent_per_month: i64,
    /// The share of paid time in which an agent is not at work: leave, training, meetings.
    pub shrinkage: Decimal,
}

/// How often a promise was kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaAttainment {
    /// The promise; absent: what the tickets' own system recorded.
    pub metric: Option<SlaMetric>,
    /// Who promised it; absent for what the tickets' own system recorded.
    pub agreement: Option<SlaAgreement>,
    /// The name of the clock of a custom metric.
    pub clock: Option<String>,
    /// Tickets that have this priority now; absent: all.
    pub priority: Option<Priority>,
    /// The open time that the policy promises to this priority; absent for all priorities together, and
    /// for what was recorded.
    pub target: Option<Span>,
    /// Kept.
    pub met: u32,
    /// Not kept, fulfilled late or still open.
    pub breached: u32,
    /// Not decided yet: running or paused within the target.
    pub open: u32,
    /// Void: the ticket went into another one before.
    pub cancelled: u32,
    /// Recorded as neither `true` nor `false`, or not at all; always 0 for a promise of the policy.
    pub unknown: u32,
    /// Kept, of all that are decided; absent where none is.
    pub share: Option<f64>,
}

/// A promise that was broken badly.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorstBreach {
    /// The ticket.
    pub ticket: String,
    /// Its priority.
    pub priority: Priority,
    /// The promise.
    pub metric: SlaMetric,
    /// Who promised it.
    pub agreement: SlaAgreement,
    /// The name of the clock of a custom metric.
    pub clock: Option<String>,
    /// The open time that was promised, by the priority in force.
    pub target: Span,
    /// The open time used beyond the target.
    pub overdue: Span,
    /// When it was broken.
    pub breached_at: Timestamp,
    /// Why, in a sentence: what was promised, what counted, what did not.
    pub reason: String,
}

/// How often an escalation rule fired.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleCount {
    /// The rule.
    pub rule: String,
    /// For how many tickets.
    pub tickets: u32,
    /// How often.
    pub fired: u32,
}

/// The performance of a desk, as data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupportReport {
    /// Its heading.
    pub title: String,
    /// The zone whose days and months count.
    pub zone: Zone,
    /// The instant at which promises were judged and escalations counted.
    pub as_of: Timestamp,
    /// From the first creation to the last event; absent without tickets.
    pub period: Option<Period>,
    /// Its tickets.
    pub tickets: u32,
    /// Their events.
    pub events: u32,
    /// The whole catalogue over all tickets.
    pub figures: Vec<KpiRow>,
    /// Volume and the three resolution rates by month: created in it, and for flow resolved in it.
    pub months: Vec<KpiRow>,
    /// Volume and full resolution time by priority.
    pub priorities: Vec<KpiRow>,
    /// The name of the policy.
    pub policy: String,
    /// Promises kept, by metric and priority, and as recorded.
    pub attainment: Vec<SlaAttainment>,
    /// The backlog at the start of each day.
    pub backlog: Vec<BacklogDay>,
    /// The worst breaches, the longest overdue first.
    pub worst: Vec<WorstBreach>,
    /// What the escalation rules would have fired, in the order of the rules.
    pub escalations: Vec<RuleCount>,
    /// The month in which most tickets were created, the first of several; absent without tickets.
    pub busiest_month: Option<String>,
    /// The agents that the busiest month needs; absent without tickets, and where nothing says what an
    /// agent handles.
    pub headcount: Option<Headcount>,
    /// What was odd in the data.
    pub oddities: Vec<OddityCount>,
}
