//! Civil time: `date`, `time` and zones, each also as text.

use crate::convert::{Answer, FromPython, ToPython};
use crate::errors::Refused;
use crate::text::text;
use firstline::time::{Date, TimeOfDay, Zone};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDate, PyDateTime, PyString, PyTime, PyType};

impl FromPython for Date {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Refused> {
        const EXPECTED: &str = "a date or a text such as 2026-03-02";
        // A datetime is a date too, in Python; its time would be lost in silence.
        if value.is_instance_of::<PyDate>() && !value.is_instance_of::<PyDateTime>() {
            return Ok(text(&value.call_method0("isoformat")?, EXPECTED)?.parse()?);
        }
        Ok(text(value, EXPECTED)?.parse()?)
    }
}

impl ToPython for Date {
    fn to_python(self, py: Python<'_>) -> Answer<'_> {
        static FROM_ISO: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let from_iso = FROM_ISO.get_or_try_init(py, || {
            py.import("datetime")?.getattr("date")?.getattr("fromisoformat").map(Bound::unbind)
        })?;
        Ok(from_iso.bind(py).call1((self.to_string(),))?)
    }
}

impl FromPython for TimeOfDay {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Refused> {
        const EXPECTED: &str = "a time without a zone or a text such as 09:00";
        if value.is_instance_of::<PyTime>() {
            if !value.getattr("tzinfo")?.is_none() {
                return Err(Refused::wrong_type(value, EXPECTED));
            }
            return Ok(text(&value.call_method0("isoformat")?, EXPECTED)?.parse()?);
        }
        Ok(text(value, EXPECTED)?.parse()?)
    }
}

impl ToPython for TimeOfDay {
    fn to_python(self, py: Python<'_>) -> Answer<'_> {
        Ok(PyString::new(py, &self.to_string()).into_any())
    }
}

impl FromPython for Zone {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Refused> {
        const EXPECTED: &str = "a ZoneInfo or a text such as Europe/Berlin";
        static ZONE_INFO: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        if value.is_instance(ZONE_INFO.import(value.py(), "zoneinfo", "ZoneInfo")?)? {
            return Ok(text(&value.getattr("key")?, EXPECTED)?.parse()?);
        }
        Ok(text(value, EXPECTED)?.parse()?)
    }
}

impl ToPython for Zone {
    fn to_python(self, py: Python<'_>) -> Answer<'_> {
        Ok(PyString::new(py, self.name()).into_any())
    }
}
