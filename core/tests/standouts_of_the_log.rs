//! What stands out in a week of the real log, against pandas and scipy (`examples/data/standout_truth.py`).
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test reads its data and may fail"
)]

use firstline::interop::read_servicenow_log;
use firstline::root_cause::{
    CauseAspect, ClusterOptions, StandoutBasis, StandoutOptions, incident_clusters, standouts,
};
use firstline::time::{Period, Span, Zone};
use serde_json::Value;

#[test]
fn a_week_of_the_log_stands_out_as_pandas_says() {
    let data = std::fs::read("../examples/data/incident_event_log.csv.gz").unwrap();
    let log = read_servicenow_log(&data, &Zone::utc()).unwrap();
    let truth = std::fs::read("../examples/data/standout_truth.json").unwrap();
    let truth: Value = serde_json::from_slice(&truth).unwrap();
    let period = |name: &str| {
        let day = |place: usize| {
            format!("{}T00:00:00Z", truth[name][place].as_str().unwrap()).parse().unwrap()
        };
        Period { start: day(0), end: day(1) }
    };
    let field = |name: &str| CauseAspect::Field { name: name.to_owned() };
    let aspects = vec![
        CauseAspect::Category {},
        field("subcategory"),
        field("location"),
        CauseAspect::HourOfDay {},
        CauseAspect::Weekday {},
    ];
    let names = ["category", "subcategory", "location", "hour_of_day", "weekday"];
    for (basis, name) in [(StandoutBasis::Time, "time"), (StandoutBasis::Share, "share")] {
        let options = StandoutOptions {
            basis,
            ..StandoutOptions::new(period("window"), period("baseline"), aspects.clone())
        };
        let found = standouts(&log.tickets, &options).unwrap();
        assert_eq!(u64::from(found.window_tickets), truth["window_tickets"].as_u64().unwrap());
        assert_eq!(u64::from(found.baseline_tickets), truth["baseline_tickets"].as_u64().unwrap());
        assert_eq!(u64::from(found.tested), truth[name]["tested"].as_u64().unwrap());
        let expected = truth[name]["standouts"].as_array().unwrap();
        assert_eq!(found.standouts.len(), expected.len());
        assert!(expected.len() >= 3);
        for (found, expected) in found.standouts.iter().zip(expected) {
            let aspect = aspects.iter().position(|it| *it == found.aspect).unwrap();
            assert_eq!(names[aspect], expected["aspect"].as_str().unwrap());
            assert_eq!(found.value, expected["value"].as_str().unwrap());
            assert_eq!(u64::from(found.count), expected["count"].as_u64().unwrap());
            assert_eq!(
                u64::from(found.baseline_count),
                expected["baseline_count"].as_u64().unwrap()
            );
            for (got, name) in [
                (found.expected, "expected"),
                (found.p_value, "p_value"),
                (found.q_value, "q_value"),
            ] {
                let expected = expected[name].as_f64().unwrap();
                assert!(
                    (got / expected - 1.0).abs() < 1e-9,
                    "{}: {got}, not {expected}",
                    found.value
                );
            }
        }
    }
}

/// The log has no subjects, so places stand in for them: what one place reports within an hour.
#[test]
fn the_whole_log_is_looked_through_for_incidents() {
    let data = std::fs::read("../examples/data/incident_event_log.csv.gz").unwrap();
    let log = read_servicenow_log(&data, &Zone::utc()).unwrap();
    let options = ClusterOptions {
        within: Some(Span::hours(1)),
        similarity: Some(1.0),
        ..ClusterOptions::new("location")
    };
    let report = incident_clusters(&log.tickets, &options).unwrap();
    assert_eq!(report.compared + report.without_text, 24_918);
    let first = &report.clusters[0];
    assert!(first.tickets.len() >= report.clusters[1].tickets.len());
    assert_eq!(first.span, first.last_at.since(first.first_at));
}
