//! Why too few are at work: what another shift of each agent would break, as the checker sees it.

use super::super::checker::{RosterRule, RosterViolation, ShortInterval, violations};
use super::super::civil::day_at;
use super::outcome::{RosterObstacle, RosterShortage};
use super::scene::{Given, Scene};
use super::slot::slots;
use std::collections::BTreeMap;

/// How many times are explained, and how many shifts of an agent are tried for each.
const EXPLAINED: usize = 20;
const TRIED: usize = 24;

pub(super) fn shortages(
    scene: &Scene<'_>,
    given: &[Given],
    short: &[ShortInterval],
) -> Vec<RosterShortage> {
    let shortage = |it: &ShortInterval| RosterShortage {
        interval: it.clone(),
        obstacles: obstacles(scene, given, it),
    };
    short.iter().take(EXPLAINED).map(shortage).collect()
}

fn obstacles(scene: &Scene<'_>, given: &[Given], short: &ShortInterval) -> Vec<RosterObstacle> {
    let at = short.start.as_millis();
    let works = |it: &Given| it.slot.work.iter().any(|(start, end)| *start <= at && at < *end);
    let skills: u32 = (0_u32..)
        .zip(&scene.skills)
        .map(|(bit, skill)| u32::from(short.skills.iter().any(|it| it == skill)) << bit)
        .sum();
    let forms = forms(scene, at);
    let mut by: BTreeMap<Why, Vec<String>> = BTreeMap::new();
    for (agent, place) in scene.input.agents.iter().zip(0_usize..) {
        let mask = scene.masks.get(place).copied().unwrap_or_default();
        let own: Vec<&Given> = given.iter().filter(|it| it.agent == place).collect();
        let before = scene.before.iter().filter(|it| it.agent == place);
        let lacks = !short.skills.is_empty() && mask & skills == 0;
        if !lacks && own.iter().copied().chain(before).any(works) {
            continue;
        }
        let why = if lacks { vec![Why::Lacks] } else { broken(scene, place, &own, &forms) };
        for why in why {
            by.entry(why).or_default().push(agent.name.clone());
        }
    }
    if by.is_empty() {
        let text = "everybody is at work already".to_owned();
        return vec![RosterObstacle { rule: None, agents: Vec::new(), text }];
    }
    let obstacle = |(why, agents): (Why, Vec<String>)| {
        let text = format!("{}: {}", agents.join(", "), words(why));
        let rule = if let Why::Breaks(rule) = why { Some(rule) } else { None };
        RosterObstacle { rule, agents, text }
    };
    by.into_iter().map(obstacle).collect()
}

/// Why an agent is not at work as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    /// Without a skill that is needed.
    Lacks,
    NoShift,
    Breaks(RosterRule),
    /// Nothing stands in the way: the search did not find it.
    Nothing,
}

/// The shifts that are at work at an instant.
fn forms(scene: &Scene<'_>, at: i64) -> Vec<Given> {
    let Some(day) = day_at(&scene.input.zone, at) else { return Vec::new() };
    let days = (day - 2..=day).filter(|day| scene.days.contains(day));
    let mut forms = Vec::new();
    for day in days {
        for (template, place) in scene.input.templates.iter().zip(0_usize..) {
            let all = slots(template, place, &scene.input.zone, day, 1_000).into_iter();
            let works =
                all.filter(|it| it.work.iter().any(|(start, end)| *start <= at && at < *end));
            forms.extend(works.map(|slot| Given {
                agent: 0,
                place: usize::MAX,
                slot,
                offered: true,
                rests: true,
            }));
        }
    }
    let step = forms.len().div_ceil(TRIED).max(1);
    forms.into_iter().step_by(step).collect()
}

/// The rules that the shift breaks that breaks the fewest.
fn broken(scene: &Scene<'_>, agent: usize, own: &[&Given], forms: &[Given]) -> Vec<Why> {
    let now = violations(scene, agent, own);
    let of = |form: &Given| {
        let form = Given { agent, ..form.clone() };
        let mut with = own.to_vec();
        with.push(&form);
        let new = |it: &RosterViolation| {
            !now.iter().any(|old| (old.rule, old.date, &old.shift) == (it.rule, it.date, &it.shift))
        };
        let least =
            |rule: RosterRule| !matches!(rule, RosterRule::MinWeekHours | RosterRule::MinHours);
        let rules =
            violations(scene, agent, &with).into_iter().filter(|it| new(it) && least(it.rule));
        let mut rules: Vec<RosterRule> = rules.map(|it| it.rule).collect();
        rules.dedup();
        rules
    };
    let fewest = forms.iter().map(of).min_by_key(Vec::len);
    match fewest {
        None => vec![Why::NoShift],
        Some(rules) if rules.is_empty() => vec![Why::Nothing],
        Some(rules) => rules.into_iter().map(Why::Breaks).collect(),
    }
}

const fn words(why: Why) -> &'static str {
    let rule = match why {
        Why::Lacks => return "without a skill that is needed then",
        Why::NoShift => return "no shift is at work then",
        Why::Nothing => return "no rule stands in the way, but the search did not get there",
        Why::Breaks(rule) => rule,
    };
    match rule {
        RosterRule::OneShiftADay => "another shift starts on that day",
        RosterRule::Offered => "no shift starts so",
        RosterRule::Breaks => "the break would be elsewhere",
        RosterRule::AllowedShift => "none of their shifts",
        RosterRule::Available => "can't work then",
        RosterRule::DayOff => "have the day off",
        RosterRule::LeastRest => "too little rest before or after another shift",
        RosterRule::ForbiddenSuccession => {
            "a shift of the day before or after may not be next to it"
        }
        RosterRule::MaxDaysInRow => "too many days in a row",
        RosterRule::MaxNightsInRow => "too many nights in a row",
        RosterRule::MaxWeekends => "too many week ends",
        RosterRule::MaxWeekHours => "too many hours in that week",
        RosterRule::MaxHours => "too many hours in the period",
        RosterRule::MinWeekHours | RosterRule::MinHours => "too few hours",
        RosterRule::Pinned => "a pinned shift stands against it",
    }
}
