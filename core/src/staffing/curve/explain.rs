use super::{
    CurveInterval, CurveQueue, CurveRules, LoadBefore, LoadMethod, LoadStatistic, StaffingCurve,
};
use crate::staffing::check::sum;
use crate::staffing::explain::{goal_steps, hours as in_hours, rounded, seconds, some};
use crate::staffing::needed::AgentsNeeded;
use crate::staffing::targets::StaffingTargets;
use serde::{Deserialize, Serialize};

/// What a step of a staffing curve is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CurveTerm {
    /// All that arrives.
    Arrivals,
    /// How the load is told from it.
    Method,
    /// What was before the first interval.
    Before,
    /// The highest load, in Erlangs.
    Load,
    /// The agents that one target needs in the interval with most agents.
    Goal,
    /// The most agents of any interval.
    Agents,
    /// The hours of all agents.
    AgentHours,
    /// The intervals with a load that is left out.
    Negligible,
}

/// One step of a staffing curve.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CurveStep {
    /// What it is about.
    pub term: CurveTerm,
    /// How it is calculated, such as `m' = arrivals - m / 180 s`.
    pub formula: String,
    /// What it comes to; nothing where it is no number.
    pub value: Option<f64>,
    /// What that means, in plain words.
    pub text: String,
}

fn step(
    term: CurveTerm,
    formula: impl Into<String>,
    value: impl Into<Option<f64>>,
    text: impl Into<String>,
) -> CurveStep {
    CurveStep { term, formula: formula.into(), value: value.into(), text: text.into() }
}

pub(super) fn steps(
    curve: &StaffingCurve,
    queue: &CurveQueue,
    targets: &StaffingTargets,
    rules: &CurveRules,
    busiest: Option<&(CurveInterval, AgentsNeeded)>,
) -> Vec<CurveStep> {
    let hours = |it: &CurveInterval| it.end.since(it.start).millis_float() / 3_600_000.0;
    let all = sum(curve.intervals.iter().map(|it| it.arrivals_per_hour * hours(it)));
    let text = format!("{} arrive in {}", rounded(all), count(curve.intervals.len()));
    let mut steps = vec![step(CurveTerm::Arrivals, "Σ arrivals", all, text), method(queue, rules)];
    if let Some(before) = rules.method.before() {
        let (formula, text) = match before {
            LoadBefore::Empty => {
                ("load = 0 at the start", "nobody is there before the first interval")
            }
            LoadBefore::Periodic => (
                "load at the start = load at the end",
                "before the first interval was the last one: the intervals repeat",
            ),
        };
        steps.push(step(CurveTerm::Before, formula, None, text));
    }
    let highest = |load: fn(&CurveInterval) -> f64| {
        curve.intervals.iter().rev().max_by(move |a, b| load(a).total_cmp(&load(b)))
    };
    let (by, own) = (highest(|it| it.offered_load), highest(|it| it.stationary_load));
    if let (Some(by), Some(own)) = (by.filter(|by| by.offered_load > 0.0), own) {
        let text = format!(
            "the load is highest from {} until {}, with {}; arrivals are from {} until {}, and would be {} by \
             themselves",
            by.start,
            by.end,
            some(rounded(by.offered_load), "Erlang", "Erlangs"),
            own.start,
            own.end,
            rounded(own.stationary_load)
        );
        steps.push(step(CurveTerm::Load, "the highest load", by.offered_load, text));
    }
    if let Some((interval, need)) = busiest {
        let goals = goal_steps(need, targets).into_iter();
        steps.extend(goals.map(|goal| step(CurveTerm::Goal, goal.formula, goal.value, goal.text)));
        let text = format!(
            "{} needed from {} until {}, more than in any interval before and as many as in any after",
            agents(need.agents),
            interval.start,
            interval.end
        );
        let formula = "the most that any target needs in any interval";
        steps.push(step(CurveTerm::Agents, formula, f64::from(need.agents), text));
    } else {
        let text = "nobody is needed";
        steps.push(step(CurveTerm::Agents, "no load in any interval", 0.0, text));
    }
    let text =
        format!("that is {} of agents in all, before shrinkage", in_hours(curve.agent_hours));
    steps.push(step(CurveTerm::AgentHours, "Σ agents * hours", curve.agent_hours, text));
    steps.extend(negligible(curve, rules));
    steps
}

/// How the load comes about.
fn method(queue: &CurveQueue, rules: &CurveRules) -> CurveStep {
    let aht = seconds(queue.aht);
    let of = |statistic| match statistic {
        LoadStatistic::Mean => "its mean over each interval counts",
        LoadStatistic::Peak => "its highest within each interval counts",
    };
    let (formula, text) = match rules.method {
        LoadMethod::Sipp {} => (
            format!("arrivals an hour * {aht} / 3600 s"),
            "each interval is taken as if its own arrivals had gone on for ever".to_owned(),
        ),
        LoadMethod::LagSipp { statistic, .. } => (
            format!("arrivals an hour, {aht} before * {aht} / 3600 s"),
            format!("the load is that of the arrivals one handling time before; {}", of(statistic)),
        ),
        LoadMethod::ModifiedOfferedLoad { statistic, .. } => (
            format!("m' = arrivals - m / {aht}"),
            format!(
                "the load is as many as would be served at a time if an agent were always free; {}",
                of(statistic)
            ),
        ),
    };
    step(CurveTerm::Method, formula, None, text)
}

/// What is left out, where something is.
fn negligible(curve: &StaffingCurve, rules: &CurveRules) -> Option<CurveStep> {
    let limit = rules.negligible().unwrap_or_default();
    let intervals = count(usize::try_from(curve.negligible).unwrap_or(usize::MAX));
    let text = format!(
        "{intervals} without arrivals: less than {limit} Erlangs of those before is left, and nobody is needed for it"
    );
    (curve.negligible > 0).then(|| {
        let formula = format!("no arrivals, and 0 < load < {limit}");
        step(CurveTerm::Negligible, formula, f64::from(curve.negligible), text)
    })
}

fn count(intervals: usize) -> String {
    format!("{intervals} {}", if intervals == 1 { "interval" } else { "intervals" })
}

fn agents(agents: u32) -> String {
    format!("{agents} {}", if agents == 1 { "agent is" } else { "agents are" })
}
