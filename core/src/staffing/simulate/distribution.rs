use super::random::{Draws, normal};
use crate::error::{Error, Fault, Result};
use crate::float::float;
use crate::time::Span;
use firstline_derive::Choice;
use serde::Serialize;

/// The longest time that is drawn, in microseconds: 2,000 years, which nothing here lasts.
const LONGEST: f64 = 6.4e16;
/// The most phases of an Erlang distribution; more are as good as a fixed time.
const MOST_PHASES: u32 = 100;

/// How long something takes. Times are drawn by the inverse of their distribution, rounded to the microsecond.
#[derive(Debug, Clone, PartialEq, Serialize, Choice)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum TimeDistribution {
    /// Always the same.
    Fixed {
        /// How long.
        span: Span,
    },
    /// Without memory, as the Erlang models have it.
    Exponential {
        /// Its mean, above zero.
        mean: Span,
    },
    /// Its logarithm is normal: most are short and a few very long, as handling times are.
    LogNormal {
        /// Its mean, above zero; of the time and not of its logarithm.
        mean: Span,
        /// Its standard deviation, zero or more; of the time and not of its logarithm.
        deviation: Span,
    },
    /// So many exponential phases one after the other: steadier than exponential.
    Erlang {
        /// The mean of all phases together, above zero.
        mean: Span,
        /// How many phases, from 1 to 100.
        phases: u32,
    },
    /// One of these, each as likely: what was measured.
    Samples {
        /// The times, zero or more; at least one.
        spans: Vec<Span>,
    },
    /// These in their order, one for each contact as it arrives, and again from the first after the last.
    InOrder {
        /// The times, zero or more; at least one.
        spans: Vec<Span>,
    },
}

/// A distribution that was checked, in microseconds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Sampler {
    Fixed(u64),
    Exponential(f64),
    LogNormal { mean: f64, deviation: f64 },
    Erlang { phase: f64, phases: u32 },
    Samples(Vec<u64>),
    InOrder(Vec<u64>),
}

impl Sampler {
    /// What is drawn for one time; [`time`](Self::time) says how long that is. `place` is that of the contact.
    pub(super) fn draw(&self, draws: &mut Draws, place: u32) -> f64 {
        match self {
            Self::Fixed(_) => 0.0,
            Self::Exponential(_) | Self::LogNormal { .. } | Self::Samples(_) => draws.unit(),
            Self::Erlang { phases, .. } => (0..*phases).map(|_| draws.unit()).product(),
            Self::InOrder(_) => f64::from(place),
        }
    }

    /// The time of what was drawn.
    pub(super) fn time(&self, drawn: f64) -> u64 {
        match self {
            Self::Fixed(time) => *time,
            Self::Exponential(mean) => micros(-mean * libm::log(drawn)),
            Self::LogNormal { mean, deviation } => {
                micros(libm::exp(mean + deviation * normal(drawn)))
            }
            Self::Erlang { phase, .. } => micros(-phase * libm::log(drawn)),
            Self::Samples(times) => {
                let place = micros((drawn * length(times)).floor()).min(last(times));
                at(times, place)
            }
            Self::InOrder(times) => {
                at(times, micros(drawn).checked_rem(last(times) + 1).unwrap_or(0))
            }
        }
    }

    /// The mean, in microseconds.
    pub(super) fn mean(&self) -> f64 {
        match self {
            Self::Fixed(time) => float(i64::try_from(*time).unwrap_or(i64::MAX)),
            Self::Exponential(mean) => *mean,
            Self::LogNormal { mean, deviation } => libm::exp(mean + deviation * deviation / 2.0),
            Self::Erlang { phase, phases } => phase * f64::from(*phases),
            Self::Samples(times) | Self::InOrder(times) => {
                let each = |time: &u64| float(i64::try_from(*time).unwrap_or(i64::MAX));
                times.iter().map(each).sum::<f64>() / length(times)
            }
        }
    }
}

fn length(times: &[u64]) -> f64 {
    float(i64::try_from(times.len()).unwrap_or(i64::MAX))
}

fn last(times: &[u64]) -> u64 {
    u64::try_from(times.len().saturating_sub(1)).unwrap_or(u64::MAX)
}

fn at(times: &[u64], place: u64) -> u64 {
    usize::try_from(place).ok().and_then(|place| times.get(place)).copied().unwrap_or(0)
}

/// The nearest whole number of zero or more.
#[expect(
    clippy::as_conversions,
    reason = "it is cut to the range, and the fraction is to be cut off"
)]
pub(super) fn micros(time: f64) -> u64 {
    (time + 0.5).clamp(0.0, LONGEST) as u64
}

/// A span of zero or more, in microseconds.
pub(super) fn whole_micros(span: Span) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(0).saturating_mul(1000)
}

impl TimeDistribution {
    /// All faults at once; with `some`, a time that is always zero is one.
    pub(super) fn checked(&self, path: &str, some: bool) -> Result<Sampler> {
        let mut faults = Vec::new();
        let below = |name: &str| format!("{path}.{name}");
        let positive = |span: Span, name: &str, faults: &mut Vec<Fault>| {
            if span <= Span::ZERO {
                let message = format!("{span} is not positive; give a span above zero");
                faults.push(Fault::invalid("span.not_positive", below(name), message));
            }
            span.millis_float() * 1000.0
        };
        let negative = |span: Span, path: String| {
            let message = format!("{span} is negative; give a span of zero or more");
            Fault::invalid("span.negative", path, message)
        };
        let sampler = match self {
            Self::Fixed { span } => {
                if some {
                    positive(*span, "span", &mut faults);
                } else if span.is_negative() {
                    faults.push(negative(*span, below("span")));
                }
                Sampler::Fixed(whole_micros(*span))
            }
            Self::Exponential { mean } => {
                Sampler::Exponential(positive(*mean, "mean", &mut faults))
            }
            Self::LogNormal { mean, deviation } => {
                let mean = positive(*mean, "mean", &mut faults);
                if deviation.is_negative() {
                    faults.push(negative(*deviation, below("deviation")));
                }
                let spread = deviation.millis_float() * 1000.0 / mean;
                let variance = libm::log1p(spread * spread);
                let mean = libm::log(mean.max(1.0)) - variance / 2.0;
                Sampler::LogNormal { mean, deviation: variance.sqrt() }
            }
            Self::Erlang { mean, phases } => {
                let mean = positive(*mean, "mean", &mut faults);
                if !(1..=MOST_PHASES).contains(phases) {
                    let message = format!("{phases} phases are none; give from 1 to {MOST_PHASES}");
                    faults.push(Fault::invalid("integer.out_of_range", below("phases"), message));
                }
                Sampler::Erlang { phase: mean / f64::from((*phases).max(1)), phases: *phases }
            }
            Self::Samples { spans } | Self::InOrder { spans } => {
                if spans.is_empty() {
                    let message = "there are none to take one from; give at least one";
                    faults.push(Fault::invalid("samples.none", below("spans"), message));
                }
                for (span, place) in
                    spans.iter().zip(0_u32..).filter(|(span, _)| span.is_negative())
                {
                    faults.push(negative(*span, format!("{path}.spans[{place}]")));
                }
                if some && !spans.is_empty() && spans.iter().all(|span| *span <= Span::ZERO) {
                    let message = "all of them are zero; give at least one above zero";
                    faults.push(Fault::invalid("span.not_positive", below("spans"), message));
                }
                let times = spans.iter().map(|span| whole_micros(*span)).collect();
                match self {
                    Self::Samples { .. } => Sampler::Samples(times),
                    _ => Sampler::InOrder(times),
                }
            }
        };
        Error::from_faults(faults).map(|()| sampler)
    }
}
