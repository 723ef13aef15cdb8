//! Text, bytes and nothing.

use crate::convert::{Answer, FromPython, ToPython};
use crate::errors::Refused;
use firstline::ErrorKind;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyMemoryView, PyString};

/// `value` as text.
pub(crate) fn text<'a>(value: &'a Bound<'_, PyAny>, expected: &str) -> Result<&'a str, Refused> {
    unicode(value.cast::<PyString>().map_err(|_| Refused::wrong_type(value, expected))?)
}

/// A `str` as Unicode, which half of a surrogate pair is not.
pub(crate) fn unicode<'a>(text: &'a Bound<'_, PyString>) -> Result<&'a str, Refused> {
    text.to_str().map_err(|_| {
        let message = "it has half of a surrogate pair, which is no character; drop it";
        Refused::new(ErrorKind::Malformed, "text.surrogate", message)
    })
}

impl FromPython for String {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Refused> {
        text(value, "a str").map(str::to_owned)
    }
}

impl ToPython for String {
    fn to_python(self, py: Python<'_>) -> Answer<'_> {
        self.as_str().to_python(py)
    }
}

impl ToPython for &str {
    fn to_python(self, py: Python<'_>) -> Answer<'_> {
        Ok(PyString::new(py, self).into_any())
    }
}

// A list of bytes is `bytes`: no number of 8 bits is part of the API, so this is not one of the lists.
impl FromPython for Vec<u8> {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Refused> {
        if value.is_instance_of::<PyMemoryView>() {
            return Self::from_python(&value.call_method0("tobytes")?);
        }
        if let Ok(bytes) = value.cast::<PyBytes>() {
            return Ok(bytes.as_bytes().to_vec());
        }
        let bytes = value.cast::<PyByteArray>().map_err(|_| Refused::wrong_type(value, "bytes"))?;
        Ok(bytes.to_vec())
    }
}

impl ToPython for Vec<u8> {
    fn to_python(self, py: Python<'_>) -> Answer<'_> {
        Ok(PyBytes::new(py, &self).into_any())
    }
}

impl ToPython for () {
    fn to_python(self, py: Python<'_>) -> Answer<'_> {
        Ok(py.None().into_bound(py))
    }
}
