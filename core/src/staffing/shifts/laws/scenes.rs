//! What the laws are tried on.

use super::super::{
    CoverageInput, ForbiddenSuccession, RosterAgent, RosterInput, RosterRules, RosterShift,
    ShiftBreak, ShiftNeed, ShiftStarts, ShiftTemplate,
};
use crate::time::{Date, Span, Timestamp};

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

/// A desk for rosters: early, late and night shifts in UTC from Monday 2026-03-02 on.
pub(super) fn desk(agents: &[&str], last: &str, need: Vec<ShiftNeed>) -> RosterInput {
    let night = ShiftTemplate { night: true, ..shift("night", "22:00", 8) };
    RosterInput {
        zone: "UTC".parse().unwrap(),
        first: day("2026-03-02"),
        last: day(last),
        templates: vec![shift("early", "06:00", 8), shift("late", "14:00", 8), night],
        agents: agents.iter().map(|name| RosterAgent::new(name)).collect(),
        need,
        rules: RosterRules::default(),
        before: Vec::new(),
        pinned: Vec::new(),
    }
}

pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// As many agents in each of the desk's shifts, from 06:00 of the first day on, three a day.
pub(super) fn three(agents: &[u32]) -> Vec<ShiftNeed> {
    needs("2026-03-02T06:00:00Z", 480, agents)
}

/// `Ann 2026-03-02 early`
pub(super) fn works(text: &str) -> RosterShift {
    let mut words = text.split(' ');
    let (agent, date) = (words.next().unwrap(), words.next().unwrap());
    RosterShift::new(agent, day(date), words.next().unwrap())
}

pub(super) fn forbid(pairs: &[(&str, &str)]) -> Vec<ForbiddenSuccession> {
    let pair = |(before, after): &(&str, &str)| ForbiddenSuccession {
        before: (*before).into(),
        after: (*after).into(),
    };
    pairs.iter().map(pair).collect()
}
