use super::{KpiRow, KpiValue, SpanSummary};
use crate::float::float;
use crate::time::Span;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

/// A figure of a group with one column for each thing that any figure has: a row of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KpiFlatRow {
    /// The id of the figure.
    pub kpi: String,
    /// The group: a label for each grouping, in their order.
    pub group: Vec<Option<String>>,
    /// The places of the groupings that were rolled up, from 0.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rolled_up: Vec<u32>,
    /// The place in a profile or among age buckets, from 0; absent for figures of one value.
    pub place: Option<u32>,
    /// What it came to: a count, a share, a ratio, a rate; of time the median of its values, its mean or its total, in
    /// seconds. Absent where there is none.
    pub value: Option<f64>,
    /// What is divided: of time, in seconds.
    pub part: Option<f64>,
    /// By what.
    pub whole: Option<f64>,
    /// How many values a distribution has.
    pub count: Option<u32>,
    /// How many of them run backwards.
    pub negative: Option<u32>,
    /// All of them together.
    pub sum: Option<Span>,
    /// Their mean.
    pub mean: Option<Span>,
    /// The shortest.
    pub min: Option<Span>,
    /// Half of them are no longer.
    pub median: Option<Span>,
    /// 75 in 100 are no longer.
    pub p75: Option<Span>,
    /// 90 in 100 are no longer.
    pub p90: Option<Span>,
    /// 95 in 100 are no longer.
    pub p95: Option<Span>,
    /// 99 in 100 are no longer.
    pub p99: Option<Span>,
    /// The longest.
    pub max: Option<Span>,
    /// Where the value's confidence interval begins, where one was asked for; of time in seconds.
    pub low: Option<f64>,
    /// Where it ends.
    pub high: Option<f64>,
    /// Of how many.
    pub base: i64,
    /// Whether those are too few to say much.
    pub small: bool,
}

/// Figures as the rows of one table; a profile and age buckets are a row for each of their places.
///
/// ```
/// use firstline::kpi::{KpiSpec, kpi_flat_rows, kpis};
/// let rows = kpis(&[], &KpiSpec { kpis: vec!["volume".into(), "arrival_profile".into()], ..Default::default() })?;
/// let flat = kpi_flat_rows(&rows);
/// assert_eq!((flat.len(), flat[0].value), (1 + 168, Some(0.0)));
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn kpi_flat_rows(rows: &[KpiRow]) -> Vec<KpiFlatRow> {
    rows.iter().flat_map(flat).collect()
}

fn flat(row: &KpiRow) -> Vec<KpiFlatRow> {
    let none = KpiFlatRow {
        kpi: row.kpi.clone(),
        group: row.group.clone(),
        rolled_up: row.rolled_up.clone(),
        place: None,
        value: None,
        part: None,
        whole: None,
        count: None,
        negative: None,
        sum: None,
        mean: None,
        min: None,
        median: None,
        p75: None,
        p90: None,
        p95: None,
        p99: None,
        max: None,
        low: row.interval.as_ref().map(|it| it.low),
        high: row.interval.as_ref().map(|it| it.high),
        base: row.base,
        small: row.small,
    };
    let places = |counts: Vec<i64>| {
        let place = |(place, count): (u32, i64)| KpiFlatRow {
            place: Some(place),
            value: Some(float(count)),
            ..none.clone()
        };
        (0..).zip(counts).map(place).collect()
    };
    let pair = |part: Option<f64>, whole: Option<f64>, value: Option<f64>| {
        vec![KpiFlatRow { part, whole, value, ..none.clone() }]
    };
    match &row.value {
        KpiValue::Count { count } | KpiValue::Distinct { count, .. } => {
            pair(None, None, Some(float(*count)))
        }
        KpiValue::Share { part, whole, share } => {
            pair(Some(float(*part)), Some(float(*whole)), *share)
        }
        KpiValue::Ratio { part, whole, ratio } => pair(part.to_f64(), whole.to_f64(), *ratio),
        KpiValue::MeanSpan { total, count, mean } => {
            pair(Some(total.seconds_float()), count.to_f64(), mean.map(Span::seconds_float))
        }
        KpiValue::Total { total } => pair(None, None, Some(total.seconds_float())),
        KpiValue::Rate { amount, length, every, rate } => {
            let whole = Decimal::from(length.as_millis()).to_f64();
            let times = whole.map(|it| it / float(every.as_millis()));
            pair(amount.to_f64(), times, *rate)
        }
        KpiValue::Profile { counts } => places(counts.clone()),
        KpiValue::Ages { buckets } => places(buckets.iter().map(|it| it.count).collect()),
        KpiValue::Duration { summary } => vec![spread(none.clone(), summary.as_ref())],
    }
}

fn spread(none: KpiFlatRow, summary: Option<&SpanSummary>) -> KpiFlatRow {
    let Some(it) = summary else { return KpiFlatRow { count: Some(0), ..none } };
    KpiFlatRow {
        value: Some(it.median.seconds_float()),
        count: Some(it.count),
        negative: Some(it.negative),
        sum: Some(it.sum),
        mean: Some(it.mean),
        min: Some(it.min),
        median: Some(it.median),
        p75: Some(it.p75),
        p90: Some(it.p90),
        p95: Some(it.p95),
        p99: Some(it.p99),
        max: Some(it.max),
        ..none
    }
}
