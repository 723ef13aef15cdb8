//! What holds for every desk.

use super::super::compile::compile;
use super::super::run::run;
use super::*;
use crate::staffing::{ContactEnd, ContactEscalation, ContactRedial};
use crate::ticket::Priority;
use proptest::prelude::*;

fn distributions() -> impl Strategy<Value = TimeDistribution> {
    let span = || (1..600_i64).prop_map(Span::seconds);
    prop_oneof![
        span().prop_map(|span| TimeDistribution::Fixed { span }),
        span().prop_map(|mean| TimeDistribution::Exponential { mean }),
        (span(), span())
            .prop_map(|(mean, deviation)| TimeDistribution::LogNormal { mean, deviation }),
        (span(), 1..5_u32).prop_map(|(mean, phases)| TimeDistribution::Erlang { mean, phases }),
        proptest::collection::vec(span(), 1..5)
            .prop_map(|spans| TimeDistribution::Samples { spans }),
    ]
}

/// Three streams, of which the first may go on to the last, and some groups with some of the skills, for two hours.
fn desks() -> impl Strategy<Value = DeskSimulation> {
    let stream = (
        0.0..200.0_f64,
        distributions(),
        proptest::option::of(distributions()),
        proptest::option::of(0..4_u32),
        1..4_u32,
        prop_oneof![Just(Priority::P1), Just(Priority::P3)],
        proptest::option::of(0.0..0.9_f64),
    );
    let shift = (0..3600_i64, 1..7200_i64, 0..6_u32);
    let groups =
        proptest::collection::vec((1..8_usize, proptest::collection::vec(shift, 0..4)), 0..4);
    (proptest::collection::vec(stream, 3), groups, 0.0..1.0_f64).prop_map(
        |(streams, groups, share)| {
            let streams = streams.into_iter().enumerate().map(|(place, it)| {
                let (per_hour, handling, patience, waiting_places, concurrency, priority, again) =
                    it;
                let may_lose = patience.is_some() || waiting_places.is_some();
                let to = ContactEscalation { share, to: "s2".to_owned() };
                ContactStream {
                    patience,
                    waiting_places,
                    concurrency: Some(concurrency),
                    priority,
                    redial: again
                        .filter(|_| may_lose)
                        .map(|share| ContactRedial { share, delay: fixed(30) }),
                    escalation: (place == 0).then_some(to),
                    ..ContactStream::new(format!("s{place}"), poisson(per_hour, 2), handling)
                }
            });
            let groups = groups.into_iter().enumerate().map(|(place, (skills, shifts))| {
                let skills: Vec<_> = ["s0", "s1", "s2"]
                    .into_iter()
                    .enumerate()
                    .filter(|(at, _)| skills & (1 << at) != 0)
                    .map(|it| it.1)
                    .collect();
                let shifts = shifts
                    .into_iter()
                    .map(|(from, length, agents)| super::shift(from, from + length, agents));
                group(&format!("g{place}"), &skills, shifts.collect())
            });
            // Nobody of them is ever there, but could take what comes.
            let away = group("away", &["s0", "s1", "s2"], Vec::new());
            desk(7200, streams.collect(), groups.chain([away]).collect())
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nobody_is_lost_and_time_is_what_it_is(model in desks(), seed in any::<u32>()) {
        let interval = Some(Span::minutes(15));
        let options = SimulationOptions { interval, contacts: Some(100_000), ..SimulationOptions::new(seed, 1) };
        let got = simulate_desk(&model, &options).unwrap();
        for it in got.streams.iter().chain([&got.total]).chain(got.intervals.iter().map(|it| &it.total)) {
            let ends = it.answered.value + it.abandoned.value + it.blocked.value + it.waiting.value;
            prop_assert_eq!(it.offered.value, ends);
        }
        // Intervals are parts of the whole.
        let sum = |of: fn(&super::super::ContactFigures) -> f64| got.intervals.iter().map(|it| of(&it.total)).sum::<f64>();
        prop_assert_eq!(sum(|it| it.offered.value), got.total.offered.value);
        prop_assert_eq!(sum(|it| it.answered.value), got.total.answered.value);
        prop_assert!((sum(|it| it.queue_length.value) / 8.0 - got.total.queue_length.value).abs() < 1e-9);
        for (place, group) in got.groups.iter().enumerate() {
            let parts: f64 = got.intervals.iter().map(|it| it.groups[place].busy_hours.value).sum();
            prop_assert!((parts - group.busy_hours.value).abs() < 1e-9);
            prop_assert!(group.busy_hours.value <= group.staffed_hours + group.overtime_hours.value + 1e-9);
        }
        // What is told of each is what was counted, by Little's law too.
        let count = |end| got.contacts.iter().filter(|it| it.end == end).count() as f64;
        prop_assert_eq!(count(ContactEnd::Abandoned), got.total.abandoned.value);
        prop_assert_eq!(count(ContactEnd::Blocked), got.total.blocked.value);
        let in_work = count(ContactEnd::InWork) + count(ContactEnd::Handled) + count(ContactEnd::Escalated);
        prop_assert_eq!(in_work, got.total.answered.value);
        let waited: f64 = got.contacts.iter().map(|it| {
            let gone = if it.end == ContactEnd::Blocked { Some(it.arrived_at) } else { it.answered_at.or(it.ended_at) };
            gone.unwrap_or(model.end).since(it.arrived_at).seconds_float()
        }).sum();
        // Percentiles of every set, by counting those who wait no longer; instants are told to the millisecond.
        let waits = |stream: Option<&str>, from: Timestamp, until: Timestamp| -> Vec<f64> {
            let some = got.contacts.iter().filter(|it| stream.is_none_or(|stream| stream == it.stream));
            let some = some.filter(|it| it.arrived_at >= from && it.arrived_at < until && it.end != ContactEnd::Blocked);
            some.filter_map(|it| Some(it.answered_at.or(it.ended_at)?.since(it.arrived_at).seconds_float())).collect()
        };
        let told = |it: &super::super::ContactFigures| [it.wait_p50_seconds, it.wait_p90_seconds, it.wait_p95_seconds];
        let check = |figures: &super::super::ContactFigures, mut waits: Vec<f64>| {
            waits.sort_by(f64::total_cmp);
            for (figure, percent) in told(figures).into_iter().zip([50, 90, 95]) {
                let want = (waits.len() * percent).div_ceil(100).checked_sub(1).map(|place| waits[place]);
                prop_assert_eq!(figure.is_some(), want.is_some());
                prop_assert!(figure.is_none_or(|it| (it.value - want.unwrap()).abs() < 0.0011), "{figure:?} {want:?}");
            }
            Ok(())
        };
        check(&got.total, waits(None, model.start, model.end))?;
        for it in &got.streams {
            check(it, waits(Some(&it.name), model.start, model.end))?;
        }
        for it in &got.intervals {
            check(&it.total, waits(None, it.start, it.end))?;
            for stream in &it.streams {
                check(stream, waits(Some(&stream.name), it.start, it.end))?;
            }
        }
        for it in &got.priorities {
            let of: Vec<_> = model.streams.iter().filter(|stream| stream.priority == it.priority).collect();
            check(&it.figures, of.iter().flat_map(|stream| waits(Some(&stream.name), model.start, model.end)).collect())?;
        }
        prop_assert!((waited / 7200.0 - got.total.queue_length.value).abs() < 1e-5 * (1.0 + waited));
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes_in_any_order(model in desks(), seed in any::<u32>()) {
        let options = SimulationOptions { interval: Some(Span::minutes(30)), ..SimulationOptions::new(seed, 4) };
        let json = |it: &SimulatedDesk| serde_json::to_string(it).unwrap();
        let first = simulate_desk(&model, &options).unwrap();
        prop_assert_eq!(json(&first), json(&simulate_desk(&model, &options).unwrap()));
        // Each replication is by itself: in another order they count the same.
        let compiled = compile(&model, &options).unwrap();
        let tally = |replication| run(&compiled, seed, replication, 0).unwrap().tally;
        let forward: Vec<_> = (0..4).map(tally).collect();
        let mut backward: Vec<_> = (0..4).rev().map(tally).collect();
        backward.reverse();
        prop_assert!(forward == backward);
    }

    /// Of one queue in order of arrival, whose callers stay, each waits no longer with one agent more (sample by sample:
    /// J. Kiefer and J. Wolfowitz 1955).
    #[test]
    fn with_one_agent_more_nobody_waits_longer(
        per_hour in 1.0..300.0_f64, handling in distributions(), agents in 1..12_u32, seed in any::<u32>(),
    ) {
        let with = |agents| {
            let stream = ContactStream::new("calls", poisson(per_hour, 2), handling.clone());
            let model = desk(7200, vec![stream], vec![group("g", &["calls"], vec![shift(0, 7200, agents)])]);
            let options = SimulationOptions { contacts: Some(100_000), ..SimulationOptions::new(seed, 1) };
            simulate_desk(&model, &options).unwrap().contacts
        };
        let (few, many) = (with(agents), with(agents + 1));
        prop_assert_eq!(few.len(), many.len());
        for (few, many) in few.iter().zip(&many) {
            prop_assert_eq!(few.arrived_at, many.arrived_at);
            let at = |it: Option<Timestamp>| it.unwrap_or(at(7200));
            prop_assert!(at(many.answered_at) <= at(few.answered_at), "{few:?} {many:?}");
        }
    }

    #[test]
    fn a_stream_more_moves_no_other(per_hour in 1.0..100.0_f64, seed in any::<u32>()) {
        let calls = || ContactStream::new("calls", poisson(per_hour, 2), exponential(100));
        let other = ContactStream::new("mails", poisson(50.0, 2), exponential(300));
        let groups = |both: bool| {
            let mut groups = vec![group("g", &["calls"], vec![shift(0, 7200, 2)])];
            if both { groups.push(group("m", &["mails"], vec![shift(0, 7200, 2)])); }
            groups
        };
        let options = SimulationOptions::new(seed, 2);
        let alone = simulate_desk(&desk(7200, vec![calls()], groups(false)), &options).unwrap();
        let beside = simulate_desk(&desk(7200, vec![calls(), other], groups(true)), &options).unwrap();
        prop_assert_eq!(&alone.streams[0], &beside.streams[0]);
    }
}

#[test]
fn another_seed_is_another_day() {
    let calls = ContactStream {
        patience: Some(exponential(120)),
        ..ContactStream::new(
            "calls",
            poisson(100.0, 10),
            TimeDistribution::LogNormal { mean: Span::minutes(3), deviation: Span::minutes(2) },
        )
    };
    let model = desk(36_000, vec![calls], vec![group("g", &["calls"], vec![shift(0, 36_000, 5)])]);
    let options = SimulationOptions::new(42, 1);
    let one = simulate_desk(&model, &options).unwrap();
    let other = simulate_desk(&model, &SimulationOptions::new(43, 1)).unwrap();
    assert_ne!(one.total, other.total);
}
