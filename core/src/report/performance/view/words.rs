//! Numbers, lengths of time and names as a reader wants them.

use crate::kpi::{KpiDefinition, KpiMeasure, KpiRow, KpiTerm, KpiUnit, KpiValue, Quantity};
use crate::report::breach::hours;
use crate::report::performance::SpanFigure;
use crate::report::performance::figures::{flagged, of};
use crate::report::text::number;
use crate::report::words::{clean, cut};
use crate::time::Span;

/// How many characters of a name stand in a table.
const NAME: usize = 80;

/// A whole number with its thousands apart.
pub(in crate::report::performance) fn count(count: impl Into<i128>) -> String {
    let count = count.into();
    let sign = if count < 0 { "-" } else { "" };
    let size = i128::try_from(count.unsigned_abs()).unwrap_or(i128::MAX);
    format!("{sign}{}", number(size))
}

/// A number with so many decimals and its thousands apart.
pub(super) fn decimal(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, rest) =
        text.split_once('.').map_or((text.as_str(), ""), |(whole, rest)| (whole, rest));
    let zero = text.bytes().all(|it| matches!(it, b'0' | b'.'));
    let sign = if value < 0.0 && !zero { "-" } else { "" };
    let whole = whole.parse::<i128>().map_or_else(|_| whole.to_owned(), number);
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

/// A share in per cent with one decimal.
pub(in crate::report::performance) fn percent(share: f64) -> String {
    format!("{} %", decimal(share * 100.0, 1))
}

/// Hours and minutes; below a minute seconds, below a second milliseconds.
pub(in crate::report::performance) fn length(span: Span) -> String {
    match span.as_millis() {
        0 => "0m".to_owned(),
        millis if millis.unsigned_abs() < 1_000 => format!("{millis}ms"),
        millis if millis.unsigned_abs() < 60_000 => format!("{}s", millis / 1_000),
        _ => hours(span),
    }
}

/// A row as one value; nothing where it has none.
pub(in crate::report::performance) fn value(
    row: &KpiRow,
    unit: KpiUnit,
    figure: SpanFigure,
) -> Option<String> {
    Some(match &row.value {
        KpiValue::Count { count: it } => count(*it),
        KpiValue::Distinct { count: it, exact: true } => count(*it),
        KpiValue::Distinct { count: it, exact: false } => format!("about {}", count(*it)),
        KpiValue::Share { share, .. } => percent((*share)?),
        KpiValue::Ratio { ratio, .. } => amount((*ratio)?, unit),
        KpiValue::Duration { summary } => length(of(summary.as_ref()?, figure)),
        KpiValue::MeanSpan { mean, .. } => length((*mean)?),
        KpiValue::Total { total } => length(*total),
        KpiValue::Rate { rate, .. } => amount((*rate)?, unit),
        KpiValue::Profile { counts } => count(counts.iter().sum::<i64>()),
        KpiValue::Ages { buckets } => count(buckets.iter().map(|it| it.count).sum::<i64>()),
    })
}

/// A number in a unit.
pub(super) fn amount(value: f64, unit: KpiUnit) -> String {
    match unit {
        KpiUnit::Share => percent(value),
        KpiUnit::PerHour => format!("{} per hour", decimal(value, 2)),
        KpiUnit::Days => format!("{} days", decimal(value, 1)),
        KpiUnit::Tickets | KpiUnit::Points => decimal(value, 1),
        KpiUnit::Number | KpiUnit::Money => decimal(value, 2),
        KpiUnit::Duration => length(Span::from_millis(whole(value))),
    }
}

/// What a value is made of, with its interval where it has one.
pub(super) fn detail(row: &KpiRow, definition: Option<&KpiDefinition>) -> String {
    let of = parts(row, definition);
    let Some(interval) = row.interval else { return of };
    let show = |it: f64| match row.value {
        KpiValue::Duration { .. } => length(Span::from_millis(whole(it * 1_000.0))),
        _ => percent(it),
    };
    format!("{of} ({} to {})", show(interval.low), show(interval.high))
}

fn parts(row: &KpiRow, definition: Option<&KpiDefinition>) -> String {
    match &row.value {
        KpiValue::Share { part, whole, .. } => format!("{} of {}", count(*part), count(*whole)),
        KpiValue::Duration { summary: Some(it) } => {
            let backward = match it.negative {
                0 => String::new(),
                negative => format!(", {} backwards", count(negative)),
            };
            let (median, p90, mean) = (length(it.median), length(it.p90), length(it.mean));
            let values = if it.count == 1 { "value" } else { "values" };
            format!(
                "median {median}, p90 {p90}, mean {mean}; {} {values}{backward}",
                count(it.count)
            )
        }
        KpiValue::MeanSpan { count, .. } => format!("of {}", exact(count)),
        KpiValue::Ratio { part, whole, .. } => {
            let (of, by) = definition.map_or_else(Default::default, counted);
            format!("{}{of} / {}{by}", exact(part), exact(whole))
        }
        _ => String::new(),
    }
}

/// What the two numbers of a ratio count, each with a space before it.
fn counted(definition: &KpiDefinition) -> (String, String) {
    match &definition.measure {
        KpiMeasure::Ratio { part, whole } => (terms(part), terms(whole)),
        KpiMeasure::BacklogDays {} => {
            (" (open tickets × days)".to_owned(), " tickets resolved".to_owned())
        }
        _ => Default::default(),
    }
}

fn terms(all: &[KpiTerm]) -> String {
    let mut names: Vec<String> = Vec::new();
    for it in all.iter().filter_map(|it| quantity(&it.quantity)) {
        if !names.contains(&it) {
            names.push(it);
        }
    }
    names.iter().map(|it| format!(" {it}")).collect::<Vec<_>>().join(",")
}

/// What a quantity is counted in; nothing for lengths of time.
fn quantity(quantity: &Quantity) -> Option<String> {
    Some(match quantity {
        Quantity::Tickets {} | Quantity::BacklogChange {} => "tickets".to_owned(),
        Quantity::Credits {} => "credits".to_owned(),
        Quantity::Tally { tally } => {
            crate::to_json(tally).ok()?.trim_matches('"').replace('_', " ")
        }
        Quantity::Score {} => "points".to_owned(),
        Quantity::WaitCount { .. } => "waits".to_owned(),
        Quantity::Promises { .. } | Quantity::PromisesAtRisk { .. } => "promises".to_owned(),
        Quantity::Figure { name: it } => name(&it.replace('_', " ")),
        Quantity::Length { .. }
        | Quantity::Stays { .. }
        | Quantity::Waits { .. }
        | Quantity::Overdue { .. }
        | Quantity::Lifetime {} => return None,
    })
}

/// A number with its thousands apart, to the hundredth.
fn exact(value: &rust_decimal::Decimal) -> String {
    let value = &value.round_dp(2);
    let text = value.abs().normalize().to_string();
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(a, b)| (a, Some(b)));
    let whole = whole.parse::<i128>().map_or_else(|_| whole.to_owned(), number);
    let sign = if value.is_sign_negative() && !value.is_zero() { "-" } else { "" };
    rest.map_or_else(|| format!("{sign}{whole}"), |rest| format!("{sign}{whole}.{rest}"))
}

/// What a number of many lengths is called.
pub(super) const fn figure_name(figure: SpanFigure) -> &'static str {
    match figure {
        SpanFigure::Mean => "mean",
        SpanFigure::Median => "median",
        SpanFigure::P75 => "p75",
        SpanFigure::P90 => "p90",
        SpanFigure::P95 => "p95",
        SpanFigure::P99 => "p99",
        SpanFigure::Max => "longest",
    }
}

/// A value with a mark where it is of too few.
pub(super) fn marked(row: &KpiRow, unit: KpiUnit) -> String {
    match value(row, unit, SpanFigure::Median) {
        Some(text) if flagged(row) => format!("{text} †"),
        Some(text) => text,
        None => "-".to_owned(),
    }
}

/// What the mark says, where a table has one.
pub(super) fn mark_note<'a>(rows: impl IntoIterator<Item = &'a KpiRow>) -> Option<String> {
    let any = rows.into_iter().any(flagged);
    any.then(|| "† Of too few to say much.".to_owned())
}

/// A host's name for a table.
pub(super) fn name(text: &str) -> String {
    cut(&clean(text), NAME)
}

/// The nearest whole number.
#[expect(clippy::as_conversions, reason = "a float cast saturates")]
fn whole(value: f64) -> i64 {
    value.round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_thousands_apart() {
        assert_eq!([count(0), count(-1_234), count(1_234_567)], ["0", "-1,234", "1,234,567"]);
        assert_eq!(
            [decimal(-1234.56, 1), decimal(-0.04, 1), decimal(999.96, 1)],
            ["-1,234.6", "0.0", "1,000.0"]
        );
        let exact = |text: &str| exact(&text.parse().unwrap());
        assert_eq!(["37603", "-1234.50", "-0"].map(exact), ["37,603", "-1,234.5", "0"]);
        assert_eq!([percent(0.63423), percent(-1.5)], ["63.4 %", "-150.0 %"]);
    }

    #[test]
    fn lengths_are_hours_and_minutes_unless_they_are_short() {
        let lengths = [0, 999, -59_999, 60_000, 90_000_000, -3_600_000].map(Span::from_millis);
        assert_eq!(lengths.map(length), ["0m", "999ms", "-59s", "1m", "25h", "-1h"]);
    }
}
