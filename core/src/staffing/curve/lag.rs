use super::pieces::Piece;
use super::{LoadBefore, LoadStatistic};

/// The loads of the intervals, each with the arrivals of a lag before, in milliseconds.
pub(super) fn lagged(
    pieces: &[Piece],
    lag: i64,
    statistic: LoadStatistic,
    before: LoadBefore,
) -> Vec<f64> {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
        return Vec::new();
    };
    let period = last.end - first.start;
    let (line, lag): (Vec<Piece>, i64) = match before {
        LoadBefore::Empty => {
            let nothing = Piece { start: i64::MIN, end: first.start, per_hour: 0.0, load: 0.0 };
            (std::iter::once(nothing).chain(pieces.iter().copied()).collect(), lag)
        }
        LoadBefore::Periodic => {
            let earlier =
                |it: &Piece| Piece { start: it.start - period, end: it.end - period, ..*it };
            (pieces.iter().map(earlier).chain(pieces.iter().copied()).collect(), lag % period)
        }
    };
    let of = |piece: &Piece| {
        let (from, until) = (piece.start.saturating_sub(lag), piece.end.saturating_sub(lag));
        let rest = line.get(line.partition_point(|it| it.end <= from)..).unwrap_or_default();
        let part = || rest.iter().take_while(|it| it.start < until);
        let peak = part().map(|it| it.load).fold(0.0, f64::max);
        // What is even is exact.
        if statistic == LoadStatistic::Peak || part().all(|it| it.load >= peak) {
            return peak;
        }
        let share = |it: &Piece| {
            let within = Piece { start: it.start.max(from), end: it.end.min(until), ..*it };
            it.load * (within.millis() / piece.millis())
        };
        part().map(share).sum()
    };
    pieces.iter().map(of).collect()
}
