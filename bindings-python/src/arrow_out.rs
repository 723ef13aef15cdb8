//! A table of results that any library of data frames can take without a copy.

use crate::errors::Refused;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, DurationMillisecondArray, Float64Array, Int64Array,
    NullArray, RecordBatch, RecordBatchIterator, RecordBatchOptions, StringArray,
    TimestampMicrosecondArray, TimestampMillisecondArray, TimestampNanosecondArray,
    TimestampSecondArray, UInt64Array,
};
use arrow_schema::{ArrowError, Field, Schema, TimeUnit};
use firstline::ErrorKind;
use firstline::time::{Span, Timestamp, Zone};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The values of a column of a [`Frame`].
#[allow(dead_code, reason = "which kinds there are depends on what tables are given")]
pub(crate) enum FrameColumn {
    Text(Vec<Option<String>>),
    Int(Vec<Option<i64>>),
    Float(Vec<Option<f64>>),
    Bool(Vec<Option<bool>>),
    /// Instants, shown by the clocks of a zone.
    Instant(Vec<Option<Timestamp>>, Zone),
    /// Times as they were lent: in UTC, or what clocks of no known zone showed.
    Times(Vec<Option<i64>>, TimeUnit, Option<&'static str>),
    /// Days since 1970-01-01.
    Dates(Vec<Option<i32>>),
    Unsigned(Vec<Option<u64>>),
    /// So many rows without a value.
    Nothing(usize),
    Span(Vec<Option<Span>>),
}

impl FrameColumn {
    fn array(self) -> ArrayRef {
        match self {
            Self::Text(values) => Arc::new(StringArray::from(values)),
            Self::Int(values) => Arc::new(Int64Array::from(values)),
            Self::Float(values) => Arc::new(Float64Array::from(values)),
            Self::Bool(values) => Arc::new(BooleanArray::from(values)),
            Self::Instant(values, zone) => {
                let millis = values.into_iter().map(|at| at.map(Timestamp::as_millis));
                let array = TimestampMillisecondArray::from_iter(millis);
                Arc::new(array.with_timezone(zone.name()))
            }
            Self::Times(values, unit, zone) => match unit {
                TimeUnit::Second => {
                    Arc::new(TimestampSecondArray::from(values).with_timezone_opt(zone))
                }
                TimeUnit::Millisecond => {
                    Arc::new(TimestampMillisecondArray::from(values).with_timezone_opt(zone))
                }
                TimeUnit::Microsecond => {
                    Arc::new(TimestampMicrosecondArray::from(values).with_timezone_opt(zone))
                }
                TimeUnit::Nanosecond => {
                    Arc::new(TimestampNanosecondArray::from(values).with_timezone_opt(zone))
                }
            },
            Self::Dates(values) => Arc::new(Date32Array::from(values)),
            Self::Unsigned(values) => Arc::new(UInt64Array::from(values)),
            Self::Nothing(rows) => Arc::new(NullArray::new(rows)),
            Self::Span(values) => {
                let millis = values.into_iter().map(|span| span.map(Span::as_millis));
                Arc::new(DurationMillisecondArray::from_iter(millis))
            }
        }
    }
}

/// A column of text.
pub(crate) fn text<R>(
    name: &str,
    rows: &[R],
    get: impl Fn(&R) -> Option<String>,
) -> (String, FrameColumn) {
    (name.to_owned(), FrameColumn::Text(rows.iter().map(get).collect()))
}

/// The text of a label.
pub(crate) fn label(label: impl Serialize) -> Option<String> {
    let json = firstline::to_json(&label).ok()?;
    Some(json.trim_matches('"').to_owned())
}

/// Adds a column for each field of the host. One that is named like another column gets a number that no other field
/// has.
pub(crate) fn add_fields(
    columns: &mut Vec<(String, FrameColumn)>,
    fields: Vec<(String, Vec<Option<String>>)>,
) {
    let own: BTreeSet<String> = columns.iter().map(|(name, _)| name.clone()).collect();
    let mut taken: BTreeSet<String> = fields.iter().map(|(name, _)| name.clone()).collect();
    taken.extend(own.iter().cloned());
    for (field, values) in fields {
        let mut name = field.clone();
        if own.contains(&field) {
            let numbered = (2..).map(|number| format!("{field}_{number}"));
            name = numbered.into_iter().find(|it| !taken.contains(it)).unwrap_or(name);
            taken.insert(name.clone());
        }
        columns.push((name, FrameColumn::Text(values)));
    }
}

/// A table of results: columns of text, numbers, truth values, instants and spans.
///
/// Whatever takes Arrow takes it, without a copy: `polars.DataFrame(frame)`, `pyarrow.table(frame)`, DuckDB by its name
/// in a query.
#[pyclass(frozen, module = "firstline", name = "Frame")]
pub(crate) struct Frame(RecordBatch);

impl Frame {
    /// A table of columns of one length, each of another name.
    pub(crate) fn new(columns: Vec<(String, FrameColumn)>) -> Result<Self, Refused> {
        let internal = |message| Refused::new(ErrorKind::Internal, "internal.frame", message);
        for (place, (name, _)) in columns.iter().enumerate() {
            if columns.iter().take(place).any(|(other, _)| other == name) {
                return Err(internal(format!("there are two columns '{name}'")));
            }
        }
        let columns = columns.into_iter().map(|(name, column)| (name, column.array()));
        let (fields, arrays): (Vec<_>, Vec<_>) = columns
            .map(|(name, array)| (Field::new(name, array.data_type().clone(), true), array))
            .unzip();
        let rows = arrays.first().map_or(0, |array: &ArrayRef| array.len());
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        let schema = Arc::new(Schema::new(fields));
        let batch = RecordBatch::try_new_with_options(schema, arrays, &options);
        batch.map(Self).map_err(|error| internal(error.to_string()))
    }
}

#[pymethods]
impl Frame {
    /// The Arrow stream of the table, as its PyCapsule interface has it.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // What is asked for is a wish, and who gives a stream may give it as it is.
        let _ = requested_schema;
        let batches = [Ok::<_, ArrowError>(self.0.clone())].into_iter();
        let reader = RecordBatchIterator::new(batches, self.0.schema());
        let stream = FFI_ArrowArrayStream::new(Box::new(reader));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    fn __len__(&self) -> usize {
        self.0.num_rows()
    }

    /// The names of the columns.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.0.schema().fields().iter().map(|field| field.name().clone()).collect()
    }

    fn __repr__(&self) -> String {
        format!("<Frame of {} rows: {}>", self.0.num_rows(), self.columns().join(", "))
    }

    /// As a DataFrame of pandas, which must be installed; with the types that pandas has of its own.
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("firstline.frames")?.getattr("_to_pandas")?.call1((slf,))
    }

    /// As a DataFrame of polars, which must be installed.
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("polars")?.getattr("DataFrame")?.call1((slf,))
    }

    /// A column as a list, and what it holds.
    fn _column<'py>(&self, py: Python<'py>, place: usize) -> PyResult<Bound<'py, PyAny>> {
        column(py, &self.0, place)
    }
}

/// The kind, the zone and the values of a column: those of time as milliseconds.
fn column<'py>(py: Python<'py>, batch: &RecordBatch, place: usize) -> PyResult<Bound<'py, PyAny>> {
    use arrow_array::cast::AsArray;
    use arrow_array::types::{
        DurationMillisecondType, Float64Type, Int64Type, TimestampMillisecondType,
    };
    use arrow_schema::DataType;
    let Some(array) = batch.columns().get(place) else {
        return Err(pyo3::exceptions::PyIndexError::new_err("there is no such column"));
    };
    match array.data_type() {
        DataType::Utf8 => {
            let texts: Vec<Option<&str>> = array.as_string::<i32>().iter().collect();
            ("text", "", texts).into_pyobject(py)
        }
        DataType::Int64 => {
            let ints: Vec<Option<i64>> = array.as_primitive::<Int64Type>().iter().collect();
            ("int", "", ints).into_pyobject(py)
        }
        DataType::Float64 => {
            let floats: Vec<Option<f64>> = array.as_primitive::<Float64Type>().iter().collect();
            ("float", "", floats).into_pyobject(py)
        }
        DataType::Boolean => {
            let truths: Vec<Option<bool>> = array.as_boolean().iter().collect();
            ("bool", "", truths).into_pyobject(py)
        }
        DataType::Timestamp(_, zone) => {
            let millis: Vec<Option<i64>> =
                array.as_primitive::<TimestampMillisecondType>().iter().collect();
            ("instant", zone.as_deref().unwrap_or("UTC"), millis).into_pyobject(py)
        }
        _ => {
            let millis: Vec<Option<i64>> =
                array.as_primitive::<DurationMillisecondType>().iter().collect();
            ("span", "", millis).into_pyobject(py)
        }
    }
    .map(Bound::into_any)
}
