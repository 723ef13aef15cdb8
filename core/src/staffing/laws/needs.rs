//! Laws of the agents that are needed.

use super::super::{
    ObservedWait, PatienceEstimate, QueueInput, ServiceLevelTarget, StaffingTargets,
    agents_for_blocking, agents_needed, agents_needed_all, erlang_b, patience_estimate,
    queue_metrics,
};
use super::{DEFINITIONS, by, close, queue};
use crate::staffing::{QueueMetrics, ServiceLevelRule, Stability};
use crate::time::Span;
use proptest::prelude::*;
use rust_decimal::Decimal;

fn level(share: f64, within: i64, definition: usize) -> ServiceLevelTarget {
    let definition = DEFINITIONS[definition];
    ServiceLevelTarget { share, within: Span::seconds(within), definition }
}

/// Whether figures meet what is asked besides service levels.
fn meets(got: &QueueMetrics, targets: &StaffingTargets) -> bool {
    let asa = targets.max_asa.map(|span| span.as_millis() as f64 / 1000.0);
    got.stability == Stability::Stable
        && asa.is_none_or(|most| got.asa_seconds.is_some_and(|asa| asa <= most))
        && targets.max_p_wait.is_none_or(|most| got.p_wait / (1.0 - got.p_blocked) <= most)
        && targets.max_abandonment.is_none_or(|most| got.p_abandon <= most)
        && targets.max_blocking.is_none_or(|most| got.p_blocked <= most)
}

proptest! {
    #[test]
    fn the_agents_needed_are_enough_and_one_fewer_is_not(
        arrivals in 0.001..5_000.0_f64, aht in 1..1800_i64, within in 0..600_i64, share in 0.001..0.99999_f64,
        patience in proptest::option::of(1..3000_i64), places in proptest::option::of(0..50_u32),
        definition in 0..4_usize, wait in proptest::option::of(0.01..0.9_f64),
        asa in proptest::option::of(1..300_000_i64), most in 0.001..0.9_f64, kind in 0..3_u8,
    ) {
        let input = QueueInput {
            patience: patience.map(Span::seconds),
            waiting_places: places,
            ..queue(arrivals, aht)
        };
        let targets = StaffingTargets {
            service_levels: vec![level(share, within, definition)],
            max_asa: asa.map(Span::from_millis),
            max_p_wait: wait,
            max_abandonment: (kind == 1).then_some(most),
            max_blocking: (kind == 2).then_some(most),
            max_occupancy: None,
        };
        let needed = agents_needed(&input, &targets).unwrap();
        let all = |agents| {
            let got = by(&input, agents, within, DEFINITIONS[definition]);
            let level = got.service_level >= share || got.service_level_missed <= 1.0 - share;
            level && meets(&got, &targets)
        };
        prop_assert!(all(needed.agents), "{needed:?}");
        prop_assert!(needed.agents == 0 || !all(needed.agents - 1), "{needed:?}");
        prop_assert!(needed.goals.iter().all(|goal| goal.agents <= needed.agents));
        prop_assert!(needed.goals.iter().any(|goal| Some(goal.goal) == needed.binding && goal.agents == needed.agents));
        prop_assert_eq!(needed.outcome, by(&input, needed.agents, within, DEFINITIONS[definition]));
        let fewer = needed.agents.checked_sub(1).map(|fewer| by(&input, fewer, within, DEFINITIONS[definition]));
        prop_assert_eq!(needed.with_one_fewer, fewer);
        prop_assert_eq!(agents_needed_all(&[input, input], &targets).unwrap(), vec![needed.clone(), needed]);
    }

    #[test]
    fn so_many_that_they_are_no_busier_than_they_may_be(
        arrivals in 1..200_000_u32, aht in 1..1800_i64, percent in 1..=100_i64,
        patience in proptest::option::of(1..3000_i64),
    ) {
        let input = QueueInput { patience: patience.map(Span::seconds), ..queue(f64::from(arrivals) / 10.0, aht) };
        let targets = StaffingTargets { max_occupancy: Some(Decimal::new(percent, 2)), ..Default::default() };
        let needed = agents_needed(&input, &targets).unwrap();
        // In whole numbers: tenths of arrivals, seconds and per cent.
        let work = i128::from(arrivals) * i128::from(aht) * 100;
        let can = |agents: u32| i128::from(agents) * 36_000 * i128::from(percent);
        if patience.is_none() {
            let settles = |agents: u32| i128::from(agents) * 36_000 > work / 100;
            prop_assert!(work <= can(needed.agents) && settles(needed.agents));
            prop_assert!(work > can(needed.agents - 1) || !settles(needed.agents - 1));
        } else {
            prop_assert!(needed.outcome.occupancy <= percent as f64 / 100.0);
            let fewer = needed.with_one_fewer.map_or(1.0, |fewer| fewer.occupancy);
            prop_assert!(needed.agents <= 1 || fewer > percent as f64 / 100.0, "{needed:?}");
        }
    }

    #[test]
    fn agents_for_a_blocking_are_enough_and_one_fewer_is_not(load in 0.001..3000.0_f64, share in 1e-6..0.99_f64) {
        let agents = agents_for_blocking(load, share).unwrap();
        let at = |agents| erlang_b(load, agents).unwrap().blocking;
        prop_assert!(at(agents) <= share * (1.0 + 1e-12));
        prop_assert!(agents == 0 || at(agents - 1) > share * (1.0 - 1e-12));
    }

    #[test]
    fn any_target_has_an_answer_or_a_fault(
        arrivals in any::<f64>(), aht in any::<i64>(), patience in proptest::option::of(any::<i64>()),
        share in any::<f64>(), within in any::<i64>(), limit in any::<i64>(),
    ) {
        let input = QueueInput {
            patience: patience.map(Span::from_millis),
            ..QueueInput::new(arrivals, Span::from_millis(aht))
        };
        let within = Span::from_millis(within);
        let level = ServiceLevelTarget { share, within, definition: Default::default() };
        let targets = StaffingTargets {
            service_levels: vec![level],
            max_occupancy: Some(Decimal::new(limit, 18)),
            ..Default::default()
        };
        if let Ok(needed) = agents_needed(&input, &targets) {
            prop_assert!(needed.outcome.service_level >= share - 1e-12, "{needed:?}");
            let rule = ServiceLevelRule { within, definition: Default::default() };
            prop_assert_eq!(needed.outcome, queue_metrics(&input, needed.agents, &rule).unwrap());
        }
    }

    #[test]
    fn a_patience_lies_between_its_bounds_and_they_are_closer_for_more_waits(
        waits in proptest::collection::vec((1..600_000_i64, any::<bool>()), 1..60), confidence in 0.5..0.999_f64,
    ) {
        let observed: Vec<_> = waits
            .iter()
            .map(|&(millis, abandoned)| ObservedWait { wait: Span::from_millis(millis), abandoned })
            .collect();
        let one = patience_estimate(&observed, confidence).unwrap();
        let many = patience_estimate(&observed.repeat(20), confidence).unwrap();
        prop_assert_eq!(one.patience_seconds.is_some(), waits.iter().any(|wait| wait.1));
        let PatienceEstimate { patience_seconds: Some(patience), low_seconds, high_seconds, .. } = one else {
            return Ok(());
        };
        prop_assert!(low_seconds < patience && patience < high_seconds.unwrap());
        prop_assert!(close(many.patience_seconds.unwrap(), patience, 1e-12));
        prop_assert!(low_seconds < many.low_seconds && many.high_seconds < high_seconds);
    }
}
