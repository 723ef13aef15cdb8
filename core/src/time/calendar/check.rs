//! Every fault of a specification, before anything is compiled.

use super::hours::{DAY, Hours, WEEK};
use crate::error::{ErrorKind, Fault};
use crate::time::{CalendarSpec, Date, TimeOfDay};
use std::collections::{BTreeMap, BTreeSet};

/// How many windows a week may have. Real ones have a few dozen; what is compiled grows with each by
/// every change of the zone's offset.
pub(super) const WINDOWS_A_WEEK: usize = 1_000;

/// All that is wrong with `spec`, in the order of its fields.
pub(super) fn faults(spec: &CalendarSpec) -> Vec<Fault> {
    let windows = spec.weekly.iter().map(|window| window.days.len()).fold(0, usize::saturating_add);
    if windows > WINDOWS_A_WEEK {
        // The rest is not looked at: it is too much of it.
        let message = format!("{windows} windows a week; at most {WINDOWS_A_WEEK} are compiled");
        return vec![invalid("calendar.too_many_windows", "weekly".to_owned(), message)];
    }
    let mut faults = Vec::new();
    for (index, window) in spec.weekly.iter().enumerate() {
        let path = format!("weekly[{index}]");
        if window.days.is_empty() {
            let message = "it starts on no day; name at least one";
            faults.push(invalid("calendar.no_days", format!("{path}.days"), message));
        }
        faults.extend(window_fault(window.open, window.close, &path));
    }
    faults.extend(weekly_overlaps(spec));
    faults.extend(duplicates(spec.holidays.iter().map(|holiday| holiday.date), "holidays"));
    for (index, exception) in spec.exceptions.iter().enumerate() {
        let path = format!("exceptions[{index}].windows");
        let mut placed = Vec::new();
        for (index, window) in exception.windows.iter().enumerate() {
            faults.extend(window_fault(window.open, window.close, &format!("{path}[{index}]")));
            placed.push((Hours::new(window.open, window.close), index));
        }
        faults.extend(overlaps(placed, i64::MIN, &path));
    }
    faults.extend(duplicates(spec.exceptions.iter().map(|exception| exception.date), "exceptions"));
    let holidays: BTreeSet<Date> = spec.holidays.iter().map(|holiday| holiday.date).collect();
    let mut exceptions = spec.exceptions.iter().filter(|it| !holidays.contains(&it.date));
    if spec.weekly.is_empty() && exceptions.all(|exception| exception.windows.is_empty()) {
        faults.push(never_opens());
    }
    faults
}

/// The fault of a calendar without a single open instant.
pub(super) fn never_opens() -> Fault {
    let message = "no instant is open; give at least one window that is";
    invalid("calendar.never_opens", "weekly".to_owned(), message)
}

fn invalid(code: &str, path: String, message: impl Into<String>) -> Fault {
    Fault { kind: ErrorKind::Invalid, code: code.to_owned(), path, message: message.into() }
}

fn window_fault(open: TimeOfDay, close: TimeOfDay, path: &str) -> Option<Fault> {
    if open == TimeOfDay::END_OF_DAY {
        let message = "nothing opens at 24:00; write 00:00 of the next day";
        return Some(invalid("calendar.opens_at_end_of_day", format!("{path}.open"), message));
    }
    (open == close).then(|| {
        let message =
            format!("it opens and closes at {open}; write 00:00 to 24:00 for a whole day");
        invalid("calendar.empty_window", format!("{path}.close"), message)
    })
}

fn weekly_overlaps(spec: &CalendarSpec) -> Vec<Fault> {
    let mut placed = Vec::new();
    for (index, window) in spec.weekly.iter().enumerate() {
        let hours = Hours::new(window.open, window.close);
        for day in &window.days {
            placed.push((hours.after(day.number() * DAY), index));
        }
    }
    // What runs over the end of the week meets the start of the next one.
    let end = placed.iter().map(|(hours, _)| hours.close).max();
    overlaps(placed, end.map_or(i64::MIN, |end| end - WEEK), "weekly")
}

/// Windows of a list that overlap an earlier one, each pair once. Nothing may start before `taken`.
fn overlaps(mut placed: Vec<(Hours, usize)>, taken: i64, path: &str) -> Vec<Fault> {
    placed.retain(|(hours, _)| hours.open < hours.close);
    placed.sort_by_key(|(hours, index)| (hours.open, *index));
    let last = placed.iter().max_by_key(|(hours, _)| hours.close).map(|(_, index)| *index);
    let (mut taken, mut by) = (taken, last.unwrap_or_default());
    let mut pairs = BTreeMap::new();
    for (hours, index) in placed {
        if hours.open < taken {
            pairs.insert((index.max(by), index.min(by)), ());
        }
        if hours.close > taken {
            (taken, by) = (hours.close, index);
        }
    }
    let fault = |(later, earlier)| {
        let message = match later == earlier {
            true => "it overlaps itself, on a day that it names twice".to_owned(),
            false => format!("it overlaps {path}[{earlier}]; windows may touch, but not overlap"),
        };
        invalid("calendar.overlapping_windows", format!("{path}[{later}]"), message)
    };
    pairs.into_keys().map(fault).collect()
}

fn duplicates(dates: impl Iterator<Item = Date>, list: &str) -> Vec<Fault> {
    let mut first = BTreeMap::new();
    let mut faults = Vec::new();
    for (index, date) in dates.enumerate() {
        let before = *first.entry(date).or_insert(index);
        if before != index {
            let message = format!("{date} stands in {list}[{before}] too; write it once");
            faults.push(invalid(
                "calendar.duplicate_date",
                format!("{list}[{index}].date"),
                message,
            ));
        }
    }
    faults
}
