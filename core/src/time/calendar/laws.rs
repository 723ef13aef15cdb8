//! What must hold of every calendar, on calendars and instants at random.

use super::Calendar;
use super::hours::{DAY, WEEK};
use super::offsets::{CYCLE, Offsets, RULES_REPEAT};
use super::special::day_number;
use crate::time::{
    CalendarSpec, Combination, CombineBy, Date, DateException, EarlierHours, ExceptionKind,
    Holiday, Observed, Span, TimeOfDay, Timestamp, Weekday, WeeklyWindow, Window, YearlyHoliday,
    YearlyRule, Zone, office_hours,
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

/// Hours in a zone with special days around a day.
fn hours(zone: &'static str, focus: i64) -> impl Strategy<Value = CalendarSpec> {
    let kinds = [ExceptionKind::Hours, ExceptionKind::ExtraHours, ExceptionKind::Break];
    let kind = proptest::sample::select(kinds.to_vec());
    let holidays = proptest::collection::vec((-4..4_i64, 0..2_i64), 0..3);
    let exceptions = (-4..4_i64, kind, proptest::collection::vec(window(), 0..3));
    let exceptions = proptest::collection::vec(exceptions, 0..3);
    let observed = [Observed::OnTheDay, Observed::NextWorkingDay, Observed::NearestWeekday];
    let yearly = (-4..4_i64, 1..3_u32, proptest::sample::select(observed.to_vec()));
    let yearly = proptest::collection::vec(yearly, 0..2);
    (weekly(), weekly(), holidays, yearly, exceptions).prop_map(
        move |(weekly, breaks, holidays, yearly, exceptions)| {
            let holiday = |(days, more)| Holiday {
                date: day(focus + days),
                last: (more > 0).then(|| day(focus + days + more)),
                name: None,
            };
            let every_year = |(days, length, observed)| {
                let date = day(focus + days);
                let on = YearlyRule::Fixed { month: date.month(), day: date.day() };
                let years = (Some(1850), Some(2100));
                let (first_year, last_year) = years;
                YearlyHoliday {
                    on,
                    days: Some(length),
                    observed,
                    first_year,
                    last_year,
                    name: None,
                }
            };
            let exception = |(days, kind, windows)| DateException {
                date: day(focus + days),
                kind,
                windows,
                name: None,
            };
            CalendarSpec {
                breaks,
                holidays: holidays.into_iter().map(holiday).collect(),
                yearly: yearly.into_iter().map(every_year).collect(),
                exceptions: exceptions.into_iter().map(exception).collect(),
                ..CalendarSpec::new(zone.parse().unwrap(), weekly)
            }
        },
    )
}

/// A specification with something to show around a day, and the start of that day in UTC.
fn specs() -> impl Strategy<Value = (CalendarSpec, i64)> {
    let scene = proptest::sample::select(SCENES.to_vec());
    let other = proptest::sample::select(SCENES.to_vec());
    let by = [CombineBy::Union, CombineBy::Intersection, CombineBy::Minus];
    let by = proptest::sample::select(by.to_vec());
    (scene, other, by, 0..4_u32, -4..4_i64).prop_flat_map(
        |((zone, date), (other, _), by, how, days)| {
            let focus = day_number(date.parse().unwrap());
            (hours(zone, focus), hours(other, focus)).prop_map(move |(mut spec, calendar)| {
                match how {
                    0 => spec.combine.push(Combination { by, calendar }),
                    1 => spec.earlier.push(EarlierHours { until: day(focus + days), calendar }),
                    _ => {}
                }
                (spec, focus * DAY)
            })
        },
    )
}

/// Takes out what can't stand together.
fn tidy(spec: &mut CalendarSpec) {
    spec.holidays.sort_by_key(|holiday| holiday.date);
    spec.holidays.dedup_by_key(|holiday| holiday.date);
    spec.exceptions.sort_by_key(|exception| (exception.date, exception.kind));
    spec.exceptions.dedup_by_key(|exception| (exception.date, exception.kind));
    spec.exceptions.iter_mut().for_each(|exception| exception.windows.truncate(1));
    spec.weekly.truncate(1);
    spec.combine.iter_mut().for_each(|it| tidy(&mut it.calendar));
    spec.earlier.iter_mut().for_each(|it| tidy(&mut it.calendar));
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
        let calendar = Calendar::new(spec.clone()).or_else(|_| {
            tidy(&mut spec);
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

/// The second method, from the meaning of a specification alone and through jiff's civil arithmetic: whether
/// it is open at an instant.
fn is_open(spec: &CalendarSpec, at: i64) -> bool {
    let midnight = |zone: &Zone, date: Date| {
        let date: jiff::civil::Date = date.to_string().parse().unwrap();
        zone.rules().to_timestamp(date.at(0, 0, 0, 0)).unwrap().as_millisecond()
    };
    let mut zone = &spec.zone;
    let mut held = None;
    for earlier in &spec.earlier {
        if at < midnight(zone, earlier.until) {
            held = Some(&earlier.calendar);
        }
        zone = &earlier.calendar.zone;
    }
    if let Some(held) = held {
        return is_open(held, at);
    }
    let own = hours_are_open(spec, at);
    spec.combine.iter().fold(own, |open, other| {
        let other_open = is_open(&other.calendar, at);
        match other.by {
            CombineBy::Union => open || other_open,
            CombineBy::Intersection => open && other_open,
            CombineBy::Minus => open && !other_open,
        }
    })
}

/// Whether the hours of a specification by themselves are open: every window and break of the days around.
fn hours_are_open(spec: &CalendarSpec, at: i64) -> bool {
    let zone = spec.zone.rules();
    let civil = |millis| jiff::Timestamp::from_millisecond(millis).unwrap();
    let mut day = zone.to_datetime(civil(at - 96 * HOUR)).date();
    let last = zone.to_datetime(civil(at + 48 * HOUR)).date();
    let (mut open, mut closed) = (false, false);
    while day <= last {
        let exists =
            zone.to_datetime(zone.to_timestamp(day.at(12, 0, 0, 0)).unwrap()).date() == day;
        let contains = |window: &Window| {
            let instant = |day: jiff::civil::Date, time: TimeOfDay| {
                let time = jiff::SignedDuration::from_millis(i64::from(time.as_millis()));
                let local: DateTime = day.at(0, 0, 0, 0) + time;
                zone.to_timestamp(local).unwrap().as_millisecond()
            };
            let closing = if window.close > window.open { day } else { day.tomorrow().unwrap() };
            instant(day, window.open) <= at && at < instant(closing, window.close)
        };
        let date: Date = day.to_string().parse().unwrap();
        let number = i64::from(day.weekday().to_monday_zero_offset());
        let of_day = |windows: &[WeeklyWindow]| -> Vec<Window> {
            let on = windows.iter().filter(|it| it.days.iter().any(|it| it.number() == number));
            on.map(|it| Window { open: it.open, close: it.close }).collect()
        };
        let special = |kind| spec.exceptions.iter().find(|it| it.date == date && it.kind == kind);
        let windows = |kind| special(kind).map(|it| it.windows.clone()).unwrap_or_default();
        if exists {
            let mut opens = match special(ExceptionKind::Hours) {
                Some(exception) => exception.windows.clone(),
                None => of_day(&spec.weekly),
            };
            let is_empty = special(ExceptionKind::Hours).is_some() && opens.is_empty();
            if !is_empty {
                opens.extend(windows(ExceptionKind::ExtraHours));
            }
            if is_holiday(spec, day) {
                opens.clear();
            } else if !is_empty {
                closed |= windows(ExceptionKind::Break).iter().any(contains);
            }
            open |= opens.iter().any(contains);
            closed |= of_day(&spec.breaks).iter().any(contains);
        }
        day = day.tomorrow().unwrap();
    }
    open && !closed
}

/// Whether a day is a holiday, or one is observed on it: all of the years around, one after the other.
fn is_holiday(spec: &CalendarSpec, day: jiff::civil::Date) -> bool {
    let works = |day: jiff::civil::Date| {
        let number = i64::from(day.weekday().to_monday_zero_offset());
        spec.weekly.iter().any(|it| it.days.iter().any(|it| it.number() == number))
    };
    let mut taken: Vec<jiff::civil::Date> = Vec::new();
    let mut moved = Vec::new();
    let parse = |date: Date| -> jiff::civil::Date { date.to_string().parse().unwrap() };
    for holiday in &spec.holidays {
        let mut date = parse(holiday.date);
        while date <= parse(holiday.last.unwrap_or(holiday.date)) {
            taken.push(date);
            date = date.tomorrow().unwrap();
        }
    }
    for (index, holiday) in spec.yearly.iter().enumerate() {
        for year in day.year() - 2..=day.year() + 1 {
            let in_years = (1850..=2100).contains(&year);
            let YearlyRule::Fixed { month, day } = holiday.on else { continue };
            let (month, day) = (month.try_into().unwrap(), day.try_into().unwrap());
            let Ok(mut date) = jiff::civil::Date::new(year, month, day) else { continue };
            for _ in 0..if in_years { holiday.days.unwrap() } else { 0 } {
                match (holiday.observed, date.weekday()) {
                    (Observed::NextWorkingDay, _) if !works(date) => moved.push((date, index)),
                    (Observed::NearestWeekday, jiff::civil::Weekday::Saturday) => {
                        taken.push(date.yesterday().unwrap());
                    }
                    (Observed::NearestWeekday, jiff::civil::Weekday::Sunday) => {
                        taken.push(date.tomorrow().unwrap());
                    }
                    _ => taken.push(date),
                }
                date = date.tomorrow().unwrap();
            }
        }
    }
    moved.sort_unstable();
    for (date, _) in moved {
        let mut observed = date;
        let mut looked = 0;
        while (!works(observed) || taken.contains(&observed)) && looked < 366 {
            observed = observed.tomorrow().unwrap();
            looked += 1;
        }
        taken.push(if looked < 366 { observed } else { date });
    }
    taken.contains(&day)
}

proptest! {
    #[test]
    fn periods_are_those_of_the_second_method(
        scene in scenes(), from in offsets(), length in 0..2 * DAY,
    ) {
        let (from, to) = (scene.at(from), scene.at(from + length));
        let (calendar, spec) = (&scene.calendar, &scene.calendar.spec);
        let periods = calendar.periods(from, to).unwrap();
        let (mut at, step) = (from.as_millis(), 1_800_000);
        while at < to.as_millis() {
            let inside = periods.iter().any(|it| it.start.as_millis() <= at && at < it.end.as_millis());
            prop_assert_eq!(inside, is_open(spec, at), "{}", self::at(at));
            at += step;
        }
        for period in &periods {
            let (start, end) = (period.start.as_millis(), period.end.as_millis());
            prop_assert!(is_open(spec, start) && is_open(spec, end - 1));
            prop_assert!(period.start == from || !is_open(spec, start - 1));
            prop_assert!(period.end == to || !is_open(spec, end));
        }
        let total = periods.iter().map(|period| period.span()).sum();
        prop_assert_eq!(calendar.open_between(from, to), Ok(total));
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
