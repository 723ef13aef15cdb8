//! How much is short at least, by a linear program: shifts may be divided, and agents who are alike are one.

use super::super::divisor::divisor;
use super::super::linear::{Bound, Program, divided};
use super::super::table::at;
use super::board::{Board, Form, NONE, millis};
use super::state::State;
use crate::float::float;
use crate::staffing::check::whole;
use std::collections::BTreeMap;

/// The most numbers and the most limits of such a program.
const MOST_NUMBERS: usize = 6_000;
const MOST_ROWS: usize = 12_000;
/// Milliseconds in an hour, which it counts in.
const HOUR: i64 = 3_600_000;

/// Agents who are alike in all that is forbidden to each.
struct Kind {
    agent: usize,
    count: i64,
    /// The numbers of forms by day.
    days: Vec<Vec<(usize, usize)>>,
}

/// What agents have in common: skills, most hours of a week and of the period, shifts that they may work.
type Alike = (u32, Option<i64>, Option<i64>, Vec<usize>);

/// The time that is short at least; nothing where the program would be too large. `state` is what stays.
pub(super) fn relaxed(state: &State<'_>) -> Option<i64> {
    let board = state.board;
    let mut program = Program::default();
    let mut kinds = kinds(board);
    let numbers: usize = kinds.iter().map(|kind| forms(board, kind.agent).count()).sum();
    let needed: Vec<usize> = (0..board.lengths.len()).filter(|it| state.short(*it) > 0).collect();
    let rows = needed.len() * board.need.len() + kinds.len() * board.days * 4 + numbers;
    if numbers + needed.len() > MOST_NUMBERS || rows > MOST_ROWS {
        return None;
    }
    for kind in &mut kinds {
        for (form, it) in forms(board, kind.agent) {
            let number = program.number(0.0, float(kind.count));
            kind.days.get_mut(it.day).into_iter().for_each(|day| day.push((form, number)));
        }
        limits(board, kind, &mut program);
    }
    for piece in needed.iter().copied() {
        let hours = float(at(&board.lengths, piece)) / float(HOUR);
        let short = program.number(hours, f64::INFINITY);
        for set in 0..board.need.len() {
            let missing = state.missing_in(set, piece);
            let serving = kinds
                .iter()
                .filter(|kind| board.serves.get(kind.agent).is_some_and(|it| it.contains(&set)));
            let working =
                serving.flat_map(|kind| kind.days.iter().flatten()).filter(|(form, _)| {
                    board
                        .forms
                        .get(*form)
                        .is_some_and(|it| it.pieces.iter().any(|range| range.contains(&piece)))
                });
            let row: Vec<(usize, f64)> =
                working.map(|(_, number)| (*number, 1.0)).chain([(short, 1.0)]).collect();
            if missing > 0 {
                program.limit(row, Bound::AtLeast(float(missing)));
            }
        }
    }
    let (_, hours) = divided(&program)?;
    // Whole agents are missing for whole pieces: what is short is a multiple of what all lengths are multiples of.
    let unit = needed.iter().fold(0, |unit, piece| divisor(unit, at(&board.lengths, *piece)));
    let units = hours * float(HOUR) / float(unit.max(1));
    let units = whole((units - 1e-6 * units.abs().max(1.0)).ceil().max(0.0))?;
    Some(i64::from(units) * unit)
}

/// What an agent could work by itself, where nothing stays.
fn forms<'b>(board: &'b Board<'_>, agent: usize) -> impl Iterator<Item = (usize, &'b Form)> {
    let open = (board.first..board.days)
        .map(move |day| board.cell(agent, day))
        .filter(|cell| !at(&board.stays, *cell));
    let options = open.flat_map(|cell| board.options.get(cell).into_iter().flatten());
    options.filter_map(|form| Some((*form, board.forms.get(*form)?)))
}

fn kinds(board: &Board<'_>) -> Vec<Kind> {
    let mut alike: BTreeMap<Alike, Vec<usize>> = BTreeMap::new();
    for (agent, place) in board.scene.input.agents.iter().zip(0_usize..) {
        let (week, all) = (millis(agent.max_week_hours), millis(agent.max_hours));
        let key = (
            at(&board.scene.masks, place),
            week,
            all,
            forms(board, place).map(|(form, _)| form).collect(),
        );
        alike.entry(key).or_default().push(place);
    }
    let kind = |agents: Vec<usize>| Kind {
        agent: agents.first().copied().unwrap_or(NONE),
        count: i64::try_from(agents.len()).unwrap_or(i64::MAX),
        days: vec![Vec::new(); board.days],
    };
    alike.into_values().map(kind).collect()
}

/// The rules, as far as they can be said of shares of shifts.
fn limits(board: &Board<'_>, kind: &Kind, program: &mut Program) {
    let mut most = |row: Vec<(usize, f64)>, limit: f64| {
        if row.len() > 1 || row.iter().any(|(_, weight)| *weight > 1.0) {
            program.limit(row, Bound::AtMost(limit * float(kind.count)));
        }
    };
    let days = || board.first..board.days;
    let of = |day: usize| kind.days.get(day).map_or(&[][..], Vec::as_slice);
    let rules = &board.scene.input.rules;
    for day in days() {
        most(of(day).iter().map(|(_, number)| (*number, 1.0)).collect(), 1.0);
    }
    for (limit, nights) in [(rules.max_days_in_row, false), (rules.max_nights_in_row, true)] {
        let Some(length) = limit.and_then(|it| usize::try_from(it).ok()) else { continue };
        for day in days().filter(|day| day + length < board.days) {
            let counts =
                |form: &usize| !nights || board.forms.get(*form).is_some_and(|it| it.slot.night);
            let window = (day..=day + length).flat_map(of).filter(|(form, _)| counts(form));
            most(
                window.map(|(_, number)| (*number, 1.0)).collect(),
                float(i64::try_from(length).unwrap_or(i64::MAX)),
            );
        }
    }
    let rest = millis(rules.least_rest).unwrap_or(0);
    for day in days() {
        for (form, number) in of(day) {
            let Some(a) = board.forms.get(*form) else { continue };
            let against = of(day + 1).iter().filter(|(other, _)| {
                board.forms.get(*other).is_some_and(|b| {
                    let pair = a.slot.template * board.templates + b.slot.template;
                    a.slot.end + rest > b.slot.start || at(&board.forbidden, pair)
                })
            });
            let row: Vec<(usize, f64)> =
                against.map(|(_, other)| (*other, 1.0)).chain([(*number, 1.0)]).collect();
            most(row, 1.0);
        }
    }
    let Some(agent) = board.agent(kind.agent) else { return };
    let paid = |within: &dyn Fn(&Form) -> bool| -> Vec<(usize, f64)> {
        let all = kind
            .days
            .iter()
            .flatten()
            .filter_map(|(form, number)| Some((board.forms.get(*form)?, *number)));
        let within = all.filter(|(it, _)| within(it) && it.slot.paid > 0);
        within.map(|(it, number)| (number, float(it.slot.paid) / float(HOUR))).collect()
    };
    if let Some(limit) = millis(agent.max_week_hours) {
        for week in 0..board.weeks {
            most(paid(&|it| it.week == week), float(limit) / float(HOUR));
        }
    }
    if let Some(limit) = millis(agent.max_hours) {
        most(paid(&|_| true), float(limit) / float(HOUR));
    }
}
