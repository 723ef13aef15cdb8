#![doc = include_str!("../../README.md")]
#![forbid(unsafe_code)]

mod error;
pub mod escalation;
mod float;
pub mod interop;
mod json;
pub mod kpi;
pub mod report;
pub mod requester;
pub mod root_cause;
pub mod sla;
pub mod staffing;
pub mod statistics;
pub mod survey;
pub mod ticket;
pub mod time;

pub use error::{Error, ErrorKind, Fault, Result};
pub use json::{from_json, to_json};
