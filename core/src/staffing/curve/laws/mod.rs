//! Laws of load and agents as arrivals change, and values that other methods give.

#![allow(clippy::as_conversions, reason = "the numbers of these tests are small")]
#![allow(clippy::float_cmp, reason = "what is the same calculation has the same digits")]

mod agents;
mod bad_input;
mod closed;
mod numeric;
mod simulation;

use super::{IntervalArrivals, LoadBefore, LoadMethod, LoadStatistic, load_curve};
use crate::time::{Span, Timestamp};
use proptest::prelude::*;

const STATISTICS: [LoadStatistic; 2] = [LoadStatistic::Mean, LoadStatistic::Peak];
const BEFORES: [LoadBefore; 2] = [LoadBefore::Empty, LoadBefore::Periodic];

/// Intervals of so many seconds, each with its arrivals, from a Monday at midnight on.
fn intervals(lengths: &[i64], arrivals: &[f64]) -> Vec<IntervalArrivals> {
    let mut now = 1_772_409_600_000_i64;
    let mut next = |(length, arrivals): (&i64, &f64)| {
        let start = Timestamp::from_millis(now).unwrap();
        now += length * 1000;
        IntervalArrivals { start, end: Timestamp::from_millis(now).unwrap(), arrivals: *arrivals }
    };
    lengths.iter().zip(arrivals).map(&mut next).collect()
}

fn hours(arrivals: &[f64]) -> Vec<IntervalArrivals> {
    intervals(&vec![3600; arrivals.len()], arrivals)
}

fn modified(statistic: LoadStatistic, before: LoadBefore) -> LoadMethod {
    LoadMethod::ModifiedOfferedLoad { statistic, before }
}

fn lag(statistic: LoadStatistic, before: LoadBefore) -> LoadMethod {
    LoadMethod::LagSipp { statistic, before }
}

/// Every method there is.
fn methods() -> Vec<LoadMethod> {
    let pairs = || STATISTICS.into_iter().flat_map(|it| BEFORES.map(|before| (it, before)));
    let lags = pairs().map(|(statistic, before)| lag(statistic, before));
    let modified = pairs().map(|(statistic, before)| modified(statistic, before));
    std::iter::once(LoadMethod::Sipp {}).chain(lags).chain(modified).collect()
}

fn offered(arrivals: &[IntervalArrivals], aht: Span, method: LoadMethod) -> Vec<f64> {
    let curve = load_curve(arrivals, aht, &method).unwrap();
    curve.iter().map(|interval| interval.offered_load).collect()
}

fn near(a: f64, b: f64, share: f64) -> bool {
    (a - b).abs() <= share * a.abs().max(b.abs()) + 1e-14
}

/// Lengths in seconds and arrivals, some of them none.
fn days() -> impl Strategy<Value = (Vec<i64>, Vec<f64>)> {
    let count = prop_oneof![1 => Just(0.0), 4 => 0.0..400.0_f64];
    proptest::collection::vec((1..7200_i64, count), 1..30).prop_map(|day| day.into_iter().unzip())
}
