//! Figures that the desk has from elsewhere: who reads them, and what is missing.

use super::PerformanceOptions;
use super::collect::Pass;
use crate::error::{Error, ErrorKind, Fault, Result};
use crate::kpi::{DeskFigures, KpiDefinition, Quantity};
use crate::time::Timestamp;
use std::collections::BTreeSet;

/// Which figures of the desk a definition reads.
fn read_by(definition: &KpiDefinition) -> impl Iterator<Item = &str> {
    let (part, whole) = definition.measure.terms();
    part.iter().chain(whole).filter_map(|term| match &term.quantity {
        Quantity::Figure { name } => Some(name.as_str()),
        _ => None,
    })
}

/// Refuses what is read and not given, and what is given and not read.
pub(super) fn check(options: &PerformanceOptions, definitions: &[KpiDefinition]) -> Result<()> {
    let given: BTreeSet<&str> =
        options.figures.iter().flat_map(|it| it.values.keys()).map(String::as_str).collect();
    let mut faults = Vec::new();
    for definition in definitions {
        let missing: BTreeSet<&str> =
            read_by(definition).filter(|name| !given.contains(name)).collect();
        if !missing.is_empty() {
            let missing: Vec<_> = missing.into_iter().collect();
            let message = format!(
                "'{}' is of figures that the desk has from elsewhere; give {}",
                definition.id,
                missing.join(", ")
            );
            faults.push(Fault::invalid("report.needs_figures", "options.figures", message));
        }
    }
    let read: BTreeSet<&str> = definitions.iter().flat_map(read_by).collect();
    for (index, row) in options.figures.iter().enumerate() {
        for name in row.values.keys().filter(|name| !read.contains(name.as_str())) {
            let message = format!("no KPI of the report reads '{name}'; name one in 'spec.kpis'");
            faults.push(Fault {
                kind: ErrorKind::Unknown,
                code: "kpi.unknown_figure".to_owned(),
                path: format!("options.figures[{index}].values.{name}"),
                message,
            });
        }
    }
    Error::from_faults(faults)
}

impl Pass {
    /// Adds the figures of the desk that this pass reads, as far as they were known at the instant.
    pub(super) fn take_figures(&mut self, figures: &[DeskFigures], as_of: Timestamp) -> Result<()> {
        let definitions = self.engine.definitions();
        let read: BTreeSet<&str> = definitions.iter().flat_map(read_by).collect();
        if read.is_empty() || figures.is_empty() {
            return Ok(());
        }
        let mine = |row: &DeskFigures| {
            let mut row = row.clone();
            row.values.retain(|name, _| row.at <= as_of && read.contains(name.as_str()));
            row
        };
        let mine: Vec<DeskFigures> = figures.iter().map(mine).collect();
        self.state = self
            .state
            .update_figures(&mine)
            .map_err(|error| error.renamed("figures", "options.figures"))?;
        Ok(())
    }
}
