//! Desks of which a roster without anything short is known, since their need was counted from one.

use super::super::{
    RosterInput, RosterRules, RosterSearch, RosterShift, ShiftNeed, check_roster, roster,
};
use super::draws::Draws;
use super::scenes::{day, desk, forbid, needs, three};
use crate::time::{Date, Span, day_number};
use rstest::rstest;

/// Agents of three kinds: every third speaks French, every fifth works no nights.
fn tight(agents: usize) -> RosterInput {
    let names: Vec<String> = (0..agents).map(|it| format!("agent {it}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut input = desk(&names, "2026-03-29", Vec::new());
    input.rules = RosterRules {
        least_rest: Some(Span::hours(11)),
        max_days_in_row: Some(5),
        max_nights_in_row: Some(3),
        max_weekends: Some(3),
        forbidden: forbid(&[("night", "early"), ("night", "late"), ("late", "early")]),
        ..Default::default()
    };
    for (agent, place) in input.agents.iter_mut().zip(0..) {
        agent.max_week_hours = Some(Span::hours(40));
        if place % 3 == 0 {
            agent.skills.push("french".to_owned());
        }
        if place % 5 == 0 {
            agent.shifts = vec!["early".to_owned(), "late".to_owned()];
        }
    }
    input
}

/// A roster in which nearly everybody works whenever the checker has nothing against it.
fn known(input: &RosterInput, draws: &mut Draws) -> Vec<RosterShift> {
    let mut all = Vec::new();
    for agent in &input.agents {
        let alone = RosterInput { agents: vec![agent.clone()], ..input.clone() };
        let mut own: Vec<RosterShift> = Vec::new();
        for place in 0..28 {
            let date = Date::from_ymd(2026, 3, 2 + place).unwrap();
            let like_before = own.last().filter(|_| draws.below(2) == 0).map(|it| it.shift.clone());
            let any = ["early", "late", "night"][usize::try_from(draws.below(3)).unwrap()];
            let label = like_before.unwrap_or_else(|| any.to_owned());
            own.push(RosterShift::new(&agent.name, date, &label));
            if draws.below(20) == 0 || !check_roster(&alone, &own).unwrap().violations.is_empty() {
                own.pop();
            }
        }
        all.extend(own);
    }
    all
}

/// How many work each shift of 28 days, of those whom `counts` takes.
fn count(input: &RosterInput, shifts: &[RosterShift], counts: impl Fn(&str) -> bool) -> Vec<u32> {
    let mut numbers = vec![0; 28 * input.templates.len()];
    let first = day_number(day("2026-03-02"));
    for it in shifts.iter().filter(|it| counts(&it.agent)) {
        let template = input.templates.iter().position(|other| other.label == it.shift).unwrap();
        let date = usize::try_from(day_number(it.date) - first).unwrap();
        numbers[date * input.templates.len() + template] += 1;
    }
    numbers
}

#[rstest]
#[case(10, false)]
#[case(10, true)]
#[case(20, true)]
#[case(40, false)]
#[case(40, true)]
#[case(60, true)]
fn a_roster_without_anything_short_is_found_where_there_is_one(
    #[case] agents: usize,
    #[case] skills: bool,
) {
    let mut input = tight(agents);
    let hidden = known(&input, &mut Draws(agents.try_into().unwrap()));
    let french = |name: &str| {
        skills && input.agents.iter().any(|it| it.name == name && !it.skills.is_empty())
    };
    let speaking = count(&input, &hidden, french);
    let others = count(&input, &hidden, |name| !french(name));
    let speaking = needs("2026-03-02T06:00:00Z", 480, &speaking).into_iter();
    let speaking = speaking.map(|it| ShiftNeed { skill: Some("french".to_owned()), ..it });
    input.need = three(&others).into_iter().chain(speaking).collect();
    assert!(check_roster(&input, &hidden).unwrap().ok);
    let found = roster(&input, &RosterSearch { seed: 1, steps: Some(1_000_000) }).unwrap();
    assert_eq!((found.check.short_hours, found.check.ok, found.gap), (0.0, true, 0.0));
    // Nobody can work less: the need is as much as the hidden roster works.
    assert_eq!(found.shifts.len(), hidden.len());
}
