//! Every fault of a specification, before anything is compiled.

use super::hours::{DAY, Hours, WEEK};
use super::special::day_number;
use super::yearly;
use crate::error::{ErrorKind, Fault};
use crate::time::{
    CalendarSpec, Date, DateException, Holiday, TimeOfDay, WeeklyWindow, YearlyHoliday, YearlyRule,
};
use std::collections::BTreeMap;

/// How many windows a week may have. Real ones have a few dozen; what is compiled grows with each by
/// every different week.
const WINDOWS_A_WEEK: usize = 1_000;
/// How many special days a calendar may have: twenty in each year that there is would be half as many.
const SPECIAL_DAYS: i64 = 400_000;
/// How many calendars one may be made of, and how deep they may lie in each other.
const CALENDARS: usize = 1_000;
const DEPTH: usize = 16;

/// All that is wrong with `spec`, in the order of its fields.
pub(super) fn faults(spec: &CalendarSpec) -> Vec<Fault> {
    let mut count = 0;
    let mut faults = faults_of(spec, 1, &mut count);
    if count > CALENDARS {
        let message = format!("it is made of {count} calendars; at most {CALENDARS} are compiled");
        faults = vec![invalid("calendar.too_many_calendars", "combine".to_owned(), message)];
    }
    faults
}

fn faults_of(spec: &CalendarSpec, depth: usize, count: &mut usize) -> Vec<Fault> {
    *count += 1;
    if let Some(fault) = too_much(spec, depth) {
        // The rest is not looked at: it is too much of it.
        return vec![fault];
    }
    let mut faults = weekly_faults(&spec.weekly, "weekly");
    faults.extend(weekly_overlaps(spec));
    faults.extend(weekly_faults(&spec.breaks, "breaks"));
    faults.extend(holiday_faults(&spec.holidays));
    for (index, holiday) in spec.yearly.iter().enumerate() {
        faults.extend(yearly_faults(holiday, &format!("yearly[{index}]")));
    }
    faults.extend(exception_faults(&spec.exceptions));
    for (index, combination) in spec.combine.iter().enumerate() {
        let path = format!("combine[{index}].calendar");
        faults.extend(below(&path, faults_of(&combination.calendar, depth + 1, count)));
    }
    let mut last = None;
    for (index, earlier) in spec.earlier.iter().enumerate() {
        if let Some(last) = last.filter(|last| *last <= earlier.until) {
            let message = format!("{} is not before {last}; give the latest first", earlier.until);
            faults.push(invalid(
                "calendar.versions_out_of_order",
                format!("earlier[{index}].until"),
                message,
            ));
        }
        last = Some(earlier.until);
        let path = format!("earlier[{index}].calendar");
        faults.extend(below(&path, faults_of(&earlier.calendar, depth + 1, count)));
    }
    let opens = |exception: &DateException| !exception.windows.is_empty();
    if spec.weekly.is_empty() && spec.combine.is_empty() && !spec.exceptions.iter().any(opens) {
        faults.push(never_opens());
    }
    faults
}

/// The fault of a calendar without a single open instant.
pub(super) fn never_opens() -> Fault {
    let message = "no instant is open; give at least one window that is";
    invalid("calendar.never_opens", "weekly".to_owned(), message)
}

/// The fault of a calendar that takes too many steps to compile.
pub(super) fn too_large() -> Fault {
    let message = "its windows, special days and calendars are too many together; give fewer of \
                   them, or days of fewer years";
    invalid("calendar.too_large", "spec".to_owned(), message)
}

fn invalid(code: &str, path: String, message: impl Into<String>) -> Fault {
    Fault { kind: ErrorKind::Invalid, code: code.to_owned(), path, message: message.into() }
}

fn below(path: &str, faults: Vec<Fault>) -> impl Iterator<Item = Fault> {
    faults.into_iter().map(move |fault| Fault { path: format!("{path}.{}", fault.path), ..fault })
}

/// What is more than can be compiled in reasonable time and memory.
fn too_much(spec: &CalendarSpec, depth: usize) -> Option<Fault> {
    if depth > DEPTH {
        let message = format!("calendars lie {depth} deep in each other; at most {DEPTH} may");
        return Some(invalid("calendar.too_deep", "combine".to_owned(), message));
    }
    for (windows, path) in [(&spec.weekly, "weekly"), (&spec.breaks, "breaks")] {
        let count = windows.iter().map(|it| it.days.len()).fold(0, usize::saturating_add);
        if count > WINDOWS_A_WEEK {
            let message = format!("{count} windows a week; at most {WINDOWS_A_WEEK} are compiled");
            return Some(invalid("calendar.too_many_windows", path.to_owned(), message));
        }
    }
    for (index, exception) in spec.exceptions.iter().enumerate() {
        let count = exception.windows.len();
        if count > WINDOWS_A_WEEK {
            let message = format!("{count} windows a day; at most {WINDOWS_A_WEEK} are compiled");
            let path = format!("exceptions[{index}].windows");
            return Some(invalid("calendar.too_many_windows", path, message));
        }
    }
    let dated = spec.holidays.iter().map(|it| match it.last {
        Some(last) => day_number(last) - day_number(it.date) + 1,
        None => 1,
    });
    let yearly = spec.yearly.iter().map(|it| {
        let years = yearly::years(it);
        let count = i64::from(*years.end()) - i64::from(*years.start()) + 1;
        count.saturating_mul(yearly::length(it).into())
    });
    let exceptions = i64::try_from(spec.exceptions.len()).unwrap_or(i64::MAX);
    let days =
        [(dated.sum::<i64>(), "holidays"), (yearly.sum(), "yearly"), (exceptions, "exceptions")];
    for (days, path) in days {
        if days > SPECIAL_DAYS {
            let message = format!("{days} days; at most {SPECIAL_DAYS} are compiled");
            return Some(invalid("calendar.too_many_days", path.to_owned(), message));
        }
    }
    None
}

fn weekly_faults(windows: &[WeeklyWindow], list: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, window) in windows.iter().enumerate() {
        let path = format!("{list}[{index}]");
        if window.days.is_empty() {
            let message = "it starts on no day; name at least one";
            faults.push(invalid("calendar.no_days", format!("{path}.days"), message));
        }
        faults.extend(window_fault(window.open, window.close, &path));
    }
    faults
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

/// Days that stand in a list more than once.
fn duplicates<K: Ord>(keys: impl Iterator<Item = (K, Date)>, list: &str) -> Vec<Fault> {
    let mut first = BTreeMap::new();
    let mut faults = Vec::new();
    for (index, (key, date)) in keys.enumerate() {
        let before = *first.entry(key).or_insert(index);
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

fn holiday_faults(holidays: &[Holiday]) -> Vec<Fault> {
    let mut faults = duplicates(holidays.iter().map(|it| (it.date, it.date)), "holidays");
    for (index, holiday) in holidays.iter().enumerate() {
        if let Some(last) = holiday.last.filter(|last| *last < holiday.date) {
            let message = format!("{last} is before {}; give the first day first", holiday.date);
            let path = format!("holidays[{index}].last");
            faults.push(invalid("calendar.days_reversed", path, message));
        }
    }
    faults
}

fn exception_faults(exceptions: &[DateException]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, exception) in exceptions.iter().enumerate() {
        let path = format!("exceptions[{index}].windows");
        let mut placed = Vec::new();
        for (index, window) in exception.windows.iter().enumerate() {
            faults.extend(window_fault(window.open, window.close, &format!("{path}[{index}]")));
            placed.push((Hours::new(window.open, window.close), index));
        }
        faults.extend(overlaps(placed, i64::MIN, &path));
    }
    faults.extend(duplicates(
        exceptions.iter().map(|it| ((it.date, it.kind), it.date)),
        "exceptions",
    ));
    faults
}

fn yearly_faults(holiday: &YearlyHoliday, path: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut outside = |code, field: &str, message: String| {
        faults.push(invalid(code, format!("{path}.{field}"), message));
    };
    let no_such_day = "calendar.no_such_day";
    let month = match holiday.on {
        YearlyRule::Fixed { month, .. }
        | YearlyRule::NthWeekday { month, .. }
        | YearlyRule::LastWeekday { month, .. } => month,
        YearlyRule::Easter { days } | YearlyRule::OrthodoxEaster { days } => {
            if !(-365..=365).contains(&days) {
                outside(
                    no_such_day,
                    "on.days",
                    format!("{days} days from Easter; give -365 to 365"),
                );
            }
            1
        }
    };
    if !(1..=12).contains(&month) {
        outside(no_such_day, "on.month", format!("there is no month {month}; give 1 to 12"));
    }
    match holiday.on {
        // A leap year has every day that any year has.
        YearlyRule::Fixed { day, .. }
            if (1..=12).contains(&month) && Date::from_ymd(2000, month, day).is_err() =>
        {
            outside(no_such_day, "on.day", format!("month {month} has no day {day}"));
        }
        YearlyRule::NthWeekday { nth, .. } if !(1..=5).contains(&nth) => {
            outside(
                no_such_day,
                "on.nth",
                format!("no month has a weekday {nth} times; give 1 to 5"),
            );
        }
        _ => {}
    }
    let days = yearly::length(holiday);
    if !(1..=366).contains(&days) {
        outside(no_such_day, "days", format!("{days} days; give 1 to 366"));
    }
    for (year, field) in [(holiday.first_year, "first_year"), (holiday.last_year, "last_year")] {
        if let Some(year) = year.filter(|year| !(1..=9999).contains(year)) {
            outside("calendar.no_such_year", field, format!("no year {year}; give 1 to 9999"));
        }
    }
    let years = yearly::years(holiday);
    if years.is_empty() {
        let message = format!("{} is before {}", years.end(), years.start());
        outside("calendar.years_reversed", "last_year", message);
    }
    faults
}
