//! What must always hold of states, over random logs parted at random.

use super::{
    Attribute, CalendarUnit, DistinctBy, Grouping, KpiEngine, KpiSpec, QuantileMethod, Quantiles,
    kpi_catalogue, kpis,
};
use crate::sla::SlaSpec;
use crate::ticket::{Change, Opening, Priority, Role, Status, Ticket, TicketEvent};
use crate::time::{Period, Span, Timestamp, office_hours};
use proptest::prelude::*;

const START: i64 = 1_774_000_000_000; // 2026-03-20, nine days before the clocks change in Berlin

fn change() -> impl Strategy<Value = (Role, Change)> {
    let role = prop_oneof![Just(Role::Agent), Just(Role::Requester), Just(Role::System)];
    let name = || proptest::option::of(prop_oneof![Just("a".to_owned()), Just("b".to_owned())]);
    let change = prop_oneof![
        prop_oneof![Just(Status::Open), Just(Status::Pending), Just(Status::OnHold)]
            .prop_map(|status| Change::StatusChanged { status }),
        name().prop_map(|team| Change::TeamAssigned { team }),
        name().prop_map(|agent| Change::AgentAssigned { agent }),
        Just(Change::PublicReply {}),
        Just(Change::RequesterReply {}),
        Just(Change::Resolved {}),
        Just(Change::Reopened {}),
        Just(Change::Closed {}),
        (1_u32..=5).prop_map(|score| Change::Rated { score, best: 5 }),
    ];
    (role, change)
}

fn ticket() -> impl Strategy<Value = Ticket> {
    let opening = (0_i64..30 * 86_400, 0_usize..5, 0_u32..4);
    let events = proptest::collection::vec((change(), -600_i64..90_000), 0..12);
    (opening, events).prop_map(|((at, priority, requester), events)| {
        let mut millis = START + at * 1000;
        let instant = |millis| Timestamp::from_millis(millis).unwrap();
        let opening = Opening {
            priority: Priority::ALL[priority],
            requester: (requester > 0).then(|| format!("r{requester}")),
            ..Opening::default()
        };
        let mut ticket = Ticket::opened("T", instant(millis), opening);
        for ((role, change), seconds) in events {
            millis += seconds * 1000;
            ticket = ticket.with(TicketEvent::new(instant(millis), role, change));
        }
        ticket
    })
}

/// Fewer than so many, each with a name of its own.
fn tickets(limit: usize) -> impl Strategy<Value = Vec<Ticket>> {
    proptest::collection::vec(ticket(), 0..limit).prop_map(|mut tickets| {
        for (place, ticket) in tickets.iter_mut().enumerate() {
            ticket.id = format!("T-{place}");
        }
        tickets
    })
}

fn spec() -> impl Strategy<Value = KpiSpec> {
    let quantiles = prop_oneof![
        Just(Quantiles::Exact { method: QuantileMethod::Linear }),
        Just(Quantiles::Sketch { relative_error: 0.01 }),
        (0_u32..12).prop_map(|count| Quantiles::ExactUpTo { count, relative_error: 0.005 }),
    ];
    let distinct = prop_oneof![Just(DistinctBy::Names), Just(DistinctBy::HyperLogLog)];
    let grouped = proptest::sample::subsequence(vec![0, 1, 2, 3], 0..=3);
    let ids: Vec<String> = kpi_catalogue().into_iter().map(|it| it.id).collect();
    let kpis = proptest::sample::subsequence(ids, 20);
    (quantiles, distinct, grouped, kpis).prop_map(|(quantiles, distinct, grouped, kpis)| {
        let zone: crate::time::Zone = "Europe/Berlin".parse().unwrap();
        let all = [
            Grouping::By { attribute: Attribute::Priority },
            Grouping::By { attribute: Attribute::Team },
            Grouping::By { attribute: Attribute::Agent },
            Grouping::Over { unit: CalendarUnit::Day, zone: zone.clone(), first_month: None },
        ];
        let spec = KpiSpec {
            group_by: grouped.into_iter().map(|place: usize| all[place].clone()).collect(),
            as_of: Some(Timestamp::from_millis(START + 25 * 86_400_000).unwrap()),
            calendar: Some(office_hours(zone, "09:00".parse().unwrap(), "17:00".parse().unwrap())),
            quantiles: Some(quantiles),
            distinct,
            sla: Some(promises()),
            ..KpiSpec::default()
        };
        // Any entries of the catalogue that need nothing else.
        let alone = |id: &String| KpiSpec { kpis: vec![id.clone()], ..spec.clone() };
        let kpis = kpis.into_iter().filter(|id| KpiEngine::new(alone(id)).is_ok()).collect();
        KpiSpec { kpis, ..spec }
    })
}

fn promises() -> SlaSpec {
    crate::from_json(
        r#"{"calendar": {"zone": "Europe/Berlin", "weekly": [{"days": ["mon", "tue", "wed", "thu", "fri"], "open": "09:00", "close": "17:00"}]},
        "policies": [{"name": "all", "targets": [{"metric": "resolution", "within": "8h", "pause_on": ["pending"]}, {"metric": "first_response", "within": "1h"}]}]}"#,
    )
    .unwrap()
}

proptest! {
    /// Neither the order of tickets, nor how they are parted, nor in which order the parts are put together, nor a
    /// way through bytes changes a byte.
    #[test]
    fn a_state_is_the_same_to_the_byte(
        spec in spec(),
        tickets in tickets(25),
        parts in proptest::collection::vec(0_usize..5, 25),
        order in Just([0_usize, 1, 2, 3, 4]).prop_shuffle(),
    ) {
        let engine = KpiEngine::new(spec).unwrap();
        let whole = engine.state(&tickets).unwrap();
        let part = |place: usize| {
            let of = tickets.iter().zip(&parts).filter(|it| *it.1 == place).map(|it| it.0.clone());
            let mut of: Vec<_> = of.collect();
            of.reverse();
            let bytes = engine.state(&of).unwrap().to_bytes();
            engine.read_state(&bytes).unwrap()
        };
        let [a, b, c, d, e] = order.map(part);
        // A tree: (a + b) + (c + (d + e)).
        let merged = a.merge(&b).unwrap().merge(&c.merge(&d.merge(&e).unwrap()).unwrap()).unwrap();
        prop_assert_eq!(merged.to_bytes(), whole.to_bytes());
        prop_assert_eq!(merged.finish().unwrap(), whole.finish().unwrap());
        prop_assert_eq!(merged.roll_up(&[]).unwrap(), whole.roll_up(&[]).unwrap());
        let facts = engine.reduce(&tickets).unwrap();
        prop_assert_eq!(engine.empty().update_facts(&facts).unwrap().to_bytes(), whole.to_bytes());
    }

    /// The stays in all statuses are the time from the creation to the snapshot.
    #[test]
    fn a_tickets_stays_are_its_life(ticket in ticket()) {
        let spec = KpiSpec { as_of: Some(Timestamp::from_millis(START + 90 * 86_400_000).unwrap()), ..KpiSpec::default() };
        let facts = KpiEngine::new(spec.clone()).unwrap().reduce(&[ticket]).unwrap();
        let stays = facts[0].stays;
        let parts = [
            stays.new_time, stays.open_time, stays.pending_time, stays.on_hold_time, stays.resolved_time, stays.closed_time,
        ];
        let sum: Span = parts.iter().map(|it| it.elapsed).sum();
        prop_assert_eq!(sum, spec.as_of.unwrap().since(facts[0].marks.created.at));
    }

    /// Cut or changed bytes are refused, and nothing panics.
    #[test]
    fn changed_bytes_are_refused(spec in spec(), tickets in tickets(6), at in any::<prop::sample::Index>(), bit in 0_u32..8) {
        let engine = KpiEngine::new(spec).unwrap();
        let mut bytes = engine.state(&tickets).unwrap().to_bytes();
        prop_assert!(engine.read_state(&bytes[..at.index(bytes.len())]).is_err());
        let place = at.index(bytes.len());
        bytes[place] ^= 1 << bit;
        prop_assert!(engine.read_state(&bytes).is_err());
    }

    /// Bytes with a right sum that no state has are refused, or are those of a state with figures.
    #[test]
    fn bytes_that_sum_up_are_checked(spec in spec(), tickets in tickets(6), at in any::<prop::sample::Index>(), byte: u8) {
        let engine = KpiEngine::new(spec).unwrap();
        let mut bytes = engine.state(&tickets).unwrap().to_bytes();
        let body = bytes.len() - 16;
        bytes[at.index(body)] = byte;
        let sum = super::bytes::fingerprint(&bytes[..body]);
        bytes[body..].copy_from_slice(&sum);
        if let Ok(state) = engine.read_state(&bytes) {
            prop_assert_eq!(state.to_bytes(), bytes);
            let _ = state.finish();
        }
    }

    /// What each ticket adds to a figure makes the figure.
    #[test]
    fn the_tickets_behind_a_figure_make_it(spec in spec(), tickets in tickets(12)) {
        let kpis = ["volume", "resolution_rate_flow", "full_resolution_time", "next_reply_time", "repeat_contact_rate", "requesters", "tickets_per_agent_all_agents", "reopens_per_ticket",
            "first_contact_resolution_gross_7_days", "response_sla_attainment_of_created"].map(String::from).to_vec();
        let engine = KpiEngine::new(KpiSpec { kpis, ..spec }).unwrap();
        for row in engine.state(&tickets).unwrap().finish().unwrap() {
            let behind = engine.behind(&tickets, &row).unwrap();
            let part: i64 = behind.iter().map(|it| it.part).sum();
            let whole: i64 = behind.iter().map(|it| it.whole).sum();
            match row.value {
                super::KpiValue::Count { count } | super::KpiValue::Distinct { count, .. } => prop_assert_eq!(part, count),
                super::KpiValue::Share { part: of, whole: all, .. } => prop_assert_eq!((part, whole), (of, all)),
                super::KpiValue::Duration { summary } => {
                    let lengths: Vec<Span> = behind.into_iter().flat_map(|it| it.lengths).collect();
                    prop_assert_eq!(lengths.len(), summary.map_or(0, |it| usize::try_from(it.count).unwrap()));
                    prop_assert_eq!(lengths.into_iter().sum::<Span>(), summary.map_or(Span::ZERO, |it| it.sum));
                }
                super::KpiValue::Ratio { part: of, whole: all, .. } => prop_assert_eq!((part.into(), whole.into()), (of, all)),
                _ => prop_assert!(false),
            }
        }
    }

    #[expect(clippy::as_conversions, reason = "areas are below 2^53")]
    /// What the changes of a period leave is the difference of two snapshots, and the time open in it their integral.
    #[test]
    fn changes_of_the_backlog_are_differences_of_snapshots(tickets in tickets(12), days in (0_i64..40, 1_i64..40)) {
        let at = |day: i64| Timestamp::from_millis(START + day * 86_400_000).unwrap();
        let period = Period { start: at(days.0), end: at(days.0 + days.1) };
        let before = |at: Timestamp| Timestamp::from_millis(at.as_millis() - 1).unwrap();
        let count = |id: &str, period, as_of| {
            let spec = KpiSpec { kpis: vec![id.to_owned()], period, as_of: Some(as_of), ..KpiSpec::default() };
            kpis(&tickets, &spec).unwrap()[0].value.clone()
        };
        let open = |at| match count("backlog", None, before(at)) {
            super::KpiValue::Count { count } => count,
            other => panic!("{other:?}"),
        };
        let change = open(period.end) - open(period.start);
        prop_assert_eq!(
            count("backlog_change", Some(period), at(400)),
            super::KpiValue::Count { count: change }
        );
        // Events lie on whole seconds, so between two of them the backlog stands still.
        let mut instants: Vec<Timestamp> = tickets.iter().flat_map(|it| &it.events).map(|it| it.at).collect();
        instants.retain(|at| (period.start..period.end).contains(at));
        instants.extend([period.start, period.end]);
        instants.sort_unstable();
        let area: i64 = instants
            .windows(2)
            .filter(|pair| pair[0] < pair[1])
            .map(|pair| open(Timestamp::from_millis(pair[0].as_millis() + 1).unwrap()) * pair[1].since(pair[0]).as_millis())
            .sum();
        let super::KpiValue::Rate { rate: Some(rate), .. } = count("work_in_progress", Some(period), at(400)) else {
            panic!("no rate")
        };
        let mean = area as f64 / period.end.since(period.start).as_millis() as f64;
        prop_assert!((rate - mean).abs() <= 1e-12 * mean, "{rate} is not {mean}");
    }
}
