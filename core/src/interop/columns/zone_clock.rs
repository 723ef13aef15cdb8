use super::cell::Clock;
use crate::interop::OddityKind;
use crate::time::{Timestamp, Zone};
use jiff::civil::DateTime;
use jiff::tz::AmbiguousOffset;
use jiff::{Span, Timestamp as Instant, ToSpan};
use std::ops::Range;

const DAY: i64 = 86_400_000;

/// What the clocks of a zone show, as instants: how far they are ahead is asked for once a stretch in which that stays the
/// same.
pub(super) struct ZoneClock<'a> {
    zone: Option<&'a Zone>,
    /// The last two, since a ticket's times are of two at most as a rule.
    stretches: [Stretch; 2],
    /// Whether some time since this was last unset was one that clocks skip or repeat.
    pub(super) turned: bool,
}

/// Times in which clocks are as many milliseconds ahead of UTC.
#[derive(Clone)]
struct Stretch {
    times: Range<i64>,
    ahead: i64,
}

impl<'a> ZoneClock<'a> {
    pub(super) fn new(zone: Option<&'a Zone>) -> Self {
        let none = Stretch { times: 0..0, ahead: 0 };
        Self { zone, stretches: [none.clone(), none], turned: false }
    }

    /// The instant of a time by some clocks. What clocks skipped is as far behind the gap as it was into it; of
    /// two instants it is the earlier; a day is its first instant. Nothing for what lies outside the years 1 to 9999,
    /// or by no known clocks.
    pub(super) fn instant(&mut self, millis: i64, clock: Clock) -> Option<Timestamp> {
        if clock == Clock::Utc {
            return Timestamp::from_millis(millis).ok();
        }
        if let Some(known) = self.stretches.iter().find(|it| it.times.contains(&millis)) {
            return Timestamp::from_millis(millis - known.ahead).ok();
        }
        let zone = self.zone?;
        if let Some(stretch) = Stretch::around(zone, millis) {
            let [last, before] = &mut self.stretches;
            *before = std::mem::replace(last, stretch);
            return Timestamp::from_millis(millis - last.ahead).ok();
        }
        let (at, turn) = uneven(zone, millis, clock)?;
        self.turned |= turn.is_some();
        Some(at)
    }

    /// Whether clocks skip or repeat a time.
    pub(super) fn turn(&self, millis: i64, clock: Clock) -> Option<OddityKind> {
        match (self.zone, clock) {
            (None, _) | (_, Clock::Utc) => None,
            (Some(zone), _) => uneven(zone, millis, clock)?.1,
        }
    }
}

impl Stretch {
    /// The stretch of a time that is two days or more from any change of the clocks: no clock is so far from UTC.
    fn around(zone: &Zone, millis: i64) -> Option<Self> {
        let at = Instant::from_millisecond(millis.checked_sub(2 * DAY)?).ok()?;
        let rules = zone.rules();
        let change = |it: jiff::tz::TimeZoneTransition<'_>| it.timestamp().as_millisecond();
        let next = rules.following(at).next().map(change);
        // One at this very instant is over.
        let last = rules.preceding(at.checked_add(1.millisecond()).ok()?).next().map(change);
        let times = last.map_or(i64::MIN, |it| it.saturating_add(2 * DAY))
            ..next.map_or(i64::MAX, |it| it.saturating_sub(2 * DAY));
        let ahead = i64::from(rules.to_offset(at).seconds()) * 1_000;
        times.contains(&millis).then_some(Self { times, ahead })
    }
}

/// The instant, and what is odd about it.
fn uneven(zone: &Zone, millis: i64, clock: Clock) -> Option<(Timestamp, Option<OddityKind>)> {
    let epoch = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
    let civil = epoch.checked_add(Span::new().try_milliseconds(millis).ok()?).ok()?;
    let ambiguous = zone.rules().to_ambiguous_timestamp(civil);
    let (instant, turn) = match (ambiguous.offset(), clock) {
        (AmbiguousOffset::Gap { after, .. }, Clock::Day) => {
            // Without its midnight a day begins where the clock goes forward, if that is not the next day already.
            let first = zone.rules().following(after.to_timestamp(civil).ok()?).next()?.timestamp();
            let is_there = after.to_datetime(first).date() == civil.date();
            (first, (!is_there).then_some(OddityKind::SkippedTime))
        }
        (AmbiguousOffset::Gap { .. }, _) => {
            (ambiguous.compatible().ok()?, Some(OddityKind::SkippedTime))
        }
        (AmbiguousOffset::Fold { .. }, Clock::Local) => {
            (ambiguous.compatible().ok()?, Some(OddityKind::RepeatedTime))
        }
        _ => (ambiguous.compatible().ok()?, None),
    };
    Some((Timestamp::from_millis(instant.as_millisecond()).ok()?, turn))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn millis(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_millis()
    }

    #[test]
    fn gaps_and_overlaps_are_read_by_one_rule_and_told() {
        let zone = "Europe/Berlin".parse().unwrap();
        let mut clock = ZoneClock::new(Some(&zone));
        for (local, instant, turn) in [
            ("2026-03-29T02:30:00Z", "2026-03-29T01:30:00Z", Some(OddityKind::SkippedTime)),
            ("2026-03-29T01:59:59.999Z", "2026-03-29T00:59:59.999Z", None),
            ("2026-03-29T03:00:00Z", "2026-03-29T01:00:00Z", None),
            ("2026-10-25T02:30:00Z", "2026-10-25T00:30:00Z", Some(OddityKind::RepeatedTime)),
            ("2026-10-25T03:00:00Z", "2026-10-25T02:00:00Z", None),
            ("2026-03-02T09:00:00Z", "2026-03-02T08:00:00Z", None),
        ] {
            clock.turned = false;
            assert_eq!(clock.instant(millis(local), Clock::Local), instant.parse().ok());
            assert_eq!(clock.turn(millis(local), Clock::Local), turn, "{local}");
            assert_eq!(clock.turned, turn.is_some());
        }
        assert_eq!(clock.turn(millis("2026-03-29T02:30:00Z"), Clock::Utc), None);
    }

    #[test]
    fn no_clock_shows_a_time_outside_the_years() {
        let zone = "Europe/Berlin".parse().unwrap();
        for millis in [i64::MIN, -631_107_417_600_001, 631_107_417_600_001, i64::MAX] {
            let mut clock = ZoneClock::new(Some(&zone));
            assert_eq!(clock.instant(millis, Clock::Local), None);
            assert_eq!(clock.instant(millis, Clock::Day), None);
            assert_eq!(clock.turn(millis, Clock::Local), None);
        }
    }

    /// Of days without their midnight, with two of them, and of one that a zone never had.
    #[test]
    fn a_day_begins_with_its_first_instant() {
        for (zone, day, instant, turn) in [
            ("Europe/Berlin", "2026-03-29T00:00:00Z", "2026-03-28T23:00:00Z", None),
            ("America/Sao_Paulo", "2018-11-04T00:00:00Z", "2018-11-04T03:00:00Z", None),
            ("America/Toronto", "1919-03-31T00:00:00Z", "1919-03-31T04:30:00Z", None),
            ("America/Havana", "2026-11-01T00:00:00Z", "2026-11-01T04:00:00Z", None),
            (
                "Pacific/Apia",
                "2011-12-30T00:00:00Z",
                "2011-12-30T10:00:00Z",
                Some(OddityKind::SkippedTime),
            ),
        ] {
            let zone: Zone = zone.parse().unwrap();
            let mut clock = ZoneClock::new(Some(&zone));
            assert_eq!(clock.instant(millis(day), Clock::Day), instant.parse().ok(), "{zone}");
            assert_eq!(clock.turn(millis(day), Clock::Day), turn, "{zone}");
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
                for by in [Clock::Local, Clock::Day] {
                    let alone = uneven(&zone, millis, by).map(|(at, _)| at);
                    prop_assert_eq!(clock.instant(millis, by), alone);
                }
            }
        }
    }
}
