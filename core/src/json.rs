//! Records as JSON, and back, with firstline's own errors.
//!
//! Instants read RFC 3339, spans ISO 8601 (`PT4H30M`) or `4h 30m`; a field that is unknown is refused
//! by its path, so that a misspelt setting is never ignored.
//!
//! ```
//! use firstline::{from_json, time::Period};
//! let error = from_json::<Period>(r#"{"start": "2026-03-02T09:00:00Z", "finish": 1}"#).unwrap_err();
//! assert_eq!((error.code(), error.path()), ("field.unknown", "finish"));
//! ```

use crate::error::{Error, ErrorKind, Result};
use serde::{Serialize, de::DeserializeOwned};

/// What separates kind, code and message of an [`Error`] while serde carries it: serde's own errors
/// are plain text.
const SEPARATOR: char = '\u{1f}';

/// Reads a record from JSON.
///
/// # Errors
/// `json.syntax` for text that is not JSON, `field.unknown`, `field.missing`, `label.unknown`,
/// `value.type`, and every error of the values themselves, each with its path.
pub fn from_json<T: DeserializeOwned>(text: &str) -> Result<T> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| read_error(&error.path().to_string(), error.inner()))?;
    reader.end().map_err(|error| read_error("", &error))?;
    Ok(value)
}

/// Writes a record as JSON, on one line.
///
/// # Errors
/// `json.unwritable` for what JSON can't hold; no record of this library is such.
pub fn to_json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|error| Error::new(ErrorKind::Internal, "json.unwritable", "", error.to_string()))
}

/// Packs an error into serde's, for a `Deserialize` of our own.
pub(crate) fn pack<E: serde::de::Error>(error: &Error) -> E {
    let message = error.faults().next().map_or("", |fault| &fault.message);
    let kind = to_json(&error.kind()).unwrap_or_default();
    E::custom(format!("{kind}{SEPARATOR}{}{SEPARATOR}{message}", error.code()))
}

fn unpack(text: &str, path: &str) -> Option<Error> {
    let mut parts = text.splitn(3, SEPARATOR);
    let (kind, code, message) = (parts.next()?, parts.next()?, parts.next()?);
    Some(Error::new(serde_json::from_str(kind).ok()?, code, path, without_place(message)))
}

/// serde_json adds " at line 1 column 2" to what an error says; the path tells it better.
fn without_place(text: &str) -> &str {
    text.rsplit_once(" at line ").map_or(text, |(text, _)| text)
}

/// Tells serde's texts apart, since it has no codes.
fn read_error(path: &str, error: &serde_json::Error) -> Error {
    // Where the text breaks off, serde knows no place in it.
    let path = if path == "." || !error.is_data() { "" } else { path };
    let text = error.to_string();
    if let Some(error) = unpack(&text, path) {
        return error;
    }
    let named = text.split('`').nth(1).unwrap_or_default();
    // An unknown field stands in the path already, a missing one does not.
    let is_in_path = path.rsplit('.').next() == Some(named);
    let (kind, code, below) = match text.split(' ').take(2).collect::<Vec<_>>().as_slice() {
        _ if !error.is_data() => (ErrorKind::Malformed, "json.syntax", ""),
        ["unknown", "field"] if is_in_path => (ErrorKind::Unknown, "field.unknown", ""),
        ["unknown", "field"] => (ErrorKind::Unknown, "field.unknown", named),
        ["missing", "field"] => (ErrorKind::Malformed, "field.missing", named),
        ["unknown", "variant"] => (ErrorKind::Unknown, "label.unknown", ""),
        _ => (ErrorKind::Malformed, "value.type", ""),
    };
    let message = if error.is_data() { without_place(&text) } else { &text };
    Error::new(kind, code, below, message).within(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{CalendarSpec, WeeklyWindow};
    use rstest::rstest;

    #[rstest]
    #[case::unknown(r#"{"zone": "UTC", "weekly": [], "rezone": 1}"#, "field.unknown", "rezone")]
    #[case::missing(r#"{"zone": "UTC"}"#, "field.missing", "weekly")]
    #[case::missing_below(r#"{"zone": "UTC", "weekly": [{}]}"#, "field.missing", "weekly[0].days")]
    #[case::value(r#"{"zone": "Mars"}"#, "zone.unknown", "zone")]
    #[case::ends(r#"{"zone": "UTC", "#, "json.syntax", "")]
    #[case::more("1 2", "value.type", "")]
    fn paths(#[case] text: &str, #[case] code: &str, #[case] path: &str) {
        let error = from_json::<CalendarSpec>(text).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, path));
    }

    #[test]
    fn a_label_that_does_not_exist() {
        let text = r#"{"days": ["mon", "monday"], "open": "09:00", "close": "17:00"}"#;
        let error = from_json::<WeeklyWindow>(text).unwrap_err();
        assert_eq!((error.code(), error.path()), ("label.unknown", "days[1]"));
    }
}
