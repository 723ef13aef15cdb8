//! What each figure is.

use super::words::name;
use super::{Cell, Part, Section, Table, clean};
use crate::kpi::{Cohort, KpiClock, KpiDefinition};
use crate::report::PerformanceReport;

pub(super) fn section(report: &PerformanceReport) -> Section {
    let mut section = Section::new(Part::Definitions, "Definitions");
    let mut table = Table::default();
    for head in ["Figure", "Formula", "Tickets", "Clock", "Population", "End point", "Source"] {
        table.text(head);
    }
    table.rows = report.definitions.iter().map(row).collect();
    section.table = Some(table).filter(|it| !it.rows.is_empty());
    section
}

fn row(definition: &KpiDefinition) -> Vec<Cell> {
    let population = match &definition.population {
        None => "all".to_owned(),
        Some(condition) => {
            crate::to_json(condition).unwrap_or_else(|_| "those of a condition".to_owned())
        }
    };
    let cells = [
        name(&definition.name),
        clean(&definition.formula),
        cohort(definition.cohort).to_owned(),
        clock(definition.clock).to_owned(),
        clean(&population),
        clean(&definition.end_point),
        clean(&definition.source),
    ];
    cells.into_iter().map(Cell::new).collect()
}

const fn cohort(cohort: Cohort) -> &'static str {
    match cohort {
        Cohort::CreatedIn => "created in the period",
        Cohort::RepliedIn => "answered in the period",
        Cohort::FirstResolvedIn => "first resolved in the period",
        Cohort::ResolvedIn => "resolved in the period",
        Cohort::ClosedIn => "closed in the period",
        Cohort::RatedIn => "rated in the period",
        Cohort::DueIn => "promises due in the period",
        Cohort::ActiveIn => "open in the period",
        Cohort::Snapshot => "at the instant",
        Cohort::Figures => "the desk's own figures",
    }
}

const fn clock(clock: KpiClock) -> &'static str {
    match clock {
        KpiClock::None => "none",
        KpiClock::Elapsed => "elapsed time",
        KpiClock::Business => "open time",
        KpiClock::Promise => "that of the promise",
        KpiClock::BusinessAtEnd => "open time by the calendar at the end",
    }
}
