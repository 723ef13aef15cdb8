//! Rosters against every other roster, and what must hold of each.

use super::super::{
    Roster, RosterFairness, RosterInput, RosterRule, RosterRules, RosterSearch, RosterShift,
    RosterWish, RosterWishKind, ShiftNeed, check_roster, roster,
};
use super::brute::{cost, least};
use super::scenes::{day, desk, forbid, needs, three, works};
use crate::time::{Date, Span};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const NAMES: [&str; 6] = ["Ann", "Ben", "Cem", "Dan", "Eva", "Fay"];

fn days(count: u32) -> Vec<Date> {
    (2..2 + count).map(|it| Date::from_ymd(2026, 3, it).unwrap()).collect()
}

fn search(steps: u32) -> RosterSearch {
    RosterSearch { seed: 7, steps: Some(steps) }
}

/// That a roster breaks nothing but the fewest hours, and says of itself what the checker says.
fn keeps_to_rules(input: &RosterInput, found: &Roster) {
    let check = check_roster(input, &found.shifts).unwrap();
    assert_eq!(check, found.check);
    let broken =
        |rule: RosterRule| !matches!(rule, RosterRule::MinHours | RosterRule::MinWeekHours);
    assert!(!check.violations.iter().any(|it| broken(it.rule)), "{:?}", check.violations);
    assert!(found.short_hours_bound <= check.short_hours);
    assert!(found.penalty_bound <= found.penalty);
    assert_eq!(found.gap.abs() < 1e-12, (check.short_hours - found.short_hours_bound).abs() < 1e-9);
}

fn rules() -> impl Strategy<Value = RosterRules> {
    let fairness = (0_u32..3, 0_u32..3, 0_u32..3);
    (
        prop::option::of(0_i64..13),
        prop::option::of(1_u32..4),
        prop::option::of(0_u32..3),
        any::<bool>(),
        fairness,
    )
        .prop_map(|(rest, row, nights, forbidden, (fair_nights, weekends, shifts))| {
            RosterRules {
                least_rest: rest.map(Span::hours),
                max_days_in_row: row,
                max_nights_in_row: nights,
                max_weekends: None,
                forbidden: if forbidden {
                    forbid(&[("night", "early"), ("late", "early")])
                } else {
                    Vec::new()
                },
                fairness: RosterFairness { nights: fair_nights, weekends, shifts },
            }
        })
}

proptest! {
    // That a search finds the best is no promise: always the same cases.
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(1), ..ProptestConfig::with_cases(24) })]

    #[test]
    fn no_other_roster_of_a_tiny_desk_is_better(
        need in prop::collection::vec(0_u32..3, 9),
        rules in rules(),
        wish in (0_usize..2, 0_usize..3, any::<bool>(), prop::option::of(0_usize..3)),
        least_hours in prop::option::of(1_i64..24),
        off in 0_usize..3,
    ) {
        let mut input = RosterInput { rules, ..desk(&NAMES[..2], "2026-03-04", three(&need)) };
        let kind = if wish.2 { RosterWishKind::Work } else { RosterWishKind::Off };
        let shift = wish.3.map(|it| input.templates[it].label.clone());
        input.agents[wish.0].wishes = vec![RosterWish { date: days(3)[wish.1], wish: kind, shift, weight: Some(2) }];
        input.agents[0].min_hours = least_hours.map(Span::hours);
        input.agents[1].days_off = vec![days(3)[off]];
        input.agents[1].nights_before = 1;
        let found = roster(&input, &search(30_000)).unwrap();
        keeps_to_rules(&input, &found);
        let cells: Vec<(String, Date)> = input.agents.iter().flat_map(|it| days(3).into_iter().map(|day| (it.name.clone(), day))).collect();
        let own = cost(&input, &found.shifts, &cells, None).unwrap();
        prop_assert_eq!(own.3, found.penalty);
        prop_assert_eq!(own, least(&input, &days(3), None));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn rosters_keep_to_their_rules_and_are_the_same_for_a_seed(
        need in prop::collection::vec(0_u32..4, 42),
        rules in rules(),
        weekends in prop::option::of(0_u32..2),
        most in prop::option::of(20_i64..60),
        seed in any::<u32>(),
        skills in any::<bool>(),
        night_before in any::<bool>(),
    ) {
        let rules = RosterRules { max_weekends: weekends, ..rules };
        let mut input = RosterInput { rules, ..desk(&NAMES, "2026-03-15", three(&need)) };
        for (agent, place) in input.agents.iter_mut().zip(0..) {
            agent.max_week_hours = most.map(Span::hours);
            agent.min_week_hours = most.map(|it| Span::hours(it / 2));
            if skills && place % 2 == 0 {
                agent.skills.push("french".to_owned());
            }
        }
        if skills {
            let french: Vec<ShiftNeed> = needs("2026-03-02T08:00:00Z", 600, &[1, 0, 2]).into_iter().map(|it| ShiftNeed { skill: Some("french".to_owned()), ..it }).collect();
            input.need.extend(french);
        }
        if night_before {
            input.before = vec![works("Ann 2026-03-01 night"), works("Ben 2026-02-28 night")];
        }
        let options = RosterSearch { seed, steps: Some(3_000) };
        let found = roster(&input, &options).unwrap();
        keeps_to_rules(&input, &found);
        prop_assert_eq!(crate::to_json(&roster(&input, &options).unwrap()).unwrap(), crate::to_json(&found).unwrap());
        let mut renamed = input.clone();
        let other = |name: &String| format!("x {name}");
        renamed.agents.iter_mut().for_each(|it| it.name = other(&it.name));
        renamed.templates.iter_mut().for_each(|it| it.label = other(&it.label));
        for pair in &mut renamed.rules.forbidden {
            (pair.before, pair.after) = (other(&pair.before), other(&pair.after));
        }
        for it in &mut renamed.before {
            (it.agent, it.shift) = (other(&it.agent), other(&it.shift));
        }
        let again = roster(&renamed, &options).unwrap();
        prop_assert_eq!((again.check.short_hours, again.penalty, again.shifts.len()), (found.check.short_hours, found.penalty, found.shifts.len()));
    }
}

/// The faults of a peer: one person could not work three nights in a row where early is forbidden after night, nor could four
/// share one night a day.
#[test]
fn nights_in_a_row_are_possible_where_others_are_forbidden_after_them() {
    let forbidden = forbid(&[("night", "early"), ("night", "late")]);
    for (agents, last, nights) in [(1, "2026-03-04", 3), (4, "2026-03-15", 14)] {
        let need = needs("2026-03-02T22:00:00Z", 480, &[1, 0, 0].repeat(nights)[..nights * 3 - 2]);
        let rules = RosterRules { forbidden: forbidden.clone(), ..Default::default() };
        let input = RosterInput { rules, ..desk(&NAMES[..agents], last, need) };
        let found = roster(&input, &search(2_000)).unwrap();
        assert!(found.check.ok, "{:?}", found.check);
        assert_eq!(found.shifts.len(), nights);
    }
}

#[test]
fn one_agent_does_not_work_fourteen_days_in_a_row() {
    let need: Vec<u32> = (0..42).map(|place| u32::from(place % 3 == 0)).collect();
    let rules = RosterRules { max_days_in_row: Some(6), ..Default::default() };
    let input = RosterInput { rules, ..desk(&NAMES[..1], "2026-03-15", three(&need)) };
    let found = roster(&input, &search(5_000)).unwrap();
    keeps_to_rules(&input, &found);
    // Two days off in fourteen, which no roster can do without.
    assert_eq!(
        (found.shifts.len(), found.check.short_hours, found.short_hours_bound, found.gap),
        (12, 16.0, 16.0, 0.0)
    );
    let why: Vec<_> =
        found.shortages.iter().flat_map(|it| it.obstacles.iter().map(|it| it.rule)).collect();
    assert_eq!(why, [Some(RosterRule::MaxDaysInRow); 2]);
}

#[test]
fn what_keeps_whom_is_told() {
    let mut input = RosterInput {
        rules: RosterRules { least_rest: Some(Span::hours(11)), ..Default::default() },
        ..desk(&NAMES[..5], "2026-03-02", three(&[0, 3]))
    };
    input.agents[0].days_off = vec![day("2026-03-02")];
    input.agents[1].shifts = vec!["early".to_owned()];
    input.agents[2].max_hours = Some(Span::hours(6));
    input.before = vec![works("Dan 2026-03-01 night")];
    input.agents[4].unavailable = vec![crate::time::Period {
        start: "2026-03-02T20:00:00Z".parse().unwrap(),
        end: "2026-03-02T21:00:00Z".parse().unwrap(),
    }];
    let found = roster(&input, &search(500)).unwrap();
    let told: Vec<_> =
        found.shortages[0].obstacles.iter().map(|it| (it.rule, it.agents.join(" "))).collect();
    let expected = [
        (Some(RosterRule::AllowedShift), "Ben".to_owned()),
        (Some(RosterRule::Available), "Eva".to_owned()),
        (Some(RosterRule::DayOff), "Ann".to_owned()),
        (Some(RosterRule::LeastRest), "Dan".to_owned()),
        (Some(RosterRule::MaxHours), "Cem".to_owned()),
    ];
    assert_eq!(told, expected);
    assert_eq!((found.shortages[0].interval.short, found.check.short_hours), (3, 24.0));
}

#[test]
fn the_night_before_covers_the_first_morning() {
    let mut input = desk(&["Ann"], "2026-03-02", needs("2026-03-02T00:00:00Z", 360, &[1]));
    let check = roster(&input, &search(100)).unwrap().check;
    assert_eq!((check.short.len(), check.short_hours), (1, 6.0));
    input.before = vec![works("Ann 2026-03-01 night")];
    let found = roster(&input, &search(100)).unwrap();
    assert!(found.check.ok && found.shifts.is_empty());
}

#[test]
fn nobody_needed_is_nobody_at_work() {
    let found = roster(&desk(&NAMES, "2026-03-15", Vec::new()), &RosterSearch::default()).unwrap();
    assert!(found.check.ok && found.shifts.is_empty());
    let empty = RosterInput { templates: Vec::new(), ..desk(&[], "2026-03-15", Vec::new()) };
    assert!(roster(&empty, &RosterSearch::default()).unwrap().check.ok);
}

#[test]
fn pinned_shifts_stay() {
    let input = RosterInput {
        pinned: vec![works("Ben 2026-03-02 late"), works("Ann 2026-03-03 night")],
        ..desk(&NAMES[..3], "2026-03-08", three(&[1; 20]))
    };
    let found = roster(&input, &search(3_000)).unwrap();
    keeps_to_rules(&input, &found);
    let has = |pin: &RosterShift| {
        found
            .shifts
            .iter()
            .any(|it| (&it.agent, it.date, &it.shift) == (&pin.agent, pin.date, &pin.shift))
    };
    assert!(input.pinned.iter().all(has));
}
