use super::{Span, Timestamp};
use serde::{Deserialize, Serialize};

/// A stretch of time `[start, end)`: its start belongs to it, its end does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// Its first instant.
    pub start: Timestamp,
    /// The first instant after it.
    pub end: Timestamp,
}

impl Period {
    /// Its elapsed time.
    pub const fn span(self) -> Span {
        self.end.since(self.start)
    }
}
