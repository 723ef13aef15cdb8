use super::{
    ActionStatus, FactorKind, ImpactRow, IncidentMoment, IncidentMomentKind, IncidentReport,
};
use crate::report::breach::{hours, local};
use crate::report::text::number;
use crate::time::{Span, Timestamp};

/// The report of an incident as Markdown: one heading, tables, lists, times in its zone.
///
/// What the host gave is printed as it is, with the signs that Markdown or HTML would read escaped. Of linked tickets
/// the timeline has the first and the last that was opened; the data has all. Parts that have nothing to say are left
/// out.
pub fn incident_report_markdown(report: &IncidentReport) -> String {
    let parts = [
        heading(report),
        impact(report),
        groups("By category", "category", &report.by_category),
        groups("By team", "team", &report.by_team),
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

fn time(at: Timestamp, report: &IncidentReport) -> String {
    local(at, &report.input.zone).unwrap_or_else(|_| at.to_string())
}

fn heading(report: &IncidentReport) -> String {
    let input = &report.input;
    let mut lines = vec![format!("Ticket {}", plain(&input.ticket))];
    if !input.problems.is_empty() {
        let problems: Vec<_> = input.problems.iter().map(|it| plain(it)).collect();
        lines.push(format!("problems {}", problems.join(", ")));
    }
    lines.push(format!("as of {} ({})", time(input.as_of, report), input.zone));
    let summary = input.summary.as_deref().map(|text| format!("\n{}\n", plain(text)));
    format!("# {}\n\n{}\n{}", plain(&input.title), lines.join(" · "), summary.unwrap_or_default())
}

fn impact(report: &IncidentReport) -> String {
    let (times, impact) = (&report.times, &report.impact);
    let span = |span: Option<Span>| span.map_or_else(|| "-".to_owned(), hours);
    let open = |text: String| {
        if impact.open > 0 { format!("{text}, {} open", number(impact.open)) } else { text }
    };
    let restored = report.restored_at.map(|at| time(at, report));
    let rows = [
        ("failed", time(report.started_at, report)),
        ("detected", time(report.detected_at, report)),
        ("restored", restored.unwrap_or_else(|| "not yet".to_owned())),
        ("time to detect", hours(times.to_detect)),
        ("time to acknowledge", span(times.to_acknowledge)),
        ("time to restore", span(times.to_restore)),
        ("time to resolve", span(times.to_resolve)),
        ("mean time to resolve its tickets", span(times.mean_to_resolve)),
        ("tickets", open(number(impact.tickets))),
        ("requesters", number(impact.requesters)),
        ("outage", hours(impact.outage)),
        ("outage times requesters", hours(impact.requester_time)),
        ("time of all tickets", hours(impact.ticket_time)),
    ];
    let rows = rows.into_iter().map(|(name, value)| vec![name.to_owned(), value]);
    section("Impact", &table(&["", ""], rows))
}

fn groups(title: &str, of: &str, rows: &[ImpactRow]) -> String {
    // Where nobody was told apart, there is nothing to show.
    if rows.iter().all(|row| row.value.is_none()) {
        return String::new();
    }
    let rows = rows.iter().map(|it| {
        let value = it.value.as_deref().map_or_else(|| "-".to_owned(), plain);
        vec![value, number(it.tickets), number(it.requesters), hours(it.ticket_time)]
    });
    section(title, &table(&[of, "tickets", "requesters", "time of tickets"], rows))
}

fn timeline(report: &IncidentReport) -> String {
    let opened = |it: &&IncidentMoment| {
        it.kind == IncidentMomentKind::Linked
            && it.event == Some(crate::ticket::TicketEventKind::Created)
    };
    let linked: Vec<_> = report.timeline.iter().filter(opened).collect();
    let ends = [linked.first().copied(), linked.last().copied()];
    let shown = |it: &&IncidentMoment| {
        it.kind != IncidentMomentKind::Linked
            || ends.iter().flatten().any(|end| std::ptr::eq(*end, *it))
    };
    let row = |it: &IncidentMoment| {
        let ticket = it.ticket.as_deref().map(plain).unwrap_or_default();
        vec![
            time(it.at, report),
            ticket,
            it.actor.as_deref().map(plain).unwrap_or_default(),
            plain(&it.text),
        ]
    };
    let rows = report.timeline.iter().filter(shown).map(row);
    let note = match linked.len() {
        0 => String::new(),
        count => format!(
            "\nLinked tickets: {}, of which the first and the last opened stand above.\n",
            number(super::impact::number(count))
        ),
    };
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
        format!("- {}: {}\n", kind_name(it.kind), plain(&it.text))
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
        vec![plain(&it.action), owner, due, status_name(it.status).to_owned()]
    });
    let count = format!(
        "\n{} open, {} overdue.\n",
        number(report.actions_open),
        number(report.actions_overdue)
    );
    section("Actions", &format!("{}{count}", table(&["action", "owner", "due", "status"], rows)))
}

const fn kind_name(kind: FactorKind) -> &'static str {
    match kind {
        FactorKind::People => "people",
        FactorKind::Process => "process",
        FactorKind::Technology => "technology",
        FactorKind::Supplier => "supplier",
        FactorKind::Change => "change",
        FactorKind::Environment => "environment",
    }
}

const fn status_name(status: ActionStatus) -> &'static str {
    match status {
        ActionStatus::Open => "open",
        ActionStatus::InProgress => "in progress",
        ActionStatus::Done => "done",
        ActionStatus::Dropped => "dropped",
    }
}
