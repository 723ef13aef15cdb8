use super::csat::share;
use super::grouping::check_grouping;
use super::{
    CesScore, CsatScore, NpsScore, SurveyFault, SurveyFinding, SurveyKind, SurveyResponse, csat,
    effort, nps,
};
use crate::error::Result;
use crate::kpi::{Attribute, Grouping};
use crate::ticket::{Ticket, TicketState, places_by_id, ticket_states};
use crate::time::Period;
use foldhash::{HashMap, HashMapExt};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Which scores are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyQuery {
    /// The survey.
    pub survey: SurveyKind,
    /// How responses are put together; absent: all in one. What a ticket has is that of the end of its log; a
    /// stretch of the calendar is that in which the survey was sent.
    #[serde(default)]
    pub group_by: Option<Grouping>,
    /// Only those that were sent in it, as if there were no others; absent: all.
    #[serde(default)]
    pub period: Option<Period>,
}

/// The scores of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyRow {
    /// Its name; absent for all together, and for those that have none.
    pub group: Option<String>,
    /// How many were asked: a ticket counts once.
    pub offered: u32,
    /// How many of them answered with a score that the survey offers.
    pub answered: u32,
    /// The response rate: answered, of offered, from 0 to 1; absent where nobody was asked.
    pub response_share: Option<f64>,
    /// The satisfaction, of requesters or of agents; absent for other surveys.
    pub csat: Option<CsatScore>,
    /// The net promoter score; absent for other surveys.
    pub nps: Option<NpsScore>,
    /// The effort, once for each scale; empty for other surveys.
    pub ces: Vec<CesScore>,
}

/// Scores by group, and what was odd.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyReport {
    /// The scores, in the order of the names of the groups; those without one come first.
    pub rows: Vec<SurveyRow>,
    /// The responses to this survey that were odd, in their order, also those of other periods; superseded are only
    /// those of the period.
    pub findings: Vec<SurveyFinding>,
}

/// The scores of one survey: response rate and CSAT, NPS or CES, overall or by agent, team, category, channel,
/// priority, a field of the host or a stretch of the calendar.
///
/// Of several responses about one ticket the one that was answered last counts, and of those without an answer on their
/// scale the one that was answered or sent last; of two at one instant the one that stands later. With a `period` that is
/// told among those sent in it: a survey of April takes nothing from March. By stretches of the calendar a ticket counts
/// once in all, in the stretch of the response that counts. Responses about no ticket all count.
///
/// # Errors
/// `kpi.no_month` and `kpi.unused_month` for a fiscal year, `ticket.duplicate_id`, and those of [`ticket_states`]. What is odd about a response
/// is no error, but a finding.
///
/// ```
/// use firstline::survey::{SurveyKind, SurveyQuery, SurveyResponse, survey_scores};
/// let response = |score| SurveyResponse {
///     survey: SurveyKind::Nps, ticket: None, requester: None, agent: None,
///     sent_at: "2026-03-02T09:00:00Z".parse().unwrap(), answered_at: None, score, best: 10, comment: None,
/// };
/// let query = SurveyQuery { survey: SurveyKind::Nps, group_by: None, period: None };
/// let report = survey_scores(&[response(Some(9)), response(None)], &[], &query)?;
/// assert_eq!((report.rows[0].response_share, report.rows[0].nps.unwrap().promoters), (Some(0.5), 1));
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn survey_scores(
    responses: &[SurveyResponse],
    tickets: &[Ticket],
    query: &SurveyQuery,
) -> Result<SurveyReport> {
    check_grouping(query.group_by.as_ref())?;
    let known = Known { states: ticket_states(tickets)?, places: places_by_id(tickets)?, tickets };
    let asked = || (0_u32..).zip(responses).filter(|(_, it)| it.survey == query.survey);
    let inside = |it: &SurveyResponse| {
        query.period.is_none_or(|period| (period.start..period.end).contains(&it.sent_at))
    };
    let mut latest: HashMap<&str, (u32, &SurveyResponse)> = HashMap::new();
    for (index, response) in asked().filter(|(_, it)| inside(it)) {
        if let Some(ticket) = response.ticket.as_deref() {
            let order = |it: &SurveyResponse| (it.answer().is_some(), it.answered_at, it.sent_at);
            let last = latest.entry(ticket).or_insert((index, response));
            if order(response) >= order(last.1) {
                *last = (index, response);
            }
        }
    }
    let mut findings = Vec::new();
    let mut groups: BTreeMap<Option<String>, (u32, Vec<&SurveyResponse>)> = BTreeMap::new();
    if query.group_by.is_none() {
        groups.insert(None, (0, Vec::new()));
    }
    for (index, response) in asked() {
        let ticket = response.ticket.as_deref();
        let last = ticket.filter(|_| inside(response)).and_then(|ticket| latest.get(ticket));
        let superseded = last.is_some_and(|last| last.0 != index);
        let unknown = ticket.is_some_and(|ticket| !known.places.contains_key(ticket));
        let found = faults(response, unknown, superseded);
        findings.extend(found.into_iter().map(|(fault, found)| SurveyFinding {
            index,
            fault,
            ticket: response.ticket.clone(),
            found,
        }));
        if unknown || superseded || !inside(response) {
            continue;
        }
        let group = match &query.group_by {
            Some(grouping) => known.group(grouping, response)?,
            None => None,
        };
        let (offered, answers) = groups.entry(group).or_default();
        *offered += 1;
        answers.extend(response.answer().map(|_| response));
    }
    let row = |(group, (offered, answers)): (_, (u32, Vec<_>))| {
        row(query.survey, group, offered, &answers)
    };
    Ok(SurveyReport { rows: groups.into_iter().map(row).collect(), findings })
}

/// What is odd about a response, with what was found.
fn faults(
    response: &SurveyResponse,
    unknown: bool,
    superseded: bool,
) -> Vec<(SurveyFault, String)> {
    let ticket = response.ticket.as_deref().unwrap_or_default();
    let mut faults = Vec::new();
    if unknown {
        faults.push((SurveyFault::UnknownTicket, format!("no ticket '{ticket}' is given")));
    } else if superseded {
        let found = format!("another response about '{ticket}' is later");
        faults.push((SurveyFault::Superseded, found));
    }
    match (response.score, response.answered_at) {
        (Some(score), _) if response.answer().is_none() => {
            let found = format!("{score} on a scale up to {}", response.best);
            faults.push((SurveyFault::OffScale, found));
        }
        (Some(score), None) => {
            faults.push((SurveyFault::NoAnswerTime, format!("the score {score} and no time")));
        }
        (None, Some(at)) => {
            faults.push((SurveyFault::NoScore, format!("answered at {at} without a score")));
        }
        _ => {}
    }
    if let Some(at) = response.answered_at.filter(|at| *at < response.sent_at) {
        let found = format!("answered at {at}, sent at {}", response.sent_at);
        faults.push((SurveyFault::AnsweredBeforeSent, found));
    }
    faults
}

/// The tickets that responses are about.
struct Known<'a> {
    tickets: &'a [Ticket],
    states: Vec<TicketState>,
    places: HashMap<&'a str, usize>,
}

impl Known<'_> {
    fn group(&self, grouping: &Grouping, response: &SurveyResponse) -> Result<Option<String>> {
        let place = response.ticket.as_deref().and_then(|id| self.places.get(id));
        let ticket = place.and_then(|it| self.tickets.get(*it).zip(self.states.get(*it)));
        match (grouping, ticket) {
            (Grouping::Over { .. }, _) => grouping.stretch(response.sent_at),
            (Grouping::By { attribute: Attribute::Agent }, _) if response.agent.is_some() => {
                Ok(response.agent.clone())
            }
            (_, Some((ticket, state))) => grouping.key(ticket, state, response.sent_at),
            (_, None) => Ok(None),
        }
    }
}

fn row(
    survey: SurveyKind,
    group: Option<String>,
    offered: u32,
    answers: &[&SurveyResponse],
) -> SurveyRow {
    let ratings = || answers.iter().filter_map(|it| it.answer());
    let answered = u32::try_from(answers.len()).unwrap_or(u32::MAX);
    let response_share = share(answered, offered);
    let (csat, nps, ces) = match survey {
        SurveyKind::Csat | SurveyKind::AgentSatisfaction => {
            (Some(csat::score(ratings())), None, Vec::new())
        }
        SurveyKind::Nps => (None, Some(nps::score(ratings().map(|it| it.score))), Vec::new()),
        SurveyKind::Ces => {
            let scales: BTreeSet<u32> = ratings().map(|it| it.best).collect();
            let on = |best: u32| ratings().filter(move |it| it.best == best).map(|it| it.score);
            let scores = scales.into_iter().map(|best| effort::score(on(best), best));
            (None, None, scores.collect())
        }
    };
    SurveyRow { group, offered, answered, response_share, csat, nps, ces }
}
