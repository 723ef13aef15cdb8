//! Laws of the agents of a curve.

use super::*;
use crate::staffing::{
    CurveQueue, CurveRules, CurveTerm, QueueInput, ServiceLevelTarget, StaffingCurve,
    StaffingTargets, agents_needed, staffing_curve,
};
use rust_decimal::Decimal;

fn in_time(share: f64, seconds: i64) -> StaffingTargets {
    let within = Span::seconds(seconds);
    let level = ServiceLevelTarget { share, within, definition: Default::default() };
    StaffingTargets { service_levels: vec![level], ..Default::default() }
}

fn curve(
    day: &[IntervalArrivals],
    aht: i64,
    targets: &StaffingTargets,
    method: LoadMethod,
) -> StaffingCurve {
    let queue = CurveQueue::new(Span::seconds(aht));
    staffing_curve(day, &queue, targets, &CurveRules::new(method)).unwrap()
}

fn counts(curve: &StaffingCurve) -> Vec<u32> {
    curve.intervals.iter().map(|interval| interval.agents).collect()
}

proptest! {
    #[test]
    fn interval_by_interval_is_a_queue_for_each(
        (lengths, arrivals) in days(), aht in 1..3600_i64, share in 0.1..0.99_f64,
        patience in proptest::option::of(10..600_i64), places in proptest::option::of(0..20_u32),
        redial_share in proptest::option::of(0.0..0.8_f64),
    ) {
        let day = intervals(&lengths, &arrivals);
        let (aht, patience) = (Span::seconds(aht), patience.map(Span::seconds));
        let redial_share = redial_share.filter(|_| patience.is_some() || places.is_some());
        let queue = CurveQueue { aht, patience, waiting_places: places, redial_share };
        let targets = in_time(share, 20);
        let got = staffing_curve(&day, &queue, &targets, &CurveRules::new(LoadMethod::Sipp {})).unwrap();
        for (interval, given) in got.intervals.iter().zip(&day) {
            let hours = given.end.since(given.start).as_millis() as f64 / 3_600_000.0;
            prop_assert!(near(interval.arrivals_per_hour, given.arrivals / hours, 1e-14));
            let arrivals_per_hour = interval.arrivals_per_hour;
            let alone = QueueInput { arrivals_per_hour, aht, patience, waiting_places: places, redial_share };
            let want = agents_needed(&alone, &targets).unwrap();
            prop_assert_eq!((interval.agents, interval.binding), (want.agents, want.binding));
            prop_assert_eq!(interval.outcome, want.outcome);
        }
        prop_assert_eq!(got.agents, counts(&got).into_iter().max().unwrap());
    }

    #[test]
    fn even_arrivals_need_the_same_by_every_method(
        per_hour in 0.1..500.0_f64, aht in 10..3600_i64, share in 0.1..0.99_f64,
    ) {
        let want = curve(&hours(&[per_hour]), aht, &in_time(share, 20), LoadMethod::Sipp {}).agents;
        // From empty on, 48 hours are 48 handling times or more.
        let day = hours(&[per_hour; 48]);
        for method in methods() {
            let got = counts(&curve(&day, aht, &in_time(share, 20), method));
            prop_assert_eq!(got.last(), Some(&want));
            if method.before() != Some(LoadBefore::Empty) {
                prop_assert!(got.iter().all(|agents| *agents == want), "{method:?} {got:?} {want}");
            }
        }
    }

    #[test]
    fn where_nobody_hangs_up_there_are_more_agents_than_load(
        (lengths, arrivals) in days(), aht in 1..20_000_i64, share in 0.01..0.99_f64,
    ) {
        for method in methods() {
            let got = curve(&intervals(&lengths, &arrivals), aht, &in_time(share, 60), method);
            for interval in &got.intervals {
                let nobody = interval.offered_load <= 0.0 || interval.negligible;
                prop_assert_eq!(interval.agents == 0, nobody);
                prop_assert!(nobody || f64::from(interval.agents) > interval.offered_load, "{interval:?}");
                prop_assert!(interval.outcome.service_level >= share * (1.0 - 1e-13), "{interval:?}");
                prop_assert!(interval.outcome.occupancy < 1.0);
                prop_assert!(nobody || near(interval.outcome.offered_load, interval.offered_load, 1e-13));
                prop_assert!(!interval.negligible || interval.arrivals_per_hour <= 0.0);
            }
            prop_assert_eq!(got.negligible as usize, got.intervals.iter().filter(|it| it.negligible).count());
        }
    }

    #[test]
    fn more_arrivals_never_need_fewer_agents(
        (lengths, arrivals) in days(), aht in 1..10_000_i64, share in 0.1..0.99_f64,
        more in proptest::collection::vec(0.0..50.0_f64, 30),
    ) {
        let targets = StaffingTargets { max_occupancy: Some(Decimal::new(85, 2)), ..in_time(share, 30) };
        let added: Vec<f64> = arrivals.iter().zip(&more).map(|(a, b)| a + b).collect();
        for method in methods() {
            let few = counts(&curve(&intervals(&lengths, &arrivals), aht, &targets, method));
            let many = counts(&curve(&intervals(&lengths, &added), aht, &targets, method));
            prop_assert!(few.iter().zip(&many).all(|(few, many)| few <= many), "{method:?} {few:?} {many:?}");
        }
    }

    #[test]
    fn agents_move_with_a_period(
        (lengths, arrivals) in days(), aht in 1..10_000_i64, at in 0..30_usize,
    ) {
        let at = at % lengths.len();
        let (mut later, mut calls) = (lengths.clone(), arrivals.clone());
        later.rotate_left(at);
        calls.rotate_left(at);
        let method = modified(LoadStatistic::Peak, LoadBefore::Periodic);
        let mut want = counts(&curve(&intervals(&lengths, &arrivals), aht, &in_time(0.8, 20), method));
        want.rotate_left(at);
        prop_assert_eq!(counts(&curve(&intervals(&later, &calls), aht, &in_time(0.8, 20), method)), want);
    }
}

#[test]
fn a_limit_on_occupancy_is_exact_by_every_method() {
    let (day, limit) = (hours(&[420.0; 24]), Some(Decimal::new(7, 1)));
    let targets = StaffingTargets { max_occupancy: limit, ..Default::default() };
    for method in methods() {
        let got = curve(&day, 180, &targets, method);
        // 21 Erlangs at 0.7 are 30 agents; the lag of the first hour has 3 minutes without.
        assert_eq!(counts(&got)[23], 30, "{method:?}");
        let exact = got.intervals[23].outcome.attempts_per_hour;
        assert!(near(exact, 420.0, 1e-13), "{method:?} {exact}");
    }
}

#[test]
fn nobody_is_needed_for_what_is_hardly_there() {
    let day = hours(&[30.0, 0.0, 0.0, 0.0]);
    let method = modified(LoadStatistic::Peak, LoadBefore::Empty);
    let queue = CurveQueue::new(Span::minutes(10));
    let targets = in_time(0.8, 20);
    let with = |negligible_load| {
        let rules = CurveRules { negligible_load, method };
        staffing_curve(&day, &queue, &targets, &rules).unwrap()
    };
    // 5 e^−6 = 0.0124 are left at three, 5 e^−12 at four.
    let usual = with(None);
    assert_eq!((counts(&usual), usual.negligible), (vec![8, 8, 1, 0], 1));
    assert!(usual.intervals[3].negligible && usual.intervals[3].offered_load > 0.0);
    assert_eq!(usual.intervals[3].outcome.offered_load, 0.0);
    assert_eq!(usual.steps.last().unwrap().term, CurveTerm::Negligible);
    assert_eq!(counts(&with(Some(0.0))), [8, 8, 1, 1]);
    assert_eq!(counts(&with(Some(0.1))), [8, 8, 0, 0]);
    // Whoever calls is answered, however few do.
    let rare = hours(&[0.001]);
    let rare = staffing_curve(&rare, &queue, &targets, &CurveRules::new(method)).unwrap();
    assert_eq!((rare.agents, rare.negligible), (1, 0));
}

#[test]
fn nothing_needs_nobody() {
    for method in methods() {
        let none = curve(&[], 60, &in_time(0.8, 20), method);
        assert_eq!((none.agents, none.agent_hours, none.intervals.len()), (0, 0.0, 0));
        let quiet = curve(&hours(&[0.0, 0.0]), 60, &in_time(0.8, 20), method);
        assert_eq!((quiet.agents, quiet.agent_hours, quiet.negligible), (0, 0.0, 0));
        assert!(quiet.intervals.iter().all(|it| it.offered_load == 0.0 && it.binding.is_none()));
        assert_eq!(
            quiet.steps.iter().find(|it| it.term == CurveTerm::Agents).unwrap().value,
            Some(0.0)
        );
    }
}
