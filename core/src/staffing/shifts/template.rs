use crate::time::{Span, TimeOfDay, Weekday};
use firstline_derive::Choice;
use serde::{Deserialize, Serialize};

/// A shift as it may be worked on any day.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShiftTemplate {
    /// What it is called; no other has the same name.
    pub label: String,
    /// When it may start, by the clock of the desk.
    pub starts: ShiftStarts,
    /// How long it is with its breaks, above zero and at most 24 hours.
    pub length: Span,
    /// Whether it ends when the clock shows its start and length added: a night shift from 22:00 of 8 hours ends at 06:00
    /// also where the clock is changed, after 7 or 9 hours. Otherwise its hours are those that pass, and it ends then at 07:00 or
    /// 05:00.
    #[serde(default)]
    pub ends_by_clock: bool,
    /// The days of the week on which it may start; empty: all.
    #[serde(default)]
    pub weekdays: Vec<Weekday>,
    /// Its breaks, in order. Each may only start after the one before has ended, wherever both lie in their windows.
    #[serde(default)]
    pub breaks: Vec<ShiftBreak>,
    /// Whether it is a night shift, for the rules about nights.
    #[serde(default)]
    pub night: bool,
    /// Whether its hours do not count as paid ones, as with being on call.
    #[serde(default)]
    pub unpaid: bool,
    /// What one such shift costs, 1 to 1,000,000,000 of any unit: cents, or minutes; absent: 1, so that the fewest shifts are
    /// the cheapest.
    pub cost: Option<u32>,
}

/// When a shift may start.
///
/// A time that the clock skips moves forward by the gap, one that it shows twice is the first: what
/// [`EdgeRules`](crate::time::EdgeRules) have as their default.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Choice)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum ShiftStarts {
    /// At some times.
    At {
        /// One or more, each below 24:00.
        times: Vec<TimeOfDay>,
    },
    /// At times with the same distance.
    Every {
        /// The first.
        first: TimeOfDay,
        /// The last that there may be; not before the first, and below 24:00.
        last: TimeOfDay,
        /// The time between them by the clock, above zero.
        step: Span,
    },
}

/// A break within a shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShiftBreak {
    /// How long it is.
    pub length: Span,
    /// The time from the start of the shift to the earliest start of the break.
    pub earliest: Span,
    /// The time from the start of the shift to the latest start of the break.
    pub latest: Span,
    /// The time between one start that is possible and the next; absent: a quarter of an hour.
    pub step: Option<Span>,
    /// Whether it counts as paid time.
    #[serde(default)]
    pub paid: bool,
}

impl ShiftTemplate {
    /// A shift with one start, every day, without breaks.
    pub fn new(label: &str, start: TimeOfDay, length: Span) -> Self {
        Self {
            label: label.to_owned(),
            starts: ShiftStarts::At { times: vec![start] },
            length,
            ends_by_clock: false,
            weekdays: Vec::new(),
            breaks: Vec::new(),
            night: false,
            unpaid: false,
            cost: None,
        }
    }

    /// What one costs.
    pub(super) fn price(&self) -> i64 {
        i64::from(self.cost.unwrap_or(1))
    }
}

impl ShiftBreak {
    /// All its starts, from the start of the shift, in milliseconds. The step was checked.
    pub(super) fn starts(&self) -> impl Iterator<Item = i64> + use<> {
        let step = self.step.unwrap_or(Span::minutes(15)).as_millis().max(1);
        let (earliest, latest) = (self.earliest.as_millis(), self.latest.as_millis());
        let steps = (latest - earliest) / step;
        (0..=steps).map(move |place| earliest + place * step)
    }
}

impl ShiftStarts {
    /// All times in order, in milliseconds of the clock. The step was checked.
    pub(super) fn times(&self) -> Vec<i64> {
        let mut times: Vec<i64> = match self {
            Self::At { times } => times.iter().map(|time| i64::from(time.as_millis())).collect(),
            Self::Every { first, last, step } => {
                let (first, last) = (i64::from(first.as_millis()), i64::from(last.as_millis()));
                let step = step.as_millis().max(1);
                (0..=(last - first) / step).map(|place| first + place * step).collect()
            }
        };
        times.sort_unstable();
        times
    }
}
