use super::check::{both, not_negative, positive_seconds};
use super::explain::{
    PeopleStep, PeopleTerm, people_step as step, percent, rounded, seconds, some,
};
use crate::error::Result;
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// The share of paid time from which the source speaks of an overload.
const OVERLOADED_FROM: f64 = 0.75;

/// What an agent does in a month.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UtilisationInput {
    /// Tickets that an agent handles in a month, 0 or more.
    pub tickets_per_agent_per_month: f64,
    /// The time that one of them takes, above zero.
    pub handling_time: Span,
    /// The time for which an agent is paid in a month, above zero; 160 hours are usual.
    pub paid_time_per_month: Span,
}

/// The share of paid time in which an agent works on tickets: what a rule of so many tickets an agent means.
///
/// # Formula
/// tickets × handling time / paid time. Above 1 the work does not fit into the time.
///
/// # Arguments
/// See [`UtilisationInput`].
///
/// # Errors
/// All at once: `number.not_finite`, `number.out_of_range` for tickets below 0, `span.not_positive`.
///
/// # Complexity
/// O(1).
///
/// # Example: the trade's 400 to 500 tickets an agent a month
/// ```
/// use firstline::staffing::{UtilisationInput, utilisation};
/// use firstline::time::Span;
/// let input = |tickets_per_agent_per_month| UtilisationInput {
///     tickets_per_agent_per_month,
///     handling_time: Span::minutes(10),
///     paid_time_per_month: Span::hours(160),
/// };
/// assert_eq!(utilisation(&input(480.0))?, 0.5);
/// // With 400 an agent has more than half of his time for other things; with 720 there is an overload.
/// assert!(utilisation(&input(400.0))? < 0.42);
/// assert_eq!(utilisation(&input(720.0))?, 0.75);
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// Mechdyne, "Service desk agent utilization rates impact SLAs", with the formula, HDI's average of 47.8 % (459 tickets
/// of 10 minutes in 160 hours) and the overload from 75 %.
pub fn utilisation(input: &UtilisationInput) -> Result<f64> {
    let (tickets, (handling, paid)) = both(
        not_negative(input.tickets_per_agent_per_month, "input.tickets_per_agent_per_month"),
        both(
            positive_seconds(input.handling_time, "input.handling_time"),
            positive_seconds(input.paid_time_per_month, "input.paid_time_per_month"),
        ),
    )?;
    Ok(tickets * handling / paid)
}

/// The share of paid time in which an agent works on tickets, step by step: the hours of work, and what share of the paid
/// ones they are.
///
/// # Errors
/// Those of [`utilisation`].
///
/// # Example
/// ```
/// use firstline::staffing::{UtilisationInput, explain_utilisation};
/// use firstline::time::Span;
/// let steps = explain_utilisation(&UtilisationInput {
///     tickets_per_agent_per_month: 480.0,
///     handling_time: Span::minutes(10),
///     paid_time_per_month: Span::hours(160),
/// })?;
/// assert_eq!(steps[0].formula, "480 tickets * 600 s / 3600 s");
/// assert_eq!(steps[1].text, "an agent works on tickets for 50.0 % of the paid time");
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn explain_utilisation(input: &UtilisationInput) -> Result<Vec<PeopleStep>> {
    let share = utilisation(input)?;
    let tickets = some(input.tickets_per_agent_per_month, "ticket", "tickets");
    let hours = input.tickets_per_agent_per_month * input.handling_time.seconds_float() / 3600.0;
    let work = some(rounded(hours), "hour", "hours");
    let paid = rounded(input.paid_time_per_month.seconds_float() / 3600.0);
    let paid = some(paid, "paid hour", "paid hours");
    let judged = if share > 1.0 {
        ", so that the work does not fit into it"
    } else if share >= OVERLOADED_FROM {
        "; from 75 % on that is an overload"
    } else {
        ""
    };
    let aht = seconds(input.handling_time);
    let are = if tickets == "1 ticket" { "is" } else { "each are" };
    Ok(vec![
        step(
            PeopleTerm::Work,
            format!("{tickets} * {aht} / 3600 s"),
            hours,
            format!("{tickets} of {aht} {are} {work} of work a month"),
        ),
        step(
            PeopleTerm::Utilisation,
            format!("{work} / {paid}"),
            share,
            match share > 1.0 {
                true => format!("the tickets take {} of the paid time{judged}", percent(share)),
                false => format!(
                    "an agent works on tickets for {} of the paid time{judged}",
                    percent(share)
                ),
            },
        ),
    ])
}
