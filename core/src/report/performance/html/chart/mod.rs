//! Charts as SVG: what is where; the style sheet says how it looks.

mod bars;
mod heat;
mod lines;
mod pareto;
mod scale;

pub(super) use crate::report::html::figure::Words;
use crate::report::html::figure::{Room, at, fitted, framed, many, width};
pub(super) use bars::{Bar, bars};
pub(super) use heat::heat;
pub(super) use lines::{Series, Stop, lines};
pub(super) use pareto::{Slice, pareto};
pub(super) use scale::Measure;
