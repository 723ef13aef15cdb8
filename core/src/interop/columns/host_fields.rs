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
    let given = |name: &String| mappings.iter().any(|mapping| gives(mapping, name));
    fields.iter().filter(|name| !given(name)).cloned().collect()
}

fn gives(mapping: &ColumnMapping, name: &String) -> bool {
    let by_event = mapping.kind.is_some() && mapping.field.is_some();
    by_event
        || mapping.fields.contains(name)
        || mapping.field.is_some() && mapping.field_names.get(name) == Some(&LogField::Field)
}

impl ColumnLog<'_> {
    /// Refuses frames that give no ticket a field of the host that is needed.
    ///
    /// # Errors
    /// `mapping.field_missing` for each of [`unmapped_fields`].
    pub fn require_fields(&self, fields: &[String]) -> Result<()> {
        let mappings: Vec<_> = self.frames.iter().map(|frame| frame.mapping.clone()).collect();
        let fault = |name: String| {
            let message = format!(
                "'{name}' is read as a field of tickets, and no mapping says which column it is; name it in 'fields' of one"
            );
            Fault::invalid("mapping.field_missing", "mapping.fields", message)
        };
        // A log of no frames has no tickets, which lack nothing.
        match mappings.as_slice() {
            [] => Ok(()),
            mappings => Error::from_faults(
                unmapped_fields(fields, mappings).into_iter().map(fault).collect(),
            ),
        }
    }
}
