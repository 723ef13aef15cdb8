//! Laws of counting and forecasting, and values that other programs give.

#![allow(clippy::as_conversions, reason = "the numbers of these tests are small")]
#![allow(clippy::float_cmp, reason = "what is whole is exact")]

mod bad_input;
mod bands;
mod clocks;
mod periodic;
mod real_log;
mod scenes;
mod smoothing;
