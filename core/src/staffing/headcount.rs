use super::check::{both, count, fault};
use super::explain::{PeopleStep, PeopleTerm, agents, people_step as step, percent, some};
use crate::error::{Error, Result};
use crate::float::float;
use firstline_derive::Choice;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Below so many tickets a month for each agent, a desk has more agents than work: the lower end of the
/// 400 to 500 that one handles.
const UNDERLOADED_BELOW: i64 = 400;

/// The work of a desk, and what an agent of it handles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadcountInput {
    /// Tickets that arrive in a month, 0 or more.
    pub tickets_per_month: i64,
    /// Tickets that an agent at work handles in a month, above 0; 400 to 500 is usual at the first level.
    pub tickets_per_agent_per_month: i64,
    /// The share of paid time in which an agent is not at work (leave, illness, training, meetings), from 0
    /// up to below 1.
    pub shrinkage: Decimal,
    /// The agents at work that there are, where they are to be judged.
    pub team: Option<u32>,
}

/// How many people a desk needs, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Headcount {
    /// Agents at work.
    pub on_shift: u32,
    /// People to employ, so that so many are at work.
    pub headcount: u32,
    /// The share of what the agents at work could handle that arrives, from 0 to 1; nothing without agents.
    pub utilisation: Option<f64>,
    /// What is worth knowing about that number, or about the team.
    pub warnings: Vec<StaffingWarning>,
    /// How the number came about, in order.
    pub steps: Vec<PeopleStep>,
}

/// What is worth knowing about a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Choice)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum StaffingWarning {
    /// There is less work than the agents need to be worth it: fewer than 400 tickets a month for each,
    /// so fewer than 800 for two.
    Underloaded {
        /// The agents at work.
        agents: u32,
        /// Tickets a month that arrive.
        tickets_per_month: i64,
        /// Tickets a month below which so many agents have too little to do.
        worth_it_from: i64,
    },
    /// The team is smaller than the work needs.
    Understaffed {
        /// The agents at work.
        agents: u32,
        /// The agents at work that are needed.
        needed: u32,
    },
}

/// How many people a desk needs for its tickets of a month.
///
/// # Formula
/// Agents at work = ⌈tickets / tickets an agent⌉; headcount = ⌈agents at work / (1 − shrinkage)⌉, both in
/// exact arithmetic: 21 agents at a shrinkage of 0.3 are 30 people, where floats make them 31.
///
/// # Arguments
/// See [`HeadcountInput`]. No tickets need nobody.
///
/// # Errors
/// All at once, at the field that they are about: `integer.negative`; `integer.zero` for an agent who
/// handles nothing; `integer.out_of_range` above 2^53, and where more people than 4,294,967,295 are
/// needed; `number.out_of_range` for a shrinkage outside its range.
///
/// # Complexity
/// O(1).
///
/// # Example: two agents
/// ```
/// use firstline::staffing::{HeadcountInput, headcount};
/// let needed = headcount(&HeadcountInput {
///     tickets_per_month: 900,
///     tickets_per_agent_per_month: 450,
///     shrinkage: "0.3".parse().unwrap(),
///     team: None,
/// })?;
/// assert_eq!((needed.on_shift, needed.headcount), (2, 3));
/// assert_eq!(needed.steps[1].formula, "2 at work / (1 - 0.3), rounded up");
/// assert!(needed.warnings.is_empty());
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// 400 to 500 tickets an agent a month is the trade's rule; it agrees with the average utilisation of
/// 47.8 % that HDI reports, at 160 paid hours and 10 minutes a ticket: 459.
pub fn headcount(input: &HeadcountInput) -> Result<Headcount> {
    let (tickets, (rate, shrinkage)) = both(
        count(input.tickets_per_month, "input.tickets_per_month"),
        both(rate(input), shrinkage(input)),
    )?;
    let on_shift = people(div_ceil(tickets.into(), rate.into()))?;
    let at_work = (Decimal::ONE - shrinkage).normalize();
    // The share at work is mantissa / 10^scale, so dividing by it is whole arithmetic.
    let power = 10_i128.checked_pow(at_work.scale());
    let paid = power.and_then(|power| power.checked_mul(on_shift.into()));
    let headcount = people(div_ceil(paid.unwrap_or(i128::MAX), at_work.mantissa()))?;
    let capacity = float(i64::from(on_shift)) * float(rate);
    let utilisation = (on_shift > 0).then(|| float(tickets) / capacity);
    let steps = steps(tickets, rate, (on_shift, headcount), shrinkage, utilisation);
    Ok(Headcount {
        on_shift,
        headcount,
        utilisation,
        warnings: warnings(tickets, input.team.unwrap_or(on_shift), on_shift),
        steps,
    })
}

/// How the number came about, in the notation of the field and in words.
fn steps(
    tickets: i64,
    rate: i64,
    (on_shift, headcount): (u32, u32),
    shrinkage: Decimal,
    utilisation: Option<f64>,
) -> Vec<PeopleStep> {
    let work = some(tickets, "ticket", "tickets");
    let take = if tickets == 1 { "takes" } else { "take" };
    let team = agents(on_shift);
    let employ = some(headcount, "person is", "people are");
    let away = (shrinkage * Decimal::ONE_HUNDRED).normalize();
    let mut steps = vec![
        step(
            PeopleTerm::OnShift,
            format!("{work} / {rate} an agent, rounded up"),
            on_shift,
            format!("{work} a month {take} {team} at work: an agent handles {rate}"),
        ),
        step(
            PeopleTerm::Headcount,
            format!("{on_shift} at work / (1 - {shrinkage}), rounded up"),
            headcount,
            format!(
                "{employ} to be employed for {team} at work, as each is away for {away} % of the paid time"
            ),
        ),
    ];
    steps.extend(utilisation.map(|share| {
        let formula = format!("{work} / ({on_shift} at work * {rate} an agent)");
        let text = format!("{} of what {team} at work could handle arrives", percent(share));
        step(PeopleTerm::Utilisation, formula, share, text)
    }));
    steps
}

fn warnings(tickets_per_month: i64, agents: u32, needed: u32) -> Vec<StaffingWarning> {
    let worth_it_from = i64::from(agents) * UNDERLOADED_BELOW;
    let underloaded = StaffingWarning::Underloaded { agents, tickets_per_month, worth_it_from };
    let understaffed = StaffingWarning::Understaffed { agents, needed };
    let underloaded = (tickets_per_month < worth_it_from).then_some(underloaded);
    underloaded.into_iter().chain((agents < needed).then_some(understaffed)).collect()
}

fn rate(input: &HeadcountInput) -> Result<i64> {
    let path = "input.tickets_per_agent_per_month";
    match count(input.tickets_per_agent_per_month, path)? {
        0 => Err(fault("integer.zero", path, "an agent who handles nothing; give 1 or more")),
        rate => Ok(rate),
    }
}

fn shrinkage(input: &HeadcountInput) -> Result<Decimal> {
    match input.shrinkage {
        share if (Decimal::ZERO..Decimal::ONE).contains(&share) => Ok(share.normalize()),
        share => {
            let message = format!("{share} is no share of time; give one from 0 to below 1");
            Err(fault("number.out_of_range", "input.shrinkage", message))
        }
    }
}

fn people(number: i128) -> Result<u32> {
    let too_many = |_| -> Error {
        let message = format!("it needs more than {} people", u32::MAX);
        fault("integer.out_of_range", "input.tickets_per_month", message)
    };
    u32::try_from(number).map_err(too_many)
}

/// Rounded up; both are zero or more, and `by` is above.
const fn div_ceil(number: i128, by: i128) -> i128 {
    number / by + if number % by > 0 { 1 } else { 0 }
}
