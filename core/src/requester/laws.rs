//! Laws that hold for all requesters.

use super::*;
use crate::ticket::{Change, Opening, Role, Ticket, TicketEvent};
use crate::time::{Span, Timestamp};
use proptest::prelude::*;

fn at(hours: i64) -> Timestamp {
    let start: Timestamp = "2026-03-02T00:00:00Z".parse().unwrap();
    start.checked_add(Span::hours(hours)).unwrap()
}

fn change(kind: u8) -> (Role, Change) {
    match kind {
        0 => (Role::Agent, Change::PublicReply {}),
        1 => (Role::Requester, Change::RequesterReply {}),
        2 => (Role::Agent, Change::Resolved {}),
        3 => (Role::Requester, Change::Reopened {}),
        4 => (Role::Agent, Change::Closed {}),
        _ => (Role::Requester, Change::Rated { score: 1 + u32::from(kind) % 5, best: 5 }),
    }
}

type Parts = (u8, u8, i64, Vec<(u8, i64)>);

fn tickets() -> impl Strategy<Value = Vec<Ticket>> {
    let parts =
        (0..3_u8, 0..3_u8, 0..400_i64, proptest::collection::vec((0..9_u8, 0..40_i64), 0..6));
    let ticket = |number: usize, (who, category, opened, events): Parts| {
        let opening = Opening {
            requester: (who > 0).then(|| format!("r{who}")),
            category: (category > 0).then(|| format!("c{category}")),
            ..Opening::default()
        };
        let mut when = opened;
        events.into_iter().fold(
            Ticket::opened(format!("T-{number}"), at(opened), opening),
            |ticket, (kind, later)| {
                when += later;
                let (role, change) = change(kind);
                ticket.with(TicketEvent::new(at(when), role, change))
            },
        )
    };
    proptest::collection::vec(parts, 0..20).prop_map(move |all| {
        all.into_iter().enumerate().map(|(number, parts)| ticket(number, parts)).collect()
    })
}

proptest! {
    #[test]
    fn each_ticket_is_somebodys_and_stands_once(tickets in tickets(), hours in 0..700_i64) {
        let now = at(hours);
        let view = |who| requester_view(&tickets, who, now, &RequesterOptions::default()).unwrap();
        let views = [view("r1"), view("r2")];
        let known = |it: &&Ticket| {
            let opened = &it.events[0];
            opened.at <= now && matches!(&opened.change, Change::Created { opening } if opening.requester.is_some())
        };
        let count = views.iter().map(|it| it.totals.tickets).sum::<u32>();
        prop_assert_eq!(usize::try_from(count).unwrap(), tickets.iter().filter(known).count());
        for view in views {
            prop_assert_eq!(view.open.len() + view.history.len(), usize::try_from(view.totals.tickets).unwrap());
            prop_assert!(view.open.is_sorted_by_key(|it| it.opened_at));
            prop_assert!(view.history.is_sorted_by_key(|it| std::cmp::Reverse(it.opened_at)));
            prop_assert!(view.first_contact_at <= view.last_contact_at && view.last_contact_at <= Some(now));
            let responses = view.first_response.map_or(0, |it| it.count);
            prop_assert!(responses <= view.totals.tickets);
        }
    }

    /// What comes later changes nothing.
    #[test]
    fn a_view_of_the_past_is_that_of_the_log_as_it_was(tickets in tickets(), hours in 0..700_i64) {
        let now = at(hours);
        let cut = |ticket: &Ticket| {
            let mut ticket = ticket.clone();
            ticket.events.retain(|event| event.at <= now);
            ticket
        };
        let as_it_was: Vec<Ticket> = tickets.iter().map(cut).filter(|it| !it.events.is_empty()).collect();
        let options = RequesterOptions::default();
        prop_assert_eq!(
            requester_view(&tickets, "r1", now, &options).unwrap(),
            requester_view(&as_it_was, "r1", now, &options).unwrap()
        );
    }

    /// By every pair of tickets.
    #[test]
    fn a_repeat_has_another_shortly_before_it(tickets in tickets(), within in 0..100_i64, across in any::<bool>()) {
        let options = RequesterOptions { repeat_within: Span::hours(within), repeat_across_categories: across };
        let view = requester_view(&tickets, "r1", at(9999), &options).unwrap();
        let all: Vec<_> = view.open.iter().chain(&view.history).collect();
        let mut expected: Vec<String> = Vec::new();
        for one in &all {
            let repeats = all.iter().any(|other| {
                let order = (other.opened_at, &other.ticket) < (one.opened_at, &one.ticket);
                let near = one.opened_at.since(other.opened_at) <= options.repeat_within;
                order && near && (across || one.category == other.category)
            });
            if repeats {
                expected.push(one.ticket.clone());
            }
        }
        let mut got: Vec<String> = view.repeats.iter().map(|it| it.ticket.clone()).collect();
        expected.sort();
        got.sort();
        prop_assert_eq!(got, expected);
    }
}
