use crate::error::{Error, ErrorKind, Result};
use crate::json;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// A day of the calendar, in no zone: `2026-03-02`, from the year 1 to the year 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

impl Date {
    /// The day of that year, month and day of the month, both counted from 1.
    ///
    /// # Errors
    /// `date.invalid` where the calendar has no such day.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Result<Self> {
        NaiveDate::from_ymd_opt(year, month, day)
            .filter(|date| (1..=9999).contains(&date.year()))
            .map(Self)
            .ok_or_else(|| {
                Error::new(
                    ErrorKind::Invalid,
                    "date.invalid",
                    "",
                    format!("there is no day {year:04}-{month:02}-{day:02}"),
                )
            })
    }

    /// Its year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// Its month, from 1.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// Its day of the month, from 1.
    pub fn day(self) -> u32 {
        self.0.day()
    }
}

impl FromStr for Date {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let malformed = || {
            Error::new(
                ErrorKind::Malformed,
                "date.malformed",
                "",
                format!("'{text}' is no date; write 2026-03-02"),
            )
        };
        let digits = |range: std::ops::Range<usize>| {
            let part = text.get(range).filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
            part.and_then(|part| part.parse().ok()).ok_or_else(malformed)
        };
        if text.len() != 10 || text.get(4..5) != Some("-") || text.get(7..8) != Some("-") {
            return Err(malformed());
        }
        let year: u32 = digits(0..4)?;
        Self::from_ymd(i32::try_from(year).map_err(|_| malformed())?, digits(5..7)?, digits(8..10)?)
    }
}

impl From<Date> for NaiveDate {
    fn from(date: Date) -> Self {
        date.0
    }
}

impl TryFrom<NaiveDate> for Date {
    type Error = Error;

    fn try_from(date: NaiveDate) -> Result<Self> {
        Self::from_ymd(date.year(), date.month(), date.day())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

/// A time of the clock, from `00:00` to `24:00`, exact to the millisecond.
///
/// `24:00` is the end of a day and exists since opening hours need it; it is not `00:00`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(u32);

impl TimeOfDay {
    /// The start of a day.
    pub const MIDNIGHT: Self = Self(0);
    /// The end of a day.
    pub const END_OF_DAY: Self = Self(86_400_000);

    /// The time so many milliseconds after midnight by the clock.
    ///
    /// # Errors
    /// `time_of_day.out_of_range` after 24:00.
    pub fn from_millis(millis: u32) -> Result<Self> {
        match Self(millis) {
            time if time <= Self::END_OF_DAY => Ok(time),
            _ => Err(Error::new(
                ErrorKind::Invalid,
                "time_of_day.out_of_range",
                "",
                format!("{millis} ms is after 24:00"),
            )),
        }
    }

    /// Milliseconds since midnight by the clock.
    pub const fn as_millis(self) -> u32 {
        self.0
    }
}

impl FromStr for TimeOfDay {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let malformed = || {
            Error::new(
                ErrorKind::Malformed,
                "time_of_day.malformed",
                "",
                format!("'{text}' is no time of day; write 09:00, 17:30:15 or 24:00"),
            )
        };
        let (clock, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let mut total = 0_u32;
        let parts: Vec<&str> = clock.split(':').collect();
        if !(2..=3).contains(&parts.len()) || (text.contains('.') && parts.len() != 3) {
            return Err(malformed());
        }
        for (part, (limit, unit)) in parts.iter().zip([(24, 3_600_000), (59, 60_000), (59, 1_000)])
        {
            let number =
                part.parse::<u32>().ok().filter(|_| part.len() == 2 && !part.starts_with('+'));
            let number = number.filter(|number| *number <= limit).ok_or_else(malformed)?;
            total += number * unit;
        }
        if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return Err(malformed());
        }
        let millis: String = fraction.chars().chain("00".chars()).take(3).collect();
        Self::from_millis(total + millis.parse::<u32>().map_err(|_| malformed())?)
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, millis) = (self.0 / 1000, self.0 % 1000);
        write!(f, "{:02}:{:02}", seconds / 3600, seconds / 60 % 60)?;
        match (seconds % 60, millis) {
            (0, 0) => Ok(()),
            (seconds, 0) => write!(f, ":{seconds:02}"),
            (seconds, millis) => write!(f, ":{seconds:02}.{millis:03}"),
        }
    }
}

/// Debug, serde and the like for a civil type that reads and prints as text.
macro_rules! as_text {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(|error| json::pack(&error))
            }
        }
    )*};
}

as_text!(Date, TimeOfDay);

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("2026-02-29", "date.invalid")]
    #[case("0000-01-01", "date.invalid")]
    #[case("2026-2-9", "date.malformed")]
    #[case("+026-02-09", "date.malformed")]
    fn no_such_date(#[case] text: &str, #[case] code: &str) {
        assert_eq!(text.parse::<Date>().unwrap_err().code(), code);
    }

    #[rstest]
    #[case("00:00", 0)]
    #[case("17:30:15.5", 63_015_500)]
    #[case("24:00", 86_400_000)]
    fn times_of_day(#[case] text: &str, #[case] millis: u32) {
        assert_eq!(text.parse(), TimeOfDay::from_millis(millis));
    }

    #[rstest]
    #[case("24:01", "time_of_day.out_of_range")]
    #[case("9:00", "time_of_day.malformed")]
    #[case("09:60", "time_of_day.malformed")]
    #[case("09:00.5", "time_of_day.malformed")]
    #[case("noon", "time_of_day.malformed")]
    fn no_such_time(#[case] text: &str, #[case] code: &str) {
        assert_eq!(text.parse::<TimeOfDay>().unwrap_err().code(), code);
    }
}
