use super::Searched;
use super::program::{Bound, Program};
use highs::{Col, HighsModelStatus, HighsSolutionStatus, Model, RowProblem, Sense};

/// The most whole numbers that are worth a search.
pub(in super::super) const MOST_SEARCHED: usize = 20_000;

/// The cheapest numbers, which may have fractions, and what they cost; nothing where none keep all limits.
pub(in super::super) fn divided(program: &Program) -> Option<(Vec<f64>, f64)> {
    let solved = model(program, false)?.try_solve().ok()?;
    let is_optimal = solved.status() == HighsModelStatus::Optimal;
    is_optimal.then(|| (solved.get_solution().columns().to_vec(), solved.objective_value()))
}

/// The cheapest whole numbers that so many nodes find, from `known` ones on, which keep all limits.
pub(in super::super) fn searched(program: &Program, known: &[f64], nodes: u64) -> Searched {
    let solved = model(program, true).and_then(|mut model| {
        model.try_set_option("mip_max_nodes", i32::try_from(nodes).unwrap_or(i32::MAX)).ok()?;
        // Otherwise it is content with what is a ten-thousandth too dear.
        model.try_set_option("mip_rel_gap", 0.0).ok()?;
        model.try_set_solution(Some(known), None, None, None).ok()?;
        model.try_solve().ok()
    });
    let Some(solved) = solved else { return Searched { values: None, bound: None } };
    let is_feasible = solved.primal_solution_status() == HighsSolutionStatus::Feasible;
    Searched {
        values: is_feasible.then(|| solved.get_solution().columns().to_vec()),
        bound: solved.double_info_value(c"mip_dual_bound").ok().filter(|it| it.is_finite()),
    }
}

fn model(program: &Program, whole: bool) -> Option<Model> {
    let mut problem = RowProblem::new();
    let numbers = program.numbers.iter();
    let columns: Vec<Col> = numbers
        .map(|it| problem.add_column_with_integrality(it.cost, 0.0..=it.most, whole))
        .collect();
    for limit in &program.limits {
        let weights = limit.weights.iter();
        let sum: Vec<(Col, f64)> =
            weights.filter_map(|(place, weight)| Some((*columns.get(*place)?, *weight))).collect();
        match limit.bound {
            Bound::AtMost(value) => problem.add_row(..=value, sum),
            Bound::AtLeast(value) => problem.add_row(value.., sum),
            Bound::Exactly(value) => problem.add_row(value..=value, sum),
        }
    }
    let mut model = problem.try_optimise(Sense::Minimise).ok()?;
    model.make_quiet();
    // The same on a machine of any size.
    model.try_set_option("threads", 1).ok()?;
    Some(model)
}
