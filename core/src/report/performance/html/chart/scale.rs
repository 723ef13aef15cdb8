//! Where an axis has its marks, and what they say.

use super::many;
use crate::report::performance::view::{count, length, percent};
use crate::time::Span;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    /// Tickets.
    Count,
    /// Milliseconds.
    Length,
    /// Parts of one.
    Share,
    /// Anything else.
    Number,
}

/// An axis from one mark to another.
#[derive(Debug, PartialEq)]
pub(super) struct Scale {
    pub(super) low: f64,
    pub(super) high: f64,
    /// Ascending, with the words beside them.
    pub(super) marks: Vec<(f64, String)>,
}

impl Scale {
    /// The axis of some values: from zero, or from below where there is less, in about four steps of 1, 2 or 5 times a
    /// power of ten; times in those of a clock.
    pub(super) fn of(values: impl Iterator<Item = f64>, measure: Measure) -> Self {
        let (low, high) = values
            .filter(|it| it.is_finite())
            .fold((0.0_f64, 0.0_f64), |(low, high), it| (low.min(it), high.max(it)));
        // Shares are seen against the whole.
        let high = if measure == Measure::Share { high.max(1.0) } else { high };
        let step = step(high - low, measure);
        let first = (low / step).floor();
        let count = ((high / step).ceil() - first).clamp(1.0, 12.0);
        let place = |index: u32| (first + f64::from(index)) * step;
        let marks: Vec<(f64, String)> = (0..=12)
            .take_while(|index| f64::from(*index) <= count)
            .map(|index| (place(index), word(place(index), step, measure)))
            .collect();
        Self { low: first * step, high: (first + count) * step, marks }
    }

    /// Which part of the axis lies below a value.
    pub(super) fn part(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }

    /// How many letters its longest word has.
    pub(super) fn letters(&self) -> f64 {
        self.marks.iter().map(|(_, word)| many(word.chars().count())).fold(0.0, f64::max)
    }
}

fn step(range: f64, measure: Measure) -> f64 {
    let rough = range / 4.0;
    match measure {
        Measure::Share | Measure::Number => decimal(rough),
        Measure::Count => decimal(rough).max(1.0),
        Measure::Length => {
            let minutes =
                [1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 180.0, 360.0, 720.0, 1440.0];
            let minute = 60_000.0;
            match minutes.iter().find(|it| **it * minute >= rough) {
                // Of less than a minute no clock has marks.
                Some(_) if rough < minute / 2.0 => decimal(rough / 1_000.0) * 1_000.0,
                Some(minutes) => minutes * minute,
                None => decimal(rough / (60.0 * minute)) * 60.0 * minute,
            }
        }
    }
}

/// The least of 1, 2 and 5 times a power of ten that is no less.
fn decimal(rough: f64) -> f64 {
    if rough <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf(rough.log10().floor());
    let factors = [1.0, 2.0, 5.0];
    // A power of ten is not exact, so what is as good as there is there.
    let enough = factors.into_iter().find(|it| it * power >= rough * (1.0 - 1e-9));
    enough.unwrap_or(10.0) * power
}

#[expect(clippy::as_conversions, reason = "a float cast saturates")]
fn word(value: f64, step: f64, measure: Measure) -> String {
    match measure {
        Measure::Count => count(value.round() as i64),
        Measure::Length => length(Span::from_millis(value.round() as i64)),
        Measure::Share => percent(value).replace(".0 %", " %"),
        Measure::Number if step >= 1.0 => count(value.round() as i64),
        Measure::Number => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(values: &[f64], measure: Measure) -> Vec<String> {
        let scale = Scale::of(values.iter().copied(), measure);
        scale.marks.into_iter().map(|(_, word)| word).collect()
    }

    #[test]
    fn marks_are_round_and_reach_over_all_values() {
        assert_eq!(words(&[8_995.0, 171.0], Measure::Count), ["0", "5,000", "10,000"]);
        assert_eq!(words(&[3.0], Measure::Count), ["0", "1", "2", "3"]);
        assert_eq!(words(&[], Measure::Count), ["0", "1"]);
        assert_eq!(words(&[-30.0, 60.0], Measure::Count), ["-50", "0", "50", "100"]);
        assert_eq!(words(&[0.7], Measure::Share), ["0 %", "50 %", "100 %"]);
        assert_eq!(words(&[1.3], Measure::Share), ["0 %", "50 %", "100 %", "150 %"]);
        let hour = 3_600_000.0;
        assert_eq!(words(&[10.0 * hour], Measure::Length), ["0m", "3h", "6h", "9h", "12h"]);
        assert_eq!(words(&[0.5 * hour], Measure::Length), ["0m", "10m", "20m", "30m"]);
        assert_eq!(words(&[381.0 * hour], Measure::Length), ["0m", "100h", "200h", "300h", "400h"]);
        assert_eq!(words(&[40_000.0], Measure::Length), ["0m", "10s", "20s", "30s", "40s"]);
    }
}
