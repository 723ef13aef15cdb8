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

mod choice;
mod fault;
mod node;

pub(crate) use choice::{Choice, read_choice};
pub(crate) use fault::pack;

use crate::error::{Error, ErrorKind, Result};
use fault::read_error;
use serde::{Serialize, de::DeserializeOwned};

/// Reads a record from JSON.
///
/// # Errors
/// `json.syntax` for text that is not JSON, `field.unknown`, `field.missing`, `field.duplicate`,
/// `label.unknown`, `value.type`, and every error of the values themselves, each with its path.
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

/// The text of a label, as JSON has it.
pub(crate) fn label_text<T: Serialize>(label: &T) -> String {
    to_json(label).unwrap_or_default().trim_matches('"').to_owned()
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
