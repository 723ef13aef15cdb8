use super::linked;
use super::timeline::timeline;
use super::{counted, minutes};
use crate::report::breach::hours;
use crate::report::html::printed_table;
use crate::report::incident::impact::number as whole;
use crate::report::incident::view::{
    Grouped, action_state, actions_note, factor_name, grouped, impact, linked_note, opened, shown,
    time,
};
use crate::report::sheet::{Cell, Table, Tone};
use crate::report::text::number;
use crate::report::words::{clean, cut};
use crate::report::{ContributingFactor, ImpactRow, IncidentReport};
use maud::{Markup, html};

/// How many linked tickets are shown at once; of more the table is unfolded by the reader.
const MOST: usize = 20;
/// How many characters of a name stand in a table.
const NAME: usize = 80;

/// A part of the page.
pub(super) struct Section {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) body: Markup,
}

/// What prints a part.
type Print = fn(&IncidentReport) -> Markup;

/// All parts that have something to say, in their order.
pub(super) fn sections(report: &IncidentReport) -> Vec<Section> {
    let input = &report.input;
    let caused = !input.whys.is_empty() || input.root_cause.is_some();
    let all: [(bool, &str, &str, Print); 6] = [
        (true, "impact", "Impact", measures),
        (true, "timeline", "Timeline", moments),
        (caused, "cause", "Cause", cause),
        (!input.factors.is_empty(), "factors", "Contributing factors", factors),
        (
            !input.linked.is_empty() || !input.problems.is_empty(),
            "linked",
            "Linked tickets and problems",
            related,
        ),
        (!input.actions.is_empty(), "actions", "Actions", actions),
    ];
    let told = all.into_iter().filter(|(told, ..)| *told);
    told.map(|(_, id, title, body)| Section { id, title, body: body(report) }).collect()
}

fn table(heads: &[(&str, bool)], rows: Vec<Vec<Cell>>) -> Table {
    let heads = heads.iter().map(|(head, number)| ((*head).to_owned(), *number)).collect();
    Table { heads, rows, total: None }
}

fn measures(report: &IncidentReport) -> Markup {
    let it = &report.impact;
    let open = format!("{} open", number(it.open));
    let nameless = match it.without_requester {
        0 => "each once".to_owned(),
        count => format!("and {} without a requester", counted(count.into(), "ticket")),
    };
    let tiles = [
        ("Outage", hours(it.outage), minutes(it.outage)),
        ("Tickets", number(it.tickets), open),
        ("Requesters", number(it.requesters), nameless),
        ("Outage times requesters", hours(it.requester_time), minutes(it.requester_time)),
        ("Time of all tickets", hours(it.ticket_time), minutes(it.ticket_time)),
    ];
    let rows =
        impact(report).into_iter().map(|(name, value)| vec![Cell::new(name), Cell::new(value)]);
    html! {
        ul.tiles.narrow {
            @for (name, value, more) in &tiles {
                li { span.name { (name) } span.value { (value) } span.past { (more) } }
            }
        }
        (printed_table(&table(&[("measure", false), ("value", false)], rows.collect()), "Impact", "impact"))
        @for it in grouped(report) { (groups(&it)) }
    }
}

fn groups((title, of, rows): &Grouped<'_>) -> Markup {
    let row = |it: &ImpactRow| {
        let value = it.value.as_deref().map_or_else(|| "-".to_owned(), |it| cut(&clean(it), NAME));
        let numbers = [number(it.tickets), number(it.requesters), hours(it.ticket_time)];
        [value].into_iter().chain(numbers).map(Cell::new).collect()
    };
    let heads = [(*of, false), ("tickets", true), ("requesters", true), ("time of tickets", true)];
    html! {
        h3 { (title) }
        (printed_table(&table(&heads, rows.iter().map(row).collect()), title, "groups"))
    }
}

fn moments(report: &IncidentReport) -> Markup {
    let row = |it: &crate::report::IncidentMoment| {
        let text = |text: &Option<String>| text.as_deref().map(clean).unwrap_or_default();
        [time(it.at, report), text(&it.ticket), text(&it.actor), clean(&it.text)]
            .map(Cell::new)
            .to_vec()
    };
    let heads = ["time", "ticket", "who", "what"].map(|it| (it, false));
    let rows: Vec<_> = shown(report).into_iter().map(row).collect();
    html! {
        (timeline(report))
        p.note {
            "Each phase counts from the end of the one before: detection from the failure, response from the detection until \
            somebody took the ticket. The time to acknowledge counts from the creation of the ticket."
        }
        @if rows.is_empty() {
            p { "There are no moments." }
        } @else {
            (printed_table(&table(&heads, rows), "Timeline", "timeline"))
        }
        @if let Some(note) = linked_note(report) { p.note { (note) } }
    }
}

fn cause(report: &IncidentReport) -> Markup {
    html! {
        @if !report.input.whys.is_empty() {
            ol.whys {
                @for why in &report.input.whys {
                    li { strong { (clean(&why.question)) } p { (clean(&why.answer)) } }
                }
            }
        }
        @if let Some(cause) = &report.input.root_cause {
            p.root { strong { "Root cause: " } (clean(cause)) }
        }
    }
}

fn factors(report: &IncidentReport) -> Markup {
    let mut factors: Vec<_> = report.input.factors.iter().collect();
    factors.sort_by_key(|it| it.kind);
    let kinds = factors.chunk_by(|a: &&ContributingFactor, b| a.kind == b.kind);
    let kinds: Vec<_> = kinds.filter_map(|it| Some((factor_name(it.first()?.kind), it))).collect();
    html! {
        dl.factors {
            @for (kind, factors) in &kinds {
                div { dt { (kind) } @for it in *factors { dd { (clean(&it.text)) } } }
            }
        }
    }
}

fn related(report: &IncidentReport) -> Markup {
    let (linked, problems) = (&report.input.linked, &report.input.problems);
    let list = || printed_table(&linked::table(report), "Linked tickets", "linked");
    let ends = opened(report).next().zip(opened(report).last());
    html! {
        @if !problems.is_empty() {
            p { "Traced back to " (if problems.len() == 1 { "problem" } else { "problems" }) ":" }
            ul.plain { @for it in problems { li { (clean(it)) } } }
        }
        @if !linked.is_empty() {
            p {
                (counted(whole(linked.len()).into(), "linked ticket"))
                @if let Some((first, last)) = ends {
                    ", opened from " (time(first.at, report)) " to " (time(last.at, report))
                }
                "."
            }
            @if linked.len() > MOST {
                // Beside what opens it, not in it: paper has it all, and no browser prints what is in a closed one.
                details { summary { "All linked tickets" } }
                div.unfolded { (list()) }
            } @else {
                (list())
            }
        }
    }
}

fn actions(report: &IncidentReport) -> Markup {
    let row = |it: &crate::report::CorrectiveAction| {
        let owner = it.owner.as_deref().map_or_else(|| "-".to_owned(), clean);
        let due = it.due.map_or_else(|| "-".to_owned(), |due| due.to_string());
        let (state, overdue) = action_state(report, it);
        let state = Cell { text: state, tone: if overdue { Tone::Bad } else { Tone::Plain } };
        [clean(&it.action), owner, due].map(Cell::new).into_iter().chain([state]).collect()
    };
    let heads = ["action", "owner", "due", "status"].map(|it| (it, false));
    let rows = report.input.actions.iter().map(row).collect();
    html! {
        p { (actions_note(report)) }
        (printed_table(&table(&heads, rows), "Actions", "actions"))
    }
}
