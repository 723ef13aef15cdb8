use super::super::check::{count, fault};
use super::ForecastInterval;
use super::clock::{Cell, Clock, MOST_INTERVALS};
use crate::error::{Error, Fault, Result};
use crate::time::{Timestamp, Zone};
use serde::{Deserialize, Serialize};

/// The largest count of an interval.
const MOST_ARRIVALS: f64 = 1e9;

/// How many tickets arrived in each of the intervals that follow one another, by the clock of a zone.
///
/// Where the clock goes back, an hour comes twice and has two counts; where it goes forward, the hour that is skipped
/// has none: a day has 23, 24 or 25 of them. Where a clock is changed by half an hour, or within an interval, that
/// interval ends there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArrivalSeries {
    /// The zone whose clock the desk and its requesters live by.
    pub zone: Zone,
    /// How long the intervals are.
    pub interval: ForecastInterval,
    /// Where the first of them starts.
    pub start: Timestamp,
    /// How many arrived in each, zero or more; at most 1,000,000 intervals. They may be no whole numbers, where
    /// they are weighted.
    pub counts: Vec<f64>,
}

impl ArrivalSeries {
    /// Its intervals, and those of a horizon after them.
    pub(super) fn cells(&self, horizon: usize) -> Result<(Vec<Cell>, Vec<Cell>)> {
        count_all(&self.counts, "series.counts")?;
        if self.counts.len() > MOST_INTERVALS {
            let message = format!(
                "{} are too many; give at most {MOST_INTERVALS}, or longer intervals",
                self.counts.len()
            );
            return Err(fault("count.out_of_range", "series.counts", message));
        }
        let mut clock = Clock::new(&self.zone, self.interval, self.start, "series.start")?;
        let history: Vec<_> = clock.by_ref().take(self.counts.len()).collect();
        let future: Vec<_> = clock.take(horizon).collect();
        if history.len() < self.counts.len() || future.len() < horizon {
            let message = "its intervals do not end before the year 9999; give an earlier start";
            return Err(fault("timestamp.out_of_range", "series.start", message));
        }
        Ok((history, future))
    }

    /// Where its intervals start and end, in milliseconds.
    pub(in crate::staffing) fn bounds(&self) -> Result<Vec<(i64, i64)>> {
        let (cells, _) = self.cells(0)?;
        Ok(cells.into_iter().map(|cell| (cell.start, cell.end)).collect())
    }

    /// What arrives in an interval of the usual length.
    pub(super) fn rates(&self, cells: &[Cell]) -> Vec<f64> {
        self.counts.iter().zip(cells).map(|(count, cell)| count / cell.length).collect()
    }
}

/// Counts that are finite, zero or more and not too large; each that is not is a fault.
pub(super) fn count_all(counts: &[f64], path: &str) -> Result<()> {
    let faults = counts.iter().enumerate().filter_map(|(place, number)| {
        let (code, message) = match *number {
            it if !it.is_finite() => (
                "number.not_finite",
                format!("{it} is no finite number; give a count of zero or more"),
            ),
            it if it < 0.0 => {
                ("number.out_of_range", format!("{it} is negative; give a count of zero or more"))
            }
            it if it > MOST_ARRIVALS => (
                "number.out_of_range",
                format!("{it} is more than {MOST_ARRIVALS}; give shorter intervals"),
            ),
            _ => return None,
        };
        Some(Fault::invalid(code, format!("{path}[{place}]"), message))
    });
    Error::from_faults(faults.collect())
}

/// At least two weeks, so that every time of the week comes twice.
pub(super) fn two_weeks(series: &ArrivalSeries) -> Result<()> {
    let (given, least) = (series.counts.len(), 2 * series.interval.per_week());
    if given >= least {
        return Ok(());
    }
    let message = format!(
        "{given} intervals are less than two weeks; give at least {least}, so that every time of the week comes twice"
    );
    Err(fault("series.too_short", "series.counts", message))
}

/// A length as a number of every language.
pub(super) fn length(all: usize) -> u32 {
    u32::try_from(all).unwrap_or(u32::MAX)
}

/// A horizon of at least one interval and no more than a series may have.
pub(super) fn horizon(intervals: u32) -> Result<usize> {
    let path = "options.horizon";
    count(intervals.into(), path)?;
    match usize::try_from(intervals) {
        Ok(0) => Err(fault(
            "integer.zero",
            path,
            "there is nothing to forecast; give 1 interval or more",
        )),
        Ok(horizon) if horizon <= MOST_INTERVALS => Ok(horizon),
        _ => {
            let message =
                format!("{intervals} intervals are too many; give at most {MOST_INTERVALS}");
            Err(fault("integer.out_of_range", path, message))
        }
    }
}
