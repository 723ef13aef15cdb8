//! Charts that tell a signal from noise.

mod model;
mod p;
mod rules;
mod xmr;

pub use model::{ChartOptions, ChartPoint, ChartRule, PChart, PointVerdict, RatePoint, XmrChart};
pub use p::p_chart;
pub use xmr::xmr_chart;
