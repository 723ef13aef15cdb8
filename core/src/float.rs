use crate::time::Span;

/// A number as the nearest float: exact below 2^53.
#[expect(clippy::as_conversions, reason = "it rounds to nearest, which is what is wanted")]
pub(crate) const fn float(number: i64) -> f64 {
    number as f64
}

impl Span {
    /// The nearest number of milliseconds.
    pub(crate) const fn millis_float(self) -> f64 {
        float(self.as_millis())
    }

    /// The nearest number of seconds.
    pub(crate) fn seconds_float(self) -> f64 {
        self.millis_float() / 1000.0
    }
}
