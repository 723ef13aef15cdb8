//! Tables as words, which Markdown and HTML print each in its way.

#![cfg_attr(not(feature = "charts"), allow(dead_code, reason = "only pages have colours"))]

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

    pub(super) fn toned(text: impl Into<String>, tone: Tone) -> Self {
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
    pub(super) fn text(&mut self, head: impl Into<String>) {
        self.heads.push((head.into(), false));
    }

    pub(super) fn number(&mut self, head: impl Into<String>) {
        self.heads.push((head.into(), true));
    }
}
