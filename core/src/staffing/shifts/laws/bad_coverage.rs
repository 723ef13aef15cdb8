//! What can't be covered, and how it is said.

use super::super::{CoverageInput, ShiftBreak, ShiftStarts, ShiftTemplate, shift_coverage};
use super::scenes::{every, input, needs, pause, shift};
use crate::time::Span;
use rstest::rstest;

fn said(asked: &CoverageInput) -> Vec<(String, String)> {
    let error = shift_coverage(asked).unwrap_err();
    error.faults().map(|fault| (fault.code.clone(), fault.path.clone())).collect()
}

fn day() -> ShiftTemplate {
    shift("day", "08:00", 8)
}

fn with_break(pause: ShiftBreak) -> ShiftTemplate {
    ShiftTemplate { breaks: vec![pause], ..day() }
}

#[rstest]
#[case::longer_than_a_day(shift("day", "08:00", 25), "shift.longer_than_a_day", "length")]
#[case::no_length(shift("day", "08:00", 0), "span.not_positive", "length")]
#[case::no_name(shift("", "08:00", 8), "name.empty", "label")]
#[case::no_start(ShiftTemplate { starts: ShiftStarts::At { times: vec![] }, ..day() }, "starts.none", "starts.times")]
#[case::twice(ShiftTemplate { starts: ShiftStarts::At { times: vec!["08:00".parse().unwrap(); 2] }, ..day() }, "starts.duplicate", "starts.times[1]")]
#[case::end_of_day(shift("day", "24:00", 8), "time_of_day.out_of_range", "starts.times[0]")]
#[case::reversed(every("day", "09:00", "08:00", 15, 8), "starts.none", "starts.last")]
#[case::no_step(every("day", "09:00", "10:00", 0, 8), "span.not_positive", "starts.step")]
#[case::each_millisecond(ShiftTemplate { starts: ShiftStarts::Every { first: "00:00".parse().unwrap(), last: "23:00".parse().unwrap(), step: Span::from_millis(1) }, ..day() }, "starts.too_many", "starts.step")]
#[case::free(ShiftTemplate { cost: Some(0), ..day() }, "integer.out_of_range", "cost")]
#[case::dear(ShiftTemplate { cost: Some(u32::MAX), ..day() }, "integer.out_of_range", "cost")]
#[case::break_too_late(
    with_break(pause(30, 60, 451, 15)),
    "break.outside_shift",
    "breaks[0].latest"
)]
#[case::break_before(with_break(pause(30, -15, 60, 15)), "break.outside_shift", "breaks[0].earliest")]
#[case::break_no_window(with_break(pause(30, 60, 45, 15)), "break.no_window", "breaks[0].latest")]
#[case::break_no_length(with_break(pause(0, 60, 75, 15)), "span.not_positive", "breaks[0].length")]
#[case::break_no_step(with_break(pause(30, 60, 75, 0)), "span.not_positive", "breaks[0].step")]
#[case::breaks_in_each_other(ShiftTemplate { breaks: vec![pause(30, 60, 120, 15), pause(15, 149, 200, 15)], ..day() }, "break.overlapping", "breaks[1].earliest")]
fn what_is_no_template(#[case] template: ShiftTemplate, #[case] code: &str, #[case] field: &str) {
    let asked = input("UTC", vec![template], needs("2026-03-02T08:00:00Z", 60, &[1]));
    assert_eq!(said(&asked), [(code.to_owned(), format!("input.templates[0].{field}"))]);
}

#[test]
fn every_fault_is_told_at_once() {
    let mut need = needs("2026-03-02T08:00:00Z", 60, &[1, 2, 1_000_001]);
    need[1].start = need[0].start;
    need[0].skill = Some("french".to_owned());
    need[2].end = need[2].start;
    let asked = CoverageInput {
        first: Some("2026-03-03".parse().unwrap()),
        last: Some("2026-03-02".parse().unwrap()),
        max_nodes: Some(0),
        ..input("UTC", vec![day(), day()], need)
    };
    let expected = [
        ("name.duplicate", "input.templates[1].label"),
        ("interval.empty", "input.need[2].end"),
        ("integer.out_of_range", "input.need[2].agents"),
        ("need.skill", "input.need[0].skill"),
        ("period.reversed", "input.last"),
        ("integer.out_of_range", "input.max_nodes"),
    ];
    assert_eq!(said(&asked), expected.map(|(code, path)| (code.to_owned(), path.to_owned())));
    let mut need = needs("2026-03-02T08:00:00Z", 60, &[1, 2]);
    need[1].start = need[0].start;
    let asked = input("UTC", Vec::new(), need);
    let expected =
        [("interval.overlapping", "input.need[1].start"), ("templates.none", "input.templates")];
    assert_eq!(said(&asked), expected.map(|(code, path)| (code.to_owned(), path.to_owned())));
}

#[test]
fn each_need_that_no_shift_reaches_is_told() {
    let asked =
        input("UTC", vec![day()], needs("2026-03-02T06:00:00Z", 120, &[1, 1, 1, 0, 1, 1, 3]));
    let expected =
        [0, 5, 6].map(|place| ("coverage.uncovered".to_owned(), format!("input.need[{place}]")));
    assert_eq!(said(&asked), expected);
}

#[cfg(feature = "solver")]
#[test]
fn a_break_that_leaves_nobody_is_told() {
    let asked = input(
        "UTC",
        vec![with_break(pause(30, 120, 120, 15))],
        needs("2026-03-02T08:00:00Z", 60, &[1; 8]),
    );
    assert_eq!(said(&asked), [("coverage.uncovered".to_owned(), "input.need[2]".to_owned())]);
}

#[cfg(not(feature = "solver"))]
#[test]
fn breaks_need_their_feature() {
    let asked = input(
        "UTC",
        vec![with_break(pause(30, 120, 180, 15))],
        needs("2026-03-02T08:00:00Z", 60, &[1; 8]),
    );
    assert_eq!(said(&asked), [("breaks.feature_off".to_owned(), "input.templates".to_owned())]);
}

#[test]
fn what_is_too_much_is_refused() {
    let minute = every("day", "00:00", "23:59", 1, 8);
    let many = input("UTC", vec![minute], needs("2026-03-02T00:00:00Z", 1_440, &[1; 200]));
    assert_eq!(said(&many), [("shifts.too_many".to_owned(), "input".to_owned())]);
    let mut far = needs("2026-03-02T00:00:00Z", 60, &[1]);
    far.extend(needs("2036-03-02T00:00:00Z", 60, &[1]));
    assert_eq!(said(&input("UTC", vec![day()], far))[0].0, "period.too_long");
    let intervals = needs("2026-03-02T00:00:00Z", 1, &vec![1; 20_001]);
    assert_eq!(said(&input("UTC", vec![day()], intervals))[0].0, "need.too_many");
    let early = needs("0001-01-01T00:00:00Z", 60, &[1]);
    assert_eq!(said(&input("UTC", vec![day()], early))[0].0, "coverage.uncovered");
    let starts = (0..20).map(|place| ShiftTemplate {
        breaks: vec![pause(15, 0, 400, 1)],
        ..every(&place.to_string(), "00:00", "23:00", 60, 8)
    });
    let breaks = input("UTC", starts.collect(), needs("2026-03-02T00:00:00Z", 60, &[1; 24]));
    let code = if cfg!(feature = "solver") { "breaks.too_many" } else { "breaks.feature_off" };
    assert_eq!(said(&breaks)[0].0, code);
}
