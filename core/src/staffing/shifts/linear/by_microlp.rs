use super::Searched;
use super::program::{Bound, Program};
use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions, Variable};

/// The most whole numbers that are worth a search: of more, a thousand nodes take minutes and find nothing cheaper.
pub(in super::super) const MOST_SEARCHED: usize = 4_000;

/// The cheapest numbers, which may have fractions, and what they cost; nothing where none keep all limits.
pub(in super::super) fn divided(program: &Program) -> Option<(Vec<f64>, f64)> {
    let (problem, numbers) =
        problem(program, |problem, cost, most| problem.add_var(cost, (0.0, most)));
    let solved = problem.solve_with(SolveOptions::default()).ok()?;
    let solution = solved.solution().filter(|_| solved.is_optimal())?;
    Some((numbers.iter().map(|it| solution.var_value(*it)).collect(), solution.objective()))
}

/// The cheapest whole numbers that so many nodes find, from `known` ones on, which keep all limits.
pub(in super::super) fn searched(program: &Program, known: &[f64], nodes: u64) -> Searched {
    let (problem, numbers) =
        problem(program, |problem, cost, most| problem.add_integer_var(cost, (0, whole(most))));
    let mut options = SolveOptions::default();
    options.node_limit = Some(nodes);
    options.warm_start = Some(numbers.iter().copied().zip(known.iter().copied()).collect());
    let solved = problem.solve_with(options).ok();
    let bound = solved.as_ref().and_then(|it| it.stats().best_bound);
    let solution = solved.and_then(|it| it.into_solution().ok());
    let values = solution.map(|it| numbers.iter().map(|number| it.var_value(*number)).collect());
    Searched { values, bound }
}

/// The most that a whole number may be, as far as microlp's are.
#[expect(
    clippy::as_conversions,
    reason = "the range is checked, and the fraction is to be cut off"
)]
fn whole(most: f64) -> i32 {
    most.clamp(0.0, f64::from(i32::MAX)) as i32
}

fn problem(
    program: &Program,
    number: impl Fn(&mut Problem, f64, f64) -> Variable,
) -> (Problem, Vec<Variable>) {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let numbers = program.numbers.iter();
    let numbers: Vec<Variable> = numbers.map(|it| number(&mut problem, it.cost, it.most)).collect();
    for limit in &program.limits {
        let weights = limit.weights.iter();
        let sum: Vec<(Variable, f64)> =
            weights.filter_map(|(place, weight)| Some((*numbers.get(*place)?, *weight))).collect();
        let (side, value) = match limit.bound {
            Bound::AtMost(value) => (ComparisonOp::Le, value),
            Bound::AtLeast(value) => (ComparisonOp::Ge, value),
            Bound::Exactly(value) => (ComparisonOp::Eq, value),
        };
        problem.add_constraint(sum, side, value);
    }
    (problem, numbers)
}
