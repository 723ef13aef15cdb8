use super::{effort, nps};
use crate::ticket::Rating;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What a survey asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SurveyKind {
    /// How satisfied a requester is: from 1 to any best score.
    Csat,
    /// How likely he would recommend: from 0 to 10.
    Nps,
    /// How easy the desk made it: from 1 to 5 or 7.
    Ces,
    /// How satisfied an agent is with his work: from 1 to any best score.
    AgentSatisfaction,
}

impl SurveyKind {
    /// Whether an answer is one that the survey offers.
    pub(super) fn offers(self, score: u32, best: u32) -> bool {
        match self {
            Self::Csat | Self::AgentSatisfaction => best >= 2 && (1..=best).contains(&score),
            Self::Nps => best == nps::BEST && score <= best,
            Self::Ces => effort::is_scale(best) && (1..=best).contains(&score),
        }
    }
}

/// A survey that was sent to somebody, and what he answered, if he did.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyResponse {
    /// What it asked.
    pub survey: SurveyKind,
    /// The ticket that it is about; absent for one that is about none, such as a yearly one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// Who was asked, where it was a requester.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requester: Option<String>,
    /// The agent whose help it is about, or who was asked; absent: who has the ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// When it was sent: it is offered from then on.
    pub sent_at: Timestamp,
    /// When it was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Timestamp>,
    /// The answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<u32>,
    /// The best answer that it offers; the worst is 1, of NPS 0.
    pub best: u32,
    /// What he wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl SurveyResponse {
    /// The answer as a rating, where it is one that the survey offers.
    pub(super) fn answer(&self) -> Option<Rating> {
        let score = self.score.filter(|score| self.survey.offers(*score, self.best))?;
        Some(Rating { score, best: self.best })
    }
}

/// What is odd about a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SurveyFault {
    /// It is about a ticket that is not given; it does not count at all.
    UnknownTicket,
    /// There is a later response about the same ticket in the period that is asked for, which counts in its place.
    Superseded,
    /// Its score is none that the survey offers; it counts as offered, not as answered.
    OffScale,
    /// It was answered without a score; it counts as offered, not as answered.
    NoScore,
    /// It has a score, and no time at which it was answered; it counts as answered.
    NoAnswerTime,
    /// It was answered before it was sent; it counts as answered.
    AnsweredBeforeSent,
}

/// A response with something odd about it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyFinding {
    /// Its place among the responses, from 0.
    pub index: u32,
    /// What is odd, and what was done about it.
    pub fault: SurveyFault,
    /// The ticket that it is about.
    pub ticket: Option<String>,
    /// What was found, in words.
    pub found: String,
}
