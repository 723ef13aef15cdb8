//! The same loads by other methods.

use super::*;

/// m′ = λ − m/s by Runge and Kutta: what is there at each end, and the mean of each interval by Simpson.
fn runge_kutta(lengths: &[i64], counts: &[f64], aht: f64, start: f64) -> (Vec<f64>, Vec<f64>) {
    let (mut load, mut ends, mut means) = (start, vec![start], Vec::new());
    for (length, count) in lengths.iter().zip(counts) {
        let length = *length as f64;
        let rate = count / length;
        let steps = (2.0 * (60.0 * length / aht).ceil()).max(20.0);
        let step = length / steps;
        let slope = |load: f64| rate - load / aht;
        let mut values = vec![load];
        for _ in 0..steps as usize {
            let first = slope(load);
            let second = slope(load + step / 2.0 * first);
            let third = slope(load + step / 2.0 * second);
            let fourth = slope(load + step * third);
            load += step / 6.0 * (first + 2.0 * second + 2.0 * third + fourth);
            values.push(load);
        }
        let weight = |place: usize| match place {
            0 => 1.0,
            last if last + 1 == values.len() => 1.0,
            odd if odd % 2 == 1 => 4.0,
            _ => 2.0,
        };
        let sum: f64 = values.iter().enumerate().map(|(at, value)| weight(at) * value).sum();
        means.push(sum * step / 3.0 / length);
        ends.push(load);
    }
    (ends, means)
}

/// The arrivals of each second, moved by brute force.
fn by_seconds(lengths: &[i64], counts: &[f64], aht: i64, before: LoadBefore) -> Vec<(f64, f64)> {
    let rates: Vec<f64> = lengths
        .iter()
        .zip(counts)
        .flat_map(|(length, count)| vec![count * aht as f64 / *length as f64; *length as usize])
        .collect();
    let at = |second: i64| match before {
        LoadBefore::Empty if second < 0 => 0.0,
        LoadBefore::Empty => rates[second as usize],
        LoadBefore::Periodic => rates[second.rem_euclid(rates.len() as i64) as usize],
    };
    let mut now = 0;
    let each = |length: &i64| {
        let loads: Vec<f64> = (now - aht..now + length - aht).map(at).collect();
        now += length;
        let highest = loads.iter().copied().fold(0.0, f64::max);
        (loads.iter().sum::<f64>() / loads.len() as f64, highest)
    };
    lengths.iter().map(each).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_equation_of_the_load_is_solved((lengths, counts) in days(), aht in 60..20_000_i64) {
        let day = intervals(&lengths, &counts);
        let aht_span = Span::seconds(aht);
        let (ends, means) = runge_kutta(&lengths, &counts, aht as f64, 0.0);
        let mean = offered(&day, aht_span, modified(LoadStatistic::Mean, LoadBefore::Empty));
        let peak = offered(&day, aht_span, modified(LoadStatistic::Peak, LoadBefore::Empty));
        for place in 0..lengths.len() {
            prop_assert!(near(mean[place], means[place], 1e-7), "{} {}", mean[place], means[place]);
            let highest = ends[place].max(ends[place + 1]);
            prop_assert!(near(peak[place], highest, 1e-7), "{} {highest}", peak[place]);
        }
    }

    #[test]
    fn a_period_starts_as_many_of_them_end((lengths, counts) in days(), aht in 60..20_000_i64) {
        let day = intervals(&lengths, &counts);
        // Until what was there at first is gone.
        let period: i64 = lengths.iter().sum();
        let times = (40 * aht / period + 2) as usize;
        let many = intervals(&lengths.repeat(times), &counts.repeat(times));
        for statistic in STATISTICS {
            let last = offered(&many, Span::seconds(aht), modified(statistic, LoadBefore::Empty));
            let got = offered(&day, Span::seconds(aht), modified(statistic, LoadBefore::Periodic));
            for (a, b) in got.iter().zip(&last[last.len() - day.len()..]) {
                prop_assert!(near(*a, *b, 1e-10), "{a} {b}");
            }
        }
    }

    #[test]
    fn a_lag_moves_the_arrivals_of_each_second((lengths, counts) in days(), aht in 1..20_000_i64) {
        let day = intervals(&lengths, &counts);
        for before in BEFORES {
            let want = by_seconds(&lengths, &counts, aht, before);
            let mean = offered(&day, Span::seconds(aht), lag(LoadStatistic::Mean, before));
            let peak = offered(&day, Span::seconds(aht), lag(LoadStatistic::Peak, before));
            for ((mean, peak), (m, p)) in mean.iter().zip(&peak).zip(want) {
                prop_assert!(near(*mean, m, 1e-10) && near(*peak, p, 1e-12), "{mean} {m} {peak} {p}");
            }
        }
    }
}

proptest! {
    #[test]
    fn what_arrives_in_a_period_is_handled_in_it((lengths, counts) in days(), aht in 1..100_000_i64) {
        let day = intervals(&lengths, &counts);
        let work = |loads: &[f64]| -> f64 {
            loads.iter().zip(&lengths).map(|(load, length)| load * *length as f64).sum()
        };
        let all: f64 = counts.iter().sum::<f64>() * aht as f64;
        for method in methods() {
            let got = work(&offered(&day, Span::seconds(aht), method));
            match method {
                LoadMethod::LagSipp { statistic: LoadStatistic::Mean, before: LoadBefore::Periodic }
                | LoadMethod::ModifiedOfferedLoad {
                    statistic: LoadStatistic::Mean,
                    before: LoadBefore::Periodic,
                }
                | LoadMethod::Sipp {} => prop_assert!(near(got, all, 1e-11), "{method:?} {got} {all}"),
                // From empty, what is left at the end is missing.
                LoadMethod::LagSipp { statistic: LoadStatistic::Mean, .. }
                | LoadMethod::ModifiedOfferedLoad { statistic: LoadStatistic::Mean, .. } => {
                    prop_assert!(got <= all * (1.0 + 1e-11), "{method:?} {got} {all}");
                }
                _ => {}
            }
        }
    }

    #[test]
    fn the_highest_is_never_below_the_mean((lengths, counts) in days(), aht in 1..100_000_i64) {
        let day = intervals(&lengths, &counts);
        for before in BEFORES {
            for of in [lag, modified] {
                let mean = offered(&day, Span::seconds(aht), of(LoadStatistic::Mean, before));
                let peak = offered(&day, Span::seconds(aht), of(LoadStatistic::Peak, before));
                prop_assert!(mean.iter().zip(&peak).all(|(mean, peak)| *mean <= peak * (1.0 + 1e-12)));
            }
        }
    }

    #[test]
    fn a_period_may_begin_anywhere((lengths, counts) in days(), aht in 1..100_000_i64, at in 0..30_usize) {
        let at = at % lengths.len();
        let (mut later, mut calls) = (lengths.clone(), counts.clone());
        later.rotate_left(at);
        calls.rotate_left(at);
        for method in methods() {
            if method.before() == Some(LoadBefore::Empty) {
                continue;
            }
            let mut want = offered(&intervals(&lengths, &counts), Span::seconds(aht), method);
            want.rotate_left(at);
            let got = offered(&intervals(&later, &calls), Span::seconds(aht), method);
            for (a, b) in got.iter().zip(&want) {
                prop_assert!(near(*a, *b, 1e-11), "{method:?} {a} {b}");
            }
        }
    }
}
