//! What came before at the same time of the week.

use super::clock::Cell;
use jiff::civil::Date;
use std::collections::VecDeque;

/// The last days that had each time of the week, and what arrived then. Where the clock shows an hour twice, it is
/// the mean of both.
#[derive(Debug, Clone)]
pub(super) struct LastDays {
    slots: Vec<VecDeque<Seen>>,
    most: usize,
}

#[derive(Debug, Clone, Copy)]
struct Seen {
    date: Date,
    sum: f64,
    times: f64,
}

impl LastDays {
    /// At most so many days of each of so many times of the week.
    pub(super) fn new(slots: usize, most: usize) -> Self {
        Self { slots: vec![VecDeque::new(); slots], most }
    }

    pub(super) fn add(&mut self, cell: &Cell, rate: f64) {
        let Some(days) = self.slots.get_mut(cell.slot) else { return };
        match days.back_mut().filter(|last| last.date == cell.date) {
            Some(last) => {
                last.sum += rate;
                last.times += 1.0;
            }
            None => {
                days.push_back(Seen { date: cell.date, sum: rate, times: 1.0 });
                if days.len() > self.most {
                    days.pop_front();
                }
            }
        }
    }

    /// The mean of those days.
    pub(super) fn mean(&self, slot: usize) -> Option<f64> {
        let days = self.slots.get(slot)?.iter();
        let (sum, count) =
            days.fold((0.0, 0.0), |(sum, count), day| (sum + day.sum / day.times, count + 1.0));
        (count > 0.0).then(|| sum / count)
    }

    /// What arrived at the time of a cell on the last day before its own.
    fn before(&self, cell: &Cell) -> Option<f64> {
        let days = self.slots.get(cell.slot)?;
        let day = days.iter().rev().find(|day| day.date != cell.date)?;
        Some(day.sum / day.times)
    }
}

/// The mean absolute error of the seasonal naive forecast within a history, one week ahead: the unit of MASE.
pub(super) fn naive_error(cells: &[Cell], rates: &[f64], slots: usize) -> Option<f64> {
    // Two days: the one that it is, and the one before.
    let mut last = LastDays::new(slots, 2);
    let (mut sum, mut count) = (0.0, 0.0);
    for (cell, rate) in cells.iter().zip(rates) {
        if let Some(before) = last.before(cell) {
            sum += (rate - before).abs() * cell.length;
            count += 1.0;
        }
        last.add(cell, *rate);
    }
    (count > 0.0).then(|| sum / count)
}
