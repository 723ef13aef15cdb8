use crate::error::{Fault, Result};
use crate::kpi::Grouping;

/// Refuses a grouping by fiscal years that begin in no month.
pub(super) fn check_grouping(group_by: Option<&Grouping>) -> Result<()> {
    match group_by {
        Some(Grouping::Over { first_month: Some(month), .. }) if !(1..=12).contains(month) => {
            let message = format!("{month} is no month; give 1 to 12");
            Err(Fault::invalid("kpi.no_month", "query.group_by.first_month", message).into())
        }
        _ => Ok(()),
    }
}
