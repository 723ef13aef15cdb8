use crate::error::{Error, Result};
use crate::ticket::Rating;
use serde::{Deserialize, Serialize};

/// Satisfaction in its three forms, each as part and whole.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CsatScore {
    /// How many ratings there are.
    pub answered: u32,
    /// Those in the upper quarter of their scale, as the figure `csat` counts them: 4 and 5 of 5, 8 to 10 of 10.
    pub good: u32,
    /// Those in the middle of it, such as 3 of 5 and 4 to 7 of 10.
    pub neutral: u32,
    /// Those in the lower quarter.
    pub bad: u32,
    /// The first form: good, of good and bad, from 0 to 1; absent where there are neither.
    pub good_share: Option<f64>,
    /// Those that are one of the two best scores of a scale of three or more.
    pub top: u32,
    /// The ratings on such a scale. With two scores, both would be the best two.
    pub top_of: u32,
    /// The second form: top, of those on such a scale; absent where there are none.
    pub top_share: Option<f64>,
    /// The sum of the scores.
    pub sum: i64,
    /// The scale, by its best score; absent without ratings, and where they are on several.
    pub best: Option<u32>,
    /// The third form: the mean score, from 1 to the best; absent where there is no one scale.
    pub mean: Option<f64>,
}

/// How satisfied those are who rated: good of good and bad, two best scores of all, and the mean.
///
/// The forms do not agree, so a figure must say which it is: ten times 3 of 5 are no share of good ones at all, a
/// top-two share of 0, and a mean of 3. It does not matter which scale a rating is on, except to the mean.
///
/// # Errors
/// `rating.no_scale` for a best score below 2, `rating.off_scale` for a score of 0 or above the best; all at once.
///
/// # Source
/// Zendesk's satisfaction score (good of good and bad); HDI and the trade for the two best scores (top-two-box)
/// and the mean.
pub fn csat(ratings: &[Rating]) -> Result<CsatScore> {
    let checked = ratings
        .iter()
        .enumerate()
        .filter_map(|(place, rating)| rating.fault(&format!("ratings[{place}]")));
    Error::from_faults(checked.collect())?;
    Ok(score(ratings.iter().copied()))
}

/// The score of ratings that are on their scales.
pub(super) fn score(ratings: impl Iterator<Item = Rating>) -> CsatScore {
    let mut score = CsatScore {
        answered: 0,
        good: 0,
        neutral: 0,
        bad: 0,
        good_share: None,
        top: 0,
        top_of: 0,
        top_share: None,
        sum: 0,
        best: None,
        mean: None,
    };
    let mut one_scale = true;
    for Rating { score: given, best } in ratings {
        let (above, scale) = (4 * (i64::from(given) - 1), i64::from(best) - 1);
        match above {
            above if above >= 3 * scale => score.good += 1,
            above if above <= scale => score.bad += 1,
            _ => score.neutral += 1,
        }
        score.answered += 1;
        score.top_of += u32::from(best > 2);
        score.top += u32::from(best > 2 && given >= best - 1);
        score.sum += i64::from(given);
        one_scale &= *score.best.get_or_insert(best) == best;
    }
    score.best = score.best.filter(|_| one_scale);
    score.mean = score.best.and_then(|_| mean(score.sum, score.answered));
    score.good_share = share(score.good, score.good + score.bad);
    score.top_share = share(score.top, score.top_of);
    score
}

/// A part of a whole; nothing where there is no whole.
pub(super) fn share(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

/// A sum by a count; nothing where there is none.
#[expect(clippy::as_conversions, reason = "sums of scores are below 2^53 or rounded to nearest")]
pub(super) fn mean(sum: i64, count: u32) -> Option<f64> {
    (count > 0).then(|| sum as f64 / f64::from(count))
}
