//! Changes of a roster: small ones at random, and such as are aimed at what is short.

use super::super::dice::Dice;
use super::super::table::at;
use super::board::NONE;
use super::state::State;

/// Part of a change: a form for a cell.
type Move = (usize, usize, usize);

/// How many days from a shift another may stand in its way: a week of hours, or a row.
const NEAR: usize = 7;

/// Tries a change at random; gives what undoes it, or nothing where rules forbid it.
pub(super) fn change(
    state: &mut State<'_>,
    dice: &mut Dice,
    cells: &[(usize, usize)],
) -> Option<Vec<Move>> {
    let (agent, day) = dice.of(cells)?;
    // Where something is short, most changes are aimed at it.
    let kinds = if state.is_short() { 30 } else { 12 };
    let moves = match dice.below(kinds) {
        0..5 => vec![(agent, day, other_form(state, dice, agent, day)?)],
        5..7 => other_day(state, dice, agent, day)?,
        7..9 => swapped(state, dice, agent, day, 1)?,
        9..12 => {
            let days = 2 + dice.below(6);
            swapped(state, dice, agent, day, days)?
        }
        _ => fill(state, dice)?,
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

/// A shift more in a time that is short. Where the agent has no room for it, another of its shifts goes: so what is short
/// moves about until it meets somebody who has.
fn fill(state: &mut State<'_>, dice: &mut Dice) -> Option<Vec<Move>> {
    let board = state.board;
    let pieces = board.lengths.len();
    let from = dice.below(pieces);
    let piece = (from..pieces).chain(0..from).find(|piece| state.short(*piece) > 0)?;
    let form = dice.of(board.at_work.get(piece)?)?;
    let agent = dice.below(board.scene.input.agents.len());
    let day = board.forms.get(form)?.day;
    let free = board.may(agent, form) && !at(&board.stays, board.cell(agent, day));
    if !free || state.form(agent, day) == form || state.help(agent, form) == 0 {
        return None;
    }
    let gone = in_the_way(state, dice, agent, day, form);
    Some(std::iter::once((agent, day, form)).chain(gone).collect())
}

/// A shift without which a form fits into a cell, where it doesn't anyway and there is one.
fn in_the_way(
    state: &mut State<'_>,
    dice: &mut Dice,
    agent: usize,
    day: usize,
    form: usize,
) -> Option<Move> {
    let board = state.board;
    let near = day.saturating_sub(NEAR).max(board.first)..(day + NEAR + 1).min(board.days);
    let old = state.form(agent, day);
    state.set(agent, day, NONE);
    let gone = if state.fits(agent, day, form) {
        None
    } else {
        let mut others: Vec<usize> = near
            .filter(|it| {
                state.form(agent, *it) != NONE && !at(&board.stays, board.cell(agent, *it))
            })
            .collect();
        let first = dice.below(others.len());
        others.rotate_left(first);
        others.into_iter().find(|other| {
            let was = state.form(agent, *other);
            state.set(agent, *other, NONE);
            let fits = state.fits(agent, day, form);
            state.set(agent, *other, was);
            fits
        })
    };
    state.set(agent, day, old);
    gone.map(|other| (agent, other, NONE))
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
