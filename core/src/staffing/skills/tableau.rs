/// A linear program of least cost, Σ c x with rows Σ a x ≥ b and x ≥ 0, solved by the dual simplex method in whole
/// numbers: every entry is over one common denominator, so that nothing is rounded.
///
/// A row says what a basic variable is: its constant and its coefficients of those that are not basic, which are zero. The
/// costs stay at zero or more, so the basis is the best one as soon as no constant is negative.
///
/// # Source
/// C. E. Lemke, "The dual method of solving the linear programming problem" (1954); J. Edmonds 1967 and E. H. Bareiss 1968
/// for pivots without fractions.
#[derive(Debug, Clone)]
pub(super) struct Tableau {
    /// The common denominator, above zero.
    pub(super) under: i128,
    /// Which variable each column is: those of the program first, then those of rows.
    columns: Vec<usize>,
    /// Which variable each row is.
    basic: Vec<usize>,
    /// The constant, then a coefficient for each column.
    rows: Vec<Vec<i128>>,
    costs: Vec<i128>,
    variables: usize,
    made: usize,
}

/// What became of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Solved {
    Best,
    Infeasible,
    /// The numbers grew beyond what is exact, or the steps are used up.
    GivenUp,
}

impl Tableau {
    pub(super) fn new(costs: &[i128]) -> Self {
        let variables = costs.len();
        Self {
            under: 1,
            columns: (0..variables).collect(),
            basic: Vec::new(),
            rows: Vec::new(),
            costs: [0].into_iter().chain(costs.iter().copied()).collect(),
            variables,
            made: variables,
        }
    }

    /// The cost, over the denominator.
    pub(super) fn cost(&self) -> i128 {
        self.costs.first().copied().unwrap_or(0)
    }

    /// The values of the program's variables, over the denominator.
    pub(super) fn values(&self) -> Vec<i128> {
        let mut values = vec![0; self.variables];
        for (variable, row) in self.basic.iter().zip(&self.rows) {
            if let Some(value) = values.get_mut(*variable) {
                *value = row.first().copied().unwrap_or(0);
            }
        }
        values
    }

    /// Adds Σ a x ≥ b; nothing where the numbers grow beyond what is exact.
    pub(super) fn demand(&mut self, of: &[i128], at_least: i128) -> Option<()> {
        let mut row = vec![0_i128; self.columns.len() + 1];
        if let Some(constant) = row.first_mut() {
            *constant = at_least.checked_mul(self.under)?.checked_neg()?;
        }
        for (variable, factor) in of.iter().enumerate().filter(|(_, factor)| **factor != 0) {
            if let Some(column) = self.columns.iter().position(|it| *it == variable) {
                let here = row.get_mut(column + 1)?;
                *here = here.checked_add(factor.checked_mul(self.under)?)?;
            } else {
                let place = self.basic.iter().position(|it| *it == variable)?;
                for (sum, entry) in row.iter_mut().zip(self.rows.get(place)?) {
                    *sum = sum.checked_add(factor.checked_mul(*entry)?)?;
                }
            }
        }
        self.rows.push(row);
        self.basic.push(self.made);
        self.made += 1;
        Some(())
    }

    /// Pivots until no constant is negative; each is a step.
    pub(super) fn solve(&mut self, steps: &mut u32) -> Solved {
        loop {
            let constants = self.rows.iter().map(|row| row.first().copied().unwrap_or(0));
            let worst = constants.enumerate().filter(|(_, it)| *it < 0).min_by_key(|(_, it)| *it);
            let Some((row, _)) = worst else {
                return Solved::Best;
            };
            let Some(column) = self.entering(row) else {
                return Solved::Infeasible;
            };
            if *steps == 0 {
                return Solved::GivenUp;
            }
            *steps -= 1;
            if self.pivot(row, column).is_none() {
                return Solved::GivenUp;
            }
        }
    }

    /// The column that keeps all costs at zero or more: that of the least cost for what it does, the first of several.
    fn entering(&self, row: usize) -> Option<usize> {
        let row = self.rows.get(row)?;
        let mut best: Option<(usize, i128, i128)> = None;
        for (place, (cost, entry)) in self.costs.iter().zip(row).enumerate().skip(1) {
            let better = |(at, least, of): (usize, i128, i128)| {
                let (this, other) = (cost.checked_mul(of), least.checked_mul(*entry));
                let name = |at: usize| self.columns.get(at - 1);
                this < other || (this == other && name(place) < name(at))
            };
            if *entry > 0 && best.is_none_or(better) {
                best = Some((place, *cost, *entry));
            }
        }
        best.map(|(place, ..)| place)
    }

    fn pivot(&mut self, row: usize, column: usize) -> Option<()> {
        let turned = self.rows.get(row)?.clone();
        let (pivot, under) = (*turned.get(column)?, self.under);
        let change = |entries: &mut Vec<i128>| -> Option<()> {
            let factor = *entries.get(column)?;
            for (place, (entry, other)) in entries.iter_mut().zip(&turned).enumerate() {
                *entry = if place == column {
                    factor
                } else {
                    let (a, b) = (entry.checked_mul(pivot)?, factor.checked_mul(*other)?);
                    a.checked_sub(b)?.checked_div(under)?
                };
            }
            Some(())
        };
        for (place, entries) in self.rows.iter_mut().enumerate() {
            if place != row {
                change(entries)?;
            }
        }
        change(&mut self.costs)?;
        let new = turned.iter().enumerate();
        let new = new.map(|(at, entry)| if at == column { under } else { -entry });
        *self.rows.get_mut(row)? = new.collect();
        std::mem::swap(self.basic.get_mut(row)?, self.columns.get_mut(column - 1)?);
        self.under = pivot;
        Some(())
    }
}
