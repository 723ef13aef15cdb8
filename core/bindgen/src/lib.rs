//! Reads the public API of firstline's core and writes the glue for each language.
//!
//! ```text
//! core/src/lib.rs ──parse──▶ model::Api ──┬─▶ python   pyo3
//!   along its `mod` items                 ├─▶ node     napi and index.d.ts
//!                                         ├─▶ uniffi   Swift and Kotlin
//!                                         ├─▶ listing  tests/api.txt
//!                                         └─▶ dispatch shared test cases in Rust
//! ```
//!
//! Each backend is a function from [`model::Api`] to text and lives in its own file. What they share is in [`names`],
//! [`docs`], `paths` and the methods of the model.

pub mod dispatch;
pub mod docs;
pub mod listing;
mod lookup;
pub mod mobile;
pub mod model;
pub mod names;
pub mod node;
pub mod parse;
mod paths;
pub mod python;
pub mod rust;
mod script;

pub use script::{Core, Failure, Output, build, build_for, pretty, read_core, write};
