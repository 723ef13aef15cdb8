//! What the clocks of many tickets cost: `cargo bench -p firstline --bench sla`.
//!
//! Prints nanoseconds a ticket of ten events, the least and the median of 15 runs on one core.
#![allow(clippy::print_stdout, reason = "it prints what it measures")]
#![allow(clippy::disallowed_methods, reason = "it measures with the clock of the machine")]

use firstline::sla::{SlaEngine, SlaMetric, SlaPolicy, SlaSpec, SlaTarget};
use firstline::ticket::{Change, Priority, Role, Status, Ticket, TicketEvent};
use firstline::time::{Span, Timestamp, office_hours};
use std::hint::black_box;
use std::time::Instant;

const RUNS: usize = 15;
const TICKETS: u32 = 10_000;
const MINUTE: i64 = 60_000;

fn main() -> firstline::Result<()> {
    let tickets = (0..TICKETS)
        .map(|number| ticket(i64::from(number)))
        .collect::<firstline::Result<Vec<_>>>()?;
    let two = vec![
        SlaTarget::new(SlaMetric::FirstResponse, Span::hours(4)),
        SlaTarget {
            pause_on: vec![Status::Pending],
            ..SlaTarget::new(SlaMetric::Resolution, Span::hours(16))
        },
    ];
    let three = [SlaMetric::RequesterWait, SlaMetric::AgentWork, SlaMetric::Resolution];
    let three = three.map(|metric| SlaTarget::new(metric, Span::hours(16))).to_vec();
    let now = at(40 * 24 * 60)?;
    for (name, targets) in [("two targets", two), ("wait, work and resolution", three)] {
        let hours = office_hours("America/New_York".parse()?, "09:00".parse()?, "17:00".parse()?);
        let engine = SlaEngine::new(SlaSpec::new(hours, vec![SlaPolicy::new(name, targets)]))?;
        measure(&format!("status_all, {name}"), || engine.status_all(&tickets, now));
    }
    Ok(())
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
        status(Status::Open),
        Change::InternalNote {},
        Change::PriorityChanged { priority: Priority::P2 },
        Change::PublicReply {},
        Change::Resolved {},
    ];
    let start = number * 7 % (14 * 24 * 60);
    let mut ticket = Ticket::opened(number.to_string(), at(start)?, Default::default());
    for (index, change) in (1..).zip(changes) {
        ticket.events.push(TicketEvent::new(at(start + index * 173)?, Role::Agent, change));
    }
    Ok(ticket)
}

fn measure<T>(name: &str, call: impl Fn() -> T) {
    let mut runs: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            black_box(call());
            start.elapsed().as_secs_f64() * 1e9 / f64::from(TICKETS)
        })
        .collect();
    runs.sort_by(f64::total_cmp);
    let (least, median) = (runs.first().copied(), runs.get(RUNS / 2).copied());
    println!("  {name:<45} {:>10.1} {:>10.1}", least.unwrap_or(0.0), median.unwrap_or(0.0));
}
