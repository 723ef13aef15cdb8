//! Laws of intervals by the clock.

use super::super::clock::Clock;
use super::super::{ArrivalGrid, ForecastInterval, arrival_profile, arrivals_by_interval};
use super::scenes::{cells, instants, intervals, series, zones};
use crate::ticket::Ticket;
use crate::time::{Timestamp, Zone};
use proptest::prelude::*;
use rstest::rstest;

proptest! {
    #[test]
    fn intervals_follow_one_another_and_begin_where_the_clock_says(
        zone in zones(), interval in intervals(), from in instants(),
    ) {
        let (start, cells) = cells(zone, interval, from, 400);
        let zone: Zone = zone.parse().unwrap();
        let mut last = start.as_millis();
        for cell in cells {
            prop_assert_eq!(cell.start, last);
            prop_assert!(cell.end > cell.start);
            last = cell.end;
            // jiff's own clock is the other method.
            let at = |millis| jiff::Timestamp::from_millisecond(millis).unwrap();
            let shown = zone.rules().to_datetime(at(cell.start));
            prop_assert_eq!(shown.date(), cell.date);
            let monday = i64::from(shown.date().weekday().to_monday_zero_offset());
            let since = i64::from(shown.time().hour()) * 3_600_000 + i64::from(shown.time().minute()) * 60_000;
            let slot = (monday * 86_400_000 + since) / interval.millis();
            prop_assert_eq!(cell.slot, usize::try_from(slot).unwrap());
            // Until its last millisecond, the clock is in the same interval, and counts.
            let end = zone.rules().to_datetime(at(cell.end - 1));
            prop_assert_eq!(end.date(), cell.date);
            if interval != ForecastInterval::Day {
                let off = shown.duration_since(end).as_millis().abs();
                prop_assert_eq!(off, i128::from(cell.end - 1 - cell.start));
                prop_assert!(cell.length > 0.0 && cell.length <= 1.0);
            }
        }
    }

    #[test]
    fn each_instant_lies_in_the_interval_that_it_is_rounded_down_to(
        zone in zones(), interval in intervals(), from in instants(), into in 0.0..1.0_f64,
    ) {
        let (_, cells) = cells(zone, interval, from, 120);
        let zone = zone.parse().unwrap();
        for cell in cells {
            let within = ((cell.end - cell.start) as f64 * into) as i64;
            let at = Timestamp::from_millis(cell.start + within).unwrap();
            prop_assert_eq!(Clock::floor_of(&zone, interval, at), Some(cell.start));
        }
    }

    #[test]
    fn every_ticket_is_counted_once(
        zone in zones(), interval in intervals(), from in instants(),
        offsets in prop::collection::vec(0..2_000_000_000_i64, 1..30),
        bounds in (0..2_000_000_000_i64, 0..2_000_000_000_i64),
    ) {
        let at = |offset: i64| Timestamp::from_millis(from.as_millis() + offset).unwrap();
        let tickets: Vec<_> = offsets.iter().map(|it| Ticket::opened("T", at(*it), Default::default())).collect();
        let zone: Zone = zone.parse().unwrap();
        let all = ArrivalGrid { zone: zone.clone(), interval, start: None, end: None };
        let all = arrivals_by_interval(&tickets, &all).unwrap();
        prop_assert_eq!(all.series.counts.iter().sum::<f64>() as usize, offsets.len());
        prop_assert!(all.series.counts[0] > 0.0 && all.series.counts.last().unwrap() > &0.0);
        // Between bounds, those that are not are told.
        let start = Clock::floor_of(&zone, interval, at(bounds.0)).unwrap();
        let start = Timestamp::from_millis(start).unwrap();
        let end = Some(at(bounds.1));
        let some = ArrivalGrid { zone, interval, start: Some(start), end };
        if let Ok(some) = arrivals_by_interval(&tickets, &some) {
            let counted = some.series.counts.iter().sum::<f64>() as u32;
            prop_assert_eq!((counted + some.before + some.after) as usize, offsets.len());
            prop_assert_eq!(some.before as usize, tickets.iter().filter(|it| it.events[0].at < start).count());
        }
    }
}

#[rstest]
#[case::spring("Europe/Berlin", "2026-03-29T00:00:00+01:00", 23)]
#[case::usual("Europe/Berlin", "2026-03-30T00:00:00+02:00", 24)]
#[case::autumn("Europe/Berlin", "2026-10-25T00:00:00+02:00", 25)]
#[case::from_midnight_on("Asia/Beirut", "2026-03-29T01:00:00+03:00", 23)]
#[case::half_an_hour_less("Australia/Lord_Howe", "2026-10-04T00:00:00+10:30", 24)]
#[case::half_an_hour_more("Australia/Lord_Howe", "2026-04-05T00:00:00+11:00", 25)]
fn a_day_has_as_many_hours_as_the_clock_shows(
    #[case] zone: &str,
    #[case] start: Timestamp,
    #[case] hours: usize,
) {
    let zone = zone.parse().unwrap();
    let clock = Clock::new(&zone, ForecastInterval::Hour, start, "start").unwrap();
    let first = clock.take(26).collect::<Vec<_>>();
    assert_eq!(first.iter().filter(|cell| cell.date == first[0].date).count(), hours);
    let day = Clock::new(&zone, ForecastInterval::Day, start, "start").unwrap().next().unwrap();
    let real: i64 = first.iter().take(hours).map(|cell| cell.end - cell.start).sum();
    assert_eq!(day.end - day.start, real);
}

/// On Lord Howe, the clock goes from 02:00 back to 01:30: half past one comes twice, and the second time is half an
/// hour.
#[test]
fn a_part_of_an_interval_counts_as_a_part() {
    let zone = "Australia/Lord_Howe";
    let start = "2026-03-30T00:00:00+11:00";
    let hours: Vec<_> = {
        let zone = zone.parse().unwrap();
        Clock::new(&zone, ForecastInterval::Hour, start.parse().unwrap(), "start")
            .unwrap()
            .take(2 * 168 + 1)
            .collect()
    };
    let counts: Vec<f64> = hours.iter().map(|cell| 6.0 * cell.length).collect();
    assert_eq!(hours.iter().filter(|cell| cell.length < 1.0).count(), 1);
    let profile =
        arrival_profile(&series(zone, ForecastInterval::Hour, start, counts), &[]).unwrap();
    let sunday_at_one = profile.times.iter().find(|time| time.intervals == 3).unwrap();
    assert_eq!((sunday_at_one.arrivals, sunday_at_one.mean), (15.0, 6.0));
    assert_eq!(profile.times.len(), 168);
}
