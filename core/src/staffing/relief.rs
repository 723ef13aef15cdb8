use super::check::fault;
use super::explain::{PeopleStep, PeopleTerm, people_step as step, rounded, some};
use crate::error::{Error, Fault, Result};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

/// The hours of a whole week: 24/7.
const WEEK: Decimal = Decimal::from_parts(168, 0, 0, false, 0);

/// Seats that are taken at all hours of service, and those who take turns in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoverInput {
    /// Agents at work that the load needs, 0 or more.
    pub agents: u32,
    /// Agents who are at work whatever the load is, such as two where nobody may be alone.
    #[serde(default)]
    pub minimum_crew: u32,
    /// Hours of service in a week, above 0 and at most 168: 168 for 24/7, 60 for 12/5, 40 for 8/5.
    pub service_hours_per_week: Decimal,
    /// Hours in a week for which one person is paid, above 0 and at most 168.
    pub paid_hours_per_week: Decimal,
    /// The share of paid time in which an agent is not at work, from 0 up to below 1.
    pub shrinkage: Decimal,
}

/// How many people it takes to have agents at work in all hours of service, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cover {
    /// Agents at work: those that the load needs, or the minimum crew.
    pub seats: u32,
    /// Whether the minimum crew is more than the load needs: the rest of it has nothing to do.
    pub by_minimum_crew: bool,
    /// People for each seat.
    pub relief_factor: f64,
    /// People for all seats, in full-time equivalents.
    pub full_time_equivalents: f64,
    /// The fewest whole people.
    pub headcount: u32,
    /// How they came about, in order.
    pub steps: Vec<PeopleStep>,
}

/// How many people a desk needs for its seats and hours of service.
///
/// # Formula
/// Seats = the larger of load and minimum crew; relief factor = hours of service / (paid hours × (1 − shrinkage));
/// headcount = ⌈seats × relief factor⌉, in exact arithmetic.
///
/// # Arguments
/// See [`CoverInput`]. No seats need nobody. To take turns needs a roster besides: it can't be had with fewer people,
/// but rest times and week ends can ask for more.
///
/// # Errors
/// All at once, at the field that they are about: `number.out_of_range` for hours or a shrinkage outside their
/// ranges; `integer.out_of_range` for more than 4,294,967,295 people.
///
/// # Complexity
/// O(1).
///
/// # Example: one seat around the clock
/// ```
/// use firstline::staffing::{CoverInput, cover};
/// let needed = cover(&CoverInput {
///     agents: 1,
///     minimum_crew: 0,
///     service_hours_per_week: "168".parse().unwrap(),
///     paid_hours_per_week: "40".parse().unwrap(),
///     shrinkage: "0.3".parse().unwrap(),
/// })?;
/// assert_eq!((needed.relief_factor, needed.headcount), (6.0, 6));
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// The shift relief factor of posts that must be taken: D. R. Liebert and R. Miller, "Staffing Analysis Workbook for
/// Jails", National Institute of Corrections, 2001, step 2; shrinkage is what it calls time away.
pub fn cover(input: &CoverInput) -> Result<Cover> {
    let mut faults = Vec::new();
    let service = hours(input.service_hours_per_week, "service_hours_per_week", &mut faults);
    let (paid, shrinkage) = contract(input.paid_hours_per_week, input.shrinkage, &mut faults);
    Error::from_faults(faults)?;
    let seats = input.agents.max(input.minimum_crew);
    let too_many = || {
        let message = format!("it needs more than {} people", u32::MAX);
        fault("integer.out_of_range", "input.agents", message)
    };
    let at_work = paid.checked_mul(Decimal::ONE - shrinkage).ok_or_else(too_many)?;
    let seat_hours = service.checked_mul(seats.into()).ok_or_else(too_many)?;
    let headcount = people(seat_hours, at_work).ok_or_else(too_many)?;
    let relief_factor = float(service) / float(at_work);
    let full_time_equivalents = float(seat_hours) / float(at_work);
    Ok(Cover {
        seats,
        by_minimum_crew: input.minimum_crew > input.agents,
        relief_factor,
        full_time_equivalents,
        headcount,
        steps: steps(
            input,
            (service, paid, shrinkage),
            (relief_factor, full_time_equivalents, headcount),
        ),
    })
}

/// How they came about, in the notation of the field and in words.
fn steps(
    input: &CoverInput,
    (service, paid, shrinkage): (Decimal, Decimal, Decimal),
    (relief, full_time, headcount): (f64, f64, u32),
) -> Vec<PeopleStep> {
    let (load, crew) = (input.agents, input.minimum_crew);
    let taken = load.max(crew);
    let seats = some(taken, "seat", "seats");
    let hours = |number: Decimal| some(number, "hour", "hours");
    let at_work = float(paid) * (1.0 - float(shrinkage));
    let full = format!("{full_time:.2}");
    let least = match crew {
        0 => String::new(),
        _ => format!(", and the minimum crew is {crew}"),
    };
    vec![
        step(
            PeopleTerm::Seats,
            format!("the larger of {load} for the load and {crew} as minimum crew"),
            taken,
            format!(
                "{} at work at all hours of service: the load needs {load}{least}",
                some(taken, "agent is", "agents are")
            ),
        ),
        step(
            PeopleTerm::ReliefFactor,
            format!("{} of service / ({paid} paid x (1 - {shrinkage}))", hours(service)),
            relief,
            format!(
                "a seat is taken for {} a week, and a person is at work in {} of {paid} paid: {} for each seat",
                hours(service),
                rounded(at_work),
                some(rounded(relief), "person", "people")
            ),
        ),
        step(
            PeopleTerm::FullTimeEquivalents,
            format!("{seats} x {relief:.2}"),
            full_time,
            format!(
                "{seats} {} {}",
                if taken == 1 { "takes" } else { "take" },
                some(rounded(full_time), "full-time equivalent", "full-time equivalents")
            ),
        ),
        whole(&full, headcount),
    ]
}

/// Whole people for full-time equivalents.
pub(super) fn whole(full_time: &str, headcount: u32) -> PeopleStep {
    let text = format!("{} to be employed", some(headcount, "person is", "people are"));
    let formula = format!("{full_time} full-time equivalents, rounded up");
    step(PeopleTerm::Headcount, formula, headcount, text)
}

/// For how many hours of a week somebody is paid, and in what share of them he is not at work.
pub(super) fn contract(
    paid: Decimal,
    shrinkage: Decimal,
    faults: &mut Vec<Fault>,
) -> (Decimal, Decimal) {
    let paid = hours(paid, "paid_hours_per_week", faults);
    let shrinkage = shrinkage.normalize();
    if !(Decimal::ZERO..Decimal::ONE).contains(&shrinkage) {
        let message = format!("{shrinkage} is no share of time; give one from 0 to below 1");
        faults.push(Fault::invalid("number.out_of_range", "input.shrinkage", message));
    }
    (paid, shrinkage)
}

fn hours(hours: Decimal, field: &str, faults: &mut Vec<Fault>) -> Decimal {
    if hours <= Decimal::ZERO || hours > WEEK {
        let message = format!("{hours} hours are not in a week; give more than 0 and at most 168");
        faults.push(Fault::invalid("number.out_of_range", format!("input.{field}"), message));
    }
    hours.normalize()
}

/// So many hours by those of a person, rounded up; nothing where that is too much.
pub(super) fn people(hours: Decimal, of_one: Decimal) -> Option<u32> {
    let most = hours.checked_div(of_one)?.ceil();
    // The quotient has 28 digits, so it can be one too many, or one too few.
    let enough = |people: Decimal| people.checked_mul(of_one).is_some_and(|has| has >= hours);
    let fewer = most - Decimal::ONE;
    let least = if fewer >= Decimal::ZERO && enough(fewer) {
        fewer
    } else if enough(most) {
        most
    } else {
        most + Decimal::ONE
    };
    least.to_u32()
}

pub(super) fn float(number: Decimal) -> f64 {
    number.to_f64().unwrap_or(f64::NAN)
}
