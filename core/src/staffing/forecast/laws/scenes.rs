//! What the laws are tried on.

use super::super::clock::{Cell, Clock};
use super::super::{ArrivalSeries, ForecastInterval};
use crate::time::Timestamp;
use proptest::prelude::*;

/// Zones whose clocks are changed by an hour, by half an hour, at midnight, from a quarter on, and not at all.
pub(super) const ZONES: [&str; 8] = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Pacific/Chatham",
    "Africa/Casablanca",
];

pub(super) fn series(
    zone: &str,
    interval: ForecastInterval,
    start: &str,
    counts: Vec<f64>,
) -> ArrivalSeries {
    let (zone, start) = (zone.parse().unwrap(), start.parse().unwrap());
    ArrivalSeries { zone, interval, start, counts }
}

/// As many cells from a midnight of a zone on.
pub(super) fn cells(
    zone: &str,
    interval: ForecastInterval,
    from: Timestamp,
    count: usize,
) -> (Timestamp, Vec<Cell>) {
    let zone = zone.parse().unwrap();
    let start = Clock::floor_of(&zone, ForecastInterval::Day, from).unwrap();
    let start = Timestamp::from_millis(start).unwrap();
    (start, Clock::new(&zone, interval, start, "start").unwrap().take(count).collect())
}

/// A series of what happens at each time of the week, from a midnight of a zone on.
pub(super) fn weekly(
    zone: &str,
    interval: ForecastInterval,
    from: Timestamp,
    count: usize,
    rate: impl Fn(&Cell) -> f64,
) -> ArrivalSeries {
    let (start, cells) = cells(zone, interval, from, count);
    let counts = cells.iter().map(|cell| rate(cell) * cell.length).collect();
    ArrivalSeries { zone: zone.parse().unwrap(), interval, start, counts }
}

/// Instants of the years 2000 to 2035.
pub(super) fn instants() -> impl Strategy<Value = Timestamp> {
    (946_684_800_000..2_082_758_400_000_i64).prop_map(|at| Timestamp::from_millis(at).unwrap())
}

pub(super) fn intervals() -> impl Strategy<Value = ForecastInterval> {
    prop::sample::select(vec![
        ForecastInterval::Day,
        ForecastInterval::Hour,
        ForecastInterval::HalfHour,
        ForecastInterval::QuarterHour,
    ])
}

pub(super) fn zones() -> impl Strategy<Value = &'static str> {
    prop::sample::select(ZONES.to_vec())
}

/// Whether two are the same but for rounding.
pub(super) fn near(a: f64, b: f64, share: f64) -> bool {
    (a - b).abs() <= share * a.abs().max(b.abs()).max(1e-9)
}
