use super::entry::{Entry, any_of, at_most, entry, field_is, figure, has, minus, of, tickets};
use crate::kpi::{Cohort, KpiDefinition, KpiTest, KpiUnit, Moment, Quantity, ReplyFilter, Tally};
use crate::ticket::Condition;

/// How was it for the requester, and what did he solve himself?
pub(super) fn entries() -> Vec<KpiDefinition> {
    [ratings(), surveys(), self_service()].into_iter().flatten().collect()
}

const fn rated(at_least_percent: u32, at_most_percent: u32) -> KpiTest {
    KpiTest::Rated { at_least_percent, at_most_percent }
}

/// In the upper or the lower quarter.
fn good_or_bad() -> KpiTest {
    any_of(vec![rated(75, 100), rated(0, 25)])
}

/// With two scores, both would be the best two.
const fn three_or_more() -> KpiTest {
    KpiTest::Scale { at_least: Some(3), at_most: None }
}

fn ratings() -> Vec<KpiDefinition> {
    let last = |entry: Entry| entry.cohort(Cohort::RatedIn).up().end("last rating");
    let good = last(entry(53, "csat", "Customer satisfaction (CSAT)", "good ratings / good or bad ones: the upper and the lower quarter of the scale, without the middle"))
        .share_of(vec![rated(75, 100)], vec![good_or_bad()])
        .source("Zendesk, satisfaction score; the last rating of a ticket counts");
    let top = good
        .mode(
            "top_two",
            "top_two_box",
            "ratings among the two best / ratings on a scale of three scores or more",
        )
        .share_of(vec![KpiTest::TopBox { boxes: 2 }, three_or_more()], vec![three_or_more()])
        .source("HDI; ISO 10004");
    let mean = good
        .mode(
            "mean",
            "mean_score",
            "sum of scores / ratings, which must be on one scale: of several, a definition with a test of the scale takes one",
        )
        .ratio(vec![of(Quantity::Score {}, Vec::new())], vec![tickets(Vec::new())])
        .unit(KpiUnit::Number)
        .source("HDI");
    let answered = entry(
        54,
        "csat_response_rate",
        "CSAT response rate",
        "tickets rated in the period / surveys offered in it",
    )
    .ratio(vec![tickets(Vec::new())], vec![figure("surveys_offered")])
    .cohort(Cohort::RatedIn)
    .up()
    .end("last rating")
    .source("HDI");
    let resolved = answered
        .mode(
            "of_resolved",
            "every_resolved_ticket_is_asked",
            "tickets resolved and rated / tickets resolved",
        )
        .share(vec![has(Moment::Rated)])
        .cohort(Cohort::ResolvedIn);
    vec![good.done(), top.done(), mean.done(), answered.done(), resolved.done()]
}

fn surveys() -> Vec<KpiDefinition> {
    let survey = |entry: Entry| entry.cohort(Cohort::Figures).up().end("the answer");
    let nps = survey(entry(
        55,
        "nps",
        "Net promoter score (NPS)",
        "(promoters, of 9 or 10 - detractors, of 0 to 6) / answers, in points from -100 to 100",
    ))
    .ratio(
        vec![figure("nps_promoters"), minus(figure("nps_detractors"))],
        vec![figure("nps_answers")],
    )
    .unit(KpiUnit::Points)
    .source("Reichheld, The one number you need to grow, 2003");
    let promoters = nps
        .mode("promoters", "promoters", "answers of 9 or 10 / answers")
        .ratio(vec![figure("nps_promoters")], vec![figure("nps_answers")])
        .unit(KpiUnit::Share);
    let detractors = nps
        .mode("detractors", "detractors", "answers of 0 to 6 / answers")
        .ratio(vec![figure("nps_detractors")], vec![figure("nps_answers")])
        .unit(KpiUnit::Share)
        .down();
    let ces = survey(entry(56, "ces", "Customer effort score (CES)", "sum of scores for how easy it was / answers: more is easier"))
        .ratio(vec![figure("ces_score_sum")], vec![figure("ces_answers")])
        .unit(KpiUnit::Number)
        .source("Dixon, Toman, DeLisi, The Effortless Experience, 2013: the company made it easy, of 7 scores");
    let effort = ces
        .mode("effort", "effort", "sum of scores for the effort it took / answers: less is easier")
        .ratio(vec![figure("ces_effort_sum")], vec![figure("ces_answers")])
        .down()
        .source("Dixon, Freeman, Toman, Stop trying to delight your customers, 2010: how much effort, of 5 scores");
    let top = ces
        .mode("top_box", "top_box", "answers among the best scores / answers")
        .ratio(vec![figure("ces_top_box")], vec![figure("ces_answers")])
        .unit(KpiUnit::Share);
    [nps, promoters, detractors, ces, effort, top].map(Entry::done).into()
}

fn self_service() -> Vec<KpiDefinition> {
    let deflection = entry(
        57,
        "deflection_rate",
        "Deflection rate",
        "self-service sessions without a ticket in the attribution window / sessions",
    )
    .ratio(
        vec![figure("self_service_sessions_without_ticket")],
        vec![figure("self_service_sessions")],
    )
    .cohort(Cohort::Figures)
    .up()
    .end("the end of the attribution window, which decides the figure")
    .source("Zendesk, ticket deflection");
    let resolved = |entry: Entry| entry.cohort(Cohort::ResolvedIn).up().end("last resolution");
    let automated = resolved(entry(58, "automation_rate", "Automation rate", "tickets resolved that never had an agent, a public reply or a resolution by a person / tickets resolved"))
        .share(vec![at_most(Tally::Touched, 0)])
        .replies()
        .source("HDI, self-service resolution");
    let intercom = automated
        .mode(
            "intercom",
            "intercom",
            "tickets resolved whose field asked_for_a_person is not true / tickets resolved",
        )
        .share(vec![KpiTest::NoneOf { tests: vec![field_is("asked_for_a_person", "true")] }])
        .counting(ReplyFilter::None)
        .source("Intercom Fin: resolved is whoever did not ask for a person");
    let article =
        KpiTest::Matches { condition: Condition::FieldSet { field: "knowledge_article".into() } };
    let knowledge = resolved(entry(59, "knowledge_usage", "Knowledge usage", "tickets resolved with a knowledge article linked, in the field knowledge_article / tickets resolved"))
        .share(vec![article])
        .source("KCS, link rate");
    let flag = knowledge
        .mode(
            "servicenow",
            "servicenow",
            "tickets resolved whose field knowledge is true / tickets resolved",
        )
        .share(vec![field_is("knowledge", "true")])
        .source("ServiceNow, knowledge");
    let views = knowledge
        .mode("", "article_views", "views of knowledge articles")
        .id("article_views")
        .named("Article views")
        .sum(vec![figure("article_views")])
        .cohort(Cohort::Figures)
        .unit(KpiUnit::Number)
        .end("the view")
        .source("KCS, article use");
    let agents = entry(
        60,
        "agent_satisfaction",
        "Agent satisfaction",
        "sum of scores in the survey of agents / answers",
    )
    .ratio(vec![figure("agent_survey_score_sum")], vec![figure("agent_survey_answers")])
    .cohort(Cohort::Figures)
    .unit(KpiUnit::Number)
    .up()
    .end("the answer")
    .source("MetricNet");
    let content = agents
        .mode(
            "top_box",
            "top_box",
            "answers among the best scores in the survey of agents / answers",
        )
        .ratio(vec![figure("agent_survey_top_box")], vec![figure("agent_survey_answers")])
        .unit(KpiUnit::Share);
    vec![
        deflection.done(),
        automated.done(),
        intercom.done(),
        knowledge.done(),
        flag.done(),
        views.done(),
        agents.done(),
        content.done(),
    ]
}
