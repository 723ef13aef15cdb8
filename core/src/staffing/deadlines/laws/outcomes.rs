//! Laws of what becomes of tickets in a plan.

use super::super::{
    DeadlineOutcome, DeadlineRules, DeadlineStep, DeadlineTerm, DeadlineTicket, StaffedInterval,
    agents_for_deadlines, deadline_outcome,
};
use super::brute::{Slots, least_lateness, slot_by_slot};
use super::scenes::{at, staffed, tickets, whole};
use crate::time::{Calendar, Span, Timestamp, always_open};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Intervals one after the other, in milliseconds: how long they are, whether nobody works, and the agents.
fn plans(most_agents: i64) -> impl Strategy<Value = Vec<(i64, bool, i64)>> {
    proptest::collection::vec((1..12_i64, any::<bool>(), 0..=most_agents), 1..5)
}

fn intervals(plan: &[(i64, bool, i64)]) -> Vec<StaffedInterval> {
    let mut now = 0;
    let mut all = Vec::new();
    for (long, closed, agents) in plan {
        if !closed {
            all.push(staffed(now, now + long, *agents, 0));
        }
        now += long;
    }
    all
}

fn millis(instant: Timestamp) -> i64 {
    instant.since(at(0)).as_millis()
}

fn slots(tickets: &[DeadlineTicket]) -> Vec<Slots> {
    let slots =
        |it: &DeadlineTicket| (millis(it.arrived_at), millis(it.due_at), it.work.as_millis());
    tickets.iter().map(slots).collect()
}

proptest! {
    #[test]
    fn it_is_as_worked_off_millisecond_by_millisecond(tickets in tickets(8, 20, 1, 12), plan in plans(3)) {
        let staffed = intervals(&plan);
        let outcome = deadline_outcome(&tickets, &staffed, &whole()).unwrap();
        let units: Vec<_> = plan
            .iter()
            .flat_map(|(long, closed, agents)| (0..*long).map(move |_| if *closed { 0 } else { *agents }))
            .collect();
        let (done, backlog) = slot_by_slot(&slots(&tickets), &units);
        let late = |place: usize| done[place].map(|done| done - millis(tickets[place].due_at));
        let missed = (0..tickets.len()).filter(|place| late(*place).is_none_or(|late| late > 0));
        prop_assert_eq!(outcome.missed as usize, missed.clone().count());
        let first = missed.min_by_key(|place| (tickets[*place].due_at, *place));
        let told = outcome.first_missed.map(|it| (it.due_at, it.done_at.map(millis), it.late_by.map(Span::as_millis)));
        prop_assert_eq!(told, first.map(|place| (tickets[place].due_at, done[place], late(place))));
        let greatest = (0..tickets.len()).map(|place| late(place).unwrap_or(i64::MAX)).max();
        let told = outcome.latest.map(|it| it.late_by.map_or(i64::MAX, Span::as_millis));
        prop_assert_eq!(told, greatest);
        prop_assert_eq!(outcome.unfinished as usize, done.iter().filter(|done| done.is_none()).count());
        let cleared = done.iter().copied().collect::<Option<Vec<_>>>().and_then(|done| done.into_iter().max());
        prop_assert_eq!(outcome.cleared_at.map(millis), cleared);
        for point in &outcome.backlog {
            let at = millis(point.at);
            let expected = usize::try_from(at - 1).map_or((0, 0), |slot| backlog[slot]);
            prop_assert_eq!((point.tickets, point.work.as_millis()), expected);
        }
    }

    #[test]
    fn no_schedule_has_a_smaller_greatest_lateness(tickets in tickets(4, 4, 1, 4), agents in 1..3_i64) {
        let outcome = deadline_outcome(&tickets, &[staffed(0, 1_000, agents, 0)], &whole()).unwrap();
        let least = least_lateness(&slots(&tickets), agents);
        let late = outcome.latest.map_or(i64::MIN, |it| it.late_by.unwrap().as_millis());
        prop_assert_eq!(late, least);
    }

    #[test]
    fn the_agents_to_add_are_the_fewest(tickets in tickets(8, 20, 1, 12), plan in plans(3)) {
        let plan_of = |more: u32| -> Vec<_> {
            let more_in = |it: StaffedInterval| StaffedInterval { agents: it.agents + Decimal::from(more), ..it };
            intervals(&plan).into_iter().map(more_in).collect()
        };
        let missed = |more| deadline_outcome(&tickets, &plan_of(more), &whole()).unwrap().missed;
        match deadline_outcome(&tickets, &plan_of(0), &whole()).unwrap().agents_to_add {
            Some(0) => prop_assert_eq!(missed(0), 0),
            Some(more) => prop_assert!(missed(more) == 0 && missed(more - 1) > 0),
            None => prop_assert!(missed(1_000_000) > 0),
        }
    }

    #[test]
    fn the_factor_is_the_least_that_is_enough(tickets in tickets(8, 20, 1, 12), plan in plans(3)) {
        let staffed = intervals(&plan);
        let outcome = deadline_outcome(&tickets, &staffed, &whole()).unwrap();
        let time = |from: Timestamp, to: Timestamp| -> i64 {
            let part = |it: &StaffedInterval| {
                let (start, end) = (it.start.max(from), it.end.min(to));
                i64::try_from(it.agents.mantissa()).unwrap() * end.since(start).as_millis().max(0)
            };
            staffed.iter().map(part).sum()
        };
        let mut factor = Some(0.0_f64);
        for from in tickets.iter().map(|it| it.arrived_at) {
            for to in tickets.iter().map(|it| it.due_at).filter(|to| *to > from) {
                let inside = tickets.iter().filter(|it| it.arrived_at >= from && it.due_at <= to);
                let work: i64 = inside.map(|it| it.work.as_millis()).sum();
                factor = match (work, time(from, to)) {
                    (0, _) => factor,
                    (_, 0) => None,
                    (work, time) => factor.map(|factor| factor.max(work as f64 / time as f64)),
                };
            }
        }
        prop_assert_eq!(outcome.factor, factor);
        prop_assert_eq!(factor.is_some_and(|factor| factor <= 1.0), outcome.missed == 0);
    }
}

#[test]
fn the_largest_numbers_are_counted_too() {
    let most = 1 << 52;
    let ticket = |arrived_at, due_at, work, deviation| DeadlineTicket {
        ticket: "all of time".to_owned(),
        arrived_at,
        due_at,
        work: Span::from_millis(work),
        work_deviation: Some(Span::from_millis(deviation)),
    };
    let last = Timestamp::from_millis(Timestamp::MAX.as_millis() - 1).unwrap();
    let tickets = [
        ticket(last, Timestamp::MAX, 9, 9),
        ticket(Timestamp::MIN, Timestamp::MAX, most - 1_000, 1 << 20),
    ];
    // In lowest terms its numbers are as large as those of an efficiency may be.
    let rules =
        DeadlineRules { max_occupancy: Decimal::new(999_999, 6), shrinkage: Decimal::new(1, 6) };
    let always = Calendar::new(always_open("UTC".parse().unwrap())).unwrap();
    let needed = agents_for_deadlines(&tickets, &always, &rules, Some(0.999_999)).unwrap();
    // z = 4.7534: nine milliseconds and 43 more, in one of 0.999998.
    let margin = needed.margin.unwrap();
    assert_eq!((margin.agents_at_least, margin.agents_without), (53, 15));
    let plan = [StaffedInterval { start: Timestamp::MIN, end: Timestamp::MAX, agents: 14.into() }];
    let outcome = deadline_outcome(&tickets, &plan, &rules).unwrap();
    // 2^52 ms of work in 9,999 years are 14.27 agents.
    assert_eq!((outcome.missed, outcome.agents_to_add), (1, Some(1)));
    let rules = DeadlineRules { shrinkage: Decimal::new(999_999, 6), ..rules };
    let error = deadline_outcome(&tickets, &plan, &rules).unwrap_err();
    assert_eq!(error.code(), "integer.out_of_range");
}

proptest! {
    #[test]
    fn a_deviation_changes_nothing_but_the_step_that_says_so(
        certain in tickets(8, 20, 1, 12), plan in plans(3), deviation in 1..9_i64,
    ) {
        let staffed = intervals(&plan);
        prop_assume!(!certain.is_empty());
        let with = DeadlineTicket { work_deviation: Some(Span::from_millis(deviation)), ..certain[0].clone() };
        let uncertain: Vec<_> = std::iter::once(with).chain(certain[1..].iter().cloned()).collect();
        let told = deadline_outcome(&uncertain, &staffed, &whole()).unwrap();
        let expected = deadline_outcome(&certain, &staffed, &whole()).unwrap();
        let margin = |it: &&DeadlineStep| it.term == DeadlineTerm::Margin;
        let of_margin: Vec<_> = told.steps.iter().filter(margin).map(|it| it.text.as_str()).collect();
        let said = "the work of 1 ticket is uncertain and taken for its mean: there is no margin in what follows";
        prop_assert_eq!(of_margin, [said]);
        let steps = told.steps.iter().filter(|it| !margin(it)).cloned().collect();
        prop_assert_eq!(DeadlineOutcome { steps, ..told.clone() }, expected);
    }
}
