use super::QuantileMethod;
use super::bytes::{Reader, Writer};
use super::sketch::{Fineness, Sketch};
use super::spec::Quantiles;
use super::summary::{Ranks, SpanSummary, at, summary};
use crate::error::Result;
use crate::time::Span;

/// How the values of a spread are kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Keeping {
    /// All of them up to so many.
    limit: usize,
    fineness: Fineness,
    method: QuantileMethod,
}

impl Keeping {
    pub(super) fn of(quantiles: Option<&Quantiles>) -> Self {
        let (limit, error, method) = match quantiles {
            None => (usize::MAX, 0.005, QuantileMethod::NearestRank),
            Some(Quantiles::Exact { method }) => (usize::MAX, 0.005, *method),
            Some(Quantiles::Sketch { relative_error }) => {
                (0, *relative_error, QuantileMethod::NearestRank)
            }
            Some(Quantiles::ExactUpTo { count, relative_error }) => {
                let limit = usize::try_from(*count).unwrap_or(usize::MAX);
                (limit, *relative_error, QuantileMethod::NearestRank)
            }
        };
        Self { limit, fineness: Fineness::of(error), method }
    }
}

/// Lengths of time in milliseconds, added up so that neither their order nor how they were parted changes anything.
#[derive(Debug, Clone)]
pub(super) struct Spread {
    count: u64,
    negative: u64,
    sum: i128,
    min: i64,
    max: i64,
    values: Values,
}

#[derive(Debug, Clone)]
enum Values {
    /// In any order; it is sorted where it is read.
    All(Vec<i64>),
    Sketch(Sketch),
}

impl Spread {
    pub(super) const fn new() -> Self {
        let values = Values::All(Vec::new());
        Self { count: 0, negative: 0, sum: 0, min: i64::MAX, max: i64::MIN, values }
    }

    pub(super) fn add(&mut self, value: i64, keeping: Keeping) {
        self.count += 1;
        self.negative += u64::from(value < 0);
        self.sum += i128::from(value);
        self.min = self.min.min(value);
        self.max = self.max.max(value);
        match &mut self.values {
            Values::All(values) => {
                values.push(value);
                if values.len() > keeping.limit {
                    self.values = Values::Sketch(sketch(values, keeping));
                }
            }
            Values::Sketch(sketch) => sketch.add(value, keeping.fineness),
        }
    }

    pub(super) fn merge(&mut self, other: &Self, keeping: Keeping) {
        self.count += other.count;
        self.negative += other.negative;
        self.sum += other.sum;
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
        match (&mut self.values, &other.values) {
            (Values::All(values), Values::All(more))
                if values.len() + more.len() <= keeping.limit =>
            {
                values.extend_from_slice(more);
            }
            (Values::All(values), more) => {
                let mut all = sketch(values, keeping);
                all.take_in(more, keeping);
                self.values = Values::Sketch(all);
            }
            (Values::Sketch(sketch), more) => sketch.take_in(more, keeping),
        }
    }

    /// Its figures; nothing where there are no values.
    pub(super) fn summary(&self, keeping: Keeping) -> Result<Option<SpanSummary>> {
        let ranks = Ranks {
            count: self.count,
            negative: self.negative,
            sum: self.sum,
            min: self.min,
            max: self.max,
        };
        match &self.values {
            Values::All(values) => {
                let sorted = sorted(values);
                let spans = |q| at(&sorted, q, keeping.method).map(Span::from_millis);
                summary(ranks, keeping.method, None, spans)
            }
            Values::Sketch(sketch) => {
                let error = keeping.fineness.relative_error();
                let spans = |q| {
                    let ranked = sketch.ranked(nearest_rank(self.count, q), keeping.fineness)?;
                    Some(Span::from_millis(ranked.clamp(self.min, self.max)))
                };
                summary(ranks, keeping.method, Some(error), spans)
            }
        }
    }

    /// All values, ascending; nothing where only a sketch of them was kept.
    pub(super) fn values(&self) -> Option<Vec<i64>> {
        match &self.values {
            Values::All(values) => Some(sorted(values)),
            Values::Sketch(_) => None,
        }
    }

    pub(super) fn write(&self, to: &mut Writer) {
        to.unsigned(u128::from(self.count));
        to.unsigned(u128::from(self.negative));
        to.signed(self.sum);
        to.signed(i128::from(self.min));
        to.signed(i128::from(self.max));
        match &self.values {
            Values::All(values) => {
                to.unsigned(0);
                let sorted = sorted(values);
                let mut before = 0_i128;
                for run in sorted.chunk_by(|a, b| a == b) {
                    let value = run.first().copied().map_or(0, i128::from);
                    to.signed(value - before);
                    to.count(run.len());
                    before = value;
                }
            }
            Values::Sketch(sketch) => {
                to.unsigned(1);
                sketch.write(to);
            }
        }
    }

    /// Whether the numbers about the values can be those of the values.
    fn is_sound(&self) -> bool {
        if self.count == 0 {
            return self.min == i64::MAX
                && self.max == i64::MIN
                && self.sum == 0
                && self.negative == 0;
        }
        let count = i128::from(self.count);
        let within = |sum: i128| {
            Some(sum) >= count.checked_mul(i128::from(self.min))
                && count.checked_mul(i128::from(self.max)) >= Some(sum)
        };
        let told = self.min <= self.max && self.negative <= self.count && within(self.sum);
        told && match &self.values {
            Values::All(values) => {
                values.first() == Some(&self.min)
                    && values.last() == Some(&self.max)
                    && values.iter().map(|it| i128::from(*it)).sum::<i128>() == self.sum
                    && values.partition_point(|it| *it < 0)
                        == usize::try_from(self.negative).unwrap_or(usize::MAX)
            }
            Values::Sketch(sketch) => sketch.count() == Some(self.count),
        }
    }

    pub(super) fn read(from: &mut Reader<'_>, keeping: Keeping) -> Result<Self> {
        let (count, negative) = (from.u64()?, from.u64()?);
        let (sum, min, max) = (from.signed()?, from.i64()?, from.i64()?);
        let values = match from.unsigned()? {
            0 => {
                let mut values = Vec::new();
                let mut before = 0_i128;
                let mut left = usize::try_from(count).unwrap_or(usize::MAX);
                while left > 0 {
                    let step = from.signed()?;
                    before = from.valid(
                        before.checked_add(step).filter(|_| values.is_empty() || step > 0),
                    )?;
                    let value = from.valid(i64::try_from(before).ok())?;
                    let run = from.unsigned()?;
                    let run = usize::try_from(run).ok().filter(|run| *run > 0 && *run <= left);
                    let run = from.valid(run)?;
                    left -= run;
                    from.valid(values.try_reserve(run).ok())?;
                    values.extend(std::iter::repeat_n(value, run));
                }
                Values::All(values)
            }
            1 => Values::Sketch(Sketch::read(from, keeping.fineness)?),
            _ => return from.valid(None),
        };
        let spread = Self { count, negative, sum, min, max, values };
        from.valid(spread.is_sound().then_some(spread))
    }
}

fn sorted(values: &[i64]) -> Vec<i64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    sorted
}

fn sketch(values: &[i64], keeping: Keeping) -> Sketch {
    let mut sketch = Sketch::new();
    values.iter().for_each(|value| sketch.add(*value, keeping.fineness));
    sketch
}

impl Sketch {
    fn take_in(&mut self, values: &Values, keeping: Keeping) {
        match values {
            Values::All(values) => values.iter().for_each(|it| self.add(*it, keeping.fineness)),
            Values::Sketch(sketch) => self.merge(sketch),
        }
    }
}

#[expect(clippy::as_conversions, reason = "counts are below 2^52, where both directions are exact")]
fn nearest_rank(count: u64, q: f64) -> u64 {
    let rank = q * count as f64;
    let whole = rank.round();
    let snapped = if (rank - whole).abs() < 1e-9 * rank.max(1.0) { whole } else { rank.ceil() };
    (snapped as u64).clamp(1, count.max(1))
}
