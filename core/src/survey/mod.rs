//! What did the requesters and the agents think of it, and how many of those who were asked said so?
//!
//! Satisfaction has three forms that do not agree, and [`csat`] gives all of them; [`nps`] keeps its three counts,
//! [`ces`] its scale. [`survey_scores`] joins [`SurveyResponse`]s to tickets, and gives scores by agent, team,
//! category, channel, priority or period with what was odd among the responses; [`rating_scores`] takes the
//! ratings that the tickets themselves carry. [`survey_templates`] are surveys ready to be sent.
//!
//! ```
//! use firstline::survey::csat;
//! use firstline::ticket::Rating;
//! let ratings = [5, 4, 3, 1].map(|score| Rating { score, best: 5 });
//! let csat = csat(&ratings)?;
//! assert_eq!((csat.good, csat.bad, csat.neutral, csat.top), (2, 1, 1, 2));
//! assert_eq!((csat.top_share, csat.mean), (Some(0.5), Some(3.25)));
//! # Ok::<(), firstline::Error>(())
//! ```

mod csat;
mod effort;
mod grouping;
#[cfg(test)]
mod laws;
mod nps;
mod ratings;
mod response;
mod scores;
mod template;

pub use csat::{CsatScore, csat};
pub use effort::{CesScore, ces};
pub use nps::{NpsScore, nps};
pub use ratings::{RatingQuery, RatingRow, rating_scores};
pub use response::{SurveyFault, SurveyFinding, SurveyKind, SurveyResponse};
pub use scores::{SurveyQuery, SurveyReport, SurveyRow, survey_scores};
pub use template::{ScaleLabel, SurveyMoment, SurveyTemplate, survey_templates};
