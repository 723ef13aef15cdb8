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
mod quality;
mod series;
mod verdict;
mod words;

use super::PerformanceReport;
pub(super) use crate::report::sheet::{Cell, Table, Tone};
pub(super) use crate::report::words::clean;
pub(super) use heading::facts;
pub(super) use heading::period_name;
use words::value;
pub(super) use words::{count, length, percent};
pub(super) use {
    figures::{changed, goal, headline, result},
    groups::label,
    series::{WEEKDAYS, buckets, hours, range, stretch_name},
    verdict::judged,
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
    Quality,
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
            Self::Quality => "quality",
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
        quality::section(report),
        Some(definitions::section(report)),
    ];
    all.into_iter().flatten().collect()
}
