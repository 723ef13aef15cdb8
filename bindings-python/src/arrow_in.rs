//! Arrow streams of other libraries, lent to the core as columns.

use crate::errors::Refused;
use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::types::{
    ArrowDictionaryKeyType, ArrowPrimitiveType, Date32Type, Date64Type, Decimal128Type,
    Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, OffsetSizeTrait, RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, DataType, TimeUnit};
use arrow_select::take::take;
use firstline::interop::{Codes, Column, ColumnMapping, InstantUnit, LogFrame, Validity, Values};
use firstline::{Error, ErrorKind};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What was read of a frame: the columns that a mapping names.
pub(crate) struct Batches {
    /// The names of all columns, and which of those that were read each is.
    names: Vec<(String, Option<usize>)>,
    /// What columns hold that can't be lent.
    odd: BTreeMap<String, String>,
    /// The rows of each batch, and its columns.
    batches: Vec<(usize, Vec<ArrayRef>)>,
    mapping: ColumnMapping,
}

/// What a frame lends of the columns that a mapping names.
pub(crate) struct Lent {
    stream: RecordBatchStreamReader,
    /// The names of all columns of the frame, where its stream is without some.
    names: Option<Vec<String>>,
    odd: BTreeMap<String, String>,
}

impl Lent {
    /// Asks a frame for columns; which of them can be lent, the package's own Python knows.
    pub(crate) fn of(frame: &Bound<'_, PyAny>, wanted: &[&str]) -> Result<Self, Refused> {
        let lend = frame.py().import("firstline.frames")?.getattr("_lend")?;
        let (lent, names, odd): (Bound<'_, PyAny>, _, _) =
            lend.call1((frame, wanted))?.extract()?;
        Ok(Self { stream: stream(&lent)?, names, odd })
    }
}

const EXPECTED: &str = "a frame with __arrow_c_stream__, such as a DataFrame of pandas or polars, a pyarrow Table or \
                        a DuckDB relation";

/// The stream of a frame.
fn stream(frame: &Bound<'_, PyAny>) -> Result<RecordBatchStreamReader, Refused> {
    if !frame.hasattr("__arrow_c_stream__")? {
        let class = frame.get_type().name()?;
        if class == "LazyFrame" {
            let message = "is a LazyFrame, which has no rows yet; collect() it first";
            return Err(Refused::new(ErrorKind::Malformed, "value.type", message));
        }
        return Err(Refused::wrong_type(frame, EXPECTED));
    }
    let capsule = frame.call_method0("__arrow_c_stream__")?;
    let capsule = capsule.cast::<PyCapsule>().map_err(|_| Refused::wrong_type(frame, EXPECTED))?;
    let pointer = capsule.pointer_checked(Some(c"arrow_array_stream"))?;
    // SAFETY: a capsule of this name holds such a stream (Arrow's PyCapsule interface). It is moved out of it: an
    // empty one stays behind, so that nobody releases it twice.
    unsafe { RecordBatchStreamReader::from_raw(pointer.cast::<FFI_ArrowArrayStream>().as_ptr()) }
        .map_err(|_| Refused::new(ErrorKind::Malformed, "value.type", NO_ROWS))
}

const NO_ROWS: &str =
    "lends no rows of named columns; give a frame, not a single column, such as series.to_frame()";

fn unreadable(error: &ArrowError) -> Error {
    let message = format!("its Arrow stream can't be read: {error}");
    Error::new(ErrorKind::Malformed, "columns.unreadable", "", message)
}

impl Batches {
    /// Reads a stream to its end, and keeps the columns that are asked for.
    pub(crate) fn read(lent: Lent, mapping: ColumnMapping) -> Result<Self, Error> {
        let Lent { stream, names, odd } = lent;
        let schema = stream.schema();
        let fields: Vec<&String> = schema.fields().iter().map(|field| field.name()).collect();
        let wanted = mapping.column_names();
        let is_wanted = |name: &String| wanted.contains(&name.as_str());
        let (places, asked): (Vec<usize>, Vec<&String>) =
            (0..).zip(&fields).filter(|(_, name)| is_wanted(name)).unzip();
        let names = names.unwrap_or_else(|| fields.iter().map(|name| (*name).clone()).collect());
        let place = |name: &String| asked.iter().position(|it| *it == name);
        let names =
            names.into_iter().map(|name| (place(&name), name)).map(|(place, name)| (name, place));
        let names = names.collect();
        let mut batches = Vec::new();
        let kept = |batch: RecordBatch| -> Result<_, ArrowError> {
            let columns =
                batch.project(&places)?.columns().iter().map(plain).collect::<Result<_, _>>()?;
            Ok((batch.num_rows(), columns))
        };
        for batch in stream {
            batches.push(batch.and_then(kept).map_err(|error| unreadable(&error))?);
        }
        // Without rows, the columns still have types.
        if batches.is_empty() {
            batches.push(kept(RecordBatch::new_empty(schema)).map_err(|error| unreadable(&error))?);
        }
        Ok(Self { names, odd, batches, mapping })
    }

    /// As columns of the core. Names of columns that nobody asked for stay, so that a message can list them.
    pub(crate) fn frame(&self) -> Result<LogFrame<'_>, Error> {
        let names = self.names.iter().map(|(name, _)| name.clone()).collect();
        let mut frame = LogFrame::new(names, self.mapping.clone());
        for (rows, arrays) in &self.batches {
            let columns = self.names.iter().map(|(name, place)| {
                let array = place.and_then(|place| arrays.get(place));
                match (array, self.odd.get(name)) {
                    (_, Some(found)) => Column::new(Values::Unsupported(found.clone()), None),
                    (Some(array), None) => column(array),
                    (None, None) => Column::new(Values::Nothing, None),
                }
            });
            frame.add(*rows, columns.collect())?;
        }
        Ok(frame)
    }
}

/// An array as it is, or, where its dictionary is one of no texts, its values themselves.
fn plain(array: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    match array.as_any_dictionary_opt() {
        Some(array)
            if !array.values().data_type().is_string() && !array.values().data_type().is_null() =>
        {
            take(array.values(), array.keys(), None)
        }
        _ => Ok(array.clone()),
    }
}

fn column(array: &ArrayRef) -> Column<'_> {
    let validity = array.nulls().map(|nulls| {
        let bits = nulls.inner();
        Validity::new(Cow::Borrowed(bits.inner().as_slice()), bits.offset())
    });
    Column::new(values(array), validity)
}

fn values(array: &ArrayRef) -> Values<'_> {
    let known = match array.data_type() {
        DataType::Null => Some(Values::Nothing),
        DataType::Utf8 => texts::<i32>(array, |data, offsets| Values::Text { data, offsets }),
        DataType::LargeUtf8 => {
            texts::<i64>(array, |data, offsets| Values::LargeText { data, offsets })
        }
        DataType::Utf8View => Some(views(array)),
        DataType::Dictionary(key, _) => match **key {
            DataType::Int8 => dictionary::<Int8Type>(array, Codes::I8),
            DataType::Int16 => dictionary::<Int16Type>(array, Codes::I16),
            DataType::Int32 => dictionary::<Int32Type>(array, Codes::I32),
            DataType::Int64 => dictionary::<Int64Type>(array, Codes::I64),
            DataType::UInt8 => dictionary::<UInt8Type>(array, Codes::U8),
            DataType::UInt16 => dictionary::<UInt16Type>(array, Codes::U16),
            DataType::UInt32 => dictionary::<UInt32Type>(array, Codes::U32),
            DataType::UInt64 => dictionary::<UInt64Type>(array, Codes::U64),
            _ => None,
        },
        DataType::Timestamp(unit, zone) => {
            let (unit, values) = match unit {
                TimeUnit::Second => (InstantUnit::Second, lent::<TimestampSecondType>(array)),
                TimeUnit::Millisecond => {
                    (InstantUnit::Milli, lent::<TimestampMillisecondType>(array))
                }
                TimeUnit::Microsecond => {
                    (InstantUnit::Micro, lent::<TimestampMicrosecondType>(array))
                }
                TimeUnit::Nanosecond => (InstantUnit::Nano, lent::<TimestampNanosecondType>(array)),
            };
            Some(Values::Instants { values, unit, zoned: zone.is_some() })
        }
        DataType::Date32 => Some(Values::Days(lent::<Date32Type>(array))),
        DataType::Date64 => {
            let values = lent::<Date64Type>(array);
            Some(Values::Instants { values, unit: InstantUnit::Milli, zoned: false })
        }
        DataType::Int64 => Some(Values::Ints(lent::<Int64Type>(array))),
        DataType::Int8 => ints::<Int8Type>(array),
        DataType::Int16 => ints::<Int16Type>(array),
        DataType::Int32 => ints::<Int32Type>(array),
        DataType::UInt8 => ints::<UInt8Type>(array),
        DataType::UInt16 => ints::<UInt16Type>(array),
        DataType::UInt32 => ints::<UInt32Type>(array),
        DataType::UInt64 => ints::<UInt64Type>(array).or_else(|| Some(digits::<UInt64Type>(array))),
        // Sums and wide integers of databases are decimals.
        DataType::Decimal128(_, 0) => {
            ints::<Decimal128Type>(array).or_else(|| Some(digits::<Decimal128Type>(array)))
        }
        DataType::Decimal128(_, scale) => whole(array, *scale),
        DataType::Float64 => Some(Values::Floats(lent::<Float64Type>(array))),
        DataType::Float32 => floats::<Float32Type>(array),
        DataType::Float16 => floats::<Float16Type>(array),
        DataType::Boolean => {
            let bits = array.as_boolean().values();
            let bytes = Cow::Borrowed(bits.inner().as_slice());
            Some(Values::Bools(Validity::new(bytes, bits.offset())))
        }
        _ => None,
    };
    known.unwrap_or_else(|| Values::Unsupported(format!("Arrow's {}", array.data_type())))
}

/// Text in one piece. It is looked at once whether it is UTF-8, as Arrow says that it must be.
fn texts<'a, O: OffsetSizeTrait>(
    array: &'a ArrayRef,
    make: impl FnOnce(Cow<'a, str>, Cow<'a, [O]>) -> Values<'a>,
) -> Option<Values<'a>> {
    let array = array.as_string::<O>();
    let offsets: &[O] = array.value_offsets();
    let (from, to) = (offsets.first()?.as_usize(), offsets.last()?.as_usize());
    let data = std::str::from_utf8(array.value_data().get(from..to)?).ok()?;
    Some(make(Cow::Borrowed(data), Cow::Borrowed(offsets)))
}

/// Text as views; where a buffer as a whole is not UTF-8, text by text.
fn views(array: &ArrayRef) -> Values<'_> {
    let array = array.as_string_view();
    let buffers = array.data_buffers().iter();
    let buffers = buffers.map(|it| std::str::from_utf8(it.as_slice()).ok());
    match buffers.collect() {
        Some(buffers) => {
            let (views, _) = array.views().inner().as_slice().as_chunks();
            Values::Views { views: Cow::Borrowed(views), buffers }
        }
        None => Values::Texts(array.iter().map(Option::unwrap_or_default).collect()),
    }
}

fn dictionary<'a, K: ArrowDictionaryKeyType>(
    array: &'a ArrayRef,
    codes: impl FnOnce(Cow<'a, [K::Native]>) -> Codes<'a>,
) -> Option<Values<'a>> {
    let array = array.as_dictionary::<K>();
    let values = array.values();
    let values = match values.data_type() {
        DataType::Utf8 => values.as_string::<i32>().iter().collect(),
        DataType::LargeUtf8 => values.as_string::<i64>().iter().collect(),
        DataType::Utf8View => values.as_string_view().iter().collect(),
        DataType::Null => Vec::new(),
        _ => return None,
    };
    let codes = codes(Cow::Borrowed(array.keys().values()));
    Some(Values::Dictionary { codes, values })
}

fn lent<T: ArrowPrimitiveType>(array: &ArrayRef) -> Cow<'_, [T::Native]> {
    Cow::Borrowed(array.as_primitive::<T>().values())
}

/// Integers of another width; nothing where one is beyond an `i64`.
fn ints<T: ArrowPrimitiveType>(array: &ArrayRef) -> Option<Values<'static>>
where
    T::Native: TryInto<i64>,
{
    let values = array.as_primitive::<T>().values().iter();
    let ints = values.map(|value| (*value).try_into().ok()).collect::<Option<Vec<i64>>>()?;
    Some(Values::Ints(Cow::Owned(ints)))
}

/// Integers of which some are beyond an `i64`, such as hashes that name tickets, as text.
fn digits<T: ArrowPrimitiveType>(array: &ArrayRef) -> Values<'static>
where
    T::Native: ToString,
{
    let (mut data, mut offsets) = (String::new(), vec![0]);
    for value in array.as_primitive::<T>().values() {
        data.push_str(&value.to_string());
        offsets.push(i64::try_from(data.len()).unwrap_or(i64::MAX));
    }
    Values::LargeText { data: Cow::Owned(data), offsets: Cow::Owned(offsets) }
}

/// Decimals with a scale, where each is a whole number that an `i64` holds.
fn whole(array: &ArrayRef, scale: i8) -> Option<Values<'static>> {
    let power = 10_i128.checked_pow(scale.unsigned_abs().into())?;
    let number = |value: i128| match scale {
        ..0 => value.checked_mul(power),
        _ => (value % power == 0).then_some(value / power),
    };
    let array = array.as_primitive::<Decimal128Type>();
    // What stands where there is no value may be anything.
    let ints = array.iter().map(|it| it.map_or(Some(0), |it| number(it)?.try_into().ok()));
    Some(Values::Ints(Cow::Owned(ints.collect::<Option<Vec<i64>>>()?)))
}

fn floats<T: ArrowPrimitiveType>(array: &ArrayRef) -> Option<Values<'static>>
where
    T::Native: Into<f64>,
{
    let values = array.as_primitive::<T>().values().iter();
    Some(Values::Floats(Cow::Owned(values.map(|value| (*value).into()).collect())))
}
