use super::super::civil::monday_of;
use super::agent::RosterAgent;
use super::input::RosterInput;
use super::rules_check::{MOST_WEIGHT, unknown_shift};
use crate::error::Fault;
use crate::time::{Span, day_number};
use std::collections::BTreeSet;
use std::ops::Range;

/// All faults of agents.
pub(super) fn agent_faults(input: &RosterInput, days: &Range<i64>, faults: &mut Vec<Fault>) {
    let mut names = BTreeSet::new();
    for (agent, place) in input.agents.iter().zip(0_u32..) {
        let path = format!("input.agents[{place}]");
        if agent.name.is_empty() {
            let message = "an agent needs a name; give one";
            faults.push(Fault::invalid("name.empty", format!("{path}.name"), message));
        }
        if !names.insert(&agent.name) {
            let message =
                format!("there is another agent '{}'; give each a name of its own", agent.name);
            faults.push(Fault::invalid("name.duplicate", format!("{path}.name"), message));
        }
        for (label, place) in agent.shifts.iter().zip(0_u32..) {
            faults.extend(unknown_shift(input, label, format!("{path}.shifts[{place}]")));
        }
        hours(agent, days, &path, faults);
        for (periods, field) in
            [(&agent.available, "available"), (&agent.unavailable, "unavailable")]
        {
            for (period, place) in periods.iter().zip(0_u32..).filter(|(it, _)| it.end <= it.start)
            {
                let message =
                    format!("{} is not after {}; give a later end", period.end, period.start);
                faults.push(Fault::invalid(
                    "interval.empty",
                    format!("{path}.{field}[{place}].end"),
                    message,
                ));
            }
        }
        for (wish, place) in agent.wishes.iter().zip(0_u32..) {
            let path = format!("{path}.wishes[{place}]");
            if !days.contains(&day_number(wish.date)) {
                let message = format!(
                    "{} is no day of the period, {} to {}",
                    wish.date, input.first, input.last
                );
                faults.push(Fault::invalid("date.outside_period", format!("{path}.date"), message));
            }
            if let Some(weight) = wish.weight.filter(|it| !(1..=MOST_WEIGHT).contains(it)) {
                let message = format!("{weight} is no weight; give 1 to {MOST_WEIGHT}");
                faults.push(Fault::invalid(
                    "integer.out_of_range",
                    format!("{path}.weight"),
                    message,
                ));
            }
            if let Some(label) = &wish.shift {
                faults.extend(unknown_shift(input, label, format!("{path}.shift")));
            }
        }
    }
}

/// The weeks of which every day is in the period, by their Mondays.
pub(in super::super) fn whole_weeks(days: &Range<i64>) -> impl Iterator<Item = i64> + use<> {
    let first = monday_of(days.start + 6);
    let count = (days.end - first).max(0) / 7;
    (0..count).map(move |week| first + 7 * week)
}

/// Hours below zero, and those that contradict each other.
fn hours(agent: &RosterAgent, days: &Range<i64>, path: &str, faults: &mut Vec<Fault>) {
    let all = [
        (agent.min_week_hours, "min_week_hours"),
        (agent.max_week_hours, "max_week_hours"),
        (agent.min_hours, "min_hours"),
        (agent.max_hours, "max_hours"),
    ];
    for (hours, field) in all {
        if let Some(hours) = hours.filter(|it| it.is_negative() || *it > Span::hours(10_000)) {
            let (code, what) = match hours.is_negative() {
                true => ("span.negative", "runs backwards; give a span of zero or more"),
                false => {
                    ("span.out_of_range", "is more than a year of work; give at most 10,000 hours")
                }
            };
            faults.push(Fault::invalid(code, format!("{path}.{field}"), format!("{hours} {what}")));
            return;
        }
    }
    let times =
        |hours: Span, count: i64| Span::from_millis(hours.as_millis().saturating_mul(count));
    let whole = i64::try_from(whole_weeks(days).count()).unwrap_or(0);
    let touched = (monday_of(days.end - 1) - monday_of(days.start)) / 7 + 1;
    let mut contradicting = |field: &str, least: Option<Span>, most: Option<Span>, why: &str| {
        if let (Some(least), Some(most)) = (least, most)
            && least > most
        {
            let message = format!(
                "at least {least} and at most {most} {why} can't both be; give fewer or more"
            );
            faults.push(Fault::invalid("hours.contradicting", format!("{path}.{field}"), message));
        }
    };
    contradicting("min_week_hours", agent.min_week_hours, agent.max_week_hours, "a week");
    contradicting("min_hours", agent.min_hours, agent.max_hours, "in the period");
    let weekly = agent.min_week_hours.map(|it| times(it, whole));
    contradicting("min_week_hours", weekly, agent.max_hours, "in all weeks of the period");
    let most = agent.max_week_hours.map(|it| times(it, touched));
    contradicting("min_hours", agent.min_hours, most, "in all weeks that the period touches");
}
