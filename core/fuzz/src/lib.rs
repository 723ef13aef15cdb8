//! What the fuzz targets share: where hostile input comes from.
//!
//! The shared cases hold every record that a desk can write down. A fuzzer's bytes say which of them to
//! take and what to do to it: put another value in a field, leave one out, write one twice, or graft in a
//! part of another case. So input is nearly right, which is the kind that gets far.
//!
//! ```text
//! cargo fuzz run --fuzz-dir core/fuzz --sanitizer none calendar
//! ```
#![allow(clippy::disallowed_methods, reason = "it reads the cases of the checkout")]
#![allow(clippy::expect_used, reason = "a panic is what a fuzzer looks for")]

mod graft;
mod laws;
mod seeds;

pub use graft::hostile;
pub use laws::{a_calendar_keeps_its_laws, a_log_keeps_its_laws, a_promise_keeps_its_laws};
pub use seeds::{Seeds, read};
