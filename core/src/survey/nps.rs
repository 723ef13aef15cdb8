use super::csat::share;
use crate::error::{Error, Fault, Result};
use serde::{Deserialize, Serialize};

/// The best answer to how likely one is to recommend.
pub(super) const BEST: u32 = 10;

/// How many would recommend the desk, less how many would not.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NpsScore {
    /// How many answered.
    pub answered: u32,
    /// Those who answered 9 or 10.
    pub promoters: u32,
    /// Those who answered 7 or 8.
    pub passives: u32,
    /// Those who answered 0 to 6.
    pub detractors: u32,
    /// 100 (promoters − detractors) / answered, from −100 to 100; absent where nobody answered.
    pub score: Option<f64>,
}

/// The net promoter score of answers from 0 to 10. The three counts add up over groups and periods; the score
/// does not.
///
/// # Errors
/// `nps.off_scale` for each answer above 10.
///
/// # Source
/// F. F. Reichheld, "The one number you need to grow", Harvard Business Review, December 2003; Bain & Company.
///
/// ```
/// use firstline::survey::nps;
/// let nps = nps(&[10, 9, 8, 7, 6, 0])?;
/// assert_eq!((nps.promoters, nps.passives, nps.detractors, nps.score), (2, 2, 2, Some(0.0)));
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn nps(scores: &[u32]) -> Result<NpsScore> {
    let faults = scores.iter().enumerate().filter(|(_, score)| **score > BEST);
    let fault = |(place, score): (usize, &u32)| {
        let message = format!("{score} is off the scale; give a score from 0 to {BEST}");
        Fault::invalid("nps.off_scale", format!("scores[{place}]"), message)
    };
    Error::from_faults(faults.map(fault).collect())?;
    Ok(score(scores.iter().copied()))
}

/// The score of answers that are on the scale.
pub(super) fn score(scores: impl Iterator<Item = u32>) -> NpsScore {
    let (mut promoters, mut passives, mut detractors) = (0, 0, 0);
    for score in scores {
        match score {
            0..=6 => detractors += 1,
            7 | 8 => passives += 1,
            _ => promoters += 1,
        }
    }
    let answered = promoters + passives + detractors;
    let part = |part| share(part, answered);
    let score = part(promoters).zip(part(detractors));
    let net = (f64::from(promoters) - f64::from(detractors)) * 100.0;
    let score = score.map(|_| net / f64::from(answered));
    NpsScore { answered, promoters, passives, detractors, score }
}
