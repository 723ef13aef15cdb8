//! What must hold of every plan for tickets with deadlines.

#![allow(clippy::as_conversions, reason = "the numbers of these tests are small")]

mod brute;
mod needs;
mod outcomes;
mod scenes;
