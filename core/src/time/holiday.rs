use super::{Date, Weekday, Window};
use firstline_derive::Choice;
use serde::{Deserialize, Serialize};

/// A day, or several in a row, on which nothing opens.
///
/// It removes what starts on it: a night shift that began the evening before runs to its end, unless
/// [`Overnight`](super::Overnight) says otherwise. It
/// stands above a [`DateException`] for the same day.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// The day, in the zone of the calendar; the first one where it is several.
    pub date: Date,
    /// The last day, where it is several; absent: it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Date>,
    /// What it is called, for explanations.
    pub name: Option<String>,
}

/// A holiday of every year.
///
/// It holds in the years 1900 to 2299, unless it says otherwise: the rule of Easter repeats only after
/// 5,700,000 years, and no law holds so long.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearlyHoliday {
    /// Which day of the year.
    pub on: YearlyRule,
    /// For how many days from that one, 1 to 366, where it is several. They may run into the next year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// Where the day off is if the desk is closed on that day anyhow.
    #[serde(default)]
    pub observed: Observed,
    /// Where the 29th of February is in the years that have none; no other rule asks for it.
    #[serde(default)]
    pub leap_day: LeapDay,
    /// The first year in which it was one; absent: 1900.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_year: Option<u32>,
    /// The last year in which it is one; absent: 2299.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_year: Option<u32>,
    /// What it is called, for explanations.
    pub name: Option<String>,
}

/// A day of every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Choice)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum YearlyRule {
    /// The same date; for the 29th of February see [`LeapDay`].
    Fixed {
        /// The month, from 1.
        month: u32,
        /// The day of the month, from 1.
        day: u32,
    },
    /// A weekday of a month by its number: the fourth Thursday of November.
    NthWeekday {
        /// The month, from 1.
        month: u32,
        /// Which one, from 1 to 5; the fifth only in months that have it.
        nth: u32,
        /// The day of the week.
        weekday: Weekday,
    },
    /// The last such weekday of a month: the last Monday of May.
    LastWeekday {
        /// The month, from 1.
        month: u32,
        /// The day of the week.
        weekday: Weekday,
    },
    /// So many days after Easter Sunday of the Gregorian calendar, or before it: Good Friday is -2, Easter
    /// Monday 1, Ascension 39, Whit Monday 50.
    Easter {
        /// The days; -365 to 365.
        days: i64,
    },
    /// So many days after Easter Sunday of the Julian calendar, or before it, as Orthodox churches have it.
    OrthodoxEaster {
        /// The days; -365 to 365.
        days: i64,
    },
}

/// Where a holiday of the 29th of February is in the years that have none.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum LeapDay {
    /// Nowhere: RFC 5545 (iCalendar) leaves those years out.
    #[default]
    LeapYearsOnly,
    /// On the 28th of February, as `java.time.MonthDay` has it.
    DayBefore,
    /// On the 1st of March, as the dates of Go and JavaScript have it, and with the first rickar/cal.
    DayAfter,
}

/// Where the day off is for a holiday on a day on which the desk is closed.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Observed {
    /// On the day itself: none is gained.
    #[default]
    OnTheDay,
    /// On the next day that has weekly hours and is no holiday, as in the United Kingdom.
    NextWorkingDay,
    /// Of a Saturday on the Friday before it, of a Sunday on the Monday after it, as for federal offices of
    /// the United States; whatever the weekly hours are.
    NearestWeekday,
}

/// What the windows of an exception are.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum ExceptionKind {
    /// The hours of the day, in place of the weekly ones; the weekly breaks cut them too.
    #[default]
    Hours,
    /// Hours besides the others of the day.
    ExtraHours,
    /// What is closed in the midst of them.
    Break,
}

/// A day with hours or breaks of its own.
///
/// Of several on one day, one of hours without windows closes it, whatever the others say, as a holiday does. What is
/// closed by a break is so in all that starts on the day; the night shift of the evening before is cut by weekly
/// breaks only.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateException {
    /// The day, in the zone of the calendar.
    pub date: Date,
    /// What its windows are.
    #[serde(default)]
    pub kind: ExceptionKind,
    /// What starts on it; nothing where it is closed.
    #[serde(default)]
    pub windows: Vec<Window>,
    /// What it is called, for explanations.
    pub name: Option<String>,
}
