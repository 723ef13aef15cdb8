use super::check::{both, not_negative, positive_seconds};
use crate::error::Result;
use crate::time::Span;
use serde::{Deserialize, Serialize};

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
