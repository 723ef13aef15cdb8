//! What records and choices share: their fields by name.

use crate::convert::run;
use crate::errors::Refused;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

/// A class with named fields.
pub(crate) trait Fields {
    /// The class as one types it, such as `Change.Created`.
    fn class_name(&self) -> &'static str;
    /// Each field that its constructor takes.
    fn fields<'py>(&self, py: Python<'py>) -> Result<Bound<'py, PyDict>, Refused>;
}

/// `Ticket(id='T-1')`, which could be typed back.
pub(crate) fn repr<T: Fields>(py: Python<'_>, value: &T) -> Result<String, Refused> {
    let mut arguments = Vec::new();
    for (name, field) in value.fields(py)? {
        arguments.push(format!("{name}={}", field.repr()?));
    }
    Ok(format!("{}({})", value.class_name(), arguments.join(", ")))
}

/// What pickle calls the class with.
pub(crate) fn arguments<'py, T: Fields>(
    py: Python<'py>,
    value: &T,
) -> Result<(Bound<'py, PyTuple>, Bound<'py, PyDict>), Refused> {
    Ok((PyTuple::empty(py), value.fields(py)?))
}

/// The same with other values for some fields.
pub(crate) fn replace<'py, C: Fields + crate::convert::Held>(
    value: &Bound<'py, C>,
    changes: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let fields = value.get().fields(value.py())?;
    if let Some(changes) = changes {
        fields.update(changes.as_mapping())?;
    }
    value.as_any().get_type().call((), Some(&fields))
}

/// Reads the JSON form.
pub(crate) fn from_json<T>(
    py: Python<'_>,
    json: &Bound<'_, PyAny>,
    read: fn(&str) -> firstline::Result<T>,
) -> Result<T, Refused>
where
    T: Send,
{
    let text = crate::text::text(json, "a str").map_err(|refused| refused.within("json"))?;
    Ok(run(py, || read(text))??)
}
