//! A cheaper cover, by so many steps: some shifts that overlap go, and what is short without them is covered anew by what
//! helps most for its cost, chance apart. It is kept where it costs no more than now, or than some steps ago.
//!
//! G. Schrimpf et al., "Record breaking optimization results using the ruin and recreate principle", Journal of
//! Computational Physics 159 (2000).

use super::super::dice::Dice;
use super::super::table::{add, at};
use super::crew::{Crew, Pause};
use super::input::Offer;
use super::line::Line;
use std::ops::Range;

/// How many steps ago.
const MEMORY: usize = 10;

/// A shift on offer, in pieces of time.
struct Shape {
    cost: i64,
    all: Range<usize>,
    /// For each break, the pieces of each place.
    rests: Vec<Vec<Range<usize>>>,
}

/// A shift that so many work, with its breaks at these places.
#[derive(Clone)]
struct Worked {
    offer: usize,
    places: Vec<usize>,
    number: i64,
}

struct Desk {
    /// In order of their starts; none has more pieces than `longest`.
    shapes: Vec<Shape>,
    longest: usize,
    lengths: Vec<i64>,
    short: Vec<i64>,
    worked: Vec<Worked>,
    cost: i64,
}

/// The cheapest crew that was found from `crew` on, which covers the need; none costs less than `bound`.
pub(super) fn improved(
    line: &Line,
    offers: &[Offer],
    pauses: &[Vec<Pause>],
    crew: &Crew,
    steps: u64,
    bound: i64,
) -> Crew {
    let mut desk = Desk::new(line, offers, pauses, crew);
    let mut dice = Dice::new(0);
    let mut best = (desk.cost, desk.worked.clone());
    let mut memory = [desk.cost; MEMORY];
    for place in (0..MEMORY).cycle().zip(0..steps).map(|(place, _)| place) {
        if best.0 <= bound || desk.worked.is_empty() {
            break;
        }
        let before = desk.cost;
        let gone = desk.ruin(&mut dice);
        let kept = desk.worked.len();
        let covered = desk.recreate(&mut dice, &gone);
        let late = memory.get(place).copied().unwrap_or(before);
        if !covered || desk.cost > before.max(late) {
            desk.undo(kept, gone);
        } else if desk.cost < best.0 {
            best = (desk.cost, desk.worked.clone());
        }
        if let Some(late) = memory.get_mut(place) {
            *late = desk.cost.min(*late);
        }
    }
    let mut crew = Crew::nobody(pauses);
    best.1.iter().for_each(|it| crew.more(it.offer, &it.places, it.number));
    crew
}

impl Desk {
    fn new(line: &Line, offers: &[Offer], pauses: &[Vec<Pause>], crew: &Crew) -> Self {
        let shape = |(offer, pauses): (&Offer, &Vec<Pause>)| {
            let places = |it: &Pause| {
                it.starts.iter().map(|start| line.pieces(*start, start + it.length)).collect()
            };
            Shape {
                cost: offer.cost,
                all: line.pieces(offer.start, offer.end),
                rests: pauses.iter().map(places).collect(),
            }
        };
        let shapes: Vec<Shape> = offers.iter().zip(pauses).map(shape).collect();
        let mut desk = Self {
            longest: shapes.iter().map(|it| it.all.len()).max().unwrap_or(0),
            shapes,
            lengths: (0..line.need.len()).map(|piece| line.length(piece)).collect(),
            short: line.need.clone(),
            worked: Vec::new(),
            cost: 0,
        };
        for (pauses, offer) in pauses.iter().zip(0_usize..) {
            for (starts, number) in crew.shifts(offer, pauses) {
                let place =
                    |(start, it): (&i64, &Pause)| it.starts.iter().position(|it| it == start);
                let places = starts.iter().zip(pauses).filter_map(place).collect();
                desk.come(Worked { offer, places, number });
            }
        }
        desk
    }

    /// Takes a shift out of what is short, or puts it back.
    fn work(&mut self, it: &Worked, number: i64) {
        let Some(shape) = self.shapes.get(it.offer) else { return };
        self.cost += number * shape.cost;
        for piece in shape.all.clone() {
            add(&mut self.short, piece, -number);
        }
        for (rest, place) in shape.rests.iter().zip(&it.places) {
            for piece in rest.get(*place).cloned().into_iter().flatten() {
                add(&mut self.short, piece, number);
            }
        }
    }

    fn come(&mut self, it: Worked) {
        self.work(&it, it.number);
        self.worked.push(it);
    }

    /// One fewer of what is worked.
    fn go(&mut self, place: usize) -> Option<Worked> {
        let it = self.worked.get_mut(place)?;
        it.number -= 1;
        let one = Worked { number: 1, ..it.clone() };
        if it.number == 0 {
            self.worked.swap_remove(place);
        }
        self.work(&one, -1);
        Some(one)
    }

    fn all(&self, it: &Worked) -> Range<usize> {
        self.shapes.get(it.offer).map_or(0..0, |it| it.all.clone())
    }

    /// Without a shift and up to four that overlap it.
    fn ruin(&mut self, dice: &mut Dice) -> Vec<Worked> {
        let first = dice.below(self.worked.len());
        let Some(first) = self.go(first) else { return Vec::new() };
        let all = self.all(&first);
        let (mut gone, most) = (vec![first], 2 + dice.below(4));
        for _ in 0..40 {
            if gone.len() == most {
                break;
            }
            let place = dice.below(self.worked.len());
            let other = self.worked.get(place).map_or(0..0, |it| self.all(it));
            if other.start < all.end && all.start < other.end {
                gone.extend(self.go(place));
            }
        }
        gone
    }

    /// Covers what is short; not where nothing helps.
    fn recreate(&mut self, dice: &mut Dice, gone: &[Worked]) -> bool {
        let from = gone.iter().map(|it| self.all(it).start).min().unwrap_or(0);
        let until = gone.iter().map(|it| self.all(it).end).max().unwrap_or(0);
        let near = from..until;
        loop {
            let mut pieces = near.clone().filter(|piece| at(&self.short, *piece) > 0);
            let piece = if dice.below(2) == 0 { pieces.next() } else { pieces.next_back() };
            let Some(piece) = piece else { return true };
            let Some(pick) = self.pick(dice, piece, &near) else { return false };
            self.come(pick);
        }
    }

    /// What helps most for its cost and reaches a piece, one in eight left out; what is short lies within `near`.
    fn pick(&self, dice: &mut Dice, piece: usize, near: &Range<usize>) -> Option<Worked> {
        let mut sum = 0;
        let sums = near.clone().map(|piece| {
            sum += if at(&self.short, piece) > 0 { at(&self.lengths, piece) } else { 0 };
            sum
        });
        let until: Vec<i64> = std::iter::once(0).chain(sums).collect();
        let before = |piece: usize| at(&until, piece.clamp(near.start, near.end) - near.start);
        let value = |pieces: &Range<usize>| before(pieces.end) - before(pieces.start);
        let mut best: Option<(i64, i64, Worked)> = None;
        let from = self.shapes.partition_point(|it| it.all.start + self.longest <= piece);
        for (shape, offer) in self.shapes.iter().zip(0_usize..).skip(from) {
            if shape.all.start > piece {
                break;
            }
            if shape.all.end <= piece || dice.below(8) == 0 {
                continue;
            }
            let mut help = value(&shape.all);
            let better = |help: i64| {
                best.as_ref().is_none_or(|(most, cost, _)| help * cost > most * shape.cost)
            };
            if !better(help) {
                continue;
            }
            let mut places = Vec::with_capacity(shape.rests.len());
            for rest in &shape.rests {
                let lost = |place: &usize| rest.get(*place).map_or(0, value);
                // Of those that are alike, any.
                let first = dice.below(rest.len());
                let place = (first..rest.len()).chain(0..first).min_by_key(lost)?;
                help -= lost(&place);
                places.push(place);
            }
            if help > 0 && better(help) {
                best = Some((help, shape.cost, Worked { offer, places, number: 1 }));
            }
        }
        best.map(|(_, _, it)| it)
    }

    /// As it was, before what came since.
    fn undo(&mut self, kept: usize, gone: Vec<Worked>) {
        for it in self.worked.split_off(kept) {
            self.work(&it, -it.number);
        }
        gone.into_iter().for_each(|it| self.come(it));
    }
}
