//! Loads that have a formula of their own.

use super::*;
use std::f64::consts::TAU;

#[test]
fn a_desk_that_opens_fills_up() {
    // 12 calls an hour of half an hour: 6 · (1 − e^(−2t)), t in hours.
    let day = hours(&[12.0; 6]);
    let peak = offered(&day, Span::minutes(30), modified(LoadStatistic::Peak, LoadBefore::Empty));
    let mean = offered(&day, Span::minutes(30), modified(LoadStatistic::Mean, LoadBefore::Empty));
    for (hour, (peak, mean)) in peak.iter().zip(&mean).enumerate() {
        let (start, end) = (hour as f64, hour as f64 + 1.0);
        assert!(near(*peak, 6.0 * (1.0 - (-2.0 * end).exp()), 1e-13), "{hour} {peak}");
        let middle = 6.0 * (1.0 - ((-2.0 * start).exp() - (-2.0 * end).exp()) / 2.0);
        assert!(near(*mean, middle, 1e-13), "{hour} {mean}");
    }
}

#[test]
fn a_day_of_two_levels_that_repeats() {
    // 40 an hour for 10 hours, 5 an hour for 14, calls of 3 hours: m(0) = m(24) solved by hand.
    let day = intervals(&[36_000, 50_400], &[400.0, 70.0]);
    let (busy, quiet) = (120.0, 15.0);
    let (left_busy, left_quiet) = ((-10.0_f64 / 3.0).exp(), (-14.0_f64 / 3.0).exp());
    let evening = (busy * (1.0 - left_busy) + quiet * (1.0 - left_quiet) * left_busy)
        / (1.0 - left_busy * left_quiet);
    let morning = quiet + (evening - quiet) * left_quiet;
    let peak = offered(&day, Span::hours(3), modified(LoadStatistic::Peak, LoadBefore::Periodic));
    assert!(near(peak[0], evening, 1e-13) && near(peak[1], evening, 1e-13), "{peak:?} {evening}");
    let mean = offered(&day, Span::hours(3), modified(LoadStatistic::Mean, LoadBefore::Periodic));
    let first = busy + (morning - busy) * (1.0 - left_busy) * 0.3;
    let second = quiet + (evening - quiet) * (1.0 - left_quiet) * 3.0 / 14.0;
    assert!(near(mean[0], first, 1e-13) && near(mean[1], second, 1e-13), "{mean:?}");
}

/// The load of arrivals L + A sin(2πt/24) an hour and calls of s hours, at t hours (Eick, Massey and Whitt 1993).
fn of_sine(level: f64, swing: f64, aht: f64, at: f64) -> f64 {
    let turn = TAU / 24.0;
    let phase = turn * at;
    aht * (level + swing * (phase.sin() - turn * aht * phase.cos()) / (1.0 + (turn * aht).powi(2)))
}

/// The loads of a day of 100 + 60 sin(2πt/24) arrivals an hour, cut into intervals of so many seconds, and how far the
/// worst of them is off.
fn cut_sine(aht: i64, seconds: i64) -> (Vec<f64>, f64) {
    let (cells, turn) = (86_400 / seconds, TAU / 24.0);
    let until = |t: f64| 100.0 * t - 60.0 / turn * (turn * t).cos();
    let t = |cell: i64| (cell * seconds) as f64 / 3600.0;
    let counts: Vec<f64> = (0..cells).map(|cell| until(t(cell + 1)) - until(t(cell))).collect();
    let day = intervals(&vec![seconds; counts.len()], &counts);
    let method = modified(LoadStatistic::Mean, LoadBefore::Periodic);
    let load = offered(&day, Span::seconds(aht), method);
    let off = |(cell, load): (i64, &f64)| {
        let middle = t(cell) + seconds as f64 / 7200.0;
        (load - of_sine(100.0, 60.0, aht as f64 / 3600.0, middle)).abs()
    };
    let worst = (0..cells).zip(&load).map(off).fold(0.0, f64::max);
    (load, worst)
}

#[test]
fn a_day_like_a_sine() {
    // The values that stand for t = 6 and 9 are those of mpmath with 50 digits.
    for (aht, at, value) in [(180, 6.0, 7.999486046168711), (14_400, 9.0, 565.7050375109848)] {
        let hours = aht as f64 / 3600.0;
        assert!(near(of_sine(100.0, 60.0, hours, at), value, 1e-13));
        // What is off is what is even in each interval: with a quarter of the length, a sixteenth.
        let (_, coarse) = cut_sine(aht, 120);
        let (load, fine) = cut_sine(aht, 30);
        assert!(fine < 2e-6 * value, "{aht} {fine}");
        assert!((14.0..18.0).contains(&(coarse / fine)), "{aht} {coarse} {fine}");
        // The load is highest later than the arrivals, by the angle atan(ωs).
        let most = load.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).unwrap().0;
        let lag = (TAU / 24.0 * hours).atan() / (TAU / 24.0);
        assert!((most as f64 / 120.0 - 6.0 - lag).abs() < 0.02, "{most} {lag}");
    }
}

#[test]
fn a_lag_takes_parts_of_the_intervals_before() {
    // Calls of 90 minutes: half of the hour before the last, half of the one before that.
    let day = hours(&[10.0, 20.0, 40.0]);
    let of = |statistic, before| offered(&day, Span::minutes(90), lag(statistic, before));
    assert_eq!(of(LoadStatistic::Mean, LoadBefore::Empty), [0.0, 7.5, 22.5]);
    assert_eq!(of(LoadStatistic::Peak, LoadBefore::Empty), [0.0, 15.0, 30.0]);
    assert_eq!(of(LoadStatistic::Mean, LoadBefore::Periodic), [45.0, 37.5, 22.5]);
    assert_eq!(of(LoadStatistic::Peak, LoadBefore::Periodic), [60.0, 60.0, 30.0]);
    // A lag of a whole period is none.
    let all = offered(&day, Span::hours(3), lag(LoadStatistic::Mean, LoadBefore::Periodic));
    assert_eq!(all, [30.0, 60.0, 120.0]);
}
