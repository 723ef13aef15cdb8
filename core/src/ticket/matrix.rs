use super::{Impact, Priority, Urgency};
use crate::error::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};

/// The priority of one pair of impact and urgency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriorityRule {
    /// How much is affected.
    pub impact: Impact,
    /// How long it can wait.
    pub urgency: Urgency,
    /// How soon it must be dealt with.
    pub priority: Priority,
}

/// The table from impact and urgency to priority; a host may set its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriorityMatrix {
    /// A rule for each pair; where two stand for one pair, the first holds.
    pub rules: Vec<PriorityRule>,
}

/// The matrix that ServiceNow ships: high and high is P1, low and low P5.
///
/// Source: ServiceNow product documentation, "Incident prioritization".
pub fn standard_priority_matrix() -> PriorityMatrix {
    use Priority::{P1, P2, P3, P4, P5};
    let impacts = [Impact::High, Impact::Medium, Impact::Low];
    let urgencies = [Urgency::High, Urgency::Medium, Urgency::Low];
    let priorities = [[P1, P2, P3], [P2, P3, P4], [P3, P4, P5]];
    let row = |(impact, row): (Impact, [Priority; 3])| {
        urgencies.into_iter().zip(row).map(move |(urgency, priority)| PriorityRule {
            impact,
            urgency,
            priority,
        })
    };
    PriorityMatrix { rules: impacts.into_iter().zip(priorities).flat_map(row).collect() }
}

/// The priority that a matrix gives a pair of impact and urgency.
///
/// # Errors
/// `priority.no_rule` where the matrix has no rule for the pair.
///
/// ```
/// use firstline::ticket::{Impact, Priority, Urgency, priority_of, standard_priority_matrix};
/// let matrix = standard_priority_matrix();
/// assert_eq!(priority_of(&matrix, Impact::High, Urgency::Medium)?, Priority::P2);
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn priority_of(matrix: &PriorityMatrix, impact: Impact, urgency: Urgency) -> Result<Priority> {
    let rule = matrix.rules.iter().find(|rule| (rule.impact, rule.urgency) == (impact, urgency));
    rule.map(|rule| rule.priority).ok_or_else(|| {
        let message = format!("no rule for impact {impact:?} and urgency {urgency:?}; add one");
        Error::new(ErrorKind::Invalid, "priority.no_rule", "matrix.rules", message)
    })
}
