//! Truth values and numbers. `True` is not 1 here, and a number that does not fit is refused.

use crate::convert::{Answer, FromPython, ToPython};
use crate::errors::Refused;
use firstline::ErrorKind;
use pyo3::exceptions::PyOverflowError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyInt};

impl FromPython for bool {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Refused> {
        let truth = value.cast::<PyBool>().map_err(|_| Refused::wrong_type(value, "a bool"))?;
        Ok(truth.is_true())
    }
}

impl ToPython for bool {
    fn to_python(self, py: Python<'_>) -> Answer<'_> {
        Ok(PyBool::new(py, self).to_owned().into_any())
    }
}

fn out_of_range(value: &Bound<'_, PyAny>, range: &str) -> Refused {
    let message = format!("{value} does not fit; give {range}");
    Refused::new(ErrorKind::Invalid, "integer.out_of_range", message)
}

/// A number that Python can give without loss as `T`.
fn number<T>(value: &Bound<'_, PyAny>, expected: &str, range: &str) -> Result<T, Refused>
where
    T: for<'a, 'py> FromPyObject<'a, 'py, Error = PyErr>,
{
    if value.is_instance_of::<PyBool>() {
        return Err(Refused::wrong_type(value, expected));
    }
    value.extract().map_err(|error: PyErr| {
        match error.is_instance_of::<PyOverflowError>(value.py()) {
            true => out_of_range(value, range),
            false => Refused::wrong_type(value, expected),
        }
    })
}

impl FromPython for i64 {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Refused> {
        number(value, "an int", "an int of 64 bits")
    }
}

impl ToPython for i64 {
    fn to_python(self, py: Python<'_>) -> Answer<'_> {
        Ok(PyInt::new(py, self).into_any())
    }
}

impl FromPython for u32 {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Refused> {
        const RANGE: &str = "an int from 0 to 4294967295";
        let whole: i64 = number(value, "an int", RANGE)?;
        Self::try_from(whole).map_err(|_| out_of_range(value, RANGE))
    }
}

impl ToPython for u32 {
    fn to_python(self, py: Python<'_>) -> Answer<'_> {
        Ok(PyInt::new(py, self).into_any())
    }
}

impl FromPython for f64 {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Refused> {
        number(value, "a float", "what a float can hold")
    }
}

impl ToPython for f64 {
    fn to_python(self, py: Python<'_>) -> Answer<'_> {
        Ok(PyFloat::new(py, self).into_any())
    }
}
