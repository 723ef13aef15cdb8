use crate::error::{Error, Result};
use crate::kpi::Grouping;

/// Refuses a grouping by fiscal years that begin in no month, or by stretches that begin in none of choice.
pub(super) fn check_grouping(group_by: Option<&Grouping>) -> Result<()> {
    match group_by {
        Some(Grouping::Over { unit, first_month, .. }) => {
            Error::from_faults(unit.first_month_faults(*first_month, "query.group_by.first_month"))
        }
        _ => Ok(()),
    }
}
