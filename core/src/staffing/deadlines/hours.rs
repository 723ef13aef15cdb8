use super::super::check::fault;
use super::limits::{MOST_WORK, TICKS};
use crate::error::{Error, Fault, Result};
use crate::time::{Calendar, Timestamp};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// So many agents, from one instant until another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffedInterval {
    /// Its first instant.
    pub start: Timestamp,
    /// The first instant after it; later than its start.
    pub end: Timestamp,
    /// The agents, zero or more, with at most three decimals.
    pub agents: Decimal,
}

/// What some agents do at all open hours of a calendar between two instants.
///
/// # Errors
/// `period.reversed` where `end` is before `start`.
///
/// # Example
/// ```
/// use firstline::staffing::staffed_hours;
/// use firstline::time::{Calendar, office_hours};
/// let calendar = Calendar::new(office_hours("UTC".parse()?, "09:00".parse()?, "17:00".parse()?))?;
/// // From Friday noon until Monday noon.
/// let hours = staffed_hours(&calendar, "2026-03-06T12:00:00Z".parse()?, "2026-03-09T12:00:00Z".parse()?, 3)?;
/// assert_eq!(hours[1].start, "2026-03-09T09:00:00Z".parse()?);
/// assert_eq!(hours.len(), 2);
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn staffed_hours(
    calendar: &Calendar,
    start: Timestamp,
    end: Timestamp,
    agents: u32,
) -> Result<Vec<StaffedInterval>> {
    let periods = calendar.periods(start, end)?;
    let staffed = |period: crate::time::Period| StaffedInterval {
        start: period.start,
        end: period.end,
        agents: agents.into(),
    };
    Ok(periods.into_iter().map(staffed).collect())
}

/// What agents can do until each instant, from intervals that were checked.
#[derive(Debug)]
pub(super) struct Capacity {
    pieces: Vec<Piece>,
}

/// An interval, in milliseconds, with its agents in thousandths.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) start: i64,
    pub(super) end: i64,
    agents: i64,
    /// The time of agents, and the time itself, in ticks, of all before it.
    before: i64,
    staffed: i64,
    place: u32,
}

impl Capacity {
    /// All faults at once.
    pub(super) fn new(intervals: &[StaffedInterval]) -> Result<Self> {
        let (mut pieces, mut faults) = (Vec::with_capacity(intervals.len()), Vec::new());
        for (interval, place) in intervals.iter().zip(0_u32..) {
            let StaffedInterval { start, end, agents } = *interval;
            if end <= start {
                let message = format!("{end} is not after {start}; give a later end");
                faults.push(Fault::invalid(
                    "interval.empty",
                    format!("staffed[{place}].end"),
                    message,
                ));
            }
            let agents = thousandths(agents, &format!("staffed[{place}].agents"));
            let (start, end) = (start.as_millis(), end.as_millis());
            match agents {
                Ok(agents) => {
                    pieces.push(Piece { start, end, agents, before: 0, staffed: 0, place })
                }
                Err(error) => faults.extend(error.into_faults()),
            }
        }
        Error::from_faults(faults)?;
        pieces.sort_unstable_by_key(|piece| (piece.start, piece.place));
        let (mut before, mut staffed, mut last) = (0_i128, 0_i64, None::<Piece>);
        let mut faults = Vec::new();
        for piece in &mut pieces {
            if let Some(other) = last.filter(|last| last.end > piece.start) {
                let path = format!("staffed[{}].start", piece.place);
                let message = format!(
                    "it starts before interval {} ends; give intervals that do not overlap, and the sum of their \
                     agents where they do",
                    other.place
                );
                faults.push(Fault::invalid("interval.overlapping", path, message));
            }
            last = Some(*piece);
            (piece.before, piece.staffed) = (i64::try_from(before).unwrap_or(i64::MAX), staffed);
            before += i128::from(piece.end - piece.start) * i128::from(piece.agents);
            staffed = staffed.saturating_add((piece.end - piece.start) * TICKS);
        }
        Error::from_faults(faults)?;
        if before > i128::from(MOST_WORK) * i128::from(TICKS) {
            let message = "the agents have more than 1,250,000,000 hours, which are no longer counted exactly";
            return Err(fault("span.out_of_range", "staffed", message));
        }
        Ok(Self { pieces })
    }

    pub(super) fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The time of agents until an instant, in ticks.
    pub(super) fn until(&self, at: i64) -> i64 {
        self.last_before(at).map_or(0, |it| it.before + (at.min(it.end) - it.start) * it.agents)
    }

    /// The time until an instant in which there is an interval, with or without agents, in ticks.
    pub(super) fn staffed_until(&self, at: i64) -> i64 {
        self.last_before(at).map_or(0, |it| it.staffed + (at.min(it.end) - it.start) * TICKS)
    }

    fn last_before(&self, at: i64) -> Option<&Piece> {
        let count = self.pieces.partition_point(|piece| piece.start <= at);
        self.pieces.get(count.checked_sub(1)?)
    }

    /// All of it, in ticks.
    pub(super) fn total(&self) -> i64 {
        self.until(i64::MAX)
    }

    /// The first instant at which there has been so much, given `per` times; nothing where that never comes.
    pub(super) fn reached(&self, ticks: i128, per: i128) -> Option<i64> {
        let end = |piece: &Piece| {
            let own = i128::from(piece.end - piece.start) * i128::from(piece.agents);
            (i128::from(piece.before) + own) * per
        };
        let piece = self.pieces.get(self.pieces.partition_point(|piece| end(piece) < ticks))?;
        let rest = ticks - i128::from(piece.before) * per;
        let millis = super::limits::div_ceil(rest.max(0), (i128::from(piece.agents) * per).max(1));
        Some(piece.start + i64::try_from(millis).ok()?)
    }
}

/// Agents in thousandths.
fn thousandths(agents: Decimal, path: &str) -> Result<i64> {
    if agents < Decimal::ZERO {
        let message = format!("{agents} agents are negative; give zero or more");
        return Err(fault("number.out_of_range", path, message));
    }
    let agents = agents.normalize();
    let zeros = 3_u32.checked_sub(agents.scale()).ok_or_else(|| {
        let message = format!("{agents} has {} decimals; give at most three", agents.scale());
        fault("number.too_precise", path, message)
    })?;
    let thousandths = agents.mantissa().checked_mul(10_i128.pow(zeros));
    let most = i64::from(super::limits::MOST_AGENTS) * TICKS;
    thousandths
        .and_then(|agents| i64::try_from(agents).ok())
        .filter(|agents| *agents <= most)
        .ok_or_else(|| {
            let message = format!("{agents} agents are more than 10,000,000; give fewer");
            fault("number.out_of_range", path, message)
        })
}
