//! Laws of queues.

use super::super::{
    ErlangModel, QueueInput, Stability, allen_cunneen, erlang_b, erlang_b_retrials, garnett,
    halfin_whitt, largest_load, lee_longton, wait_percentile,
};
use super::{DEFINITIONS, by, close, leaving, metrics, queue};
use crate::staffing::{ServiceLevelDefinition, ServiceLevelRule, queue_metrics};
use crate::time::Span;
use proptest::prelude::*;

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
    fn its_logarithm_is_that_of_the_blocking(load in 0.001..500.0_f64, agents in 0..3000_u32) {
        let one = erlang_b(load, agents).unwrap();
        let ln = one.ln_blocking.unwrap();
        prop_assert!(one.blocking <= 0.0 || (ln - one.blocking.ln()).abs() <= 1e-12 * ln.abs() + 1e-15);
        // ln B falls by ln(a/c) from one agent to the next where B is tiny.
        let next = erlang_b(load, agents + 1).unwrap().ln_blocking.unwrap();
        let step = (load / f64::from(agents + 1)).ln();
        prop_assert!(one.blocking > 1e-13 || (next - ln - step).abs() <= 1e-11 * ln.abs(), "{ln} {next} {step}");
    }

    #[test]
    fn the_largest_load_loses_just_that_share(agents in 1..3000_u32, share in 1e-9..0.999_f64) {
        let load = largest_load(agents, share).unwrap();
        let b = erlang_b(load, agents).unwrap().blocking;
        // B is steep where many agents share a load, so a last digit of it is several of B.
        prop_assert!((b - share).abs() <= 1e-14 * f64::from(agents + 50) * share, "{b} {share}");
    }

    #[test]
    fn more_agents_lose_fewer_and_wait_less(
        arrivals in 0.0..2000.0_f64, aht in 1..1800_i64, agents in 0..1000_u32, within in 0..600_i64,
    ) {
        let input = queue(arrivals, aht);
        let (one, two) = (metrics(&input, agents, within), metrics(&input, agents + 1, within));
        prop_assert!(two.p_wait <= one.p_wait && two.service_level_missed <= one.service_level_missed);
        prop_assert!((0.0..=1.0).contains(&one.p_wait) && one.service_level_missed <= one.p_wait);
        let b = erlang_b(one.offered_load, agents).unwrap().blocking;
        prop_assert!(one.offered_load == 0.0 || one.p_wait >= b * (1.0 - 1e-12));
        prop_assert!(erlang_b(one.offered_load, agents + 1).unwrap().blocking <= b);
    }

    #[test]
    fn a_queue_obeys_littles_law(agents in 1..2000_u32, aht in 1..1800_i32, share in 0.01..0.999_f64) {
        let arrivals = share * f64::from(agents) * 3600.0 / f64::from(aht);
        let queue = metrics(&queue(arrivals, aht.into()), agents, 20);
        prop_assert_eq!(queue.stability, Stability::Stable);
        let length = arrivals / 3600.0 * queue.asa_seconds.unwrap();
        prop_assert!((queue.queue_length.unwrap() - length).abs() <= 1e-12 * length);
    }

    #[test]
    fn who_hangs_up_leaves_a_queue_between_its_limits(
        arrivals in 1.0..3000.0_f64, aht in 10..600_i64, patience in 1..3000_i64, agents in 0..300_u32,
        within in 0..120_i64,
    ) {
        let input = leaving(arrivals, aht, patience);
        let got = metrics(&input, agents, within);
        prop_assert_eq!(got.model, ErlangModel::ErlangA);
        let load = got.offered_load;
        // Nobody waits at all at one end, nobody hangs up at the other.
        prop_assert!(got.p_wait >= erlang_b(load, agents).unwrap().blocking * (1.0 - 1e-11));
        prop_assert!(got.p_wait <= metrics(&queue(arrivals, aht), agents, within).p_wait * (1.0 + 1e-11));
        prop_assert!(got.p_abandon <= erlang_b(load, agents).unwrap().blocking * (1.0 + 1e-11) || patience < aht);
        // P(abandon) = mean wait / patience, with the mean of two sums of their own.
        let (answered, left) = (1.0 - got.p_abandon, got.p_abandon);
        let wait = answered * got.asa_seconds.unwrap_or(0.0) + left * got.mean_wait_of_abandoned_seconds.unwrap();
        prop_assert!(close(left * patience as f64, wait, 1e-11), "{got:?}");
        prop_assert!(close(got.mean_wait_seconds.unwrap(), wait, 1e-11), "{got:?}");
        // What agents do is what is answered.
        prop_assert!(close(got.occupancy * f64::from(agents) / load, answered, 1e-11), "{got:?}");
        for definition in DEFINITIONS {
            let got = by(&input, agents, within, definition);
            let both = got.service_level + got.service_level_missed;
            prop_assert!((both - 1.0).abs() < 1e-13, "{definition:?} {got:?}");
            let more = by(&input, agents + 1, within, definition);
            prop_assert!(more.service_level >= got.service_level - 1e-13, "{definition:?} {got:?} {more:?}");
            let later = by(&input, agents, within + 1, definition);
            prop_assert!(later.service_level >= got.service_level - 1e-13, "{definition:?} {got:?} {later:?}");
        }
    }

    #[test]
    fn a_patience_of_one_handling_time_is_a_queue_of_endless_agents(
        load in 0.1..80.0_f64, agents in 0..100_u32,
    ) {
        // Poisson: with a departure for each who is there, whether he is served or waits.
        let got = metrics(&leaving(load, 3600, 3600), agents, 0);
        let mut term = (-load).exp();
        let mut fewer = 0.0;
        for n in 0..agents {
            fewer += term;
            term *= load / f64::from(n + 1);
        }
        prop_assert!(close(got.p_wait, 1.0 - fewer, 1e-11), "{got:?} {fewer}");
    }

    #[test]
    fn a_patience_without_end_is_erlang_c(share in 0.2..0.9_f64, agents in 1..60_u32, within in 0..60_i64) {
        let arrivals = share * f64::from(agents) * 20.0;
        let patient = metrics(&queue(arrivals, 180), agents, within);
        let nearly = metrics(&leaving(arrivals, 180, 10_000_000), agents, within);
        prop_assert!(close(nearly.p_wait, patient.p_wait, 1e-2), "{nearly:?} {patient:?}");
        prop_assert!(close(nearly.asa_seconds.unwrap(), patient.asa_seconds.unwrap(), 1e-2));
        prop_assert!((nearly.service_level - patient.service_level).abs() < 1e-2);
    }

    #[test]
    fn redials_come_from_those_without_an_answer(
        arrivals in 1.0..600.0_f64, patience in 5..300_i64, agents in 1..40_u32, share in 0.0..0.95_f64,
        places in proptest::option::of(0..20_u32),
    ) {
        let input = QueueInput { redial_share: Some(share), waiting_places: places, ..leaving(arrivals, 180, patience) };
        let got = metrics(&input, agents, 20);
        let unanswered = got.p_abandon + got.p_blocked;
        prop_assert!(close(got.attempts_per_hour, arrivals + share * got.attempts_per_hour * unanswered, 1e-11), "{got:?}");
        prop_assert!(close(got.p_lost * arrivals, (1.0 - share) * got.attempts_per_hour * unanswered, 1e-11));
        let at_once = QueueInput { arrivals_per_hour: got.attempts_per_hour, redial_share: None, ..input };
        prop_assert!(close(metrics(&at_once, agents, 20).p_abandon, got.p_abandon, 1e-10));
        // Without places, it is extended Erlang B.
        if places == Some(0) {
            let b = erlang_b_retrials(arrivals * 180.0 / 3600.0, agents, share).unwrap();
            prop_assert!(close(got.p_blocked, b.blocking, 1e-11) && close(got.p_lost, b.lost_for_good, 1e-11));
        }
    }

    #[test]
    fn a_percentile_is_where_the_service_level_is_that_share(
        arrivals in 10.0..600.0_f64, patience in proptest::option::of(20..600_i64), agents in 1..40_u32,
        share in 0.05..0.99_f64, places in proptest::option::of(0..30_u32),
    ) {
        let input = QueueInput { patience: patience.map(Span::seconds), waiting_places: places, ..queue(arrivals, 180) };
        for definition in DEFINITIONS {
            let level = |millis| {
                let rule = ServiceLevelRule { within: Span::from_millis(millis), definition };
                queue_metrics(&input, agents, &rule).unwrap().service_level
            };
            match wait_percentile(&input, agents, share, definition).unwrap() {
                None => prop_assert!(level(3_600_000 * 24 * 30) < share, "{definition:?}"),
                Some(seconds) => {
                    prop_assert!(seconds < 1e7, "{seconds}");
                    let millis = (seconds * 1000.0) as i64;
                    prop_assert!(level(millis + 1) >= share - 1e-12, "{definition:?} {seconds}");
                    prop_assert!(millis == 0 || level(millis - 1) <= share + 1e-12, "{definition:?} {seconds}");
                }
            }
        }
    }

    #[test]
    fn large_queues_wait_as_their_limits_say(exponent in 3.0..5.5_f64, beta in -0.5..2.0_f64, q in 0.2..5.0_f64) {
        let load = 10_f64.powf(exponent).round();
        let agents = (load + beta * load.sqrt()).round();
        let beta = (agents - load) / load.sqrt();
        // Limits are missed by about 1/√a.
        let error = 0.6 / load.sqrt();
        let patience = (180.0 / q * 1000.0).round();
        let impatient = QueueInput {
            patience: Some(Span::from_millis(patience as i64)),
            ..queue(load * 20.0, 180)
        };
        let exact = metrics(&impatient, agents as u32, 20).p_wait;
        let limit = garnett(beta, 180_000.0 / patience).unwrap();
        prop_assert!((exact - limit).abs() < error, "{exact} {limit} {load} {beta}");
        if beta > 0.05 {
            let exact = metrics(&queue(load * 20.0, 180), agents as u32, 20).p_wait;
            let limit = halfin_whitt(beta).unwrap();
            prop_assert!((exact - limit).abs() < 2.0 * error, "{exact} {limit} {load} {beta}");
        }
    }

    #[test]
    fn approximations_are_multiples_of_erlang_c(
        arrivals in 0.0..400.0_f64, agents in 0..40_u32, u in 0.0..3.0_f64, v in 0.0..3.0_f64,
    ) {
        let aht = Span::minutes(3);
        let exact = metrics(&queue(arrivals, 180), agents, 0);
        let (mgc, ggc) = (
            lee_longton(arrivals, aht, agents, v).unwrap(),
            allen_cunneen(arrivals, aht, agents, u, v).unwrap(),
        );
        prop_assert_eq!(mgc.asa_seconds.is_some(), exact.asa_seconds.is_some());
        let asa = exact.asa_seconds.unwrap_or(0.0);
        prop_assert!(close(mgc.asa_seconds.unwrap_or(0.0), (1.0 + v * v) / 2.0 * asa, 1e-14));
        prop_assert!(close(ggc.asa_seconds.unwrap_or(0.0), (u * u + v * v) / 2.0 * asa, 1e-14));
    }

    #[test]
    fn any_number_has_an_answer_or_a_fault(
        arrivals in any::<f64>(), aht in any::<i64>(), patience in proptest::option::of(any::<i64>()),
        agents in any::<u32>(), within in any::<i64>(), places in proptest::option::of(0..3_000_u32),
        redial in proptest::option::of(0.0..1.5_f64),
    ) {
        let input = QueueInput {
            arrivals_per_hour: arrivals,
            aht: Span::from_millis(aht),
            patience: patience.map(Span::from_millis),
            waiting_places: places,
            redial_share: redial,
        };
        let definition = ServiceLevelDefinition::ExcludingShortAbandons;
        let rule = ServiceLevelRule { within: Span::from_millis(within), definition };
        if let Ok(got) = queue_metrics(&input, agents, &rule) {
            for share in [got.service_level, got.service_level_missed, got.p_wait, got.p_abandon, got.p_blocked] {
                prop_assert!((-1e-13..=1.0 + 1e-13).contains(&share), "{got:?}");
            }
            prop_assert!(got.asa_seconds.is_none_or(|asa| asa >= 0.0), "{got:?}");
        }
    }

    #[test]
    fn likely_numbers_have_sound_answers(
        arrivals in 0.0..2e4_f64, aht in 1000..1_000_000_i64, patience in proptest::option::of(1000..600_000_i64),
        agents in 0..5_000_u32, within in 0..600_000_i64, places in proptest::option::of(0..3_000_u32),
    ) {
        let input = QueueInput {
            arrivals_per_hour: arrivals,
            aht: Span::from_millis(aht),
            patience: patience.map(Span::from_millis),
            waiting_places: places,
            redial_share: None,
        };
        for definition in DEFINITIONS {
            let rule = ServiceLevelRule { within: Span::from_millis(within), definition };
            let Ok(got) = queue_metrics(&input, agents, &rule) else { continue };
            for share in [got.service_level, got.service_level_missed, got.p_wait, got.p_abandon, got.p_blocked] {
                prop_assert!((-1e-13..=1.0 + 1e-13).contains(&share), "{got:?}");
            }
            prop_assert!((got.service_level + got.service_level_missed - 1.0).abs() < 1e-11, "{got:?}");
            prop_assert!(got.occupancy <= 1.0 + 1e-12, "{got:?}");
            let waits = [got.asa_seconds, got.mean_wait_seconds, got.mean_wait_of_abandoned_seconds, got.queue_length];
            prop_assert!(waits.into_iter().flatten().all(|wait| wait >= 0.0 && wait.is_finite()), "{got:?}");
        }
    }
}

#[test]
fn what_json_cannot_write_is_refused_too() {
    let rule = ServiceLevelRule { within: Span::ZERO, definition: Default::default() };
    for arrivals in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let error = queue_metrics(&queue(arrivals, 60), 1, &rule).unwrap_err();
        assert_eq!((error.code(), error.path()), ("number.not_finite", "queue.arrivals_per_hour"));
    }
}

/// Weights as small as floats get: 4926 Erlangs for 206 agents and 2587 places.
#[test]
fn weights_that_cannot_get_smaller_end() {
    let input = QueueInput {
        arrivals_per_hour: 4_926.541_701_9 * 3600.0 / 912.381,
        aht: Span::from_millis(912_381),
        patience: None,
        waiting_places: Some(2587),
        redial_share: None,
    };
    let within = Span::from_millis(366_071);
    for patience in [None, Some(Span::minutes(1)), Some(Span::minutes(10)), Some(Span::hours(2))] {
        let rule =
            ServiceLevelRule { within, definition: ServiceLevelDefinition::AnsweredOfOffered };
        let got = queue_metrics(&QueueInput { patience, ..input }, 206, &rule).unwrap();
        assert!(
            (got.p_blocked + got.p_abandon - (1.0 - 206.0 / 4_926.541_701_9)).abs() < 1e-3,
            "{got:?}"
        );
    }
}

#[test]
fn every_fault_of_a_queue_is_found() {
    let rule = ServiceLevelRule { within: Span::seconds(-20), definition: Default::default() };
    let error = queue_metrics(&leaving(-1.0, 0, 0), 1, &rule).unwrap_err();
    let paths: Vec<_> = error.faults().map(|fault| fault.path.as_str()).collect();
    assert_eq!(paths, ["queue.arrivals_per_hour", "queue.aht", "queue.patience", "rule.within"]);
}
