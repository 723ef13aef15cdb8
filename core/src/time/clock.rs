//! What the calendars and clocks of a zone show, in all the years that an instant can lie in, and when they show it.

use super::{Timestamp, Zone};
use crate::error::{Error, ErrorKind, Result};
use jiff::SignedDuration;
use jiff::civil::{Date, DateTime};

/// The date that the calendars of a zone show at an instant.
pub(crate) fn civil_date(at: Timestamp, zone: &Zone) -> Result<Date> {
    civil(at, zone).map(DateTime::date)
}

/// The date and time that the clocks of a zone show at an instant.
pub(crate) fn civil(at: Timestamp, zone: &Zone) -> Result<DateTime> {
    // jiff's instants end a day before ours, by when no offset changes any more.
    let known = jiff::Timestamp::from_millisecond(at.as_millis()).unwrap_or(jiff::Timestamp::MAX);
    let ahead = i64::from(zone.rules().to_offset(known).seconds()) * 1000;
    let local = SignedDuration::from_millis(at.as_millis() + ahead);
    EPOCH.at(0, 0, 0, 0).checked_add(local).map_err(|_| {
        let message = format!("{at} is in the year 10000 by the clocks of {zone}");
        Error::new(ErrorKind::Invalid, "timestamp.out_of_range", "", message)
    })
}

/// The instant at which the clocks of a zone show a date and time: of what they show twice the first, and what they skip
/// is moved forward by the gap.
///
/// # Errors
/// `timestamp.out_of_range` beyond the last instant.
pub(crate) fn instant(shown: DateTime, zone: &Zone) -> Result<Timestamp> {
    let millis = match zone.rules().to_ambiguous_timestamp(shown).compatible() {
        Ok(instant) => instant.as_millisecond(),
        // jiff has no instant for the last days of the year 9999.
        Err(_) => {
            let since = shown.duration_since(EPOCH.at(0, 0, 0, 0));
            let ahead = i64::from(zone.rules().to_offset(jiff::Timestamp::MAX).seconds()) * 1000;
            let millis = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
            millis.saturating_sub(ahead)
        }
    };
    Timestamp::from_millis(millis)
}

/// The first instant of a day in a zone.
pub(crate) fn midnight(date: Date, zone: &Zone) -> Result<Timestamp> {
    instant(date.at(0, 0, 0, 0), zone)
}

/// Days since 1970-01-01.
pub(crate) fn day_of(date: Date) -> i64 {
    date.duration_since(EPOCH).as_hours() / 24
}

/// The date of a day's number.
///
/// # Errors
/// `date.invalid` outside the years that a date can have.
pub(crate) fn date_of(day: i64) -> Result<Date> {
    EPOCH.checked_add(SignedDuration::from_hours(day.saturating_mul(24))).map_err(|_| {
        let message = format!("day {day} since 1970 has no date of the years 1 to 9999");
        Error::new(ErrorKind::Invalid, "date.invalid", "", message)
    })
}

const EPOCH: Date = Date::constant(1970, 1, 1);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_of_all_has_a_date_and_a_midnight() {
        let show = |at: &str, zone: &str| {
            civil(at.parse().unwrap(), &zone.parse().unwrap()).map(|civil| civil.to_string())
        };
        assert_eq!(show("9999-12-31T23:59:59Z", "UTC").unwrap(), "9999-12-31T23:59:59");
        assert_eq!(
            show("9999-12-31T23:00:00Z", "America/New_York").unwrap(),
            "9999-12-31T18:00:00"
        );
        assert_eq!(show("2026-07-01T00:00:00Z", "Europe/Berlin").unwrap(), "2026-07-01T02:00:00");
        let beyond = show("9999-12-31T23:30:00Z", "Europe/Berlin").unwrap_err();
        assert_eq!(beyond.code(), "timestamp.out_of_range");
        let last = jiff::civil::date(9999, 12, 31);
        for (zone, instant) in [
            ("UTC", "9999-12-31T00:00:00Z"),
            ("Europe/Berlin", "9999-12-30T23:00:00Z"),
            ("America/New_York", "9999-12-31T05:00:00Z"),
        ] {
            assert_eq!(midnight(last, &zone.parse().unwrap()).unwrap(), instant.parse().unwrap());
        }
    }
}
