//! Laws of simulated desks, and values that other methods give.

#![allow(clippy::as_conversions, reason = "the numbers of these tests are small")]
#![allow(clippy::float_cmp, reason = "what is worked out by hand is exact")]

mod bad_input;
mod queues;
mod random;
mod scenes;
mod sla;

use super::{
    AgentGroup, ContactArrivals, ContactStream, DeskSimulation, GroupShift, SimulatedDesk,
    SimulatedFigure, SimulationOptions, TimeDistribution, simulate_desk,
};
use crate::staffing::curve::IntervalArrivals;
use crate::time::{Span, Timestamp};

/// So many seconds after a Monday at nine.
fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(1_772_442_000_000 + seconds * 1000).unwrap()
}

fn fixed(seconds: i64) -> TimeDistribution {
    TimeDistribution::Fixed { span: Span::seconds(seconds) }
}

fn exponential(seconds: i64) -> TimeDistribution {
    TimeDistribution::Exponential { mean: Span::seconds(seconds) }
}

fn instants(seconds: &[i64]) -> ContactArrivals {
    ContactArrivals::At { instants: seconds.iter().map(|it| at(*it)).collect() }
}

/// So many expected in all, evenly over so many hours.
fn poisson(per_hour: f64, hours: i64) -> ContactArrivals {
    let arrivals = per_hour * hours as f64;
    let intervals = vec![IntervalArrivals { start: at(0), end: at(hours * 3600), arrivals }];
    ContactArrivals::Poisson { intervals }
}

fn shift(from: i64, until: i64, agents: u32) -> GroupShift {
    GroupShift { start: at(from), end: at(until), agents, breaks: Vec::new() }
}

fn group(name: &str, skills: &[&str], shifts: Vec<GroupShift>) -> AgentGroup {
    let skills = skills.iter().map(|skill| (*skill).to_owned()).collect();
    AgentGroup { name: name.to_owned(), skills, shifts }
}

fn desk(seconds: i64, streams: Vec<ContactStream>, groups: Vec<AgentGroup>) -> DeskSimulation {
    DeskSimulation { start: at(0), end: at(seconds), streams, groups, sla: None }
}

/// Once, with all contacts told.
fn once(desk: &DeskSimulation) -> SimulatedDesk {
    let options = SimulationOptions { contacts: Some(1000), ..SimulationOptions::new(1, 1) };
    simulate_desk(desk, &options).unwrap()
}

fn value(figure: Option<SimulatedFigure>) -> f64 {
    figure.unwrap().value
}

/// That an exact value lies in the interval of a figure.
fn holds(what: &str, figure: Option<SimulatedFigure>, exact: f64) {
    let SimulatedFigure { value, low, high } = figure.unwrap();
    let (low, high) = (low.unwrap(), high.unwrap());
    assert!(low <= exact && exact <= high, "{what}: {exact} is not from {low} to {high}");
    // Else it would say nothing.
    assert!(high - low < 0.15 * value.abs().max(0.02), "{what}: {low} to {high}");
}
