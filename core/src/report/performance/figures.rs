//! Figures against their goals and their past.

use super::{
    FigureChange, GoalResult, GoalTarget, KpiGoal, ReportFigure, SpanFigure, TrendVerdict,
};
use crate::error::{Error, Fault, Result};
use crate::float::float;
use crate::kpi::{
    Direction, KpiDefinition, KpiMeasure, KpiRow, KpiTerm, KpiUnit, KpiValue, Lengths, Quantity,
    SpanSummary, is_part_of_whole,
};
use crate::time::Span;

/// Refuses goals that nothing can meet or miss.
pub(super) fn check_goals(goals: &[KpiGoal], definitions: &[KpiDefinition]) -> Result<()> {
    let mut faults = Vec::new();
    for (index, goal) in goals.iter().enumerate() {
        let path = format!("options.goals[{index}]");
        let mut fault = |code: &str, field: &str, message: String| {
            faults.push(Fault::invalid(code, format!("{path}.{field}"), message));
        };
        let id = &goal.kpi;
        let Some(definition) = definitions.iter().find(|it| it.id == *id) else {
            let message = format!("'{id}' is none of the report's figures; add it to 'spec.kpis'");
            fault("report.goal_of_no_figure", "kpi", message);
            continue;
        };
        if goals.iter().take(index).any(|it| it.kpi == *id) {
            fault("report.goal_twice", "kpi", format!("'{id}' has two goals; drop one"));
        }
        if definition.direction == Direction::Neutral {
            let message = format!(
                "of '{id}' neither more nor less is better; define a figure of your own with a direction"
            );
            fault("report.goal_without_direction", "kpi", message);
        }
        match goal.target {
            GoalTarget::Value { value } if !value.is_finite() => {
                fault(
                    "report.goal_not_finite",
                    "target.value",
                    format!("{value} is no goal; give a number"),
                );
            }
            GoalTarget::Value { value } if value > 1.0 && is_part(definition) => {
                let message = format!("'{id}' is a share of 1 at most; give 0.95 for 95 %");
                fault("report.goal_above_all", "target.value", message);
            }
            GoalTarget::Value { .. } if definition.unit == KpiUnit::Duration => {
                let message = format!("'{id}' is a length of time; give a target of type 'length'");
                fault("report.goal_of_another_unit", "target", message);
            }
            GoalTarget::Length { .. } if definition.unit != KpiUnit::Duration => {
                let message = format!("'{id}' is no length of time; give a target of type 'value'");
                fault("report.goal_of_another_unit", "target", message);
            }
            _ => {}
        }
    }
    Error::from_faults(faults)
}

/// Whether it is a part of a whole, and so never above it.
fn is_part(definition: &KpiDefinition) -> bool {
    definition.unit == KpiUnit::Share && is_part_of_whole(&definition.measure)
}

/// A figure with its goal and its past.
pub(super) fn figure(
    row: &KpiRow,
    definition: &KpiDefinition,
    goal: Option<&KpiGoal>,
    before: Option<&KpiRow>,
    last_year: Option<&KpiRow>,
    trend: Option<TrendVerdict>,
) -> ReportFigure {
    let target = goal.map(|goal| goal.target);
    let number = |row: &KpiRow| number(row, which(target));
    let change = |other: Option<&KpiRow>| {
        let other = other?;
        let (this, that) = (number(row)?, number(other)?);
        let difference = this - that;
        let better = match definition.direction {
            Direction::Up => Some(difference > 0.0),
            Direction::Down => Some(difference < 0.0),
            Direction::Neutral => None,
        };
        Some(FigureChange {
            difference,
            relative: (that > 0.0 && !signed(&definition.measure)).then(|| difference / that),
            better: better.filter(|_| difference.abs() > 0.0),
            small: flagged(row) || flagged(other),
        })
    };
    ReportFigure {
        goal: target,
        result: target.map(|target| result(number(row), target, definition.direction)),
        change_before: change(before),
        change_last_year: change(last_year),
        row: row.clone(),
        before: before.cloned(),
        last_year: last_year.cloned(),
        trend,
    }
}

/// Whether a figure may lie below zero, so that its parts by per cent mean nothing.
pub(super) fn signed(measure: &KpiMeasure) -> bool {
    let may_be = |terms: &[KpiTerm]| {
        terms.iter().any(|it| it.minus || matches!(it.quantity, Quantity::BacklogChange {}))
    };
    match measure {
        KpiMeasure::Sum { of } | KpiMeasure::Rate { of, .. } => may_be(of),
        KpiMeasure::Ratio { part, whole } => may_be(part) || may_be(whole),
        KpiMeasure::Distribution { lengths, .. } => matches!(lengths, Lengths::PromiseLeft { .. }),
        _ => false,
    }
}

/// Of which number of lengths a goal is.
pub(super) const fn which(target: Option<GoalTarget>) -> SpanFigure {
    match target {
        Some(GoalTarget::Length { figure, .. }) => figure,
        _ => SpanFigure::Median,
    }
}

/// Whether a row says little: a count is what it is, however small.
pub(super) const fn flagged(row: &KpiRow) -> bool {
    row.small
        && row.base > 0
        && matches!(
            row.value,
            KpiValue::Share { .. }
                | KpiValue::Ratio { .. }
                | KpiValue::Duration { .. }
                | KpiValue::MeanSpan { .. }
        )
}

fn result(number: Option<f64>, target: GoalTarget, direction: Direction) -> GoalResult {
    let Some(number) = number else { return GoalResult::NoData };
    let target = match target {
        GoalTarget::Value { value } => value,
        GoalTarget::Length { length, .. } => length.millis_float(),
    };
    let met = match direction {
        Direction::Up => number >= target,
        Direction::Down | Direction::Neutral => number <= target,
    };
    if met { GoalResult::Met } else { GoalResult::Missed }
}

/// A row as one number: a share as a part of one, a length in milliseconds.
pub(super) fn number(row: &KpiRow, figure: SpanFigure) -> Option<f64> {
    match &row.value {
        KpiValue::Count { count } | KpiValue::Distinct { count, .. } => Some(float(*count)),
        KpiValue::Share { share, .. } => *share,
        KpiValue::Ratio { ratio, .. } => *ratio,
        KpiValue::Duration { summary } => summary.map(|it| of(&it, figure).millis_float()),
        KpiValue::MeanSpan { mean, .. } => mean.map(Span::millis_float),
        KpiValue::Total { total } => Some(total.millis_float()),
        KpiValue::Rate { rate, .. } => *rate,
        KpiValue::Profile { .. } | KpiValue::Ages { .. } => None,
    }
}

/// One number of many lengths of time.
pub(super) const fn of(summary: &SpanSummary, figure: SpanFigure) -> Span {
    match figure {
        SpanFigure::Mean => summary.mean,
        SpanFigure::Median => summary.median,
        SpanFigure::P75 => summary.p75,
        SpanFigure::P90 => summary.p90,
        SpanFigure::P95 => summary.p95,
        SpanFigure::P99 => summary.p99,
        SpanFigure::Max => summary.max,
    }
}
