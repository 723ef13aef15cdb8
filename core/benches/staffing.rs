//! What the models of a queue cost: `cargo bench -p firstline --bench staffing`.
//!
//! Prints microseconds a call by offered load, the median of many runs on one core.
#![allow(clippy::print_stdout, reason = "it prints what it measures")]
#![allow(clippy::disallowed_methods, reason = "it measures with the clock of the machine")]

use firstline::staffing::{
    QueueInput, ServiceLevelRule, ServiceLevelTarget, StaffingTargets, agents_for_blocking,
    agents_needed, erlang_b, queue_metrics, wait_percentile,
};
use firstline::time::Span;
use std::hint::black_box;
use std::time::Instant;

/// Erlangs, and agents with which Erlang C answers about 80 % within 20 seconds.
const LOADS: [(f64, u32); 6] =
    [(10.0, 14), (100.0, 107), (1e3, 1_011), (1e4, 10_013), (1e5, 100_014), (1e6, 1_000_014)];

fn main() -> firstline::Result<()> {
    let rule = ServiceLevelRule { within: Span::seconds(20), definition: Default::default() };
    let level = ServiceLevelTarget { share: 0.8, within: rule.within, definition: rule.definition };
    let targets = StaffingTargets { service_levels: vec![level], ..Default::default() };
    let patient = |load: f64| QueueInput::new(load * 20.0, Span::minutes(3));
    let leaving = |load| QueueInput { patience: Some(Span::minutes(2)), ..patient(load) };
    let limited = |load| QueueInput { waiting_places: Some(1_000), ..leaving(load) };
    println!(
        "  {:<44} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9}",
        "µs a call, by Erlangs", 10, 100, "1,000", "10,000", "100,000", "1,000,000"
    );
    row("Erlang B", erlang_b);
    row("Erlang B, agents for 1 %", |load, _| agents_for_blocking(load, 0.01));
    row("Erlang C, all metrics", |load, agents| queue_metrics(&patient(load), agents, &rule));
    row("Erlang A, all metrics, patience 120 s", |load, agents| {
        queue_metrics(&leaving(load), agents, &rule)
    });
    row("Erlang A with 1,000 waiting places", |load, agents| {
        queue_metrics(&limited(load), agents, &rule)
    });
    row("Erlang C, agents for 80/20", |load, _| agents_needed(&patient(load), &targets));
    row("Erlang A, agents for 80/20, patience 120 s", |load, _| {
        agents_needed(&leaving(load), &targets)
    });
    row("Erlang A, 90th percentile of the wait", |load, agents| {
        wait_percentile(&leaving(load), agents, 0.9, rule.definition)
    });
    Ok(())
}

fn row<T>(name: &str, call: impl Fn(f64, u32) -> T) {
    let medians = LOADS.map(|(load, agents)| median(|| call(black_box(load), black_box(agents))));
    let [a, b, c, d, e, f] = medians;
    println!("  {name:<44} {a:>9.2} {b:>9.2} {c:>9.2} {d:>9.2} {e:>9.1} {f:>9.1}");
}

/// The median microseconds of a call; short ones are measured many at a time.
fn median<T>(call: impl Fn() -> T) -> f64 {
    let once = |times: u32| {
        let start = Instant::now();
        for _ in 0..times {
            black_box(call());
        }
        start.elapsed().as_secs_f64() * 1e6 / f64::from(times)
    };
    let mut times = 1_u32;
    while once(times) * f64::from(times) < 200.0 {
        times *= 2;
    }
    let mut runs: Vec<_> = (0..41).map(|_| once(times)).collect();
    runs.sort_by(f64::total_cmp);
    runs.get(runs.len() / 2).copied().unwrap_or_default()
}
