//! Stretches of the calendar: in which one does an instant lie, what is it called, how long is it really?

use super::clock_hour::{hour_end, hour_start};
use crate::error::{Fault, Result};
use crate::time::{Timestamp, Zone, civil, date_of, day_of, midnight};
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

/// A stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CalendarUnit {
    /// An hour of the clocks, by its first instant: `2026-03-02T09:00+01:00`. Where they are changed within an hour, as on
    /// Lord Howe Island, each side of the change is one of its own: `2026-04-05T01:30+10:30` of half an hour.
    Hour,
    /// A day, by its date: `2026-03-02`.
    Day,
    /// An ISO week, from Monday: `2026-W10`.
    Week,
    /// A month: `2026-03`.
    Month,
    /// A quarter: `2026-Q1`, and in fiscal years `FY2026-Q1`.
    Quarter,
    /// A year: `2026`. A fiscal one has the name of the year in which it ends: `FY2026`.
    Year,
    /// An hour of the day, whichever the day: `09`.
    HourOfDay,
    /// A day of the week, whichever the week: `1 monday` to `7 sunday`.
    DayOfWeek,
}

impl CalendarUnit {
    /// Whether it comes again and again.
    pub(super) const fn recurs(self) -> bool {
        matches!(self, Self::HourOfDay | Self::DayOfWeek)
    }

    /// What is wrong with the month in which its years begin, at a path.
    pub(crate) fn first_month_faults(self, first_month: Option<u32>, path: &str) -> Vec<Fault> {
        let Some(month) = first_month else { return Vec::new() };
        let mut faults = Vec::new();
        if !(1..=12).contains(&month) {
            let message = format!("{month} is no month; give 1 to 12");
            faults.push(Fault::invalid("kpi.no_month", path, message));
        }
        if !matches!(self, Self::Quarter | Self::Year) {
            let message = "only quarters and years begin in a month of choice; drop it";
            faults.push(Fault::invalid("kpi.unused_month", path, message));
        }
        faults
    }
}

/// A kind of stretches in a zone.
#[derive(Debug, Clone)]
pub(super) struct Stretches {
    unit: CalendarUnit,
    zone: Zone,
    /// From 0.
    first_month: i64,
}

impl Stretches {
    pub(super) fn new(unit: CalendarUnit, zone: &Zone, first_month: Option<u32>) -> Self {
        let first_month = i64::from(first_month.unwrap_or(1)) - 1;
        Self { unit, zone: zone.clone(), first_month }
    }

    /// The number of the stretch that an instant lies in, ascending with time.
    pub(super) fn number(&self, at: Timestamp) -> Result<i64> {
        let clock = civil(at, &self.zone)?;
        let months = i64::from(clock.year()) * 12 + i64::from(clock.month()) - 1;
        Ok(match self.unit {
            CalendarUnit::Hour => hour_start(at, &self.zone)?.as_millis(),
            CalendarUnit::Day => day_of(clock.date()),
            CalendarUnit::Week => (day_of(clock.date()) + 3).div_euclid(7),
            CalendarUnit::Month => months,
            CalendarUnit::Quarter => (months - self.first_month).div_euclid(3),
            CalendarUnit::Year => (months - self.first_month).div_euclid(12),
            CalendarUnit::HourOfDay => i64::from(clock.hour()),
            CalendarUnit::DayOfWeek => i64::from(clock.weekday().to_monday_one_offset()),
        })
    }

    /// What a stretch is called.
    pub(super) fn name(&self, number: i64) -> Result<String> {
        Ok(match self.unit {
            CalendarUnit::Hour => {
                let at = Timestamp::from_millis(number)?;
                let clock = civil(at, &self.zone)?;
                let ahead = clock.duration_since(civil(at, &Zone::utc())?).as_mins();
                let sign = if ahead < 0 { '-' } else { '+' };
                let (hours, minutes) = (ahead.abs() / 60, ahead.abs() % 60);
                let time = clock.strftime("%Y-%m-%dT%H:%M");
                format!("{time}{sign}{hours:02}:{minutes:02}")
            }
            CalendarUnit::Day => date_of(number)?.to_string(),
            CalendarUnit::Week => {
                let week = date_of(number * 7 - 3)?.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            CalendarUnit::Month => {
                format!("{:04}-{:02}", number.div_euclid(12), number.rem_euclid(12) + 1)
            }
            CalendarUnit::Quarter => {
                format!("{}-Q{}", self.year_name(number.div_euclid(4)), number.rem_euclid(4) + 1)
            }
            CalendarUnit::Year => self.year_name(number),
            CalendarUnit::HourOfDay => format!("{number:02}"),
            CalendarUnit::DayOfWeek => format!("{number} {}", weekday_name(number)),
        })
    }

    fn year_name(&self, year: i64) -> String {
        if self.first_month == 0 { format!("{year:04}") } else { format!("FY{:04}", year + 1) }
    }

    /// Its first instant, and the first one after it; nothing for what comes again and again.
    pub(super) fn bounds(&self, number: i64) -> Result<Option<(Timestamp, Timestamp)>> {
        let month = |months: i64| self.month_start(months);
        Ok(Some(match self.unit {
            CalendarUnit::Hour => {
                let start = Timestamp::from_millis(number)?;
                (start, hour_end(start, &self.zone)?)
            }
            CalendarUnit::Day => (self.day_start(number)?, self.day_start(number + 1)?),
            CalendarUnit::Week => {
                (self.day_start(number * 7 - 3)?, self.day_start(number * 7 + 4)?)
            }
            CalendarUnit::Month => (month(number)?, month(number + 1)?),
            CalendarUnit::Quarter => {
                let first = number * 3 + self.first_month;
                (month(first)?, month(first + 3)?)
            }
            CalendarUnit::Year => {
                let first = number * 12 + self.first_month;
                (month(first)?, month(first + 12)?)
            }
            CalendarUnit::HourOfDay | CalendarUnit::DayOfWeek => return Ok(None),
        }))
    }

    /// Whether it comes again and again.
    pub(super) const fn recurs(&self) -> bool {
        self.unit.recurs()
    }

    /// The first instant after the stretch that an instant lies in; of what recurs, after this time of it.
    pub(super) fn end_after(&self, at: Timestamp) -> Result<Timestamp> {
        let number = match self.unit {
            CalendarUnit::HourOfDay => return hour_end(hour_start(at, &self.zone)?, &self.zone),
            CalendarUnit::DayOfWeek => {
                return self.day_start(day_of(civil(at, &self.zone)?.date()) + 1);
            }
            _ => self.number(at)?,
        };
        Ok(self.bounds(number)?.map_or(Timestamp::MAX, |(_, end)| end))
    }

    fn day_start(&self, day: i64) -> Result<Timestamp> {
        // The day after the last of all has no date.
        date_of(day).map_or(Ok(Timestamp::MAX), |date| midnight(date, &self.zone))
    }

    fn month_start(&self, months: i64) -> Result<Timestamp> {
        let year = i16::try_from(months.div_euclid(12)).unwrap_or(i16::MAX);
        let month = i8::try_from(months.rem_euclid(12) + 1).unwrap_or(1);
        Date::new(year, month, 1).map_or(Ok(Timestamp::MAX), |date| midnight(date, &self.zone))
    }
}

fn weekday_name(number: i64) -> &'static str {
    let offset = i8::try_from(number).ok().and_then(|it| Weekday::from_monday_one_offset(it).ok());
    match offset {
        Some(Weekday::Monday) => "monday",
        Some(Weekday::Tuesday) => "tuesday",
        Some(Weekday::Wednesday) => "wednesday",
        Some(Weekday::Thursday) => "thursday",
        Some(Weekday::Friday) => "friday",
        Some(Weekday::Saturday) => "saturday",
        _ => "sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(unit: CalendarUnit, at: &str, zone: &str, first_month: Option<u32>) -> String {
        let stretches = Stretches::new(unit, &zone.parse().unwrap(), first_month);
        let number = stretches.number(at.parse().unwrap()).unwrap();
        let bounds = stretches.bounds(number).unwrap();
        let bounds = bounds.map_or(String::new(), |(start, end)| format!(" {start} {end}"));
        stretches.name(number).unwrap() + &bounds
    }

    #[test]
    fn each_unit_has_a_name_and_real_bounds() {
        use CalendarUnit::*;
        let berlin = |unit, at, month| shown(unit, at, "Europe/Berlin", month);
        // The hour that comes twice, once in summer time and once in winter time.
        let summer = "2026-10-25T02:00+02:00 2026-10-25T00:00:00Z 2026-10-25T01:00:00Z";
        assert_eq!(berlin(Hour, "2026-10-25T00:30:00Z", None), summer);
        let winter = "2026-10-25T02:00+01:00 2026-10-25T01:00:00Z 2026-10-25T02:00:00Z";
        assert_eq!(berlin(Hour, "2026-10-25T01:30:00Z", None), winter);
        // Half an hour that comes twice.
        let before = "2026-04-05T01:00+11:00 2026-04-04T14:00:00Z 2026-04-04T15:00:00Z";
        assert_eq!(shown(Hour, "2026-04-04T14:45:00Z", "Australia/Lord_Howe", None), before);
        let after = "2026-04-05T01:30+10:30 2026-04-04T15:00:00Z 2026-04-04T15:30:00Z";
        assert_eq!(shown(Hour, "2026-04-04T15:15:00Z", "Australia/Lord_Howe", None), after);
        let half = "2026-03-02T09:00+05:30 2026-03-02T03:30:00Z 2026-03-02T04:30:00Z";
        assert_eq!(shown(Hour, "2026-03-02T04:00:00Z", "Asia/Kolkata", None), half);
        // A day of 25 hours and one of 23.
        let long = "2026-10-25 2026-10-24T22:00:00Z 2026-10-25T23:00:00Z";
        assert_eq!(berlin(Day, "2026-10-25T12:00:00Z", None), long);
        let short = "2026-03-29 2026-03-28T23:00:00Z 2026-03-29T22:00:00Z";
        assert_eq!(berlin(Day, "2026-03-28T23:00:00Z", None), short);
        // ISO 8601: the first week of 2027 begins on 4 January, and 1 January lies in the last of 2026.
        let week = "2026-W53 2026-12-27T23:00:00Z 2027-01-03T23:00:00Z";
        assert_eq!(berlin(Week, "2027-01-01T12:00:00Z", None), week);
        assert_eq!(
            berlin(Month, "2026-12-31T23:30:00Z", None),
            "2027-01 2026-12-31T23:00:00Z 2027-01-31T23:00:00Z"
        );
        assert_eq!(
            berlin(Quarter, "2026-06-30T12:00:00Z", None),
            "2026-Q2 2026-03-31T22:00:00Z 2026-06-30T22:00:00Z"
        );
        assert_eq!(
            berlin(Year, "2026-06-30T12:00:00Z", None),
            "2026 2025-12-31T23:00:00Z 2026-12-31T23:00:00Z"
        );
        // The United States' fiscal year 2027 begins in October 2026.
        assert_eq!(
            shown(Year, "2026-10-01T12:00:00Z", "UTC", Some(10)),
            "FY2027 2026-10-01T00:00:00Z 2027-10-01T00:00:00Z"
        );
        assert_eq!(
            shown(Quarter, "2026-09-30T12:00:00Z", "UTC", Some(10)),
            "FY2026-Q4 2026-07-01T00:00:00Z 2026-10-01T00:00:00Z"
        );
        assert_eq!(berlin(HourOfDay, "2026-03-02T08:15:00Z", None), "09");
        assert_eq!(berlin(DayOfWeek, "2026-03-02T08:15:00Z", None), "1 monday");
        // Before 1970, too.
        assert_eq!(
            shown(Week, "1969-12-31T12:00:00Z", "UTC", None),
            "1970-W01 1969-12-29T00:00:00Z 1970-01-05T00:00:00Z"
        );
        assert_eq!(
            shown(Day, "1969-12-31T12:00:00Z", "UTC", None),
            "1969-12-31 1969-12-31T00:00:00Z 1970-01-01T00:00:00Z"
        );
    }
}
