//! The weights of Holt-Winters with which each interval is told best by those before it.

use super::holt_winters::{Smoothed, SmoothingParameters, State};

const LEVELS: [f64; 4] = [0.02, 0.1, 0.3, 0.7];
const TRENDS: [f64; 3] = [0.0001, 0.02, 0.2];
const SEASONS: [f64; 3] = [0.0001, 0.05, 0.2];
const DAMPINGS: [f64; 3] = [0.8, 0.9, 0.98];
/// Neither 0 nor 1, as FPP3 has it.
const LEAST: f64 = 0.0001;
/// The first and the last step of the search.
const FIRST_STEP: f64 = 0.1;
const LAST_STEP: f64 = 0.0005;

/// The least sum of squares, by a grid and then the pattern search of Hooke and Jeeves (1961); nothing where no weights
/// will do. It may be a local one; the back-test judges what comes of it.
pub(super) fn smooth(of: &Smoothed<'_>, damped: bool) -> Option<(SmoothingParameters, State)> {
    let (from, first) = of.first()?;
    let squares = |by: &SmoothingParameters| Some(of.run(from, first.clone(), by)?.0);
    let dampings: &[f64] = if damped { &DAMPINGS } else { &[1.0] };
    let mut best: Option<(f64, SmoothingParameters)> = None;
    for level in LEVELS {
        for trend in TRENDS {
            for season in SEASONS {
                for damping in dampings {
                    let by = SmoothingParameters { level, trend, season, damping: *damping };
                    keep(&mut best, squares(&by), by);
                }
            }
        }
    }
    let (mut least, mut by) = best?;
    let mut step = FIRST_STEP;
    while step >= LAST_STEP {
        let mut better = None;
        for next in neighbours(&by, step, damped) {
            keep(&mut better, squares(&next), next);
        }
        match better.filter(|(squares, _)| *squares < least) {
            Some((squares, next)) => (least, by) = (squares, next),
            None => step /= 2.0,
        }
    }
    let (_, state) = of.run(from, first.clone(), &by)?;
    Some((by, state))
}

fn keep(
    best: &mut Option<(f64, SmoothingParameters)>,
    squares: Option<f64>,
    by: SmoothingParameters,
) {
    if let Some(squares) = squares.filter(|it| best.is_none_or(|(least, _)| *it < least)) {
        *best = Some((squares, by));
    }
}

/// Those a step away in one direction, within their bounds.
fn neighbours(
    by: &SmoothingParameters,
    step: f64,
    damped: bool,
) -> impl Iterator<Item = SmoothingParameters> {
    let at = *by;
    let most = 1.0 - LEAST;
    let steps = [-step, step].into_iter().flat_map(move |step| {
        [
            SmoothingParameters { level: (at.level + step).min(most - at.season).max(LEAST), ..at },
            SmoothingParameters { trend: (at.trend + step).clamp(LEAST, most), ..at },
            SmoothingParameters {
                season: (at.season + step).min(most - at.level).max(LEAST),
                ..at
            },
            SmoothingParameters {
                damping: if damped { (at.damping + step / 2.0).clamp(0.8, 0.98) } else { 1.0 },
                ..at
            },
        ]
    });
    steps.filter(move |next| *next != at)
}
