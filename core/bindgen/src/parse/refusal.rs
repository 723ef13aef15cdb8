use std::fmt;
use std::path::{Path, PathBuf};

/// Something public in the core that no other language could have, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refusal {
    /// The file in which it stands.
    pub file: PathBuf,
    /// The line on which it starts, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What was found.
    pub found: String,
    /// What to write instead.
    pub instead: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}; {}", self.file.display(), self.line, self.found, self.instead)
    }
}

/// Collects refusals, so that all of them are told at once.
#[derive(Debug, Default)]
pub(super) struct Refusals(Vec<Refusal>);

impl Refusals {
    /// Takes note of one, at a place in a file.
    pub(super) fn add(
        &mut self,
        file: &Path,
        at: proc_macro2::Span,
        found: impl Into<String>,
        instead: impl Into<String>,
    ) {
        let refusal = Refusal {
            file: file.to_owned(),
            line: at.start().line,
            found: found.into(),
            instead: instead.into(),
        };
        self.0.push(refusal);
    }

    /// Takes note of one that concerns a file as a whole.
    pub(super) fn add_file(
        &mut self,
        file: &Path,
        found: impl Into<String>,
        instead: impl Into<String>,
    ) {
        let (found, instead) = (found.into(), instead.into());
        self.0.push(Refusal { file: file.to_owned(), line: 0, found, instead });
    }

    /// All of them in the order of files and lines, or `value` where there are none.
    pub(super) fn or<T>(mut self, value: T) -> Result<T, Vec<Refusal>> {
        self.0.sort();
        self.0.dedup();
        if self.0.is_empty() { Ok(value) } else { Err(self.0) }
    }
}
