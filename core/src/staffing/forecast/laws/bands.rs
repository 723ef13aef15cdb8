//! Bounds by `scipy.stats.nbinom.ppf` and `scipy.stats.poisson.ppf` (1.17.1), and laws of them.

use super::super::band::band;
use proptest::prelude::*;
use rstest::rstest;

#[rstest]
#[case(0.05, 1.0, 0.8, 0.0, 0.0)]
#[case(3.7, 1.0, 0.8, 1.0, 6.0)]
#[case(120.5, 1.0, 0.95, 99.0, 142.0)]
#[case(0.4, 1.5, 0.9, 0.0, 2.0)]
#[case(8.25, 3.2, 0.8, 3.0, 15.0)]
#[case(250.0, 12.5, 0.99, 128.0, 416.0)]
#[case(5.0, 40.0, 0.5, 0.0, 3.0)]
#[case(3000.0, 2.0, 0.9, 2873.0, 3128.0)]
fn bounds_are_those_of_scipy(
    #[case] mean: f64,
    #[case] dispersion: f64,
    #[case] confidence: f64,
    #[case] low: f64,
    #[case] high: f64,
) {
    assert_eq!(band(mean, dispersion, confidence), (low, high));
}

proptest! {
    #[test]
    fn bounds_widen_with_confidence_and_hold_the_mean_mostly(
        mean in 0.01..5_000.0_f64, dispersion in 1.0..50.0_f64, low in 0.1..0.98_f64, more in 0.001..0.019_f64,
    ) {
        let (inner, outer) = (band(mean, dispersion, low), band(mean, dispersion, low + more));
        prop_assert!(outer.0 <= inner.0 && inner.1 <= outer.1, "{inner:?} {outer:?}");
        // Cantelli: no quantile is further from its mean.
        let tail = (1.0 - low) / 2.0;
        let away = (mean * dispersion * (1.0 - tail) / tail).sqrt() + 1.0;
        prop_assert!(inner.0 >= mean - away && inner.1 <= mean + away, "{inner:?}");
    }

    #[test]
    fn where_counts_are_too_many_the_normal_distribution_goes_on_about_the_same(
        dispersion in 1.0..3.0_f64, confidence in 0.5..0.99_f64,
    ) {
        let (few, many) = (3_990.0_f64.powi(2) / dispersion, 4_010.0_f64.powi(2) / dispersion);
        let wide = |mean: f64| { let (low, high) = band(mean, dispersion, confidence); (mean - low, high - mean) };
        let (one, other) = (wide(few), wide(many));
        prop_assert!((one.0 / other.0 - 1.0).abs() < 0.02 && (one.1 / other.1 - 1.0).abs() < 0.02, "{one:?} {other:?}");
    }
}
