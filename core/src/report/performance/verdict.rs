//! Whether the last stretch of a trend is more than chance.

use super::figures::number;
use super::{ReportStretch, SpanFigure, TrendVerdict};
use crate::error::Result;
use crate::kpi::{Cohort, KpiDefinition, KpiRow, KpiValue};
use crate::statistics::{ChartOptions, xmr_chart};

/// How many stretches tell what is usual, at least; of fewer the limits of a chart are rough.
pub(super) const BASELINE: u32 = 10;

/// The milliseconds of a day.
const DAY: f64 = 86_400_000.0;

/// A stretch of the trend, and what is judged in it.
pub(super) struct Point<'a> {
    pub(super) stretch: &'a ReportStretch,
    pub(super) rows: Vec<KpiRow>,
}

/// Whether the last stretch of a figure can be held against those before it: what is of an instant, and the desk's own
/// figures, are of no stretch.
pub(super) const fn is_judged(definition: &KpiDefinition) -> bool {
    !matches!(definition.cohort, Cohort::Snapshot | Cohort::Figures)
}

/// The last whole stretch and the whole ones right before it; none where these are too few.
pub(super) fn judgeable(trend: &[ReportStretch]) -> &[ReportStretch] {
    let end = trend.iter().rposition(|it| it.whole).map_or(0, |last| last + 1);
    let whole = trend.get(..end).unwrap_or_default();
    let start = whole.iter().rposition(|it| !it.whole).map_or(0, |part| part + 1);
    let whole = whole.get(start..).unwrap_or_default();
    if baseline(whole.len()) < BASELINE { &[] } else { whole }
}

/// How many of so many stretches come before the last one.
fn baseline(stretches: usize) -> u32 {
    u32::try_from(stretches.saturating_sub(1)).unwrap_or(u32::MAX)
}

/// A figure in the last stretch against those before it, as far back as each has a number; nothing where these are too
/// few.
pub(super) fn verdict(
    points: &[Point<'_>],
    figure: &KpiRow,
    which: SpanFigure,
) -> Result<Option<TrendVerdict>> {
    let Some(Point { stretch, .. }) = points.last() else { return Ok(None) };
    // February has fewer days: what is counted is compared by the day.
    let days = |it: &ReportStretch| match figure.value {
        KpiValue::Count { .. } => it.period.span().millis_float() / DAY,
        _ => 1.0,
    };
    let value = |it: &Point<'_>| {
        let row = it.rows.iter().find(|row| row.kpi == figure.kpi)?;
        Some(number(row, which)? / days(it.stretch))
    };
    let mut values: Vec<f64> = points.iter().rev().map_while(value).collect();
    values.reverse();
    let baseline = baseline(values.len());
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
