//! Laws of staffing by skills, and the case that others get wrong.

#![allow(clippy::as_conversions, reason = "the numbers of these tests are small")]

use super::program::{Program, Row, solve, without_implied};
use super::*;
use crate::staffing::{ServiceLevelTarget, StaffingTargets};
use crate::time::Span;
use proptest::prelude::*;
use rstest::rstest;
use rust_decimal::Decimal;

fn targets() -> StaffingTargets {
    let definition = Default::default();
    let level = ServiceLevelTarget { share: 0.8, within: Span::seconds(20), definition };
    StaffingTargets { service_levels: vec![level], ..Default::default() }
}

fn two_queues() -> [SkillDemand; 2] {
    ["A", "B"].map(|skill| SkillDemand::new(skill, 200.0, Span::minutes(3)))
}

fn groups(flexible: &str) -> [SkillGroup; 3] {
    [
        SkillGroup::new("A", &["A"], Decimal::ONE),
        SkillGroup::new("B", &["B"], Decimal::ONE),
        SkillGroup::new("flex", &["A", "B"], flexible.parse().unwrap()),
    ]
}

fn counts(staffing: &SkillStaffing) -> Vec<u32> {
    staffing.groups.iter().map(|group| group.agents).collect()
}

#[test]
fn two_queues_of_14_need_24_and_not_14() {
    // 10 Erlangs each need 14 by 80 % within 20 seconds, and 20 Erlangs 24. pyworkforce 0.5.4 answers 14 who do both.
    let bounds = skill_bounds(&two_queues(), &targets(), None).unwrap();
    assert_eq!(bounds.iter().map(|it| it.agents).collect::<Vec<_>>(), [14, 14, 24]);
    let got = skill_staffing(&two_queues(), &groups("1.2"), &SkillRules::new(targets())).unwrap();
    assert_eq!((counts(&got), got.agents, got.proven), (vec![10, 10, 4], 24, true));
    assert_eq!(
        (got.cost.to_string(), got.lowest_cost.to_string()),
        ("24.8".to_owned(), "24.8".to_owned())
    );
    assert_eq!(got.binding.len(), 3);
    assert!(f64::from(got.agents) > got.load);
    // As cheap as others, everyone does both.
    let cheap = skill_staffing(&two_queues(), &groups("0.9"), &SkillRules::new(targets())).unwrap();
    assert_eq!(counts(&cheap), [0, 0, 24]);
    // Too dear, nobody does: with two more it is 28.
    let dear = skill_staffing(&two_queues(), &groups("2.1"), &SkillRules::new(targets())).unwrap();
    assert_eq!((counts(&dear), dear.agents), (vec![14, 14, 0], 28));
}

#[test]
fn the_simulation_adds_until_targets_hold() {
    let check = SkillCheck {
        seed: 3,
        replications: 20,
        length: Span::hours(60),
        warm_up: Span::hours(3),
        confidence: 0.95,
        most_added: 10,
    };
    let rules = SkillRules::new(targets());
    let got = skill_staffing_simulated(&two_queues(), &groups("1.2"), &rules, &check).unwrap();
    // One who does both is enough, where two who do one each would be dearer.
    assert!(got.met, "{got:?}");
    assert_eq!((got.agents, got.added, got.groups[2].agents), (25, 1, 5));
    for skill in &got.skills {
        assert!(skill.service_level.unwrap().low.unwrap() >= 0.8);
    }
    assert_eq!(got.agents, got.bound.agents + got.added);
    assert_eq!(got.steps.iter().filter(|it| it.term == SkillTerm::Simulated).count(), 2);
    // The 14 who do both would be an unstable desk: nothing is added, and the answer says so.
    let few = [SkillGroup { at_most: Some(24), ..groups("1")[2].clone() }];
    let none = SkillCheck { most_added: 0, ..check };
    let strict = StaffingTargets { max_p_wait: Some(0.1), ..targets() };
    let error = skill_staffing(&two_queues(), &few, &SkillRules::new(strict)).unwrap_err();
    assert_eq!(error.code(), "skills.unreachable");
    let whole = skill_staffing_simulated(&two_queues(), &few, &rules, &none).unwrap();
    assert_eq!((whole.agents, whole.added), (24, 0));
}

#[test]
fn nothing_needs_nobody() {
    let none = skill_staffing(&[], &[], &SkillRules::new(targets())).unwrap();
    assert_eq!((none.agents, none.proven), (0, true));
    let quiet = two_queues().map(|it| SkillDemand { arrivals_per_hour: 0.0, ..it });
    let got = skill_staffing(&quiet, &groups("1.2"), &SkillRules::new(targets())).unwrap();
    assert_eq!((counts(&got), got.cost), (vec![0, 0, 0], Decimal::ZERO));
    let check = SkillCheck {
        seed: 1,
        replications: 2,
        length: Span::hours(1),
        warm_up: Span::ZERO,
        confidence: 0.9,
        most_added: 5,
    };
    let simulated =
        skill_staffing_simulated(&quiet, &groups("1.2"), &SkillRules::new(targets()), &check)
            .unwrap();
    assert!(simulated.met && simulated.agents == 0);
}

#[rstest]
#[case(&["A", "A"], "skill.duplicate_name", "demand[1].skill")]
#[case(&["A", ""], "skill.no_name", "demand[1].skill")]
#[case(&["A", "C"], "skill.unknown", "groups[1].skills[0]")]
#[case(&["A", "B", "C"], "skill.nobody", "demand[2].skill")]
fn wrong_skills(#[case] skills: &[&str], #[case] code: &str, #[case] path: &str) {
    let demand: Vec<_> =
        skills.iter().map(|it| SkillDemand::new(*it, 1.0, Span::minutes(1))).collect();
    let error = skill_staffing(&demand, &groups("1.2"), &SkillRules::new(targets())).unwrap_err();
    assert_eq!((error.code(), error.path()), (code, path));
}

#[test]
fn what_is_wrong_is_told_where_it_is() {
    let rules = || SkillRules::new(targets());
    let error = |demand: &[SkillDemand], groups: &[SkillGroup], rules: &SkillRules| {
        let error = skill_staffing(demand, groups, rules).unwrap_err();
        (error.code().to_owned(), error.path().to_owned())
    };
    let want = |code: &str, path: &str| (code.to_owned(), path.to_owned());
    let many: Vec<_> =
        (0..13).map(|it| SkillDemand::new(format!("s{it}"), 1.0, Span::minutes(1))).collect();
    assert_eq!(error(&many, &[], &rules()), want("skills.too_many", "demand"));
    let mut rate = two_queues();
    rate[1].arrivals_per_hour = f64::NAN;
    assert_eq!(
        error(&rate, &groups("1"), &rules()),
        want("number.not_finite", "demand[1].arrivals_per_hour")
    );
    for (cost, code) in [
        ("0", "number.out_of_range"),
        ("-1", "number.out_of_range"),
        ("1.00001", "number.too_precise"),
    ] {
        assert_eq!(error(&two_queues(), &groups(cost), &rules()), want(code, "groups[2].cost"));
    }
    let blocking = StaffingTargets { max_blocking: Some(0.1), ..targets() };
    let got = error(&two_queues(), &groups("1"), &SkillRules::new(blocking));
    assert_eq!(got, want("targets.not_for_skills", "rules.targets.max_blocking"));
    let none = SkillRules::new(StaffingTargets::default());
    assert_eq!(error(&two_queues(), &groups("1"), &none), want("targets.none", "rules.targets"));
    let patience = SkillRules { patience: Some(Span::ZERO), ..rules() };
    assert_eq!(
        error(&two_queues(), &groups("1"), &patience),
        want("span.not_positive", "rules.patience")
    );
    let mut limited = groups("1");
    (limited[0].at_least, limited[0].at_most) = (Some(3), Some(2));
    assert_eq!(
        error(&two_queues(), &limited, &rules()),
        want("agents.contradiction", "groups[0].at_most")
    );
}

type Parts = (Vec<i128>, Vec<Row>, Vec<(u32, Option<u32>)>);

/// Costs, rows and limits of up to four groups.
fn programs() -> impl Strategy<Value = Parts> {
    (1..5_usize).prop_flat_map(|count| {
        let row = (1..1_u32 << count, 0..7_u32).prop_map(|(groups, agents)| Row { groups, agents });
        let limit = (0..3_u32, proptest::option::of(3..6_u32));
        (
            proptest::collection::vec(1..30_i128, count),
            proptest::collection::vec(row, 0..8),
            proptest::collection::vec(limit, count),
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Against all numbers of agents there are.
    #[test]
    fn the_best_is_the_best((costs, rows, limits) in programs()) {
        let count = costs.len();
        let mut best: Option<i128> = None;
        for code in 0..8_u32.pow(count as u32) {
            let agents: Vec<u32> = (0..count as u32).map(|place| code / 8_u32.pow(place) % 8).collect();
            let fits = agents.iter().zip(&limits).all(|(count, (least, most))| count >= least && most.is_none_or(|most| *count <= most));
            let enough = rows.iter().all(|row| super::program::sum::<u32>(row, agents.iter().copied()) >= row.agents);
            if fits && enough {
                let cost = costs.iter().zip(&agents).map(|(cost, agents)| cost * i128::from(*agents)).sum();
                best = Some(best.map_or(cost, |best: i128| best.min(cost)));
            }
        }
        let program = Program { costs: &costs, rows: without_implied(rows), limits };
        let got = solve(&program, 100_000);
        prop_assert_eq!(got.as_ref().map(|it| it.cost), best);
        if let Some(got) = got {
            prop_assert_eq!(got.at_least, got.cost);
            // With few steps it is no worse than it says.
            let few = solve(&program, 2).unwrap();
            prop_assert!(few.at_least <= got.cost && got.cost <= few.cost);
        }
    }

    #[test]
    fn every_set_has_enough_and_no_set_fewer_than_its_load(
        rates in proptest::collection::vec((0.0..400.0_f64, 30..900_i64), 1..5),
        skills in proptest::collection::vec((1..16_usize, 1..40_i64), 0..5),
    ) {
        let names = ["a", "b", "c", "d"];
        let demand: Vec<_> = rates.iter().zip(names).map(|((rate, aht), name)| SkillDemand::new(name, *rate, Span::seconds(*aht))).collect();
        // Each skill alone, and some who can do more.
        let alone = (0..demand.len()).map(|place| (1 << place, 10));
        let groups: Vec<_> = alone.chain(skills).enumerate().filter_map(|(place, (bits, cost))| {
            let can: Vec<&str> = names.into_iter().take(demand.len()).enumerate().filter(|(at, _)| bits & (1 << at) != 0).map(|it| it.1).collect();
            (!can.is_empty()).then(|| SkillGroup::new(format!("g{place}"), &can, Decimal::new(cost, 1)))
        }).collect();
        let got = skill_staffing(&demand, &groups, &SkillRules::new(targets())).unwrap();
        let bounds = skill_bounds(&demand, &targets(), None).unwrap();
        prop_assert_eq!(bounds.len(), (1 << demand.len()) - 1);
        for bound in &bounds {
            let have: u32 = groups.iter().zip(&got.groups).filter(|(group, _)| group.skills.iter().any(|it| bound.skills.contains(it))).map(|it| it.1.agents).sum();
            prop_assert!(have >= bound.agents);
            prop_assert!(bound.load <= 0.0 || f64::from(bound.agents) > bound.load);
        }
        prop_assert!(got.proven && got.lowest_cost == got.cost);
    }
}
