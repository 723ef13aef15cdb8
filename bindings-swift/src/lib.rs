//! firstline for Swift and Kotlin, over uniffi.
//!
//! What depends on the API is generated from the core's source: each record and choice as it crosses, each function.
//! Written here is only what does not: how the scalars cross and how a call fails.
//!
//! Nothing fails while uniffi reads the arguments, since it would be a crash in Swift: a value that may be wrong
//! crosses raw and is checked inside the call, where its path is known. So every function throws, and throws
//! only [`FirstlineError`].

mod call;
mod scalar;
mod value;

uniffi::setup_scaffolding!("firstline");

pub use call::FirstlineError;
pub use glue::*;
pub use scalar::*;

/// What `firstline-bindgen` writes from the core's source.
#[allow(missing_docs)] // a function of the core has its docs there; the rest is documented by its name
#[allow(missing_debug_implementations)] // only uniffi holds these values
#[allow(clippy::useless_conversion)] // a text is given as `&str` or as `String`
#[allow(clippy::large_enum_variant)] // a choice is as large as it is in the core
mod glue {
    use super::call::{FirstlineError, argument, guard};
    use super::scalar::*;
    use super::value::{FromCore, IntoCore};
    include!(concat!(env!("OUT_DIR"), "/uniffi.rs"));
}
