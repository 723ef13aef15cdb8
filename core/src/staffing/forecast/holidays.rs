//! What holidays do to arrivals, and the series as it would be without.

use super::super::check::fault;
use super::clock::Cell;
use super::day_profile::DayProfile;
use super::series::length;
use crate::error::Result;
use crate::time::Date;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How many tickets arrive on holidays.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HolidayEffect {
    /// The holidays within the history.
    pub days: u32,
    /// What arrived on them.
    pub arrivals: f64,
    /// What arrives at the same times of a week without holidays.
    pub usual: f64,
    /// The former over the latter; nothing where nothing arrives then anyhow.
    pub factor: Option<f64>,
}

/// Which of some intervals lie on holidays.
pub(super) fn on_holiday(cells: &[Cell], holidays: &[Date]) -> Vec<bool> {
    let days: BTreeSet<_> = holidays
        .iter()
        .map(|date| {
            let date = NaiveDate::from(*date);
            (date.year(), date.month(), date.day())
        })
        .collect();
    let key = |cell: &Cell| {
        let part = |it: i8| u32::from(it.unsigned_abs());
        (i32::from(cell.date.year()), part(cell.date.month()), part(cell.date.day()))
    };
    cells.iter().map(|cell| !days.is_empty() && days.contains(&key(cell))).collect()
}

/// What the holidays of a history did; nothing without any.
pub(super) fn effect(
    cells: &[Cell],
    rates: &[f64],
    holidays: &[bool],
    slots: usize,
) -> Option<HolidayEffect> {
    let all = || cells.iter().zip(rates).zip(holidays);
    let (kept, usual): (Vec<Cell>, Vec<f64>) =
        all().filter(|(_, holiday)| !**holiday).map(|((cell, rate), _)| (*cell, *rate)).unzip();
    let profile = DayProfile::of_means(&kept, &usual, slots);
    let days: BTreeSet<_> =
        all().filter(|(_, holiday)| **holiday).map(|((cell, _), _)| cell.date).collect();
    let (mut arrivals, mut usual) = (0.0, 0.0);
    for ((cell, rate), _) in all().filter(|(_, holiday)| **holiday) {
        if let Some(expected) = profile.rate(cell) {
            arrivals += rate * cell.length;
            usual += expected * cell.length;
        }
    }
    let factor = (usual > 0.0).then(|| arrivals / usual);
    (!days.is_empty()).then(|| HolidayEffect { days: length(days.len()), arrivals, usual, factor })
}

/// The history with what arrived at the same time of the weeks before and after in the place of holidays.
pub(super) fn without(
    cells: &[Cell],
    rates: &[f64],
    holidays: &[bool],
    slots: usize,
) -> Result<Vec<f64>> {
    if !holidays.contains(&true) {
        return Ok(rates.to_vec());
    }
    let all = || cells.iter().zip(rates).zip(holidays);
    let before = nearest(all(), slots);
    let mut after = nearest(all().rev(), slots);
    after.reverse();
    let usual =
        all().zip(before.into_iter().zip(after)).map(|(((_, rate), holiday), near)| {
            match (holiday, near) {
                (false, _) => Some(*rate),
                (true, (Some(before), Some(after))) => Some(f64::midpoint(before, after)),
                (true, (before, after)) => before.or(after),
            }
        });
    usual.collect::<Option<_>>().ok_or_else(|| {
        let message =
            "each day of some time of the week is a holiday; give a longer history, or fewer holidays";
        fault("series.only_holidays", "options.holidays", message)
    })
}

/// At each interval the last rate at its time of the week that was no holiday, in the order of going.
fn nearest<'a>(
    all: impl Iterator<Item = ((&'a Cell, &'a f64), &'a bool)>,
    slots: usize,
) -> Vec<Option<f64>> {
    let mut last = vec![None; slots];
    all.map(|((cell, rate), holiday)| {
        let slot = last.get_mut(cell.slot)?;
        if !*holiday {
            *slot = Some(*rate);
        }
        *slot
    })
    .collect()
}
