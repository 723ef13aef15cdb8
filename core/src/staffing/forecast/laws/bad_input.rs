//! What can't be forecast, and how it is said.

use super::super::{
    ArrivalGrid, ArrivalSeries, ForecastInterval, ForecastModel, ForecastOptions, arrival_profile,
    arrivals_by_interval, forecast, forecast_backtest, forecast_errors,
};
use super::scenes::series;
use crate::error::{Error, ErrorKind};
use rstest::rstest;

fn days(count: usize) -> ArrivalSeries {
    series("Europe/Berlin", ForecastInterval::Day, "2026-03-02T00:00:00+01:00", vec![5.0; count])
}

fn said(error: &Error) -> Vec<(String, String)> {
    error.faults().map(|fault| (fault.code.clone(), fault.path.clone())).collect()
}

#[test]
fn every_count_that_is_none_is_told() {
    let mut series = days(28);
    (series.counts[3], series.counts[5], series.counts[7]) = (-1.0, f64::NAN, f64::INFINITY);
    series.counts[9] = 2e9;
    let expected = [
        ("number.out_of_range", "series.counts[3]"),
        ("number.not_finite", "series.counts[5]"),
        ("number.not_finite", "series.counts[7]"),
        ("number.out_of_range", "series.counts[9]"),
    ]
    .map(|(code, path)| (code.to_owned(), path.to_owned()));
    let options = ForecastOptions::new(7);
    assert_eq!(said(&forecast(&series, &options).unwrap_err()), expected);
    assert_eq!(said(&forecast_backtest(&series, &options).unwrap_err()), expected);
    assert_eq!(said(&arrival_profile(&series, &[]).unwrap_err()), expected);
}

#[rstest]
#[case::nothing(0, ForecastOptions::new(7), "series.too_short", "series.counts")]
#[case::less_than_a_season(6, ForecastOptions::new(7), "series.too_short", "series.counts")]
#[case::nothing_to_test_on(20, ForecastOptions::new(1), "series.too_short", "series.counts")]
#[case::no_horizon(28, ForecastOptions::new(0), "integer.zero", "options.horizon")]
#[case::a_horizon_too_long_to_test(
    28,
    ForecastOptions::new(15),
    "horizon.too_long",
    "options.horizon"
)]
#[case::a_huge_horizon(
    28,
    ForecastOptions::new(u32::MAX),
    "integer.out_of_range",
    "options.horizon"
)]
#[case::too_many_tests(28, ForecastOptions { folds: Some(3), ..ForecastOptions::new(7) }, "integer.out_of_range", "options.folds")]
#[case::no_test(28, ForecastOptions { folds: Some(0), ..ForecastOptions::new(7) }, "integer.out_of_range", "options.folds")]
#[case::certainty(28, ForecastOptions { confidence: Some(1.0), ..ForecastOptions::new(7) }, "number.out_of_range", "options.confidence")]
#[case::no_confidence(28, ForecastOptions { confidence: Some(f64::NAN), ..ForecastOptions::new(7) }, "number.out_of_range", "options.confidence")]
#[case::a_negative_factor(28, ForecastOptions { holiday_factor: Some(-0.1), ..ForecastOptions::new(7) }, "number.out_of_range", "options.holiday_factor")]
#[case::an_endless_factor(28, ForecastOptions { holiday_factor: Some(f64::INFINITY), ..ForecastOptions::new(7) }, "number.not_finite", "options.holiday_factor")]
fn what_is_wrong_has_a_code_and_a_path(
    #[case] count: usize,
    #[case] options: ForecastOptions,
    #[case] code: &str,
    #[case] path: &str,
) {
    let error = forecast(&days(count), &options).unwrap_err();
    assert_eq!((error.code(), error.path()), (code, path), "{error}");
    assert_eq!(forecast_backtest(&days(count), &options).unwrap_err(), error);
}

#[test]
fn a_holiday_needs_a_factor_where_the_history_has_none() {
    let holidays = vec!["2026-04-01".parse().unwrap()];
    let options = ForecastOptions { holidays, ..ForecastOptions::new(7) };
    let error = forecast(&days(28), &options).unwrap_err();
    assert_eq!((error.code(), error.path()), ("holidays.no_factor", "options.holiday_factor"));
    let given = ForecastOptions { holiday_factor: Some(0.2), ..options.clone() };
    assert_eq!(forecast(&days(28), &given).unwrap().points[2].mean, 1.0);
    assert!(forecast_backtest(&days(28), &options).is_ok());
}

#[test]
fn a_time_of_the_week_that_is_always_a_holiday_is_not_known() {
    let mondays = ["2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23"];
    let holidays = mondays.iter().map(|day| day.parse().unwrap()).collect();
    let error =
        forecast(&days(28), &ForecastOptions { holidays, ..ForecastOptions::new(7) }).unwrap_err();
    assert_eq!((error.code(), error.path()), ("series.only_holidays", "options.holidays"));
}

#[test]
fn a_model_that_does_not_suit_is_no_model() {
    let mut series = days(28);
    series.counts[4] = 0.0;
    let options = ForecastOptions {
        models: vec![ForecastModel::HoltWintersMultiplicative],
        ..ForecastOptions::new(7)
    };
    let error = forecast(&series, &options).unwrap_err();
    assert_eq!((error.code(), error.path()), ("forecast.no_model", "options.models"));
}

#[rstest]
#[case("2026-03-02T00:00:00Z", "start.off_grid")]
#[case("0001-01-01T00:00:00Z", "timestamp.out_of_range")]
#[case("9999-12-30T00:00:00Z", "timestamp.out_of_range")]
fn a_series_starts_where_an_interval_does(#[case] start: &str, #[case] code: &str) {
    let error = forecast(
        &ArrivalSeries { start: start.parse().unwrap(), ..days(28) },
        &ForecastOptions::new(7),
    );
    let error = error.unwrap_err();
    assert_eq!((error.code(), error.path()), (code, "series.start"), "{error}");
}

#[rstest]
#[case::an_empty_log(None, None, "tickets.empty", "tickets")]
#[case::within_a_day(Some("2026-03-02T12:00:00+01:00"), None, "tickets.empty", "tickets")]
#[case::off(
    Some("2026-03-02T12:00:00+01:00"),
    Some("2026-03-09T00:00:00+01:00"),
    "start.off_grid",
    "grid.start"
)]
#[case::reversed(
    Some("2026-03-02T00:00:00+01:00"),
    Some("2026-03-01T00:00:00+01:00"),
    "period.too_short",
    "grid.end"
)]
#[case::a_part(
    Some("2026-03-02T00:00:00+01:00"),
    Some("2026-03-02T23:00:00+01:00"),
    "period.too_short",
    "grid.end"
)]
fn a_grid_has_a_start_and_an_end(
    #[case] start: Option<&str>,
    #[case] end: Option<&str>,
    #[case] code: &str,
    #[case] path: &str,
) {
    let at = |text: &str| text.parse().unwrap();
    let grid = ArrivalGrid {
        zone: "Europe/Berlin".parse().unwrap(),
        interval: ForecastInterval::Day,
        start: start.map(at),
        end: end.map(at),
    };
    let error = arrivals_by_interval(&[], &grid).unwrap_err();
    assert_eq!(
        (error.code(), error.path(), error.kind()),
        (code, path, ErrorKind::Invalid),
        "{error}"
    );
}

#[test]
fn a_grid_of_too_many_intervals_is_refused() {
    let grid = ArrivalGrid {
        zone: "UTC".parse().unwrap(),
        interval: ForecastInterval::QuarterHour,
        start: Some("1990-01-01T00:00:00Z".parse().unwrap()),
        end: Some("2026-01-01T00:00:00Z".parse().unwrap()),
    };
    assert_eq!(arrivals_by_interval(&[], &grid).unwrap_err().code(), "period.too_long");
}

#[rstest]
#[case(&[], &[], 1, "series.empty", "actual")]
#[case(&[1.0], &[], 1, "series.lengths_differ", "forecast")]
#[case(&[1.0], &[f64::NAN], 1, "number.not_finite", "forecast[0]")]
#[case(&[1.0, -2.0], &[1.0, 2.0], 1, "number.out_of_range", "actual[1]")]
#[case(&[1.0], &[2.0], 0, "integer.zero", "season")]
fn errors_of_what_cant_be_compared(
    #[case] actual: &[f64],
    #[case] told: &[f64],
    #[case] season: u32,
    #[case] code: &str,
    #[case] path: &str,
) {
    let error = forecast_errors(actual, told, &[], season).unwrap_err();
    assert_eq!((error.code(), error.path()), (code, path));
}
