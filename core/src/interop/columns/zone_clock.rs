use super::cell::Clock;
use crate::time::{Timestamp, Zone};
use jiff::civil::DateTime;
use jiff::{Timestamp as Instant, ToSpan};
use std::collections::HashMap;

const DAY: i64 = 86_400_000;

/// What the clocks of a zone show, as instants: a day whose offset does not change is asked for once.
pub(super) struct ZoneClock<'a> {
    zone: Option<&'a Zone>,
    /// By day, how many milliseconds its clocks are ahead of UTC; nothing for a day on which that changes.
    days: HashMap<i64, Option<i64>>,
    last: Option<(i64, i64)>,
}

impl<'a> ZoneClock<'a> {
    pub(super) fn new(zone: Option<&'a Zone>) -> Self {
        Self { zone, days: HashMap::new(), last: None }
    }

    /// The instant of a time by some clocks. What clocks skipped is as far behind the gap as it was into it; of
    /// two instants it is the earlier. Nothing for what lies outside the years 1 to 9999, or by no known clocks.
    pub(super) fn instant(&mut self, millis: i64, clock: Clock) -> Option<Timestamp> {
        if clock == Clock::Utc {
            return Timestamp::from_millis(millis).ok();
        }
        let day = millis.div_euclid(DAY);
        if let Some((_, ahead)) = self.last.filter(|last| last.0 == day) {
            return Timestamp::from_millis(millis - ahead).ok();
        }
        let zone = self.zone?;
        match *self.days.entry(day).or_insert_with(|| even_offset(zone, day)) {
            Some(ahead) => {
                self.last = Some((day, ahead));
                Timestamp::from_millis(millis - ahead).ok()
            }
            None => uneven(zone, millis),
        }
    }
}

/// How far the clocks of a zone are ahead of UTC around a day, where that does not change from the day before
/// it to the day after.
fn even_offset(zone: &Zone, day: i64) -> Option<i64> {
    let start = Instant::from_millisecond(day.checked_sub(2)?.checked_mul(DAY)?).ok()?;
    let end = Instant::from_millisecond(day.checked_add(3)?.checked_mul(DAY)?).ok()?;
    let changes = zone.rules().following(start).next().is_some_and(|next| next.timestamp() <= end);
    (!changes).then(|| i64::from(zone.rules().to_offset(start).seconds()) * 1_000)
}

fn uneven(zone: &Zone, millis: i64) -> Option<Timestamp> {
    let epoch = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
    let civil = epoch.checked_add(millis.milliseconds()).ok()?;
    let instant = zone.rules().to_ambiguous_timestamp(civil).compatible().ok()?;
    Timestamp::from_millis(instant.as_millisecond()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn gaps_and_overlaps_are_read_by_one_rule() {
        let zone = "Europe/Berlin".parse().unwrap();
        let mut clock = ZoneClock::new(Some(&zone));
        for (local, instant) in [
            ("2026-03-29T02:30:00Z", "2026-03-29T01:30:00Z"),
            ("2026-10-25T02:30:00Z", "2026-10-25T00:30:00Z"),
            ("2026-03-02T09:00:00Z", "2026-03-02T08:00:00Z"),
        ] {
            let local: Timestamp = local.parse().unwrap();
            assert_eq!(clock.instant(local.as_millis(), Clock::Local), instant.parse().ok());
        }
    }

    proptest! {
        /// With the days that are remembered and without.
        #[test]
        fn each_day_is_read_as_by_itself(
            zone in prop::sample::select(vec!["America/New_York", "Asia/Kolkata", "Pacific/Apia", "Africa/Casablanca"]),
            millis in prop::collection::vec(0..2_000_000_000_000_i64, 20),
        ) {
            let zone: Zone = zone.parse().unwrap();
            let mut clock = ZoneClock::new(Some(&zone));
            for millis in millis {
                prop_assert_eq!(clock.instant(millis, Clock::Local), uneven(&zone, millis));
            }
        }
    }
}
