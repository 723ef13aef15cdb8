use super::infinite::infinite;
use super::lag::lagged;
use super::pieces::{Piece, loads, pieces};
use super::{IntervalArrivals, LoadMethod};
use crate::error::Result;
use crate::staffing::check::{both, positive_seconds};
use crate::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};

/// What the arrivals of an interval and of those before it want of agents.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntervalLoad {
    /// Its first instant.
    pub start: Timestamp,
    /// The first instant after it.
    pub end: Timestamp,
    /// Its own arrivals an hour.
    pub arrivals_per_hour: f64,
    /// The load of its own arrivals, as if they had gone on for ever, in Erlangs: that of `sipp`.
    pub stationary_load: f64,
    /// The load by the method, in Erlangs.
    pub offered_load: f64,
}

/// The offered load of each interval, as arrivals change.
///
/// # Formula
/// Arrivals are even within an interval. With the mean handling time s and an interval from 0 to Δ with arrivals λ:
/// - `sipp`: λ s
/// - `lag_sipp`: s λ(t − s), its mean over the interval or the highest in it; a lag may
///   reach into several of those before
/// - `modified_offered_load`: m(Δ) = m(0) e^(−Δ/s) + λ s (1 − e^(−Δ/s)), handed on from interval to interval; the mean is
///   λ s + (m(0) − λ s) (1 − e^(−Δ/s)) s/Δ, the highest is that at one of its ends. From empty, m(0) = 0 at first; for a
///   period T that repeats, m(0) is what makes m(T) the same. It is exact for handling times that vary exponentially;
///   of others it depends on more than the mean.
///
/// # Arguments
/// - `arrivals`: intervals that follow one another without gaps, of any length; none give none. Those of a day that stand
///   for the whole of it hide how arrivals change: give hours or less
/// - `aht`: the average handling time of a call, talk and after-call work; above zero
/// - `method`: see [`LoadMethod`]
///
/// # Errors
/// All at once, at the field that they are about: `number.not_finite` and `number.out_of_range` for arrivals,
/// `interval.empty` for an end that is not after its start, `interval.gap` and `interval.overlapping` for a start that is
/// not where the interval before ends, `span.not_positive` for the handling time. `number.out_of_range` at the arrivals
/// above 1e12 Erlangs.
///
/// # Complexity
/// O(n), for `lag_sipp` O(n log n). The relative error is below 1e-12.
///
/// # Example: calls of an hour; the load comes later than the arrivals
/// ```
/// use firstline::staffing::{IntervalArrivals, LoadBefore, LoadMethod, LoadStatistic, load_curve};
/// use firstline::time::Span;
/// let hour = |start: &str, end: &str, arrivals| {
///     Ok::<_, firstline::Error>(IntervalArrivals { start: start.parse()?, end: end.parse()?, arrivals })
/// };
/// let day = [
///     hour("2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z", 10.0)?,
///     hour("2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z", 0.0)?,
/// ];
/// let (statistic, before) = (LoadStatistic::Peak, LoadBefore::Empty);
/// let method = LoadMethod::ModifiedOfferedLoad { statistic, before };
/// let load = load_curve(&day, Span::hours(1), &method)?;
/// // 10 · (1 − 1/e) at nine, and falling from there.
/// assert!((load[0].offered_load - 6.321205588285577).abs() < 1e-12);
/// assert_eq!(load[1].offered_load, load[0].offered_load);
/// let lag = load_curve(&day, Span::hours(1), &LoadMethod::LagSipp { statistic, before })?;
/// assert_eq!((lag[0].offered_load, lag[1].offered_load), (0.0, 10.0));
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// L. V. Green, P. J. Kolesar and J. Soares, "Improving the SIPP approach for staffing service systems that have cyclic
/// demands", Operations Research 49 (2001); O. B. Jennings, A. Mandelbaum, W. A. Massey and W. Whitt, "Server staffing to
/// meet time-varying demand", Management Science 42 (1996); W. A. Massey and W. Whitt, "An analysis of the modified
/// offered-load approximation for the nonstationary Erlang loss model", Annals of Applied Probability 4 (1994); of all
/// three, L. V. Green, P. J. Kolesar and W. Whitt, "Coping with time-varying demand when setting staffing requirements for
/// a service system", Production and Operations Management 16 (2007).
pub fn load_curve(
    arrivals: &[IntervalArrivals],
    aht: Span,
    method: &LoadMethod,
) -> Result<Vec<IntervalLoad>> {
    let (mut pieces, _) = both(pieces(arrivals), positive_seconds(aht, "aht"))?;
    loads(&mut pieces, aht)?;
    let each =
        |((interval, piece), offered_load): ((&IntervalArrivals, &Piece), f64)| IntervalLoad {
            start: interval.start,
            end: interval.end,
            arrivals_per_hour: piece.per_hour,
            stationary_load: piece.load,
            offered_load,
        };
    Ok(arrivals.iter().zip(&pieces).zip(offered(&pieces, aht, *method)).map(each).collect())
}

/// The loads of intervals that were checked.
pub(super) fn offered(pieces: &[Piece], aht: Span, method: LoadMethod) -> Vec<f64> {
    match method {
        LoadMethod::Sipp {} => pieces.iter().map(|piece| piece.load).collect(),
        LoadMethod::LagSipp { statistic, before } => {
            lagged(pieces, aht.as_millis(), statistic, before)
        }
        LoadMethod::ModifiedOfferedLoad { statistic, before } => {
            infinite(pieces, aht.millis_float(), statistic, before)
        }
    }
}
