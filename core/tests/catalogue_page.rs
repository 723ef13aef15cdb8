//! `docs/kpi-catalogue.md` is what the catalogue says. To write it anew: `FIRSTLINE_WRITE=1 cargo test --test catalogue_page`.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test reads and writes files and may fail"
)]

use firstline::kpi::{KpiClock, KpiDefinition, ReplyFilter, kpi_catalogue};
use std::fmt::Write;

const PAGE: &str = "../docs/kpi-catalogue.md";

const SECTIONS: [(u32, &str, &str); 5] = [
    (1, "Response", "How soon did the desk answer?"),
    (13, "Resolution", "How soon and how well did it resolve?"),
    (36, "Flow, queue and routing", "How much came, went and stayed, and who handed it to whom?"),
    (
        53,
        "Experience and self-service",
        "How was it for the requester, and what did he solve himself?",
    ),
    (
        61,
        "Voice, workforce, cost",
        "What telephony, workforce and cost say: figures of the desk (`DeskFigures`), in seconds where their names say so, \
        and tickets where the cohort is of tickets.",
    ),
];

fn label(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().replace('_', " ")
}

/// The figures that a definition reads, where it reads any.
fn figures(definition: &KpiDefinition) -> String {
    let measure = serde_json::to_value(&definition.measure).unwrap();
    let sides = ["of", "part", "whole"].iter().filter_map(|side| measure[side].as_array());
    let named = sides.flatten().filter_map(|term| term["quantity"]["name"].as_str());
    let mut names: Vec<String> = Vec::new();
    for name in named.map(|name| format!("`{name}`")) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() { String::new() } else { format!("; reads {}", names.join(", ")) }
}

fn row(definition: &KpiDefinition) -> String {
    let clock = match definition.clock {
        KpiClock::None => String::new(),
        clock => format!(", {} time", label(clock)),
    };
    format!(
        "| {} | `{}` | {} | {} | {}{} | {}{clock}{} | {} | {}, {} | {} | {} |\n",
        definition.number.unwrap(),
        definition.id,
        definition.mode.as_deref().unwrap_or_default().replace('_', " "),
        definition.name,
        definition.formula.replace('|', "\\|"),
        figures(definition),
        label(definition.cohort),
        if definition.replies == ReplyFilter::None { "" } else { ", replies" },
        definition.end_point,
        label(definition.unit),
        label(definition.direction),
        label(definition.merge),
        definition.source,
    )
}

fn page() -> String {
    let catalogue = kpi_catalogue();
    let mut page = format!(
        "# The catalogue of KPIs\n\n{} definitions under 74 numbers: the plain one of each number, and below it the modes in \
        which products or papers count otherwise. [The guide](kpi.md) says how they are used. This page is written from \
        the catalogue in the code, which every language can ask for (`kpi_catalogue`); a test compares the two.\n\n\
        *Cohort* says whose instants must lie in the period, *clock* which time counts, *end* the event at which it ends. \
        *Replies* stands where messages matter: those are public messages of a person of the desk after the creation, not \
        those of automations, no notes, and not the message with which an agent opened the ticket. The population is all \
        tickets; the `population` of a definition or of the specification takes those that meet a condition. *Merge* says how parts are put together.\n",
        catalogue.len()
    );
    let ends = SECTIONS.iter().skip(1).map(|section| section.0).chain([75]);
    for ((start, title, question), end) in SECTIONS.iter().zip(ends) {
        write!(page, "\n## {title}\n\n{question}\n\n").unwrap();
        page += "| # | id | mode | name | formula | cohort, clock, replies | end | unit, better | merge | source |\n";
        page += "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n";
        let within = |it: &&KpiDefinition| (*start..end).contains(&it.number.unwrap());
        catalogue.iter().filter(within).for_each(|it| page += &row(it));
    }
    page
}

#[test]
fn the_page_is_what_the_catalogue_says() {
    let page = page();
    if std::env::var("FIRSTLINE_WRITE").is_ok() {
        std::fs::write(PAGE, &page).unwrap();
    }
    assert_eq!(std::fs::read_to_string(PAGE).unwrap(), page, "write the page anew, see above");
}
