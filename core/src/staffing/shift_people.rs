use super::check::fault;
use super::explain::{PeopleStep, PeopleTerm, people_step as step, rounded, some};
use super::relief::{contract, float, people, whole};
use crate::error::{Error, Fault, Result};
use crate::time::Span;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The milliseconds of an hour.
const HOUR: Decimal = Decimal::from_parts(3_600_000, 0, 0, false, 0);

/// The shifts of a week, and those who work them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShiftPeopleInput {
    /// The paid time of all shifts of a week, zero or more: of shifts that `shift_coverage` found for a week its `paid`.
    pub paid_time_per_week: Span,
    /// Hours in a week for which one person is paid, above 0 and at most 168.
    pub paid_hours_per_week: Decimal,
    /// The share of paid time in which an agent is not there to work a shift, from 0 up to below 1: holidays, illness,
    /// training. Breaks that the shifts have are not part of it.
    pub shrinkage: Decimal,
}

/// How many people it takes to work the shifts of a week, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShiftPeople {
    /// People in full-time equivalents.
    pub full_time_equivalents: f64,
    /// The fewest whole people.
    pub headcount: u32,
    /// How they came about, in order.
    pub steps: Vec<PeopleStep>,
}

/// How many people a desk needs for the shifts of a week.
///
/// # Formula
/// Headcount = ⌈paid time of the shifts / (paid hours × (1 − shrinkage))⌉, in exact arithmetic.
///
/// # Arguments
/// See [`ShiftPeopleInput`]. No shifts need nobody. It can't be done with fewer; rest times, week ends and skills can ask for
/// more, which a roster tells.
///
/// # Errors
/// All at once, at the field that they are about: `span.negative`; `number.out_of_range` for hours or a shrinkage outside
/// their ranges; `integer.out_of_range` for more than 4,294,967,295 people.
///
/// # Complexity
/// O(1).
///
/// # Example: five shifts of eight hours each
/// ```
/// use firstline::staffing::{ShiftPeopleInput, people_for_shifts};
/// use firstline::time::Span;
/// let needed = people_for_shifts(&ShiftPeopleInput {
///     paid_time_per_week: Span::hours(40),
///     paid_hours_per_week: "40".parse().unwrap(),
///     shrinkage: "0.2".parse().unwrap(),
/// })?;
/// assert_eq!((needed.full_time_equivalents, needed.headcount), (1.25, 2));
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// That of [`cover`](super::cover), with the hours of shifts in place of seats × hours of service.
pub fn people_for_shifts(input: &ShiftPeopleInput) -> Result<ShiftPeople> {
    let mut faults: Vec<Fault> = Vec::new();
    if let Err(error) = input.paid_time_per_week.require_not_negative("input.paid_time_per_week") {
        faults.extend(error.into_faults());
    }
    let (paid, shrinkage) = contract(input.paid_hours_per_week, input.shrinkage, &mut faults);
    Error::from_faults(faults)?;
    let too_many = || {
        let message = format!("it needs more than {} people", u32::MAX);
        fault("integer.out_of_range", "input.paid_time_per_week", message)
    };
    let at_work = paid.checked_mul(Decimal::ONE - shrinkage).ok_or_else(too_many)?;
    let wanted = Decimal::from(input.paid_time_per_week.as_millis());
    let of_one = at_work.checked_mul(HOUR).ok_or_else(too_many)?;
    let headcount = people(wanted, of_one).ok_or_else(too_many)?;
    let full_time_equivalents = float(wanted) / float(of_one);
    let hours = float(wanted / HOUR);
    let full = format!("{hours:.2} paid hours of shifts / ({paid} paid x (1 - {shrinkage}))");
    let text = format!(
        "the shifts are {} a week, and a person is there in {} of {paid} paid: {}",
        some(rounded(hours), "paid hour", "paid hours"),
        rounded(float(at_work)),
        some(rounded(full_time_equivalents), "full-time equivalent", "full-time equivalents")
    );
    Ok(ShiftPeople {
        full_time_equivalents,
        headcount,
        steps: vec![
            step(PeopleTerm::FullTimeEquivalents, full, full_time_equivalents, text),
            whole(&format!("{full_time_equivalents:.2}"), headcount),
        ],
    })
}
