//! The report as one HTML file.

mod chart;
mod charts;

use super::PerformanceReport;
use super::view::{
    Part, Section, changed, clean, facts, goal, headline, period_name, result, sections,
};
use crate::kpi::{Direction, KpiUnit};
use crate::report::html::{self, page, printed_table, toned};
use maud::{Markup, html};

/// A performance report as one HTML file: charts as inline SVG, no script, nothing from the network, light or dark as the
/// reader's system has it, and fit for paper.
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
                @if folded {
                    details { summary { "The numbers" } (printed_table(table, &it.title, it.part.id())) }
                } @else {
                    (printed_table(table, &it.title, it.part.id()))
                }
            }
            @for note in &it.notes { p.note { (note) } }
        }
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
                    @if let (Some(change), Some(period)) = (&figure.change_before, report.period_before) {
                        span.past {
                            (toned(&changed(change, unit))) " against " (period_name(period, &report.zone))
                        }
                    }
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

    #[test]
    fn what_is_left_out_is_told() {
        assert!(page(&["a", "b", "c"]).contains("and 1 more, with 1 ticket"));
        assert!(page(&[]).contains("There are no tickets."));
        assert!(!page(&["a"]).contains(" more, with "));
    }
}
