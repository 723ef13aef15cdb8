//! What is refused, all at once.

use super::*;
use crate::staffing::{CurveQueue, CurveRules, StaffingTargets, staffing_curve};
use rstest::rstest;

fn targets() -> StaffingTargets {
    StaffingTargets { max_p_wait: Some(0.2), ..Default::default() }
}

fn faults(error: &crate::Error) -> Vec<(String, String)> {
    error.faults().map(|it| (it.code.clone(), it.path.clone())).collect()
}

#[rstest]
#[case(f64::NAN, "number.not_finite")]
#[case(f64::INFINITY, "number.not_finite")]
#[case(f64::NEG_INFINITY, "number.not_finite")]
#[case(-0.5, "number.out_of_range")]
#[case(1e15, "number.out_of_range")]
#[case(1e308, "number.not_finite")]
fn arrivals_that_are_none(#[case] arrivals: f64, #[case] code: &str) {
    for method in methods() {
        let day = hours(&[1.0, arrivals]);
        let error = load_curve(&day, Span::hours(1), &method).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, "arrivals[1].arrivals"));
        let queue = CurveQueue::new(Span::hours(1));
        let error = staffing_curve(&day, &queue, &targets(), &CurveRules::new(method)).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, "arrivals[1].arrivals"));
    }
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let mut day = hours(&[1.0, -1.0, f64::NAN, 2.0]);
    day[1].end = day[1].start;
    day[3].start = day[2].start;
    let queue = CurveQueue {
        patience: Some(Span::ZERO),
        redial_share: Some(1.0),
        ..CurveQueue::new(Span::ZERO)
    };
    let rules = CurveRules { negligible_load: Some(1.0), method: LoadMethod::Sipp {} };
    let none = StaffingTargets { max_p_wait: Some(0.0), ..Default::default() };
    let error = staffing_curve(&day, &queue, &none, &rules).unwrap_err();
    let got = faults(&error);
    let want = [
        ("interval.empty", "arrivals[1].end"),
        ("number.out_of_range", "arrivals[1].arrivals"),
        ("interval.gap", "arrivals[2].start"),
        ("number.not_finite", "arrivals[2].arrivals"),
        ("interval.overlapping", "arrivals[3].start"),
        ("span.not_positive", "queue.aht"),
        ("span.not_positive", "queue.patience"),
        ("number.out_of_range", "queue.redial_share"),
        ("number.out_of_range", "targets.max_p_wait"),
        ("number.out_of_range", "rules.negligible_load"),
    ];
    assert_eq!(got, want.map(|(code, path)| (code.to_owned(), path.to_owned())));
}

#[test]
fn too_many_are_refused_where_they_are() {
    let error = |arrivals: &[f64], queue| {
        let rules = CurveRules::new(LoadMethod::Sipp {});
        let error = staffing_curve(&hours(arrivals), &queue, &targets(), &rules).unwrap_err();
        (error.code().to_owned(), error.path().to_owned())
    };
    let hour = CurveQueue::new(Span::hours(1));
    let place = |place| ("number.out_of_range".to_owned(), format!("arrivals[{place}].arrivals"));
    // More agents than there are numbers for, and callers beyond counting.
    assert_eq!(error(&[1.0, 5e9, 4e9], hour), place(1));
    let again = CurveQueue { redial_share: Some(0.9), waiting_places: Some(0), ..hour };
    assert_eq!(error(&[1.0, 1.0, 2e11], again), place(2));
    let patient = CurveQueue { patience: Some(Span::hours(1)), ..hour };
    assert_eq!(error(&[1.0, 2e8], patient).1, "queue.patience");
}
