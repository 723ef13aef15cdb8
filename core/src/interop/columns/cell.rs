use std::borrow::Cow;

/// By whose clocks a time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clock {
    /// Those of UTC: it is an instant.
    Utc,
    /// Those of a zone that the log names.
    Local,
    /// The same, of which only the day is told: it is that day's first instant.
    Day,
}

/// What stands in a row of a column.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Cell<'a> {
    Null,
    Text(&'a str),
    Int(i64),
    Float(f64),
    Bool(bool),
    /// Milliseconds since 1970-01-01T00:00.
    Time(i64, Clock),
}

/// Below it each integer has a float of its own.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl<'a> Cell<'a> {
    /// A column of integers in which some are missing is often one of floats.
    pub(super) fn of_float(float: f64) -> Self {
        if float.is_nan() {
            Self::Null
        } else if float.fract().abs() < f64::MIN_POSITIVE && float.abs() < EXACT {
            #[allow(clippy::as_conversions, reason = "an integer that an i64 holds")]
            Self::Int(float as i64)
        } else {
            Self::Float(float)
        }
    }

    /// Whether it is the same as another.
    #[inline]
    pub(super) fn is(self, other: Self) -> bool {
        match (self, other) {
            (Self::Text(one), Self::Text(two)) => one == two,
            (Self::Null, Self::Null) => true,
            (Self::Int(one), Self::Int(two)) => one == two,
            (Self::Float(one), Self::Float(two)) => one.to_bits() == two.to_bits(),
            (Self::Bool(one), Self::Bool(two)) => one == two,
            (Self::Time(one, _), Self::Time(two, _)) => one == two,
            _ => false,
        }
    }

    /// As a CSV would have it.
    pub(super) fn text(self) -> Cow<'a, str> {
        match self {
            Self::Null => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Int(int) => Cow::Owned(int.to_string()),
            Self::Float(float) => Cow::Owned(float.to_string()),
            Self::Bool(truth) => Cow::Borrowed(if truth { "true" } else { "false" }),
            Self::Time(millis, clock) => Cow::Owned(super::time_text::time_text(millis, clock)),
        }
    }

    /// Whether it reads as `text` would, whatever it is written in.
    pub(super) fn reads_as(self, other: Self) -> bool {
        self.is(other) || self.text() == other.text()
    }

    pub(super) fn count(self) -> Option<u32> {
        match self {
            Self::Int(int) => u32::try_from(int).ok(),
            Self::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    pub(super) fn truth(self) -> Option<bool> {
        Some(match self {
            Self::Bool(truth) => truth,
            Self::Int(0) => false,
            Self::Int(1) => true,
            Self::Text("true" | "True" | "TRUE" | "t" | "1") => true,
            Self::Text("false" | "False" | "FALSE" | "f" | "0") => false,
            _ => return None,
        })
    }
}
