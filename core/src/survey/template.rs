use super::SurveyKind;
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// When a survey is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SurveyMoment {
    /// After a ticket was resolved, unless it was reopened since.
    Resolution,
    /// After a ticket was closed.
    Closing,
    /// To each person once in so long, whether or not there was a ticket.
    Regularly,
}

/// What an answer is called.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScaleLabel {
    /// The score.
    pub score: u32,
    /// Its text.
    pub label: String,
}

/// A survey ready to be sent, in English.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyTemplate {
    /// Its stable name, such as `csat_5`.
    pub id: String,
    /// What it asks for.
    pub survey: SurveyKind,
    /// What people call it.
    pub name: String,
    /// The question, with `{company}` and `{ticket}` to fill in.
    pub question: String,
    /// The worst answer.
    pub worst: u32,
    /// The best answer.
    pub best: u32,
    /// The texts of answers, those of the ends at least.
    pub labels: Vec<ScaleLabel>,
    /// The second question, whose answer is a text.
    pub follow_up: String,
    /// When it is sent.
    pub moment: SurveyMoment,
    /// How long after that it is sent, or how often.
    pub after: Span,
    /// Whose wording and scale it is.
    pub source: String,
}

/// The usual surveys: satisfaction with two and five answers, recommendation, effort with five and seven answers,
/// and the satisfaction of agents.
///
/// ```
/// use firstline::survey::survey_templates;
/// let nps = survey_templates().into_iter().find(|it| it.id == "nps").unwrap();
/// assert_eq!((nps.worst, nps.best), (0, 10));
/// ```
pub fn survey_templates() -> Vec<SurveyTemplate> {
    vec![
        SurveyTemplate {
            id: "csat_2".to_owned(),
            survey: SurveyKind::Csat,
            name: "Satisfaction, good or bad".to_owned(),
            question: "How would you rate the help you received with {ticket}?".to_owned(),
            worst: 1,
            best: 2,
            labels: labels(&[(1, "Bad, I'm unsatisfied"), (2, "Good, I'm satisfied")]),
            follow_up: "What is the main reason for your rating?".to_owned(),
            moment: SurveyMoment::Resolution,
            after: Span::hours(24),
            source: "the scale of Zendesk's satisfaction survey, sent a day after the solution"
                .to_owned(),
        },
        SurveyTemplate {
            id: "csat_5".to_owned(),
            survey: SurveyKind::Csat,
            name: "Satisfaction, five answers".to_owned(),
            question: "How satisfied are you with the help you received with {ticket}?".to_owned(),
            worst: 1,
            best: 5,
            labels: labels(&[
                (1, "Very dissatisfied"),
                (2, "Dissatisfied"),
                (3, "Neither satisfied nor dissatisfied"),
                (4, "Satisfied"),
                (5, "Very satisfied"),
            ]),
            follow_up: "What could we have done better?".to_owned(),
            moment: SurveyMoment::Resolution,
            after: Span::hours(24),
            source: "the five answers that HDI reports satisfaction by".to_owned(),
        },
        SurveyTemplate {
            id: "nps".to_owned(),
            survey: SurveyKind::Nps,
            name: "Net promoter score".to_owned(),
            question: "How likely are you to recommend {company} to a friend or colleague?"
                .to_owned(),
            worst: 0,
            best: 10,
            labels: labels(&[(0, "Not at all likely"), (10, "Extremely likely")]),
            follow_up: "What is the main reason for your score?".to_owned(),
            moment: SurveyMoment::Regularly,
            after: Span::hours(90 * 24),
            source: "F. F. Reichheld, Harvard Business Review, December 2003".to_owned(),
        },
        effort(
            "ces_5",
            "Customer effort, five answers",
            &[
                (1, "Strongly disagree"),
                (2, "Disagree"),
                (3, "Neither agree nor disagree"),
                (4, "Agree"),
                (5, "Strongly agree"),
            ],
        ),
        effort(
            "ces_7",
            "Customer effort, seven answers",
            &[
                (1, "Strongly disagree"),
                (2, "Disagree"),
                (3, "Somewhat disagree"),
                (4, "Neither agree nor disagree"),
                (5, "Somewhat agree"),
                (6, "Agree"),
                (7, "Strongly agree"),
            ],
        ),
        SurveyTemplate {
            id: "agent_5".to_owned(),
            survey: SurveyKind::AgentSatisfaction,
            name: "Agent satisfaction".to_owned(),
            question: "How satisfied are you with your work at the desk?".to_owned(),
            worst: 1,
            best: 5,
            labels: labels(&[
                (1, "Very dissatisfied"),
                (2, "Dissatisfied"),
                (3, "Neither satisfied nor dissatisfied"),
                (4, "Satisfied"),
                (5, "Very satisfied"),
            ]),
            follow_up: "What would help you most?".to_owned(),
            moment: SurveyMoment::Regularly,
            after: Span::hours(182 * 24),
            source: "MetricNet's agent job satisfaction, asked twice a year".to_owned(),
        },
    ]
}

fn effort(id: &str, name: &str, answers: &[(u32, &str)]) -> SurveyTemplate {
    SurveyTemplate {
        id: id.to_owned(),
        survey: SurveyKind::Ces,
        name: name.to_owned(),
        question: "How far do you agree: {company} made it easy for me to handle my issue?"
            .to_owned(),
        worst: 1,
        best: answers.iter().map(|(score, _)| *score).max().unwrap_or(0),
        labels: labels(answers),
        follow_up: "What made it hard?".to_owned(),
        moment: SurveyMoment::Closing,
        after: Span::ZERO,
        source: "the statement of CEB's second customer effort score, 2013".to_owned(),
    }
}

fn labels(answers: &[(u32, &str)]) -> Vec<ScaleLabel> {
    let label =
        |(score, label): &(u32, &str)| ScaleLabel { score: *score, label: (*label).to_owned() };
    answers.iter().map(label).collect()
}
