#![doc = include_str!("../../README.md")]
#![forbid(unsafe_code)]

mod error;
mod json;
pub mod ticket;
pub mod time;

pub use error::{Error, ErrorKind, Fault, Result};
pub use json::{from_json, to_json};
