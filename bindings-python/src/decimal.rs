//! Exact decimals: `decimal.Decimal`, also from `int` and text, never from a float.

use crate::convert::{Answer, FromPython, ToPython};
use crate::errors::Refused;
use firstline::ErrorKind;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyInt, PyString, PyType};
use rust_decimal::Decimal;

fn decimal_type(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static DECIMAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    DECIMAL.import(py, "decimal", "Decimal")
}

impl FromPython for Decimal {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Refused> {
        let exact = value.is_instance(decimal_type(value.py())?)?
            || value.is_instance_of::<PyString>()
            || (value.is_instance_of::<PyInt>() && !value.is_instance_of::<PyBool>());
        if !exact {
            return Err(Refused::wrong_type(value, "a Decimal, an int or a text such as 12.50"));
        }
        let text = value.str()?.to_string();
        Self::from_str_exact(&text).or_else(|_| Self::from_scientific(&text)).map_err(|error| {
            let message =
                format!("'{text}' is no decimal of up to 28 digits ({error}); write 12.50");
            Refused::new(ErrorKind::Malformed, "decimal.malformed", message)
        })
    }
}

impl ToPython for Decimal {
    fn to_python(self, py: Python<'_>) -> Answer<'_> {
        Ok(decimal_type(py)?.call1((self.to_string(),))?)
    }
}
