//! The real log, by the clock of Berlin over the start of summer time; all values by pandas 3.1.1, those of tests and
//! dispersion by `tests/cases/staffing/forecast.py`.

use super::super::{
    ArrivalGrid, ForecastInterval, ForecastModel, ForecastOptions, arrivals_by_interval, forecast,
    forecast_backtest,
};
use super::scenes::near;
use crate::interop::read_servicenow_log;

#[test]
#[expect(clippy::disallowed_methods, reason = "a test is a host, and has the log as a file")]
fn thirteen_weeks_of_hours_are_counted_and_told_as_by_pandas() {
    let data = std::fs::read("../examples/data/incident_event_log.csv.gz").unwrap();
    let zone = "Europe/Berlin".parse().unwrap();
    let tickets = read_servicenow_log(&data, &zone).unwrap().tickets;
    let grid = ArrivalGrid {
        zone,
        interval: ForecastInterval::Hour,
        start: Some("2016-02-29T00:00:00+01:00".parse().unwrap()),
        end: Some("2016-05-30T00:00:00+02:00".parse().unwrap()),
    };
    let counted = arrivals_by_interval(&tickets, &grid).unwrap();
    assert_eq!((counted.before, counted.after), (0, 946));
    let counts = &counted.series.counts;
    assert_eq!((counts.len(), counts.iter().sum::<f64>()), (2183, 23972.0));
    let weighted = counts.iter().zip(0_u32..).map(|(count, place)| count * f64::from(place));
    assert_eq!(weighted.sum::<f64>(), 24_537_495.0);
    // The day of 23 hours.
    let day = [1, 0, 1, 0, 1, 4, 0, 6, 4, 8, 4, 1, 2, 3, 1, 1, 1, 4, 0, 2, 4, 1, 3].map(f64::from);
    assert_eq!(counts[27 * 24..27 * 24 + 23], day);

    let holidays =
        ["2016-03-25", "2016-03-28", "2016-05-05"].map(|day| day.parse().unwrap()).to_vec();
    let options = ForecastOptions {
        holidays,
        folds: Some(4),
        models: vec![
            ForecastModel::SeasonalNaive,
            ForecastModel::MovingAverage,
            ForecastModel::DayProfile,
            ForecastModel::DayProfileTrend,
        ],
        ..ForecastOptions::new(336)
    };
    let expected = [
        (
            0.44434905535776226,
            0.9087667732432534,
            0.10325039839140895,
            5.422834474884572,
            0.7864583333333334,
        ),
        (
            0.3786552243304581,
            0.7764482301089755,
            0.08515634076635599,
            4.32077844246441,
            0.8816964285714286,
        ),
        (
            0.3735999699664682,
            0.7655116566510652,
            0.10492603524780288,
            4.318040278226002,
            0.8988095238095238,
        ),
        (
            0.3696496473185818,
            0.7578883472256484,
            0.10560773192297994,
            4.256475941078357,
            0.8980654761904762,
        ),
    ];
    let tests = forecast_backtest(&counted.series, &options).unwrap();
    for (tested, (wape, mase, bias, dispersion, coverage)) in tests.iter().zip(expected) {
        let errors = tested.errors.unwrap();
        assert_eq!(errors.intervals, 1344);
        for (got, expected) in [
            (errors.wape, wape),
            (errors.mase, mase),
            (errors.bias, bias),
            (tested.dispersion, dispersion),
            (tested.coverage, coverage),
        ] {
            assert!(near(got.unwrap(), expected, 1e-9), "{tested:?}");
        }
    }
    let next = forecast(&counted.series, &options).unwrap();
    assert_eq!(next.model, ForecastModel::MovingAverage);
    assert!(near(next.holidays.unwrap().factor.unwrap(), 0.9234488315874296, 1e-12));
    let dispersion = next.dispersion.unwrap();
    assert!(near(dispersion.index, 2.5526550959533423, 1e-12) && dispersion.over_dispersed);
    assert_eq!(dispersion.degrees_of_freedom, 2015);
}
