//! Tickets that have something in common.

use super::series::cell;
use super::words::{count, mark_note, name, percent};
use super::{Cell, Part, Section, Table};
use crate::report::{PerformanceReport, ReportGroup, ReportGroups};

pub(super) fn priorities(report: &PerformanceReport) -> Section {
    let title = if report.policies.is_empty() { "Priorities" } else { "Priorities and promises" };
    let mut section = section(report, Part::Priorities, title, "priority", &report.priorities);
    if !report.policies.is_empty() {
        let note =
            "Attainment: promises kept, of those that were due in the period and are decided.";
        section.notes.insert(0, note.to_owned());
    }
    section
}

pub(super) fn section(
    report: &PerformanceReport,
    part: Part,
    title: &str,
    one: &str,
    groups: &ReportGroups,
) -> Section {
    let mut section = Section::new(part, title);
    if groups.groups.is_empty() {
        section.lead.push("Nothing was created, resolved or due in the period.".to_owned());
        return section;
    }
    let mut table = Table::default();
    let mut letters = one.chars();
    let first = letters.next().map(|it| it.to_ascii_uppercase()).into_iter();
    table.text(first.chain(letters).collect::<String>());
    let rows = groups.total.iter().enumerate();
    for (index, row) in rows.clone() {
        table.number(
            report.definition(&row.kpi).map_or_else(|| name(&row.kpi), |it| name(&it.name)),
        );
        if index == 0 {
            table.number("Share");
            table.number("Cumulative");
        }
    }
    let shown = |it: Option<f64>| Cell::new(it.map_or_else(|| "-".to_owned(), percent));
    let line = |label: String, rows: &[crate::kpi::KpiRow], share, cumulative| {
        let mut cells = vec![Cell::new(label)];
        for (index, row) in rows.iter().enumerate() {
            cells.push(cell(report, row));
            if index == 0 {
                cells.extend([shown(share), shown(cumulative)]);
            }
        }
        cells
    };
    let group = |it: &ReportGroup| line(label(it, part, one), &it.rows, it.share, it.cumulative);
    table.rows = groups.groups.iter().map(group).collect();
    let all = groups.groups.iter().any(|it| it.share.is_some()).then_some(1.0);
    table.total = Some(line("All".to_owned(), &groups.total, all, None));
    section.table = Some(table);
    if groups.more > 0 {
        let tickets = if groups.more_volume == 1 { "ticket" } else { "tickets" };
        let (more, volume) = (count(groups.more), count(groups.more_volume));
        section.notes.push(format!("and {more} more, with {volume} {tickets}"));
    }
    let rows = groups.groups.iter().flat_map(|it| &it.rows).chain(&groups.total);
    section.notes.extend(mark_note(rows));
    section
}

/// What a group is called.
pub(in crate::report::performance) fn label(group: &ReportGroup, part: Part, one: &str) -> String {
    match (&group.label, part) {
        (Some(label), Part::Priorities) => label.to_uppercase(),
        (Some(label), _) if label.trim().is_empty() => "(blank)".to_owned(),
        (Some(label), _) => name(label),
        (None, _) => format!("(no {one})"),
    }
}
