use crate::error::{Error, ErrorKind, Result};

/// Greets a person; with `title` more formally.
///
/// ```
/// assert_eq!(firstline::greet("Ada", Some("Dr")), "Hello, Dr Ada");
/// ```
pub fn greet(name: &str, title: Option<&str>) -> String {
    match title {
        Some(title) => format!("Hello, {title} {name}"),
        None => format!("Hello, {name}"),
    }
}

/// The arithmetic mean.
///
/// # Errors
/// `mean.empty` for no values.
pub fn mean(values: &[f64]) -> Result<f64> {
    let count = u32::try_from(values.len()).unwrap_or(u32::MAX);
    match count {
        0 => Err(Error::new(ErrorKind::Invalid, "mean.empty", "values", "give at least one value")),
        count => Ok(values.iter().sum::<f64>() / f64::from(count)),
    }
}

/// The sum of all bytes.
pub fn checksum(content: &[u8]) -> i64 {
    content.iter().map(|byte| i64::from(*byte)).sum()
}

/// The same bytes again, `times` times.
pub fn echo(content: Vec<u8>, times: u32) -> Vec<u8> {
    (0..times).flat_map(|_| content.iter().copied()).collect()
}

/// Fails as nothing but a defect would, so that a test can see what a caller gets.
#[expect(clippy::panic, reason = "what a panic becomes is what is tested")]
pub fn defect(message: &str) {
    panic!("{message}")
}
