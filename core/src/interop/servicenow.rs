use super::TicketLog;
use super::columns::{read_log_from, servicenow_mapping};
use crate::error::{Error, Result};
use crate::time::Zone;
use flate2::read::MultiGzDecoder;
use std::io::Read;

/// The incident log of ServiceNow, as CSV or as gzipped CSV: one row a change, with the columns of its
/// audit export (`number`, `incident_state`, `sys_updated_at`, …).
///
/// The rows of a ticket are taken in the order in which they stand. A cell that is empty or `?` is missing. `made_sla`,
/// `closed_code`, `subcategory` and `location` are fields of the tickets, as the last row has them.
///
/// # Times
/// `29/2/2016 01:16`, `29-02-2016 01:16:00`, `29.02.2016 01:16` or `2016-02-29 01:16:00`: seconds may be
/// left out, and without the year in front the day stands before the month. Choose such a format before
/// an export by a user who has the month first. Times have no zone, so `zone` says whose clocks they are.
///
/// # States
/// `New`; `Active` and `In Progress` are open; `Awaiting User Info` is pending; `On Hold`, `Awaiting Vendor`,
/// `Awaiting Problem` and `Awaiting Evidence` are on hold; `Resolved`; `Closed`. `Canceled` is closed without
/// a resolution. Any other is an oddity.
///
/// # Errors
/// `servicenow.missing_column`; `servicenow.unreadable` for what is no CSV in UTF-8.
///
/// # Source
/// State and date formats of ServiceNow's incident table; the columns are those of the log in
/// `examples/data`.
///
/// ```
/// use firstline::interop::read_servicenow_log;
/// let log = "number,incident_state,reassignment_count,reopen_count,sys_mod_count,caller_id,opened_at,\
///     sys_updated_by,sys_updated_at,contact_type,category,priority,assignment_group,assigned_to,\
///     resolved_at,closed_at,opened_by,made_sla\n\
///     INC1,New,0,0,0,?,2016-02-29 01:16:00,?,2016-02-29 01:23:00,Phone,?,3 - Moderate,?,?,?,?,?,true\n";
/// let log = read_servicenow_log(log.as_bytes(), &"Europe/Berlin".parse()?)?;
/// assert_eq!(log.tickets[0].events[0].at, "2016-02-29T01:16:00+01:00".parse()?);
/// assert!(log.oddities.is_empty());
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn read_servicenow_log(data: &[u8], zone: &Zone) -> Result<TicketLog> {
    if data.starts_with(&[0x1f, 0x8b]) {
        read_servicenow(MultiGzDecoder::new(data), zone)
    } else {
        read_servicenow(data, zone)
    }
}

/// [`read_servicenow_log`] from any reader of CSV.
///
/// # Errors
/// Those of [`read_servicenow_log`], and `servicenow.unreadable` for what the reader fails with.
pub fn read_servicenow<R: Read>(reader: R, zone: &Zone) -> Result<TicketLog> {
    read_log_from(reader, &servicenow_mapping(), Some(zone)).map_err(renamed)
}

/// The codes that this function has had from the beginning.
fn renamed(error: Error) -> Error {
    let mut faults = error.clone().into_faults();
    for fault in &mut faults {
        if let Some(code) = fault.code.strip_prefix("columns.") {
            let code = if code == "missing" { "missing_column" } else { code };
            fault.code = format!("servicenow.{code}");
        }
    }
    Error::from_faults(faults).err().unwrap_or(error)
}
