//! Calendars and instants at random, near what their zones do.

use super::super::Calendar;
use super::super::hours::DAY;
use super::super::offsets::CYCLE;
use super::super::special::day_number;
use crate::time::{
    CalendarSpec, Combination, CombineBy, Date, DateException, EarlierHours, EdgeRules,
    ExceptionKind, Holiday, LeapDay, Observed, Overnight, RepeatedTime, SkippedTime, TimeOfDay,
    Timestamp, Weekday, WeeklyWindow, Window, YearlyHoliday, YearlyRule, Zone,
};
use proptest::prelude::*;
use proptest::sample::select;

/// Zones and days on which they do something: gaps and folds of an hour and of half an hour, at two
/// and at midnight, negative daylight saving, a skipped day, a repeated one, nothing at all.
const SCENES: [(&str, &str); 18] = [
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
    ("Africa/Casablanca", "2026-09-20"),
    // The hour that comes twice is on either side of a week's start in UTC; in Samoa it is a day.
    ("Africa/Cairo", "1990-10-01"),
    ("Europe/Berlin", "1945-09-24"),
    ("Pacific/Apia", "1892-07-04"),
    // The gap is on either side of midnight.
    ("America/Toronto", "1919-03-31"),
    ("Asia/Kolkata", "2026-03-08"),
];

/// Zones whose changes of any year are worth a look: gaps and folds of an hour, of half of one and of
/// two, at two and at midnight, negative daylight saving, Ramadan, skipped days, no change at all.
const ZONES: [&str; 18] = [
    "America/New_York",
    "Europe/Berlin",
    "Europe/Dublin",
    "Australia/Lord_Howe",
    "Australia/Adelaide",
    "Antarctica/Troll",
    "Africa/Casablanca",
    "Africa/El_Aaiun",
    "Africa/Cairo",
    "America/Sao_Paulo",
    "America/St_Johns",
    "America/Asuncion",
    "Asia/Gaza",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Pacific/Kwajalein",
    "Pacific/Kiritimati",
    "Asia/Kolkata",
];

/// The years 1900 to 2300, as days.
const YEARS: std::ops::Range<i64> = -25_567..120_895;

/// A zone and a day: one of the scenes, a change of the offset in the years 1900 to 2300, any day of
/// them, or the end of a February.
fn places() -> impl Strategy<Value = (&'static str, i64)> {
    let scene = select(SCENES.to_vec());
    let scene = scene.prop_map(|(zone, date)| (zone, day_number(date.parse().unwrap())));
    let zone = || select(ZONES.to_vec());
    let near_change = (zone(), YEARS).prop_map(|(zone, day)| {
        let rules: Zone = zone.parse().unwrap();
        let start = jiff::Timestamp::from_second(day * 86_400).unwrap();
        let change = rules.rules().following(start).next();
        (zone, change.map_or(day, |it| it.timestamp().as_second().div_euclid(86_400)))
    });
    let leap_day = (zone(), 1900..2300)
        .prop_map(|(zone, year)| (zone, day_number(Date::from_ymd(year, 2, 28).unwrap())));
    prop_oneof![4 => scene, 4 => near_change, 1 => (zone(), YEARS), 1 => leap_day]
}

fn edges() -> impl Strategy<Value = EdgeRules> {
    let skipped = select(vec![SkippedTime::MoveForward, SkippedTime::Clamp]);
    let repeated = select(vec![RepeatedTime::First, RepeatedTime::Last]);
    let overnight = select(vec![Overnight::WholeShift, Overnight::CutAtMidnight]);
    let edges = (skipped, repeated, overnight);
    edges.prop_map(|(skipped, repeated, overnight)| EdgeRules {
        skipped,
        repeated,
        overnight,
        ..EdgeRules::default()
    })
}

pub(super) fn time(quarters: u32) -> TimeOfDay {
    TimeOfDay::from_millis(quarters * 900_000).unwrap()
}

pub(super) fn at(millis: i64) -> Timestamp {
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

pub(super) fn day(number: i64) -> Date {
    let date = jiff::Timestamp::from_second(number * 86_400).unwrap();
    let date = jiff::tz::TimeZone::UTC.to_datetime(date).date();
    date.to_string().parse().unwrap()
}

/// Hours in a zone with special days around a day.
fn hours(zone: &'static str, focus: i64) -> impl Strategy<Value = CalendarSpec> {
    let kinds = [ExceptionKind::Hours, ExceptionKind::ExtraHours, ExceptionKind::Break];
    let kind = select(kinds.to_vec());
    let holidays = proptest::collection::vec((-4..4_i64, 0..2_i64), 0..3);
    let exceptions = (-4..4_i64, kind, proptest::collection::vec(window(), 0..3));
    let exceptions = proptest::collection::vec(exceptions, 0..3);
    let observed = [Observed::OnTheDay, Observed::NextWorkingDay, Observed::NearestWeekday];
    let leap_day = select(vec![LeapDay::LeapYearsOnly, LeapDay::DayBefore, LeapDay::DayAfter]);
    let yearly = (-4..4_i64, 1..3_u32, select(observed.to_vec()), leap_day, any::<bool>());
    let yearly = proptest::collection::vec(yearly, 0..2);
    (weekly(), weekly(), holidays, yearly, exceptions, edges()).prop_map(
        move |(weekly, breaks, holidays, yearly, exceptions, edges)| {
            let holiday = |(days, more)| Holiday {
                date: day(focus + days),
                last: (more > 0).then(|| day(focus + days + more)),
                name: None,
            };
            let every_year = |(days, length, observed, leap_day, is_leap_day)| {
                let date = day(focus + days);
                let on = match is_leap_day {
                    true => YearlyRule::Fixed { month: 2, day: 29 },
                    false => YearlyRule::Fixed { month: date.month(), day: date.day() },
                };
                YearlyHoliday {
                    on,
                    days: Some(length),
                    observed,
                    leap_day,
                    first_year: Some(1850),
                    last_year: Some(2300),
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
                edges,
                holidays: holidays.into_iter().map(holiday).collect(),
                yearly: yearly.into_iter().map(every_year).collect(),
                exceptions: exceptions.into_iter().map(exception).collect(),
                ..CalendarSpec::new(zone.parse().unwrap(), weekly)
            }
        },
    )
}

/// A specification with something to show around a day, and the start of that day in UTC.
pub(super) fn specs() -> impl Strategy<Value = (CalendarSpec, i64)> {
    let by = select(vec![CombineBy::Union, CombineBy::Intersection, CombineBy::Minus]);
    (places(), places(), by, 0..4_u32, prop_oneof![Just(0), -4..4_i64]).prop_flat_map(
        |((zone, focus), (other, _), by, how, days)| {
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
pub(super) struct Scene {
    pub(super) calendar: Calendar,
    focus: i64,
}

impl Scene {
    pub(super) fn at(&self, offset: i64) -> Timestamp {
        at(self.focus + offset)
    }
}

/// Calendars of specifications without faults; what overlaps is taken out first.
pub(super) fn scenes() -> impl Strategy<Value = Scene> {
    specs().prop_filter_map("it has faults", |(mut spec, focus)| {
        let calendar = Calendar::new(spec.clone()).or_else(|_| {
            tidy(&mut spec);
            Calendar::new(spec)
        });
        Some(Scene { calendar: calendar.ok()?, focus })
    })
}

/// Milliseconds from the focus of a scene: mostly near, some in other years, some long after.
pub(super) fn offsets() -> impl Strategy<Value = i64> {
    let years = -80_000 * DAY..80_000 * DAY;
    let offset = prop_oneof![6 => -4 * DAY..4 * DAY, 2 => -200 * DAY..200 * DAY, 1 => years];
    let cycles = prop_oneof![6 => Just(0), 1 => 1..18_i64];
    (offset, cycles).prop_map(|(offset, cycles)| offset + cycles * CYCLE)
}
