//! What the laws are tried on.

use super::super::{CoverageInput, ShiftBreak, ShiftNeed, ShiftStarts, ShiftTemplate};
use crate::time::{Span, Timestamp};

pub(super) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(super) fn needs(start: &str, minutes: i64, agents: &[u32]) -> Vec<ShiftNeed> {
    let length = Span::minutes(minutes);
    let mut start = at(start);
    let mut needs = Vec::new();
    for agents in agents {
        let end = start.checked_add(length).unwrap();
        needs.push(ShiftNeed { start, end, agents: *agents, skill: None });
        start = end;
    }
    needs
}

pub(super) fn shift(label: &str, start: &str, hours: i64) -> ShiftTemplate {
    ShiftTemplate::new(label, start.parse().unwrap(), Span::hours(hours))
}

/// A template that starts at all of these, a step apart.
pub(super) fn every(label: &str, first: &str, last: &str, step: i64, hours: i64) -> ShiftTemplate {
    let (first, last) = (first.parse().unwrap(), last.parse().unwrap());
    let starts = ShiftStarts::Every { first, last, step: Span::minutes(step) };
    ShiftTemplate { starts, ..shift(label, "00:00", hours) }
}

pub(super) fn pause(length: i64, earliest: i64, latest: i64, step: i64) -> ShiftBreak {
    ShiftBreak {
        length: Span::minutes(length),
        earliest: Span::minutes(earliest),
        latest: Span::minutes(latest),
        step: Some(Span::minutes(step)),
        paid: false,
    }
}

pub(super) fn input(
    zone: &str,
    templates: Vec<ShiftTemplate>,
    need: Vec<ShiftNeed>,
) -> CoverageInput {
    CoverageInput {
        zone: zone.parse().unwrap(),
        templates,
        need,
        first: None,
        last: None,
        max_nodes: None,
    }
}
