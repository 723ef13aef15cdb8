use super::Span;
use crate::error::{Error, ErrorKind, Result};
use crate::json;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::num::NonZeroI64;
use std::{fmt, str::FromStr};

/// An instant, exact to the millisecond, from the year 1 to the year 9999 (UTC): what every language
/// of this library can hold.
///
/// It reads and prints RFC 3339 and needs an offset: `09:00` somewhere is not an instant. What is
/// finer than a millisecond is cut off, towards the past.
///
/// ```
/// use firstline::time::Timestamp;
/// let berlin: Timestamp = "2026-03-02T09:00:00+01:00".parse()?;
/// assert_eq!(berlin.to_string(), "2026-03-02T08:00:00Z");
/// # Ok::<(), firstline::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(NonZeroI64);

/// What an instant is stored from, so that none is zero and an `Option` of one takes no more room: answers are mostly
/// instants that may be absent, and a million of them fill the memory.
const STORED_FROM: i64 = i64::MIN / 2;

impl Timestamp {
    /// The first instant that there is: `0001-01-01T00:00:00Z`.
    pub const MIN: Self = Self::stored(-62_135_596_800_000);
    /// The last instant that there is: `9999-12-31T23:59:59.999Z`.
    pub const MAX: Self = Self::stored(253_402_300_799_999);

    const fn stored(millis: i64) -> Self {
        match NonZeroI64::new(millis.wrapping_sub(STORED_FROM)) {
            Some(stored) => Self(stored),
            // No instant of the years 1 to 9999.
            None => Self(NonZeroI64::MIN),
        }
    }

    /// The instant so many milliseconds after 1970-01-01T00:00Z.
    ///
    /// # Errors
    /// `timestamp.out_of_range` outside the years 1 to 9999.
    pub fn from_millis(millis: i64) -> Result<Self> {
        match millis {
            _ if (Self::MIN.as_millis()..=Self::MAX.as_millis()).contains(&millis) => {
                Ok(Self::stored(millis))
            }
            _ => Err(Error::new(
                ErrorKind::Invalid,
                "timestamp.out_of_range",
                "",
                format!("{millis} ms lies outside the years 1 to 9999"),
            )),
        }
    }

    /// Milliseconds since 1970-01-01T00:00Z.
    pub const fn as_millis(self) -> i64 {
        self.0.get().wrapping_add(STORED_FROM)
    }

    /// This instant moved by `span`, or nothing where that lies outside the years 1 to 9999.
    pub fn checked_add(self, span: Span) -> Option<Self> {
        Self::from_millis(self.as_millis().checked_add(span.as_millis())?).ok()
    }

    /// The elapsed time from `earlier` until this instant; negative where this one is the earlier.
    pub const fn since(self, earlier: Self) -> Span {
        // Both lie in the years 1 to 9999, so their difference can't overflow.
        Span::from_millis(self.0.get() - earlier.0.get())
    }
}

impl FromStr for Timestamp {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let instant = DateTime::parse_from_rfc3339(text).map_err(|error| {
            Error::new(
                ErrorKind::Malformed,
                "timestamp.malformed",
                "",
                format!("'{text}' is no instant ({error}); write 2026-03-02T09:00:00+01:00"),
            )
        })?;
        Self::from_millis(instant.timestamp_millis())
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let format =
            if self.as_millis() % 1000 == 0 { SecondsFormat::Secs } else { SecondsFormat::Millis };
        match DateTime::<Utc>::from_timestamp_millis(self.as_millis()) {
            Some(instant) => f.write_str(&instant.to_rfc3339_opts(format, true)),
            None => write!(f, "{} ms", self.as_millis()),
        }
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<DateTime<Utc>> for Timestamp {
    type Error = Error;

    fn try_from(instant: DateTime<Utc>) -> Result<Self> {
        Self::from_millis(instant.timestamp_millis())
    }
}

impl From<Timestamp> for DateTime<Utc> {
    fn from(at: Timestamp) -> Self {
        Self::from_timestamp_millis(at.as_millis()).unwrap_or_default()
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(|error| json::pack(&error))
    }
}
