//! The dates of the holidays of every year.

use super::special::day_number;
use crate::time::{Date, LeapDay, Observed, YearlyHoliday, YearlyRule};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// The years in which a yearly holiday is one, where it does not say.
const YEARS: (u32, u32) = (1900, 2299);

/// The years of a holiday; none where the last is before the first.
pub(super) fn years(holiday: &YearlyHoliday) -> RangeInclusive<u32> {
    holiday.first_year.unwrap_or(YEARS.0)..=holiday.last_year.unwrap_or(YEARS.1)
}

/// For how many days it is one.
pub(super) fn length(holiday: &YearlyHoliday) -> u32 {
    holiday.days.unwrap_or(1)
}

/// The first day of a holiday in a year, counted from 1970-01-01; nothing where the year has none.
fn first_day(year: u32, holiday: &YearlyHoliday) -> Option<i64> {
    let leap_day = YearlyRule::Fixed { month: 2, day: 29 };
    match (day_in_year(year, holiday.on), holiday.leap_day) {
        (None, LeapDay::DayBefore) if holiday.on == leap_day => last_of(year, 2),
        (None, LeapDay::DayAfter) if holiday.on == leap_day => Some(last_of(year, 2)? + 1),
        (day, _) => day,
    }
}

/// The day of a rule in a year, counted from 1970-01-01; nothing where the year has none.
pub(crate) fn day_in_year(year: u32, rule: YearlyRule) -> Option<i64> {
    let number = |month, day| {
        let date = Date::from_ymd(i32::try_from(year).ok()?, month, day).ok()?;
        Some(day_number(date))
    };
    match rule {
        YearlyRule::Fixed { month, day } => number(month, day),
        YearlyRule::NthWeekday { month, nth, weekday } => {
            let first = number(month, 1)?;
            let ahead = (weekday.number() - super::hours::weekday(first)).rem_euclid(7);
            let day = first + ahead + 7 * (i64::from(nth) - 1);
            (day <= last_of(year, month)?).then_some(day)
        }
        YearlyRule::LastWeekday { month, weekday } => {
            let last = last_of(year, month)?;
            Some(last - (super::hours::weekday(last) - weekday.number()).rem_euclid(7))
        }
        YearlyRule::Easter { days } => Some(easter(year)? + days),
        YearlyRule::OrthodoxEaster { days } => Some(orthodox_easter(year)? + days),
    }
}

/// The last day of a month.
fn last_of(year: u32, month: u32) -> Option<i64> {
    let year = i32::try_from(year).ok()?;
    let days = [31, 30, 29, 28].into_iter();
    days.filter_map(|day| Date::from_ymd(year, month, day).ok()).next().map(day_number)
}

/// Easter Sunday of the Gregorian calendar: J. Meeus, Astronomical Algorithms, 2nd edition, chapter 8,
/// after the rule of 1876 by an unnamed correspondent of Nature.
fn easter(year: u32) -> Option<i64> {
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let moon =
        (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let late = (golden + 11 * moon + 22 * weekday) / 451;
    let days = moon + weekday - 7 * late + 114;
    let date = Date::from_ymd(i32::try_from(year).ok()?, days / 31, days % 31 + 1).ok()?;
    Some(day_number(date))
}

/// Easter Sunday of the Julian calendar, as a day of the Gregorian one: the same chapter.
fn orthodox_easter(year: u32) -> Option<i64> {
    let moon = (19 * (year % 19) + 15) % 30;
    let weekday = (2 * (year % 4) + 4 * (year % 7) + 34 - moon) % 7;
    let days = moon + weekday + 114;
    let date = Date::from_ymd(i32::try_from(year).ok()?, days / 31, days % 31 + 1).ok()?;
    // The Julian calendar has a leap day in each year of a century, also where the Gregorian has none.
    let behind = i64::from(year / 100) - i64::from(year / 400) - 2;
    Some(day_number(date) + behind)
}

/// Every day of yearly holidays, each with the number of its holiday. `is_working` tells the days that have
/// weekly hours, `taken` those that are holidays already.
pub(super) fn days(
    holidays: &[YearlyHoliday],
    is_working: impl Fn(i64) -> bool,
    mut taken: BTreeSet<i64>,
) -> Vec<(i64, usize)> {
    let (mut days, mut moved) = (Vec::new(), Vec::new());
    for (index, holiday) in holidays.iter().enumerate() {
        for first in years(holiday).filter_map(|year| first_day(year, holiday)) {
            for day in first..first + i64::from(length(holiday)) {
                match holiday.observed {
                    Observed::NextWorkingDay if !is_working(day) => moved.push((day, index)),
                    observed => days.push((nearest(day, observed), index)),
                }
            }
        }
    }
    if moved.is_empty() {
        return days;
    }
    // The days that stay are taken before one is looked for for those that don't.
    taken.extend(days.iter().map(|(day, _)| *day));
    moved.sort_unstable();
    for (day, index) in moved {
        let free = |day: &i64| is_working(*day) && !taken.contains(day);
        let observed = (day..day + 366).find(free).unwrap_or(day);
        taken.insert(observed);
        days.push((observed, index));
    }
    days
}

/// The day itself, or the weekday next to a Saturday or Sunday.
fn nearest(day: i64, observed: Observed) -> i64 {
    match (observed, super::hours::weekday(day)) {
        (Observed::NearestWeekday, 5) => day - 1,
        (Observed::NearestWeekday, 6) => day + 1,
        _ => day,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    /// Dates that churches publish, of both calendars.
    #[rstest]
    #[case(1900, "1900-04-15", "1900-04-22")]
    #[case(1943, "1943-04-25", "1943-04-25")]
    #[case(1954, "1954-04-18", "1954-04-25")]
    #[case(2024, "2024-03-31", "2024-05-05")]
    #[case(2025, "2025-04-20", "2025-04-20")]
    #[case(2026, "2026-04-05", "2026-04-12")]
    #[case(2038, "2038-04-25", "2038-04-25")]
    #[case(2285, "2285-03-22", "2285-04-26")]
    fn easter_sundays(#[case] year: u32, #[case] western: &str, #[case] orthodox: &str) {
        let day = |date: &str| day_number(date.parse().unwrap());
        assert_eq!(easter(year), Some(day(western)));
        assert_eq!(orthodox_easter(year), Some(day(orthodox)));
    }
}
