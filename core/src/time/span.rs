use crate::error::{Error, ErrorKind, Result};
use crate::json;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::ops::{Add, AddAssign, Neg, Sub};
use std::{fmt, str::FromStr};

/// A signed length of elapsed time, exact to the millisecond.
///
/// It prints `4h 30m`, is written to JSON as ISO 8601 (`PT4H30M`) and reads both. An hour is always 3600 seconds: days
/// and weeks are 24 and 168 hours, never "until the same time tomorrow".
///
/// ```
/// use firstline::time::Span;
/// assert_eq!("4h 30m".parse::<Span>()?, Span::minutes(270));
/// assert_eq!(Span::minutes(270).to_string(), "4h 30m");
/// # Ok::<(), firstline::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span(i64);

/// The units that a text may name, longest first: its letter and its milliseconds.
const UNITS: [(&str, i64); 6] = [
    ("w", 604_800_000),
    ("d", 86_400_000),
    ("h", 3_600_000),
    ("m", 60_000),
    ("s", 1_000),
    ("ms", 1),
];

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// So many milliseconds.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// So many seconds; at the ends of the range it stays there.
    pub const fn seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1_000))
    }

    /// So many minutes; at the ends of the range it stays there.
    pub const fn minutes(minutes: i64) -> Self {
        Self(minutes.saturating_mul(60_000))
    }

    /// So many hours; at the ends of the range it stays there.
    pub const fn hours(hours: i64) -> Self {
        Self(hours.saturating_mul(3_600_000))
    }

    /// Its milliseconds.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Whether it runs backwards.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// A share of it, rounded to the millisecond.
    #[expect(clippy::as_conversions, reason = "a float cast saturates")]
    pub(crate) fn share(self, share: f64) -> Self {
        Self((self.0 as f64 * share).round() as i64)
    }

    /// Refuses a span that runs backwards.
    pub(crate) fn require_not_negative(self, path: &str) -> Result<Self> {
        if self.is_negative() {
            return Err(Error::new(
                ErrorKind::Invalid,
                "span.negative",
                path,
                format!("{self} runs backwards; give a span of zero or more"),
            ));
        }
        Ok(self)
    }
}

impl Add for Span {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Span {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Span {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Span {
    type Output = Self;

    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl std::iter::Sum for Span {
    fn sum<I: Iterator<Item = Self>>(spans: I) -> Self {
        spans.fold(Self::ZERO, Self::add)
    }
}

impl FromStr for Span {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let fault = || {
            Error::new(
                ErrorKind::Malformed,
                "span.malformed",
                "",
                format!("'{text}' is no span of time; write 4h 30m or PT4H30M"),
            )
        };
        let lower = text.trim().to_ascii_lowercase();
        let (sign, rest) = match lower.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, lower.as_str()),
        };
        let millis = match rest.strip_prefix('p') {
            Some(iso) => iso8601(iso),
            None => words(rest),
        };
        let millis = millis.and_then(|millis| i64::try_from(sign * millis).ok());
        millis.map(Self).ok_or_else(fault)
    }
}

/// `4h 30m`, largest unit first, each at most once. It is wider than a span, of which one more is
/// negative than positive.
fn words(text: &str) -> Option<i128> {
    let mut units = UNITS.iter();
    let mut total = 0_i128;
    let mut rest = text.trim();
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let (number, after) = split_number(rest)?;
        let letters = after.trim_start().find(|c: char| !c.is_ascii_alphabetic());
        let after = after.trim_start();
        let (unit, next) = after.split_at(letters.unwrap_or(after.len()));
        let (_, millis) = units.find(|(name, _)| *name == unit)?;
        total = total.checked_add(scale(number, *millis)?)?;
        rest = next.trim_start();
    }
    Some(total)
}

/// What follows the `P` of ISO 8601, in lower case: `1dt4h30m`. Years and months have no fixed length
/// and are refused.
fn iso8601(text: &str) -> Option<i128> {
    let (days, time) = match text.split_once('t') {
        Some((_, "")) => return None,
        Some((days, time)) => (days, time),
        None => (text, ""),
    };
    let part = |text: &str, units: &[(&str, i64)]| -> Option<i128> {
        let mut units = units.iter();
        let (mut total, mut rest) = (0_i128, text);
        while !rest.is_empty() {
            let (number, after) = split_number(rest)?;
            let (unit, millis) = units.find(|(name, _)| after.starts_with(name))?;
            total = total.checked_add(scale(number, *millis)?)?;
            rest = after.strip_prefix(unit)?;
        }
        Some(total)
    };
    if days.is_empty() && time.is_empty() {
        return None;
    }
    let (days_units, time_units) = UNITS.split_at(2);
    part(days, days_units)?.checked_add(part(time, time_units.get(..3)?)?)
}

/// The number that a text starts with, and the rest.
fn split_number(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// `number` times `unit`, exactly: a fraction must be a whole number of milliseconds.
fn scale(number: &str, unit: i64) -> Option<i128> {
    let unit = i128::from(unit);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let mut total = whole.parse::<i128>().ok()?.checked_mul(unit)?;
    if number.contains('.') {
        let digits = u32::try_from(fraction.len()).ok()?;
        let power = 10_i128.checked_pow(digits)?;
        let scaled = fraction.parse::<i128>().ok()?.checked_mul(unit)?;
        total = total.checked_add((scaled % power == 0).then_some(scaled / power)?)?;
    }
    Some(total)
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return f.write_str("0s");
        }
        let mut rest = self.0.unsigned_abs();
        let mut separator = if self.0 < 0 { "-" } else { "" };
        for (name, millis) in UNITS.iter().skip(2) {
            let unit = millis.unsigned_abs();
            if rest >= unit {
                write!(f, "{separator}{}{name}", rest / unit)?;
                rest %= unit;
                separator = " ";
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let sign = if self.is_negative() { "-" } else { "" };
        let millis = self.0.unsigned_abs();
        let (hours, rest) = (millis / 3_600_000, millis % 3_600_000);
        let (minutes, rest) = (rest / 60_000, rest % 60_000);
        let mut text = format!("{sign}PT");
        if hours > 0 {
            text += &format!("{hours}H");
        }
        if minutes > 0 {
            text += &format!("{minutes}M");
        }
        match (rest / 1_000, rest % 1_000) {
            (0, 0) if millis > 0 => {}
            (seconds, 0) => text += &format!("{seconds}S"),
            (seconds, millis) => text += &format!("{seconds}.{millis:03}S"),
        }
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(|error| json::pack(&error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("4h 30m", 16_200_000)]
    #[case("4h30m", 16_200_000)]
    #[case("PT4H30M", 16_200_000)]
    #[case("P1DT0.5S", 86_400_500)]
    #[case("1.5h", 5_400_000)]
    #[case("-90m", -5_400_000)]
    #[case("250ms", 250)]
    #[case("2w", 1_209_600_000)]
    #[case("PT0S", 0)]
    fn reads(#[case] text: &str, #[case] millis: i64) {
        assert_eq!(text.parse(), Ok(Span(millis)));
    }

    #[rstest]
    #[case("")]
    #[case("4")]
    #[case("4x")]
    #[case("30m 4h")]
    #[case("P1Y")]
    #[case("P")]
    #[case("PT")]
    #[case("0.0001s")]
    #[case("9999999999999h")]
    fn refuses(#[case] text: &str) {
        assert_eq!(text.parse::<Span>().unwrap_err().code(), "span.malformed");
    }

    #[rstest]
    #[case(0)]
    #[case(-1)]
    #[case(90_061_001)]
    #[case(3_600_000)]
    #[case(i64::MAX)]
    #[case(i64::MIN)]
    fn what_is_printed_or_written_reads_again(#[case] millis: i64) {
        let span = Span(millis);
        assert_eq!(span.to_string().parse(), Ok(span));
        assert_eq!(
            serde_json::from_str::<Span>(&serde_json::to_string(&span).unwrap()).unwrap(),
            span
        );
    }
}
