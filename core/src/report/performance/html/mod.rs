//! The report as one HTML file.

mod chart;
mod charts;

use super::PerformanceReport;
use super::view::{
    Cell, Part, Section, Table, changed, clean, facts, goal, headline, judged, period_name, result,
    sections,
};
use crate::kpi::{Direction, KpiUnit};
use crate::report::html::{self, page, printed_table, toned};
use maud::{Markup, html};

/// A performance report as one HTML file: charts as inline SVG, no script, nothing from the network, light or dark as the
/// reader's system has it, fit for paper and for a phone: there each chart is drawn for a narrow page, and a table of many
/// columns is a list.
///
/// ```
/// use firstline::report::{performance_report, performance_report_html};
/// let options = firstline::from_json(
///     r#"{"title": "March <3", "spec": {"period": {"start": "2026-03-01T00:00:00Z", "end": "2026-04-01T00:00:00Z"}}}"#,
/// )?;
/// let page = performance_report_html(&performance_report(&[], &options)?);
/// assert!(page.starts_with("<!DOCTYPE html>"));
/// assert!(page.contains("<h1>March &lt;3</h1>"));
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn performance_report_html(report: &PerformanceReport) -> String {
    let sections = sections(report);
    let links: Vec<_> = sections.iter().map(|it| (it.part.id(), it.title.as_str())).collect();
    let main = html! { @for section in &sections { (printed(report, section)) } };
    page(&clean(&report.title), &html::facts(facts(report)), &links, &main)
}

fn printed(report: &PerformanceReport, it: &Section) -> Markup {
    let id = it.part.id();
    // What a chart shows number by number needs no table on paper.
    let folded = matches!(it.part, Part::Days | Part::Arrivals);
    html! {
        section id=(id) aria-labelledby={ (id) "-title" } {
            h2 id={ (id) "-title" } { (it.title) }
            @for text in &it.lead { p { (text) } }
            @if it.part == Part::Figures { (tiles(report)) }
            @if it.table.is_some() { (charts::of(report, it.part)) }
            @if let Some(table) = &it.table {
                @if it.part == Part::Arrivals {
                    details { summary { "The numbers" } (printed_table(&turned(table), &it.title, id)) }
                } @else if folded {
                    details { summary { "The numbers" } (printed_table(table, &it.title, it.part.id())) }
                } @else {
                    (printed_table(table, &it.title, it.part.id()))
                }
            }
            @for note in &it.notes { p.note { (note) } }
        }
    }
}

/// A table with its rows as columns: of 24 columns no page has room for all.
fn turned(table: &Table) -> Table {
    let names = table.rows.iter().filter_map(|row| row.first());
    let heads = names.map(|it| (it.text.clone(), true));
    let row = |(column, (head, _)): (usize, &(String, bool))| {
        let cells = table.rows.iter().map(|row| row.get(column).cloned().unwrap_or_default());
        std::iter::once(Cell::new(head.as_str())).chain(cells).collect()
    };
    Table {
        heads: std::iter::once((String::new(), false)).chain(heads).collect(),
        rows: table.heads.iter().enumerate().skip(1).map(row).collect(),
        total: None,
    }
}

/// The figures at a glance.
fn tiles(report: &PerformanceReport) -> Markup {
    html! {
        ul.tiles {
            @for figure in &report.figures {
                @let definition = report.definition(&figure.row.kpi);
                @let unit = definition.map_or(KpiUnit::Tickets, |it| it.unit);
                @let direction = definition.map_or(Direction::Neutral, |it| it.direction);
                li {
                    span.name { (definition.map_or_else(String::new, |it| clean(&it.name))) }
                    span.value { (headline(&figure.row, unit, figure)) }
                    @if let (Some(target), Some(how)) = (figure.goal, figure.result) {
                        span.goal { "Goal " (goal(target, unit, direction)) ": " (toned(&result(how))) }
                    }
                    @if let (Some(change), Some(period)) = (&figure.change_before, report.told_before()) {
                        span.past {
                            (toned(&changed(change, unit, figure))) " against " (period_name(period, &report.zone))
                        }
                    }
                    @if let Some(trend) = &figure.trend { span.past { (clean(&judged(trend))) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::performance_report;
    use crate::ticket::{Opening, Ticket};

    fn page(names: &[&str]) -> String {
        let options = r#"{"title": "\"<i>\" & so", "top": 2, "spec": {"period":
            {"start": "2026-03-01T00:00:00Z", "end": "2026-04-01T00:00:00Z"}}}"#;
        let at = "2026-03-02T09:00:00Z".parse().unwrap();
        let opened = |name: &&str| {
            let opening = Opening { category: Some((*name).to_owned()), ..Default::default() };
            Ticket::opened(*name, at, opening)
        };
        let tickets: Vec<_> = names.iter().map(opened).collect();
        performance_report_html(
            &performance_report(&tickets, &crate::from_json(options).unwrap()).unwrap(),
        )
    }

    #[test]
    fn names_are_texts() {
        let page = page(&["</svg><script>x</script>"]);
        assert!(!page.contains("<script") && !page.contains("<i>"));
        assert_eq!(page.matches("<svg").count(), page.matches("</svg>").count());
        assert!(page.contains("&lt;/svg&gt;&lt;script&gt;"));
        assert!(
            page.contains("<h1>\"&lt;i&gt;\" &amp; so</h1>")
                || page.contains("<h1>&quot;&lt;i&gt;&quot; &amp; so</h1>")
        );
    }

    fn running() -> String {
        let options = r#"{"trend_length": 2, "log_from": "2026-01-01T00:00:00Z", "spec": {"as_of": "2026-03-10T11:59:59.999Z",
            "period": {"start": "2026-03-01T00:00:00Z", "end": "2026-04-01T00:00:00Z"}}}"#;
        let opened =
            |(id, at): (&str, &str)| Ticket::opened(id, at.parse().unwrap(), Opening::default());
        let tickets = [("a", "2026-02-03T09:00:00Z"), ("b", "2026-03-02T09:00:00Z")].map(opened);
        performance_report_html(
            &performance_report(&tickets, &crate::from_json(options).unwrap()).unwrap(),
        )
    }

    #[test]
    fn a_part_is_drawn_and_told_as_one_and_so_is_a_period_that_runs() {
        let page = running();
        // A ground for March and one in the legend, in the chart of the trend and that of the days, wide and narrow.
        assert!(page.contains("<title>2026-03 (part)</title>"));
        assert!(
            page.contains("part of the time only") && page.contains("; of 2026-03 only a part")
        );
        assert!(page.contains("2026-03-10 (part)") && !page.contains("2026-03-11"));
        assert!(page.contains("against 2026-02-01 00:00 to 2026-02-10 12:00"));
        assert!(page.contains(
            "The period still runs: figures are those of 2026-03-01 00:00 to 2026-03-10 12:00."
        ));
        let whole = self::page(&["a"]);
        assert!(!whole.contains("part of the time only") && !whole.contains("still runs"));
    }

    #[test]
    fn each_chart_is_there_for_a_wide_page_and_for_a_narrow_one() {
        let page = running();
        let charts = page.matches("<figure>").count();
        assert!(charts > 2);
        for room in ["wide", "narrow"] {
            assert_eq!(page.matches(&format!("<svg class=\"{room}\"")).count(), charts);
        }
        let ids: Vec<_> =
            page.split(" id=\"").skip(1).filter_map(|it| it.split('"').next()).collect();
        let once: std::collections::BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), once.len(), "{ids:?}");
        for (room, width) in [("wide", 830.0), ("narrow", 360.0)] {
            let opening = format!("<svg class=\"{room}\"");
            let drawn = page.split(&opening).skip(1);
            for svg in drawn.filter_map(|it| it.split("</svg>").next()) {
                let places = [" x=\"", " x1=\"", " x2=\"", " cx=\""].into_iter();
                let places = places.flat_map(|it| svg.split(it).skip(1));
                for x in places.filter_map(|it| it.split('"').next()) {
                    assert!((0.0..=width).contains(&x.parse::<f64>().unwrap()), "{x} {room}");
                }
            }
        }
    }

    #[test]
    fn what_is_left_out_is_told() {
        assert!(page(&["a", "b", "c"]).contains("and 1 more, with 1 ticket"));
        assert!(page(&[]).contains("There are no tickets."));
        assert!(!page(&["a"]).contains(" more, with "));
    }
}
