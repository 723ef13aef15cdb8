//! Laws of counting and forecasting, and values that other programs give.

mod bad_input;
mod bands;
mod clocks;
mod periodic;
mod real_log;
mod scenes;
mod smoothing;
