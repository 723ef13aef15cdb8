use super::accumulate::Accumulator;
use super::check::{Kind, kind_of};
use super::groups::{Groups, Key};
use super::length::Lengths;
use super::plan::Plan;
use super::summary::divide;
use super::{AgeBucket, KpiInterval, KpiMeasure, KpiRow, KpiUnit, KpiValue};
use crate::error::{Error, ErrorKind, Result};
use crate::float::float;
use crate::statistics::{BootstrapOptions, bootstrap_span_interval, wilson_interval};
use crate::time::Span;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeMap;

/// The rows of all groups, in the order of what they are called; some of the groupings were rolled up.
pub(super) fn rows(plan: &Plan, groups: &Groups, rolled_up: &[u32]) -> Result<Vec<KpiRow>> {
    let mut groups = groups.sorted(plan);
    let none: Vec<_> = plan.kpis.iter().map(|it| Accumulator::new(&it.definition, plan)).collect();
    if plan.spec.group_by.is_empty() && groups.is_empty() {
        groups.push((Vec::new(), &none));
    }
    let mut rows = Vec::new();
    let mut lengths = Lengths::default();
    for (key, row) in groups {
        let length = lengths.of(plan, &key)?;
        let group = Group { plan, length, names: names(plan, &key)?, rolled_up };
        for (kpi, accumulator) in plan.kpis.iter().zip(row) {
            rows.push(group.row(&kpi.definition, accumulator)?);
        }
    }
    Ok(rows)
}

/// What the groups of a key are called.
pub(super) fn names(plan: &Plan, key: &[Key]) -> Result<Vec<Option<String>>> {
    let name = |(key, stretches): (&Key, &Option<super::stretch::Stretches>)| match (key, stretches)
    {
        (Key::Label(label), _) => Ok(Some(label.clone())),
        (Key::Stretch(number), Some(stretches)) => stretches.name(*number).map(Some),
        _ => Ok(None),
    };
    key.iter().zip(&plan.stretches).map(name).collect()
}

struct Group<'p> {
    plan: &'p Plan,
    length: Option<Span>,
    names: Vec<Option<String>>,
    rolled_up: &'p [u32],
}

impl Group<'_> {
    fn row(&self, definition: &super::KpiDefinition, accumulator: &Accumulator) -> Result<KpiRow> {
        let out = |error: Error| error.within(&definition.id);
        let value = self.value(definition, accumulator).map_err(out)?;
        let base = match (accumulator.counted(), &definition.measure, &value) {
            (Some(count), ..) => count,
            (None, KpiMeasure::Sum { .. }, KpiValue::Ratio { part, .. }) => whole_part(part),
            _ => base(&value),
        };
        let small = i64::from(self.plan.spec.small_group.unwrap_or(30));
        let group = self.names.clone();
        let is_part = is_part_of_whole(&definition.measure);
        let interval = self.interval(&value, is_part, accumulator).map_err(out)?;
        let kpi = definition.id.clone();
        let rolled_up = self.rolled_up.to_vec();
        Ok(KpiRow { kpi, group, rolled_up, value, base, small: base < small, interval })
    }

    fn interval(
        &self,
        value: &KpiValue,
        is_part: bool,
        accumulator: &Accumulator,
    ) -> Result<Option<KpiInterval>> {
        let Some(confidence) = self.plan.spec.confidence else { return Ok(None) };
        match (value, accumulator) {
            (KpiValue::Share { part, whole, .. }, _) if is_part && part <= whole => {
                let count = |count: i64| u32::try_from(count).map_err(|_| out_of_range());
                let found = wilson_interval(count(*part)?, count(*whole)?, confidence)?;
                Ok(found.map(|it| KpiInterval { low: it.low, high: it.high }))
            }
            (KpiValue::Duration { .. }, Accumulator::Spread(spread)) => {
                let Some(seed) = self.plan.spec.bootstrap_seed else { return Ok(None) };
                let spans = spread.values().unwrap_or_default();
                let spans: Vec<Span> = spans.into_iter().map(Span::from_millis).collect();
                let options = BootstrapOptions { confidence, seed, ..BootstrapOptions::default() };
                let seconds = |span: Span| float(span.as_millis()) / 1000.0;
                let found = bootstrap_span_interval(&spans, &options)?;
                Ok(found.map(|it| KpiInterval { low: seconds(it.low), high: seconds(it.high) }))
            }
            _ => Ok(None),
        }
    }

    fn value(
        &self,
        definition: &super::KpiDefinition,
        accumulator: &Accumulator,
    ) -> Result<KpiValue> {
        if let Some(sums) = accumulator.sums() {
            return self.of_sums(definition, sums);
        }
        Ok(match (&definition.measure, accumulator) {
            (KpiMeasure::Distribution { .. }, Accumulator::Spread(spread)) => {
                KpiValue::Duration { summary: spread.summary(self.plan.keeping)? }
            }
            (KpiMeasure::AgeBuckets { edges }, Accumulator::Slots(counts)) => {
                let ends = edges.iter().skip(1).copied().map(Some).chain([None]);
                let ranges = edges.iter().zip(ends).zip(counts);
                let bucket = |((from, to), count): ((&Span, _), &i64)| AgeBucket {
                    from: *from,
                    to,
                    count: *count,
                };
                KpiValue::Ages { buckets: ranges.map(bucket).collect() }
            }
            (KpiMeasure::HourOfWeek {}, Accumulator::Slots(counts)) => {
                KpiValue::Profile { counts: counts.clone() }
            }
            (KpiMeasure::Requesters {}, Accumulator::Distinct(distinct)) => {
                let (count, exact) = distinct.count();
                KpiValue::Distinct { count: whole_number(i128::from(count))?, exact }
            }
            (KpiMeasure::RepeatContact { within, .. }, Accumulator::Contacts(contacts)) => {
                repeat_contact(*within, contacts)?
            }
            // An accumulator is made for its measure.
            _ => KpiValue::Duration { summary: None },
        })
    }

    fn of_sums(
        &self,
        definition: &super::KpiDefinition,
        (part, whole): (i128, i128),
    ) -> Result<KpiValue> {
        Ok(match &definition.measure {
            KpiMeasure::Sum { of } => match kind_of(of) {
                Kind::Count => KpiValue::Count { count: whole_number(part)? },
                Kind::Time => KpiValue::Total { total: span(part)? },
                Kind::Figure => KpiValue::Ratio {
                    part: amount(part, Kind::Figure)?,
                    whole: Decimal::ONE,
                    ratio: amount(part, Kind::Figure)?.to_f64(),
                },
            },
            KpiMeasure::Ratio { part: of, whole: by } => {
                ratio(definition.unit, (part, kind_of(of)), (whole, kind_of(by)))?
            }
            KpiMeasure::Rate { of, every } => {
                let length = self.length.filter(|it| *it > Span::ZERO).unwrap_or_default();
                let amount = amount(part, kind_of(of))?;
                let per = |it: f64| it * float(every.as_millis()) / float(length.as_millis());
                let rate = amount.to_f64().filter(|_| length > Span::ZERO).map(per);
                KpiValue::Rate { amount, length, every: *every, rate }
            }
            KpiMeasure::BacklogDays {} => {
                let days = self.length.unwrap_or_default().as_millis();
                let part = Decimal::from(whole_number(part)?)
                    .checked_mul(Decimal::new(days, 0))
                    .and_then(|it| it.checked_div(Decimal::from(86_400_000)))
                    .ok_or_else(out_of_range)?;
                let whole = Decimal::from(whole_number(whole)?);
                KpiValue::Ratio { part, whole, ratio: quotient(part, whole) }
            }
            // The backlog: what else has sums stands above.
            _ => KpiValue::Count { count: whole_number(part)? },
        })
    }
}

/// Whether what is divided is counted among what it is divided by: a flow is no share of its whole, and may exceed it.
pub(crate) fn is_part_of_whole(measure: &KpiMeasure) -> bool {
    let KpiMeasure::Ratio { part, whole } = measure else { return true };
    part.iter().all(|it| whole.iter().all(|of| of.cohort == it.cohort))
}

fn ratio(unit: KpiUnit, part: (i128, Kind), whole: (i128, Kind)) -> Result<KpiValue> {
    let counts = part.1 == Kind::Count && whole.1 == Kind::Count;
    if unit == KpiUnit::Share && counts {
        let (part, whole) = (whole_number(part.0)?, whole_number(whole.0)?);
        let share = (whole != 0).then(|| float(part) / float(whole));
        return Ok(KpiValue::Share { part, whole, share });
    }
    let count = amount(whole.0, whole.1)?;
    if unit == KpiUnit::Duration {
        // Figures of the desk are in seconds, to the millionth.
        let thousandths = if part.1 == Kind::Figure { divide(part.0, 1000) } else { part.0 };
        let mean = match whole {
            (0, _) => None,
            (by, Kind::Figure) => {
                let millionths = thousandths.checked_mul(1_000_000).ok_or_else(out_of_range)?;
                Some(divide(millionths * by.signum(), by.abs()))
            }
            (by, _) => Some(divide(thousandths, by)),
        };
        let mean = mean.map(span).transpose()?;
        return Ok(KpiValue::MeanSpan { total: span(thousandths)?, count, mean });
    }
    let part = amount(part.0, part.1)?;
    let hundred = if unit == KpiUnit::Points { 100.0 } else { 1.0 };
    Ok(KpiValue::Ratio { part, whole: count, ratio: quotient(part, count).map(|it| it * hundred) })
}

/// Requesters with another ticket soon after one of theirs, of all requesters.
fn repeat_contact(
    within: Span,
    contacts: &BTreeMap<(String, String), Vec<i64>>,
) -> Result<KpiValue> {
    let soon = |at: &Vec<i64>| {
        let mut sorted = at.clone();
        sorted.sort_unstable();
        sorted.windows(2).any(|it| matches!(it, [a, b] if b - a <= within.as_millis()))
    };
    let mut requesters: BTreeMap<&str, bool> = BTreeMap::new();
    for ((requester, _), at) in contacts {
        *requesters.entry(requester).or_default() |= soon(at);
    }
    let count = |count: usize| i64::try_from(count).map_err(|_| out_of_range());
    let part = count(requesters.values().filter(|it| **it).count())?;
    let whole = count(requesters.len())?;
    let share = (whole != 0).then(|| float(part) / float(whole));
    Ok(KpiValue::Share { part, whole, share })
}

/// Of how many a value is.
fn base(value: &KpiValue) -> i64 {
    match value {
        KpiValue::Count { count } | KpiValue::Distinct { count, .. } => *count,
        KpiValue::Share { whole, .. } => *whole,
        KpiValue::Ratio { whole: it, .. } | KpiValue::MeanSpan { count: it, .. } => whole_part(it),
        KpiValue::Rate { amount, .. } => whole_part(amount),
        KpiValue::Duration { summary } => summary.map_or(0, |it| i64::from(it.count)),
        KpiValue::Total { total } => i64::from(*total != Span::ZERO),
        KpiValue::Profile { counts } => counts.iter().sum(),
        KpiValue::Ages { buckets } => buckets.iter().map(|it| it.count).sum(),
    }
}

fn whole_part(amount: &Decimal) -> i64 {
    amount.trunc().to_i64().unwrap_or(i64::MAX)
}

/// An amount as a decimal, of time in seconds: figures are kept in millionths, time in thousandths.
fn amount(value: i128, kind: Kind) -> Result<Decimal> {
    let scale = match kind {
        Kind::Count => 0,
        Kind::Time => 3,
        Kind::Figure => 6,
    };
    let decimal = Decimal::try_from_i128_with_scale(value, scale).map_err(|_| out_of_range())?;
    Ok(decimal.normalize())
}

fn quotient(part: Decimal, whole: Decimal) -> Option<f64> {
    if whole.is_zero() { None } else { Some(part.to_f64()? / whole.to_f64()?) }
}

fn whole_number(value: i128) -> Result<i64> {
    // What every language can hold.
    i64::try_from(value).ok().filter(|it| it.unsigned_abs() < 1 << 53).ok_or_else(out_of_range)
}

fn span(millis: i128) -> Result<Span> {
    i64::try_from(millis).map(Span::from_millis).map_err(|_| out_of_range())
}

fn out_of_range() -> Error {
    let message = "the sum is too large to be held; compute the figure of smaller groups";
    Error::new(ErrorKind::Invalid, "kpi.out_of_range", "", message)
}
