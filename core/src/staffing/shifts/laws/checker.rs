//! What the checker finds, rule by rule.

use super::super::{
    RosterInput, RosterRule, RosterRules, RosterShift, ShiftNeed, ShiftStarts, ShiftTemplate,
    check_roster,
};
use super::scenes::{at, day, desk, forbid, pause, three, works};
use crate::time::{Period, Span, Weekday};
use rstest::rstest;

fn found(input: &RosterInput, shifts: &[&str]) -> Vec<(RosterRule, String, f64, f64)> {
    let shifts: Vec<RosterShift> = shifts.iter().map(|it| works(it)).collect();
    let check = check_roster(input, &shifts).unwrap();
    assert_eq!(check.ok, check.violations.is_empty() && check.short.is_empty());
    check
        .violations
        .into_iter()
        .map(|it| (it.rule, it.date.to_string(), it.found, it.allowed))
        .collect()
}

fn ann(rules: RosterRules) -> RosterInput {
    RosterInput { rules, ..desk(&["Ann"], "2026-03-15", Vec::new()) }
}

/// The faults of a peer: where early is forbidden after night, night after night was too; and nothing limited fourteen days of
/// work in a row.
#[test]
fn what_is_forbidden_after_a_night_is_not_another_night() {
    let input = ann(RosterRules {
        forbidden: forbid(&[("night", "early"), ("night", "late")]),
        ..Default::default()
    });
    let nights = ["Ann 2026-03-02 night", "Ann 2026-03-03 night", "Ann 2026-03-04 night"];
    assert_eq!(found(&input, &nights), []);
    assert_eq!(
        found(&input, &["Ann 2026-03-02 night", "Ann 2026-03-03 late", "Ann 2026-03-05 early"]),
        [(RosterRule::ForbiddenSuccession, "2026-03-03".to_owned(), 1.0, 0.0)]
    );
}

#[test]
fn fourteen_days_in_a_row_are_told() {
    let days: Vec<String> = (2..16).map(|day| format!("Ann 2026-03-{day:02} early")).collect();
    let days: Vec<&str> = days.iter().map(String::as_str).collect();
    assert_eq!(found(&ann(RosterRules::default()), &days), []);
    let rules =
        RosterRules { max_days_in_row: Some(6), max_weekends: Some(1), ..Default::default() };
    let mut input = ann(rules);
    input.agents[0].max_week_hours = Some(Span::hours(48));
    input.agents[0].max_hours = Some(Span::hours(100));
    let expected = [
        (RosterRule::MaxDaysInRow, "2026-03-08", 14.0, 6.0),
        (RosterRule::MaxWeekends, "2026-03-14", 2.0, 1.0),
        (RosterRule::MaxWeekHours, "2026-03-02", 56.0, 48.0),
        (RosterRule::MaxWeekHours, "2026-03-09", 56.0, 48.0),
        (RosterRule::MaxHours, "2026-03-02", 112.0, 100.0),
    ];
    assert_eq!(
        found(&input, &days),
        expected.map(|(rule, date, found, allowed)| (rule, date.to_owned(), found, allowed))
    );
}

#[rstest]
#[case::two_on_a_day(&["Ann 2026-03-02 early", "Ann 2026-03-02 night"], RosterRule::OneShiftADay, "2026-03-02", 2.0, 1.0)]
#[case::short_rest(&["Ann 2026-03-02 late", "Ann 2026-03-03 early"], RosterRule::LeastRest, "2026-03-03", 8.0, 11.0)]
#[case::nights(&["Ann 2026-03-03 night", "Ann 2026-03-04 night", "Ann 2026-03-05 night"], RosterRule::MaxNightsInRow, "2026-03-05", 3.0, 2.0)]
#[case::a_friday_night_is_week_end(&["Ann 2026-03-06 night", "Ann 2026-03-15 night"], RosterRule::MaxWeekends, "2026-03-15", 2.0, 1.0)]
fn each_rule_for_all(
    #[case] shifts: &[&str],
    #[case] rule: RosterRule,
    #[case] date: &str,
    #[case] is: f64,
    #[case] allowed: f64,
) {
    let rules = RosterRules {
        least_rest: Some(Span::hours(if rule == RosterRule::OneShiftADay { 0 } else { 11 })),
        max_nights_in_row: Some(2),
        max_weekends: Some(1),
        ..Default::default()
    };
    assert_eq!(found(&ann(rules), shifts), [(rule, date.to_owned(), is, allowed)]);
}

#[test]
fn what_was_before_goes_on() {
    let rules = RosterRules {
        least_rest: Some(Span::hours(11)),
        max_days_in_row: Some(3),
        forbidden: forbid(&[("night", "late")]),
        ..Default::default()
    };
    let mut input = ann(rules);
    let before = ["2026-02-26", "2026-02-27", "2026-02-28", "2026-03-01"];
    input.before = before.iter().map(|date| works(&format!("Ann {date} night"))).collect();
    // A row of four before is not told of, the fifth day of it is.
    let expected = [
        (RosterRule::LeastRest, "2026-03-02".to_owned(), 8.0, 11.0),
        (RosterRule::ForbiddenSuccession, "2026-03-02".to_owned(), 1.0, 0.0),
        (RosterRule::MaxDaysInRow, "2026-03-02".to_owned(), 5.0, 3.0),
    ];
    assert_eq!(found(&input, &["Ann 2026-03-02 late"]), expected);
    assert_eq!(found(&input, &["Ann 2026-03-03 late"]), []);
}

#[test]
fn what_an_agent_can_not_do() {
    let period = |start: &str, end: &str| Period { start: at(start), end: at(end) };
    let mut input = desk(&["Ann", "Ben"], "2026-03-08", Vec::new());
    input.templates[0].weekdays = vec![Weekday::Mon];
    let ann = &mut input.agents[0];
    ann.shifts = vec!["early".into(), "late".into()];
    ann.days_off = vec![day("2026-03-03")];
    ann.unavailable = vec![period("2026-03-04T21:00:00Z", "2026-03-04T23:00:00Z")];
    ann.available = vec![
        period("2026-03-02T00:00:00Z", "2026-03-05T16:00:00Z"),
        period("2026-03-05T16:00:00Z", "2026-03-05T22:00:00Z"),
        period("2026-03-06T14:30:00Z", "2026-03-07T00:00:00Z"),
    ];
    ann.min_week_hours = Some(Span::hours(41));
    let shifts = [
        "Ann 2026-03-02 night",
        "Ann 2026-03-03 late",
        "Ann 2026-03-04 late",
        "Ann 2026-03-05 late",
        "Ann 2026-03-06 late",
        "Ben 2026-03-03 early",
    ];
    let expected = [
        (RosterRule::AllowedShift, "2026-03-02", 1.0, 0.0),
        (RosterRule::Available, "2026-03-04", 1.0, 0.0),
        (RosterRule::Available, "2026-03-06", 1.0, 0.0),
        (RosterRule::DayOff, "2026-03-03", 1.0, 0.0),
        (RosterRule::MinWeekHours, "2026-03-02", 40.0, 41.0),
        (RosterRule::Offered, "2026-03-03", 1.0, 0.0),
    ];
    assert_eq!(
        found(&input, &shifts),
        expected.map(|(rule, date, found, allowed)| (rule, date.to_owned(), found, allowed))
    );
}

#[test]
fn starts_breaks_and_pins() {
    let mut input = desk(&["Ann"], "2026-03-08", Vec::new());
    let starts =
        ShiftStarts::At { times: vec!["07:00".parse().unwrap(), "06:00".parse().unwrap()] };
    input.templates[0] = ShiftTemplate {
        starts,
        breaks: vec![pause(30, 120, 180, 30)],
        ..input.templates[0].clone()
    };
    let rules = |shift: &RosterShift, input: &RosterInput| {
        let check = check_roster(input, std::slice::from_ref(shift)).unwrap();
        check.violations.iter().map(|it| it.rule).collect::<Vec<_>>()
    };
    let first = works("Ann 2026-03-02 early");
    assert_eq!(rules(&first, &input), []);
    let seven = RosterShift {
        start: Some("07:00".parse().unwrap()),
        breaks: vec![at("2026-03-02T09:30:00Z")],
        ..first.clone()
    };
    assert_eq!(rules(&seven, &input), []);
    let late = RosterShift { breaks: vec![at("2026-03-02T11:00:00Z")], ..seven.clone() };
    assert_eq!(rules(&late, &input), [RosterRule::Breaks]);
    let eight = RosterShift { start: Some("08:00".parse().unwrap()), ..first.clone() };
    assert_eq!(rules(&eight, &input), [RosterRule::Offered]);
    input.pinned = vec![seven.clone()];
    assert_eq!(rules(&seven, &input), []);
    assert_eq!(rules(&first, &input), [RosterRule::Pinned]);
}

#[test]
fn who_has_two_skills_works_by_one_at_a_time() {
    let skilled = |skill: &str, agents| ShiftNeed {
        skill: Some(skill.into()),
        ..three(&[agents])[0].clone()
    };
    let mut input = desk(
        &["Ann", "Ben", "Cem"],
        "2026-03-08",
        vec![skilled("french", 1), skilled("german", 2)],
    );
    for (agent, skills) in
        input.agents.iter_mut().zip([&["french", "german"][..], &["german"], &["polish"]])
    {
        agent.skills = skills.iter().map(|it| (*it).to_owned()).collect();
    }
    let early = |name: &str| works(&format!("{name} 2026-03-02 early"));
    let check = check_roster(&input, &[early("Ann"), early("Ben"), early("Cem")]).unwrap();
    let short = &check.short[0];
    assert_eq!(short.skills, ["french", "german"]);
    assert_eq!((short.needed, short.at_work, short.short, check.short_hours), (3, 2, 1, 8.0));
    let check = check_roster(&input, &[early("Ann"), early("Cem")]).unwrap();
    assert_eq!((check.short[0].short, check.short_hours), (2, 16.0));
    // One is needed for anything besides.
    input.need.push(three(&[1])[0].clone());
    let check = check_roster(&input, &[early("Ann"), early("Ben"), early("Cem")]).unwrap();
    assert_eq!((check.short.len(), check.short[0].short), (1, 1));
}

#[test]
fn a_time_that_is_short_is_told_once() {
    let input = desk(&["Ann", "Ben"], "2026-03-08", three(&[1, 1, 2]));
    let check =
        check_roster(&input, &[works("Ann 2026-03-02 early"), works("Ben 2026-03-02 night")])
            .unwrap();
    let told: Vec<_> =
        check.short.iter().map(|it| (it.start, it.end, it.needed, it.at_work, it.short)).collect();
    let expected = [
        (at("2026-03-02T14:00:00Z"), at("2026-03-02T22:00:00Z"), 1, 0, 1),
        (at("2026-03-02T22:00:00Z"), at("2026-03-03T06:00:00Z"), 2, 1, 1),
    ];
    assert_eq!(told, expected);
    assert_eq!((check.short_hours, check.agents[1].nights, check.agents[1].hours), (16.0, 1, 8.0));
}
