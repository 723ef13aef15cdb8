//! The words that the generator knows before it has read anything.

use crate::model::Type;

/// A type that each backend knows by name and that is never read from the source.
pub(super) fn scalar(name: &str) -> Option<Type> {
    Some(match name {
        "bool" => Type::Bool,
        "u32" => Type::U32,
        "i64" => Type::I64,
        "f64" => Type::F64,
        "String" => Type::Str,
        "Timestamp" => Type::Timestamp,
        "Span" => Type::Span,
        "Date" => Type::Date,
        "TimeOfDay" => Type::TimeOfDay,
        "Zone" => Type::Zone,
        "Decimal" => Type::Decimal,
        _ => return None,
    })
}

/// Whether a type of that name is one that each backend knows; the error is one.
pub(super) fn is_scalar(name: &str) -> bool {
    matches!(name, "Error" | "Result") || scalar(name).is_some()
}

/// What to write instead of a type that has no counterpart elsewhere.
pub(super) fn instead_of(name: &str) -> Option<&'static str> {
    Some(match name {
        "u64" | "usize" | "u128" | "i128" | "isize" => {
            "write u32 or i64, which every language holds"
        }
        "u8" | "u16" | "i8" | "i16" | "i32" => "write u32 or i64",
        "f32" => "write f64",
        "char" => "write String",
        "HashMap" => "write BTreeMap<String, _>, whose order is the same everywhere",
        "HashSet" | "BTreeSet" | "VecDeque" => "write Vec<_>",
        "Box" | "Arc" | "Rc" | "Cow" => "write the type itself",
        "Duration" | "TimeDelta" => "write firstline's Span",
        "DateTime" | "NaiveDateTime" | "SystemTime" | "Instant" => "write firstline's Timestamp",
        "NaiveDate" => "write firstline's Date",
        "NaiveTime" => "write firstline's TimeOfDay",
        "TimeZone" | "Tz" => "write firstline's Zone",
        "Value" => "write a record, or a BTreeMap<String, String>",
        _ => return None,
    })
}
