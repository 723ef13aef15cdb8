//! Plain objects, read property by property.

use crate::errors::wrong_type;
use crate::js::{FromJs, Js};
use firstline::{Error, ErrorKind, Result};
use std::ffi::CStr;

/// The properties of an object while it is read.
pub(crate) struct Fields {
    object: Js,
    known: &'static [&'static str],
    /// How many properties were there; when all are, none can be unknown.
    seen: u32,
}

impl Fields {
    /// Starts to read an object that may have the `known` properties.
    pub(crate) fn of(object: Js, known: &'static [&'static str]) -> Result<Self> {
        object.require_object()?;
        Ok(Self { object, known, seen: 0 })
    }

    /// Starts to read a variant of a choice, whose `type` was read.
    pub(crate) fn of_variant(object: Js, known: &'static [&'static str]) -> Self {
        Self { object, known, seen: 1 }
    }

    /// A property that must be there.
    pub(crate) fn required<T: FromJs>(&mut self, key: &CStr) -> Result<T> {
        let Some(value) = self.get(key)? else {
            // A misspelt property is more likely than a forgotten one.
            self.refuse_unknown()?;
            let message = format!("the property '{}' is missing", name(key));
            return Err(Error::new(ErrorKind::Malformed, "field.missing", name(key), message));
        };
        T::from_js(value).map_err(|error| error.within(name(key)))
    }

    /// A property that may be left out.
    pub(crate) fn optional<T: FromJs>(
        &mut self,
        key: &CStr,
        default: impl FnOnce() -> T,
    ) -> Result<T> {
        let Some(value) = self.get(key)? else {
            return Ok(default());
        };
        T::from_js(value).map_err(|error| error.within(name(key)))
    }

    /// Refuses properties that are not known.
    pub(crate) fn finish(self) -> Result<()> {
        if self.object.keys()?.length()? == self.seen {
            return Ok(());
        }
        self.refuse_unknown()
    }

    /// A property, unless it is missing, `undefined` or `null`.
    fn get(&mut self, key: &CStr) -> Result<Option<Js>> {
        let value = self.object.get(key)?;
        let kind = value.kind()?;
        let is_there = kind != napi::sys::ValueType::napi_undefined;
        self.seen += u32::from(is_there);
        Ok((is_there && kind != napi::sys::ValueType::napi_null).then_some(value))
    }

    fn refuse_unknown(&self) -> Result<()> {
        let keys = self.object.keys()?;
        for index in 0..keys.length()? {
            let key = keys.at(index)?.text()?;
            if !self.known.contains(&key.as_str()) {
                let message =
                    format!("unknown property '{key}'; there are {}", self.known.join(", "));
                return Err(Error::new(ErrorKind::Unknown, "field.unknown", key, message));
            }
        }
        Ok(())
    }
}

impl Js {
    /// Refuses what is no plain object.
    pub(crate) fn require_object(self) -> Result<()> {
        let is_object = self.kind()? == napi::sys::ValueType::napi_object;
        if !is_object || self.is_array()? || self.is_date()? {
            return Err(wrong_type("an object"));
        }
        Ok(())
    }

    /// The `type` of a choice.
    pub(crate) fn tag(self) -> Result<String> {
        self.require_object()?;
        let tag = self.get(c"type")?;
        if tag.is_absent()? {
            let message = "the property 'type' is missing";
            return Err(Error::new(ErrorKind::Malformed, "field.missing", "type", message));
        }
        tag.text().map_err(|error| error.within("type"))
    }
}

/// An argument of a call.
pub(crate) fn argument<T: FromJs>(value: Js, name: &str) -> Result<T> {
    T::from_js(value).map_err(|error| match error.code() {
        // What is not there at all is missing rather than of a wrong type.
        "value.type" if error.path().is_empty() && value.is_absent().unwrap_or(false) => {
            let message = format!("the argument '{name}' is missing");
            Error::new(ErrorKind::Malformed, "field.missing", name, message)
        }
        _ => error.within(name),
    })
}

/// The properties' names are of the generator, so they are UTF-8.
fn name(key: &CStr) -> &str {
    key.to_str().unwrap_or_default()
}
