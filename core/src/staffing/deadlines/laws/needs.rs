//! Laws of the agents that are needed.

use super::super::{DeadlineRules, DeadlineTicket, agents_for_deadlines, deadline_outcome};
use super::brute::{Slots, least_lateness};
use super::scenes::{at, staffed, ticket, tickets, whole};
use crate::time::{Calendar, Span, Timestamp, always_open, office_hours};
use proptest::prelude::*;
use rust_decimal::Decimal;

const HOUR: i64 = 3_600_000;

fn always() -> Calendar {
    Calendar::new(always_open("UTC".parse().unwrap())).unwrap()
}

fn office() -> Calendar {
    let hours = ["09:00", "17:00"].map(|time| time.parse().unwrap());
    Calendar::new(office_hours("UTC".parse().unwrap(), hours[0], hours[1])).unwrap()
}

/// First arrival, last deadline, open milliseconds, work and tickets of the hardest interval, from all pairs of an
/// arrival and a deadline: of the densest those that end first, and of these the shortest.
fn scanned(
    tickets: &[DeadlineTicket],
    calendar: &Calendar,
) -> Option<(Timestamp, Timestamp, i64, i64, u32)> {
    let open =
        |from: Timestamp, to: Timestamp| calendar.open_between(from, to).unwrap().as_millis();
    let mut best: Option<(Timestamp, Timestamp, i64, i64, u32)> = None;
    for end in tickets.iter().map(|ticket| ticket.due_at) {
        for start in tickets.iter().map(|ticket| ticket.arrived_at).filter(|start| *start < end) {
            let time = open(start, end);
            let inside = || {
                tickets.iter().filter(|it| {
                    (it.arrived_at >= start || open(it.arrived_at, start) == 0)
                        && (it.due_at <= end || open(end, it.due_at) == 0)
                })
            };
            if inside().count() == 0 {
                continue;
            }
            let work: i64 = inside().map(|it| it.work.as_millis()).sum();
            let first = inside().map(|it| it.arrived_at).min().unwrap();
            let last = inside().map(|it| it.due_at).max().unwrap();
            let found = (first, last, time, work, inside().count() as u32);
            let denser = |best: (Timestamp, Timestamp, i64, i64, u32)| {
                let (new, old) =
                    (i128::from(work) * i128::from(best.2), i128::from(best.3) * i128::from(time));
                new > old || (new == old && (last, time) < (best.1, best.2))
            };
            if best.is_none_or(denser) {
                best = Some(found);
            }
        }
    }
    best
}

/// Whether so many agents, at all hours, are never late.
fn in_time(tickets: &[DeadlineTicket], agents: u32, rules: &DeadlineRules) -> bool {
    let always = [staffed(0, 1_000 * HOUR, agents.into(), 0)];
    deadline_outcome(tickets, &always, rules).unwrap().missed == 0
}

proptest! {
    #[test]
    fn no_schedule_does_with_fewer(tickets in tickets(4, 4, HOUR, 4)) {
        let needed = agents_for_deadlines(&tickets, &always(), &whole(), None).unwrap();
        let slots: Vec<Slots> = tickets
            .iter()
            .map(|it| {
                let slot = |instant: Timestamp| instant.since(at(0)).as_millis() / HOUR;
                (slot(it.arrived_at), slot(it.due_at), it.work.as_millis() / HOUR)
            })
            .collect();
        prop_assert!(least_lateness(&slots, needed.agents.into()) <= 0);
        if needed.agents > 1 {
            prop_assert!(least_lateness(&slots, i64::from(needed.agents) - 1) > 0);
        }
    }

    #[test]
    fn the_critical_interval_is_the_densest_of_all(
        tickets in tickets(12, 60, HOUR / 2, 9), desk in any::<bool>(),
    ) {
        let calendar = if desk { office() } else { always() };
        let reachable: Vec<_> = tickets
            .into_iter()
            .filter(|it| calendar.open_between(it.arrived_at, it.due_at).unwrap() > Span::ZERO)
            .collect();
        let needed = agents_for_deadlines(&reachable, &calendar, &whole(), None).unwrap();
        let found = needed.critical.map(|it| {
            (it.start, it.end, it.open.as_millis(), it.work.as_millis(), it.tickets)
        });
        prop_assert_eq!(found, scanned(&reachable, &calendar));
        let agents = found.map_or(0, |(_, _, open, work, _)| (work + open - 1) / open);
        prop_assert_eq!(i64::from(needed.agents), agents);
    }

    #[test]
    fn so_many_are_enough_and_one_fewer_is_not(
        tickets in tickets(40, 100, HOUR / 7, 9), busy in 1..=1_000_000_i64, away in 0..1_000_000_i64,
    ) {
        let rules = DeadlineRules {
            max_occupancy: Decimal::new(busy, 6),
            shrinkage: Decimal::new(away, 6),
        };
        if let Ok(needed) = agents_for_deadlines(&tickets, &always(), &rules, None) {
            prop_assert!(in_time(&tickets, needed.agents, &rules));
            prop_assert!(tickets.is_empty() || !in_time(&tickets, needed.agents - 1, &rules));
        } else {
            prop_assert!(busy < 1_000 || away > 999_000);
        }
    }

    #[test]
    fn a_margin_is_enough_for_every_interval_and_no_more(
        tickets in tickets(10, 30, HOUR / 2, 9),
        deviations in proptest::collection::vec(prop_oneof![Just(0), 0..3 * HOUR], 10),
        confidence in 0.5..0.999,
    ) {
        let uncertain: Vec<_> = tickets
            .into_iter()
            .zip(deviations)
            .map(|(it, deviation)| DeadlineTicket { work_deviation: Some(Span::from_millis(deviation)), ..it })
            .collect();
        let needed = agents_for_deadlines(&uncertain, &always(), &whole(), Some(confidence)).unwrap();
        let Some(margin) = needed.margin else {
            prop_assert!(uncertain.is_empty());
            return Ok(());
        };
        let mut most = 0;
        for start in uncertain.iter().map(|it| it.arrived_at) {
            for end in uncertain.iter().map(|it| it.due_at).filter(|end| *end > start) {
                let inside = || uncertain.iter().filter(|it| it.arrived_at >= start && it.due_at <= end);
                let work: i64 = inside().map(|it| it.work.as_millis()).sum();
                let square = |it: &DeadlineTicket| (it.work_deviation.unwrap().as_millis() as f64).powi(2);
                let extra = (margin.z * inside().map(square).sum::<f64>().sqrt()).ceil() as i64;
                let time = end.since(start).as_millis();
                most = most.max((work + extra + time - 1) / time);
            }
        }
        prop_assert_eq!((i64::from(margin.agents), margin.agents_at_least), (most, margin.agents));
        prop_assert!(margin.agents_without <= margin.agents_at_least);
        prop_assert_eq!(needed.agents, margin.agents);
    }
}

#[test]
fn quantiles_of_the_normal_distribution() {
    let one = DeadlineTicket { work_deviation: Some(Span::hours(1)), ..ticket(0, 8 * HOUR, HOUR) };
    // Abramowitz and Stegun, table 26.1 and 26.5.
    for (confidence, z) in
        [(0.5, 0.0), (0.9, 1.281_551_565_5), (0.975, 1.959_963_984_5), (0.999, 3.090_232_306_2)]
    {
        let needed =
            agents_for_deadlines(std::slice::from_ref(&one), &always(), &whole(), Some(confidence));
        assert!((needed.unwrap().margin.unwrap().z - z).abs() < 1e-9, "{confidence}");
    }
}

#[test]
fn a_month_of_the_trade_needs_exactly_one_agent() {
    // 450 tickets of 12 minutes in 160 hours; floats make 0.75 * 0.75 * 160 h what it is, others not: 21 * 0.1 / 0.7.
    let month = ticket(0, 160 * HOUR, 90 * HOUR);
    let share = Decimal::new(75, 2);
    let rules = DeadlineRules { max_occupancy: share, shrinkage: Decimal::ONE - share };
    assert_eq!(agents_for_deadlines(&[month], &always(), &rules, None).unwrap().agents, 1);
    let rules = DeadlineRules { max_occupancy: Decimal::new(7, 1), ..whole() };
    let needed = agents_for_deadlines(&[ticket(0, 10, 21)], &always(), &rules, None).unwrap();
    assert_eq!(needed.agents, 3);
}

#[test]
fn a_certain_interval_among_many_uncertain_tickets() {
    // The densest interval is certain: at a deviation of zero a root has no tangent.
    let day = 24 * HOUR;
    let one = |place: i64| DeadlineTicket {
        work_deviation: Some(Span::minutes(30)),
        ..ticket(place % 200 * day, (place % 200 + 5) * day, HOUR)
    };
    // Of so few each interval is looked at; of so many it is by tangents.
    for (many, exact) in [(2_000, true), (5_000, false)] {
        let mut tickets: Vec<_> = (0..many).map(one).collect();
        tickets.push(ticket(0, HOUR, 5 * HOUR));
        let needed = agents_for_deadlines(&tickets, &always(), &whole(), Some(0.95)).unwrap();
        let margin = needed.margin.unwrap();
        assert_eq!((margin.agents_at_least, needed.critical.unwrap().open), (5, Span::hours(1)));
        assert!(margin.agents == 5 || !exact && margin.agents > 5);
    }
}
