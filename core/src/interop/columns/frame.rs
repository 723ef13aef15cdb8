use super::column::Column;
use super::mapping::ColumnMapping;
use crate::error::{Error, ErrorKind, Result};

/// A frame of columns with what they are, as one source of a [`ColumnLog`](super::ColumnLog).
#[derive(Debug, Clone)]
pub struct LogFrame<'a> {
    pub(super) names: Vec<String>,
    pub(super) chunks: Vec<Chunk<'a>>,
    pub(super) mapping: ColumnMapping,
    /// The rows, counted from 0, that could not be read at all, and why.
    pub(super) unreadable: Vec<(usize, String)>,
}

/// Some of its rows.
#[derive(Debug, Clone)]
pub(super) struct Chunk<'a> {
    pub(super) rows: usize,
    pub(super) columns: Vec<Column<'a>>,
}

impl<'a> LogFrame<'a> {
    /// An empty frame with columns of these names.
    pub const fn new(names: Vec<String>, mapping: ColumnMapping) -> Self {
        Self { names, chunks: Vec::new(), mapping, unreadable: Vec::new() }
    }

    /// Adds rows: a column for each name, all of `rows` rows.
    ///
    /// # Errors
    /// `columns.length` where there are more or fewer columns than names, or a column is of another length.
    pub fn add(&mut self, rows: usize, columns: Vec<Column<'a>>) -> Result<()> {
        let wrong = |path: &str, message: String| {
            Error::new(ErrorKind::Invalid, "columns.length", path, message)
        };
        if columns.len() != self.names.len() {
            let message = format!("{} columns for {} names", columns.len(), self.names.len());
            return Err(wrong("", message));
        }
        for (name, column) in self.names.iter().zip(&columns) {
            if let Some(length) = column.len().filter(|length| *length != rows) {
                return Err(wrong(name, format!("it has {length} rows where others have {rows}")));
            }
        }
        self.chunks.push(Chunk { rows, columns });
        Ok(())
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.rows).sum()
    }
}

impl ColumnMapping {
    /// The name of every column that is read, in no certain order.
    pub fn column_names(&self) -> Vec<&str> {
        let named = [
            &self.ticket,
            &self.at,
            &self.opened_at,
            &self.opened_by,
            &self.status,
            &self.priority,
            &self.tier,
            &self.channel,
            &self.category,
            &self.requester,
            &self.team,
            &self.agent,
            &self.reopens,
            &self.reassignments,
            &self.changes,
            &self.first_response_at,
            &self.resolved_at,
            &self.closed_at,
            &self.actor,
            &self.role,
            &self.kind,
            &self.public,
            &self.score,
            &self.best,
            &self.other,
            &self.other_opened_at,
            &self.field,
            &self.value,
            &self.value_before,
        ];
        let named = named.into_iter().filter_map(Option::as_deref);
        named.chain(self.fields.iter().map(String::as_str)).collect()
    }
}
