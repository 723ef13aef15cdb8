//! Series of which it is known how they go on.

use super::super::{
    ForecastCriterion, ForecastErrors, ForecastInterval, ForecastModel, ForecastOptions,
    arrival_profile, forecast, forecast_backtest,
};
use super::scenes::{cells, instants, near, weekly, zones};
use crate::time::Date;
use proptest::prelude::*;

fn only(model: ForecastModel, horizon: u32) -> ForecastOptions {
    ForecastOptions { models: vec![model], ..ForecastOptions::new(horizon) }
}

fn date(of: jiff::civil::Date) -> Date {
    of.to_string().parse().unwrap()
}

/// What each hour of a week is like: some hours are without anything.
fn rates() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec((0..40_u32).prop_map(|it| f64::from(it / 2)), 168)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_the_same_every_week_is_told_exactly_also_where_the_clock_is_changed(
        zone in zones(), from in instants(), rates in rates(), hours in 600..800_usize,
    ) {
        let history = weekly(zone, ForecastInterval::Hour, from, hours, |cell| rates[cell.slot]);
        let (_, all) = cells(zone, ForecastInterval::Hour, from, hours + 200);
        for model in [ForecastModel::SeasonalNaive, ForecastModel::MovingAverage, ForecastModel::DayProfile] {
            let next = forecast(&history, &only(model, 200)).unwrap();
            prop_assert_eq!(next.points.len(), 200);
            for (point, cell) in next.points.iter().zip(&all[hours..]) {
                prop_assert_eq!(point.start.as_millis(), cell.start);
                let expected = rates[cell.slot] * cell.length;
                prop_assert!(near(point.mean, expected, 1e-12), "{model:?} {point:?} {expected}");
            }
            let errors = next.backtests[0].errors.unwrap();
            prop_assert!(errors.mean_absolute < 1e-12 && errors.wape.is_none_or(|it| it < 1e-12));
        }
    }

    #[test]
    fn holidays_of_a_known_factor_are_told_exactly(
        zone in zones(), from in instants(), rates in rates(), factor in 0.0..1.5_f64,
        days in prop::collection::btree_set(1..27_usize, 1..5),
    ) {
        // Holidays a week apart are all of their time of the week in places; one a weekday is.
        let mut weekdays: Vec<_> = days.iter().map(|day| day % 7).collect();
        weekdays.sort_unstable();
        weekdays.dedup();
        prop_assume!(weekdays.len() == days.len());
        let (_, all) = cells(zone, ForecastInterval::Hour, from, 29 * 24 + 200);
        let mut dates: Vec<_> = all.iter().map(|cell| cell.date).collect();
        dates.dedup();
        let off: Vec<_> = days.iter().chain(&[30]).map(|day| dates[*day]).collect();
        let usual = |slot: usize| 1.0 + rates[slot];
        let actual = |cell: &super::super::clock::Cell| {
            usual(cell.slot) * if off.contains(&cell.date) { factor } else { 1.0 }
        };
        let history = weekly(zone, ForecastInterval::Hour, from, 29 * 24, actual);
        let options = ForecastOptions {
            holidays: off.iter().copied().map(date).collect(),
            ..only(ForecastModel::DayProfile, 200)
        };
        let next = forecast(&history, &options).unwrap();
        prop_assert!((next.holiday_factor.unwrap() - factor).abs() < 1e-9);
        for (point, cell) in next.points.iter().zip(&all[29 * 24..]) {
            let expected = actual(cell) * cell.length;
            prop_assert!((point.mean - expected).abs() < 1e-9, "{point:?} {expected}");
            prop_assert_eq!(point.holiday, off.contains(&cell.date));
        }
    }

    #[test]
    fn a_level_along_a_line_is_told_exactly_by_a_profile_with_a_trend(
        zone in zones(), from in instants(), rates in rates(), slope in -0.02..0.15_f64,
    ) {
        let (_, all) = cells(zone, ForecastInterval::Hour, from, 1200);
        let middle = (all[0].start + all[999].start) as f64 / 2.0;
        let level = |start: i64| 1.0 + slope * (start as f64 - middle) / 604_800_000.0;
        let history = weekly(zone, ForecastInterval::Hour, from, 1000, |cell| {
            (1.0 + rates[cell.slot]) * level(cell.start)
        });
        let next = forecast(&history, &only(ForecastModel::DayProfileTrend, 200)).unwrap();
        prop_assert!((next.trend_per_week.unwrap() - slope).abs() < 1e-9, "{:?} {slope}", next.trend_per_week);
        for (point, cell) in next.points.iter().zip(&all[1000..]) {
            let expected = (1.0 + rates[cell.slot]) * level(cell.start) * cell.length;
            prop_assert!(near(point.mean, expected, 1e-8), "{point:?} {expected}");
        }
        let profile = arrival_profile(&history, &[]).unwrap();
        prop_assert!((profile.trend_per_week.unwrap() - slope).abs() < 1e-9);
    }

    #[test]
    fn a_line_with_a_season_is_told_exactly_by_holt_and_winters(
        season in prop::collection::vec(0.0..50.0_f64, 7), level in 60.0..200.0_f64, step in 0.0..2.0_f64,
        from in instants(), weeks in 4..12_usize,
    ) {
        let (start, all) = cells("UTC", ForecastInterval::Day, from, 7 * weeks + 10);
        let at = |cell: &super::super::clock::Cell| {
            let days = (cell.start - start.as_millis()) / 86_400_000;
            level + step * days as f64 + season[cell.slot]
        };
        let history = weekly("UTC", ForecastInterval::Day, from, 7 * weeks, at);
        let next = forecast(&history, &only(ForecastModel::HoltWinters, 10)).unwrap();
        for (point, cell) in next.points.iter().zip(&all[7 * weeks..]) {
            prop_assert!(near(point.mean, at(cell), 1e-9), "{point:?} {}", at(cell));
        }
    }

    #[test]
    fn twice_the_arrivals_are_twice_the_forecast_and_off_by_the_same_share(
        counts in prop::collection::vec(0..60_u32, 42), times in 2..9_u32, from in instants(),
    ) {
        let by = |times: u32| {
            let mut series = weekly("Europe/Berlin", ForecastInterval::Day, from, 42, |_| 0.0);
            series.counts = counts.iter().map(|count| f64::from(1 + count) * f64::from(times)).collect();
            series
        };
        let options = ForecastOptions::new(7);
        let (one, many) = (forecast(&by(1), &options).unwrap(), forecast(&by(times), &options).unwrap());
        prop_assert_eq!(one.model, many.model);
        for (one, many) in one.points.iter().zip(&many.points) {
            prop_assert!(near(one.mean * f64::from(times), many.mean, 1e-6), "{one:?} {many:?}");
        }
        for (one, many) in one.backtests.iter().zip(&many.backtests) {
            let shares = |errors: Option<ForecastErrors>| errors.map(|it| (it.wape.unwrap(), it.bias.unwrap()));
            if let (Some(one), Some(many)) = (shares(one.errors), shares(many.errors)) {
                prop_assert!((one.0 - many.0).abs() < 1e-6 && (one.1 - many.1).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn the_best_has_the_least_error_and_is_the_simplest_of_equals(
        counts in prop::collection::vec(0..60_u32, 56), from in instants(), absolute in any::<bool>(),
    ) {
        let mut series = weekly("America/New_York", ForecastInterval::Day, from, 56, |_| 0.0);
        series.counts = counts.iter().map(|count| f64::from(*count)).collect();
        let criterion =
            if absolute { ForecastCriterion::AbsoluteError } else { ForecastCriterion::SquaredError };
        let options = ForecastOptions { criterion, ..ForecastOptions::new(5) };
        let next = forecast(&series, &options).unwrap();
        prop_assert_eq!(&next.backtests, &forecast_backtest(&series, &options).unwrap());
        let error = |errors: ForecastErrors| if absolute { errors.mean_absolute } else { errors.root_mean_square };
        let best = next.backtests.iter().find(|it| it.model == next.model).unwrap().errors.unwrap();
        for tested in next.backtests.iter().filter_map(|it| it.errors) {
            prop_assert!(error(best) <= error(tested) * (1.0 + 2e-9));
        }
        for point in &next.points {
            prop_assert!(0.0 <= point.low && point.low <= point.high && point.mean >= 0.0);
        }
    }
}

#[test]
fn a_model_that_suits_all_tests_and_not_the_whole_past_is_not_chosen() {
    let from = "2026-03-02T00:00:00Z".parse().unwrap();
    let mut history = weekly("UTC", ForecastInterval::Day, from, 56, |_| 0.0);
    let factors = [1.0, 0.8, 0.7, 0.7, 0.6, 0.3, 0.2];
    let counts = (0..56_u32).zip(factors.iter().cycle());
    history.counts = counts.map(|(day, factor)| f64::from(100 + day) * factor).collect();
    let both = ForecastOptions {
        models: vec![ForecastModel::MovingAverage, ForecastModel::HoltWintersMultiplicative],
        ..ForecastOptions::new(7)
    };
    assert_eq!(forecast(&history, &both).unwrap().model, ForecastModel::HoltWintersMultiplicative);
    // On the last day, which no test knew, nothing arrived.
    *history.counts.last_mut().unwrap() = 0.0;
    let next = forecast(&history, &both).unwrap();
    assert_eq!(next.model, ForecastModel::MovingAverage);
    assert!(next.backtests[1].unsuitable.as_ref().unwrap().contains("nothing arrives"));
    let alone = forecast(&history, &only(ForecastModel::HoltWintersMultiplicative, 7));
    assert_eq!(alone.unwrap_err().code(), "forecast.no_model");
}

#[test]
fn nothing_at_all_is_a_forecast_of_nothing() {
    let from = "2026-03-02T00:00:00Z".parse().unwrap();
    let history = weekly("Europe/Berlin", ForecastInterval::Hour, from, 600, |_| 0.0);
    let next = forecast(&history, &ForecastOptions::new(24)).unwrap();
    assert_eq!(next.model, ForecastModel::SeasonalNaive);
    assert!(next.points.iter().all(|point| point.mean == 0.0 && point.high == 0.0));
    assert_eq!(next.dispersion, None);
    let multiplicative = next.backtests.last().unwrap();
    assert!(multiplicative.errors.is_none() && multiplicative.unsuitable.is_some());
}
