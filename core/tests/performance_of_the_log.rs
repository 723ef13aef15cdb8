//! The performance report over the real ServiceNow log, against figures computed independently with pandas.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test reads its data and may fail"
)]

use firstline::interop::read_servicenow_log;
use firstline::kpi::{KpiRow, KpiValue, SpanSummary};
use firstline::report::{PerformanceReport, ReportGroups, performance_report};
use firstline::time::Span;
use serde_json::Value;

fn read(path: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../examples/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The whole log as one period, as of its end.
fn whole() -> PerformanceReport {
    let options = r#"{
        "spec": {
            "period": {"start": "2016-02-01T00:00:00Z", "end": "2017-03-01T00:00:00Z"},
            "as_of": "2017-03-01T00:00:00Z",
            "kpis": ["volume", "tickets_resolved", "full_resolution_time", "time_to_acknowledge",
                "reopen_rate_of_created", "reassignment_rate_servicenow", "one_touch_rate_by_hand_offs", "made_sla"],
            "fields": ["made_sla"],
            "definitions": [{
                "id": "made_sla", "name": "SLA made", "formula": "recorded as made / tickets created",
                "cohort": "created_in", "end_point": "the record", "unit": "share", "direction": "up",
                "merge": "ratio", "source": "the log",
                "measure": {"type": "ratio", "whole": [{"quantity": {"type": "tickets"}}],
                    "part": [{"quantity": {"type": "tickets"}, "tests": [{"type": "matches",
                        "condition": {"type": "field_is", "field": "made_sla", "values": ["true"]}}]}]}
            }]
        },
        "trend_length": 14,
        "group_kpis": ["tickets_resolved", "full_resolution_time", "made_sla"]
    }"#;
    let log = read_servicenow_log(&read("data/incident_event_log.csv.gz"), &"UTC".parse().unwrap());
    performance_report(&log.unwrap().tickets, &firstline::from_json(options).unwrap()).unwrap()
}

fn truth() -> Value {
    serde_json::from_slice(&read("data/truth.json")).unwrap()
}

fn figure<'a>(report: &'a PerformanceReport, kpi: &str) -> &'a KpiRow {
    &report.figures.iter().find(|it| it.row.kpi == kpi).unwrap().row
}

fn in_group<'a>(groups: &'a ReportGroups, label: &str, kpi: &str) -> &'a KpiRow {
    let group = groups.groups.iter().find(|it| it.label.as_deref() == Some(label)).unwrap();
    group.rows.iter().find(|it| it.kpi == kpi).unwrap()
}

fn count(row: &KpiRow) -> i64 {
    let KpiValue::Count { count } = row.value else { panic!("{row:?}") };
    count
}

fn pair(row: &KpiRow) -> (i64, i64) {
    let KpiValue::Share { part, whole, .. } = row.value else { panic!("{row:?}") };
    (part, whole)
}

fn summary(row: &KpiRow) -> SpanSummary {
    let KpiValue::Duration { summary } = row.value else { panic!("{row:?}") };
    summary.unwrap()
}

/// Whether a length is that many hours, to the minute.
fn is_hours(span: Span, hours: &Value) -> bool {
    let hours = hours.as_f64().unwrap();
    #[expect(clippy::as_conversions, reason = "milliseconds of a few years are exact")]
    let got = span.as_millis() as f64 / 3_600_000.0;
    (got - hours).abs() < 1.0 / 60.0
}

fn is_truth(row: &KpiRow, truth: &Value) {
    let got = summary(row);
    assert_eq!(u64::from(got.count), truth["n"].as_u64().unwrap());
    for (span, key) in [
        (got.mean, "mean"),
        (got.median, "p50_nearest_rank"),
        (got.p90, "p90_nearest_rank"),
        (got.p99, "p99_nearest_rank"),
        (got.max, "max"),
    ] {
        assert!(is_hours(span, &truth[key]), "{} {key}: {span} {}", row.kpi, truth[key]);
    }
}

#[test]
fn each_part_of_the_report_has_the_numbers_that_pandas_has() {
    let (report, truth) = (whole(), truth());
    let rate =
        |key: &str| (truth[key]["num"].as_i64().unwrap(), truth[key]["den"].as_i64().unwrap());
    assert_eq!(u64::from(report.tickets), truth["n_incidents"].as_u64().unwrap());
    // Two were acknowledged before they were opened, and a third was assigned: counted over the CSV in plain Python.
    assert_eq!(truth["tta_negative"].as_u64(), Some(2));
    assert_eq!(report.backward_tickets, 3);
    assert_eq!(
        (count(figure(&report, "tickets_resolved")), count(figure(&report, "volume"))),
        rate("resolved")
    );
    assert_eq!(pair(figure(&report, "made_sla")), rate("sla_made"));
    assert_eq!(pair(figure(&report, "reopen_rate_of_created")), rate("reopened_tickets"));
    assert_eq!(pair(figure(&report, "reassignment_rate_servicenow")), rate("reassigned_tickets"));
    assert_eq!(pair(figure(&report, "one_touch_rate_by_hand_offs")), rate("one_touch_proxy"));
    is_truth(figure(&report, "full_resolution_time"), &truth["ttr_h"]);
    is_truth(figure(&report, "time_to_acknowledge"), &truth["tta_h"]);

    for (label, name) in
        [("p1", "1 - Critical"), ("p2", "2 - High"), ("p3", "3 - Moderate"), ("p4", "4 - Low")]
    {
        let made = pair(in_group(&report.priorities, label, "made_sla"));
        let expected = &truth["sla_made_by_last_priority"][name];
        assert_eq!(made, (expected["num"].as_i64().unwrap(), expected["den"].as_i64().unwrap()));
        let times = in_group(&report.priorities, label, "full_resolution_time");
        is_truth(times, &truth["ttr_h_by_last_priority"][name]);
    }

    let KpiValue::Profile { counts } = &report.arrivals.value else { panic!() };
    let hours: Vec<i64> =
        serde_json::from_value(truth["arrivals_by_hour_of_week_mon0"].clone()).unwrap();
    assert_eq!(*counts, hours);

    // February, in which the log begins, is not whole, and the empty January before it is left out.
    assert_eq!((report.trend[0].name.as_str(), report.trend[0].whole), ("2016-02", false));
    let months = truth["opened_by_month"].as_object().unwrap();
    assert_eq!(months.values().map(|it| it.as_i64().unwrap()).sum::<i64>(), 24_918);
    for stretch in &report.trend {
        let created = months.get(&stretch.name).map_or(0, |it| it.as_i64().unwrap());
        assert_eq!(count(&stretch.rows[0]), created, "{}", stretch.name);
        let resolved =
            truth["resolved_by_month"].get(&stretch.name).map_or(0, |it| it.as_i64().unwrap());
        assert_eq!(count(&stretch.rows[1]), resolved, "{}", stretch.name);
    }

    let mut days = 0;
    let backlog: serde_json::Value =
        serde_json::from_slice(&read("data/backlog_truth.json")).unwrap();
    for (date, open) in backlog.as_object().unwrap() {
        let before =
            report.days.iter().find(|it| it.period.end.to_string() == format!("{date}T00:00:00Z"));
        assert_eq!(before.unwrap().open_at_end.map(i64::from), open.as_i64(), "{date}");
        days += 1;
    }
    assert!(days > 300, "{days}");
}

#[test]
fn whatever_the_order_of_the_tickets_the_report_is_the_same() {
    let log = read_servicenow_log(&read("data/incident_event_log.csv.gz"), &"UTC".parse().unwrap());
    let mut tickets = log.unwrap().tickets;
    tickets.truncate(3_000);
    let policy = String::from_utf8(read("support_report/policy.json")).unwrap();
    let options = r#"{"spec": {"period": {"start": "2016-03-01T00:00:00Z", "end": "2016-03-08T00:00:00Z"}, "sla": SLA}}"#;
    let options = firstline::from_json(&options.replace("SLA", &policy)).unwrap();
    let forwards = performance_report(&tickets, &options).unwrap();
    tickets.reverse();
    assert_eq!(performance_report(&tickets, &options).unwrap(), forwards);
    assert!(forwards.breached_tickets > 0 && !forwards.worst.is_empty());
}
