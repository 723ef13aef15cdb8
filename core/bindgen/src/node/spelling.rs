//! Names as Node spells them.

use crate::model::Type;
use crate::names::camel;

/// A field or parameter: `open_until` is `openUntil`, and what holds spans says its unit: `elapsedMs`.
pub(super) fn value(name: &str, ty: &Type) -> String {
    let unit = if has_span(ty) { "Ms" } else { "" };
    format!("{}{unit}", camel(name))
}

fn has_span(ty: &Type) -> bool {
    match ty {
        Type::Span => true,
        Type::Option(inner) | Type::List(inner) | Type::Map(inner) => has_span(inner),
        _ => false,
    }
}

/// A path in documentation: `Desk::open_between` is `Desk.openBetween`.
pub(super) fn path(path: &str) -> String {
    let spelt = |part: &str| match part.chars().next() {
        Some(first) if first.is_lowercase() => camel(part),
        _ => part.to_owned(),
    };
    path.split("::").map(spelt).collect::<Vec<_>>().join(".")
}
