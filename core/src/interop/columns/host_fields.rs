use super::log::ColumnLog;
use super::mapping::{ColumnMapping, LogField};
use crate::error::{Error, Fault, Result};

/// Those of some fields of the host that no mapping gives to tickets: a figure that reads one of them, such as
/// [`KpiEngine::fields`](crate::kpi::KpiEngine::fields) lists, would find it nowhere.
///
/// A mapping gives a field that [`fields`](ColumnMapping::fields) names or [`field_names`](ColumnMapping::field_names)
/// says to be one, and any field where the rows are events and [`field`](ColumnMapping::field) names a column.
///
/// ```
/// use firstline::interop::{ColumnMapping, unmapped_fields};
/// let mapping = ColumnMapping { fields: vec!["region".into()], ..Default::default() };
/// assert_eq!(unmapped_fields(&["region".into(), "plan".into()], &[mapping]), ["plan"]);
/// ```
pub fn unmapped_fields(fields: &[String], mappings: &[ColumnMapping]) -> Vec<String> {
    let given = |name: &String| mappings.iter().any(|it| gives_any(it) || gives(it, name));
    fields.iter().filter(|name| !given(name)).cloned().collect()
}

/// Whether its rows are events, which may change a field of any name.
const fn gives_any(mapping: &ColumnMapping) -> bool {
    mapping.kind.is_some() && mapping.field.is_some()
}

fn gives(mapping: &ColumnMapping, name: &String) -> bool {
    mapping.fields.contains(name)
        || mapping.field.is_some() && mapping.field_names.get(name) == Some(&LogField::Field)
}

impl ColumnLog<'_> {
    /// Refuses frames that give no ticket a field of the host that is needed, or have it in a column that no mapping
    /// names.
    ///
    /// # Errors
    /// `mapping.field_missing` for each.
    pub fn require_fields(&self, fields: &[String]) -> Result<()> {
        let mappings = || self.frames.iter().map(|frame| &frame.mapping);
        let is_column = |name: &String| self.frames.iter().any(|frame| frame.names.contains(name));
        let is_missing = |name: &&String| {
            let given = mappings().any(|it| gives(it, name));
            // Rows of events have a field in rows of its own, and in a column where it was there from the creation.
            !given && (is_column(name) || !mappings().any(gives_any))
        };
        let fault = |name: &String| {
            let message = format!(
                "'{name}' is read as a field of tickets, and no mapping says which column it is; name it in 'fields' of one"
            );
            Fault::invalid("mapping.field_missing", "mapping.fields", message)
        };
        // A log of no frames has no tickets, which lack nothing.
        if self.frames.is_empty() {
            return Ok(());
        }
        Error::from_faults(fields.iter().filter(is_missing).map(fault).collect())
    }
}
