//! Laws that hold for all responses, and second methods.

use super::*;
use crate::kpi::{Attribute, Grouping};
use crate::ticket::{Opening, Rating, Ticket};
use crate::time::{Span, Timestamp};
use proptest::prelude::*;

fn at(hours: i64) -> Timestamp {
    let start: Timestamp = "2026-03-02T00:00:00Z".parse().unwrap();
    start.checked_add(Span::hours(hours)).unwrap()
}

fn tickets() -> Vec<Ticket> {
    let ticket = |number: i64| {
        let category = (number % 3 > 0).then(|| format!("c{}", number % 3));
        Ticket::opened(format!("T-{number}"), at(0), Opening { category, ..Opening::default() })
    };
    (0..8).map(ticket).collect()
}

type Parts = (SurveyKind, Option<u32>, i64, Option<i64>, Option<u32>, u32);

fn responses() -> impl Strategy<Value = Vec<SurveyResponse>> {
    let kind = prop_oneof![
        Just(SurveyKind::Csat),
        Just(SurveyKind::Nps),
        Just(SurveyKind::Ces),
        Just(SurveyKind::AgentSatisfaction),
    ];
    let parts = (
        kind,
        proptest::option::of(0..10_u32),
        0..9_i64,
        proptest::option::of(0..9_i64),
        proptest::option::of(0..12_u32),
        prop_oneof![Just(2_u32), Just(5), Just(7), Just(10), 0..12_u32],
    );
    let response = |(survey, ticket, sent, answered, score, best): Parts| SurveyResponse {
        survey,
        ticket: ticket.map(|number| format!("T-{number}")),
        requester: None,
        agent: None,
        sent_at: at(sent),
        answered_at: answered.map(at),
        score,
        best,
        comment: None,
    };
    proptest::collection::vec(parts.prop_map(response), 0..40)
}

proptest! {
    #[test]
    fn each_response_counts_once_or_is_found(responses in responses()) {
        let tickets = tickets();
        for survey in [SurveyKind::Csat, SurveyKind::Nps, SurveyKind::Ces, SurveyKind::AgentSatisfaction] {
            let query = SurveyQuery { survey, group_by: None, period: None };
            let report = survey_scores(&responses, &tickets, &query).unwrap();
            let given = responses.iter().filter(|it| it.survey == survey).count();
            let out = |it: &&SurveyFinding| matches!(it.fault, SurveyFault::UnknownTicket | SurveyFault::Superseded);
            let out = report.findings.iter().filter(out).count();
            prop_assert_eq!(usize::try_from(report.rows[0].offered).unwrap() + out, given);
            let by = Grouping::By { attribute: Attribute::Category };
            let grouped = survey_scores(&responses, &tickets, &SurveyQuery { group_by: Some(by), ..query }).unwrap();
            let sum = |count: fn(&SurveyRow) -> u32| grouped.rows.iter().map(count).sum::<u32>();
            prop_assert_eq!(sum(|row| row.offered), report.rows[0].offered);
            prop_assert_eq!(sum(|row| row.answered), report.rows[0].answered);
            prop_assert_eq!(grouped.findings, report.findings);
        }
    }

    #[test]
    fn a_score_of_all_is_that_of_its_parts(
        scores in proptest::collection::vec(1..=7_u32, 0..50), cut in any::<prop::sample::Index>(),
    ) {
        let (left, right) = scores.split_at(cut.index(scores.len() + 1));
        let (all, a, b) = (nps(&scores).unwrap(), nps(left).unwrap(), nps(right).unwrap());
        prop_assert_eq!(all.detractors, a.detractors + b.detractors);
        prop_assert_eq!(all.passives, a.passives + b.passives);
        let (all, a, b) = (ces(&scores, 7).unwrap(), ces(left, 7).unwrap(), ces(right, 7).unwrap());
        prop_assert_eq!((all.sum, all.top, all.answered), (a.sum + b.sum, a.top + b.top, a.answered + b.answered));
        let ratings: Vec<Rating> = scores.iter().map(|score| Rating { score: *score, best: 7 }).collect();
        let csat = csat(&ratings).unwrap();
        prop_assert_eq!(csat.good + csat.neutral + csat.bad, csat.answered);
        prop_assert_eq!(csat.good, csat.top);
        prop_assert_eq!(csat.mean, all.mean);
    }
}

#[test]
fn every_template_has_labels_for_its_ends_on_a_scale_that_its_survey_offers() {
    let templates = survey_templates();
    assert_eq!(templates.len(), 6);
    for template in templates {
        let labelled: Vec<u32> = template.labels.iter().map(|label| label.score).collect();
        assert_eq!(labelled.first(), Some(&template.worst), "{}", template.id);
        assert_eq!(labelled.last(), Some(&template.best), "{}", template.id);
        for score in template.worst..=template.best {
            assert!(template.survey.offers(score, template.best), "{}: {score}", template.id);
        }
        assert!(!template.survey.offers(template.best + 1, template.best));
    }
}
