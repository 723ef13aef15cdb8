//! A help desk in small: every shape that the generator carries, and nothing else.
//!
//! Code of the reader's own language stays, Rust goes:
//!
//! ```
//! let hello = firstline::greet("Ada", None);
//! # assert_eq!(hello, "Hello, Ada");
//! ```
#![forbid(unsafe_code)]
// The core's own files bring more than this small API calls.
#![allow(dead_code)]

pub mod desk;
#[path = "../../../../src/error.rs"]
mod error;
mod greeting;
#[path = "../../../../src/json/mod.rs"]
mod json;
pub mod time;

pub use error::{Error, ErrorKind, Fault, Result};
pub use greeting::{checksum, defect, echo, greet, mean};
pub use json::{from_json, to_json};
