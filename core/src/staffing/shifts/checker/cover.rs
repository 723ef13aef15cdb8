//! When too few are at work.

use super::super::civil::stamp;
use super::super::roster::{Given, Scene};
use super::super::table::told;
use super::outcome::ShortInterval;
use std::collections::BTreeMap;

/// A time with too few, in milliseconds too.
#[derive(Debug)]
pub(in super::super) struct Short {
    pub(in super::super) start: i64,
    pub(in super::super) end: i64,
    pub(in super::super) interval: ShortInterval,
}

/// What begins or ends at an instant.
#[derive(Debug, Default)]
struct Change {
    /// More or fewer at work, by the skills that they have.
    at_work: BTreeMap<u32, i64>,
    /// More or fewer needed, by the place of the skill; the place after the last is for any.
    needed: BTreeMap<usize, i64>,
}

/// The times at which no way to give each agent one skill to work by is enough.
///
/// By Hall's theorem, as many are missing as the set of skills for which most are: those needed for its skills, less those at
/// work who have one of them.
pub(in super::super) fn short(scene: &Scene<'_>, given: &[Given]) -> Vec<Short> {
    let mut changes: BTreeMap<i64, Change> = BTreeMap::new();
    for need in &scene.input.need {
        let place =
            need.skill.as_deref().and_then(|skill| scene.skills.iter().position(|it| *it == skill));
        let place = place.unwrap_or(scene.skills.len());
        for (at, number) in [(need.start, 1), (need.end, -1)] {
            let needed = &mut changes.entry(at.as_millis()).or_default().needed;
            *needed.entry(place).or_default() += number * i64::from(need.agents);
        }
    }
    for (agent, times) in at_work(scene, given) {
        let mask = scene.masks.get(agent).copied().unwrap_or_default();
        for (start, end) in times {
            for (at, number) in [(start, 1), (end, -1)] {
                *changes.entry(at).or_default().at_work.entry(mask).or_default() += number;
            }
        }
    }
    let (mut at_work, mut needed) =
        (BTreeMap::<u32, i64>::new(), vec![0_i64; scene.skills.len() + 1]);
    let mut found: Vec<Short> = Vec::new();
    let mut open: Option<(i64, Vec<usize>, i64, i64)> = None;
    for (at, change) in changes {
        for (mask, number) in change.at_work {
            *at_work.entry(mask).or_default() += number;
        }
        for (place, number) in change.needed {
            super::super::table::add(&mut needed, place, number);
        }
        let now = worst(&needed, &at_work);
        let same =
            matches!((&open, &now), (Some(a), Some(b)) if (&a.1, a.2, a.3) == (&b.0, b.1, b.2));
        if !same {
            if let Some((start, skills, needed, at_work)) = open.take() {
                found.push(told_of(scene, start, at, &skills, needed, at_work));
            }
            open = now.map(|(skills, needed, at_work)| (at, skills, needed, at_work));
        }
    }
    found
}

/// When each agent is at work; where shifts of one overlap, he is there once.
fn at_work(scene: &Scene<'_>, given: &[Given]) -> BTreeMap<usize, Vec<(i64, i64)>> {
    let mut times: BTreeMap<usize, Vec<(i64, i64)>> = BTreeMap::new();
    for shift in scene.before.iter().chain(given) {
        times.entry(shift.agent).or_default().extend(&shift.slot.work);
    }
    for of in times.values_mut() {
        of.sort_unstable();
        let mut until = i64::MIN;
        for (start, end) in of.iter_mut() {
            *start = until.max(*start);
            *end = until.max(*end);
            until = *end;
        }
    }
    times
}

/// The skills for which most are missing, how many are needed and at work; nothing where nobody is missing. Where as many
/// are missing of a skill as of all, it is the skill: whoever lacks it would be of no use.
fn worst(needed: &[i64], at_work: &BTreeMap<u32, i64>) -> Option<(Vec<usize>, i64, i64)> {
    let (any, skills) = needed.split_last()?;
    let all = needed.iter().sum::<i64>();
    let everybody: i64 = at_work.values().sum();
    let mut worst: Option<(Vec<usize>, i64, i64)> = None;
    let by = |worst: &Option<(Vec<usize>, i64, i64)>| worst.as_ref().map_or(0, |(_, a, b)| a - b);
    let sets = if *any == all { 1 } else { 1_u32 << skills.len() };
    for set in 1..sets {
        let of: Vec<usize> = (0..skills.len()).filter(|place| set >> place & 1 == 1).collect();
        let needed: i64 = of.iter().filter_map(|place| skills.get(*place)).sum();
        let has: i64 =
            at_work.iter().filter(|(mask, _)| *mask & set != 0).map(|(_, count)| count).sum();
        if needed - has > by(&worst) {
            worst = Some((of, needed, has));
        }
    }
    // Whoever is needed for anything at all may be anybody: that is about all who are needed.
    if all - everybody > by(&worst) { Some((Vec::new(), all, everybody)) } else { worst }
}

fn told_of(
    scene: &Scene<'_>,
    start: i64,
    end: i64,
    skills: &[usize],
    needed: i64,
    at_work: i64,
) -> Short {
    let count = |number: i64| told(usize::try_from(number).unwrap_or(0));
    let name = |place: &usize| scene.skills.get(*place).map(|it| (*it).to_owned());
    let interval = ShortInterval {
        start: stamp(start),
        end: stamp(end),
        skills: skills.iter().filter_map(name).collect(),
        needed: count(needed),
        at_work: count(at_work),
        short: count(needed - at_work),
    };
    Short { start, end, interval }
}
