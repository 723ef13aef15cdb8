//! A better roster, by so many steps: a change is kept where the roster is not worse for it than now, or than some steps ago.
//! Where nothing gets better for long, a part of the best one is cleared, and it goes on from there.
//!
//! E. K. Burke and Y. Bykov, "The late acceptance hill-climbing heuristic", European Journal of Operational Research 258
//! (2017). Costs are compared level by level, so that no weight has to make a rule more important than a wish.

use super::super::table::at;
use super::board::{Board, NONE};
use super::construct::construct;
use super::dice::Dice;
use super::state::{Cost, State};

/// How many steps ago.
const MEMORY: usize = 400;
/// How many steps without anything better end the search, where only paid time could still be less.
const IDLE: u32 = 20_000;
/// The levels of the cost that have a bound.
const BOUNDED: usize = 4;

/// Part of a change: a form for a cell.
type Move = (usize, usize, usize);

/// The best roster that was found from `state` on, and the steps that it took. Nothing costs less than `bound`.
pub(super) fn search<'a>(
    mut state: State<'a>,
    seed: u32,
    steps: u32,
    bound: Cost,
) -> (State<'a>, u32) {
    construct(&mut state);
    let mut dice = Dice::new(seed);
    let cells = free_cells(state.board);
    let patience = 1_000 + u32::try_from(4 * cells.len()).unwrap_or(u32::MAX / 2);
    let mut best = (state.cost, state.cells.clone());
    let mut memory = vec![state.cost; MEMORY];
    let (mut taken, mut idle, mut waited) = (0, 0, 0);
    for step in 0..steps {
        let least = best.0.iter().zip(&bound).take(BOUNDED).all(|(cost, bound)| cost <= bound);
        if cells.is_empty() || (least && idle >= IDLE) {
            break;
        }
        (taken, idle, waited) = (step + 1, idle + 1, waited + 1);
        if waited > patience {
            waited = 0;
            restore(&mut state, &best.1);
            ruin(&mut state, &mut dice, &cells);
            memory.fill(state.cost);
        }
        let place = usize::try_from(step).unwrap_or(0) % MEMORY;
        let before = state.cost;
        let Some(undo) = change(&mut state, &mut dice, &cells) else { continue };
        let late = memory.get(place).copied().unwrap_or(before);
        if state.cost > before && state.cost > late {
            for (agent, day, form) in undo.into_iter().rev() {
                state.set(agent, day, form);
            }
        } else if state.cost < best.0 {
            best = (state.cost, state.cells.clone());
            (idle, waited) = (0, 0);
        }
        if let Some(late) = memory.get_mut(place).filter(|late| state.cost < **late) {
            *late = state.cost;
        }
    }
    restore(&mut state, &best.1);
    (state, taken)
}

fn restore(state: &mut State<'_>, cells: &[usize]) {
    for agent in 0..state.board.scene.input.agents.len() {
        for day in state.board.first..state.board.days {
            let form = cells.get(state.board.cell(agent, day)).copied().unwrap_or(NONE);
            state.set(agent, day, form);
        }
    }
}

/// Clears some days in a row of about half of the agents, or of all, so that what stood in the way is gone.
fn ruin(state: &mut State<'_>, dice: &mut Dice, cells: &[(usize, usize)]) {
    let board = state.board;
    let Some((_, from)) = dice.of(cells) else { return };
    let until = from + 1 + dice.below((board.days - board.first).min(10));
    let share = 1 + dice.below(2);
    for agent in 0..board.scene.input.agents.len() {
        if dice.below(share) > 0 {
            continue;
        }
        for day in from.saturating_sub(1).max(board.first)..until.min(board.days) {
            if !at(&board.stays, board.cell(agent, day)) {
                state.set(agent, day, NONE);
            }
        }
    }
}

/// The cells that may change: agents and days.
fn free_cells(board: &Board<'_>) -> Vec<(usize, usize)> {
    let agents = 0..board.scene.input.agents.len();
    let cells = agents.flat_map(|agent| (board.first..board.days).map(move |day| (agent, day)));
    cells.filter(|(agent, day)| !at(&board.stays, board.cell(*agent, *day))).collect()
}

/// Tries a change at random; gives what undoes it, or nothing where rules forbid it.
fn change(state: &mut State<'_>, dice: &mut Dice, cells: &[(usize, usize)]) -> Option<Vec<Move>> {
    let (agent, day) = dice.of(cells)?;
    let moves = match dice.below(20) {
        0..7 => vec![(agent, day, other_form(state, dice, agent, day)?)],
        7..12 => fill(state, dice)?,
        12..14 => other_day(state, dice, agent, day)?,
        kind => {
            let days = if kind < 17 { 1 } else { 2 + dice.below(6) };
            swapped(state, dice, agent, day, days)?
        }
    };
    apply(state, &moves)
}

/// Clears the cells first, so that what moves is not in its own way.
fn apply(state: &mut State<'_>, moves: &[Move]) -> Option<Vec<Move>> {
    let mut undo: Vec<Move> = Vec::with_capacity(moves.len() * 2);
    let mut set = |state: &mut State<'_>, agent: usize, day: usize, form: usize| {
        undo.push((agent, day, state.form(agent, day)));
        state.set(agent, day, form);
    };
    for (agent, day, _) in moves {
        set(state, *agent, *day, NONE);
    }
    let mut possible = true;
    for (agent, day, form) in moves.iter().filter(|(_, _, form)| *form != NONE) {
        possible = state.fits(*agent, *day, *form);
        if !possible {
            break;
        }
        set(state, *agent, *day, *form);
    }
    if possible {
        return Some(undo);
    }
    for (agent, day, form) in undo.into_iter().rev() {
        state.set(agent, day, form);
    }
    None
}

/// Another form for a cell, or none.
fn other_form(state: &State<'_>, dice: &mut Dice, agent: usize, day: usize) -> Option<usize> {
    let options = state.board.options.get(state.board.cell(agent, day))?;
    let now = state.form(agent, day);
    let drawn = dice.below(options.len() + usize::from(now != NONE));
    let form = options.get(drawn).copied().unwrap_or(NONE);
    (form != now).then_some(form)
}

/// A shift more in a time that is short.
fn fill(state: &State<'_>, dice: &mut Dice) -> Option<Vec<Move>> {
    let board = state.board;
    let pieces = board.lengths.len();
    let from = dice.below(pieces);
    let piece = (from..pieces).chain(0..from).find(|piece| state.short(*piece) > 0)?;
    let form = dice.of(board.at_work.get(piece)?)?;
    let agent = dice.below(board.scene.input.agents.len());
    let day = board.forms.get(form)?.day;
    let free = board.may(agent, form) && !at(&board.stays, board.cell(agent, day));
    (free && state.form(agent, day) != form).then(|| vec![(agent, day, form)])
}

/// The work of one day on another.
fn other_day(state: &State<'_>, dice: &mut Dice, agent: usize, day: usize) -> Option<Vec<Move>> {
    let board = state.board;
    let other = board.first + dice.below(board.days - board.first);
    let cell = board.cell(agent, other);
    let (here, there) = (state.form(agent, day), state.form(agent, other));
    if other == day || at(&board.stays, cell) || (here == NONE) == (there == NONE) {
        return None;
    }
    let (from, to) = if here == NONE { (other, day) } else { (day, other) };
    let form = dice.of(board.options.get(board.cell(agent, to))?)?;
    Some(vec![(agent, from, NONE), (agent, to, form)])
}

/// The days of two agents the other way round.
fn swapped(
    state: &State<'_>,
    dice: &mut Dice,
    agent: usize,
    day: usize,
    days: usize,
) -> Option<Vec<Move>> {
    let board = state.board;
    let other = dice.below(board.scene.input.agents.len());
    let range = day..(day + days).min(board.days);
    let fixed = |day: usize| {
        at(&board.stays, board.cell(agent, day)) || at(&board.stays, board.cell(other, day))
    };
    if other == agent || range.clone().any(fixed) {
        return None;
    }
    let mut moves = Vec::new();
    for day in range {
        let (own, theirs) = (state.form(agent, day), state.form(other, day));
        if own != theirs {
            moves.push((agent, day, theirs));
            moves.push((other, day, own));
        }
    }
    (!moves.is_empty()).then_some(moves)
}
