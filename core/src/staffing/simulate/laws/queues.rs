//! Against the closed forms of queues, within the simulation's own intervals. Seeds stand fixed, so that a test either
//! always passes or never does.

use super::*;
use crate::staffing::{
    LoadBefore, LoadMethod, LoadStatistic, PriorityClass, QueueInput, ServiceLevelDefinition,
    ServiceLevelRule, load_curve, priority_waits, queue_metrics, wait_percentile,
};
use crate::ticket::Priority;

const DEFINITIONS: [ServiceLevelDefinition; 4] = [
    ServiceLevelDefinition::AnsweredOfOffered,
    ServiceLevelDefinition::AnsweredOfAnswered,
    ServiceLevelDefinition::ExcludingShortAbandons,
    ServiceLevelDefinition::WaitWithin,
];

/// 200 calls an hour of 3 minutes, 20 replications of 300 hours after 10 of warm-up.
fn simulated(stream: ContactStream, agents: u32, seed: u32) -> SimulatedDesk {
    let seconds = 310 * 3600;
    let shifts = vec![shift(0, seconds, agents)];
    let model = desk(seconds, vec![stream], vec![group("g", &["calls"], shifts)]);
    let warm_up = Some(Span::hours(10));
    let options =
        SimulationOptions { warm_up, confidence: Some(0.99), ..SimulationOptions::new(seed, 20) };
    simulate_desk(&model, &options).unwrap()
}

fn calls() -> ContactStream {
    ContactStream::new("calls", poisson(200.0, 310), exponential(180))
}

fn as_the_formula(queue: QueueInput, agents: u32, definition: ServiceLevelDefinition) {
    let rule = ServiceLevelRule { within: Span::seconds(20), definition };
    let patience = queue.patience.map(|mean| TimeDistribution::Exponential { mean });
    let (places, level) = (queue.waiting_places, Some(rule));
    let stream =
        ContactStream { patience, waiting_places: places, service_level: level, ..calls() };
    let got = simulated(stream, agents, 20_260_302);
    let want = queue_metrics(&queue, agents, &rule).unwrap();
    let total = &got.total;
    if want.p_wait > 0.0 {
        holds("P(wait)", total.p_wait, want.p_wait);
        holds("ASA", total.asa_seconds, want.asa_seconds.unwrap());
        holds("mean wait", total.mean_wait_seconds, want.mean_wait_seconds.unwrap());
        let waiters = want.mean_wait_of_waiters_seconds.unwrap();
        holds("mean wait of waiters", total.mean_wait_of_waiters_seconds, waiters);
        holds("queue length", Some(total.queue_length), want.queue_length.unwrap());
    }
    if want.p_abandon > 0.0 {
        holds("P(abandon)", total.p_abandon, want.p_abandon);
    }
    if want.p_blocked > 0.0 {
        holds("P(blocked)", total.p_blocked, want.p_blocked);
    }
    holds("service level", total.service_level, want.service_level);
    holds("occupancy", got.groups[0].occupancy, want.occupancy);
}

#[test]
fn percentiles_of_waits() {
    let hour = QueueInput::new(200.0, Span::minutes(3));
    let patience = Some(Span::minutes(2));
    // Of those who found a place, as many wait no longer as of all, less those who did not.
    let cases = [
        (hour, 13),
        (QueueInput { patience, ..hour }, 9),
        (QueueInput { waiting_places: Some(8), ..hour }, 10),
        (QueueInput { patience, waiting_places: Some(4), ..hour }, 9),
    ];
    for (queue, agents) in cases {
        let patience = queue.patience.map(|mean| TimeDistribution::Exponential { mean });
        let stream = ContactStream { patience, waiting_places: queue.waiting_places, ..calls() };
        let got = simulated(stream, agents, 7);
        let rule = ServiceLevelRule { within: Span::ZERO, definition: Default::default() };
        let taken = 1.0 - queue_metrics(&queue, agents, &rule).unwrap().p_blocked;
        let exact = |share: f64| {
            let definition = ServiceLevelDefinition::WaitWithin;
            wait_percentile(&queue, agents, share * taken, definition).unwrap().unwrap()
        };
        for it in [&got.total, &got.streams[0]] {
            if exact(0.5) > 0.0 {
                holds("P50", it.wait_p50_seconds, exact(0.5));
            } else {
                assert_eq!(value(it.wait_p50_seconds), exact(0.5));
            }
            holds("P90", it.wait_p90_seconds, exact(0.9));
            holds("P95", it.wait_p95_seconds, exact(0.95));
        }
    }
    // P(wait) of 10 Erlangs and 13 agents is 0.2852705, and waits of waiters are exponential with a mean of 60 s.
    let exact = wait_percentile(&hour, 13, 0.9, ServiceLevelDefinition::WaitWithin).unwrap();
    assert!((exact.unwrap() - 60.0 * (0.285_270_45_f64 / 0.1).ln()).abs() < 1e-4);
}

#[test]
fn erlang_b() {
    let queue = QueueInput { waiting_places: Some(0), ..QueueInput::new(200.0, Span::minutes(3)) };
    as_the_formula(queue, 12, ServiceLevelDefinition::AnsweredOfOffered);
}

#[test]
fn erlang_c() {
    let queue = QueueInput::new(200.0, Span::minutes(3));
    as_the_formula(queue, 13, ServiceLevelDefinition::AnsweredOfOffered);
}

#[test]
fn erlang_a_by_every_definition() {
    let queue =
        QueueInput { patience: Some(Span::minutes(2)), ..QueueInput::new(200.0, Span::minutes(3)) };
    for definition in DEFINITIONS {
        as_the_formula(queue, 11, definition);
    }
}

#[test]
fn limited_lines() {
    let queue = QueueInput { waiting_places: Some(3), ..QueueInput::new(200.0, Span::minutes(3)) };
    as_the_formula(queue, 10, ServiceLevelDefinition::AnsweredOfOffered);
    let impatient = QueueInput { patience: Some(Span::minutes(2)), ..queue };
    as_the_formula(impatient, 10, ServiceLevelDefinition::ExcludingShortAbandons);
}

#[test]
fn priorities_of_cobham() {
    let rates = [40.0, 60.0, 100.0];
    let priorities = [Priority::P1, Priority::P2, Priority::P3];
    let streams = rates.iter().zip(priorities).map(|(rate, priority)| ContactStream {
        priority,
        skill: Some("calls".to_owned()),
        ..ContactStream::new(format!("{priority:?}"), poisson(*rate, 310), exponential(180))
    });
    let shifts = vec![shift(0, 310 * 3600, 12)];
    let model = desk(310 * 3600, streams.collect(), vec![group("g", &["calls"], shifts)]);
    let warm_up = Some(Span::hours(10));
    let options =
        SimulationOptions { warm_up, confidence: Some(0.99), ..SimulationOptions::new(5, 20) };
    let got = simulate_desk(&model, &options).unwrap();
    let class = |(rate, priority): (&f64, Priority)| PriorityClass {
        name: format!("{priority:?}"),
        arrivals_per_hour: *rate,
    };
    let classes: Vec<_> = rates.iter().zip(priorities).map(class).collect();
    let want = priority_waits(&classes, Span::minutes(3), 12).unwrap();
    for (got, want) in got.priorities.iter().zip(&want) {
        holds(&want.name, got.figures.asa_seconds, want.asa_seconds.unwrap());
        holds(&want.name, got.figures.p_wait, want.p_wait);
    }
}

#[test]
fn redials_that_come_much_later_are_those_of_the_formula() {
    // Two hours later, what they find does not hang on what they found.
    let stream = ContactStream {
        patience: Some(exponential(120)),
        redial: Some(super::super::ContactRedial { share: 0.5, delay: exponential(7200) }),
        ..calls()
    };
    let got = simulated(stream, 10, 11);
    let queue = QueueInput {
        patience: Some(Span::minutes(2)),
        redial_share: Some(0.5),
        ..QueueInput::new(200.0, Span::minutes(3))
    };
    let rule = ServiceLevelRule { within: Span::ZERO, definition: Default::default() };
    let want = queue_metrics(&queue, 10, &rule).unwrap();
    holds("P(abandon)", got.total.p_abandon, want.p_abandon);
    holds("attempts", Some(got.total.offered), want.attempts_per_hour * 300.0);
}

#[test]
fn an_agent_for_everyone_is_the_load_of_the_curve() {
    let counts = [6.0, 24.0, 60.0, 36.0, 0.0, 9.0];
    let hour = |(place, arrivals): (i64, &f64)| IntervalArrivals {
        start: at(place * 3600),
        end: at((place + 1) * 3600),
        arrivals: *arrivals,
    };
    let intervals: Vec<_> = (0..).zip(&counts).map(hour).collect();
    let (statistic, before) = (LoadStatistic::Mean, LoadBefore::Empty);
    let method = LoadMethod::ModifiedOfferedLoad { statistic, before };
    let load = load_curve(&intervals, Span::minutes(45), &method).unwrap();
    let calls =
        ContactStream::new("calls", ContactArrivals::Poisson { intervals }, exponential(2700));
    let model =
        desk(6 * 3600, vec![calls], vec![group("g", &["calls"], vec![shift(0, 6 * 3600, 1000)])]);
    let interval = Some(Span::hours(1));
    let options =
        SimulationOptions { interval, confidence: Some(0.99), ..SimulationOptions::new(3, 1500) };
    let got = simulate_desk(&model, &options).unwrap();
    for ((interval, load), count) in got.intervals.iter().zip(&load).zip(counts) {
        holds("load", Some(interval.groups[0].busy_hours), load.offered_load);
        if count > 0.0 {
            holds("arrivals", Some(interval.total.offered), count);
        }
    }
    assert_eq!(got.intervals[4].total.offered.value, 0.0);
}

#[test]
fn one_agent_waits_by_pollaczek_and_khinchine() {
    // 12 an hour of 4 minutes, ρ = 0.8: W = ρ (1 + cv²) h / (2 (1 − ρ)).
    let with = |handling, seed| {
        let stream = ContactStream::new("calls", poisson(12.0, 2100), handling);
        let model = desk(
            2100 * 3600,
            vec![stream],
            vec![group("g", &["calls"], vec![shift(0, 2100 * 3600, 1)])],
        );
        let warm_up = Some(Span::hours(100));
        let options = SimulationOptions {
            warm_up,
            confidence: Some(0.99),
            ..SimulationOptions::new(seed, 40)
        };
        simulate_desk(&model, &options).unwrap().total.asa_seconds
    };
    let mean = Span::minutes(4);
    let spans = [60, 60, 60, 780].map(Span::seconds).to_vec();
    let cases = [
        (fixed(240), 0.0),
        (TimeDistribution::Erlang { mean, phases: 4 }, 0.25),
        (TimeDistribution::LogNormal { mean, deviation: Span::minutes(4) }, 1.0),
        // Mean 240, variance 3 · 180² / 4 + 540² / 4.
        (
            TimeDistribution::Samples { spans },
            (3.0 * 180.0 * 180.0 + 540.0 * 540.0) / 4.0 / 57_600.0,
        ),
    ];
    for (seed, (handling, variation)) in (40..).zip(cases) {
        let want = 0.8 * (1.0 + variation) * 240.0 / (2.0 * 0.2);
        holds(&format!("{handling:?}"), with(handling, seed), want);
    }
}
