//! What no roster does better than.

use super::super::table::at;
use super::board::{Board, NONE, millis};
use super::state::{Cost, State};

/// The least cost that may be, level by level; `state` is what stays, and nobody else at work.
pub(super) fn bound(state: &State<'_>) -> Cost {
    let board = state.board;
    let short = absent(board, state).max(too_few_hours(board, state));
    [short, 0, 0, wishes(board) + state.unfair_all(), 0]
}

/// The same for a roster that was found, with more effort where something is short in it.
pub(super) fn closer(bound: Cost, start: &State<'_>, found: &State<'_>) -> Cost {
    let [short, missing, changes, penalty, paid] = bound;
    let [is_short, ..] = found.cost;
    let closer = if is_short > short {
        relaxed(start).unwrap_or(short).clamp(short, is_short)
    } else {
        short
    };
    [closer, missing, changes, penalty, paid]
}

#[cfg(feature = "solver")]
fn relaxed(state: &State<'_>) -> Option<i64> {
    super::relaxed::relaxed(state)
}

#[cfg(not(feature = "solver"))]
fn relaxed(_: &State<'_>) -> Option<i64> {
    None
}

/// With everybody at work who could be by themselves, all the time.
fn absent(board: &Board<'_>, state: &State<'_>) -> i64 {
    let agents = board.scene.input.agents.len();
    let count = |piece: usize| {
        let forms = board.at_work.get(piece).map_or(&[][..], Vec::as_slice);
        let could: Vec<usize> = (0..agents)
            .filter(|agent| {
                forms.iter().any(|form| {
                    let day = board.forms.get(*form).map_or(NONE, |it| it.day);
                    board.may(*agent, *form) && !at(&board.stays, board.cell(*agent, day))
                })
            })
            .collect();
        let sets = (0..board.need.len()).map(|set| {
            let more = could
                .iter()
                .filter(|agent| board.serves.get(**agent).is_some_and(|it| it.contains(&set)))
                .count();
            state.missing_in(set, piece) - i64::try_from(more).unwrap_or(i64::MAX)
        });
        sets.max().unwrap_or(0).max(0) * at(&board.lengths, piece)
    };
    (0..board.lengths.len()).filter(|piece| state.short(*piece) > 0).map(count).sum()
}

/// With as many hours as contracts and rows of days allow, wherever they are needed.
fn too_few_hours(board: &Board<'_>, state: &State<'_>) -> i64 {
    let needed: i64 = (0..board.lengths.len()).map(|piece| state.short(piece)).sum();
    let work =
        |it: &super::board::Form| it.slot.work.iter().map(|(start, end)| end - start).sum::<i64>();
    let longest = board.forms.iter().map(work).max().unwrap_or(0);
    // How much is worked for what is paid: breaks may be paid, shifts may not be.
    let free = board.forms.iter().any(|it| it.slot.paid < work(it));
    let days = i64::try_from(board.days - board.first).unwrap_or(0);
    let in_row = board.scene.input.rules.max_days_in_row.map(i64::from);
    let most_days = in_row.map_or(days, |most| days - days / (most + 1));
    let agents = board.scene.input.agents.iter().zip(0_usize..);
    let could = agents.map(|(agent, place)| {
        let cells = (board.first..board.days).map(|day| board.cell(place, day));
        let open = cells.filter(|cell| {
            !at(&board.stays, *cell) && board.options.get(*cell).is_some_and(|it| !it.is_empty())
        });
        let by_days =
            most_days.min(i64::try_from(open.count()).unwrap_or(0)).saturating_mul(longest);
        let weekly = millis(agent.max_week_hours)
            .map(|it| it.saturating_mul(i64::try_from(board.weeks).unwrap_or(0)));
        let paid = millis(agent.max_hours).into_iter().chain(weekly).min().filter(|_| !free);
        paid.map_or(by_days, |paid| by_days.min(paid))
    });
    (needed - could.sum::<i64>()).max(0)
}

/// The wishes that nothing could grant.
fn wishes(board: &Board<'_>) -> i64 {
    let cost = |cell: usize| {
        if at(&board.stays, cell) {
            return board.disliked(cell, board.given.get(cell).copied().unwrap_or(NONE));
        }
        let options = board.options.get(cell).into_iter().flatten().copied();
        options.chain([NONE]).map(|form| board.disliked(cell, form)).min().unwrap_or(0)
    };
    (0..board.given.len()).map(cost).sum()
}
