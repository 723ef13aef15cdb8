//! Promises are those of the engine.

use super::*;
use crate::sla::{SlaEngine, SlaMetric, SlaPolicy, SlaSpec, SlaStage, SlaTarget};
use crate::ticket::{Change, Opening, Priority, Role, Status, Ticket, TicketEvent};
use crate::time::office_hours;

fn spec() -> SlaSpec {
    let hours =
        office_hours("UTC".parse().unwrap(), "09:00".parse().unwrap(), "17:00".parse().unwrap());
    let urgent = SlaTarget {
        priorities: vec![Priority::P1],
        ..SlaTarget::new(SlaMetric::Resolution, Span::hours(1))
    };
    let targets = vec![
        SlaTarget::new(SlaMetric::FirstResponse, Span::minutes(10)),
        urgent,
        SlaTarget::new(SlaMetric::Resolution, Span::hours(4)),
    ];
    SlaSpec::new(hours, vec![SlaPolicy::new("all", targets)])
}

#[test]
fn promises_are_kept_as_the_engine_says_of_the_same_tickets() {
    // From nine on a Monday until Wednesday, with agents in office hours; mails of the night wait.
    let mails = |name: &str, priority, per_hour| ContactStream {
        priority,
        skill: Some("mail".to_owned()),
        ..ContactStream::new(name, poisson(per_hour, 48), exponential(1500))
    };
    let streams = vec![mails("urgent", Priority::P1, 1.0), mails("usual", Priority::P3, 3.0)];
    let shifts = vec![shift(0, 8 * 3600, 3), shift(24 * 3600, 32 * 3600, 4)];
    let mut model = desk(48 * 3600, streams, vec![group("g", &["mail"], shifts)]);
    model.sla = Some(spec());
    let options = SimulationOptions { contacts: Some(10_000), ..SimulationOptions::new(9, 1) };
    let got = simulate_desk(&model, &options).unwrap();
    let engine = SlaEngine::new(spec()).unwrap();
    for (stream, priority) in [("urgent", Priority::P1), ("usual", Priority::P3)] {
        let mut counts = std::collections::BTreeMap::new();
        for contact in got.contacts.iter().filter(|it| it.stream == stream) {
            let opening = Opening { priority, ..Opening::default() };
            let mut ticket = Ticket::opened("T", contact.arrived_at, opening);
            let mut add =
                |at, change| ticket.events.push(TicketEvent::new(at, Role::Agent, change));
            if let Some(at) = contact.answered_at {
                add(at, Change::StatusChanged { status: Status::Open });
            }
            if let Some(at) = contact.ended_at {
                add(at, Change::PublicReply {});
                add(at, Change::Resolved {});
            }
            for status in engine.status(&ticket, model.end).unwrap() {
                *counts.entry((status.metric, status.state)).or_insert(0.0) += 1.0;
            }
        }
        let figures = got.streams.iter().find(|it| it.name == stream).unwrap();
        assert!(counts.len() > 3, "{counts:?}");
        for sla in &figures.sla {
            let count = |state| counts.get(&(sla.metric, state)).copied().unwrap_or(0.0);
            assert_eq!(sla.met.value, count(SlaStage::Met), "{stream} {sla:?}");
            assert_eq!(sla.breached.value, count(SlaStage::Breached), "{stream} {sla:?}");
            assert_eq!(sla.open.value, count(SlaStage::Running), "{stream} {sla:?}");
        }
    }
}

#[test]
fn a_promise_is_kept_to_the_second() {
    // One agent, four hours each: the first is done after four, the second after eight, the third next morning.
    let mails = ContactStream::new("mail", instants(&[0, 0, 0]), fixed(4 * 3600));
    let shifts = vec![shift(0, 8 * 3600, 1), shift(24 * 3600, 32 * 3600, 1)];
    let mut model = desk(40 * 3600, vec![mails], vec![group("g", &["mail"], shifts)]);
    model.sla = Some(spec());
    let sla = &once(&model).total.sla;
    let resolution = sla.iter().find(|it| it.metric == SlaMetric::Resolution).unwrap();
    assert_eq!((resolution.met.value, resolution.breached.value), (1.0, 2.0));
    assert_eq!(value(resolution.share_met), 1.0 / 3.0);
    // A mail is answered when the agent is through.
    let response = sla.iter().find(|it| it.metric == SlaMetric::FirstResponse).unwrap();
    assert_eq!(response.breached.value, 3.0);
}

#[test]
fn who_hangs_up_has_no_ticket() {
    let calls = ContactStream {
        channel: crate::ticket::Channel::Phone,
        patience: Some(fixed(30)),
        ..ContactStream::new("calls", instants(&[0, 10]), fixed(100))
    };
    let mut model = desk(3600, vec![calls], vec![group("g", &["calls"], vec![shift(0, 3600, 1)])]);
    model.sla = Some(spec());
    let response = once(&model).total.sla[0].clone();
    assert_eq!((response.met.value, response.breached.value, response.open.value), (1.0, 0.0, 0.0));
}
