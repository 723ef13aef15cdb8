use super::super::civil::date_of;
use super::super::roster::{Given, Scene};
use super::outcome::{RosterRule, RosterViolation};
use crate::float::float;

pub(in super::super) fn hours(millis: i64) -> f64 {
    float(millis) / 3_600_000.0
}

/// What a shift breaks.
pub(super) fn violation(
    scene: &Scene<'_>,
    rule: RosterRule,
    shift: &Given,
    found: f64,
    allowed: f64,
    text: &str,
) -> RosterViolation {
    let label = scene.input.templates.get(shift.slot.template).map(|it| it.label.clone());
    let named = label.clone().unwrap_or_default();
    let mut violation = about_days(scene, rule, shift.agent, shift.slot.day, found, allowed, "");
    violation.text = format!("{}, {} on {}: {text}", violation.agent, named, violation.date);
    violation.shift = label;
    violation
}

/// What several shifts break, or their absence.
pub(super) fn about_days(
    scene: &Scene<'_>,
    rule: RosterRule,
    agent: usize,
    day: i64,
    found: f64,
    allowed: f64,
    text: &str,
) -> RosterViolation {
    let agent = scene.input.agents.get(agent).map_or(String::new(), |it| it.name.clone());
    let date = date_of(day).unwrap_or(scene.input.first);
    let text = format!("{agent}, from {date} on: {text}");
    RosterViolation { rule, agent, date, shift: None, found, allowed, text }
}
