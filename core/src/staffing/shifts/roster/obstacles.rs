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
    let mut by: BTreeMap<Option<RosterRule>, Vec<String>> = BTreeMap::new();
    for (agent, place) in scene.input.agents.iter().zip(0_usize..) {
        let mask = scene.masks.get(place).copied().unwrap_or_default();
        let own: Vec<&Given> = given.iter().filter(|it| it.agent == place).collect();
        let before = scene.before.iter().filter(|it| it.agent == place);
        let lacks = !short.skills.is_empty() && mask & skills == 0;
        if !lacks && own.iter().copied().chain(before).any(works) {
            continue;
        }
        let rules = if lacks { vec![None] } else { broken(scene, place, &own, &forms) };
        for rule in rules {
            by.entry(rule).or_default().push(agent.name.clone());
        }
    }
    let obstacle = |(rule, agents): (Option<RosterRule>, Vec<String>)| {
        let text = format!("{}: {}", agents.join(", "), words(rule, forms.is_empty()));
        RosterObstacle { rule, agents, text }
    };
    by.into_iter().map(obstacle).collect()
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
fn broken(
    scene: &Scene<'_>,
    agent: usize,
    own: &[&Given],
    forms: &[Given],
) -> Vec<Option<RosterRule>> {
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
    fewest.map_or(vec![None], |rules| rules.into_iter().map(Some).collect())
}

fn words(rule: Option<RosterRule>, no_shift: bool) -> &'static str {
    match rule {
        None if no_shift => "no shift is at work then",
        None => "without a skill that is needed then",
        Some(RosterRule::OneShiftADay) => "another shift starts on that day",
        Some(RosterRule::Offered) => "no shift starts so",
        Some(RosterRule::Breaks) => "the break would be elsewhere",
        Some(RosterRule::AllowedShift) => "none of their shifts",
        Some(RosterRule::Available) => "can't work then",
        Some(RosterRule::DayOff) => "have the day off",
        Some(RosterRule::LeastRest) => "too little rest before or after another shift",
        Some(RosterRule::ForbiddenSuccession) => {
            "a shift of the day before or after may not be next to it"
        }
        Some(RosterRule::MaxDaysInRow) => "too many days in a row",
        Some(RosterRule::MaxNightsInRow) => "too many nights in a row",
        Some(RosterRule::MaxWeekends) => "too many week ends",
        Some(RosterRule::MaxWeekHours) => "too many hours in that week",
        Some(RosterRule::MaxHours) => "too many hours in the period",
        Some(RosterRule::MinWeekHours | RosterRule::MinHours) => "too few hours",
        Some(RosterRule::Pinned) => "a pinned shift stands against it",
    }
}
