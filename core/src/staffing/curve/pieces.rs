use super::IntervalArrivals;
use crate::error::{Error, Fault, Result};
use crate::float::float;
use crate::staffing::check::{load, not_negative};
use crate::staffing::queue::MOST_ERLANGS;
use crate::time::{Span, Timestamp};

/// An interval that was checked, in milliseconds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) start: i64,
    pub(super) end: i64,
    pub(super) per_hour: f64,
    /// In Erlangs, of its own arrivals alone.
    pub(super) load: f64,
}

impl Piece {
    pub(super) fn millis(&self) -> f64 {
        float(self.end - self.start)
    }
}

/// Intervals that follow one another; each fault of them. They have no loads yet.
pub(super) fn pieces(arrivals: &[IntervalArrivals]) -> Result<Vec<Piece>> {
    let (mut pieces, mut faults) = (Vec::with_capacity(arrivals.len()), Vec::new());
    let mut last: Option<Timestamp> = None;
    for (interval, place) in arrivals.iter().zip(0_u32..) {
        let IntervalArrivals { start, end, arrivals } = *interval;
        let path = |name: &str| format!("arrivals[{place}].{name}");
        if let Some(last) = last.filter(|last| *last != start) {
            faults.push(if start > last {
                let message = format!(
                    "the interval before ends at {last}, and nothing says what arrives until {start}; give an interval \
                     with zero arrivals between, or an earlier start"
                );
                Fault::invalid("interval.gap", path("start"), message)
            } else {
                let message =
                    format!("{start} lies before {last}, where the interval before ends; give {last}");
                Fault::invalid("interval.overlapping", path("start"), message)
            });
        }
        last = Some(end);
        if end <= start {
            let message = format!("{end} is not after {start}; give a later end");
            faults.push(Fault::invalid("interval.empty", path("end"), message));
        }
        match not_negative(arrivals, &path("arrivals")) {
            Ok(arrivals) => {
                let (start, end) = (start.as_millis(), end.as_millis());
                let per_hour = arrivals * 3_600_000.0 / float(end - start);
                pieces.push(Piece { start, end, per_hour, load: 0.0 });
            }
            Err(error) => faults.extend(error.into_faults()),
        }
    }
    Error::from_faults(faults).map(|()| pieces)
}

/// Adds what the arrivals of each make by themselves; each that makes too much is a fault.
pub(super) fn loads(pieces: &mut [Piece], aht: Span) -> Result<()> {
    let mut faults = Vec::new();
    for (piece, place) in pieces.iter_mut().zip(0_u32..) {
        let path = format!("arrivals[{place}].arrivals");
        match load(piece.per_hour, aht, &path) {
            Ok(load) if load > MOST_ERLANGS => {
                let message =
                    format!("a load of more than {MOST_ERLANGS} Erlangs; give fewer arrivals");
                faults.push(Fault::invalid("number.out_of_range", path, message));
            }
            Ok(load) => piece.load = load,
            Err(error) => faults.extend(error.into_faults()),
        }
    }
    Error::from_faults(faults)
}
