//! What do numbers within limits cost at least?
//!
//! `program` is the question as data. microlp answers it, or HiGHS in a crate that was built with its feature `highs`:
//! `divided` where numbers may have fractions, `searched` where they are whole.

#[cfg(feature = "highs")]
mod by_highs;
#[cfg(not(feature = "highs"))]
mod by_microlp;
mod program;

#[cfg(feature = "highs")]
pub(super) use by_highs::{MOST_SEARCHED, divided, searched};
#[cfg(not(feature = "highs"))]
pub(super) use by_microlp::{MOST_SEARCHED, divided, searched};
pub(super) use program::{Bound, Program};

/// The best numbers that were found, and what none cost less than.
#[derive(Debug)]
pub(super) struct Searched {
    pub(super) values: Option<Vec<f64>>,
    pub(super) bound: Option<f64>,
}
