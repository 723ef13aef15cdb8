use super::view::{
    Grouped, action_state, actions_note, factor_name, grouped, impact, linked_note, severity,
    shown, time,
};
use super::{IncidentMoment, IncidentReport};
use crate::report::breach::hours;
use crate::report::text::number;

/// The report of an incident as Markdown: one heading, tables, lists, times in its zone.
///
/// What the host gave is printed as it is, with the signs that Markdown or HTML would read escaped. Of linked tickets
/// the timeline has the first and the last that was opened; the data has all. Parts that have nothing to say are left
/// out.
pub fn incident_report_markdown(report: &IncidentReport) -> String {
    let parts = [
        heading(report),
        measures(report),
        groups(report),
        timeline(report),
        cause(report),
        factors(report),
        actions(report),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A text in which nothing is markup.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.trim().chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '~')
        {
            plain.push('\\');
        }
        plain.push(if letter.is_control() { ' ' } else { letter });
    }
    plain
}

fn row(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

fn table(title: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let title: Vec<String> = title.iter().map(|cell| (*cell).to_owned()).collect();
    let line: Vec<String> = title.iter().map(|_| "---".to_owned()).collect();
    let rows: String = rows.map(|cells| row(&cells)).collect();
    format!("{}{}{rows}", row(&title), row(&line))
}

fn section(title: &str, body: &str) -> String {
    format!("## {title}\n\n{body}")
}

fn heading(report: &IncidentReport) -> String {
    let input = &report.input;
    let (priority, status) = severity(report);
    let mut lines = vec![format!("Ticket {}", plain(&input.ticket)), priority, status];
    if !input.problems.is_empty() {
        let problems: Vec<_> = input.problems.iter().map(|it| plain(it)).collect();
        lines.push(format!("problems {}", problems.join(", ")));
    }
    lines.push(format!("as of {} ({})", time(input.as_of, report), input.zone));
    let summary = input.summary.as_deref().map(|text| format!("\n{}\n", plain(text)));
    format!("# {}\n\n{}\n{}", plain(&input.title), lines.join(" · "), summary.unwrap_or_default())
}

fn measures(report: &IncidentReport) -> String {
    let rows = impact(report).into_iter().map(|(name, value)| vec![name.to_owned(), value]);
    section("Impact", &table(&["", ""], rows))
}

fn groups(report: &IncidentReport) -> String {
    let one = |(title, of, rows): Grouped<'_>| {
        let rows = rows.iter().map(|it| {
            let value = it.value.as_deref().map_or_else(|| "-".to_owned(), plain);
            vec![value, number(it.tickets), number(it.requesters), hours(it.ticket_time)]
        });
        section(title, &table(&[of, "tickets", "requesters", "time of tickets"], rows))
    };
    grouped(report).into_iter().map(one).collect::<Vec<_>>().join("\n")
}

fn timeline(report: &IncidentReport) -> String {
    let row = |it: &IncidentMoment| {
        let ticket = it.ticket.as_deref().map(plain).unwrap_or_default();
        vec![
            time(it.at, report),
            ticket,
            it.actor.as_deref().map(plain).unwrap_or_default(),
            plain(&it.text),
        ]
    };
    let rows = shown(report).into_iter().map(row);
    let note = linked_note(report).map_or_else(String::new, |note| format!("\n{note}\n"));
    section("Timeline", &format!("{}{note}", table(&["time", "ticket", "who", "what"], rows)))
}

fn cause(report: &IncidentReport) -> String {
    let why = |(rank, why): (u32, &super::Why)| {
        format!("{rank}. **{}** {}\n", plain(&why.question), plain(&why.answer))
    };
    let whys: String = (1..).zip(&report.input.whys).map(why).collect();
    let cause =
        report.input.root_cause.as_deref().map(|text| format!("Root cause: {}\n", plain(text)));
    match (whys.is_empty(), cause) {
        (true, None) => String::new(),
        (true, Some(cause)) => section("Cause", &cause),
        (false, None) => section("Cause", &whys),
        (false, Some(cause)) => section("Cause", &format!("{whys}\n{cause}")),
    }
}

fn factors(report: &IncidentReport) -> String {
    let mut factors: Vec<_> = report.input.factors.iter().collect();
    factors.sort_by_key(|factor| factor.kind);
    if factors.is_empty() {
        return String::new();
    }
    let line = |it: &&super::ContributingFactor| {
        format!("- {}: {}\n", factor_name(it.kind), plain(&it.text))
    };
    section("Contributing factors", &factors.iter().map(line).collect::<String>())
}

fn actions(report: &IncidentReport) -> String {
    if report.input.actions.is_empty() {
        return String::new();
    }
    let rows = report.input.actions.iter().map(|it| {
        let owner = it.owner.as_deref().map_or_else(|| "-".to_owned(), plain);
        let due = it.due.map_or_else(|| "-".to_owned(), |due| due.to_string());
        vec![plain(&it.action), owner, due, action_state(report, it).0]
    });
    let count = format!("\n{}\n", actions_note(report));
    section("Actions", &format!("{}{count}", table(&["action", "owner", "due", "status"], rows)))
}
