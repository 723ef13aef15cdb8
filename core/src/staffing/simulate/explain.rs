use super::SimulationOptions;
use super::compile::Model;
use super::figures::whole;
use super::outcome::{ContactFigures, SimulatedDesk, SimulatedFigure};
use crate::staffing::check::sum;
use crate::staffing::explain::some;
use crate::staffing::service_level::ServiceLevelDefinition;
use serde::{Deserialize, Serialize};

/// What a step of a simulation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SimulationTerm {
    /// How often, how long, from which seed.
    Method,
    /// What arrives, against the agents there are.
    Load,
    /// What became of all contacts.
    Contacts,
    /// How many are in time, of one stream.
    ServiceLevel,
    /// How long they wait, of one stream.
    Wait,
    /// How long all but a few of them wait at most, of one stream.
    Percentile,
    /// How promises were kept.
    Sla,
    /// How busy the agents of one group are.
    Occupancy,
    /// Who still waits at the end, where it is more than arrive in an hour.
    Backlog,
}

/// One step of a simulation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SimulationStep {
    /// What it is about.
    pub term: SimulationTerm,
    /// How it is calculated, such as `in time / offered`.
    pub formula: String,
    /// What it comes to; nothing where it is no number.
    pub value: Option<f64>,
    /// What that means, in plain words.
    pub text: String,
}

fn step(
    term: SimulationTerm,
    formula: impl Into<String>,
    value: impl Into<Option<f64>>,
    text: impl Into<String>,
) -> SimulationStep {
    SimulationStep { term, formula: formula.into(), value: value.into(), text: text.into() }
}

pub(super) fn steps(
    model: &Model,
    options: &SimulationOptions,
    outcome: &SimulatedDesk,
) -> Vec<SimulationStep> {
    let hours = whole(model.end - model.warm_up) / 3.6e9;
    let mut text = format!(
        "{} simulated {} from seed {}, {} each after a warm-up of {}: {} contacts in all",
        if model.streams.len() == 1 { "1 stream was" } else { "the streams were" },
        times(options.replications),
        options.seed,
        in_hours(hours),
        in_hours(whole(model.warm_up) / 3.6e9),
        outcome.contacts_simulated
    );
    text += match options.replications {
        1 => "; one replication has no intervals",
        _ => "; intervals are by Student's t over replications",
    };
    let replications = f64::from(options.replications);
    let mut steps = vec![step(SimulationTerm::Method, "replications", replications, text)];
    steps.push(load(model, outcome, hours));
    let total = &outcome.total;
    let text = format!(
        "of {} offered, {} are answered, {} hang up, {} find no place to wait, {} still wait at the end; {} more are \
         refused as it is closed",
        shown(&total.offered),
        shown(&total.answered),
        shown(&total.abandoned),
        shown(&total.blocked),
        shown(&total.waiting),
        shown(&total.refused)
    );
    let formula = "offered = answered + abandoned + blocked + waiting";
    steps.push(step(SimulationTerm::Contacts, formula, total.offered.value, text));
    for (stream, figures) in model.streams.iter().zip(&outcome.streams) {
        if let (Some((within, definition)), Some(level)) = (stream.level, figures.service_level) {
            let (formula, words) = words(definition);
            let text = format!(
                "{}: {} are answered within {} s, {words}",
                stream.name,
                shown(&level),
                rounded(whole(within) / 1e6)
            );
            steps.push(step(SimulationTerm::ServiceLevel, formula, level.value, text));
        }
        steps.extend(waits(figures));
        steps.extend(percentiles(figures));
        for sla in &figures.sla {
            if let Some(share) = sla.share_met {
                let text = format!(
                    "{}: the promise of {} is kept by {} of those of whom it is known at the end",
                    stream.name,
                    name(&sla.metric),
                    shown(&share)
                );
                steps.push(step(SimulationTerm::Sla, "met / (met + breached)", share.value, text));
            }
        }
        let waiting = figures.waiting.value;
        if waiting > 1.0 && waiting * hours > figures.offered.value {
            let text = format!(
                "{}: {} still wait at the end, more than arrive in an hour: its queue may never settle with those agents",
                stream.name,
                shown(&figures.waiting)
            );
            steps.push(step(SimulationTerm::Backlog, "waiting at the end", waiting, text));
        }
    }
    for group in &outcome.groups {
        if let Some(occupancy) = group.occupancy {
            let text = format!(
                "{}: {} of {} in shifts and {} of overtime are busy",
                group.name,
                shown(&occupancy),
                in_hours(group.staffed_hours),
                rounded(group.overtime_hours.value)
            );
            let formula = "busy / (staffed + overtime)";
            steps.push(step(SimulationTerm::Occupancy, formula, occupancy.value, text));
        }
    }
    steps
}

/// What arrives, as agents.
fn load(model: &Model, outcome: &SimulatedDesk, hours: f64) -> SimulationStep {
    let streams = model.streams.iter().zip(&outcome.streams);
    let work = sum(streams.map(|(stream, figures)| {
        let share = 3.6e9 * f64::from(stream.concurrency);
        figures.offered.value * stream.handling.mean() / share
    }));
    let staffed = sum(outcome.groups.iter().map(|group| group.staffed_hours));
    let text = format!(
        "what is offered is {} of work, {} on average; agents are there for {}",
        in_hours(work),
        some(rounded(work / hours), "Erlang", "Erlangs"),
        in_hours(staffed)
    );
    step(SimulationTerm::Load, "Σ offered * handling time / concurrency", work / hours, text)
}

fn waits(figures: &ContactFigures) -> Option<SimulationStep> {
    let wait = figures.mean_wait_seconds?;
    let mut text = format!("{}: the mean wait is {} s", figures.name, shown(&wait));
    if let Some(share) = figures.p_wait {
        text += &format!(", and {} wait at all", shown(&share));
    }
    Some(step(SimulationTerm::Wait, "Σ waits / contacts", wait.value, text))
}

fn percentiles(figures: &ContactFigures) -> Option<SimulationStep> {
    let (half, most) = figures.wait_p50_seconds.zip(figures.wait_p90_seconds)?;
    let nearly_all = figures.wait_p95_seconds?;
    let text = format!(
        "{}: half wait for up to {} s, 90 % for up to {} s, and 95 % for up to {} s",
        figures.name,
        shown(&half),
        shown(&most),
        shown(&nearly_all)
    );
    Some(step(SimulationTerm::Percentile, "wait of rank ⌈0.9 * contacts⌉", most.value, text))
}

const fn words(definition: ServiceLevelDefinition) -> (&'static str, &'static str) {
    match definition {
        ServiceLevelDefinition::AnsweredOfOffered => {
            ("answered in time / offered", "of all offered")
        }
        ServiceLevelDefinition::AnsweredOfAnswered => {
            ("answered in time / answered", "of all answered")
        }
        ServiceLevelDefinition::ExcludingShortAbandons => (
            "answered in time / (offered - hung up in time)",
            "of all offered but those who hung up within it",
        ),
        ServiceLevelDefinition::WaitWithin => {
            ("(answered + hung up in time) / offered", "or hung up within it, of all offered")
        }
    }
}

fn name(label: &impl Serialize) -> String {
    serde_json::to_value(label)
        .ok()
        .and_then(|it| it.as_str().map(|it| it.replace('_', " ")))
        .unwrap_or_default()
}

fn times(replications: u32) -> String {
    if replications == 1 { "once".to_owned() } else { format!("{replications} times") }
}

/// A figure with its interval.
fn shown(figure: &SimulatedFigure) -> String {
    match (figure.low, figure.high) {
        (Some(low), Some(high)) if low < high => {
            format!("{} ({} to {})", rounded(figure.value), rounded(low), rounded(high))
        }
        _ => rounded(figure.value),
    }
}

/// A number with up to four digits after the point, as many as say something.
fn rounded(number: f64) -> String {
    let text = if number.abs() >= 100.0 { format!("{number:.1}") } else { format!("{number:.4}") };
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn in_hours(number: f64) -> String {
    some(rounded(number), "hour", "hours")
}
