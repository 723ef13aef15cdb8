//! What an argument must be, and the fault where it is not.

use crate::error::{Error, ErrorKind, Fault, Result};

pub(super) fn fault(code: &str, path: impl Into<String>, message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Invalid, code, path, message)
}

/// A confidence strictly between 0 and 1.
pub(super) fn confidence(confidence: f64, path: &str) -> Result<f64> {
    if confidence > 0.0 && confidence < 1.0 {
        return Ok(confidence);
    }
    let message = format!(
        "{confidence} is no confidence; give a number between 0 and 1, both excluded, such as 0.95"
    );
    Err(fault("confidence.out_of_range", path, message))
}

/// A probability from 0 to 1.
pub(super) fn probability(probability: f64, path: impl Into<String>) -> Result<f64> {
    if (0.0..=1.0).contains(&probability) {
        return Ok(probability);
    }
    let message = format!("{probability} is no probability; give a number from 0 to 1");
    Err(fault("probability.out_of_range", path, message))
}

/// A part that is no more than its whole.
pub(super) fn part_of(part: u32, whole: u32, path: impl Into<String>) -> Result<()> {
    if part <= whole {
        return Ok(());
    }
    let message = format!("{part} of {whole} is more than the whole; give at most {whole}");
    Err(fault("part.above_whole", path, message))
}

/// Numbers that are all finite; each that is not is a fault.
pub(super) fn finite(numbers: &[f64], name: &str) -> Result<()> {
    let faults = numbers.iter().enumerate().filter(|(_, number)| !number.is_finite());
    let fault = |(place, number): (usize, &f64)| {
        let message = format!("{number} is no finite number; leave it out");
        Fault::invalid("number.not_finite", format!("{name}[{place}]"), message)
    };
    Error::from_faults(faults.map(fault).collect())
}

/// How many there are, where that can be counted.
pub(super) fn count(length: usize, path: &str) -> Result<u32> {
    u32::try_from(length).map_err(|_| {
        let message = format!("{length} are too many; give at most {}", u32::MAX);
        fault("count.out_of_range", path, message)
    })
}

/// A share such as 0.9 is not exact in binary, so what lies within a billionth of a whole number is that
/// number.
pub(super) fn snap(number: f64) -> f64 {
    let whole = number.round();
    if (number - whole).abs() < 1e-9 * number.abs().max(1.0) { whole } else { number }
}
