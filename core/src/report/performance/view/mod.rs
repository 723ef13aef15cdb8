//! The report as sections of words and tables, which Markdown and HTML print each in its way.

#![cfg_attr(
    not(feature = "charts"),
    allow(dead_code, unused_imports, reason = "what charts alone need")
)]

mod breaches;
mod definitions;
mod figures;
mod groups;
mod heading;
mod series;
mod words;

use super::PerformanceReport;
pub(super) use heading::facts;
pub(super) use heading::period_name;
use words::value;
pub(super) use words::{clean, count, cut, length, percent};
pub(super) use {
    figures::{changed, goal, headline, result},
    groups::label,
    series::{WEEKDAYS, buckets, hours, range},
};

/// Which section it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Figures,
    Trend,
    Priorities,
    Breaches,
    Days,
    Ageing,
    Arrivals,
    Categories,
    Causes,
    Teams,
    Agents,
    Definitions,
}

impl Part {
    /// What anchors and ids call it.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Figures => "figures",
            Self::Trend => "trend",
            Self::Priorities => "priorities",
            Self::Breaches => "breaches",
            Self::Days => "days",
            Self::Ageing => "ageing",
            Self::Arrivals => "arrivals",
            Self::Categories => "categories",
            Self::Causes => "causes",
            Self::Teams => "teams",
            Self::Agents => "agents",
            Self::Definitions => "definitions",
        }
    }
}

/// A section of the report.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) part: Part,
    pub(super) title: String,
    /// What stands above the table.
    pub(super) lead: Vec<String>,
    /// Absent where there is nothing to put into one.
    pub(super) table: Option<Table>,
    /// What stands below it.
    pub(super) notes: Vec<String>,
}

impl Section {
    fn new(part: Part, title: impl Into<String>) -> Self {
        Self { part, title: title.into(), lead: Vec::new(), table: None, notes: Vec::new() }
    }
}

/// Whether words say something good or bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Tone {
    #[default]
    Plain,
    Good,
    Bad,
}

/// A cell of a table, as the host or the report words it: nothing in it is escaped yet.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) tone: Tone,
}

impl Cell {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), tone: Tone::Plain }
    }

    fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone }
    }
}

/// A table. The first cell of a row names it.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The heads of its columns, and whether they hold numbers.
    pub(super) heads: Vec<(String, bool)>,
    pub(super) rows: Vec<Vec<Cell>>,
    /// All of them together.
    pub(super) total: Option<Vec<Cell>>,
}

impl Table {
    fn text(&mut self, head: impl Into<String>) {
        self.heads.push((head.into(), false));
    }

    fn number(&mut self, head: impl Into<String>) {
        self.heads.push((head.into(), true));
    }
}

/// All sections that have something to say, in their order.
pub(super) fn sections(report: &PerformanceReport) -> Vec<Section> {
    let all = [
        Some(figures::section(report)),
        Some(series::trend(report)),
        Some(groups::priorities(report)),
        breaches::section(report),
        Some(series::days(report)),
        Some(series::ageing(report)),
        Some(series::arrivals(report)),
        Some(groups::section(
            report,
            Part::Categories,
            "Categories",
            "category",
            &report.categories,
        )),
        report
            .causes
            .as_ref()
            .map(|it| groups::section(report, Part::Causes, "Causes", "cause", it)),
        Some(groups::section(report, Part::Teams, "Teams", "team", &report.teams)),
        Some(groups::section(report, Part::Agents, "Agents", "agent", &report.agents)),
        Some(definitions::section(report)),
    ];
    all.into_iter().flatten().collect()
}
