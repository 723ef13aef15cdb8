//! Which periods is one compared with, and which stretches of the calendar lead up to its end?

use crate::error::{Error, ErrorKind, Result};
use crate::kpi::CalendarUnit;
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
pub(super) fn as_of(other: Period, period: Period, as_of: Timestamp) -> Result<Timestamp> {
    let last = Span::from_millis(-1);
    let after = as_of.since(period.end);
    let at = if after >= last {
        other.end.as_millis().saturating_add(after.as_millis())
    } else {
        let into = other.start.as_millis().saturating_add(as_of.since(period.start).as_millis());
        into.min(other.end.as_millis() - 1)
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
pub(super) fn within(period: Period, unit: CalendarUnit, zone: &Zone) -> Result<Vec<Stretch>> {
    let mut start = first_day(civil(period.start, zone)?.date(), unit);
    let mut found = Vec::new();
    while let Some(stretch) = start.and_then(|date| stretch(date, unit, zone)) {
        if stretch.1.start >= period.end {
            break;
        }
        start = start.and_then(|date| step(date, unit, 1));
        found.push(stretch);
    }
    Ok(found)
}

/// So many stretches, the last of them the one in which the period ends.
pub(super) fn up_to(
    period: Period,
    unit: CalendarUnit,
    count: u32,
    zone: &Zone,
) -> Result<Vec<Stretch>> {
    let last = Timestamp::from_millis(period.end.as_millis() - 1)?.max(period.start);
    let last = first_day(civil(last, zone)?.date(), unit);
    let back = |ago: u32| {
        let date = step(last?, unit, -i64::from(ago))?;
        stretch(date, unit, zone)
    };
    Ok((0..count).rev().filter_map(back).collect())
}

/// Refuses a unit that makes no trend.
pub(super) fn check_unit(unit: CalendarUnit) -> Result<()> {
    match unit {
        CalendarUnit::Hour | CalendarUnit::HourOfDay | CalendarUnit::DayOfWeek => {
            let message =
                "a trend goes by 'day', 'week', 'month', 'quarter' or 'year'; give one of these";
            let path = "options.trend_unit";
            Err(Error::new(ErrorKind::Invalid, "report.trend_unit", path, message))
        }
        _ => Ok(()),
    }
}

fn first_day(date: Date, unit: CalendarUnit) -> Option<Date> {
    let month = |month| Date::new(date.year(), month, 1).ok();
    match unit {
        CalendarUnit::Week => {
            let since_monday = i64::from(date.weekday().to_monday_zero_offset());
            date.checked_sub(since_monday.days()).ok()
        }
        CalendarUnit::Month => month(date.month()),
        CalendarUnit::Quarter => month((date.month() - 1) / 3 * 3 + 1),
        CalendarUnit::Year => month(1),
        _ => Some(date),
    }
}

fn step(date: Date, unit: CalendarUnit, count: i64) -> Option<Date> {
    let span = jiff::Span::new();
    let span = match unit {
        CalendarUnit::Week => span.try_weeks(count),
        CalendarUnit::Month => span.try_months(count),
        CalendarUnit::Quarter => span.try_months(count.saturating_mul(3)),
        CalendarUnit::Year => span.try_years(count),
        _ => span.try_days(count),
    };
    date.checked_add(span.ok()?).ok()
}

fn stretch(date: Date, unit: CalendarUnit, zone: &Zone) -> Option<Stretch> {
    let name = match unit {
        CalendarUnit::Week => {
            let week = date.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        CalendarUnit::Month => date.strftime("%Y-%m").to_string(),
        CalendarUnit::Quarter => format!("{:04}-Q{}", date.year(), (date.month() + 2) / 3),
        CalendarUnit::Year => format!("{:04}", date.year()),
        _ => date.to_string(),
    };
    let (start, end) = (midnight(date, zone).ok()?, midnight(step(date, unit, 1)?, zone).ok()?);
    Some((name, Period { start, end }))
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
        let shown = |at: &str| as_of(february, march, at.parse().unwrap()).unwrap().to_string();
        assert_eq!(shown("2026-04-05T12:00:00Z"), "2026-03-05T12:00:00Z");
        assert_eq!(shown("2026-03-31T23:59:59.999Z"), "2026-02-28T23:59:59.999Z");
        assert_eq!(shown("2026-03-10T12:00:00Z"), "2026-02-10T12:00:00Z");
        // February has no 30th.
        assert_eq!(shown("2026-03-30T12:00:00Z"), "2026-02-28T23:59:59.999Z");
    }

    #[test]
    fn stretches_have_the_names_that_figures_are_grouped_by() {
        use crate::kpi::{Grouping, KpiSpec, kpis};
        use crate::ticket::Ticket;
        let zone: Zone = "Europe/Berlin".parse().unwrap();
        let around_new_year = period("2026-12-30T00 2027-01-06T00", &zone);
        for unit in [
            CalendarUnit::Day,
            CalendarUnit::Week,
            CalendarUnit::Month,
            CalendarUnit::Quarter,
            CalendarUnit::Year,
        ] {
            for (name, stretch) in within(around_new_year, unit, &zone).unwrap() {
                let last = Timestamp::from_millis(stretch.end.as_millis() - 1).unwrap();
                let ticket = |id, at| Ticket::opened(id, at, Default::default());
                let over = Grouping::Over { unit, zone: zone.clone(), first_month: None };
                let spec = KpiSpec {
                    kpis: vec!["volume".into()],
                    group_by: vec![over],
                    ..Default::default()
                };
                let rows =
                    kpis(&[ticket("T-1", stretch.start), ticket("T-2", last)], &spec).unwrap();
                let found: Vec<_> = rows.iter().map(|row| row.label()).collect();
                assert_eq!(found, [Some(name.as_str())]);
            }
        }
        let names = up_to(around_new_year, CalendarUnit::Month, 3, &zone).unwrap();
        let names: Vec<_> = names.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["2026-11", "2026-12", "2027-01"]);
    }
}
