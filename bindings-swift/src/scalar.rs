//! How the scalars cross: raw, so that what is wrong with them is found inside the call.

use crate::call::{FirstlineError, guard};
use crate::value::{FromCore, IntoCore};
use firstline::{Error, ErrorKind, Result};

/// What a caller sends for a number of seconds that is none (NaN, infinite).
const NOT_A_NUMBER: i64 = i64::MIN;

/// An instant, exact to the millisecond: since 1970-01-01T00:00Z.
#[derive(Debug, Clone, Copy)]
pub struct Timestamp(pub i64);

/// A signed length of time, exact to the millisecond.
#[derive(Debug, Clone, Copy)]
pub struct Span(pub i64);

uniffi::custom_newtype!(Timestamp, i64);
uniffi::custom_newtype!(Span, i64);

impl IntoCore for Timestamp {
    type Core = firstline::time::Timestamp;

    fn into_core(self) -> Result<Self::Core> {
        match self.0 {
            NOT_A_NUMBER => Err(invalid("timestamp.invalid", "instant")),
            millis => firstline::time::Timestamp::from_millis(millis),
        }
    }
}

impl FromCore for Timestamp {
    type Core = firstline::time::Timestamp;

    fn from_core(core: Self::Core) -> Self {
        Self(core.as_millis())
    }
}

impl IntoCore for Span {
    type Core = firstline::time::Span;

    fn into_core(self) -> Result<Self::Core> {
        match self.0 {
            NOT_A_NUMBER => Err(invalid("span.invalid", "span of time")),
            millis => Ok(firstline::time::Span::from_millis(millis)),
        }
    }
}

impl FromCore for Span {
    type Core = firstline::time::Span;

    fn from_core(core: Self::Core) -> Self {
        Self(core.as_millis())
    }
}

fn invalid(code: &str, what: &str) -> Error {
    Error::new(ErrorKind::Invalid, code, "", format!("a number that is not finite is no {what}"))
}

/// A scalar that crosses as its text.
macro_rules! text {
    ($($(#[$docs:meta])* $name:ident: $core:ty;)*) => {$(
        $(#[$docs])*
        #[derive(Debug, Clone)]
        pub struct $name(pub String);

        uniffi::custom_newtype!($name, String);

        impl IntoCore for $name {
            type Core = $core;

            fn into_core(self) -> Result<Self::Core> {
                parse(&self.0)
            }
        }

        impl FromCore for $name {
            type Core = $core;

            fn from_core(core: Self::Core) -> Self {
                Self(core.to_string())
            }
        }
    )*};
}

text! {
    /// A day of the calendar: `2026-03-02`.
    CivilDate: firstline::time::Date;
    /// A time of the clock, from `00:00` to `24:00`.
    TimeOfDay: firstline::time::TimeOfDay;
    /// A time zone by its IANA name, such as `Europe/Berlin`.
    Zone: firstline::time::Zone;
}

fn parse<T: std::str::FromStr<Err = Error>>(text: &str) -> Result<T> {
    text.parse()
}

/// An exact decimal number.
#[derive(Debug, Clone)]
pub struct Decimal(pub String);

uniffi::custom_newtype!(Decimal, String);

impl IntoCore for Decimal {
    type Core = rust_decimal::Decimal;

    fn into_core(self) -> Result<Self::Core> {
        rust_decimal::Decimal::from_str_exact(&self.0).map_err(|error| {
            let text = format!("'{}' is no decimal number that fits: {error}", self.0);
            Error::new(ErrorKind::Malformed, "decimal.malformed", "", text)
        })
    }
}

impl FromCore for Decimal {
    type Core = rust_decimal::Decimal;

    fn from_core(core: Self::Core) -> Self {
        Self(core.to_string())
    }
}

/// How an instant is written in JSON, read. Internal in Swift and Kotlin: the shared cases are tested with it.
#[uniffi::export]
pub fn timestamp_from_json(json: String) -> Result<Timestamp, FirstlineError> {
    guard(|| Ok(Timestamp::from_core(firstline::from_json(&json)?)))
}

/// An instant as it is written in JSON.
#[uniffi::export]
pub fn timestamp_to_json(value: Timestamp) -> Result<String, FirstlineError> {
    guard(|| firstline::to_json(&value.into_core()?))
}

/// How a span is written in JSON, read.
#[uniffi::export]
pub fn span_from_json(json: String) -> Result<Span, FirstlineError> {
    guard(|| Ok(Span::from_core(firstline::from_json(&json)?)))
}

/// A span as it is written in JSON.
#[uniffi::export]
pub fn span_to_json(value: Span) -> Result<String, FirstlineError> {
    guard(|| firstline::to_json(&value.into_core()?))
}
