/// Numbers from zero up, what each costs, and the limits that they keep together.
#[derive(Debug, Default)]
pub(in super::super) struct Program {
    pub(super) numbers: Vec<Number>,
    pub(super) limits: Vec<Limit>,
}

/// A number that is looked for: what it costs, and the most that it may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    pub(super) cost: f64,
    pub(super) most: f64,
}

/// What a sum of numbers, each times its weight, must be.
#[derive(Debug)]
pub(super) struct Limit {
    pub(super) weights: Vec<(usize, f64)>,
    pub(super) bound: Bound,
}

/// On which side of a value a sum may be.
#[derive(Debug, Clone, Copy)]
pub(in super::super) enum Bound {
    AtMost(f64),
    AtLeast(f64),
    Exactly(f64),
}

impl Program {
    /// One more number; its place.
    pub(in super::super) fn number(&mut self, cost: f64, most: f64) -> usize {
        self.numbers.push(Number { cost, most });
        self.numbers.len() - 1
    }

    pub(in super::super) fn limit(&mut self, weights: Vec<(usize, f64)>, bound: Bound) {
        self.limits.push(Limit { weights, bound });
    }
}
