//! What must hold of every calendar, on calendars and instants at random.

mod scenes;
mod second;

use super::Calendar;
use super::hours::DAY;
use super::hours::WEEK;
use super::offsets::{CYCLE, Offsets, RULES_REPEAT};
use crate::time::{
    Date, EdgeRules, Holiday, Overnight, RepeatedTime, SkippedTime, Span, Timestamp, Zone,
    office_hours,
};
use jiff::tz::{AmbiguousOffset, TimeZoneDatabase};
use proptest::prelude::*;
use scenes::{at, day, offsets, scenes, specs, time};
use second::{Meaning, is_business_day};

const HOUR: i64 = 3_600_000;

proptest! {
    // Each compares ten days, so that the rarest of meetings comes up too.
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn periods_are_those_of_the_second_method(scene in scenes(), from in offsets()) {
        let (from, to) = (scene.at(from - 5 * DAY), scene.at(from + 5 * DAY));
        let calendar = &scene.calendar;
        let meaning = Meaning::of(&calendar.spec, from.as_millis(), to.as_millis());
        let expect = meaning.periods(from.as_millis(), to.as_millis());
        let periods = calendar.periods(from, to).unwrap();
        let got: Vec<_> = periods.iter().map(|it| (it.start.as_millis(), it.end.as_millis())).collect();
        prop_assert_eq!(got, expect);
        let total = periods.iter().map(|period| period.span()).sum();
        prop_assert_eq!(calendar.open_between(from, to), Ok(total));
    }

    #[test]
    fn business_days_are_those_on_which_something_starts(scene in scenes(), from in -60..60_i64) {
        let (calendar, spec) = (&scene.calendar, &scene.calendar.spec);
        let from = scene.at(from * DAY).as_millis().div_euclid(DAY);
        for number in from..from + 20 {
            let date = day(number);
            prop_assert_eq!(calendar.is_business_day(date), is_business_day(spec, date), "{}", date);
        }
    }
}

proptest! {
    #[test]
    fn open_is_what_lies_in_a_period(scene in scenes(), from in offsets(), after in 0..8 * DAY) {
        let calendar = &scene.calendar;
        let (start, instant, end) = (scene.at(from), scene.at(from + after), scene.at(from + 8 * DAY));
        let periods = calendar.periods(start, end).unwrap();
        let inside = periods.iter().any(|it| it.start <= instant && instant < it.end);
        prop_assert_eq!(calendar.is_open(instant), inside);
        for period in periods {
            prop_assert!(calendar.is_open(period.start));
            prop_assert!(period.end == end || !calendar.is_open(period.end));
        }
    }

    #[test]
    fn open_time_is_additive(scene in scenes(), offsets in [offsets(), offsets(), offsets()]) {
        let mut instants = offsets.map(|offset| scene.at(offset));
        instants.sort_unstable();
        let [a, b, c] = instants;
        let between = |from, to| scene.calendar.open_between(from, to).unwrap();
        prop_assert_eq!(between(a, b) + between(b, c), between(a, c));
        prop_assert!(between(a, c) <= c.since(a));
        prop_assert!(between(a, c) >= Span::ZERO);
    }

    #[test]
    fn what_is_added_lies_between_and_no_sooner(
        scene in scenes(), start in offsets(), millis in 0..90 * HOUR,
    ) {
        let (calendar, start, span) = (&scene.calendar, scene.at(start), Span::from_millis(millis));
        if let Some(end) = calendar.add(start, span).unwrap() {
            prop_assert_eq!(calendar.open_between(start, end), Ok(span));
            if millis > 0 {
                let sooner = at(end.as_millis() - 1);
                prop_assert!(calendar.open_between(start, sooner).unwrap() < span);
            }
        }
    }

    #[test]
    fn what_is_subtracted_lies_between_and_no_later(
        scene in scenes(), end in offsets(), millis in 0..90 * HOUR,
    ) {
        let (calendar, end, span) = (&scene.calendar, scene.at(end), Span::from_millis(millis));
        if let Some(start) = calendar.subtract(end, span).unwrap() {
            prop_assert_eq!(calendar.open_between(start, end), Ok(span));
            if millis > 0 {
                let later = at(start.as_millis() + 1);
                prop_assert!(calendar.open_between(later, end).unwrap() < span);
                prop_assert!(calendar.add(start, span).unwrap().unwrap() <= end);
            }
        }
    }

    #[test]
    fn the_next_opening_and_closing_are_next(scene in scenes(), instant in offsets()) {
        let (calendar, instant) = (&scene.calendar, scene.at(instant));
        let open = calendar.next_open(instant);
        prop_assert_eq!(open == Some(instant), calendar.is_open(instant));
        if let Some(open) = open {
            prop_assert!(calendar.is_open(open));
            prop_assert_eq!(calendar.open_between(instant, open), Ok(Span::ZERO));
            if let Some(close) = calendar.next_close(instant) {
                prop_assert!(!calendar.is_open(close));
                prop_assert_eq!(calendar.open_between(open, close), Ok(close.since(open)));
            }
        }
    }

    #[test]
    fn every_specification_has_an_answer_or_faults(
        (spec, _) in specs(), instant in Timestamp::MIN.as_millis()..=Timestamp::MAX.as_millis(),
        span in any::<i64>(),
    ) {
        let instant = at(instant);
        match Calendar::new(spec) {
            Err(error) => prop_assert!(error.faults().all(|it| it.code.starts_with("calendar."))),
            Ok(calendar) => {
                let added = calendar.add(instant, Span::from_millis(span));
                prop_assert_eq!(added.is_ok(), span >= 0);
                let subtracted = calendar.subtract(instant, Span::from_millis(span));
                prop_assert_eq!(subtracted.is_ok(), span >= 0);
                let (open, close) = (calendar.next_open(instant), calendar.next_close(instant));
                prop_assert!(open.is_some() || close.is_none());
                prop_assert_eq!(calendar.day_name(instant), None);
            }
        }
    }
}

#[test]
fn an_office_calendar_with_30_years_of_holidays_takes_less_than_300_kilobytes() {
    let zone = "America/New_York".parse().unwrap();
    let mut spec = office_hours(zone, time(9 * 4), time(17 * 4));
    let holidays = (2015..2045).flat_map(|year| {
        (1..=10).map(move |month| Holiday {
            date: Date::from_ymd(year, month, 1).unwrap(),
            last: None,
            name: Some("a holiday".to_owned()),
        })
    });
    spec.holidays = holidays.collect();
    let bytes = Calendar::new(spec).unwrap().line.bytes();
    assert!(bytes < 300_000, "{bytes}");
}

#[test]
fn every_zone_repeats_after_400_years() {
    // From the year from which `compile` relies on it, with a week on either side.
    let (start, week) = (RULES_REPEAT, WEEK);
    let mut zones = 0;
    for name in TimeZoneDatabase::bundled().available() {
        let zone: Zone = name.as_str().parse().unwrap();
        let offsets = Offsets::until(&zone, EdgeRules::default(), start + 2 * CYCLE + week);
        let shape = |from: i64| {
            let changes =
                offsets.changes().iter().map(move |it| (it.at - from, it.before, it.after));
            let near = changes.filter(|(at, ..)| (-week..CYCLE).contains(at));
            (offsets.at(from - week), near.collect::<Vec<_>>())
        };
        assert_eq!(shape(start), shape(start + CYCLE), "{name}");
        zones += 1;
    }
    assert!(zones > 500, "{zones}");
}

#[test]
fn every_civil_time_near_a_change_is_the_instant_that_jiff_gives() {
    for name in TimeZoneDatabase::bundled().available() {
        let zone: Zone = name.as_str().parse().unwrap();
        let offsets = Offsets::until(&zone, EdgeRules::default(), RULES_REPEAT);
        let other = EdgeRules {
            skipped: SkippedTime::Clamp,
            repeated: RepeatedTime::Last,
            overnight: Overnight::CutAtMidnight,
            ..EdgeRules::default()
        };
        let others = Offsets::until(&zone, other, RULES_REPEAT);
        for change in offsets.changes() {
            let (from, until) = (change.from(), change.until());
            for local in [from - 1, from, from + 1, i64::midpoint(from, until), until - 1, until] {
                let utc = jiff::Timestamp::from_millisecond(local).unwrap();
                let civil = jiff::tz::TimeZone::UTC.to_datetime(utc);
                let expect = zone.rules().to_timestamp(civil).unwrap().as_millisecond();
                assert_eq!(offsets.instant(local), expect, "{name} {civil}");
                let ambiguous = zone.rules().to_ambiguous_timestamp(civil);
                let expect = match ambiguous.offset() {
                    AmbiguousOffset::Gap { .. } => change.at,
                    _ => ambiguous.later().unwrap().as_millisecond(),
                };
                assert_eq!(others.instant(local), expect, "{name} {civil}");
            }
        }
    }
}
