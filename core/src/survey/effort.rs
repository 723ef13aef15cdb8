use super::csat::{mean, share};
use crate::error::{Error, ErrorKind, Fault, Result};
use serde::{Deserialize, Serialize};

/// How easy the desk made it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CesScore {
    /// The scale, by its best score: 5 or 7. More is easier.
    pub best: u32,
    /// How many answered.
    pub answered: u32,
    /// The sum of the scores.
    pub sum: i64,
    /// The mean score, from 1 to the best; absent where nobody answered.
    pub mean: Option<f64>,
    /// Those who at least somewhat agree that it was easy: 4 or 5 of 5, 5 to 7 of 7.
    pub top: u32,
    /// Those of all who answered, from 0 to 1; absent where nobody did.
    pub top_share: Option<f64>,
}

/// The customer effort score of answers to "the desk made it easy for me", as mean and as the share of those who
/// agree. Where a survey asks how much effort it *took*, less is better: turn its scores around first.
///
/// # Errors
/// `ces.no_scale` for a best score other than 5 and 7, `ces.off_scale` for each score of 0 or above the best.
///
/// # Source
/// M. Dixon, K. Freeman and N. Toman, "Stop trying to delight your customers", Harvard Business Review, July 2010;
/// CEB 2013 for the second version with seven scores, and the share of 5 to 7.
///
/// ```
/// use firstline::survey::ces;
/// let ces = ces(&[7, 6, 5, 2], 7)?;
/// assert_eq!((ces.mean, ces.top, ces.top_share), (Some(5.0), 3, Some(0.75)));
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn ces(scores: &[u32], best: u32) -> Result<CesScore> {
    if !is_scale(best) {
        let message = format!("a best score of {best} is no scale of effort; give 5 or 7");
        return Err(Error::new(ErrorKind::Invalid, "ces.no_scale", "best", message));
    }
    let faults = scores.iter().enumerate().filter(|(_, score)| !(1..=best).contains(*score));
    let fault = |(place, score): (usize, &u32)| {
        let message = format!("{score} is off the scale; give a score from 1 to {best}");
        Fault::invalid("ces.off_scale", format!("scores[{place}]"), message)
    };
    Error::from_faults(faults.map(fault).collect())?;
    Ok(score(scores.iter().copied(), best))
}

pub(super) const fn is_scale(best: u32) -> bool {
    best == 5 || best == 7
}

/// The score of answers that are on the scale.
pub(super) fn score(scores: impl Iterator<Item = u32>, best: u32) -> CesScore {
    let (mut answered, mut sum, mut top) = (0, 0, 0);
    for score in scores {
        answered += 1;
        sum += i64::from(score);
        // Above the middle of the scale.
        top += u32::from(2 * score > best + 1);
    }
    let (mean, top_share) = (mean(sum, answered), share(top, answered));
    CesScore { best, answered, sum, mean, top, top_share }
}
