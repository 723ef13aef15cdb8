//! A live desk, with a badge for each promise, a due list and a timer: `cargo run --release --example live_sla`.
//!
//! A host keeps one `SlaState` a ticket and folds each event into it as it comes. It never polls: `next_change` says
//! when to look again. Here a recorded day takes the place of the host's queue and clock.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program reads files and prints"
)]

use chrono::{DateTime, Utc};
use firstline::sla::{SlaEngine, SlaMetric};
use firstline::ticket::Ticket;
use firstline::time::{Span, Timestamp};
use std::{collections::BTreeMap, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/live_sla");
    let desk = SlaEngine::new(firstline::from_json(&fs::read_to_string(here.join("desk.json"))?)?)?;
    let log = fs::read_to_string(here.join("tickets.jsonl"))?;
    let tickets: Vec<Ticket> = log.lines().map(firstline::from_json).collect::<Result<_, _>>()?;

    let handover = "2026-03-02T16:00:00Z".parse()?;
    let events = tickets.iter().flat_map(|ticket| &ticket.events);
    let recorded: Vec<Timestamp> = events.map(|event| event.at).chain([handover]).collect();
    let mut states = BTreeMap::new();
    let mut shown = BTreeMap::new();
    let mut wake = recorded.iter().copied().min();
    while let Some(now) = wake {
        for ticket in &tickets {
            let events: Vec<_> = ticket.events.iter().filter(|it| it.at == now).cloned().collect();
            if events.is_empty() {
                continue;
            }
            let state = match states.get(&ticket.id) {
                Some(state) => desk.fold(state, &events)?,
                None => desk.state(&Ticket { events, ..ticket.clone() })?,
            };
            states.insert(&ticket.id, state);
        }
        let mut promises = Vec::new();
        for (id, state) in &states {
            promises.extend(desk.status_of(state, now)?.into_iter().map(|it| (*id, it)));
        }

        let mut lines = Vec::new();
        for (id, it) in &promises {
            // A late promise is drawn once more when it is fulfilled: from then on its time stands.
            let badge = (it.state, it.colour, it.finished_at);
            if shown.insert((*id, it.metric), badge) != Some(badge) {
                let colour = it.colour.map_or("-".into(), label);
                let (name, state, left) = (name(it.metric), label(it.state), left(it.remaining));
                lines.push(format!("  {id}  {name:<10} {state:<8} {colour:<5}  {left}"));
            }
        }

        if now == handover {
            lines.push("  due, the earliest first:".into());
            // A paused promise has no due instant, since nobody knows when its pause ends.
            let open = promises.iter().filter(|(_, it)| it.finished_at.is_none());
            let mut due: Vec<_> =
                open.filter_map(|(id, it)| Some((it.due_at?, id, it.metric))).collect();
            due.sort();
            for (at, id, metric) in due {
                lines.push(format!("    {}  {id}  {}", clock(at), name(metric)));
            }
        }

        let timer = promises.iter().filter_map(|(_, it)| it.next_change).min();
        // At the due instant itself nothing is drawn: a promise is broken a millisecond later.
        if !lines.is_empty() {
            let timer = timer.map_or("off".into(), clock);
            println!("{}\n{}\n  timer {timer}", clock(now), lines.join("\n"));
        }
        wake = recorded.iter().copied().chain(timer).filter(|at| *at > now).min();
    }
    Ok(())
}

fn clock(at: Timestamp) -> String {
    DateTime::<Utc>::from(at).format("%m-%d %H:%M").to_string()
}

fn left(span: Span) -> String {
    let minutes = span.as_millis().abs() / 60_000;
    let side = if span.is_negative() { "over" } else { "left" };
    format!("{}:{:02} {side}", minutes / 60, minutes % 60)
}

fn name(metric: SlaMetric) -> String {
    if metric == SlaMetric::FirstResponse { "reply".into() } else { label(metric) }
}

fn label(label: impl std::fmt::Debug) -> String {
    format!("{label:?}").to_lowercase()
}
