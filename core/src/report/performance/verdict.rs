//! Whether the last stretch of a trend is more than chance.

use super::figures::number;
use super::{ReportStretch, SpanFigure, TrendVerdict};
use crate::error::Result;
use crate::kpi::KpiRow;
use crate::statistics::{ChartOptions, xmr_chart};

/// How many stretches tell what is usual, at least; of fewer the limits of a chart are rough.
pub(super) const BASELINE: u32 = 10;

/// A figure in the last whole stretch against the whole stretches before it, as far back as each has a number; nothing
/// where these are too few.
pub(super) fn verdict(
    stretches: &[ReportStretch],
    figure: &KpiRow,
    which: SpanFigure,
) -> Result<Option<TrendVerdict>> {
    let value =
        |it: &ReportStretch| number(it.rows.iter().find(|row| row.kpi == figure.kpi)?, which);
    let last_first = stretches.iter().rev().skip_while(|it| !it.whole);
    let mut values: Vec<f64> =
        last_first.clone().take_while(|it| it.whole).map_while(value).collect();
    values.reverse();
    let baseline = u32::try_from(values.len().saturating_sub(1)).unwrap_or(u32::MAX);
    let Some(stretch) = last_first.map(|it| it.name.clone()).next() else { return Ok(None) };
    if baseline < BASELINE {
        return Ok(None);
    }
    let chart =
        xmr_chart(&values, &ChartOptions { baseline: Some(baseline), ..Default::default() })?;
    Ok(values.last().zip(chart.points.last()).map(|(value, point)| TrendVerdict {
        stretch,
        value: *value,
        verdict: point.verdict,
        signals: point.signals.clone(),
        centre: chart.centre,
        low: chart.low,
        high: chart.high,
        baseline,
    }))
}
