//! Shifts with breaks as a program in whole numbers, or in shares of them.
//!
//! A shift has a number, and each place of a break a number of its own, which add up to that of the shift (T. Aykin,
//! "Optimal shift scheduling with multiple break windows", Management Science 42, 1996).

use super::super::table::{add, at};
use super::crew::{Crew, Pause};
use super::input::Offer;
use super::line::Line;
use crate::error::Result;
use crate::float::float;
use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions, Variable};

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
    let model = Model::new(line, offers, pauses, false);
    let solved = model.problem.solve_with(SolveOptions::default()).ok()?;
    let solution = solved.solution().filter(|_| solved.is_optimal())?;
    let share = |variable: &Variable| solution.var_value(*variable);
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
    Some((crew, up(solution.objective())))
}

/// The cheapest cover that so many nodes find, and what no cover costs less than; `known` is one to begin with.
pub(super) fn searched(
    line: &Line,
    offers: &[Offer],
    pauses: &[Vec<Pause>],
    known: &Crew,
    nodes: u64,
) -> (Option<Crew>, i64) {
    let model = Model::new(line, offers, pauses, true);
    let mut options = SolveOptions::default();
    options.node_limit = Some(nodes);
    options.warm_start = Some(model.values(known));
    let solved = model.problem.solve_with(options).ok();
    let bound = solved.as_ref().and_then(|it| it.stats().best_bound).map_or(0, up);
    let solution = solved.and_then(|it| it.into_solution().ok());
    let crew = solution.and_then(|it| model.crew(pauses, |variable| it.var_value(variable)));
    (crew, bound)
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

struct Model {
    problem: Problem,
    counts: Vec<Variable>,
    /// Nothing where a break has one place only, whose number is that of the shift.
    breaks: Vec<Vec<Option<Vec<Variable>>>>,
}

impl Model {
    fn new(line: &Line, offers: &[Offer], pauses: &[Vec<Pause>], whole: bool) -> Self {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let most = i32::try_from(line.need.iter().sum::<i64>().min(1 << 30)).unwrap_or(1 << 30);
        let mut rows: Vec<Vec<(Variable, f64)>> = vec![Vec::new(); line.need.len()];
        let number = |problem: &mut Problem, cost: f64| match whole {
            true => problem.add_integer_var(cost, (0, most)),
            false => problem.add_var(cost, (0.0, f64::from(most))),
        };
        let (mut counts, mut breaks) = (Vec::new(), Vec::new());
        for (offer, pauses) in offers.iter().zip(pauses) {
            let count = number(&mut problem, float(offer.cost));
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
                let places: Vec<Variable> =
                    pause.starts.iter().map(|_| number(&mut problem, 0.0)).collect();
                let mut once: Vec<(Variable, f64)> = places.iter().map(|it| (*it, 1.0)).collect();
                once.push((count, -1.0));
                problem.add_constraint(once, ComparisonOp::Eq, 0.0);
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
            problem.add_constraint(row, ComparisonOp::Ge, float(*need));
        }
        Self { problem, counts, breaks }
    }

    /// A crew as values of all numbers.
    fn values(&self, crew: &Crew) -> Vec<(Variable, f64)> {
        let counts = self.counts.iter().copied().zip(crew.counts.iter().copied());
        let places =
            self.breaks.iter().zip(&crew.breaks).flat_map(|(of, numbers)| of.iter().zip(numbers));
        let places = places
            .flat_map(|(of, numbers)| of.iter().flatten().copied().zip(numbers.iter().copied()));
        counts.chain(places).map(|(variable, number)| (variable, float(number))).collect()
    }

    /// Whole numbers of what was solved.
    fn crew(&self, pauses: &[Vec<Pause>], value: impl Fn(Variable) -> f64) -> Option<Crew> {
        let mut crew = Crew::nobody(pauses);
        crew.counts = self.counts.iter().map(|it| rounded(value(*it))).collect::<Option<_>>()?;
        for ((of, numbers), count) in self.breaks.iter().zip(&mut crew.breaks).zip(&crew.counts) {
            for (places, numbers) in of.iter().zip(numbers) {
                *numbers = match places {
                    None => numbers.iter().map(|_| *count).collect(),
                    Some(places) => {
                        places.iter().map(|it| rounded(value(*it))).collect::<Option<_>>()?
                    }
                };
            }
        }
        Some(crew)
    }
}
