//! Formulas against chains that are solved otherwise.

use super::super::{PopulationInput, PriorityClass, population_metrics, priority_waits};
use super::{DEFINITIONS, brute, by, close, leaving, metrics, queue};
use crate::staffing::{Engset, QueueInput, engset, erlang_b, erlang_b_real};
use crate::time::Span;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn lines_with_a_limit_are_chains_of_few_states(
        arrivals in 1.0..400.0_f64, aht in 20..300_i64, patience in proptest::option::of(20..600_i64),
        agents in 1..7_u32, places in 0..12_u32, within in 0..60_i64,
    ) {
        let input = QueueInput {
            patience: patience.map(Span::seconds),
            waiting_places: Some(places),
            ..queue(arrivals, aht)
        };
        let leave = patience.map_or(0.0, |patience| 1.0 / patience as f64);
        let (arrive, serve) = (arrivals / 3600.0, 1.0 / aht as f64);
        let truth = brute::queue(arrive, serve, leave, agents as usize, places as usize, within as f64);
        let got = metrics(&input, agents, within);
        prop_assert!(close(got.p_wait, truth.waits, 1e-11), "{got:?} {truth:?}");
        prop_assert!(close(got.p_blocked, truth.blocked, 1e-11), "{got:?} {truth:?}");
        prop_assert!(close(got.p_abandon, truth.abandoned, 1e-11), "{got:?} {truth:?}");
        prop_assert!(close(got.queue_length.unwrap(), truth.length, 1e-11), "{got:?} {truth:?}");
        prop_assert!(close(got.occupancy, truth.busy / f64::from(agents), 1e-11));
        prop_assert!(close(got.mean_wait_seconds.unwrap(), truth.length / arrive, 1e-11));
        let answered = 1.0 - truth.blocked - truth.abandoned;
        let levels = [
            truth.answered_within,
            truth.answered_within / answered,
            truth.answered_within / (1.0 - truth.abandoned_within),
            truth.answered_within + truth.abandoned_within,
        ];
        for (definition, level) in DEFINITIONS.into_iter().zip(levels) {
            let got = by(&input, agents, within, definition);
            prop_assert!(close(got.service_level, level, 1e-11), "{definition:?} {got:?} {truth:?}");
            prop_assert!(close(got.service_level_missed, 1.0 - level, 1e-11), "{definition:?} {got:?}");
        }
    }

    #[test]
    fn so_many_places_that_none_is_taken_are_no_limit(
        arrivals in 1.0..400.0_f64, aht in 20..200_i64, patience in 10..120_i64, agents in 0..8_u32, within in 0..60_i64,
    ) {
        let endless = leaving(arrivals, aht, patience);
        let limited = QueueInput { waiting_places: Some(400), ..endless };
        for definition in DEFINITIONS {
            let (one, two) = (by(&endless, agents, within, definition), by(&limited, agents, within, definition));
            prop_assert!(close(one.service_level, two.service_level, 1e-11), "{definition:?} {one:?} {two:?}");
            prop_assert!(close(one.service_level_missed, two.service_level_missed, 1e-11), "{one:?} {two:?}");
            prop_assert!(close(one.p_wait, two.p_wait, 1e-11));
            prop_assert!(close(one.p_abandon, two.p_abandon, 1e-11));
            prop_assert!(close(one.occupancy, two.occupancy, 1e-11));
            for (one, two) in [
                (one.asa_seconds, two.asa_seconds),
                (one.mean_wait_seconds, two.mean_wait_seconds),
                (one.mean_wait_of_waiters_seconds, two.mean_wait_of_waiters_seconds),
                (one.mean_wait_of_abandoned_seconds, two.mean_wait_of_abandoned_seconds),
            ] {
                prop_assert!(close(one.unwrap_or(-1.0), two.unwrap_or(-1.0), 1e-10), "{one:?} {two:?}");
            }
        }
    }

    #[test]
    fn populations_are_chains_of_few_states(
        sources in 1..14_u32, rate in 0.05..20.0_f64, aht in 20..900_i64, agents in 1..8_u32, within in 0..90_i64,
    ) {
        let (idle, serve) = (rate / 3600.0, 1.0 / aht as f64);
        let chain = |sources: u32| {
            let births: Vec<_> = (0..sources).map(|n| f64::from(sources - n) * idle).collect();
            let deaths: Vec<_> = (1..=sources).map(|n| f64::from(n.min(agents)) * serve).collect();
            brute::stationary(&births, &deaths)
        };
        let (mut length, mut busy) = (0.0, 0.0);
        for (n, state) in (0_u32..).zip(chain(sources)) {
            length += state * f64::from(n.saturating_sub(agents));
            busy += state * f64::from(n.min(agents));
        }
        let (mut waits, mut level) = (0.0, 0.0);
        for (n, state) in (0_u32..).zip(chain(sources - 1)) {
            if n < agents {
                level += state;
            } else {
                waits += state;
                let service = f64::from(agents) * serve;
                level += state * brute::within((n - agents) as usize, service, 0.0, within as f64).0;
            }
        }
        let input = PopulationInput { sources, calls_per_idle_hour: rate, aht: Span::seconds(aht) };
        let got = population_metrics(&input, agents, Span::seconds(within)).unwrap();
        prop_assert!(close(got.p_wait, waits, 1e-11), "{got:?} {waits}");
        prop_assert!(close(got.service_level, level, 1e-11), "{got:?} {level}");
        prop_assert!(close(got.queue_length, length, 1e-11), "{got:?} {length}");
        prop_assert!(close(got.occupancy, busy / f64::from(agents), 1e-11), "{got:?} {busy}");
        prop_assert!(close(got.throughput_per_hour, busy * serve * 3600.0, 1e-11));
    }

    #[test]
    fn engset_is_the_chain_of_those_who_do_not_wait(
        sources in 1..40_u32, load in 0.001..5.0_f64, agents in 0..40_u32,
    ) {
        let top = agents.min(sources);
        let last = |sources: u32| {
            let top = agents.min(sources);
            let births: Vec<_> = (0..top).map(|n| f64::from(sources - n) * load).collect();
            let deaths: Vec<_> = (1..=top).map(f64::from).collect();
            brute::stationary(&births, &deaths)
        };
        let all = last(sources);
        let Engset { time_congestion, call_congestion, carried_load } = engset(sources, load, agents).unwrap();
        if agents <= sources {
            prop_assert!(close(time_congestion, all[top as usize], 1e-12));
        }
        if agents < sources {
            prop_assert!(close(call_congestion, last(sources - 1)[top as usize], 1e-12));
        } else {
            prop_assert!(call_congestion.abs() <= 0.0);
        }
        let carried: f64 = (0_u32..).zip(&all).map(|(n, state)| f64::from(n) * state).sum();
        prop_assert!(close(carried_load, carried, 1e-12), "{carried_load} {carried}");
    }

    #[test]
    fn parts_of_agents_obey_the_recursion(load in 0.01..200.0_f64, agents in 0.0..200.0_f64) {
        let at = |agents| 1.0 / erlang_b_real(load, agents).unwrap().blocking;
        let (here, next) = (at(agents), at(agents + 1.0));
        let expect = 1.0 + (agents + 1.0) / load * here;
        prop_assert!(!next.is_finite() || close(next, expect, 1e-12), "{next} {expect}");
        let whole = agents.floor();
        let integer = 1.0 / erlang_b(load, whole as u32).unwrap().blocking;
        prop_assert!(!integer.is_finite() || close(at(whole), integer, 1e-12));
    }
}

/// Erlang's integral for a part of an agent, by Simpson's rule.
#[test]
fn parts_of_agents_are_erlangs_integral() {
    for (load, agents) in [(0.3, 0.5), (0.999, 0.25), (1.0, 0.75), (3.0, 2.5), (20.0, 17.3)] {
        let f = |t: f64| (-load * t + agents * t.ln_1p()).exp();
        let (steps, end) = (400_000, 60.0 / f64::min(load, 1.0));
        let width = end / f64::from(steps);
        let sum: f64 = (0..=steps)
            .map(|n| {
                let factor = if n == 0 || n == steps { 1.0 } else { f64::from(2 + n % 2 * 2) };
                factor * f(f64::from(n) * width)
            })
            .sum();
        let inverse = load * sum * width / 3.0;
        let got = erlang_b_real(load, agents).unwrap().blocking;
        assert!(close(got, 1.0 / inverse, 1e-10), "{load} {agents}: {got} {}", 1.0 / inverse);
    }
}

/// Two priorities and two agents, with up to 80 who wait in each: the whole chain, by sweeps over its states.
#[test]
fn priorities_wait_as_the_whole_chain_says() {
    const PLACES: usize = 80;
    let (arrive, serve) = ([0.5, 0.7], 1.0);
    // How many are busy while nobody waits, and both queues while all are.
    let mut few = [1.0, 1.0];
    let mut full = vec![vec![0.0; PLACES + 1]; PLACES + 1];
    full[0][0] = 1.0;
    let all = arrive[0] + arrive[1];
    for _ in 0..6_000 {
        few[0] = few[1] * serve / all;
        few[1] = (few[0] * all + full[0][0] * 2.0 * serve) / (all + serve);
        for first in 0..=PLACES {
            for second in 0..=PLACES {
                let mut into = 0.0;
                if first > 0 {
                    into += full[first - 1][second] * arrive[0];
                }
                if second > 0 {
                    into += full[first][second - 1] * arrive[1];
                }
                if first < PLACES {
                    into += full[first + 1][second] * 2.0 * serve;
                }
                if first == 0 && second < PLACES {
                    into += full[0][second + 1] * 2.0 * serve;
                }
                if (first, second) == (0, 0) {
                    into += few[1] * all;
                }
                let mut out = 2.0 * serve;
                out += if first < PLACES { arrive[0] } else { 0.0 };
                out += if second < PLACES { arrive[1] } else { 0.0 };
                full[first][second] = into / out;
            }
        }
        let total: f64 = few.iter().chain(full.iter().flatten()).sum();
        few.iter_mut().chain(full.iter_mut().flatten()).for_each(|state| *state /= total);
    }
    let mut lengths = [0.0; 2];
    for (first, row) in full.iter().enumerate() {
        for (second, state) in row.iter().enumerate() {
            lengths[0] += state * first as f64;
            lengths[1] += state * second as f64;
        }
    }
    // A handling time of an hour makes rates those of an hour.
    let classes = [("P1", 0.5), ("P2", 0.7)].map(|(name, arrivals_per_hour)| PriorityClass {
        name: name.to_owned(),
        arrivals_per_hour,
    });
    let got = priority_waits(&classes, Span::hours(1), 2).unwrap();
    for (got, length) in got.iter().zip(lengths) {
        assert!(close(got.queue_length.unwrap(), length, 1e-6), "{got:?} {length}");
    }
}
