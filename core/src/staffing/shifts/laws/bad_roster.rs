//! What no roster can be made from, and how it is said.

use super::super::{
    RosterFairness, RosterInput, RosterRules, RosterSearch, RosterShift, RosterWish,
    RosterWishKind, ShiftNeed, check_roster, roster,
};
use super::scenes::{at, day, desk, every, forbid, three, works};
use crate::error::Error;
use crate::time::{Period, Span};
use rstest::rstest;

fn said(error: &Error) -> Vec<(String, String)> {
    error.faults().map(|fault| (fault.code.clone(), fault.path.clone())).collect()
}

fn base() -> RosterInput {
    desk(&["Ann", "Ben"], "2026-03-15", three(&[1, 1]))
}

fn with(change: impl Fn(&mut RosterInput)) -> RosterInput {
    let mut input = base();
    change(&mut input);
    input
}

fn hours(hours: i64) -> Option<Span> {
    Some(Span::hours(hours))
}

#[rstest]
#[case::reversed(with(|it| it.last = day("2026-03-01")), "period.reversed", "input.last")]
#[case::too_long(with(|it| it.last = day("2027-03-05")), "period.too_long", "input.last")]
#[case::no_templates(with(|it| it.templates.clear()), "templates.none", "input.templates")]
#[case::two_names(with(|it| it.agents[1].name = "Ann".into()), "name.duplicate", "input.agents[1].name")]
#[case::no_name(with(|it| it.agents[1].name = String::new()), "name.empty", "input.agents[1].name")]
#[case::two_labels(with(|it| it.templates[1].label = "early".into()), "name.duplicate", "input.templates[1].label")]
#[case::long_shift(with(|it| it.templates[1].length = Span::hours(25)), "shift.longer_than_a_day", "input.templates[1].length")]
#[case::unknown_label(with(|it| it.agents[0].shifts = vec!["day".into()]), "shift.unknown", "input.agents[0].shifts[0]")]
#[case::unknown_skill(with(|it| it.need[0].skill = Some("french".into())), "skill.unknown", "input.need[0].skill")]
#[case::need_before(with(|it| it.need.push(ShiftNeed { start: at("2026-03-01T22:00:00Z"), end: at("2026-03-02T00:00:00Z"), agents: 1, skill: None })), "need.outside_period", "input.need[2]")]
#[case::need_after(with(|it| it.need.push(ShiftNeed { start: at("2026-03-16T06:00:00Z"), end: at("2026-03-16T07:00:00Z"), agents: 1, skill: None })), "need.outside_period", "input.need[2]")]
#[case::week(with(|it| (it.agents[0].min_week_hours, it.agents[0].max_week_hours) = (hours(40), hours(39))), "hours.contradicting", "input.agents[0].min_week_hours")]
#[case::period(with(|it| (it.agents[0].min_hours, it.agents[0].max_hours) = (hours(40), hours(39))), "hours.contradicting", "input.agents[0].min_hours")]
#[case::weeks(with(|it| (it.agents[0].min_week_hours, it.agents[0].max_hours) = (hours(40), hours(79))), "hours.contradicting", "input.agents[0].min_week_hours")]
#[case::all(with(|it| (it.agents[0].min_hours, it.agents[0].max_week_hours) = (hours(81), hours(40))), "hours.contradicting", "input.agents[0].min_hours")]
#[case::negative_hours(with(|it| it.agents[0].max_hours = hours(-1)), "span.negative", "input.agents[0].max_hours")]
#[case::many_hours(with(|it| it.agents[0].max_hours = hours(i64::MAX)), "span.out_of_range", "input.agents[0].max_hours")]
#[case::negative_rest(with(|it| it.rules.least_rest = hours(-11)), "span.negative", "input.rules.least_rest")]
#[case::long_rest(with(|it| it.rules.least_rest = hours(169)), "span.out_of_range", "input.rules.least_rest")]
#[case::no_days(with(|it| it.rules.max_days_in_row = Some(0)), "integer.zero", "input.rules.max_days_in_row")]
#[case::unknown_pair(with(|it| it.rules.forbidden = forbid(&[("night", "day")])), "shift.unknown", "input.rules.forbidden[0].after")]
#[case::unfair(with(|it| it.rules.fairness = RosterFairness { nights: 1_001, ..Default::default() }), "integer.out_of_range", "input.rules.fairness.nights")]
#[case::empty_period(with(|it| it.agents[1].unavailable = vec![Period { start: at("2026-03-02T00:00:00Z"), end: at("2026-03-02T00:00:00Z") }]), "interval.empty", "input.agents[1].unavailable[0].end")]
#[case::wish_outside(with(|it| it.agents[1].wishes = vec![RosterWish { date: day("2026-03-16"), wish: RosterWishKind::Off, shift: None, weight: None }]), "date.outside_period", "input.agents[1].wishes[0].date")]
#[case::wish_of_nothing(with(|it| it.agents[1].wishes = vec![RosterWish { date: day("2026-03-15"), wish: RosterWishKind::Off, shift: None, weight: Some(0) }]), "integer.out_of_range", "input.agents[1].wishes[0].weight")]
#[case::unknown_wish(with(|it| it.agents[1].wishes = vec![RosterWish { date: day("2026-03-15"), wish: RosterWishKind::Off, shift: Some("day".into()), weight: None }]), "shift.unknown", "input.agents[1].wishes[0].shift")]
#[case::pinned_unknown(with(|it| it.pinned = vec![works("Zoe 2026-03-02 early")]), "agent.unknown", "input.pinned[0].agent")]
#[case::pinned_no_shift(with(|it| it.pinned = vec![works("Ann 2026-03-02 day")]), "shift.unknown", "input.pinned[0].shift")]
#[case::pinned_before(with(|it| it.pinned = vec![works("Ann 2026-03-01 early")]), "date.outside_period", "input.pinned[0].date")]
#[case::before_within(with(|it| it.before = vec![works("Ann 2026-03-02 early")]), "date.outside_period", "input.before[0].date")]
fn what_is_wrong_has_a_code_and_a_path(
    #[case] input: RosterInput,
    #[case] code: &str,
    #[case] path: &str,
) {
    let expected = vec![(code.to_owned(), path.to_owned())];
    assert_eq!(said(&roster(&input, &RosterSearch::default()).unwrap_err()), expected);
    assert_eq!(said(&check_roster(&input, &[]).unwrap_err()), expected);
}

#[rstest]
#[case::a_day_off(with(|it| it.agents[0].days_off = vec![day("2026-03-03")]))]
#[case::away(with(|it| it.agents[0].unavailable = vec![Period { start: at("2026-03-03T13:00:00Z"), end: at("2026-03-03T15:00:00Z") }]))]
#[case::not_theirs(with(|it| it.agents[0].shifts = vec!["late".into()]))]
#[case::too_little_rest(with(|it| (it.before, it.rules.least_rest) = (vec![works("Ann 2026-03-02 night")], None)))]
#[case::too_many_hours(with(|it| it.agents[0].max_week_hours = hours(7)))]
fn a_pinned_shift_that_breaks_a_rule_is_refused(#[case] mut input: RosterInput) {
    input.first = day("2026-03-03");
    input.need.clear();
    input.pinned = vec![works("Ben 2026-03-03 late"), works("Ann 2026-03-03 early")];
    if !input.before.is_empty() {
        input.rules =
            RosterRules { forbidden: forbid(&[("night", "early")]), ..RosterRules::default() };
    }
    let error = roster(&input, &RosterSearch::default()).unwrap_err();
    assert_eq!(
        said(&error),
        [("roster.pinned_breaks_rule".to_owned(), "input.pinned[1]".to_owned())],
        "{error}"
    );
    // To the checker it is a roster like any other.
    let check = check_roster(&input, &input.pinned).unwrap();
    assert_eq!(check.violations.len(), 1);
}

#[test]
fn what_is_too_much_is_refused() {
    let code = |input: &RosterInput| {
        roster(input, &RosterSearch::default()).unwrap_err().code().to_owned()
    };
    let names: Vec<String> = (0..1_001).map(|it| it.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(code(&desk(&names, "2026-03-15", Vec::new())), "agents.too_many");
    let mut many = desk(&names[..1_000], "2027-03-01", Vec::new());
    many.templates = vec![every("day", "00:00", "23:55", 5, 8)];
    assert_eq!(code(&many), "shifts.too_many");
    let mut skilled = base();
    for place in 0..9 {
        skilled.agents[0].skills.push(place.to_string());
        skilled.need.push(ShiftNeed { skill: Some(place.to_string()), ..skilled.need[0].clone() });
    }
    assert_eq!(code(&skilled), "skills.too_many");
    for steps in [0, 20_000_001] {
        let error = roster(&base(), &RosterSearch { seed: 0, steps: Some(steps) }).unwrap_err();
        assert_eq!((error.code(), error.path()), ("integer.out_of_range", "options.steps"));
    }
    let shifts: Vec<RosterShift> = vec![works("Ann 2026-03-02 early"); 400_001];
    assert_eq!(check_roster(&base(), &shifts).unwrap_err().code(), "shifts.too_many");
}
