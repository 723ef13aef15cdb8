//! Within what numbers all of this is exact.

/// Into how many parts a millisecond of an agent is divided: agents have three decimals.
pub(super) const TICKS: i64 = 1_000;

/// The most work, and the most time of agents, in milliseconds. In ticks both are below 2^62; times an
/// [`Efficiency`](super::rules::Efficiency), whose numbers are below 2^40, or times each other they fit 128 bits.
pub(super) const MOST_WORK: i64 = 1 << 52;

/// The most agents: below 2^24.
pub(super) const MOST_AGENTS: u32 = 10_000_000;

/// Rounded up; both are zero or more, and `by` is above.
pub(super) const fn div_ceil(number: i128, by: i128) -> i128 {
    number / by + if number % by > 0 { 1 } else { 0 }
}

/// The greatest common divisor, of numbers of which one is above zero.
pub(super) const fn divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// The nearest float to each, divided.
#[expect(clippy::as_conversions, reason = "it rounds to nearest, which is what is wanted")]
pub(super) const fn ratio(number: i128, by: i128) -> f64 {
    number as f64 / by as f64
}
