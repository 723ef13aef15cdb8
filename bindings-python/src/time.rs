//! Instants and spans: `datetime` and `timedelta`.

use crate::convert::{Answer, FromPython, ToPython};
use crate::errors::Refused;
use crate::text::text;
use firstline::ErrorKind;
use firstline::time::{Span, Timestamp};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDateTime, PyDelta, PyString, PyTzInfo};

const DAY_MILLIS: i64 = 86_400_000;

/// 1970 in UTC, and a millisecond.
struct Units {
    epoch: Py<PyDateTime>,
    milli: Py<PyDelta>,
}

fn units(py: Python<'_>) -> PyResult<&'static Units> {
    static UNITS: PyOnceLock<Units> = PyOnceLock::new();
    UNITS.get_or_try_init(py, || {
        let utc = PyTzInfo::utc(py)?;
        let epoch = PyDateTime::new(py, 1970, 1, 1, 0, 0, 0, 0, Some(&utc))?.unbind();
        Ok(Units { epoch, milli: PyDelta::new(py, 0, 0, 1_000, false)?.unbind() })
    })
}

/// A `timedelta` in whole milliseconds, what is finer cut off towards the past.
fn millis(delta: &Bound<'_, PyAny>) -> PyResult<i64> {
    delta.floor_div(&units(delta.py())?.milli)?.extract()
}

fn delta(py: Python<'_>, millis: i64) -> Result<Bound<'_, PyDelta>, Refused> {
    let too_long = || {
        let message = format!("{millis} ms are more than a timedelta holds");
        Refused::new(ErrorKind::Invalid, "span.out_of_range", message)
    };
    let days = i32::try_from(millis.div_euclid(DAY_MILLIS)).map_err(|_| too_long())?;
    let rest = i32::try_from(millis.rem_euclid(DAY_MILLIS)).map_err(|_| too_long())?;
    PyDelta::new(py, days, rest / 1_000, rest % 1_000 * 1_000, true).map_err(|_| too_long())
}

impl FromPython for Timestamp {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Refused> {
        const EXPECTED: &str = "a datetime with a time zone";
        if !value.is_instance_of::<PyDateTime>() {
            return Err(Refused::wrong_type(value, EXPECTED));
        }
        // Python's own arithmetic asks whatever tzinfo there is, and minds `fold`.
        let since = match value.sub(&units(value.py())?.epoch) {
            Err(error) if error.is_instance_of::<PyTypeError>(value.py()) => {
                return Err(naive(value, error));
            }
            since => since?,
        };
        let millis = millis(&since).map_err(|_| Refused::wrong_type(value, EXPECTED))?;
        Ok(Self::from_millis(millis)?)
    }
}

/// Python can't subtract what has a zone from what has none: says so as our own error.
fn naive(value: &Bound<'_, PyAny>, error: PyErr) -> Refused {
    match value.call_method0("utcoffset") {
        Ok(offset) if offset.is_none() => {
            let message =
                format!("{value} has no time zone; give it one, such as tzinfo=timezone.utc");
            Refused::new(ErrorKind::Malformed, "timestamp.naive", message)
        }
        _ => Refused::Raised(error),
    }
}

impl ToPython for Timestamp {
    fn to_python(self, py: Python<'_>) -> Answer<'_> {
        Ok(units(py)?.epoch.bind(py).add(delta(py, self.as_millis())?)?)
    }
}

impl FromPython for Span {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Refused> {
        const EXPECTED: &str = "a timedelta or a text such as 4h 30m";
        if value.is_instance_of::<PyString>() {
            return Ok(text(value, EXPECTED)?.parse()?);
        }
        let wrong = || Refused::wrong_type(value, EXPECTED);
        let delta = value.cast::<PyDelta>().map_err(|_| wrong())?;
        Ok(Self::from_millis(millis(delta).map_err(|_| wrong())?))
    }
}

impl ToPython for Span {
    fn to_python(self, py: Python<'_>) -> Answer<'_> {
        Ok(delta(py, self.as_millis())?.into_any())
    }
}
