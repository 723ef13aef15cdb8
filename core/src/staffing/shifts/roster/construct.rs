//! A first roster: day by day, the shift that helps most, for whoever may work it and has the fewest hours.

use super::super::table::at;
use super::board::NONE;
use super::state::State;
use std::collections::BTreeSet;

/// Fills the roster as long as that helps against what is short.
pub(super) fn construct(state: &mut State<'_>) {
    let board = state.board;
    let agents = board.scene.input.agents.len();
    for day in board.first..board.days {
        // Agents with the same skills help alike, so that one of each kind is asked.
        let mut kinds = BTreeSet::new();
        let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
        for agent in 0..agents {
            let mask = at(&board.scene.masks, agent);
            for form in board.options.get(board.cell(agent, day)).into_iter().flatten() {
                if kinds.insert((mask, *form)) {
                    pairs.push((mask, *form, agent));
                }
            }
        }
        while let Some((place, mask, form)) = best(state, &pairs) {
            let free = |it: &usize| {
                at(&board.scene.masks, *it) == mask
                    && state.form(*it, day) == NONE
                    && !at(&board.stays, board.cell(*it, day))
                    && state.fits(*it, day, form)
            };
            match (0..agents).filter(free).min_by_key(|it| (state.hours_of(*it), *it)) {
                Some(agent) => state.set(agent, day, form),
                None => {
                    pairs.swap_remove(place);
                }
            }
        }
    }
}

/// The form that helps most, by its place among the pairs.
fn best(state: &State<'_>, pairs: &[(u32, usize, usize)]) -> Option<(usize, u32, usize)> {
    let help = |(_, form, agent): &(u32, usize, usize)| state.help(*agent, *form);
    let helps = pairs.iter().zip(0_usize..).map(|(pair, place)| (help(pair), pair, place));
    let best = helps.reduce(|best, it| if it.0 > best.0 { it } else { best });
    best.filter(|(help, _, _)| *help > 0).map(|(_, pair, place)| (place, pair.0, pair.1))
}
