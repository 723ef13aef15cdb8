//! What the calendars and clocks of a zone show, in all the years that an instant can lie in.

use crate::error::{Error, ErrorKind, Result};
use crate::time::{Timestamp, Zone};
use jiff::SignedDuration;
use jiff::civil::{Date, DateTime};

/// The date that the calendars of a zone show at an instant.
pub(super) fn civil_date(at: Timestamp, zone: &Zone) -> Result<Date> {
    civil(at, zone).map(DateTime::date)
}

/// The date and time that the clocks of a zone show at an instant.
pub(crate) fn civil(at: Timestamp, zone: &Zone) -> Result<DateTime> {
    // jiff's instants end a day before ours, by when no offset changes any more.
    let known = jiff::Timestamp::from_millisecond(at.as_millis()).unwrap_or(jiff::Timestamp::MAX);
    let ahead = i64::from(zone.rules().to_offset(known).seconds()) * 1000;
    let local = SignedDuration::from_millis(at.as_millis() + ahead);
    jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0).checked_add(local).map_err(|_| {
        let message = format!("{at} is in the year 10000 by the clocks of {zone}");
        Error::new(ErrorKind::Invalid, "timestamp.out_of_range", "", message)
    })
}

/// The first instant of a day in a zone.
pub(super) fn midnight(date: Date, zone: &Zone) -> Result<Timestamp> {
    let clock = date.at(0, 0, 0, 0);
    let millis = match zone.rules().to_ambiguous_timestamp(clock).compatible() {
        Ok(instant) => instant.as_millisecond(),
        // jiff has no instant for the midnights of the last days of the year 9999.
        Err(_) => {
            let epoch = jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0);
            let ahead = i64::from(zone.rules().to_offset(jiff::Timestamp::MAX).seconds());
            (clock.duration_since(epoch).as_secs() - ahead) * 1000
        }
    };
    Timestamp::from_millis(millis)
}

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
