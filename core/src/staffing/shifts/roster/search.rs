//! A better roster, by so many steps: a change is kept where the roster is not worse for it than now, or than some steps ago.
//! Where nothing gets better for long, a part of the best one is cleared, and it goes on from there.
//!
//! E. K. Burke and Y. Bykov, "The late acceptance hill-climbing heuristic", European Journal of Operational Research 258
//! (2017). Costs are compared level by level, so that no weight has to make a rule more important than a wish.

use super::super::dice::Dice;
use super::super::table::at;
use super::board::{Board, NONE};
use super::change::change;
use super::construct::construct;
use super::state::{Cost, State};

/// How many steps ago.
const MEMORY: usize = 10;
/// How many steps without anything better end the search, where only paid time could still be less.
const IDLE: u32 = 20_000;
/// The levels of the cost that have a bound.
const BOUNDED: usize = 4;

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
    let patience = 1_000 + u32::try_from(25 * cells.len()).unwrap_or(u32::MAX / 2);
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

/// Clears some days in a row of a few agents, so that what stood in the way is gone, and little else.
fn ruin(state: &mut State<'_>, dice: &mut Dice, cells: &[(usize, usize)]) {
    let board = state.board;
    let Some((_, from)) = dice.of(cells) else { return };
    let until = (from + 1 + dice.below(6)).min(board.days);
    for _ in 0..2 + dice.below(5) {
        let Some((agent, _)) = dice.of(cells) else { return };
        for day in from.saturating_sub(1).max(board.first)..until {
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
