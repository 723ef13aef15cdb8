use serde::{Deserialize, Serialize};

/// What a step from agents to people is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeopleTerm {
    /// Of [`headcount`](crate::staffing::headcount): agents at work.
    OnShift,
    /// Of [`cover`](crate::staffing::cover): agents at work at all hours of service.
    Seats,
    /// Of [`cover`](crate::staffing::cover): people for each seat.
    ReliefFactor,
    /// Of [`cover`](crate::staffing::cover) and [`people_for_shifts`](crate::staffing::people_for_shifts): people in
    /// full-time equivalents.
    FullTimeEquivalents,
    /// Of the three of them: whole people to employ.
    Headcount,
    /// Of [`explain_utilisation`](crate::staffing::explain_utilisation): hours of work a month.
    Work,
    /// Of that and of [`headcount`](crate::staffing::headcount): the share of what agents could do that they do.
    Utilisation,
    /// Of [`hiring_plan`](crate::staffing::hiring_plan): the most full agents that a month needs.
    Need,
    /// Of [`hiring_plan`](crate::staffing::hiring_plan): who is left of the first team in the last month.
    Team,
    /// Of [`hiring_plan`](crate::staffing::hiring_plan): months until a new one is a full agent.
    Ramp,
    /// Of [`hiring_plan`](crate::staffing::hiring_plan): who starts in one month.
    Start,
    /// Of [`hiring_plan`](crate::staffing::hiring_plan): all who start.
    Hires,
    /// Of [`hiring_plan`](crate::staffing::hiring_plan): the most full agents that a month is short of.
    Missing,
}

/// A step from agents to people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeopleStep {
    /// What is calculated.
    pub term: PeopleTerm,
    /// From what, such as `900 tickets / 450 an agent, rounded up`.
    pub formula: String,
    /// What it comes to.
    pub value: f64,
    /// What that means, in plain words.
    pub text: String,
}

pub(in crate::staffing) fn step(
    term: PeopleTerm,
    formula: impl Into<String>,
    value: impl Into<f64>,
    text: impl Into<String>,
) -> PeopleStep {
    PeopleStep { term, formula: formula.into(), value: value.into(), text: text.into() }
}
