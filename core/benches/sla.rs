//! What the clocks of many tickets cost: `cargo bench -p firstline --bench sla`.
//!
//! Prints nanoseconds a ticket of ten events and milliseconds for all, the least and the median of some runs on one
//! core. What comes back is dropped within the time that is measured.
#![allow(clippy::print_stdout, reason = "it prints what it measures")]
#![allow(clippy::disallowed_methods, reason = "it measures with the clock of the machine")]

use firstline::sla::{SlaClock, SlaEngine, SlaMetric, SlaPolicy, SlaSpec, SlaTarget};
use firstline::ticket::{Change, Condition, Priority, Role, Status, Ticket, TicketEvent};
use firstline::time::{Span, Timestamp, office_hours};
use std::hint::black_box;
use std::time::Instant;

const MINUTE: i64 = 60_000;

fn main() -> firstline::Result<()> {
    let tickets: Vec<_> = (0..10_000).map(ticket).collect::<firstline::Result<_>>()?;
    let now = at(40 * 24 * 60)?;
    println!("  {:<40} {:>10} {:>10} {:>10}", "", "ns/ticket", "median", "ms in all");
    let (two, three) = (two_targets()?, wait_work_and_hold()?);
    measure("status_all, two targets, 10,000", &tickets, 15, |all| two.status_all(all, now));
    measure("wait, work and hold times, 10,000", &tickets, 15, |all| three.cycles_all(all, now));
    let folded = two.state_all(&tickets)?;
    let reply = [TicketEvent::new(now, Role::Agent, Change::PublicReply {})];
    measure("fold an event into a state, 10,000", &folded, 15, |all| {
        all.iter().map(|state| two.fold(state, &reply)).collect::<firstline::Result<Vec<_>>>()
    });
    let million: Vec<_> = (0..1_000_000).map(ticket).collect::<firstline::Result<_>>()?;
    measure("status_all, two targets, 1,000,000", &million, 5, |all| two.status_all(all, now));
    Ok(())
}

fn engine(targets: Vec<SlaTarget>, clocks: Vec<SlaClock>) -> firstline::Result<SlaEngine> {
    let hours = office_hours("America/New_York".parse()?, "09:00".parse()?, "17:00".parse()?);
    let policies = vec![SlaPolicy::new("standard", targets)];
    SlaEngine::new(SlaSpec { clocks, ..SlaSpec::new(hours, policies) })
}

fn two_targets() -> firstline::Result<SlaEngine> {
    let resolution = SlaTarget {
        pause_on: vec![Status::Pending],
        ..SlaTarget::new(SlaMetric::Resolution, Span::hours(16))
    };
    let response = SlaTarget::new(SlaMetric::FirstResponse, Span::hours(4));
    engine(vec![response, resolution], Vec::new())
}

/// The time in which the requester waits, the desk works, and a third party is awaited.
fn wait_work_and_hold() -> firstline::Result<SlaEngine> {
    let on_hold = Condition::StatusIs { values: vec![Status::OnHold] };
    let hold = SlaClock {
        name: "hold".to_owned(),
        start: on_hold.clone(),
        pause: None,
        resume: None,
        stop: Condition::NoneOf { conditions: vec![on_hold] },
        reset: None,
        cancel: None,
    };
    let mut targets = [SlaMetric::RequesterWait, SlaMetric::AgentWork, SlaMetric::Custom]
        .map(|metric| SlaTarget::new(metric, Span::hours(16)));
    if let Some(of_hold) = targets.last_mut() {
        of_hold.clock = Some(hold.name.clone());
    }
    engine(targets.to_vec(), vec![hold])
}

/// The instant so many minutes after a Monday at 14:00 in UTC.
fn at(minutes: i64) -> firstline::Result<Timestamp> {
    Timestamp::from_millis(1_772_460_000_000 + minutes * MINUTE)
}

fn ticket(number: i64) -> firstline::Result<Ticket> {
    let status = |status| Change::StatusChanged { status };
    let changes = [
        status(Status::Open),
        Change::PublicReply {},
        status(Status::Pending),
        Change::RequesterReply {},
        status(Status::OnHold),
        Change::InternalNote {},
        Change::PriorityChanged { priority: Priority::P2 },
        status(Status::Open),
        Change::Resolved {},
    ];
    let start = number * 7 % (14 * 24 * 60);
    let mut ticket = Ticket::opened(number.to_string(), at(start)?, Default::default());
    for (index, change) in (1..).zip(changes) {
        ticket.events.push(TicketEvent::new(at(start + index * 173)?, Role::Agent, change));
    }
    Ok(ticket)
}

fn measure<A, T>(name: &str, all: &[A], times: usize, call: impl Fn(&[A]) -> T) {
    let mut runs: Vec<f64> = (0..times)
        .map(|_| {
            let start = Instant::now();
            black_box(call(black_box(all)));
            start.elapsed().as_secs_f64()
        })
        .collect();
    runs.sort_by(f64::total_cmp);
    let count: f64 = all.iter().map(|_| 1.0).sum();
    let least = runs.first().copied().unwrap_or_default();
    let median = runs.get(times / 2).copied().unwrap_or_default();
    let nanos = |seconds: f64| seconds * 1e9 / count;
    println!("  {name:<40} {:>10.0} {:>10.0} {:>10.1}", nanos(least), nanos(median), least * 1e3);
}
