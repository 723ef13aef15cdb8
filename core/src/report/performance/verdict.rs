//! Whether the last stretch of a trend is more than chance.

use super::figures::number;
use super::{ReportStretch, SpanFigure, TrendVerdict};
use crate::error::Result;
use crate::kpi::{KpiRow, KpiValue};
use crate::statistics::{ChartOptions, xmr_chart};

/// How many stretches tell what is usual, at least; of fewer the limits of a chart are rough.
pub(super) const BASELINE: u32 = 10;

/// The milliseconds of a day.
const DAY: f64 = 86_400_000.0;

/// A figure in the last whole stretch against the whole stretches before it, as far back as each has a number; nothing
/// where these are too few.
pub(super) fn verdict(
    stretches: &[ReportStretch],
    figure: &KpiRow,
    which: SpanFigure,
) -> Result<Option<TrendVerdict>> {
    // February has fewer days: what is counted is compared by the day.
    let days = |it: &ReportStretch| match figure.value {
        KpiValue::Count { .. } => it.period.span().millis_float() / DAY,
        _ => 1.0,
    };
    let value = |it: &ReportStretch| {
        let row = it.rows.iter().find(|row| row.kpi == figure.kpi)?;
        Some(number(row, which)? / days(it))
    };
    let last_first = stretches.iter().rev().skip_while(|it| !it.whole);
    let mut values: Vec<f64> =
        last_first.clone().take_while(|it| it.whole).map_while(value).collect();
    values.reverse();
    let baseline = u32::try_from(values.len().saturating_sub(1)).unwrap_or(u32::MAX);
    let Some(stretch) = last_first.clone().next() else { return Ok(None) };
    if baseline < BASELINE {
        return Ok(None);
    }
    let chart =
        xmr_chart(&values, &ChartOptions { baseline: Some(baseline), ..Default::default() })?;
    let days = days(stretch);
    Ok(values.last().zip(chart.points.last()).map(|(value, point)| TrendVerdict {
        stretch: stretch.name.clone(),
        value: *value * days,
        verdict: point.verdict,
        signals: point.signals.clone(),
        centre: chart.centre * days,
        low: chart.low * days,
        high: chart.high * days,
        baseline,
    }))
}
