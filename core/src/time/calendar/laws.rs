//! What must hold of every calendar, on calendars and instants at random.

use super::Calendar;
use super::hours::{DAY, WEEK};
use super::offsets::{CYCLE, Offsets, RULES_REPEAT};
use super::special::day_number;
use crate::time::{
    CalendarSpec, Date, DateException, Holiday, Period, Span, TimeOfDay, Timestamp, Weekday,
    WeeklyWindow, Window, Zone, office_hours,
};
use jiff::civil::DateTime;
use jiff::tz::TimeZoneDatabase;
use proptest::prelude::*;

/// Zones and days on which they do something: gaps and folds of an hour and of half an hour, at two
/// and at midnight, negative daylight saving, a skipped day, a repeated one, nothing at all.
const SCENES: [(&str, &str); 13] = [
    ("America/New_York", "2026-03-08"),
    ("America/New_York", "2026-11-01"),
    ("Europe/Dublin", "2026-10-25"),
    ("Australia/Lord_Howe", "2026-04-05"),
    ("Australia/Lord_Howe", "2026-10-04"),
    ("Pacific/Apia", "2011-12-30"),
    ("America/Juneau", "1867-10-18"),
    ("America/Sao_Paulo", "2018-11-04"),
    ("America/Sao_Paulo", "2018-02-18"),
    ("Africa/Cairo", "2026-10-30"),
    ("Africa/Casablanca", "2025-02-23"),
    ("America/St_Johns", "2010-11-07"),
    ("Asia/Kolkata", "2026-03-08"),
];

const HOUR: i64 = 3_600_000;

fn time(quarters: u32) -> TimeOfDay {
    TimeOfDay::from_millis(quarters * 900_000).unwrap()
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis).unwrap()
}

/// Windows by quarters of an hour, of which some overlap or are empty.
fn window() -> impl Strategy<Value = Window> {
    (0..96_u32, 0..=96_u32)
        .prop_map(|(open, close)| Window { open: time(open), close: time(close) })
}

fn weekly() -> impl Strategy<Value = Vec<WeeklyWindow>> {
    let days = [
        Weekday::Mon,
        Weekday::Tue,
        Weekday::Wed,
        Weekday::Thu,
        Weekday::Fri,
        Weekday::Sat,
        Weekday::Sun,
    ];
    let days = proptest::sample::subsequence(days.to_vec(), 0..=7);
    let weekly = (days, window()).prop_map(|(days, window)| WeeklyWindow {
        days,
        open: window.open,
        close: window.close,
    });
    proptest::collection::vec(weekly, 0..3)
}

fn day(number: i64) -> Date {
    let date = jiff::Timestamp::from_second(number * 86_400).unwrap();
    let date = jiff::tz::TimeZone::UTC.to_datetime(date).date();
    date.to_string().parse().unwrap()
}

/// A specification with special days around a day, and the start of that day in UTC.
fn specs() -> impl Strategy<Value = (CalendarSpec, i64)> {
    let holidays = proptest::collection::vec(-4..4_i64, 0..3);
    let exceptions = (-4..4_i64, proptest::collection::vec(window(), 0..3));
    let exceptions = proptest::collection::vec(exceptions, 0..3);
    let scene = proptest::sample::select(SCENES.to_vec());
    (scene, weekly(), holidays, exceptions).prop_map(|(scene, weekly, holidays, exceptions)| {
        let (zone, date) = scene;
        let focus = day_number(date.parse().unwrap());
        let holiday = |days| Holiday { date: day(focus + days), name: None };
        let exception =
            |(days, windows)| DateException { date: day(focus + days), windows, name: None };
        let spec = CalendarSpec {
            zone: zone.parse().unwrap(),
            weekly,
            holidays: holidays.into_iter().map(holiday).collect(),
            exceptions: exceptions.into_iter().map(exception).collect(),
        };
        (spec, focus * DAY)
    })
}

/// A calendar, and the start in UTC of the day on which it has something to show.
#[derive(Debug, Clone)]
struct Scene {
    calendar: Calendar,
    focus: i64,
}

impl Scene {
    fn at(&self, offset: i64) -> Timestamp {
        at(self.focus + offset)
    }
}

/// Calendars of specifications without faults; what overlaps is taken out first.
fn scenes() -> impl Strategy<Value = Scene> {
    specs().prop_filter_map("it has faults", |(mut spec, focus)| {
        spec.holidays.sort_by_key(|holiday| holiday.date);
        spec.holidays.dedup_by_key(|holiday| holiday.date);
        spec.exceptions.sort_by_key(|exception| exception.date);
        spec.exceptions.dedup_by_key(|exception| exception.date);
        for exception in &mut spec.exceptions {
            exception.windows.truncate(1);
        }
        let calendar = Calendar::new(spec.clone()).or_else(|_| {
            spec.weekly.truncate(1);
            Calendar::new(spec)
        });
        Some(Scene { calendar: calendar.ok()?, focus })
    })
}

/// Milliseconds from the focus of a scene: mostly near, some long after.
fn offsets() -> impl Strategy<Value = i64> {
    let offset = prop_oneof![3 => -4 * DAY..4 * DAY, 1 => -200 * DAY..200 * DAY];
    let cycles = prop_oneof![6 => Just(0), 1 => 1..18_i64];
    (offset, cycles).prop_map(|(offset, cycles)| offset + cycles * CYCLE)
}

/// The second method: each civil day around by itself, through jiff's own civil arithmetic.
fn by_days(calendar: &Calendar, from: i64, to: i64) -> Vec<Period> {
    let spec = &calendar.spec;
    let zone = spec.zone.rules();
    let civil = |millis| jiff::Timestamp::from_millisecond(millis).unwrap();
    let mut day = zone.to_datetime(civil(from - 96 * HOUR)).date();
    let last = zone.to_datetime(civil(to + 48 * HOUR)).date();
    let mut open = Vec::new();
    while day <= last {
        let exists =
            zone.to_datetime(zone.to_timestamp(day.at(12, 0, 0, 0)).unwrap()).date() == day;
        let date: Date = day.to_string().parse().unwrap();
        let number = day.weekday().to_monday_zero_offset();
        let windows: Vec<Window> = if spec.holidays.iter().any(|it| it.date == date) || !exists {
            Vec::new()
        } else if let Some(exception) = spec.exceptions.iter().find(|it| it.date == date) {
            exception.windows.clone()
        } else {
            let weekly = spec.weekly.iter();
            let weekly =
                weekly.filter(|it| it.days.iter().any(|it| it.number() == i64::from(number)));
            weekly.map(|it| Window { open: it.open, close: it.close }).collect()
        };
        for window in windows {
            let instant = |day: jiff::civil::Date, time: TimeOfDay| {
                let time = jiff::SignedDuration::from_millis(i64::from(time.as_millis()));
                let local: DateTime = day.at(0, 0, 0, 0) + time;
                zone.to_timestamp(local).unwrap().as_millisecond()
            };
            let closing_day =
                if window.close > window.open { day } else { day.tomorrow().unwrap() };
            let (open_at, close_at) =
                (instant(day, window.open), instant(closing_day, window.close));
            let (open_at, close_at) = (open_at.max(from), close_at.min(to));
            if open_at < close_at {
                open.push((open_at, close_at));
            }
        }
        day = day.tomorrow().unwrap();
    }
    open.sort_unstable();
    let mut periods: Vec<Period> = Vec::new();
    for (start, end) in open {
        match periods.last_mut() {
            Some(last) if at(start) <= last.end => last.end = last.end.max(at(end)),
            _ => periods.push(Period { start: at(start), end: at(end) }),
        }
    }
    periods
}

proptest! {
    #[test]
    fn periods_are_those_of_the_second_method(
        scene in scenes(), from in offsets(), length in 0..8 * DAY,
    ) {
        let (from, to) = (scene.at(from), scene.at(from + length));
        let periods = by_days(&scene.calendar, from.as_millis(), to.as_millis());
        prop_assert_eq!(scene.calendar.periods(from, to), Ok(periods.clone()));
        let total = periods.iter().map(|period| period.span()).sum();
        prop_assert_eq!(scene.calendar.open_between(from, to), Ok(total));
    }

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
        let offsets = Offsets::until(&zone, start + 2 * CYCLE + week);
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
        let offsets = Offsets::until(&zone, RULES_REPEAT);
        for change in offsets.changes() {
            let (from, until) = (change.from(), change.until());
            for local in [from - 1, from, from + 1, i64::midpoint(from, until), until - 1, until] {
                let utc = jiff::Timestamp::from_millisecond(local).unwrap();
                let civil = jiff::tz::TimeZone::UTC.to_datetime(utc);
                let expect = zone.rules().to_timestamp(civil).unwrap().as_millisecond();
                assert_eq!(offsets.instant(local), expect, "{name} {civil}");
            }
        }
    }
}
