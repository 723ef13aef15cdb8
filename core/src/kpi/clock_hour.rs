//! The hours that the clocks of a zone show.

use crate::error::Result;
use crate::time::{Timestamp, Zone, civil};
use jiff::SignedDuration;
use jiff::civil::DateTime;

/// The first instant of the hour of the clocks in which an instant lies. Where they were changed within that hour, as on
/// Lord Howe Island, what lies after the change is an hour of its own, since the other side shows the same times again
/// or none.
pub(super) fn hour_start(at: Timestamp, zone: &Zone) -> Result<Timestamp> {
    let clock = civil(at, zone)?;
    let into = into_hour(clock);
    let start = Timestamp::from_millis(at.as_millis() - into)?;
    if civil(start, zone)?.checked_add(SignedDuration::from_millis(into)).ok() == Some(clock) {
        return Ok(start);
    }
    let known = jiff::Timestamp::from_millisecond(at.as_millis() + 1);
    let change = known.ok().and_then(|it| zone.rules().preceding(it).next());
    change.map_or(Ok(start), |it| Timestamp::from_millis(it.timestamp().as_millisecond()))
}

/// The first instant after an hour that begins then.
pub(super) fn hour_end(start: Timestamp, zone: &Zone) -> Result<Timestamp> {
    let left = HOUR - into_hour(civil(start, zone)?);
    let last = Timestamp::from_millis(start.as_millis() + left - 1)?;
    if hour_start(last, zone)? == start {
        return Timestamp::from_millis(start.as_millis() + left);
    }
    hour_start(last, zone)
}

const HOUR: i64 = 3_600_000;

/// The milliseconds since the clock showed a full hour.
fn into_hour(clock: DateTime) -> i64 {
    let seconds = i64::from(clock.minute()) * 60 + i64::from(clock.second());
    seconds * 1000 + i64::from(clock.subsec_nanosecond()) / 1_000_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_within_which_clocks_were_changed_is_two() {
        let hour = |at: &str, zone: &str| {
            let zone = zone.parse().unwrap();
            let start = hour_start(at.parse().unwrap(), &zone).unwrap();
            format!("{start} {}", hour_end(start, &zone).unwrap())
        };
        let lord_howe = |at| hour(at, "Australia/Lord_Howe");
        // On 5 April 2026 at 02:00 of +11:00, which is 15:00 UTC, the clocks went back to 01:30 of +10:30.
        assert_eq!(lord_howe("2026-04-04T14:59:59Z"), "2026-04-04T14:00:00Z 2026-04-04T15:00:00Z");
        assert_eq!(lord_howe("2026-04-04T15:10:00Z"), "2026-04-04T15:00:00Z 2026-04-04T15:30:00Z");
        assert_eq!(lord_howe("2026-04-04T15:30:00Z"), "2026-04-04T15:30:00Z 2026-04-04T16:30:00Z");
        // On 4 October at 02:00 of +10:30, which is 15:30 UTC, they went on to 02:30 of +11:00.
        assert_eq!(lord_howe("2026-10-03T15:29:00Z"), "2026-10-03T14:30:00Z 2026-10-03T15:30:00Z");
        assert_eq!(lord_howe("2026-10-03T15:45:00Z"), "2026-10-03T15:30:00Z 2026-10-03T16:00:00Z");
        // A whole hour that comes twice is no such case, nor is one that is left out.
        let berlin = |at| hour(at, "Europe/Berlin");
        assert_eq!(berlin("2026-10-25T00:30:00Z"), "2026-10-25T00:00:00Z 2026-10-25T01:00:00Z");
        assert_eq!(berlin("2026-03-29T01:00:00Z"), "2026-03-29T01:00:00Z 2026-03-29T02:00:00Z");
        // Before 1893-04-01 Berlin's clocks were 53 minutes and 28 seconds ahead, from then on an hour.
        assert_eq!(berlin("1893-03-31T23:06:00Z"), "1893-03-31T22:06:32Z 1893-03-31T23:06:32Z");
        assert_eq!(berlin("1893-03-31T23:06:32Z"), "1893-03-31T23:06:32Z 1893-04-01T00:00:00Z");
    }
}
