//! Which section has which charts, of what, and what they say in words.

use super::chart::{Bar, Measure, Series, Slice, Stop, Words, bars, heat, lines, pareto};
use crate::float::float;
use crate::kpi::{KpiRow, KpiUnit, KpiValue};
use crate::report::performance::figures::number;
use crate::report::performance::view::{
    Part, WEEKDAYS, buckets, clean, count, hours, label, percent, range, stretch_name,
};
use crate::report::{PerformanceReport, ReportGroups, ReportStretch, SpanFigure};
use maud::{Markup, html};

/// The charts of a section; nothing where it has none.
pub(super) fn of(report: &PerformanceReport, part: Part) -> Markup {
    match part {
        Part::Trend => over_time(report, part, &report.trend),
        Part::Days => over_time(report, part, &report.days),
        Part::Priorities => promises(report),
        Part::Ageing => ages(report),
        Part::Arrivals => arrivals(report),
        Part::Categories => shares(part, "category", &report.categories),
        Part::Causes => {
            report.causes.as_ref().map_or_else(|| html! {}, |it| shares(part, "cause", it))
        }
        _ => html! {},
    }
}

/// Counts on one scale; on one of its own each figure that is of another size: times, what goes below zero, and by day the
/// open tickets.
fn over_time(report: &PerformanceReport, part: Part, stretches: &[ReportStretch]) -> Markup {
    // One stretch has no course.
    if stretches.len() < 2 {
        return html! {};
    }
    let stop = |it: &ReportStretch| Stop {
        name: short(&it.name, part),
        part: (!it.whole).then(|| stretch_name(it)),
    };
    let stops: Vec<Stop> = stretches.iter().map(stop).collect();
    let parts: Vec<_> =
        stretches.iter().filter(|it| !it.whole).map(|it| it.name.as_str()).collect();
    let parts = match parts.as_slice() {
        [] => String::new(),
        some => format!("; of {} only a part", some.join(", ")),
    };
    let columns = stretches.first().map_or(0, |it| it.rows.len());
    let of =
        |measure| (0..columns).filter_map(move |column| one(report, stretches, column, measure));
    let open = Series {
        name: "Open at the end".to_owned(),
        values: stretches.iter().map(|it| it.open_at_end.map(f64::from)).collect(),
    };
    let below = |it: &Series| it.values.iter().flatten().any(|it| *it < 0.0);
    let (mut alone, mut counts): (Vec<_>, Vec<_>) = of(Measure::Count).partition(below);
    if part == Part::Days {
        alone.push(open)
    } else {
        counts.push(open)
    }
    let mut charts = vec![("Tickets".to_owned(), Measure::Count, counts)];
    let single = |measure| move |it: Series| (it.name.clone(), measure, vec![it]);
    charts.extend(alone.into_iter().map(single(Measure::Count)));
    charts.extend(
        of(Measure::Length)
            .map(single(Measure::Length))
            .map(|(name, measure, it)| (format!("{name}, median"), measure, it)),
    );
    let shares: Vec<_> = of(Measure::Share).collect();
    let title = match shares.as_slice() {
        [only] => only.name.clone(),
        _ => "Shares".to_owned(),
    };
    charts.push((title, Measure::Share, shares));
    charts.extend(of(Measure::Number).map(single(Measure::Number)));
    charts.retain(|(.., series)| series.iter().any(|it| it.values.iter().any(Option::is_some)));
    let ends = stretches.first().zip(stretches.last());
    let ends = ends.map_or_else(String::new, |(a, b)| format!(", from {} to {}", a.name, b.name));
    let chart = |(place, (title, measure, series)): (usize, &(String, Measure, Vec<Series>))| {
        let said: Vec<_> = series.iter().map(|it| it.name.as_str()).collect();
        let description = format!("{}{ends}{parts}; the table has the numbers.", said.join(", "));
        let id = format!("{}-chart-{}", part.id(), place + 1);
        lines(&Words { id: &id, title, description }, &stops, series, *measure)
    };
    html! { @for it in charts.iter().enumerate() { (chart(it)) } }
}

/// A figure over all stretches, where it is of a measure.
fn one(
    report: &PerformanceReport,
    stretches: &[ReportStretch],
    column: usize,
    measure: Measure,
) -> Option<Series> {
    let row = |it: &ReportStretch| it.rows.get(column).cloned();
    let definition = report.definition(&row(stretches.first()?)?.kpi)?;
    if self::measure(&row(stretches.first()?)?, definition.unit)? != measure {
        return None;
    }
    let value = |it: &ReportStretch| number(it.rows.get(column)?, SpanFigure::Median);
    let values = stretches.iter().map(value).collect();
    Some(Series { name: clean(&definition.name), values })
}

/// What a figure is drawn as; nothing for what is no single number.
const fn measure(row: &KpiRow, unit: KpiUnit) -> Option<Measure> {
    match (&row.value, unit) {
        (KpiValue::Profile { .. } | KpiValue::Ages { .. }, _) => None,
        (KpiValue::Count { .. } | KpiValue::Distinct { .. }, _) => Some(Measure::Count),
        (_, KpiUnit::Duration) => Some(Measure::Length),
        (_, KpiUnit::Share) => Some(Measure::Share),
        _ => Some(Measure::Number),
    }
}

/// A day without its year, which the period has.
fn short(name: &str, part: Part) -> String {
    match name.split_once('-') {
        Some((_, day)) if part == Part::Days => day.to_owned(),
        _ => name.to_owned(),
    }
}

/// Promises kept, by metric and priority.
fn promises(report: &PerformanceReport) -> Markup {
    let rows = report.priorities.total.iter().enumerate();
    let promised = rows.filter(|(_, row)| row.kpi.ends_with("_sla_attainment"));
    let group = |(column, row): (usize, &KpiRow)| {
        let name = report.definition(&row.kpi).map_or_else(String::new, |it| clean(&it.name));
        let bars = report.priorities.groups.iter().filter_map(|group| {
            let KpiValue::Share { part, whole, share: Some(share) } = group.rows.get(column)?.value
            else {
                return None;
            };
            let text = format!("{} ({} of {})", percent(share), count(part), count(whole));
            Some(Bar { name: label(group, Part::Priorities, "priority"), part: share, text })
        });
        (name, bars.collect::<Vec<_>>())
    };
    let groups: Vec<_> = promised.map(group).filter(|(_, bars)| !bars.is_empty()).collect();
    if groups.is_empty() {
        return html! {};
    }
    let description = "A bar for each promise and priority: promises kept, of those decided; the table has the numbers.";
    let title = "Promises kept, of those due in the period and decided";
    bars(&Words { id: "priorities-chart", title, description: description.to_owned() }, &groups)
}

fn ages(report: &PerformanceReport) -> Markup {
    let buckets = buckets(report);
    let most = buckets.iter().map(|it| it.count).max().unwrap_or(0).max(1);
    let bar = |it: &crate::kpi::AgeBucket| Bar {
        name: range(it),
        part: float(it.count) / float(most),
        text: count(it.count),
    };
    let all: Vec<_> = buckets.iter().map(bar).collect();
    let said: Vec<_> = all.iter().map(|it| format!("{}: {}", it.name, it.text)).collect();
    let words =
        Words { id: "ageing-chart", title: "Open tickets by age", description: said.join("; ") };
    bars(&words, &[(String::new(), all)])
}

fn arrivals(report: &PerformanceReport) -> Markup {
    let hours = hours(report);
    let rows: Vec<_> = WEEKDAYS.into_iter().zip(hours.chunks(24)).collect();
    let peak = (0..).zip(hours).max_by_key(|(hour, count)| (**count, std::cmp::Reverse(*hour)));
    let description = peak.map_or_else(String::new, |(hour, most): (usize, _)| {
        let day = WEEKDAYS.get(hour / 24).copied().unwrap_or_default();
        format!(
            "Most in the hour of {day} {:02}:00, {}; the table has the numbers.",
            hour % 24,
            count(*most)
        )
    });
    let title = "Tickets created, by day of the week and hour";
    heat(&Words { id: "arrivals-chart", title, description }, &rows)
}

fn shares(part: Part, one: &str, groups: &ReportGroups) -> Markup {
    let slice = |group: &crate::report::ReportGroup| {
        let volume = crate::report::performance::groups::volume(&group.rows);
        Some(Slice {
            name: label(group, part, one),
            text: count(volume),
            share: group.share?,
            cumulative: group.cumulative?,
        })
    };
    let slices: Vec<_> = groups.groups.iter().filter_map(slice).collect();
    if slices.is_empty() {
        return html! {};
    }
    let half = slices.iter().position(|it| it.cumulative >= 0.8);
    let description = match half {
        Some(at) => format!(
            "The first {} make 80 % of the tickets created; the table has the numbers.",
            at + 1
        ),
        None => {
            "Those shown make less than 80 % of the tickets created; the table has the numbers."
                .to_owned()
        }
    };
    let id = format!("{}-chart", part.id());
    pareto(
        &Words { id: &id, title: "Tickets created, those with most first", description },
        &slices,
    )
}
