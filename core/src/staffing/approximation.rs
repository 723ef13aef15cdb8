use super::check::{both, load, not_negative, positive_seconds};
use super::erlang_c::erlang_c;
use super::figures::Figures;
use super::metrics::Stability;
use crate::error::Result;
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// Which approximation gave a wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitApproximation {
    /// M/G/c: calls arrive at random, handling times vary in their own way.
    LeeLongton,
    /// G/G/c: arrivals vary in their own way too.
    AllenCunneen,
}

/// About how long people wait, where times do not vary as Erlang's model has it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApproximateWait {
    /// Where the figures come from: they are no exact ones.
    pub approximation: WaitApproximation,
    /// Whether the queue settles.
    pub stability: Stability,
    /// What the waits of Erlang C were multiplied by.
    pub factor: f64,
    /// The share of calls that wait at all, taken from Erlang C as it is.
    pub p_wait: f64,
    /// The mean wait of all calls, in seconds; nothing where it grows for ever.
    pub asa_seconds: Option<f64>,
    /// The mean number of those who wait at a time; nothing where it grows for ever.
    pub queue_length: Option<f64>,
}

/// About how long people wait where handling times do not vary exponentially: the approximation of Lee and Longton
/// for M/G/c. It is exact for one agent, and where the coefficient of variation is 1.
///
/// # Formula
/// W ≈ (1 + v²) / 2 · W of Erlang C.
///
/// # Arguments
/// - `arrivals_per_hour`: calls an hour, 0 or more
/// - `aht`: average handling time; above zero
/// - `agents`: at work, each for one call at a time
/// - `handling_variation`: v, the standard deviation of handling times over their mean; 0 or more, 1 for exponential
///   ones, 0 where all are the same
///
/// # Errors
/// `number.not_finite`, `number.out_of_range` for arrivals or a variation below zero, `span.not_positive` for the
/// handling time.
///
/// # Complexity
/// That of [`erlang_b`](super::erlang_b).
///
/// # Example: calls of equal length wait half as long (one agent: Pollaczek and Khinchine, exactly)
/// ```
/// use firstline::staffing::lee_longton;
/// use firstline::time::Span;
/// let wait = lee_longton(30.0, Span::minutes(1), 1, 0.0)?;
/// assert_eq!(wait.asa_seconds, Some(30.0));
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// A. M. Lee and P. A. Longton, "Queueing processes associated with airline passenger check-in", Operational Research
/// Quarterly 10 (1959).
pub fn lee_longton(
    arrivals_per_hour: f64,
    aht: Span,
    agents: u32,
    handling_variation: f64,
) -> Result<ApproximateWait> {
    let (figures, handling) = both(
        queue(arrivals_per_hour, aht, agents),
        not_negative(handling_variation, "handling_variation"),
    )?;
    let factor = (1.0 + handling * handling) / 2.0;
    Ok(wait(WaitApproximation::LeeLongton, factor, &figures))
}

/// About how long people wait where neither arrivals nor handling times vary exponentially: the approximation of
/// Allen and Cunneen for G/G/c.
///
/// # Formula
/// W ≈ (u² + v²) / 2 · W of Erlang C.
///
/// # Arguments
/// - `arrivals_per_hour`, `aht`, `agents`, `handling_variation`: as those of [`lee_longton`]
/// - `arrival_variation`: u, the standard deviation of the time between calls over its mean; 0 or more, 1 for calls
///   at random
///
/// # Errors
/// Those of [`lee_longton`]; for both variations.
///
/// # Complexity
/// That of [`erlang_b`](super::erlang_b).
///
/// # Example: with both at 1, it is Erlang C
/// ```
/// use firstline::staffing::allen_cunneen;
/// use firstline::time::Span;
/// let wait = allen_cunneen(30.0, Span::minutes(1), 1, 1.0, 1.0)?;
/// assert_eq!(wait.asa_seconds, Some(60.0));
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// A. O. Allen, "Probability, Statistics, and Queueing Theory" (1978), after an approximation of A. O. Allen and
/// J. Cunneen.
pub fn allen_cunneen(
    arrivals_per_hour: f64,
    aht: Span,
    agents: u32,
    arrival_variation: f64,
    handling_variation: f64,
) -> Result<ApproximateWait> {
    let (figures, (arrival, handling)) = both(
        queue(arrivals_per_hour, aht, agents),
        both(
            not_negative(arrival_variation, "arrival_variation"),
            not_negative(handling_variation, "handling_variation"),
        ),
    )?;
    let factor = (arrival * arrival + handling * handling) / 2.0;
    Ok(wait(WaitApproximation::AllenCunneen, factor, &figures))
}

fn queue(arrivals_per_hour: f64, aht: Span, agents: u32) -> Result<Figures> {
    let (arrivals, seconds) =
        both(not_negative(arrivals_per_hour, "arrivals_per_hour"), positive_seconds(aht, "aht"))?;
    let load = load(arrivals, aht, "arrivals_per_hour")?;
    Ok(match load > 0.0 {
        true => erlang_c(load, seconds, agents, 0.0),
        false => Figures::free(load, agents),
    })
}

fn wait(approximation: WaitApproximation, factor: f64, figures: &Figures) -> ApproximateWait {
    ApproximateWait {
        approximation,
        stability: if figures.stable { Stability::Stable } else { Stability::Unstable },
        factor,
        p_wait: figures.waits,
        asa_seconds: figures.mean_wait.map(|wait| factor * wait),
        queue_length: figures.length.map(|length| factor * length),
    }
}
