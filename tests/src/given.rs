use crate::dispatch::AnyObject;
use firstline::{Error, ErrorKind, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value};
use std::collections::BTreeMap;

/// The arguments of a call, and the objects that they may name.
pub(crate) struct Given<'a> {
    pub(crate) values: &'a Map<String, Value>,
    pub(crate) objects: &'a BTreeMap<String, AnyObject>,
}

#[allow(dead_code, reason = "which of these the generator calls depends on the API")]
impl Given<'_> {
    /// An argument by its name; one that is left out is `null`.
    pub(crate) fn value<T: DeserializeOwned>(&self, name: &str) -> Result<T> {
        let value = self.values.get(name).unwrap_or(&Value::Null);
        firstline::from_json(&value.to_string()).map_err(|error| error.within(name))
    }

    /// A number, or the name of one that JSON has not: `NaN`, `Infinity`, `-Infinity`.
    pub(crate) fn number(&self, name: &str) -> Result<f64> {
        self.values.get(name).and_then(number).map_or_else(|| self.value(name), Ok)
    }

    /// A list of what [`number`](Self::number) reads.
    pub(crate) fn numbers(&self, name: &str) -> Result<Vec<f64>> {
        let list = self.values.get(name).and_then(Value::as_array);
        list.and_then(|list| list.iter().map(number).collect()).map_or_else(|| self.value(name), Ok)
    }

    /// Bytes, which a case gives as the text that they are in UTF-8, or as a list of their values.
    pub(crate) fn bytes(&self, name: &str) -> Result<Vec<u8>> {
        match self.values.get(name) {
            Some(Value::Array(_)) => self.value(name),
            _ => self.value::<String>(name).map(String::into_bytes),
        }
    }

    /// An object that the file declares under `objects`.
    pub(crate) fn object<T>(&self, name: &str, get: fn(&AnyObject) -> Option<&T>) -> Result<&T> {
        let declared: String = self.value(name)?;
        self.objects.get(&declared).and_then(get).ok_or_else(|| {
            let message = format!("the file declares no such object '{declared}'");
            Error::new(ErrorKind::Malformed, "case.object", name, message)
        })
    }
}

fn number(value: &Value) -> Option<f64> {
    match value.as_str() {
        Some("NaN") => Some(f64::NAN),
        Some("Infinity") => Some(f64::INFINITY),
        Some("-Infinity") => Some(f64::NEG_INFINITY),
        Some(_) => None,
        None => value.as_f64(),
    }
}

/// A result in the core's JSON.
pub(crate) fn write(result: &impl Serialize) -> Result<Value> {
    firstline::from_json(&firstline::to_json(result)?)
}

/// A number, or the name of one that JSON has not.
#[allow(dead_code, reason = "which of these the generator calls depends on the API")]
pub(crate) fn write_number(result: f64) -> Value {
    let name = |result: f64| match result {
        f64::INFINITY => "Infinity",
        f64::NEG_INFINITY => "-Infinity",
        _ => "NaN",
    };
    Number::from_f64(result).map_or_else(|| Value::from(name(result)), Value::Number)
}
