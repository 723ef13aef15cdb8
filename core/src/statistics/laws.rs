//! Laws that hold for all numbers, and second methods.

use super::normal::two_sided_z;
use super::tail::{Chance, binomial_tail};
use super::*;
use proptest::prelude::*;

fn close(a: f64, b: f64, share: f64) -> bool {
    (a - b).abs() <= share * a.abs().max(b.abs())
}

/// Binomial coefficients by Pascal's triangle, exact.
fn choose(n: u32, k: u32) -> u128 {
    (0..k).fold(1, |product, i| product * u128::from(n - i) / u128::from(i + 1))
}

#[expect(clippy::as_conversions, reason = "the nearest float is meant")]
const fn float(number: u128) -> f64 {
    number as f64
}

proptest! {
    #[test]
    fn bounds_of_a_share_solve_the_equation_of_wilson(
        whole in 1..2_000_000_u32, share in 0.0..=1.0_f64, confidence in 0.01..0.9999_f64,
    ) {
        let part = (share * f64::from(whole)).round().to_string().parse().unwrap();
        let it = wilson_interval(part, whole, confidence).unwrap().unwrap();
        prop_assert!(0.0 <= it.low && it.low <= it.rate && it.rate <= it.high && it.high <= 1.0);
        let z = two_sided_z(confidence);
        for bound in [it.low, it.high] {
            let apart = z * (bound * (1.0 - bound) / f64::from(whole)).sqrt();
            prop_assert!(((bound - it.rate).abs() - apart).abs() < 1e-9, "{it:?}");
        }
        let rest = wilson_interval(whole - part, whole, confidence).unwrap().unwrap();
        prop_assert!((it.low + rest.high - 1.0).abs() < 1e-14, "{it:?} {rest:?}");
    }

    #[test]
    fn tails_of_few_trials_are_sums_of_whole_numbers(
        trials in 0..60_u32, of in 0..=60_u32, weight in 1..9_u32,
    ) {
        // p = weight/10, so each term is a whole number by 10^trials.
        let count = of.min(trials);
        let power = |base: u32, x: u32| f64::from(base).powi(i32::try_from(x).unwrap());
        let ways = |x| float(choose(trials, x)) * power(weight, x) * power(10 - weight, trials - x);
        let expected = (count..=trials).map(ways).sum::<f64>() / power(10, trials);
        let got = binomial_upper_tail(count, trials, f64::from(weight) / 10.0).unwrap();
        prop_assert!(close(got, expected, 1e-12), "{got} {expected}");
    }

    #[test]
    fn draws_of_few_are_sums_of_whole_numbers(
        population in 1..100_u32, a in 0..100_u32, b in 0..100_u32, c in 0..100_u32,
    ) {
        let (drawn, marked) = (a % (population + 1), b % (population + 1));
        let count = c % (drawn.min(marked) + 1);
        let ways: u128 = (count..=drawn.min(marked))
            .filter(|x| drawn - x <= population - marked)
            .map(|x| choose(marked, x) * choose(population - marked, drawn - x))
            .sum();
        let expected = float(ways) / float(choose(population, drawn));
        let got = hypergeometric_upper_tail(count, drawn, marked, population).unwrap();
        prop_assert!(close(got, expected, 1e-12), "{got} {expected}");
    }

    #[test]
    fn a_tail_and_the_rest_are_one(
        trials in 1..4_000_000_u32, share in 0.0..=1.0_f64, deviations in -9.0..9.0_f64,
    ) {
        let n = f64::from(trials);
        let near = n * share + deviations * (n * share * (1.0 - share)).sqrt();
        let count: u32 = near.round().clamp(1.0, n).to_string().parse().unwrap();
        let upper = binomial_upper_tail(count, trials, share).unwrap();
        let rest = binomial_tail(trials - count + 1, trials, Chance { p: 1.0 - share, q: share });
        prop_assert!((upper + rest - 1.0).abs() < 1e-10, "{upper} {rest}");
    }

    #[test]
    fn what_is_drawn_and_what_is_marked_may_change_places(
        population in 1..4_000_000_u32, a in any::<u32>(), b in any::<u32>(), c in any::<u32>(),
    ) {
        let (drawn, marked) = (a % (population + 1), b % (population + 1));
        let count = c % (drawn.min(marked) + 1);
        let one = hypergeometric_upper_tail(count, drawn, marked, population).unwrap();
        let two = hypergeometric_upper_tail(count, marked, drawn, population).unwrap();
        prop_assert!((0.0..=1.0).contains(&one));
        prop_assert!((one - two).abs() <= 1e-10 * one + 1e-290, "{one} {two}");
    }

    /// The procedure as the paper words it: the largest i with p(i) <= i q / m, and all up to it.
    #[test]
    fn what_is_corrected_finds_what_the_procedure_finds(
        p_values in proptest::collection::vec(0_u32..=64, 1..30), level in 1_u32..=64,
    ) {
        let p_values: Vec<f64> = p_values.into_iter().map(|p| f64::from(p) / 64.0).collect();
        let q = f64::from(level) / 64.0;
        let mut sorted = p_values.clone();
        sorted.sort_by(f64::total_cmp);
        let tests = f64::from(u32::try_from(sorted.len()).unwrap());
        let passed = |(rank, p): (u32, &f64)| (p * tests <= f64::from(rank) * q).then_some(*p);
        let limit = (1..).zip(&sorted).filter_map(passed).fold(-1.0, f64::max);
        for (p, adjusted) in p_values.iter().zip(benjamini_hochberg(&p_values).unwrap()) {
            // Both sides are quotients of small whole numbers; only equality may round either way.
            prop_assume!((adjusted - q).abs() > 1e-12 || adjusted <= q);
            prop_assert_eq!(*p <= limit, adjusted <= q);
            prop_assert!(adjusted >= *p && adjusted <= 1.0);
        }
    }

    /// P(the median of a sample is at most the j-th value) is the chance that enough draws are among the first j.
    #[test]
    fn bounds_of_a_median_are_near_those_of_endless_resampling(
        half in 5..60_u32, seed in any::<u32>(),
    ) {
        let count = 2 * half + 1;
        let numbers: Vec<f64> = (1..=count).map(f64::from).collect();
        let options = BootstrapOptions { resamples: 3999, seed, ..Default::default() };
        let got = bootstrap_interval(&numbers, &options).unwrap().unwrap();
        prop_assert!(got.value.total_cmp(&f64::from(half + 1)).is_eq());
        let at_most = |j: u32| binomial_upper_tail(half + 1, count, f64::from(j) / f64::from(count)).unwrap();
        // Of 3999 draws a share of 2.5 % strays by 0.25 % once, by 1.25 % hardly ever.
        let (low, high): (u32, u32) = (got.low.to_string().parse().unwrap(), got.high.to_string().parse().unwrap());
        prop_assert!(at_most(low) > 0.0125 && at_most(low - 1) < 0.0375, "{got:?}");
        prop_assert!(1.0 - at_most(high - 1) > 0.0125 && 1.0 - at_most(high) < 0.0375, "{got:?}");
    }

    #[test]
    fn a_chart_says_the_same_in_another_unit(
        values in proptest::collection::vec(-50_i32..50, 2..60), shift in -100_i32..100, power in 0_i32..5,
    ) {
        let one: Vec<f64> = values.iter().map(|value| f64::from(*value)).collect();
        let two: Vec<f64> = values.iter().map(|value| f64::from(*value) * 2_f64.powi(power)).collect();
        let rules = all_rules();
        let (a, b) = (xmr_chart(&one, &rules).unwrap(), xmr_chart(&two, &rules).unwrap());
        let signals = |chart: &XmrChart| -> Vec<_> {
            chart.points.iter().chain(&chart.ranges).map(|it| it.signals.clone()).collect()
        };
        prop_assert_eq!(signals(&a), signals(&b));
        let moved: Vec<f64> = one.iter().map(|value| value + f64::from(shift)).collect();
        let moved = xmr_chart(&moved, &rules).unwrap();
        prop_assert!((moved.centre - a.centre - f64::from(shift)).abs() < 1e-9);
        prop_assert!((moved.range_centre - a.range_centre).abs() < 1e-12);
        prop_assert_eq!(a.ranges.len() + 1, a.points.len());
    }

    #[test]
    fn anything_has_an_answer_or_a_fault(
        values in proptest::collection::vec(any::<f64>(), 0..20), baseline in proptest::option::of(0..25_u32),
        parts in proptest::collection::vec((any::<u32>(), any::<u32>()), 0..20),
        number in any::<f64>(), resamples in 0..300_u32,
    ) {
        let options = ChartOptions { baseline, rules: Vec::new() };
        if let Ok(chart) = xmr_chart(&values, &options) {
            prop_assert!(chart.low <= chart.centre && chart.centre <= chart.high);
        }
        let points: Vec<_> = parts.iter().map(|(part, whole)| RatePoint { part: *part, whole: *whole }).collect();
        if let Ok(chart) = p_chart(&points, &options) {
            prop_assert!((0.0..=1.0).contains(&chart.centre));
        }
        let options = BootstrapOptions { quantile: number, resamples, ..Default::default() };
        if let Ok(Some(interval)) = bootstrap_interval(&values, &options) {
            prop_assert!(interval.low <= interval.high);
        }
        let _ = benjamini_hochberg(&values);
        let _ = wilson_interval(resamples, 300, number);
        let _ = binomial_upper_tail(resamples, 300, number);
    }
}

fn all_rules() -> ChartOptions {
    use ChartRule::*;
    let rules = vec![
        EightBeyondOneSigma,
        FifteenWithinOneSigma,
        FourteenAlternating,
        TrendOfSix,
        RunOfEight,
        FourOfFiveBeyondOneSigma,
        TwoOfThreeBeyondTwoSigma,
        BeyondLimits,
        BeyondLimits,
    ];
    ChartOptions { baseline: None, rules }
}

#[test]
fn the_interval_holds_the_true_share_about_as_often_as_it_says() {
    // Exact coverage: the probability of the counts whose interval holds p, for 50 trials.
    let interval = |k| wilson_interval(k, 50, 0.95).unwrap().unwrap();
    let coverage = |p: f64| -> f64 {
        (0..=50)
            .filter(|k| (interval(*k).low..=interval(*k).high).contains(&p))
            .map(|k| {
                let above = if k == 50 { 0.0 } else { binomial_upper_tail(k + 1, 50, p).unwrap() };
                binomial_upper_tail(k, 50, p).unwrap() - above
            })
            .sum()
    };
    let shares: Vec<f64> = (1..100).map(|percent| coverage(f64::from(percent) / 100.0)).collect();
    let mean = shares.iter().sum::<f64>() / 99.0;
    // Brown, Cai and DasGupta (2001), figure 5: the mean is near what is said, no share is far below.
    assert!((mean - 0.95).abs() < 0.01, "{mean}");
    assert!(shares.iter().all(|share| *share > 0.84), "{shares:?}");
}

#[test]
fn work_is_refused_where_it_would_not_end() {
    let code = |values: usize, resamples| {
        let options = BootstrapOptions { resamples, ..Default::default() };
        bootstrap_interval(&vec![1.0; values], &options).unwrap_err().code().to_owned()
    };
    assert_eq!(code(100_001, 2000), "bootstrap.too_much_work");
    assert_eq!(code(3, 1_000_001), "bootstrap.too_many_resamples");
    assert_eq!(code(3, 38), "bootstrap.too_few_resamples");
    assert_eq!(code(0, 0), "bootstrap.too_few_resamples");
    let enough = BootstrapOptions { resamples: 39, ..Default::default() };
    assert!(bootstrap_interval(&[1.0; 3], &enough).is_ok());
}

#[test]
fn what_json_cannot_write_is_refused_too() {
    let fault = xmr_chart(&[1.0, f64::NAN, f64::INFINITY], &Default::default()).unwrap_err();
    let paths: Vec<_> = fault.faults().map(|fault| fault.path.clone()).collect();
    assert_eq!(
        (fault.code(), paths),
        ("number.not_finite", vec!["values[1]".to_owned(), "values[2]".to_owned()])
    );
    for confidence in [0.0, 1.0, -0.5, 2.0, f64::NAN] {
        assert_eq!(
            wilson_interval(1, 2, confidence).unwrap_err().code(),
            "confidence.out_of_range"
        );
    }
    assert_eq!(binomial_upper_tail(1, 2, f64::NAN).unwrap_err().code(), "probability.out_of_range");
}
