//! Options, lists and maps of what else crosses.

use crate::convert::{Answer, FromPython, ToPython};
use crate::errors::Refused;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyDict, PyList, PyMapping, PyString, PyTuple};
use std::collections::BTreeMap;

impl<T: FromPython> FromPython for Option<T> {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Refused> {
        if value.is_none() { Ok(None) } else { T::from_python(value).map(Some) }
    }
}

impl<T: ToPython> ToPython for Option<T> {
    fn to_python(self, py: Python<'_>) -> Answer<'_> {
        self.map_or_else(|| Ok(py.None().into_bound(py)), |value| value.to_python(py))
    }
}

// A list of records is copied, since the core takes `&[Ticket]` in one piece while each object of Python holds its own:
// 25,000 tickets with 137,000 events take 0.1 s. A single record is borrowed.
impl<T: FromPython> FromPython for Vec<T> {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Refused> {
        if !is_sequence(value)? {
            let expected = match is_frame(value)? {
                true => "a list; of a frame, read_frame makes tickets and kpi_state figures",
                false => "a list",
            };
            return Err(Refused::wrong_type(value, expected));
        }
        let mut items = Self::with_capacity(value.len()?);
        for (place, item) in value.try_iter()?.enumerate() {
            let item = T::from_python(&item?);
            items.push(item.map_err(|refused| refused.within(&format!("[{place}]")))?);
        }
        Ok(items)
    }
}

/// A list, a tuple, or whatever else has a length and an order, such as a column of a data frame.
fn is_sequence(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        return Ok(true);
    }
    let scalar = value.is_instance_of::<PyString>()
        || value.is_instance_of::<PyBytes>()
        || value.is_instance_of::<PyByteArray>()
        || value.cast::<PyMapping>().is_ok();
    Ok(!scalar && value.hasattr("__len__")? && value.hasattr("__getitem__")? && !is_frame(value)?)
}

/// A frame has the length of its rows and is iterated by its columns.
fn is_frame(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(value.hasattr("columns")? && value.hasattr("__arrow_c_stream__")?)
}

impl<T: ToPython> ToPython for Vec<T> {
    fn to_python(self, py: Python<'_>) -> Answer<'_> {
        let items: Result<Vec<_>, Refused> =
            self.into_iter().map(|item| item.to_python(py)).collect();
        Ok(PyList::new(py, items?)?.into_any())
    }
}

impl<T: FromPython> FromPython for BTreeMap<String, T> {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Refused> {
        let map = value.cast::<PyMapping>().map_err(|_| Refused::wrong_type(value, "a dict"))?;
        let mut entries = Self::new();
        for entry in map.items()? {
            let (key, item): (Bound<'_, PyAny>, Bound<'_, PyAny>) = entry.extract()?;
            let key = String::from_python(&key)?;
            let item = T::from_python(&item).map_err(|refused| refused.within(&key))?;
            entries.insert(key, item);
        }
        Ok(entries)
    }
}

impl<T: ToPython> ToPython for BTreeMap<String, T> {
    fn to_python(self, py: Python<'_>) -> Answer<'_> {
        let entries = PyDict::new(py);
        for (key, item) in self {
            entries.set_item(key, item.to_python(py)?)?;
        }
        Ok(entries.into_any())
    }
}
