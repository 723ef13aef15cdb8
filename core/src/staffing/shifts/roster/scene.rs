//! What a roster is made from, checked and in absolute time. The search and the checker both begin with it.

use super::super::civil::{date_of, instant, placed, placed_at, stamp};
use super::super::need::need_faults;
use super::super::template_check::template_faults;
use super::agent_check::agent_faults;
use super::input::RosterInput;
use super::rules_check::rules_faults;
use super::shift::RosterShift;
use super::slot::Slot;
use crate::error::{Error, ErrorKind, Fault, Result};
use crate::time::day_number;
use std::collections::BTreeMap;

/// The most of each.
const MOST_AGENTS: usize = 1_000;
const MOST_DAYS: i64 = 366;
const MOST_SKILLS: usize = 8;
const MOST_SHIFTS: usize = 400_000;

#[derive(Debug)]
pub(in super::super) struct Scene<'a> {
    pub(in super::super) input: &'a RosterInput,
    /// The first day, and the day after the last.
    pub(in super::super) days: std::ops::Range<i64>,
    /// The skills that are needed.
    pub(in super::super) skills: Vec<&'a str>,
    /// Which of them each agent has, as bits.
    pub(in super::super) masks: Vec<u32>,
    pub(in super::super) before: Vec<Given>,
    pub(in super::super) pinned: Vec<Given>,
}

/// A shift of somebody, as it was given.
#[derive(Debug, Clone)]
pub(in super::super) struct Given {
    pub(in super::super) agent: usize,
    /// Its place in the input.
    pub(in super::super) place: usize,
    pub(in super::super) slot: Slot,
    /// Whether the template starts then, on that day.
    pub(in super::super) offered: bool,
    /// Whether its breaks are where they may be.
    pub(in super::super) rests: bool,
}

impl<'a> Scene<'a> {
    /// All faults at once.
    pub(in super::super) fn new(input: &'a RosterInput) -> Result<Self> {
        let mut faults = Vec::new();
        template_faults(&input.templates, "input.templates", &mut faults);
        need_faults(&input.need, "input.need", &mut faults);
        let days = day_number(input.first)..day_number(input.last) + 1;
        if days.is_empty() {
            let message = format!("{} is before {}; give a later day", input.last, input.first);
            faults.push(Fault::invalid("period.reversed", "input.last", message));
        } else if days.end - days.start > MOST_DAYS {
            let message =
                format!("a roster of more than {MOST_DAYS} days is too long; give an earlier day");
            faults.push(Fault::invalid("period.too_long", "input.last", message));
        }
        if input.agents.len() > MOST_AGENTS {
            let message =
                format!("{} agents are too many; give at most {MOST_AGENTS}", input.agents.len());
            faults.push(Fault::invalid("agents.too_many", "input.agents", message));
        }
        if input.templates.is_empty() && input.need.iter().any(|it| it.agents > 0) {
            let message =
                "there is a need and no shift that could cover it; give one template or more";
            faults.push(Fault::invalid("templates.none", "input.templates", message));
        }
        Error::from_faults(faults)?;
        let mut faults = Vec::new();
        outside(input, &days, &mut faults);
        rules_faults(input, &mut faults);
        agent_faults(input, &days, &mut faults);
        let skills = skills(input, &mut faults);
        let mask = |agent: &super::agent::RosterAgent| {
            let has = |(bit, skill): (u32, &&str)| {
                agent.skills.iter().any(|it| it == skill).then_some(1_u32 << bit)
            };
            (0_u32..).zip(&skills).filter_map(has).sum()
        };
        let masks =
            if faults.is_empty() { input.agents.iter().map(mask).collect() } else { Vec::new() };
        let earlier = i64::MIN / 2..days.start;
        let before = resolve(input, &input.before, "input.before", &earlier, &mut faults);
        let pinned = resolve(input, &input.pinned, "input.pinned", &days, &mut faults);
        Error::from_faults(faults)?;
        Ok(Self { input, days, skills, masks, before, pinned })
    }

    /// The shifts of a roster that was given.
    pub(in super::super) fn given(&self, shifts: &[RosterShift], path: &str) -> Result<Vec<Given>> {
        let mut faults = Vec::new();
        let given = resolve(self.input, shifts, path, &self.days, &mut faults);
        Error::from_faults(faults)?;
        Ok(given)
    }
}

/// Needs that begin after every shift of the roster, or end before it: nobody could be there.
fn outside(input: &RosterInput, days: &std::ops::Range<i64>, faults: &mut Vec<Fault>) {
    let midnight = |day| instant(&input.zone, day, 0);
    let last = input.templates.iter().flat_map(|it| placed(it, &input.zone, days.end - 1));
    let end = last.map(|it| it.end).chain(midnight(days.end)).max();
    let (Some(start), Some(end)) = (midnight(days.start), end) else {
        return;
    };
    for (need, place) in input.need.iter().zip(0_u32..).filter(|(need, _)| need.agents > 0) {
        let message = if need.end.as_millis() <= start {
            format!(
                "it ends before {}, the first day; leave it out, or give an earlier one",
                input.first
            )
        } else if need.start.as_millis() >= end {
            let end = stamp(end);
            format!(
                "it begins when all shifts of {}, the last day, are over, at {end}; leave it out, or give a later one",
                input.last
            )
        } else {
            continue;
        };
        faults.push(Fault::invalid("need.outside_period", format!("input.need[{place}]"), message));
    }
}

/// The skills that are needed, each of which somebody has.
fn skills<'a>(input: &'a RosterInput, faults: &mut Vec<Fault>) -> Vec<&'a str> {
    let mut skills = Vec::new();
    for (need, place) in input.need.iter().zip(0_u32..) {
        let Some(skill) = need.skill.as_deref().filter(|skill| !skills.contains(skill)) else {
            continue;
        };
        if !input.agents.iter().any(|agent| agent.skills.iter().any(|it| it == skill)) {
            faults.push(Fault {
                kind: ErrorKind::Unknown,
                code: "skill.unknown".to_owned(),
                path: format!("input.need[{place}].skill"),
                message: format!(
                    "no agent has the skill '{skill}'; give it to one, or leave the need out"
                ),
            });
        }
        skills.push(skill);
        if skills.len() > MOST_SKILLS {
            let message = format!(
                "more than {MOST_SKILLS} skills are needed; give rosters of their own to some"
            );
            faults.push(Fault::invalid(
                "skills.too_many",
                format!("input.need[{place}].skill"),
                message,
            ));
            break;
        }
    }
    skills
}

/// Shifts by name as agents and slots; faults where a name is none, or a day not among `days`.
fn resolve(
    input: &RosterInput,
    shifts: &[RosterShift],
    path: &str,
    days: &std::ops::Range<i64>,
    faults: &mut Vec<Fault>,
) -> Vec<Given> {
    if shifts.len() > MOST_SHIFTS {
        let message = format!("{} shifts are too many; give at most {MOST_SHIFTS}", shifts.len());
        faults.push(Fault::invalid("shifts.too_many", path, message));
        return Vec::new();
    }
    let agents: BTreeMap<&str, usize> =
        input.agents.iter().map(|it| it.name.as_str()).zip(0..).collect();
    let templates: BTreeMap<&str, usize> =
        input.templates.iter().map(|it| it.label.as_str()).zip(0..).collect();
    let mut all = Vec::with_capacity(shifts.len());
    for (shift, place) in shifts.iter().zip(0_usize..) {
        let mut unknown = |code: &str, field: &str, message: String| {
            let (code, path) = (code.to_owned(), format!("{path}[{place}].{field}"));
            faults.push(Fault { kind: ErrorKind::Unknown, code, path, message });
        };
        let agent = agents.get(shift.agent.as_str());
        let template = templates.get(shift.shift.as_str());
        if agent.is_none() {
            unknown(
                "agent.unknown",
                "agent",
                format!("there is no agent '{}'; give the name of one", shift.agent),
            );
        }
        if template.is_none() {
            unknown(
                "shift.unknown",
                "shift",
                format!("there is no shift '{}'; give the label of a template", shift.shift),
            );
        }
        let day = day_number(shift.date);
        if !days.contains(&day) {
            let message = match day < days.start {
                true => format!(
                    "{} is before the first day, {}; give it among those before",
                    shift.date, input.first
                ),
                false => format!(
                    "{} is after {}; give that day or one before it",
                    shift.date,
                    date_of(days.end - 1).unwrap_or(input.last)
                ),
            };
            faults.push(Fault::invalid(
                "date.outside_period",
                format!("{path}[{place}].date"),
                message,
            ));
        }
        if let (Some(agent), Some(template)) = (agent, template) {
            match one(input, shift, *template, day) {
                Some(given) => all.push(Given { agent: *agent, place, ..given }),
                None => {
                    let message = format!(
                        "there is no such shift on {}: the clock is changed then, or years end",
                        shift.date
                    );
                    faults.push(Fault::invalid(
                        "shift.impossible",
                        format!("{path}[{place}].date"),
                        message,
                    ));
                }
            }
        }
    }
    all
}

fn one(input: &RosterInput, shift: &RosterShift, place: usize, day: i64) -> Option<Given> {
    let template = input.templates.get(place)?;
    let times = template.starts.times();
    let clock =
        shift.start.map(|it| i64::from(it.as_millis())).or_else(|| times.first().copied())?;
    let at = placed_at(template, &input.zone, day, clock)?;
    let weekday = super::super::civil::weekday_of(day);
    let offered = times.contains(&clock)
        && (template.weekdays.is_empty() || template.weekdays.contains(&weekday));
    let given: Vec<i64> = shift.breaks.iter().map(|it| it.as_millis()).collect();
    let earliest = template.breaks.iter().map(|it| at.start + it.earliest.as_millis());
    let possible = |(start, rest): (&i64, &super::super::template::ShiftBreak)| {
        rest.starts().any(|it| at.start + it == *start) && start + rest.length.as_millis() <= at.end
    };
    let same = given.len() == template.breaks.len();
    let rests = given.is_empty() || (same && given.iter().zip(&template.breaks).all(possible));
    let breaks = if rests && same { given } else { earliest.collect() };
    let slot = Slot::new(template, place, &input.zone, day, at, breaks);
    // What can't be told as instants can't be told of.
    let known = |at: i64| stamp(at).as_millis() == at;
    (known(slot.start) && known(slot.end)).then_some(Given {
        agent: 0,
        place: 0,
        slot,
        offered,
        rests,
    })
}
