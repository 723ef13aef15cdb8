//! When is the desk open, and how much open time lies between two instants?
//!
//! A [`Timestamp`] is an instant, a [`Span`] a length of time, both exact to the millisecond.

mod civil;
mod period;
mod span;
mod timestamp;
mod zone;

pub use civil::{Date, TimeOfDay};
pub use period::Period;
pub use span::Span;
pub use timestamp::Timestamp;
pub use zone::Zone;
