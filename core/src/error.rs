//! The one error of the library.
//!
//! Compiling a configuration finds every fault at once, so an [`Error`] is a list of [`Fault`]s. Each
//! says where in the input it lies, what was wrong and what would be right. The `code` is stable and
//! the same in every language; [`ErrorKind`] is what a program matches on.
//!
//! ```
//! let error = "Mars/Olympus".parse::<firstline::time::Zone>().unwrap_err();
//! assert_eq!(error.code(), "zone.unknown");
//! assert_eq!(error.kind(), firstline::ErrorKind::Unknown);
//! ```

use serde::{Deserialize, Serialize};
use std::fmt;

/// The coarse kind of a fault: what a program does about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// A text or value that can't be read as what it should be.
    Malformed,
    /// A value outside its range, or values that contradict each other.
    Invalid,
    /// A name that names nothing: a zone, a field, a label.
    Unknown,
    /// Something that the rules forbid, such as a transition of a ticket.
    NotAllowed,
    /// A question that has no answer, such as a target that no number of agents reaches.
    Unreachable,
    /// A defect of firstline itself.
    Internal,
}

/// One thing that is wrong with the input.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// What a program does about it.
    pub kind: ErrorKind,
    /// Stable name of the fault, such as `calendar.empty_window`.
    pub code: String,
    /// Where in the input it lies, from the argument on, such as `spec.weekly[2].close`; in JSON from its root on, where it
    /// is empty for the whole.
    pub path: String,
    /// What was wrong and what would be right.
    pub message: String,
}

impl Fault {
    /// A fault of a value that the host gave.
    pub(crate) fn invalid(code: &str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            kind: ErrorKind::Invalid,
            code: code.to_owned(),
            path: path.into(),
            message: message.into(),
        }
    }
}

/// Why a call did nothing: one or more [`Fault`]s.
///
/// It is one type, since a host handles all of them alike: show the message, log the code, point at
/// the path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(Box<Faults>);

/// Out of the way of what succeeds: every call gives a result back.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Faults {
    /// The first, so that there is always one.
    first: Fault,
    /// All further ones, in the order of the input.
    rest: Vec<Fault>,
}

/// What a call that can fail gives.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error of one fault.
    pub fn new(
        kind: ErrorKind,
        code: impl Into<String>,
        path: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Fault { kind, code: code.into(), path: path.into(), message: message.into() }.into()
    }

    /// All faults as one error, or nothing where there is none.
    pub fn from_faults(faults: Vec<Fault>) -> Result<()> {
        let mut faults = faults.into_iter();
        match faults.next() {
            None => Ok(()),
            Some(first) => Err(Self(Box::new(Faults { first, rest: faults.collect() }))),
        }
    }

    /// Every fault, in the order of the input.
    pub fn faults(&self) -> impl Iterator<Item = &Fault> {
        std::iter::once(&self.0.first).chain(&self.0.rest)
    }

    /// Every fault, owned.
    pub fn into_faults(self) -> Vec<Fault> {
        std::iter::once(self.0.first).chain(self.0.rest).collect()
    }

    /// The kind of the first fault.
    pub fn kind(&self) -> ErrorKind {
        self.0.first.kind
    }

    /// The code of the first fault.
    pub fn code(&self) -> &str {
        &self.0.first.code
    }

    /// The path of the first fault.
    pub fn path(&self) -> &str {
        &self.0.first.path
    }

    /// The same faults, seen from outside: each path is put below `parent`.
    #[must_use]
    pub fn within(self, parent: &str) -> Self {
        self.map_paths(|path| join_path(parent, path))
    }

    /// The same faults with other paths, such as those that another language spells.
    #[must_use]
    pub fn map_paths(mut self, mut change: impl FnMut(&str) -> String) -> Self {
        let Faults { first, rest } = &mut *self.0;
        for fault in std::iter::once(first).chain(rest) {
            fault.path = change(&fault.path);
        }
        self
    }

    /// The same faults, seen by who calls the argument `parameter` by the path `place`: `ticket.events`
    /// is `tickets[3].events` to him who goes through tickets. Faults of other arguments stay as they are.
    #[must_use]
    pub(crate) fn renamed(self, parameter: &str, place: &str) -> Self {
        self.map_paths(|path| {
            let rest = path.strip_prefix(parameter);
            match rest.filter(|rest| rest.is_empty() || rest.starts_with(['.', '['])) {
                Some(rest) => format!("{place}{rest}"),
                None => path.to_owned(),
            }
        })
    }
}

/// `child` below `parent`: `a` and `b` give `a.b`, `a` and `[1].b` give `a[1].b`.
fn join_path(parent: &str, child: &str) -> String {
    match (parent, child) {
        ("", path) | (path, "") => path.to_owned(),
        (parent, child) if child.starts_with('[') => format!("{parent}{child}"),
        (parent, child) => format!("{parent}.{child}"),
    }
}

impl From<Fault> for Error {
    fn from(first: Fault) -> Self {
        Self(Box::new(Faults { first, rest: Vec::new() }))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => write!(f, "{} [{}]", self.message, self.code),
            path => write!(f, "{path}: {} [{}]", self.message, self.code),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.first)?;
        self.0.rest.iter().try_for_each(|fault| write!(f, "\n{fault}"))
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_join_as_a_user_would_write_them() {
        assert_eq!(join_path("weekly[2]", "close"), "weekly[2].close");
        assert_eq!(join_path("tickets", "[0].events"), "tickets[0].events");
        assert_eq!(join_path("", "zone"), "zone");
        assert_eq!(join_path("zone", ""), "zone");
    }

    #[test]
    fn an_argument_has_the_name_that_its_caller_gives_it() {
        let renamed = |path: &str| {
            let error =
                Error::new(ErrorKind::Invalid, "ticket.not_created", path, "it has no creation");
            error.renamed("ticket", "tickets[3]").path().to_owned()
        };
        assert_eq!(renamed("ticket.events[0]"), "tickets[3].events[0]");
        assert_eq!(renamed("ticket"), "tickets[3]");
        assert_eq!(renamed("ticket_id"), "ticket_id");
        assert_eq!(renamed("now"), "now");
    }

    #[test]
    fn every_fault_is_shown() {
        let fault = |path: &str| Fault {
            kind: ErrorKind::Invalid,
            code: "calendar.empty_window".into(),
            path: path.into(),
            message: "close is open".into(),
        };
        let error = Error::from_faults(vec![fault("weekly[0]"), fault("weekly[1]")]).unwrap_err();
        assert_eq!(error.faults().count(), 2);
        assert_eq!(error.to_string().lines().count(), 2);
        assert_eq!(Error::from_faults(Vec::new()), Ok(()));
    }
}
