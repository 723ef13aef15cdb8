//! The real ServiceNow log against figures that pandas computed from it (`examples/data/truth.py`).
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test reads its data and may fail"
)]
#![allow(clippy::as_conversions, reason = "hours of the reference are floats")]

use firstline::escalation::EscalationEngine;
use firstline::from_json;
use firstline::interop::{OddityKind, TicketLog, count_oddities, read_servicenow_log};
use firstline::kpi::{
    Attribute, CalendarUnit, Grouping, KpiEngine, KpiSpec, KpiValue, QuantileMethod, Quantiles,
    SpanSummary, backlog_by_day, kpis,
};
use firstline::report::{ReportOptions, report_text, support_report};
use firstline::sla::SlaEngine;
use firstline::time::{Date, Span, Zone};
use serde_json::Value;
use std::sync::LazyLock;

static LOG: LazyLock<TicketLog> = LazyLock::new(|| {
    let data = std::fs::read("../examples/data/incident_event_log.csv.gz").unwrap();
    read_servicenow_log(&data, &Zone::utc()).unwrap()
});
static TRUTH: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_slice(&std::fs::read("../examples/data/truth.json").unwrap()).unwrap()
});

fn query(kpi: &str, method: QuantileMethod, group_by: Option<Grouping>) -> Vec<(String, KpiValue)> {
    let spec = KpiSpec {
        kpis: vec![kpi.into()],
        group_by: group_by.into_iter().collect(),
        quantiles: Some(Quantiles::Exact { method }),
        ..Default::default()
    };
    let rows = kpis(&LOG.tickets, &spec).unwrap();
    let label = |group: Vec<Option<String>>| group.into_iter().flatten().collect::<String>();
    rows.into_iter().map(|row| (label(row.group), row.value)).collect()
}

fn share_of(value: &KpiValue) -> (u64, u64) {
    match value {
        KpiValue::Share { part, whole, .. } => (part.unsigned_abs(), whole.unsigned_abs()),
        other => panic!("{other:?} is no share"),
    }
}

fn share(kpi: &str) -> (u64, u64) {
    share_of(&query(kpi, QuantileMethod::NearestRank, None)[0].1)
}

fn count(kpi: &str) -> u64 {
    match query(kpi, QuantileMethod::NearestRank, None)[0].1 {
        KpiValue::Count { count } => count.unsigned_abs(),
        ref other => panic!("{other:?} is no count"),
    }
}

fn truth_share(name: &str) -> (u64, u64) {
    (TRUTH[name]["num"].as_u64().unwrap(), TRUTH[name]["den"].as_u64().unwrap())
}

/// To the minute, which is what the log is exact to; means to the second.
fn assert_summary(found: &SpanSummary, truth: &Value, quantiles: &str) {
    let hours = |name: &str| truth[name].as_f64().unwrap();
    assert_eq!(u64::from(found.count), truth["n"].as_u64().unwrap());
    let close = |span: Span, hours: f64, limit_ms: f64| {
        let off = (span.as_millis() as f64 - hours * 3_600_000.0).abs();
        assert!(off < limit_ms, "{span} is not {hours} h");
    };
    close(found.sum, hours("sum"), 1.0);
    close(found.mean, hours("mean"), 1.0);
    close(found.min, hours("min"), 1.0);
    close(found.max, hours("max"), 1.0);
    for (name, span) in [
        ("p50", found.median),
        ("p75", found.p75),
        ("p90", found.p90),
        ("p95", found.p95),
        ("p99", found.p99),
    ] {
        close(span, hours(&format!("{name}_{quantiles}")), 1.0);
    }
}

fn assert_durations(kpi: &str, name: &str) {
    for (method, suffix) in
        [(QuantileMethod::NearestRank, "nearest_rank"), (QuantileMethod::Linear, "linear")]
    {
        match query(kpi, method, None)[0].1 {
            KpiValue::Duration { summary: Some(ref summary) } => {
                assert_summary(summary, &TRUTH[name], suffix)
            }
            ref other => panic!("{other:?} is no duration"),
        }
    }
}

#[test]
fn every_row_and_ticket_is_there() {
    assert_eq!(u64::from(LOG.quality.rows), TRUTH["n_events"].as_u64().unwrap());
    assert_eq!(LOG.tickets.len() as u64, TRUTH["n_incidents"].as_u64().unwrap());
}

#[test]
fn shares_are_exact() {
    assert_eq!(share("resolution_rate_to_date"), truth_share("resolved"));
    assert_eq!(share("resolution_rate_to_date_closed"), truth_share("closed"));
    assert_eq!(share("reopen_rate_of_created"), truth_share("reopened_tickets"));
    assert_eq!(share("reopen_rate"), truth_share("reopened_of_resolved"));
    assert_eq!(share("reassignment_rate_servicenow"), truth_share("reassigned_tickets"));
    assert_eq!(share("one_touch_rate_by_hand_offs"), truth_share("one_touch_proxy"));
    assert_eq!(count("reopens"), TRUTH["reopens_total"].as_u64().unwrap());
    let reassignments = TRUTH["reassignments_total"].as_u64().unwrap();
    assert_eq!(count("reassignments"), reassignments);
}

#[test]
fn durations_are_exact() {
    assert_durations("full_resolution_time", "ttr_h");
    assert_durations("time_to_close", "ttc_h");
    assert_durations("time_to_acknowledge", "tta_h");
    assert_durations("first_assignment_time", "tfa_h");
    assert_durations("on_hold_time_servicenow", "on_hold_h_awaiting_states");
}

#[test]
fn arrivals_by_hour_of_the_week_are_exact() {
    let [(_, KpiValue::Profile { counts })] =
        &query("arrival_profile", QuantileMethod::NearestRank, None)[..]
    else {
        panic!("no profile")
    };
    let truth = TRUTH["arrivals_by_hour_of_week_mon0"].as_array().unwrap();
    let truth: Vec<_> = truth.iter().map(|it| it.as_i64().unwrap()).collect();
    assert_eq!(*counts, truth);
}

/// However the log is parted and in whatever order the parts are put together, the bytes are those of the whole.
#[test]
fn parts_merge_to_the_bytes_of_the_whole() {
    let priority = Grouping::By { attribute: Attribute::Priority };
    let month = Grouping::Over {
        unit: CalendarUnit::Month,
        zone: "Europe/Lisbon".parse().unwrap(),
        first_month: None,
    };
    let sketch = Quantiles::ExactUpTo { count: 500, relative_error: 0.005 };
    let spec = KpiSpec {
        group_by: vec![priority, month],
        as_of: Some("2016-06-01T00:00:00Z".parse().unwrap()),
        quantiles: Some(sketch),
        ..Default::default()
    };
    let engine = KpiEngine::new(spec).unwrap();
    let whole = engine.state(&LOG.tickets).unwrap().to_bytes();
    let mut parts: Vec<_> = LOG
        .tickets
        .chunks(1_237)
        .map(|part| engine.read_state(&engine.state(part).unwrap().to_bytes()).unwrap())
        .collect();
    parts.reverse();
    parts.rotate_left(7);
    let merged = parts.iter().try_fold(engine.empty(), |all, part| all.merge(part)).unwrap();
    assert_eq!(merged.to_bytes(), whole);
    // And the two layers one after the other are the same as at once.
    let facts = engine.reduce(&LOG.tickets).unwrap();
    assert_eq!(engine.empty().update_facts(&facts).unwrap().to_bytes(), whole);
}

/// A sketch keeps to its stated error on the real values.
#[test]
fn sketched_quantiles_are_within_their_error() {
    let spec = |quantiles| KpiSpec {
        kpis: vec!["full_resolution_time".into(), "time_to_close".into()],
        quantiles: Some(quantiles),
        ..Default::default()
    };
    let summaries = |quantiles| {
        let rows = kpis(&LOG.tickets, &spec(quantiles)).unwrap();
        rows.into_iter().map(|row| match row.value {
            KpiValue::Duration { summary: Some(summary) } => summary,
            other => panic!("{other:?} is no duration"),
        })
    };
    let exact = summaries(Quantiles::Exact { method: QuantileMethod::NearestRank });
    for error in [0.01, 0.005, 0.0005] {
        let sketched = summaries(Quantiles::Sketch { relative_error: error });
        for (exact, sketched) in exact.clone().zip(sketched) {
            let stated = sketched.relative_error.unwrap();
            assert!(stated <= error);
            assert_eq!(
                (exact.sum, exact.min, exact.max),
                (sketched.sum, sketched.min, sketched.max)
            );
            for quantile in [
                |it: &SpanSummary| it.median,
                |it: &SpanSummary| it.p75,
                |it: &SpanSummary| it.p90,
                |it: &SpanSummary| it.p95,
                |it: &SpanSummary| it.p99,
            ] {
                let (exact, sketched) = (quantile(&exact), quantile(&sketched));
                let off = (exact.as_millis() - sketched.as_millis()).abs() as f64;
                assert!(off <= exact.as_millis() as f64 * stated, "{exact} {sketched} {stated}");
            }
        }
    }
}

/// What the desk's own system recorded, by a definition of the host's own, and the tickets behind it.
#[test]
fn a_definition_of_the_hosts_own_is_computed_and_explained() {
    let spec: KpiSpec = from_json(
        r#"{"kpis": ["sla_made"], "fields": ["made_sla"], "group_by": [{"type": "by", "attribute": "priority"}],
        "definitions": [{"id": "sla_made", "name": "SLA made", "formula": "tickets whose field made_sla is true / tickets",
            "cohort": "created_in", "end_point": "the last row", "unit": "share", "direction": "up", "merge": "ratio",
            "source": "the log",
            "measure": {"type": "ratio",
                "part": [{"quantity": {"type": "tickets"}, "tests": [{"type": "matches",
                    "condition": {"type": "field_is", "field": "made_sla", "values": ["true"]}}]}],
                "whole": [{"quantity": {"type": "tickets"}}]}}]}"#,
    )
    .unwrap();
    let engine = KpiEngine::new(spec).unwrap();
    let state = engine.state(&LOG.tickets).unwrap();
    assert_eq!(share_of(&state.roll_up(&[]).unwrap()[0].value), truth_share("sla_made"));
    let rows = state.finish().unwrap();
    let truth = TRUTH["sla_made_by_last_priority"].as_object().unwrap();
    for (row, truth) in rows.iter().zip(truth.values()) {
        let (made, all) = (truth["num"].as_u64().unwrap(), truth["den"].as_u64().unwrap());
        assert_eq!(share_of(&row.value), (made, all));
        let behind = engine.behind(&LOG.tickets, row).unwrap();
        assert_eq!(behind.len() as u64, all);
        assert_eq!(behind.iter().map(|it| it.part.unsigned_abs()).sum::<u64>(), made);
    }
}

#[test]
fn resolution_by_priority_is_exact() {
    let by = Some(Grouping::By { attribute: Attribute::Priority });
    let rows = query("full_resolution_time", QuantileMethod::Linear, by);
    assert_eq!(rows.len(), 4);
    for ((group, value), name) in
        rows.iter().zip(["1 - Critical", "2 - High", "3 - Moderate", "4 - Low"])
    {
        let KpiValue::Duration { summary: Some(summary) } = value else {
            panic!("{group} has none")
        };
        assert_summary(summary, &TRUTH["ttr_h_by_last_priority"][name], "linear");
    }
}

#[test]
fn the_three_resolution_rates_of_may() {
    let months =
        || Some(Grouping::Over { unit: CalendarUnit::Month, zone: Zone::utc(), first_month: None });
    let may = |kpi| {
        let rows = query(kpi, QuantileMethod::NearestRank, months());
        share_of(&rows.into_iter().find(|(group, _)| group == "2016-05").unwrap().1)
    };
    let cohort = &TRUTH["cohort_created_2016_05"];
    let count = |name: &str| cohort[name].as_u64().unwrap();
    assert_eq!(may("resolution_rate_flow"), (count("resolved_in_month_any_cohort"), count("n")));
    assert_eq!(
        may("resolution_rate_to_date_in_period"),
        (count("resolved_in_same_month"), count("n"))
    );
    // 95.8 %, as computed from the same log in the study of KPIs.
    assert_eq!(may("resolution_rate_to_date"), (7192, count("n")));
}

#[test]
fn volume_and_backlog_are_exact() {
    let months =
        Some(Grouping::Over { unit: CalendarUnit::Month, zone: Zone::utc(), first_month: None });
    let volume = query("volume", QuantileMethod::NearestRank, months);
    let truth = TRUTH["opened_by_month"].as_object().unwrap();
    assert_eq!(
        volume.iter().filter(|(_, value)| *value != KpiValue::Count { count: 0 }).count(),
        truth.len()
    );
    for (month, value) in volume {
        let count = truth.get(&month).map_or(0, |count| count.as_u64().unwrap());
        assert_eq!(value, KpiValue::Count { count: count.try_into().unwrap() }, "{month}");
    }
    let backlog = backlog_by_day(&LOG.tickets, &Zone::utc()).unwrap();
    let truth = TRUTH["backlog_daily_by_resolved_or_closed"].as_object().unwrap();
    assert_eq!(backlog.len(), truth.len());
    for day in backlog {
        assert_eq!(
            u64::from(day.open),
            truth[&day.date.to_string()].as_u64().unwrap(),
            "{}",
            day.date
        );
    }
    assert!(truth.contains_key(&Date::from_ymd(2016, 5, 1).unwrap().to_string()));
}

#[test]
fn the_sla_flag_of_the_log_is_kept() {
    let made =
        LOG.tickets.iter().filter(|ticket| ticket.fields["made_sla"] == "true").count() as u64;
    assert_eq!((made, LOG.tickets.len() as u64), truth_share("sla_made"));
}

#[test]
fn every_odd_row_is_reported() {
    let counts = count_oddities(&LOG.oddities);
    let count = |kind| {
        counts.iter().find(|count| count.kind == kind).map_or((0, 0), |it| (it.rows, it.tickets))
    };
    assert_eq!(count(OddityKind::UnknownState).0, 5);
    assert_eq!(count(OddityKind::CounterBackwards).0, 4);
    assert_eq!(count(OddityKind::ClockBackwards).0, 1);
    assert_eq!(count(OddityKind::BeforeCreation).1, 5);
    // All but 13 of the 1,556 incidents without an instant of resolution were in the state resolved.
    assert_eq!(count(OddityKind::ResolvedWithoutInstant).1, 1543);
    assert_eq!(count(OddityKind::UncountedReopening).0, 0);
    assert_eq!(count(OddityKind::UnreadableRow).0 + count(OddityKind::UnreadableTime).0, 0);
}

/// The example's policy, against a count by another method (`examples/data/sla_truth.py`) and what the
/// desk's own system recorded.
#[test]
fn promises_kept_by_priority_are_exact() {
    let policy = std::fs::read_to_string("../examples/support_report/policy.json").unwrap();
    let sla = SlaEngine::new(from_json(&policy).unwrap()).unwrap();
    let no_rules = EscalationEngine::new(vec![], &sla).unwrap();
    let mut options = ReportOptions::new("", Zone::utc(), "2017-02-19T00:00:00Z".parse().unwrap());
    options.recorded_sla_field = Some("made_sla".into());
    let report = support_report(&LOG.tickets, &sla, &no_rules, &options).unwrap();
    let truth: Value =
        serde_json::from_slice(&std::fs::read("../examples/data/sla_truth.json").unwrap()).unwrap();
    let mut compared = 0;
    for row in &report.attainment {
        let Some(priority) = row.priority else { continue };
        let place = serde_json::to_value(priority).unwrap();
        let place = place.as_str().unwrap();
        let (met, decided) = match row.metric {
            Some(metric) => {
                let metric = serde_json::to_value(metric).unwrap();
                let count =
                    |what: &str| truth[metric.as_str().unwrap()][place][what].as_u64().unwrap();
                (count("met"), count("met") + count("breached"))
            }
            None => {
                let recorded = TRUTH["sla_made_by_last_priority"].as_object().unwrap();
                let place = recorded.keys().find(|name| name.starts_with(&place[1..])).unwrap();
                (recorded[place]["num"].as_u64().unwrap(), recorded[place]["den"].as_u64().unwrap())
            }
        };
        assert_eq!(
            (u64::from(row.met), u64::from(row.met + row.breached)),
            (met, decided),
            "{row:?}"
        );
        compared += 1;
    }
    assert_eq!(compared, 12);
    let text = report_text(&report);
    let widest = text.lines().max_by_key(|line| line.chars().count()).unwrap();
    assert!(widest.chars().count() <= 110, "{widest}");
}
