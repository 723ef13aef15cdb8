//! firstline's errors through serde, whose own are plain text.

use crate::error::{Error, ErrorKind};

/// What separates kind, code, path and message of an [`Error`] while serde carries it.
const SEPARATOR: char = '\u{1f}';

/// Packs an error into serde's, for a `Deserialize` of our own.
pub(crate) fn pack<E: serde::de::Error>(error: &Error) -> E {
    let message = error.faults().next().map_or("", |fault| &fault.message);
    let kind = super::to_json(&error.kind()).unwrap_or_default();
    let (code, path) = (error.code(), error.path());
    E::custom(format!("{kind}{SEPARATOR}{code}{SEPARATOR}{path}{SEPARATOR}{message}"))
}

fn unpack(text: &str) -> Option<Error> {
    let mut parts = text.splitn(4, SEPARATOR);
    let (kind, code, path, message) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    Some(Error::new(serde_json::from_str(kind).ok()?, code, path, message))
}

/// What is wrong with the data that serde read up to `path`. It tells serde's texts apart, since there are no codes.
pub(super) fn read_error(path: &str, error: &serde_json::Error) -> Error {
    let text = error.to_string();
    // Where the text breaks off, serde knows no place in it but line and column.
    if !error.is_data() {
        return Error::new(ErrorKind::Malformed, "json.syntax", "", text);
    }
    let path = if path == "." { "" } else { path };
    // serde_json adds where it stood; the path tells it better.
    let place = format!(" at line {} column {}", error.line(), error.column());
    let text = text.strip_suffix(&place).unwrap_or(&text);
    if let Some(error) = unpack(text) {
        return error.within(path);
    }
    let named = text.split('`').nth(1).unwrap_or_default();
    let (kind, code, below) = match text.split(' ').take(2).collect::<Vec<_>>().as_slice() {
        // It stands in the path already.
        ["unknown", "field"] => (ErrorKind::Unknown, "field.unknown", ""),
        ["missing", "field"] => (ErrorKind::Malformed, "field.missing", named),
        ["duplicate", "field"] => (ErrorKind::Malformed, "field.duplicate", named),
        ["unknown", "variant"] => (ErrorKind::Unknown, "label.unknown", ""),
        _ => (ErrorKind::Malformed, "value.type", ""),
    };
    Error::new(kind, code, below, text).within(path)
}
