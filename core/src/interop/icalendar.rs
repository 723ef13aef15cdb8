use crate::error::{Error, ErrorKind, Result};
use crate::time::{
    Date, Holiday, LeapDay, Observed, Weekday, YearlyHoliday, YearlyRule, day_in_year, day_number,
};
use icalendar::parser::{Component, read_calendar, unfold};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What became of an event of an iCalendar file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventOutcome {
    /// It is a holiday now.
    Holiday,
    /// It is a holiday of every year now.
    Yearly,
    /// Left out: it begins at a time of day, so the desk is not closed for it.
    Timed,
    /// Left out: it was cancelled.
    Cancelled,
    /// Left out: it recurs in a way that no yearly holiday can say.
    Recurring,
    /// Left out: an event above begins on the same day.
    Duplicate,
    /// Left out: it has no readable day, or ends before it begins.
    Unreadable,
}

/// An event of an iCalendar file, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportedEvent {
    /// What it is called there.
    pub name: Option<String>,
    /// Its first day, where it has a readable one.
    pub date: Option<Date>,
    /// What became of it.
    pub outcome: EventOutcome,
}

/// The holidays of an iCalendar file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HolidayImport {
    /// Those of one time, for [`CalendarSpec::holidays`](crate::time::CalendarSpec).
    pub holidays: Vec<Holiday>,
    /// Those of every year, for [`CalendarSpec::yearly`](crate::time::CalendarSpec).
    pub yearly: Vec<YearlyHoliday>,
    /// Every event of the file, in order: look at it, since such files carry days that close no desk.
    pub events: Vec<ImportedEvent>,
}

/// Reads the holidays of an iCalendar file (RFC 5545): its events of whole days.
///
/// What recurs every year on a date, or on a weekday of a month by its number, becomes a holiday of every
/// year. All else that recurs is left out, as are events at a time of day; every event is listed with what
/// became of it.
///
/// ```
/// use firstline::interop::{EventOutcome, read_icalendar_holidays};
/// let file = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20201225\nSUMMARY:Christmas Day\n\
///             RRULE:FREQ=YEARLY\nEND:VEVENT\nEND:VCALENDAR\n";
/// let import = read_icalendar_holidays(file)?;
/// assert_eq!(import.events[0].outcome, EventOutcome::Yearly);
/// assert_eq!(import.yearly[0].first_year, Some(2020));
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Errors
/// `icalendar.malformed` for text that is no iCalendar file.
pub fn read_icalendar_holidays(text: &str) -> Result<HolidayImport> {
    let unfolded = unfold(text);
    let calendar = read_calendar(&unfolded).map_err(|error| {
        let place = error.lines().next().unwrap_or_default();
        let message =
            format!("this is no iCalendar file ({place}); it begins with BEGIN:VCALENDAR");
        Error::new(ErrorKind::Malformed, "icalendar.malformed", "text", message)
    })?;
    let mut import = HolidayImport::default();
    let mut taken = BTreeSet::new();
    for event in calendar.components.iter().filter(|it| it.name == "VEVENT") {
        let name = value(event, "SUMMARY").map(ToOwned::to_owned);
        let date = value(event, "DTSTART").and_then(|text| day(text.get(..8)?));
        let outcome = import.take(event, name.clone(), &mut taken);
        import.events.push(ImportedEvent { name, date, outcome });
    }
    Ok(import)
}

impl HolidayImport {
    /// Takes an event in, where it is a holiday.
    fn take(
        &mut self,
        event: &Component<'_>,
        name: Option<String>,
        taken: &mut BTreeSet<Date>,
    ) -> EventOutcome {
        let Some(start) = value(event, "DTSTART") else { return EventOutcome::Unreadable };
        if value(event, "STATUS").is_some_and(|status| status.eq_ignore_ascii_case("CANCELLED")) {
            return EventOutcome::Cancelled;
        }
        if start.contains('T') {
            return EventOutcome::Timed;
        }
        let Some(date) = day(start) else { return EventOutcome::Unreadable };
        let Some(days) = days(event, date) else { return EventOutcome::Unreadable };
        let changed =
            ["RDATE", "EXDATE", "RECURRENCE-ID"].iter().any(|it| value(event, it).is_some());
        match value(event, "RRULE") {
            _ if changed => EventOutcome::Recurring,
            Some(rule) => match yearly(rule, date, days) {
                Some(holiday) => {
                    self.yearly.push(YearlyHoliday { name, ..holiday });
                    EventOutcome::Yearly
                }
                None => EventOutcome::Recurring,
            },
            None if !taken.insert(date) => EventOutcome::Duplicate,
            None => {
                let last = (days > 1).then(|| after(date, days - 1)).flatten();
                self.holidays.push(Holiday { date, last, name });
                EventOutcome::Holiday
            }
        }
    }
}

fn value<'a>(event: &'a Component<'_>, name: &str) -> Option<&'a str> {
    event.find_prop(name).map(|property| property.val.as_str())
}

/// A day as iCalendar writes it: `20261225`.
fn day(text: &str) -> Option<Date> {
    let digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let part = |range| text.get(range).filter(|_| digits);
    let date = [part(0..4)?, part(4..6)?, part(6..8)?].join("-");
    date.parse().ok()
}

fn after(date: Date, days: i64) -> Option<Date> {
    let date =
        chrono::NaiveDate::from(date).checked_add_signed(chrono::TimeDelta::try_days(days)?)?;
    date.try_into().ok()
}

/// How many days an event takes: its end, where it has one, is the day after it.
fn days(event: &Component<'_>, date: Date) -> Option<i64> {
    let days = match (value(event, "DTEND"), value(event, "DURATION")) {
        (Some(end), _) => {
            let end = chrono::NaiveDate::from(day(end)?);
            end.signed_duration_since(chrono::NaiveDate::from(date)).num_days()
        }
        (None, Some(duration)) => {
            let amount = duration.strip_prefix('P')?;
            match (amount.strip_suffix('D'), amount.strip_suffix('W')) {
                (Some(days), _) => days.parse().ok()?,
                (None, weeks) => weeks?.parse::<i64>().ok()?.checked_mul(7)?,
            }
        }
        (None, None) => 1,
    };
    (days > 0).then_some(days)
}

/// The yearly holiday that a rule of recurrence says, where one can.
fn yearly(rule: &str, date: Date, days: i64) -> Option<YearlyHoliday> {
    let parts = rule.split(';').map(|part| part.split_once('='));
    let mut parts: BTreeMap<&str, &str> = parts.collect::<Option<_>>()?;
    let mut take = |name: &str| parts.remove(name);
    take("WKST");
    let (frequency, interval) = (take("FREQ")?, take("INTERVAL").unwrap_or("1"));
    let (month, day) = (take("BYMONTH"), take("BYMONTHDAY"));
    let (weekday, until, count) = (take("BYDAY"), take("UNTIL"), take("COUNT"));
    if frequency != "YEARLY" || interval != "1" || !parts.is_empty() {
        return None;
    }
    let number = |text: &str| text.parse::<u32>().ok();
    let named_month = month.map_or(Some(date.month()), number)?;
    let on = match (weekday, day) {
        (Some(weekday), None) if month.is_some() => by_weekday(weekday, named_month)?,
        (None, day) => {
            let day = day.map_or(Some(date.day()), number)?;
            // A leap year has every day that any year has.
            Date::from_ymd(2000, named_month, day).ok()?;
            YearlyRule::Fixed { month: named_month, day }
        }
        _ => return None,
    };
    let first = u32::try_from(date.year()).ok()?;
    let leap_day = on == (YearlyRule::Fixed { month: 2, day: 29 });
    let last_year = match (until, count) {
        (None, None) => None,
        (Some(until), None) => {
            let until = self::day(until.get(..8)?)?;
            let year = u32::try_from(until.year()).ok()?;
            // In its last year it may come too late.
            let comes = day_in_year(year, on).is_some_and(|day| day <= day_number(until));
            Some(if comes { year } else { year.checked_sub(1)? })
        }
        (None, Some(count)) if !leap_day => {
            Some(first.checked_add(number(count)?)?.checked_sub(1)?)
        }
        _ => return None,
    };
    if !(1..=12).contains(&named_month) || last_year.is_some_and(|last| last < first) {
        return None;
    }
    let days = u32::try_from(days).ok().filter(|days| *days <= 366)?;
    Some(YearlyHoliday {
        on,
        days: (days > 1).then_some(days),
        observed: Observed::OnTheDay,
        leap_day: LeapDay::LeapYearsOnly,
        first_year: Some(first),
        last_year,
        name: None,
    })
}

/// A weekday with its number in the month: `4TH` is the fourth Thursday, `-1MO` the last Monday.
fn by_weekday(text: &str, month: u32) -> Option<YearlyRule> {
    let (number, weekday) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let weekday = match weekday {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    };
    match number.parse::<i32>().ok()? {
        -1 => Some(YearlyRule::LastWeekday { month, weekday }),
        number => {
            let nth = u32::try_from(number).ok().filter(|nth| (1..=5).contains(nth))?;
            Some(YearlyRule::NthWeekday { month, nth, weekday })
        }
    }
}
