use super::pieces::Piece;
use super::{LoadBefore, LoadStatistic};

/// The loads of the intervals on a desk with an agent for everyone: m′ = λ − m/s, solved exactly in each of them.
pub(super) fn infinite(
    pieces: &[Piece],
    aht_millis: f64,
    statistic: LoadStatistic,
    before: LoadBefore,
) -> Vec<f64> {
    let until_end = |load: f64, piece: &Piece| {
        let handled = piece.millis() / aht_millis;
        load * libm::exp(-handled) - piece.load * libm::expm1(-handled)
    };
    let mut load = match before {
        LoadBefore::Empty => 0.0,
        LoadBefore::Periodic => {
            // What one period leaves, and what is left of those before it.
            let period: f64 = pieces.iter().map(Piece::millis).sum();
            let left = pieces.iter().fold(0.0, until_end);
            if left > 0.0 { left / -libm::expm1(-period / aht_millis) } else { 0.0 }
        }
    };
    let of = |piece: &Piece| {
        let start = load;
        load = until_end(start, piece);
        match statistic {
            // It goes one way, towards the load of the arrivals.
            LoadStatistic::Peak => start.max(load),
            LoadStatistic::Mean => {
                let handled = piece.millis() / aht_millis;
                start * (-libm::expm1(-handled) / handled) + piece.load * come_up(handled)
            }
        }
    };
    pieces.iter().map(of).collect()
}

/// 1 − (1 − e^−x) / x: how near the mean over x handling times comes to the load that it goes to.
fn come_up(x: f64) -> f64 {
    if x >= 0.5 {
        return 1.0 + libm::expm1(-x) / x;
    }
    // x/2! − x²/3! + …, where the difference would lose its digits.
    let (mut term, mut sum) = (x / 2.0, x / 2.0);
    for next in 3..18 {
        term *= -x / f64::from(next);
        sum += term;
    }
    sum
}
