//! What an argument must be, and the fault where it is not.

use crate::error::{Error, ErrorKind, Result};
use crate::time::Span;

/// The largest whole number that every language of this library holds exactly.
const MAX_INTEGER: i64 = 1 << 53;

pub(super) fn fault(code: &str, path: &str, message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Invalid, code, path, message)
}

/// A finite number of zero or more.
pub(super) fn not_negative(number: f64, path: &str) -> Result<f64> {
    if !number.is_finite() {
        let message = format!("{number} is no finite number; give one of zero or more");
        return Err(fault("number.not_finite", path, message));
    }
    if number < 0.0 {
        let message = format!("{number} is negative; give a number of zero or more");
        return Err(fault("number.out_of_range", path, message));
    }
    // Of a zero no sign is left.
    Ok(number.abs())
}

/// A share with both ends excluded.
pub(super) fn open_share(share: f64, path: &str, example: &str) -> Result<f64> {
    if share > 0.0 && share < 1.0 {
        return Ok(share);
    }
    let message =
        format!("{share} is no share between 0 and 1, both excluded; give one such as {example}");
    Err(fault("number.out_of_range", path, message))
}

/// A share from 0 up to below 1.
pub(super) fn share_below_one(share: f64, path: &str) -> Result<f64> {
    if (0.0..1.0).contains(&share) {
        return Ok(share);
    }
    let message = format!("{share} is no share from 0 up to below 1; give one such as 0.5");
    Err(fault("number.out_of_range", path, message))
}

/// A span of more than nothing, in seconds.
pub(super) fn positive_seconds(span: Span, path: &str) -> Result<f64> {
    if span <= Span::ZERO {
        let message = format!("{span} is not positive; give a span above zero");
        return Err(fault("span.not_positive", path, message));
    }
    Ok(span.seconds_float())
}

/// A span of zero or more, in seconds.
pub(super) fn seconds_from_zero(span: Span, path: &str) -> Result<f64> {
    span.require_not_negative(path).map(Span::seconds_float)
}

/// A count, which JavaScript holds too.
pub(super) fn count(number: i64, path: &str) -> Result<i64> {
    if number < 0 {
        let message = format!("{number} is negative; give a count of zero or more");
        return Err(fault("integer.negative", path, message));
    }
    if number > MAX_INTEGER {
        let message =
            format!("{number} is more than {MAX_INTEGER}, the most that is exact everywhere");
        return Err(fault("integer.out_of_range", path, message));
    }
    Ok(number)
}

/// The Erlangs of so many arrivals an hour. Multiplied first, whole numbers stay exact.
pub(super) fn load(arrivals_per_hour: f64, aht: Span, path: &str) -> Result<f64> {
    not_negative(arrivals_per_hour * aht.millis_float() / 3_600_000.0, path)
}

/// A sum; of nothing it is 0, where that of the standard library is -0.
pub(super) fn sum(numbers: impl Iterator<Item = f64>) -> f64 {
    numbers.fold(0.0, |sum, number| sum + number)
}

/// The whole part of a number of zero or more; nothing beyond `u32`.
#[expect(
    clippy::as_conversions,
    reason = "the range is checked, and the fraction is to be cut off"
)]
pub(super) fn whole(number: f64) -> Option<u32> {
    (0.0..=f64::from(u32::MAX)).contains(&number).then_some(number as u32)
}

/// Both of two, with the faults of either.
pub(super) fn both<A, B>(first: Result<A>, second: Result<B>) -> Result<(A, B)> {
    match (first, second) {
        (Ok(first), Ok(second)) => Ok((first, second)),
        (first, second) => {
            let faults = first.err().into_iter().chain(second.err()).flat_map(Error::into_faults);
            Err(Error::from_faults(faults.collect()).err().unwrap_or_else(|| {
                Error::new(ErrorKind::Internal, "internal.no_fault", "", "an error without faults")
            }))
        }
    }
}
