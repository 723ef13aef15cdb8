//! Second methods by brute force, and laws that hold for all tickets.

use super::*;
use crate::ticket::{Opening, Ticket};
use crate::time::{Period, Span, Timestamp};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn at(minutes: i64) -> Timestamp {
    let start: Timestamp = "2026-03-02T00:00:00Z".parse().unwrap();
    start.checked_add(Span::minutes(minutes)).unwrap()
}

fn ticket(number: usize, minutes: i64, category: u8, text: &str) -> Ticket {
    let category = (category > 0).then(|| format!("c{category}"));
    let opening = Opening { category, ..Opening::default() };
    let mut ticket = Ticket::opened(format!("T-{number:06}"), at(minutes), opening);
    ticket.fields.insert("subject".to_owned(), text.to_owned());
    ticket
}

const WORDS: [&str; 12] = [
    "vpn", "down", "is", "the", "printer", "berlin", "paris", "slow", "error", "500", "login",
    "mail",
];

fn tickets() -> impl Strategy<Value = Vec<Ticket>> {
    let text = proptest::collection::vec(prop::sample::select(&WORDS[..]), 0..5);
    let parts = (0..600_i64, 0..3_u8, text);
    proptest::collection::vec(parts, 0..60).prop_map(|all| {
        let ticket = |(number, (minutes, category, text)): (usize, (i64, u8, Vec<&str>))| {
            ticket(number, minutes, category, &text.join(" "))
        };
        all.into_iter().enumerate().map(ticket).collect()
    })
}

/// By every pair, and by spreading over links until nothing changes.
fn by_every_pair(tickets: &[Ticket], options: &ClusterOptions) -> BTreeSet<BTreeSet<String>> {
    let texts: Vec<BTreeSet<&str>> =
        tickets.iter().map(|it| it.fields["subject"].split_whitespace().collect()).collect();
    let with_text = texts.iter().filter(|text| !text.is_empty()).count();
    let weight = |word: &&str| {
        let having = texts.iter().filter(|text| text.contains(*word)).count();
        match options.weight {
            WordWeight::Equal => 1,
            WordWeight::Rarity => 1 + usize::try_from((with_text / having).ilog2()).unwrap(),
        }
    };
    let linked = |a: usize, b: usize| {
        let (one, two) = (&tickets[a].events[0], &tickets[b].events[0]);
        let apart = one.at.since(two.at).as_millis().abs();
        let shared: usize = texts[a].intersection(&texts[b]).map(weight).sum();
        let together: usize = texts[a].union(&texts[b]).map(weight).sum();
        // Similarities are sixteenths, so both sides are whole.
        let similarity = options.similarity.unwrap() * 16.0;
        let enough = shared * 16 >= similarity.to_string().parse::<usize>().unwrap() * together;
        let category = |it: &Ticket| crate::ticket::ticket_state(it).unwrap().category;
        let same = options.across_categories || category(&tickets[a]) == category(&tickets[b]);
        together > 0 && enough && same && apart <= options.within.unwrap().as_millis()
    };
    let mut group: Vec<usize> = (0..tickets.len()).collect();
    loop {
        let before = group.clone();
        for a in 0..tickets.len() {
            for b in 0..tickets.len() {
                if a != b && linked(a, b) {
                    group[a] = group[a].min(group[b]);
                }
            }
        }
        if group == before {
            break;
        }
    }
    let mut groups: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for (place, of) in group.iter().enumerate() {
        if !texts[place].is_empty() {
            groups.entry(*of).or_default().insert(tickets[place].id.clone());
        }
    }
    groups.into_values().filter(|it| it.len() >= 2).collect()
}

proptest! {
    #[test]
    fn incidents_are_what_links_of_every_pair_join(
        tickets in tickets(), within in 0..120_i64, sixteenths in 1..=16_u8,
        across in any::<bool>(), rarity in any::<bool>(),
    ) {
        let options = ClusterOptions {
            within: Some(Span::minutes(within)),
            similarity: Some(f64::from(sixteenths) / 16.0),
            weight: if rarity { WordWeight::Rarity } else { WordWeight::Equal },
            across_categories: across,
            at_least: Some(2),
            ..ClusterOptions::new("subject")
        };
        let report = incident_clusters(&tickets, &options).unwrap();
        let got: BTreeSet<BTreeSet<String>> =
            report.clusters.iter().map(|it| it.tickets.iter().cloned().collect()).collect();
        prop_assert_eq!(got, by_every_pair(&tickets, &options));
        prop_assert_eq!(usize::try_from(report.compared + report.without_text).unwrap(), tickets.len());
        prop_assert!(report.clusters.is_sorted_by_key(|it| (std::cmp::Reverse(it.tickets.len()), it.first_at)));
        // The order in which tickets are given changes nothing.
        let mut turned = tickets.clone();
        turned.reverse();
        prop_assert_eq!(incident_clusters(&turned, &options).unwrap(), report);
    }

    #[test]
    fn what_stands_out_is_counted_right(tickets in tickets(), cut in 1..599_i64, share in any::<bool>()) {
        let options = StandoutOptions {
            basis: if share { StandoutBasis::Share } else { StandoutBasis::Time },
            false_discovery: Some(1.0),
            at_least: Some(1),
            ..StandoutOptions::new(
                Period { start: at(cut), end: at(600) },
                Period { start: at(0), end: at(cut) },
                vec![CauseAspect::Category {}, CauseAspect::Field { name: "subject".to_owned() }],
            )
        };
        let report = standouts(&tickets, &options).unwrap();
        let in_window = |it: &&Ticket| it.events[0].at >= at(cut);
        prop_assert_eq!(usize::try_from(report.window_tickets).unwrap(), tickets.iter().filter(in_window).count());
        prop_assert!(report.standouts.is_sorted_by(|a, b| a.q_value <= b.q_value));
        for found in &report.standouts {
            let has = |it: &&Ticket| match &found.aspect {
                CauseAspect::Field { .. } => it.fields["subject"] == found.value,
                _ => crate::ticket::ticket_state(it).unwrap().category.as_ref() == Some(&found.value),
            };
            let count = tickets.iter().filter(has).filter(in_window).count();
            prop_assert_eq!(usize::try_from(found.count).unwrap(), count);
            prop_assert_eq!(found.tickets.len(), count);
            let all = tickets.iter().filter(has).count();
            prop_assert_eq!(usize::try_from(found.baseline_count).unwrap(), all - count);
            prop_assert!(f64::from(found.count) > found.expected && found.p_value <= found.q_value);
        }
    }
}

/// The bound on pairs is what would be hit if the work grew with the square.
#[test]
fn a_year_of_a_hundred_thousand_tickets_is_looked_through() {
    let ticket = |number: usize| {
        let minutes = i64::try_from(number).unwrap() * 525_600 / 100_000;
        let text = format!(
            "{} {} host {}",
            WORDS[number % 12],
            WORDS[number / 12 % 12],
            number * 7919 % 5000
        );
        ticket(number, minutes, 1, &text)
    };
    let tickets: Vec<Ticket> = (0..100_000).map(ticket).collect();
    let report = incident_clusters(&tickets, &ClusterOptions::new("subject")).unwrap();
    assert_eq!(report.compared, 100_000);
}

/// A hundred thousand equal alerts within an hour are one incident, and no work at all.
#[test]
fn a_storm_of_equal_texts_is_one_incident() {
    let ticket = |number: usize| {
        ticket(number, i64::try_from(number).unwrap() / 2000, 1, "Disk full on db-1")
    };
    let tickets: Vec<Ticket> = (0..100_000).map(ticket).collect();
    let report = incident_clusters(&tickets, &ClusterOptions::new("subject")).unwrap();
    assert_eq!(report.clusters[0].tickets.len(), 100_000);
}
