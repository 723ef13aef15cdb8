//! A cover that is quick to find: what helps most for its cost, again and again, and then without what is not needed.

use super::super::table::{add, at};
use super::crew::{Crew, Pause};
use super::input::Offer;
use super::line::Line;

/// A shift with the places of its breaks that leave the least uncovered, and how much it helps.
struct Pick {
    offer: usize,
    places: Vec<usize>,
    help: i128,
    cost: i128,
    number: i64,
}

/// A number of each shift that covers the need, and those of `crew` at least; or a piece of time at which all breaks leave
/// nobody.
pub(super) fn greedy(
    line: &Line,
    offers: &[Offer],
    pauses: &[Vec<Pause>],
    mut crew: Crew,
) -> Result<Crew, usize> {
    let at_work = crew.at_work(line, offers, pauses);
    let mut short: Vec<i64> = line.need.iter().zip(at_work).map(|(need, it)| need - it).collect();
    let mut added: Vec<(usize, Vec<usize>, i64)> = Vec::new();
    while let Some(piece) = short.iter().position(|it| *it > 0) {
        let picks = (0..offers.len()).filter_map(|offer| pick(line, offers, pauses, &short, offer));
        let best = picks.reduce(
            |best, it| {
                if it.help * best.cost > best.help * it.cost { it } else { best }
            },
        );
        let best = best.ok_or(piece)?;
        let of = pauses.get(best.offer).map_or(&[][..], Vec::as_slice);
        work(
            line,
            offers.get(best.offer).ok_or(piece)?,
            of,
            &best.places,
            &mut short,
            -best.number,
        );
        crew.more(best.offer, &best.places, best.number);
        added.push((best.offer, best.places, best.number));
    }
    // The dearest first.
    added
        .sort_by_key(|(offer, _, _)| std::cmp::Reverse(offers.get(*offer).map_or(0, |it| it.cost)));
    for (offer, places, number) in added {
        let (Some(it), Some(of)) = (offers.get(offer), pauses.get(offer)) else { continue };
        let spare = spare(line, it, of, &places, &short).min(number);
        if spare > 0 {
            work(line, it, of, &places, &mut short, spare);
            crew.more(offer, &places, -spare);
        }
    }
    Ok(crew)
}

/// Adds to what is short in the pieces that a shift works.
fn work(
    line: &Line,
    offer: &Offer,
    pauses: &[Pause],
    places: &[usize],
    short: &mut [i64],
    number: i64,
) {
    for piece in line.pieces(offer.start, offer.end) {
        add(short, piece, number);
    }
    for (pause, place) in pauses.iter().zip(places) {
        let start = at(&pause.starts, *place);
        for piece in line.pieces(start, start + pause.length) {
            add(short, piece, -number);
        }
    }
}

/// How many of a shift could go without anything being short.
fn spare(line: &Line, offer: &Offer, pauses: &[Pause], places: &[usize], short: &[i64]) -> i64 {
    let rests = |piece: usize| {
        pauses.iter().zip(places).any(|(pause, place)| {
            let start = at(&pause.starts, *place);
            line.pieces(start, start + pause.length).contains(&piece)
        })
    };
    let working = line.pieces(offer.start, offer.end).filter(|piece| !rests(*piece));
    working.map(|piece| -at(short, piece)).min().unwrap_or(0)
}

fn pick(
    line: &Line,
    offers: &[Offer],
    pauses: &[Vec<Pause>],
    short: &[i64],
    place: usize,
) -> Option<Pick> {
    let offer = offers.get(place)?;
    let value =
        |piece: usize| if at(short, piece) > 0 { i128::from(line.length(piece)) } else { 0 };
    let all = line.pieces(offer.start, offer.end);
    let mut help: i128 = all.clone().map(value).sum();
    let mut places = Vec::new();
    let mut rests = Vec::new();
    for pause in pauses.get(place)? {
        let lost = |start: i64| line.pieces(start, start + pause.length).map(value).sum::<i128>();
        let (least, best) = pause.starts.iter().map(|it| lost(*it)).zip(0_usize..).min()?;
        help -= least;
        places.push(best);
        let start = at(&pause.starts, best);
        rests.push(line.pieces(start, start + pause.length));
    }
    let helped =
        all.filter(|piece| at(short, *piece) > 0 && !rests.iter().any(|it| it.contains(piece)));
    let least = helped.map(|piece| at(short, piece)).min()?;
    // A few at a time where many are short, so that the places of breaks differ.
    Some(Pick { offer: place, places, help, cost: offer.cost.into(), number: (least / 4).max(1) })
}
