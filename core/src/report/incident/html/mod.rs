//! The report of an incident as one HTML file.

mod axis;
mod linked;
mod phases;
mod place;
mod sections;
mod timeline;

use super::IncidentReport;
use super::view::{severity, time};
use crate::report::html::{facts, page};
use crate::report::text::number;
use crate::report::words::clean;
use crate::time::Span;
use maud::{Markup, html};
use sections::sections;

#[cfg(test)]
mod tests;

/// The report of an incident as one HTML file: its timeline as inline SVG, no script, nothing from the network, light or
/// dark as the reader's system has it, fit for paper and for a phone.
///
/// What the host gave is printed as text. The picture has the phases of the incident to scale: *detection* until the
/// desk knew, *response* until somebody took the ticket, *restoration* until the service worked again, *resolution*
/// until the ticket was resolved; one that took no time is left out. Parts that have nothing to say are left out.
///
/// ```
/// use firstline::report::{IncidentInput, incident_report, incident_report_html};
/// use firstline::ticket::Ticket;
/// let ticket = Ticket::opened("INC-1", "2026-03-02T09:10:00Z".parse()?, Default::default());
/// let input: IncidentInput = firstline::from_json(
///     r#"{"title": "Mail <down>", "ticket": "INC-1", "zone": "UTC", "as_of": "2026-03-03T00:00:00Z"}"#,
/// )?;
/// let page = incident_report_html(&incident_report(&[ticket], &input)?);
/// assert!(page.starts_with("<!DOCTYPE html>"));
/// assert!(page.contains("<h1>Mail &lt;down&gt;</h1>"));
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn incident_report_html(report: &IncidentReport) -> String {
    let sections = sections(report);
    let links: Vec<_> = sections.iter().map(|it| (it.id, it.title)).collect();
    let main = html! {
        @for it in &sections {
            section id=(it.id) aria-labelledby={ (it.id) "-title" } {
                h2 id={ (it.id) "-title" } { (it.title) }
                (it.body)
            }
        }
    };
    page(&clean(&report.input.title), &head(report), &links, &main)
}

fn head(report: &IncidentReport) -> Markup {
    let input = &report.input;
    let (priority, status) = severity(report);
    let impact = &report.impact;
    let mut said = vec![("Ticket", clean(&input.ticket))];
    if !input.problems.is_empty() {
        let problems: Vec<_> = input.problems.iter().map(|it| clean(it)).collect();
        said.push((if problems.len() == 1 { "Problem" } else { "Problems" }, problems.join(", ")));
    }
    said.extend([
        (
            "Impact",
            format!(
                "{}, {} of outage",
                counted(impact.tickets.into(), "ticket"),
                minutes(impact.outage)
            ),
        ),
        ("As of", time(input.as_of, report)),
        ("Time zone", input.zone.name().to_owned()),
    ]);
    html! {
        ul.badges {
            li { "Priority " (priority) }
            @match report.restored_at {
                Some(at) => li.good { "Service restored " (time(at, report)) },
                None => li.bad { "Service not restored" },
            }
            li { "Ticket " (status) }
            @if report.actions_overdue > 0 {
                li.bad { (counted(report.actions_overdue.into(), "action")) " overdue" }
            }
        }
        (facts(said))
        @for text in input.summary.iter().flat_map(|it| it.lines()).filter(|it| !it.trim().is_empty()) {
            p.summary { (clean(text)) }
        }
    }
}

/// A length in minutes, cut to the minute.
fn minutes(span: Span) -> String {
    counted((span.as_millis() / 60_000).into(), "minute")
}

fn counted(count: i128, one: &str) -> String {
    let sign = if count < 0 { "-" } else { "" };
    let size = i128::try_from(count.unsigned_abs()).unwrap_or(i128::MAX);
    format!("{sign}{} {one}{}", number(size), if size == 1 { "" } else { "s" })
}
