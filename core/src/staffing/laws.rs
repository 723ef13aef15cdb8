//! What must hold of every queue and every headcount.

use super::{
    AgentsNeededInput, ErlangCInput, HeadcountInput, Stability, agents_needed, erlang_b, erlang_c,
    headcount,
};
use crate::time::Span;
use proptest::prelude::*;
use rust_decimal::Decimal;

fn queue(arrivals_per_hour: f64, seconds: i64, agents: u32, wait: i64) -> ErlangCInput {
    let (aht, target_wait) = (Span::seconds(seconds), Span::seconds(wait));
    ErlangCInput { arrivals_per_hour, aht, agents, target_wait }
}

/// B by its recursion from no agents up, the second method.
fn recursion(load: f64, agents: u32) -> f64 {
    (1..=agents).fold(1.0, |b, n| load * b / (f64::from(n) + load * b))
}

proptest! {
    #[test]
    fn blocking_is_that_of_the_recursion(load in 0.0..500.0_f64, agents in 0..500_u32) {
        let (b, expect) = (erlang_b(load, agents).unwrap().blocking, recursion(load, agents));
        // What is below 1e-300 is given as 0, as its documentation says.
        prop_assert!((b - expect).abs() <= 1e-12 * expect + 1e-300, "{b} {expect}");
    }

    #[test]
    fn more_agents_lose_fewer_and_wait_less(
        arrivals in 0.0..2000.0_f64, aht in 1..1800_i64, agents in 0..1000_u32, wait in 0..600_i64,
    ) {
        let one = erlang_c(&queue(arrivals, aht, agents, wait)).unwrap();
        let two = erlang_c(&queue(arrivals, aht, agents + 1, wait)).unwrap();
        prop_assert!(two.p_wait <= one.p_wait && two.p_wait_longer <= one.p_wait_longer);
        prop_assert!((0.0..=1.0).contains(&one.p_wait) && one.p_wait_longer <= one.p_wait);
        let b = erlang_b(one.offered_load, agents).unwrap().blocking;
        prop_assert!(one.offered_load == 0.0 || one.p_wait >= b * (1.0 - 1e-12));
        prop_assert!(erlang_b(one.offered_load, agents + 1).unwrap().blocking <= b);
    }

    #[test]
    fn a_queue_obeys_littles_law(
        agents in 1..2000_u32, aht in 1..1800_i32, share in 0.01..0.999_f64,
    ) {
        let arrivals = share * f64::from(agents) * 3600.0 / f64::from(aht);
        let queue = erlang_c(&queue(arrivals, aht.into(), agents, 20)).unwrap();
        prop_assert_eq!(queue.stability, Stability::Stable);
        let length = arrivals / 3600.0 * queue.asa_seconds.unwrap();
        prop_assert!((queue.queue_length.unwrap() - length).abs() <= 1e-12 * length);
    }

    #[test]
    fn the_agents_needed_are_enough_and_one_fewer_is_not(
        arrivals in 0.001..20_000.0_f64, aht in 1..1800_i64, wait in 0..600_i64,
        target in 0.0..0.99999_f64, percent in proptest::option::of(1..=100_i64),
    ) {
        let max_occupancy = percent.map(|percent| Decimal::new(percent, 2));
        let needed = agents_needed(&AgentsNeededInput {
            arrivals_per_hour: arrivals,
            aht: Span::seconds(aht),
            target_wait: Span::seconds(wait),
            target_service_level: target,
            max_occupancy,
        })
        .unwrap();
        let limit = percent.map_or(1.0, |percent| f64::from(i32::try_from(percent).unwrap()) / 100.0);
        let meets = |agents| {
            let queue = erlang_c(&queue(arrivals, aht, agents, wait)).unwrap();
            let load = queue.offered_load / f64::from(agents);
            queue.stability == Stability::Stable
                && queue.p_wait_longer <= 1.0 - target
                && load <= limit * (1.0 + 1e-12)
        };
        prop_assert!(meets(needed.agents));
        prop_assert!(!meets(needed.agents - 1));
        prop_assert_eq!(needed.outcome, erlang_c(&queue(arrivals, aht, needed.agents, wait)).unwrap());
    }

    #[test]
    fn any_number_has_an_answer_or_a_fault(
        arrivals in any::<f64>(), target in any::<f64>(), aht in any::<i64>(), wait in any::<i64>(),
        agents in any::<u32>(), share in any::<i64>(),
    ) {
        let (aht, target_wait) = (Span::from_millis(aht), Span::from_millis(wait));
        let input = ErlangCInput { arrivals_per_hour: arrivals, aht, agents, target_wait };
        if let Ok(queue) = erlang_c(&input) {
            prop_assert!((0.0..=1.0).contains(&queue.service_level), "{queue:?}");
            prop_assert!(queue.asa_seconds.is_none_or(|asa| asa >= 0.0), "{queue:?}");
        }
        let needed = agents_needed(&AgentsNeededInput {
            arrivals_per_hour: arrivals,
            aht,
            target_wait,
            target_service_level: target,
            max_occupancy: Some(Decimal::new(share, 18)),
        });
        if let Ok(needed) = needed {
            prop_assert!(needed.outcome.service_level >= target - 1e-12, "{needed:?}");
        }
    }

    #[test]
    fn a_headcount_is_the_least_that_is_enough(
        tickets in 0..100_000_000_i64, rate in 1..1000_i64, share in 0..950_000_i64,
    ) {
        let shrinkage = Decimal::new(share, 6);
        let input = HeadcountInput {
            tickets_per_month: tickets,
            tickets_per_agent_per_month: rate,
            shrinkage,
            team: None,
        };
        let needed = headcount(&input).unwrap();
        let (on_shift, people) = (i128::from(needed.on_shift), i128::from(needed.headcount));
        prop_assert!(on_shift * i128::from(rate) >= i128::from(tickets));
        prop_assert!(on_shift == 0 || (on_shift - 1) * i128::from(rate) < i128::from(tickets));
        let at_work = i128::from(1_000_000 - share);
        prop_assert!(people * at_work >= on_shift * 1_000_000);
        prop_assert!(people == 0 || (people - 1) * at_work < on_shift * 1_000_000);
    }
}

#[test]
fn what_json_cannot_write_is_refused_too() {
    for arrivals in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let error = erlang_c(&queue(arrivals, 60, 1, 20)).unwrap_err();
        assert_eq!((error.code(), error.path()), ("number.not_finite", "input.arrivals_per_hour"));
    }
}

#[test]
fn every_fault_of_a_queue_is_found() {
    let error = erlang_c(&queue(-1.0, 0, 1, -20)).unwrap_err();
    let paths: Vec<_> = error.faults().map(|fault| fault.path.as_str()).collect();
    assert_eq!(paths, ["input.arrivals_per_hour", "input.aht", "input.target_wait"]);
}
