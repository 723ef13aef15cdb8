//! The figures against their goals and their past.

use super::verdict::judged_at_length;
use super::words::{amount, detail, figure_name, length, mark_note, percent};
use super::{Cell, Part, Section, Table, Tone, period_name, value};
use crate::kpi::{Direction, KpiRow, KpiUnit, KpiValue};
use crate::report::performance::figures::which;
use crate::report::{FigureChange, GoalResult, GoalTarget, PerformanceReport, ReportFigure};
use crate::statistics::PointVerdict;

pub(super) fn section(report: &PerformanceReport) -> Section {
    let mut section = Section::new(Part::Figures, "Figures");
    if report.tickets == 0 {
        section.lead.push("There are no tickets.".to_owned());
    }
    section.lead.extend(running(report));
    let goals = report.figures.iter().any(|it| it.goal.is_some());
    let mut table = Table::default();
    table.text("Figure");
    table.number("Value");
    table.text("Of");
    if goals {
        table.text("Goal");
        table.text("Result");
    }
    let judged = report.figures.iter().any(|it| it.trend.is_some());
    let pasts = [
        (report.told_before(), "Change from before"),
        (report.told_last_year(), "Change from last year"),
    ];
    for (period, change) in pasts.into_iter().filter_map(|(it, change)| Some((it?, change))) {
        table.number(period_name(period, &report.zone));
        table.text(change);
    }
    if judged {
        table.text("Signal or noise");
    }
    let names = |it: &ReportFigure| {
        let definition = report.definition(&it.row.kpi);
        let name = definition.map_or(it.row.kpi.as_str(), |it| it.name.as_str());
        let unit = definition.map_or(KpiUnit::Tickets, |it| it.unit);
        let direction = definition.map_or(Direction::Neutral, |it| it.direction);
        (super::words::name(name), unit, direction)
    };
    for figure in &report.figures {
        let (name, unit, direction) = names(figure);
        let of = |row: &KpiRow| Cell::new(headline(row, unit, figure));
        let mut row = vec![
            Cell::new(name),
            of(&figure.row),
            Cell::new(detail(&figure.row, report.definition(&figure.row.kpi))),
        ];
        if goals {
            row.push(Cell::new(
                figure.goal.map_or_else(String::new, |it| goal(it, unit, direction)),
            ));
            row.push(figure.result.map_or_else(Cell::default, result));
        }
        let others = [
            (report.period_before, &figure.before, &figure.change_before),
            (report.period_last_year, &figure.last_year, &figure.change_last_year),
        ];
        for (_, other, change) in others.into_iter().filter(|(period, ..)| period.is_some()) {
            row.push(other.as_ref().map_or_else(Cell::default, of));
            row.push(change.as_ref().map_or_else(Cell::default, |it| changed(it, unit, figure)));
        }
        if judged {
            let definition = report.definition(&figure.row.kpi);
            let words = figure.trend.as_ref().map(|it| judged_at_length(it, definition));
            row.push(words.map_or_else(Cell::default, Cell::new));
        }
        table.rows.push(row);
    }
    if judged {
        section.notes.push(
            "Signal or noise: the last whole stretch of the trend on a control chart (XmR) of the whole stretches before it, each looked at as long after its end. Noise is what chance alone does.".to_owned(),
        );
    }
    if let Some(confidence) = report.confidence {
        section.notes.push(format!(
            "In brackets: where a share, or the median of lengths, would lie with a confidence of {}, were the tickets a sample of many like them.",
            percent(confidence)
        ));
    }
    let rows = report.figures.iter();
    section.notes.extend(mark_note(
        rows.flat_map(|it| [Some(&it.row), it.before.as_ref(), it.last_year.as_ref()]).flatten(),
    ));
    if !table.rows.is_empty() {
        section.table = Some(table);
    }
    section
}

/// Of what the figures are where the period still runs, and with what they are compared.
fn running(report: &PerformanceReport) -> Option<String> {
    let (told, zone) = (report.told(), &report.zone);
    if told == report.period {
        return None;
    }
    let others = [report.told_before(), report.told_last_year()].into_iter().flatten();
    let others: Vec<_> = others.map(|it| period_name(it, zone)).collect();
    let compared = match others.as_slice() {
        [] => String::new(),
        some => format!(
            " They are compared with {}; what came after that is left out, too.",
            some.join(" and ")
        ),
    };
    Some(format!(
        "The period still runs: figures are those of {}.{compared}",
        period_name(told, zone)
    ))
}

/// A figure as one value, of lengths of time with the name of their number.
pub(in crate::report::performance) fn headline(
    row: &KpiRow,
    unit: KpiUnit,
    figure: &ReportFigure,
) -> String {
    let which = which(figure.goal);
    let Some(text) = value(row, unit, which) else { return "no data".to_owned() };
    let mark = if crate::report::performance::figures::flagged(row) { " †" } else { "" };
    match row.value {
        KpiValue::Duration { .. } => format!("{} {text}{mark}", figure_name(which)),
        KpiValue::MeanSpan { .. } => format!("mean {text}{mark}"),
        _ => format!("{text}{mark}"),
    }
}

/// What a figure is to come to.
pub(in crate::report::performance) fn goal(
    target: GoalTarget,
    unit: KpiUnit,
    direction: Direction,
) -> String {
    let side = if direction == Direction::Up { "at least" } else { "at most" };
    match target {
        GoalTarget::Value { value } => format!("{side} {}", plain(value, unit)),
        GoalTarget::Length { figure, length: it } => {
            format!("{} {side} {}", figure_name(figure), length(it))
        }
    }
}

/// A number in a unit; whole tickets are whole.
pub(super) fn plain(value: f64, unit: KpiUnit) -> String {
    let whole = unit == KpiUnit::Tickets && value.fract().abs() < 1e-9;
    if whole { super::words::decimal(value, 0) } else { amount(value, unit) }
}

pub(in crate::report::performance) fn result(result: GoalResult) -> Cell {
    match result {
        GoalResult::Met => Cell::toned("met", Tone::Good),
        GoalResult::Missed => Cell::toned("missed", Tone::Bad),
        GoalResult::NoData => Cell::new("no data"),
    }
}

/// How a figure differs: shares in points of a per cent, all else in per cent of what it was. Where the
/// last stretch of the trend is noise, neither better nor worse is coloured.
pub(in crate::report::performance) fn changed(
    change: &FigureChange,
    unit: KpiUnit,
    figure: &ReportFigure,
) -> Cell {
    let sign = if change.difference > 0.0 { "+" } else { "" };
    let by = match (unit, change.relative) {
        _ if change.difference.abs() <= 0.0 => return Cell::new("no change"),
        (KpiUnit::Share, _) => {
            format!("{sign}{} points", percent(change.difference).trim_end_matches(" %"))
        }
        (_, Some(relative)) => format!("{sign}{}", percent(relative)),
        (_, None) => format!("{sign}{}", plain(change.difference, unit)),
    };
    let few = if change.small { " †" } else { "" };
    let noise = figure.trend.as_ref().is_some_and(|it| it.verdict == PointVerdict::Noise);
    let cell = |word: &str, tone| match noise {
        true => Cell::new(format!("{by}, {word}{few}")),
        false => Cell::toned(format!("{by}, {word}{few}"), tone),
    };
    match change.better {
        Some(true) => cell("better", Tone::Good),
        Some(false) => cell("worse", Tone::Bad),
        None => Cell::new(format!("{by}{few}")),
    }
}
