//! A column of JavaScript: a typed array, or an array of strings, numbers, truth values or dates.

use crate::errors::wrong_type;
use crate::js::{Js, Numbers};
use firstline::Result;
use firstline::interop::{Column, InstantUnit, Validity, Values};
use napi::sys::ValueType;
use std::borrow::Cow;

const EXPECTED: &str = "a typed array, or an array of strings, numbers, truth values or dates";

/// So many elements are read before their handles are let go.
const TOGETHER: u32 = 1_024;

/// What was read of it.
pub(crate) enum Held {
    Texts {
        data: String,
        offsets: Vec<i64>,
        valid: Vec<bool>,
    },
    Instants(Vec<i64>, Vec<bool>),
    Ints(Vec<i64>),
    Floats(Vec<f64>),
    Bools(Vec<bool>, Vec<bool>),
    /// An array in which nothing is.
    Nothing(usize),
}

impl Held {
    /// Reads it. Numbers of a column of times are milliseconds since 1970-01-01T00:00Z.
    pub(crate) fn read(js: Js, is_time: bool) -> Result<Self> {
        if let Some(numbers) = js.as_numbers()? {
            return Ok(match numbers {
                Numbers::Ints(millis) if is_time => {
                    let valid = vec![true; millis.len()];
                    Self::Instants(millis, valid)
                }
                Numbers::Floats(millis) if is_time => Self::instants(&millis),
                Numbers::Ints(ints) => Self::Ints(ints),
                Numbers::Floats(floats) => Self::Floats(floats),
            });
        }
        if !js.is_array()? {
            return Err(wrong_type(EXPECTED));
        }
        let mut held = Self::Nothing(0);
        let length = js.length()?;
        let mut start = 0;
        while start < length {
            let end = start.saturating_add(TOGETHER).min(length);
            Js::scoped(js.env(), || {
                for index in start..end {
                    let pushed = held.push(js.at(index)?);
                    pushed.map_err(|error| error.within(&format!("[{index}]")))?;
                }
                Ok(())
            })?;
            start = end;
        }
        Ok(match held {
            Self::Floats(millis) if is_time => Self::instants(&millis),
            held => held,
        })
    }

    /// Milliseconds, where a number that is none is missing.
    fn instants(millis: &[f64]) -> Self {
        #[expect(
            clippy::as_conversions,
            reason = "what is beyond an i64 is no instant of ours either"
        )]
        let whole = millis.iter().map(|it| it.floor() as i64).collect();
        Self::Instants(whole, millis.iter().map(|it| !it.is_nan()).collect())
    }

    fn push(&mut self, value: Js) -> Result<()> {
        let kind = value.kind()?;
        let absent = kind == ValueType::napi_undefined || kind == ValueType::napi_null;
        if let Self::Nothing(missing) = self {
            let missing = *missing;
            if absent {
                *self = Self::Nothing(missing + 1);
                return Ok(());
            }
            let valid = vec![false; missing];
            *self = match kind {
                ValueType::napi_string => {
                    Self::Texts { data: String::new(), offsets: vec![0; missing + 1], valid }
                }
                ValueType::napi_boolean => Self::Bools(vec![false; missing], valid),
                ValueType::napi_number => Self::Floats(vec![f64::NAN; missing]),
                _ if value.is_date()? => Self::Instants(vec![0; missing], valid),
                _ => return Err(wrong_type("a string, a number, a truth value or a Date")),
            };
        }
        match self {
            Self::Texts { data, offsets, valid } => {
                valid.push(!absent);
                if !absent {
                    data.push_str(&value.text()?);
                }
                offsets.push(i64::try_from(data.len()).unwrap_or(i64::MAX));
            }
            Self::Bools(truths, valid) => {
                let truth = value.as_bool()?;
                if truth.is_none() && !absent {
                    return Err(wrong_type("a truth value, as above"));
                }
                truths.push(truth.unwrap_or(false));
                valid.push(!absent);
            }
            Self::Floats(numbers) => {
                let number = value.as_number()?;
                if number.is_none() && !absent {
                    return Err(wrong_type("a number, as above"));
                }
                numbers.push(number.unwrap_or(f64::NAN));
            }
            Self::Instants(millis, valid) => {
                let at = if absent { f64::NAN } else { date(value)? };
                #[expect(clippy::as_conversions, reason = "a Date is within ±8.64e15 ms")]
                millis.push(at.floor() as i64);
                valid.push(!at.is_nan());
            }
            Self::Ints(_) | Self::Nothing(_) => {}
        }
        Ok(())
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Texts { valid, .. } | Self::Bools(_, valid) => valid.len(),
            Self::Instants(millis, _) => millis.len(),
            Self::Ints(ints) => ints.len(),
            Self::Floats(floats) => floats.len(),
            Self::Nothing(length) => *length,
        }
    }

    /// As a column of the core.
    pub(crate) fn column(&self) -> Column<'_> {
        match self {
            Self::Texts { data, offsets, valid } => {
                let (data, offsets) = (Cow::Borrowed(&**data), Cow::Borrowed(&**offsets));
                Column::new(Values::LargeText { data, offsets }, Some(Validity::of(valid)))
            }
            Self::Instants(millis, valid) => {
                let (values, unit) = (Cow::Borrowed(&**millis), InstantUnit::Milli);
                let values = Values::Instants { values, unit, zoned: true };
                Column::new(values, Some(Validity::of(valid)))
            }
            Self::Ints(ints) => Column::new(Values::Ints(Cow::Borrowed(ints)), None),
            Self::Floats(floats) => Column::new(Values::Floats(Cow::Borrowed(floats)), None),
            Self::Bools(truths, valid) => {
                Column::new(Values::Bools(Validity::of(truths)), Some(Validity::of(valid)))
            }
            Self::Nothing(_) => Column::new(Values::Nothing, None),
        }
    }
}

fn date(value: Js) -> Result<f64> {
    if !value.is_date()? {
        return Err(wrong_type("a Date, as above"));
    }
    Ok(value.as_date()?.unwrap_or(f64::NAN))
}
