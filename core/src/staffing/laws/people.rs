//! From agents at work to people to employ.

use crate::staffing::{CoverInput, HiringInput, HiringPlan, cover, hiring_plan};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn input() -> impl Strategy<Value = HiringInput> {
    let needed = proptest::collection::vec(0.0..40.0_f64, 0..14);
    let ramp = proptest::collection::vec(0.0..=1.0_f64, 0..4);
    (needed, 0..30_u32, 0.0..0.2_f64, ramp, 0..4_u32).prop_map(
        |(needed, team, attrition, ramp, lead_months)| HiringInput {
            needed,
            team,
            attrition,
            ramp,
            lead_months,
        },
    )
}

/// Full agents in each month, cohort by cohort from the definition.
fn full_agents(input: &HiringInput, hires: &[u32]) -> Vec<f64> {
    let stay = |months: usize| (0..months).fold(1.0, |there, _| there * (1.0 - input.attrition));
    (0..input.needed.len())
        .map(|month| {
            let team = f64::from(input.team) * stay(month);
            (0..=month).fold(team, |sum, start| {
                let share = input.ramp.get(month - start).copied().unwrap_or(1.0);
                sum + f64::from(hires[start]) * stay(month - start) * share
            })
        })
        .collect()
}

fn hires(plan: &HiringPlan) -> Vec<u32> {
    plan.months.iter().map(|it| it.hires).collect()
}

proptest! {
    #[test]
    fn nobody_is_missing_whom_a_starter_could_replace(input in input()) {
        let plan = hiring_plan(&input).unwrap();
        let found = full_agents(&input, &hires(&plan));
        for (month, (it, found)) in plan.months.iter().zip(found).enumerate() {
            prop_assert!((it.full_agents - found).abs() < 1e-9);
            let could = |start: usize| input.ramp.get(month - start).is_none_or(|share| *share > 0.0);
            let first = usize::try_from(input.lead_months).unwrap();
            if it.missing > 0.0 {
                prop_assert!(!(first..=month).any(could), "month {month} of {plan:?}");
            } else {
                prop_assert!(found > it.needed - 1e-8);
            }
            prop_assert!(month >= first || it.hires == 0);
        }
        prop_assert_eq!(plan.is_staffed, plan.months.iter().all(|it| it.missing <= 0.0));
        prop_assert_eq!(plan.hires, hires(&plan).iter().sum::<u32>());
    }

    #[test]
    fn nobody_can_be_left_out(input in input()) {
        let plan = hiring_plan(&input).unwrap();
        let with = full_agents(&input, &hires(&plan));
        for (start, _) in plan.months.iter().enumerate().filter(|(_, it)| it.hires > 0) {
            let mut fewer = hires(&plan);
            fewer[start] -= 1;
            let without = full_agents(&input, &fewer);
            let worse = with.iter().zip(&without).zip(&input.needed).any(|((with, without), needed)| {
                *without < *needed - 1e-10 && without < with
            });
            prop_assert!(worse, "one of month {start} can be left out of {plan:?}");
        }
    }

    /// Where nobody leaves and everybody can do all at once, whoever is missing starts in that very month.
    #[test]
    fn without_ramp_and_attrition_the_highest_need_so_far_is_hired(needed in proptest::collection::vec(0..60_u32, 0..20), team in 0..30_u32) {
        let input = HiringInput {
            needed: needed.iter().map(|it| f64::from(*it)).collect(),
            team,
            attrition: 0.0,
            ramp: Vec::new(),
            lead_months: 0,
        };
        let mut there = team;
        let expected: Vec<u32> = needed.iter().map(|it| {
            let more = it.saturating_sub(there);
            there += more;
            more
        }).collect();
        prop_assert_eq!(hires(&hiring_plan(&input).unwrap()), expected);
    }

    /// In whole numbers: seats x service x 10^4 by paid x (10^4 - shrinkage), rounded up.
    #[test]
    fn a_cover_is_the_least_that_is_enough(agents in 0..100_000_u32, service in 1..=16_800_i64, paid in 1..=16_800_i64, shrinkage in 0..10_000_i64) {
        let input = CoverInput {
            agents,
            minimum_crew: 0,
            service_hours_per_week: Decimal::new(service, 2),
            paid_hours_per_week: Decimal::new(paid, 2),
            shrinkage: Decimal::new(shrinkage, 4),
        };
        let (hours, of_one) = (i128::from(agents) * i128::from(service) * 10_000, i128::from(paid) * i128::from(10_000 - shrinkage));
        let expected = (hours + of_one - 1) / of_one;
        match cover(&input) {
            Ok(found) => prop_assert_eq!(i128::from(found.headcount), expected),
            Err(error) => prop_assert!(expected > i128::from(u32::MAX), "{error}"),
        }
    }
}
