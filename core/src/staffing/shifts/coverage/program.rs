//! Shifts with breaks as a program in whole numbers, or in shares of them.
//!
//! A shift has a number, and each place of a break a number of its own, which add up to that of the shift (T. Aykin,
//! "Optimal shift scheduling with multiple break windows", Management Science 42, 1996).

use super::super::linear::{self, Bound, Program};
use super::super::table::{add, at};
use super::crew::{Crew, Pause};
use super::input::Offer;
use super::line::Line;
use crate::error::Result;
use crate::float::float;

/// The most numbers that one part may have.
const MOST_NUMBERS: usize = 20_000;

/// How many numbers a part has; an error where they are too many.
pub(super) fn numbers(pauses: &[Vec<Pause>]) -> Result<usize> {
    let numbers: usize = pauses
        .iter()
        .map(|of| 1 + of.iter().map(|it| it.starts.len()).filter(|it| *it > 1).sum::<usize>())
        .sum();
    if numbers <= MOST_NUMBERS {
        return Ok(numbers);
    }
    let message = format!(
        "there are {numbers} shifts and places of breaks in one stretch of time; give fewer starts or longer steps, so that \
         there are at most {MOST_NUMBERS}"
    );
    Err(crate::staffing::check::fault("breaks.too_many", "input.templates", message))
}

/// The cheapest cover in which shifts may be divided, rounded down, and what it costs: no cover costs less.
pub(super) fn divided(line: &Line, offers: &[Offer], pauses: &[Vec<Pause>]) -> Option<(Crew, i64)> {
    let model = Model::new(line, offers, pauses);
    let (shares, cost) = linear::divided(&model.program)?;
    let share = |place: &usize| shares.get(*place).copied().unwrap_or(0.0);
    let mut crew = Crew::nobody(pauses);
    crew.counts = model.counts.iter().map(|it| whole(share(it))).collect();
    for ((of, numbers), count) in model.breaks.iter().zip(&mut crew.breaks).zip(&crew.counts) {
        for (places, numbers) in of.iter().zip(numbers) {
            *numbers = match places {
                None => numbers.iter().map(|_| *count).collect(),
                Some(places) => apportioned(places.iter().map(share), *count),
            };
        }
    }
    Some((crew, up(cost)))
}

/// The cheapest cover that so many nodes find, and what no cover costs less than; `known` is one to begin with.
pub(super) fn searched(
    line: &Line,
    offers: &[Offer],
    pauses: &[Vec<Pause>],
    known: &Crew,
    nodes: u64,
) -> (Option<Crew>, i64) {
    let model = Model::new(line, offers, pauses);
    let found = linear::searched(&model.program, &model.values(known), nodes);
    let crew = found.values.and_then(|values| model.crew(pauses, &values));
    (crew, found.bound.map_or(0, up))
}

/// The whole part, but for rounding.
fn whole(share: f64) -> i64 {
    rounded((share + 1e-6).floor()).unwrap_or(0).max(0)
}

/// So many in all, by their shares: whole parts, and then one more where the most is cut off.
fn apportioned(shares: impl Iterator<Item = f64>, count: i64) -> Vec<i64> {
    let shares: Vec<f64> = shares.collect();
    let mut rest = count;
    let mut numbers = Vec::new();
    for share in &shares {
        let number = whole(*share).min(rest);
        rest -= number;
        numbers.push(number);
    }
    let cut = shares.iter().zip(&numbers).map(|(share, number)| share - float(*number));
    let mut order: Vec<(f64, usize)> = cut.zip(0_usize..).collect();
    order.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    for (_, place) in order.iter().cycle().take(usize::try_from(rest).unwrap_or(0)) {
        add(&mut numbers, *place, 1);
    }
    numbers
}

/// The least whole number that is not below, but for rounding.
fn up(bound: f64) -> i64 {
    let slack = 1e-6 * bound.abs().max(1.0);
    let whole = (bound - slack).ceil().clamp(0.0, 9e15);
    rounded(whole).unwrap_or(0)
}

/// A float that is a whole number, but for rounding.
#[expect(clippy::as_conversions, reason = "the range is checked, and the float is a whole number")]
fn rounded(number: f64) -> Option<i64> {
    let whole = number.round();
    ((whole - number).abs() < 1e-3 && whole.abs() <= 9e15).then_some(whole as i64)
}

/// The program, and the places of its numbers: those of shifts, and of places of breaks.
struct Model {
    program: Program,
    counts: Vec<usize>,
    /// Nothing where a break has one place only, whose number is that of the shift.
    breaks: Vec<Vec<Option<Vec<usize>>>>,
}

impl Model {
    fn new(line: &Line, offers: &[Offer], pauses: &[Vec<Pause>]) -> Self {
        let mut program = Program::default();
        let most = float(line.need.iter().sum::<i64>().min(1 << 30));
        let mut rows: Vec<Vec<(usize, f64)>> = vec![Vec::new(); line.need.len()];
        let (mut counts, mut breaks) = (Vec::new(), Vec::new());
        for (offer, pauses) in offers.iter().zip(pauses) {
            let count = program.number(float(offer.cost), most);
            counts.push(count);
            let fixed = |piece: usize| {
                let within = |it: &&Pause| it.starts.len() == 1;
                pauses.iter().filter(within).any(|it| {
                    let start = at(&it.starts, 0);
                    line.pieces(start, start + it.length).contains(&piece)
                })
            };
            for piece in line.pieces(offer.start, offer.end).filter(|piece| !fixed(*piece)) {
                rows.get_mut(piece).into_iter().for_each(|row| row.push((count, 1.0)));
            }
            let mut of = Vec::new();
            for pause in pauses {
                if pause.starts.len() < 2 {
                    of.push(None);
                    continue;
                }
                let places: Vec<usize> =
                    pause.starts.iter().map(|_| program.number(0.0, most)).collect();
                let once = places.iter().map(|it| (*it, 1.0)).chain([(count, -1.0)]);
                program.limit(once.collect(), Bound::Exactly(0.0));
                for (place, start) in places.iter().zip(&pause.starts) {
                    for piece in line.pieces(*start, start + pause.length) {
                        rows.get_mut(piece).into_iter().for_each(|row| row.push((*place, -1.0)));
                    }
                }
                of.push(Some(places));
            }
            breaks.push(of);
        }
        for (row, need) in rows.into_iter().zip(&line.need).filter(|(_, need)| **need > 0) {
            program.limit(row, Bound::AtLeast(float(*need)));
        }
        Self { program, counts, breaks }
    }

    /// A crew as values of all numbers.
    fn values(&self, crew: &Crew) -> Vec<f64> {
        // Of a shift first its own number, then those of its breaks' places, as they were made.
        let mut values = Vec::new();
        for ((count, of), numbers) in crew.counts.iter().zip(&self.breaks).zip(&crew.breaks) {
            values.push(float(*count));
            let places = of.iter().zip(numbers).filter(|(places, _)| places.is_some());
            values.extend(places.flat_map(|(_, numbers)| numbers.iter().copied().map(float)));
        }
        values
    }

    /// Whole numbers of what was solved.
    fn crew(&self, pauses: &[Vec<Pause>], values: &[f64]) -> Option<Crew> {
        let value = |place: &usize| rounded(*values.get(*place)?);
        let mut crew = Crew::nobody(pauses);
        crew.counts = self.counts.iter().map(value).collect::<Option<_>>()?;
        for ((of, numbers), count) in self.breaks.iter().zip(&mut crew.breaks).zip(&crew.counts) {
            for (places, numbers) in of.iter().zip(numbers) {
                *numbers = match places {
                    None => numbers.iter().map(|_| *count).collect(),
                    Some(places) => places.iter().map(value).collect::<Option<_>>()?,
                };
            }
        }
        Some(crew)
    }
}
