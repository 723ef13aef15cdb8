//! Needs of which a cover with breaks is known, since they were counted from one.

use super::super::{CoverageInput, ShiftTemplate, shift_coverage};
use super::draws::Draws;
use super::scenes::{every, input, needs, pause};
use crate::time::Span;
use proptest::prelude::*;
use rstest::rstest;

/// A break in quarters of an hour: its length, its earliest start and how many places it has.
type Rest = (usize, usize, u64);

/// Days of which the need is that of shifts with breaks drawn at random, and what these cost.
fn worked(days: usize, count: u64, seed: u64) -> (CoverageInput, i64) {
    let draws = &mut Draws(seed);
    let below = |draws: &mut Draws, number: u64| usize::try_from(draws.below(number)).unwrap();
    let kinds: [(usize, &[Rest]); 2] =
        [(36, &[(1, 6, 5), (3, 14, 7), (1, 26, 5)]), (20, &[(1, 8, 5)])];
    let mut at_work = vec![0_u32; days * 96];
    let mut cost = 0;
    for _ in 0..count {
        let kind = below(draws, 2);
        let (length, rests) = kinds[kind];
        let start = 2 * below(draws, u64::try_from((days * 96 - length) / 2).unwrap());
        at_work[start..start + length].iter_mut().for_each(|it| *it += 1);
        for (length, earliest, places) in rests {
            let from = start + earliest + below(draws, *places);
            at_work[from..from + length].iter_mut().for_each(|it| *it -= 1);
        }
        cost += [8, 5][kind];
    }
    let minutes = |quarters: usize| i64::try_from(15 * quarters).unwrap();
    let templates = kinds.iter().zip([8, 5]).map(|((length, rests), cost)| {
        let breaks = rests.iter().map(|(length, earliest, places)| {
            let last = earliest + usize::try_from(*places).unwrap() - 1;
            pause(minutes(*length), minutes(*earliest), minutes(last), 15)
        });
        ShiftTemplate {
            breaks: breaks.collect(),
            length: Span::minutes(minutes(*length)),
            cost: Some(cost),
            ..every(&length.to_string(), "00:00", "23:30", 30, 1)
        }
    });
    let need = needs("2026-03-02T00:00:00Z", 15, &at_work);
    (input("UTC", templates.collect(), need), cost)
}

#[rstest]
#[case(1, 20)]
#[case(1, 200)]
#[case(2, 60)]
fn a_cover_is_about_as_cheap_as_the_one_that_is_known(#[case] days: usize, #[case] count: u64) {
    let (asked, cost) = worked(days, count, count);
    let asked = CoverageInput { max_nodes: Some(50), ..asked };
    let cover = shift_coverage(&asked).unwrap();
    assert!(cover.bound <= cost);
    assert!(cover.cost * 100 <= cost * 105, "{} is more than {cost}", cover.cost);
    assert_eq!(shift_coverage(&asked).unwrap(), cover);
}

#[cfg(feature = "highs")]
#[rstest]
fn a_day_is_proven_cheapest(#[values(1, 2, 3, 4)] seed: u64) {
    let (asked, known) = worked(1, 20, seed);
    let cover = shift_coverage(&asked).unwrap();
    assert!(cover.bound <= known);
    assert_eq!(cover.cost, cover.bound);
}

/// The lowest cost of shifts of four hours with one hour of break, at the second or third hour, by trying all.
fn brute(short: &mut Vec<i64>, spent: i64, price: i64, best: &mut i64) {
    let Some(hour) = short.iter().position(|it| *it > 0) else {
        *best = spent.min(*best);
        return;
    };
    for start in hour.saturating_sub(3)..=hour {
        for rest in [start + 1, start + 2] {
            if rest == hour || spent + price >= *best {
                continue;
            }
            let work = |short: &mut Vec<i64>, number: i64| {
                let hours = (start..start + 4).filter(|it| *it != rest);
                hours.for_each(|it| short.get_mut(it).into_iter().for_each(|it| *it -= number));
            };
            work(short, 1);
            brute(short, spent + price, price, best);
            work(short, -1);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_bound_is_above_the_cheapest_cover(
        need in prop::collection::vec(0_u32..3, 1..7),
        price in 1_u32..4,
    ) {
        // Hours before the first are there to start in, and cost a shift as much.
        let hours: Vec<u32> = [0, 0, 0].into_iter().chain(need).collect();
        let mut short: Vec<i64> = hours.iter().map(|it| i64::from(*it)).collect();
        let mut least = i64::MAX;
        brute(&mut short, 0, price.into(), &mut least);
        let shift = ShiftTemplate {
            breaks: vec![pause(60, 60, 120, 60)],
            cost: Some(price),
            ..every("short", "00:00", "23:00", 60, 4)
        };
        let found = shift_coverage(&input("UTC", vec![shift], needs("2026-03-02T00:00:00Z", 60, &hours))).unwrap();
        prop_assert!(found.bound <= least);
        prop_assert_eq!(found.cost, least);
    }
}
