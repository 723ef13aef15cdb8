//! Changes of a roster, against every other way to change it.

use super::super::{RosterInput, RosterRules, RosterSearch, RosterShift, reroster, roster};
use super::brute::{cost, least};
use super::scenes::{at, day, desk, three, works};
use crate::time::{Date, Span};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const OPTIONS: RosterSearch = RosterSearch { seed: 3, steps: Some(30_000) };

fn tiny(need: &[u32]) -> RosterInput {
    let rules = RosterRules { least_rest: Some(Span::hours(11)), ..Default::default() };
    RosterInput { rules, ..desk(&["Ann", "Ben"], "2026-03-04", three(need)) }
}

fn days() -> Vec<Date> {
    ["2026-03-02", "2026-03-03", "2026-03-04"].map(day).to_vec()
}

proptest! {
    // That a search finds the best is no promise: always the same cases.
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(1), ..ProptestConfig::with_cases(24) })]

    #[test]
    fn no_other_roster_changes_less(
        need in prop::collection::vec(0_u32..2, 9),
        off in 0_usize..3,
        ill in 0_usize..2,
    ) {
        let mut input = tiny(&need);
        let planned = roster(&input, &OPTIONS).unwrap().shifts;
        input.agents[ill].days_off = vec![days()[off]];
        let now = reroster(&input, &planned, at("2026-03-02T00:00:00Z"), &OPTIONS).unwrap();
        let cells: Vec<(String, Date)> = input.agents.iter().flat_map(|it| days().into_iter().map(|day| (it.name.clone(), day))).collect();
        let own = cost(&input, &now.shifts, &cells, Some(&planned)).unwrap();
        prop_assert_eq!(own.2, now.changes.len());
        prop_assert_eq!(own, least(&input, &days(), Some(&planned)));
    }
}

#[test]
fn nothing_changes_without_a_reason() {
    let input = RosterInput { last: day("2026-03-22"), ..tiny(&[1, 0, 0].repeat(20)) };
    let planned = roster(&input, &OPTIONS).unwrap();
    let now = reroster(&input, &planned.shifts, at("2026-03-02T00:00:00Z"), &OPTIONS).unwrap();
    assert_eq!((now.changes.len(), &now.shifts), (0, &planned.shifts));
}

#[test]
fn the_past_stays_whatever_rules_say_of_it() {
    let mut input = tiny(&[1, 0, 0, 1, 0, 0, 1]);
    let planned: Vec<RosterShift> =
        ["Ann 2026-03-02 late", "Ann 2026-03-03 early", "Ann 2026-03-04 early"].map(works).to_vec();
    input.agents[0].days_off = vec![day("2026-03-03"), day("2026-03-04")];
    let now = reroster(&input, &planned, at("2026-03-03T12:00:00Z"), &OPTIONS).unwrap();
    let told: Vec<String> =
        now.shifts.iter().map(|it| format!("{} {} {}", it.agent, it.date, it.shift)).collect();
    // The first morning is over and stays short.
    assert_eq!(told, ["Ann 2026-03-02 late", "Ann 2026-03-03 early", "Ben 2026-03-04 early"]);
    assert_eq!(now.changes.len(), 2);
    assert!(!now.check.ok && now.check.violations.len() == 2);
}

#[test]
fn a_previous_roster_that_names_nobody_is_refused() {
    let error = reroster(
        &tiny(&[1]),
        &[works("Zoe 2026-03-02 early")],
        at("2026-03-02T00:00:00Z"),
        &OPTIONS,
    )
    .unwrap_err();
    assert_eq!((error.code(), error.path()), ("agent.unknown", "previous[0].agent"));
}
