use super::breach::{hours, local};
use super::table::{number, percent, table, wrap};
use super::{SlaAttainment, SupportReport};
use crate::kpi::{Kpi, KpiRow, KpiValue, SpanSummary, kpi_definition, priority_name};
use crate::sla::SlaMetric;
use crate::staffing::{HeadcountStep, HeadcountTerm};
use std::collections::BTreeMap;

/// A report as text, in columns, for a terminal or a mail.
pub fn report_text(report: &SupportReport) -> String {
    let sections = [
        heading(report),
        section("Volume and resolution rate by month", table(&months(report))),
        section(
            "How long it took (day and night, quantiles by nearest rank)",
            table(&times(report)),
        ),
        section("Full resolution time by priority", table(&priorities(report))),
        section("Shares", table(&shares(report))),
        section(&format!("Promises kept: {}", report.policy), table(&attainment(report))),
        section("Backlog at the start of each week", backlog(report)),
        section("The worst breaches", worst(report)),
        section("What the escalation rules would have fired", table(&escalations(report))),
        section("Agents", agents(report)),
        section("What was odd in the data", table(&oddities(report))),
    ];
    sections.join("")
}

fn section(title: &str, body: String) -> String {
    if body.is_empty() { body } else { format!("\n{title}\n{body}") }
}

fn cells<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

fn heading(report: &SupportReport) -> String {
    let day = |at| local(at, &report.zone).unwrap_or_default();
    let period = report.period.map_or_else(
        || "no tickets".to_owned(),
        |period| format!("{} to {} ({})", day(period.start), day(period.end), report.zone),
    );
    let (tickets, events) = (number(report.tickets), number(report.events));
    format!("{}\n  {tickets} tickets, {events} events, {period}\n", report.title)
}

fn months(report: &SupportReport) -> Vec<Vec<String>> {
    let mut rows: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for row in &report.months {
        let group = row.group.as_deref().unwrap_or("-");
        rows.entry(group).or_insert_with(|| vec![group.to_owned()]).push(value(row));
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let title = cells(["month", "created", "flow", "within the month", "to date"]);
    std::iter::once(title).chain(rows.into_values()).collect()
}

fn value(row: &KpiRow) -> String {
    match row.value {
        KpiValue::Count { count } => number(count),
        KpiValue::Share { share, .. } => percent(share),
        KpiValue::Duration { summary } => {
            summary.map_or_else(|| "-".to_owned(), |it| hours(it.median))
        }
    }
}

fn name(kpi: Kpi) -> String {
    kpi_definition(kpi).map(|definition| definition.name).unwrap_or_default()
}

fn summary(name: String, summary: &SpanSummary) -> Vec<String> {
    let spans = [summary.mean, summary.median, summary.p90, summary.max].map(hours);
    let backwards = if summary.negative > 0 {
        format!("{} ran backwards", summary.negative)
    } else {
        String::new()
    };
    [name, number(summary.count)].into_iter().chain(spans).chain([backwards]).collect()
}

fn times(report: &SupportReport) -> Vec<Vec<String>> {
    let title = cells(["", "tickets", "mean", "median", "p90", "longest"]);
    let rows = report.figures.iter().filter_map(|row| match row.value {
        KpiValue::Duration { summary: Some(ref it) } => Some(summary(name(row.kpi), it)),
        KpiValue::Duration { summary: None } => Some(vec![name(row.kpi), "none logged".to_owned()]),
        _ => None,
    });
    std::iter::once(title).chain(rows).collect()
}

fn priorities(report: &SupportReport) -> Vec<Vec<String>> {
    let title = cells(["", "resolved", "mean", "median", "p90", "longest"]);
    let rows = report.priorities.iter().filter_map(|row| match row.value {
        KpiValue::Duration { summary: Some(ref it) } => {
            Some(summary(row.group.clone().unwrap_or_default().to_uppercase(), it))
        }
        _ => None,
    });
    std::iter::once(title).chain(rows).collect()
}

fn shares(report: &SupportReport) -> Vec<Vec<String>> {
    let row = |row: &KpiRow| match row.value {
        KpiValue::Share { part, whole, share } => {
            let formula = kpi_definition(row.kpi).map(|definition| definition.formula)?;
            let of = format!("{} of {}", number(part), number(whole));
            Some(vec![format!("{} = {formula}", name(row.kpi)), percent(share), of])
        }
        _ => None,
    };
    report.figures.iter().filter_map(row).collect()
}

fn attainment(report: &SupportReport) -> Vec<Vec<String>> {
    let title = cells(["", "priority", "met", "breached", "open", "kept"]);
    let row = |row: &SlaAttainment| {
        let metric = match row.metric {
            Some(SlaMetric::Acknowledgement) => "acknowledgement",
            Some(SlaMetric::FirstResponse) => "first response",
            Some(SlaMetric::Resolution) => "resolution",
            None => "as the log recorded it",
        };
        let priority = row.priority.map_or("all".to_owned(), |it| priority_name(it).to_uppercase());
        let counts = [row.met, row.breached, row.open].map(number);
        [metric.to_owned(), priority]
            .into_iter()
            .chain(counts)
            .chain([percent(row.share)])
            .collect()
    };
    std::iter::once(title).chain(report.attainment.iter().map(row)).collect()
}

/// Every seventh day, with a bar as long as its share of the largest.
fn backlog(report: &SupportReport) -> String {
    let most = report.backlog.iter().map(|day| day.open).max().unwrap_or(0).max(1);
    let bar = |open: u32| {
        "#".repeat(usize::try_from(u64::from(open) * 50 / u64::from(most)).unwrap_or(0))
    };
    let weeks = report.backlog.iter().step_by(7);
    let rows: Vec<_> =
        weeks.map(|day| vec![day.date.to_string(), number(day.open), bar(day.open)]).collect();
    let left = |row: &Vec<String>| match row.as_slice() {
        [date, open, bar] => format!("  {date}  {open:>6}  {bar}").trim_end().to_owned() + "\n",
        _ => String::new(),
    };
    rows.iter().map(left).collect()
}

fn worst(report: &SupportReport) -> String {
    let line = |(index, breach): (usize, &super::WorstBreach)| {
        let priority = priority_name(breach.priority).to_uppercase();
        let reason = wrap(&breach.reason, "      ", 100);
        format!("  {:>2}. {} {priority}\n{reason}", index + 1, breach.ticket)
    };
    report.worst.iter().enumerate().map(line).collect()
}

fn escalations(report: &SupportReport) -> Vec<Vec<String>> {
    let row = |row: &super::RuleCount| {
        vec![row.rule.clone(), number(row.fired), format!("for {} tickets", number(row.tickets))]
    };
    report.escalations.iter().map(row).collect()
}

fn agents(report: &SupportReport) -> String {
    let (Some(headcount), Some(month)) = (&report.headcount, &report.busiest_month) else {
        return String::new();
    };
    let row = |step: &HeadcountStep| {
        let term = match step.term {
            HeadcountTerm::OnShift => "agents at work",
            HeadcountTerm::Headcount => "people to employ",
        };
        vec![format!("{term} = {}", step.formula), number(step.value)]
    };
    let rows: Vec<_> = headcount.steps.iter().map(row).collect();
    format!("  for {month}, the busiest month:\n{}", table(&rows))
}

fn oddities(report: &SupportReport) -> Vec<Vec<String>> {
    let row = |it: &crate::interop::OddityCount| {
        let kind =
            crate::to_json(&it.kind).unwrap_or_default().replace(['"'], "").replace('_', " ");
        let (row, ticket, found) = (number(it.example.row), &it.example.ticket, &it.example.found);
        vec![format!("{kind}, such as row {row} ({ticket}): {found}"), number(it.rows)]
    };
    if report.oddities.is_empty() {
        return Vec::new();
    }
    std::iter::once(cells(["", "rows"])).chain(report.oddities.iter().map(row)).collect()
}
