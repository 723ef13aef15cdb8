//! Which periods is one compared with, and which stretches of the calendar lead up to its end?

use crate::error::{Error, ErrorKind, Result};
use crate::kpi::{CalendarUnit, Grouping};
use crate::time::{Period, Span, Timestamp, Zone, civil, instant, midnight};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

/// A stretch of the calendar by its name.
pub(super) type Stretch = (String, Period);

/// The period before: as many months before whole months, as many days before whole days, else as long a time before.
pub(super) fn before(period: Period, zone: &Zone) -> Result<Option<Period>> {
    let length = period.span();
    if length == Span::ZERO {
        return Ok(None);
    }
    let shown = Shown::of(period, zone)?;
    let start = match (shown.months(), shown.days()) {
        (Some(months), _) => shown.start.checked_sub(months.months()).ok(),
        (None, Some(days)) => shown.start.checked_sub(days.days()).ok(),
        (None, None) => {
            let start = period.start.as_millis().saturating_sub(length.as_millis());
            let start = Timestamp::from_millis(start).ok();
            return Ok(start.map(|start| Period { start, end: period.start }));
        }
    };
    let start = start.and_then(|start| instant(start, zone).ok());
    Ok(start.map(|start| Period { start, end: period.start }))
}

/// The period a year ago: of whole weeks the one 52 weeks before, on the same days of the week, else that of the same
/// dates.
pub(super) fn last_year(period: Period, zone: &Zone) -> Result<Option<Period>> {
    if period.span() == Span::ZERO {
        return Ok(None);
    }
    let shown = Shown::of(period, zone)?;
    let weeks = shown.months().is_none() && shown.days().is_some_and(|days| days % 7 == 0);
    let back = |clock: DateTime| {
        let back = if weeks { 52.weeks() } else { 1.year() };
        clock.checked_sub(back).ok().and_then(|clock| instant(clock, zone).ok())
    };
    let (start, end) = (back(shown.start), back(shown.end));
    Ok(start.zip(end).map(|(start, end)| Period { start, end }).filter(|it| it.start < it.end))
}

/// The instant as of which another period is looked at: as long after its end as this one, or as far into it.
///
/// Of whole days it is told by the clock, noon for noon, since the clocks may have changed in one of the two; else by
/// the time that has gone by.
pub(super) fn as_of(
    other: Period,
    period: Period,
    as_of: Timestamp,
    zone: &Zone,
) -> Result<Timestamp> {
    let last = Span::from_millis(-1);
    let after = as_of.since(period.end);
    let by_clock = after != last && Shown::of(period, zone)?.midnights;
    let moved = |to: Timestamp, from: Timestamp| -> Result<i64> {
        let passed = as_of.since(from);
        if !by_clock {
            return Ok(to.as_millis().saturating_add(passed.as_millis()));
        }
        let within = |error: Error| error.within("options.spec.as_of");
        let shown = civil(as_of, zone).map_err(within)?;
        let passed = shown.duration_since(civil(from, zone).map_err(within)?);
        let shown = civil(to, zone).map_err(within)?.checked_add(passed).ok();
        let moved = shown.and_then(|shown| instant(shown, zone).ok()).map(Timestamp::as_millis);
        // Beyond the calendar, which is refused below.
        Ok(moved.unwrap_or(i64::MAX))
    };
    let at = if after >= last {
        moved(other.end, period.end)?.max(other.end.as_millis() - 1)
    } else {
        let into = moved(other.start, period.start)?;
        into.clamp(other.start.as_millis(), other.end.as_millis() - 1)
    };
    Timestamp::from_millis(at).map_err(|error| error.within("options.spec.as_of"))
}

/// What the clocks show at the ends of a period.
struct Shown {
    start: DateTime,
    end: DateTime,
    midnights: bool,
}

impl Shown {
    fn of(period: Period, zone: &Zone) -> Result<Self> {
        let within = |error: Error| error.within("options.spec.period");
        let start = civil(period.start, zone).map_err(within)?;
        let end = civil(period.end, zone).map_err(within)?;
        let first = |clock: DateTime, at| midnight(clock.date(), zone).ok() == Some(at);
        let midnights = first(start, period.start) && first(end, period.end);
        Ok(Self { start, end, midnights })
    }

    /// How many whole months it is.
    fn months(&self) -> Option<i64> {
        let number = |it: DateTime| i64::from(it.year()) * 12 + i64::from(it.month());
        let whole = self.midnights && self.start.day() == 1 && self.end.day() == 1;
        whole.then(|| number(self.end) - number(self.start))
    }

    /// How many whole days it is.
    fn days(&self) -> Option<i64> {
        let length = self.end.date().duration_since(self.start.date());
        self.midnights.then(|| length.as_hours() / 24)
    }
}

/// The first instant of the day that an instant lies in.
pub(super) fn day_start(at: Timestamp, zone: &Zone) -> Result<Timestamp> {
    midnight(civil(at, zone)?.date(), zone)
}

/// The stretches that a period touches.
pub(super) fn within(period: Period, unit: Unit, zone: &Zone) -> Result<Vec<Stretch>> {
    let mut start = unit.first_day(civil(period.start, zone)?.date());
    let mut found = Vec::new();
    while let Some(stretch) = start.and_then(|date| unit.stretch(date, zone)) {
        if stretch.1.start >= period.end {
            break;
        }
        start = start.and_then(|date| unit.step(date, 1));
        found.push(stretch);
    }
    Ok(found)
}

/// So many stretches, the last of them the one in which the period ends.
pub(super) fn up_to(period: Period, unit: Unit, count: u32, zone: &Zone) -> Result<Vec<Stretch>> {
    let last = Timestamp::from_millis(period.end.as_millis() - 1)?.max(period.start);
    let last = unit.first_day(civil(last, zone)?.date());
    let back = |ago: u32| unit.stretch(unit.step(last?, -i64::from(ago))?, zone);
    Ok((0..count).rev().filter_map(back).collect())
}

/// A stretch of the calendar; quarters and years may begin in any month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    unit: CalendarUnit,
    first_month: Option<u32>,
}

impl Unit {
    pub(super) const DAY: Self = Self { unit: CalendarUnit::Day, first_month: None };

    /// That of a trend.
    ///
    /// # Errors
    /// `report.trend_unit`, `kpi.no_month` and `kpi.unused_month`, below `options`.
    pub(super) fn of_trend(unit: CalendarUnit, first_month: Option<u32>) -> Result<Self> {
        if matches!(unit, CalendarUnit::Hour | CalendarUnit::HourOfDay | CalendarUnit::DayOfWeek) {
            let message =
                "a trend goes by 'day', 'week', 'month', 'quarter' or 'year'; give one of these";
            let path = "options.trend_unit";
            return Err(Error::new(ErrorKind::Invalid, "report.trend_unit", path, message));
        }
        Error::from_faults(unit.first_month_faults(first_month, "options.trend_first_month"))?;
        Ok(Self { unit, first_month })
    }

    /// What puts tickets into the same stretches.
    pub(super) const fn grouping(self, zone: Zone) -> Grouping {
        Grouping::Over { unit: self.unit, zone, first_month: self.first_month }
    }

    /// How many months after its first one a year is.
    fn month_of_year(self, date: Date) -> i64 {
        (i64::from(date.month()) - i64::from(self.first_month.unwrap_or(1))).rem_euclid(12)
    }

    fn first_day(self, date: Date) -> Option<Date> {
        let back = |months: i64| date.first_of_month().checked_sub(months.months()).ok();
        match self.unit {
            CalendarUnit::Week => {
                let since_monday = i64::from(date.weekday().to_monday_zero_offset());
                date.checked_sub(since_monday.days()).ok()
            }
            CalendarUnit::Month => back(0),
            CalendarUnit::Quarter => back(self.month_of_year(date) % 3),
            CalendarUnit::Year => back(self.month_of_year(date)),
            _ => Some(date),
        }
    }

    fn step(self, date: Date, count: i64) -> Option<Date> {
        let span = jiff::Span::new();
        let span = match self.unit {
            CalendarUnit::Week => span.try_weeks(count),
            CalendarUnit::Month => span.try_months(count),
            CalendarUnit::Quarter => span.try_months(count.saturating_mul(3)),
            CalendarUnit::Year => span.try_years(count),
            _ => span.try_days(count),
        };
        date.checked_add(span.ok()?).ok()
    }

    /// The one that begins on a day.
    fn stretch(self, date: Date, zone: &Zone) -> Option<Stretch> {
        let name = match self.unit {
            CalendarUnit::Week => {
                let week = date.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            CalendarUnit::Month => date.strftime("%Y-%m").to_string(),
            CalendarUnit::Quarter => {
                format!("{}-Q{}", self.year_name(date), self.month_of_year(date) / 3 + 1)
            }
            CalendarUnit::Year => self.year_name(date),
            _ => date.to_string(),
        };
        let next = midnight(self.step(date, 1)?, zone).ok()?;
        Some((name, Period { start: midnight(date, zone).ok()?, end: next }))
    }

    /// The year that a day lies in; one that begins later than in January has the name of that in which it ends.
    fn year_name(self, date: Date) -> String {
        let months = i64::from(date.year()) * 12 + i64::from(date.month()) - 1;
        let year = (months - self.month_of_year(date)).div_euclid(12);
        match self.first_month {
            None | Some(1) => format!("{year:04}"),
            Some(_) => format!("FY{:04}", year + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn period(text: &str, zone: &Zone) -> Period {
        let at = |text: &str| instant(text.parse().unwrap(), zone).unwrap();
        let (start, end) = text.split_once(' ').unwrap();
        Period { start: at(start), end: at(end) }
    }

    #[rstest]
    // A month of 31 days after one of 28, and the clocks go forward in it.
    #[case(
        "2026-03-01T00 2026-04-01T00",
        "2026-02-01T00 2026-03-01T00",
        "2025-03-01T00 2025-04-01T00"
    )]
    // A quarter.
    #[case(
        "2026-01-01T00 2026-04-01T00",
        "2025-10-01T00 2026-01-01T00",
        "2025-01-01T00 2025-04-01T00"
    )]
    // A week: 52 weeks before it began on a Monday, too.
    #[case(
        "2026-03-02T00 2026-03-09T00",
        "2026-02-23T00 2026-03-02T00",
        "2025-03-03T00 2025-03-10T00"
    )]
    // Ten days.
    #[case(
        "2026-03-02T00 2026-03-12T00",
        "2026-02-20T00 2026-03-02T00",
        "2025-03-02T00 2025-03-12T00"
    )]
    // Eight hours.
    #[case(
        "2026-03-02T09 2026-03-02T17",
        "2026-03-02T01 2026-03-02T09",
        "2025-03-02T09 2025-03-02T17"
    )]
    // February of a leap year.
    #[case(
        "2024-02-01T00 2024-03-01T00",
        "2024-01-01T00 2024-02-01T00",
        "2023-02-01T00 2023-03-01T00"
    )]
    fn the_period_before_and_a_year_ago(
        #[case] it: &str,
        #[case] expected_before: &str,
        #[case] expected_last_year: &str,
    ) {
        let zone: Zone = "Europe/Berlin".parse().unwrap();
        let it = period(it, &zone);
        assert_eq!(before(it, &zone).unwrap(), Some(period(expected_before, &zone)));
        assert_eq!(last_year(it, &zone).unwrap(), Some(period(expected_last_year, &zone)));
    }

    #[test]
    fn another_period_is_looked_at_as_late_as_this_one() {
        let zone = Zone::utc();
        let march = period("2026-03-01T00 2026-04-01T00", &zone);
        let february = period("2026-02-01T00 2026-03-01T00", &zone);
        let shown =
            |at: &str| as_of(february, march, at.parse().unwrap(), &zone).unwrap().to_string();
        assert_eq!(shown("2026-04-05T12:00:00Z"), "2026-03-05T12:00:00Z");
        assert_eq!(shown("2026-03-31T23:59:59.999Z"), "2026-02-28T23:59:59.999Z");
        assert_eq!(shown("2026-03-10T12:00:00Z"), "2026-02-10T12:00:00Z");
        // February has no 30th.
        assert_eq!(shown("2026-03-30T12:00:00Z"), "2026-02-28T23:59:59.999Z");
    }

    // In Berlin the clocks go forward on 29 March 2026 and back on 25 October.
    #[rstest]
    #[case::april_and_march("2026-04-01T00 2026-05-01T00", "2026-04-30T12", "2026-03-30T12")]
    #[case::the_day_after("2026-03-30T00 2026-03-31T00", "2026-03-30T12", "2026-03-29T12")]
    #[case::the_day_itself("2026-03-29T00 2026-03-30T00", "2026-03-29T12", "2026-03-28T12")]
    // Two is three on the day of which an hour is missing.
    #[case::no_such_hour("2026-03-30T00 2026-03-31T00", "2026-03-30T02", "2026-03-29T03")]
    #[case::autumn("2026-10-26T00 2026-10-27T00", "2026-10-26T12", "2026-10-25T12")]
    // After its end, too.
    #[case::later("2026-03-01T00 2026-04-01T00", "2026-04-05T12", "2026-03-05T12")]
    #[case::over_the_change("2026-02-01T00 2026-03-01T00", "2026-03-30T12", "2026-03-02T12")]
    // Eight hours are no day: as much time, not the same clock.
    #[case::hours("2026-03-29T02 2026-03-29T10", "2026-03-29T04", "2026-03-28T20")]
    fn noon_is_compared_with_noon(#[case] it: &str, #[case] at: &str, #[case] expected: &str) {
        let zone: Zone = "Europe/Berlin".parse().unwrap();
        let clock = |text: &str| instant(text.parse().unwrap(), &zone).unwrap();
        let it = period(it, &zone);
        let other = before(it, &zone).unwrap().unwrap();
        assert_eq!(as_of(other, it, clock(at), &zone).unwrap(), clock(expected));
    }

    #[test]
    fn stretches_have_the_names_that_figures_are_grouped_by() {
        use crate::kpi::{KpiSpec, kpis};
        use crate::ticket::Ticket;
        let zone: Zone = "Europe/Berlin".parse().unwrap();
        let around_new_year = period("2026-12-30T00 2027-01-06T00", &zone);
        for (unit, first_month) in [
            (CalendarUnit::Day, None),
            (CalendarUnit::Week, None),
            (CalendarUnit::Month, None),
            (CalendarUnit::Quarter, None),
            (CalendarUnit::Year, None),
            (CalendarUnit::Quarter, Some(4)),
            (CalendarUnit::Quarter, Some(12)),
            (CalendarUnit::Year, Some(1)),
            (CalendarUnit::Year, Some(4)),
            (CalendarUnit::Year, Some(12)),
        ] {
            let unit = Unit::of_trend(unit, first_month).unwrap();
            for (name, stretch) in within(around_new_year, unit, &zone).unwrap() {
                let last = Timestamp::from_millis(stretch.end.as_millis() - 1).unwrap();
                let ticket = |id, at| Ticket::opened(id, at, Default::default());
                let spec = KpiSpec {
                    kpis: vec!["volume".into()],
                    group_by: vec![unit.grouping(zone.clone())],
                    ..Default::default()
                };
                let rows =
                    kpis(&[ticket("T-1", stretch.start), ticket("T-2", last)], &spec).unwrap();
                let found: Vec<_> = rows.iter().map(|row| row.label()).collect();
                assert_eq!(found, [Some(name.as_str())]);
            }
        }
        let names = |unit, first_month| -> Vec<String> {
            let unit = Unit::of_trend(unit, first_month).unwrap();
            let found = up_to(around_new_year, unit, 3, &zone).unwrap();
            found.into_iter().map(|(name, _)| name).collect()
        };
        assert_eq!(names(CalendarUnit::Month, None), ["2026-11", "2026-12", "2027-01"]);
        assert_eq!(names(CalendarUnit::Quarter, Some(4)), ["FY2027-Q2", "FY2027-Q3", "FY2027-Q4"]);
        assert_eq!(names(CalendarUnit::Year, Some(2)), ["FY2025", "FY2026", "FY2027"]);
    }
}
