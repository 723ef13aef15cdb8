//! How an error reaches Python: as an exception of `firstline.errors`, by its kind.

use crate::convert::ToPython;
use firstline::{Error, ErrorKind};
use pyo3::prelude::*;
use std::any::Any;

pyo3::import_exception!(firstline.errors, MalformedError);
pyo3::import_exception!(firstline.errors, InvalidError);
pyo3::import_exception!(firstline.errors, UnknownError);
pyo3::import_exception!(firstline.errors, NotAllowedError);
pyo3::import_exception!(firstline.errors, UnreachableError);
pyo3::import_exception!(firstline.errors, InternalError);

/// Why a call did nothing.
pub(crate) enum Refused {
    /// Something is wrong with the input.
    Fault(Error),
    /// Python code that was called on the way raised, such as a `tzinfo` of the caller's own.
    Raised(PyErr),
}

impl Refused {
    /// A fault of the value itself.
    pub(crate) fn new(kind: ErrorKind, code: &str, message: impl Into<String>) -> Self {
        Self::Fault(Error::new(kind, code, "", message))
    }

    /// `value` is not of the type that it should be.
    pub(crate) fn wrong_type(value: &Bound<'_, PyAny>, expected: &str) -> Self {
        match value.get_type().name() {
            Ok(got) => {
                Self::new(ErrorKind::Malformed, "value.type", format!("is {got}; give {expected}"))
            }
            Err(error) => Self::Raised(error),
        }
    }

    /// The core has panicked, which is a defect of it.
    pub(crate) fn panicked(panic: &(dyn Any + Send)) -> Self {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic");
        Self::new(ErrorKind::Internal, "internal.panic", format!("a defect of firstline: {text}"))
    }

    /// The same, seen from outside.
    pub(crate) fn within(self, place: &str) -> Self {
        match self {
            Self::Fault(error) => Self::Fault(error.within(place)),
            raised @ Self::Raised(_) => raised,
        }
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Fault(error)
    }
}

impl From<PyErr> for Refused {
    fn from(error: PyErr) -> Self {
        Self::Raised(error)
    }
}

impl From<Refused> for PyErr {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Raised(error) => error,
            Refused::Fault(error) => Python::attach(|py| exception(py, error)),
        }
    }
}

fn exception(py: Python<'_>, error: Error) -> PyErr {
    let (kind, message) = (error.kind(), error.to_string());
    let faults = match error.into_faults().to_python(py) {
        Ok(faults) => faults.unbind(),
        Err(refused) => return refused.into(),
    };
    let arguments = (message, faults);
    match kind {
        ErrorKind::Malformed => MalformedError::new_err(arguments),
        ErrorKind::Invalid => InvalidError::new_err(arguments),
        ErrorKind::Unknown => UnknownError::new_err(arguments),
        ErrorKind::NotAllowed => NotAllowedError::new_err(arguments),
        ErrorKind::Unreachable => UnreachableError::new_err(arguments),
        ErrorKind::Internal => InternalError::new_err(arguments),
    }
}
