//! The scalars of time, from the core's own files.

#[path = "../../../../../src/time/civil.rs"]
mod civil;
#[path = "../../../../../src/time/span.rs"]
mod span;
#[path = "../../../../../src/time/timestamp.rs"]
mod timestamp;
#[path = "../../../../../src/time/zone.rs"]
mod zone;

pub use civil::{Date, TimeOfDay};
pub use span::Span;
pub use timestamp::Timestamp;
pub use zone::Zone;
