//! The second method: the meaning of a specification, through jiff's civil arithmetic, with every window and
//! break of every day by itself.

use crate::time::{
    CalendarSpec, CombineBy, Date, EdgeRules, ExceptionKind, LeapDay, Observed, Overnight,
    RepeatedTime, SkippedTime, TimeOfDay, WeeklyWindow, Window, YearlyHoliday, YearlyRule,
};
use jiff::civil;
use jiff::tz::{AmbiguousOffset, TimeZone};

const HOUR: i64 = 3_600_000;

/// What a specification means in a stretch of time.
#[derive(Debug)]
pub(super) struct Meaning {
    /// Every window that lies in it or near it, from opening to closing, and every break.
    windows: Vec<(i64, i64)>,
    breaks: Vec<(i64, i64)>,
    combine: Vec<(CombineBy, Self)>,
    /// What held until an instant, the latest first.
    earlier: Vec<(i64, Self)>,
}

impl Meaning {
    pub(super) fn of(spec: &CalendarSpec, from: i64, to: i64) -> Self {
        let zone = spec.zone.rules();
        let civil = |millis| jiff::Timestamp::from_millisecond(millis).unwrap();
        let mut day = zone.to_datetime(civil(from - 96 * HOUR)).date();
        let last = zone.to_datetime(civil(to + 48 * HOUR)).date();
        let (mut windows, mut breaks) = (Vec::new(), Vec::new());
        while day <= last {
            let placed = |window: &Window| {
                let time = |day: civil::Date, time: TimeOfDay| {
                    let time = jiff::SignedDuration::from_millis(i64::from(time.as_millis()));
                    instant(spec, day.at(0, 0, 0, 0) + time)
                };
                let closing = if ends_next_day(window) { day.tomorrow().unwrap() } else { day };
                (time(day, window.open), time(closing, window.close))
            };
            windows.extend(starts(spec, day).iter().map(placed));
            if exists(spec, day) {
                breaks.extend(of_week(&spec.breaks, day).iter().map(placed));
                if !is_closed(spec, day) {
                    let own = exception(spec, day, ExceptionKind::Break);
                    breaks.extend(own.iter().map(placed));
                }
            }
            day = day.tomorrow().unwrap();
        }
        let other = |spec: &CalendarSpec| Self::of(spec, from, to);
        let combine = spec.combine.iter().map(|it| (it.by, other(&it.calendar))).collect();
        let mut followed = spec;
        let mut earlier = Vec::new();
        for held in &spec.earlier {
            let until = instant(followed, parse(held.until).at(0, 0, 0, 0));
            earlier.push((until, other(&held.calendar)));
            followed = &held.calendar;
        }
        Self { windows, breaks, combine, earlier }
    }

    /// Whether it is open at an instant.
    pub(super) fn is_open(&self, at: i64) -> bool {
        if let Some((_, held)) = self.earlier.iter().rev().find(|(until, _)| at < *until) {
            return held.is_open(at);
        }
        let within = |list: &[(i64, i64)]| list.iter().any(|(from, to)| *from <= at && at < *to);
        let own = within(&self.windows) && !within(&self.breaks);
        self.combine.iter().fold(own, |open, (by, other)| match by {
            CombineBy::Union => open || other.is_open(at),
            CombineBy::Intersection => open && other.is_open(at),
            CombineBy::Minus => open && !other.is_open(at),
        })
    }

    /// The open periods from one instant to another: between two edges nothing changes.
    pub(super) fn periods(&self, from: i64, to: i64) -> Vec<(i64, i64)> {
        let mut edges = vec![from, to];
        self.edges(&mut edges);
        edges.retain(|edge| (from..=to).contains(edge));
        edges.sort_unstable();
        let mut periods: Vec<(i64, i64)> = Vec::new();
        for edge in edges.windows(2).filter(|it| it[0] < it[1] && self.is_open(it[0])) {
            match periods.last_mut() {
                Some(last) if last.1 == edge[0] => last.1 = edge[1],
                _ => periods.push((edge[0], edge[1])),
            }
        }
        periods
    }

    fn edges(&self, edges: &mut Vec<i64>) {
        edges.extend(self.windows.iter().chain(&self.breaks).flat_map(|(from, to)| [*from, *to]));
        edges.extend(self.earlier.iter().map(|(until, _)| *until));
        let others = self.combine.iter().map(|(_, it)| it);
        others.chain(self.earlier.iter().map(|(_, it)| it)).for_each(|it| it.edges(edges));
    }
}

/// Whether something starts on a civil day.
pub(super) fn is_business_day(spec: &CalendarSpec, date: Date) -> bool {
    if let Some(held) = spec.earlier.iter().rev().find(|it| date < it.until) {
        return is_business_day(&held.calendar, date);
    }
    let own = !starts(spec, parse(date)).is_empty();
    spec.combine.iter().fold(own, |is_one, other| match other.by {
        CombineBy::Union => is_one || is_business_day(&other.calendar, date),
        CombineBy::Intersection => is_one && is_business_day(&other.calendar, date),
        CombineBy::Minus => is_one,
    })
}

fn parse(date: Date) -> civil::Date {
    date.to_string().parse().unwrap()
}

/// The instant of a civil time by the rules of a specification.
fn instant(spec: &CalendarSpec, local: civil::DateTime) -> i64 {
    let zone: &TimeZone = spec.zone.rules();
    let ambiguous = zone.to_ambiguous_timestamp(local);
    let EdgeRules { skipped, repeated, .. } = spec.edges;
    let instant = match ambiguous.offset() {
        AmbiguousOffset::Gap { .. } if skipped == SkippedTime::Clamp => {
            // The change itself: the last one up to where the clock would be after it.
            let after = ambiguous.later().unwrap() + jiff::SignedDuration::from_nanos(1);
            zone.preceding(after).next().unwrap().timestamp()
        }
        AmbiguousOffset::Fold { .. } if repeated == RepeatedTime::Last => {
            ambiguous.later().unwrap()
        }
        _ => ambiguous.compatible().unwrap(),
    };
    instant.as_millisecond()
}

/// The windows that start on a day.
fn starts(spec: &CalendarSpec, day: civil::Date) -> Vec<Window> {
    if !exists(spec, day) || is_closed(spec, day) {
        return Vec::new();
    }
    let own = has(spec, day, ExceptionKind::Hours);
    let mut windows = match own {
        true => exception(spec, day, ExceptionKind::Hours),
        false => of_week(&spec.weekly, day),
    };
    windows.extend(exception(spec, day, ExceptionKind::ExtraHours));
    if spec.edges.overnight == Overnight::WholeShift {
        return windows;
    }
    for window in windows.iter_mut().filter(|it| ends_next_day(it)) {
        window.close = TimeOfDay::END_OF_DAY;
    }
    if !own {
        let eve = day.yesterday().unwrap();
        let mut over = of_week(&spec.weekly, eve);
        if !is_closed(spec, eve) {
            over.extend(exception(spec, eve, ExceptionKind::Hours));
            over.extend(exception(spec, eve, ExceptionKind::ExtraHours));
        }
        let over = over.iter().filter(|it| ends_next_day(it) && it.close > TimeOfDay::MIDNIGHT);
        windows.extend(over.map(|it| Window { open: TimeOfDay::MIDNIGHT, close: it.close }));
    }
    windows
}

fn ends_next_day(window: &Window) -> bool {
    window.close <= window.open
}

/// Whether the clocks of the zone ever show a day.
fn exists(spec: &CalendarSpec, day: civil::Date) -> bool {
    let zone = spec.zone.rules();
    zone.to_datetime(zone.to_timestamp(day.at(12, 0, 0, 0)).unwrap()).date() == day
}

/// Whether nothing of a day's own opens.
fn is_closed(spec: &CalendarSpec, day: civil::Date) -> bool {
    let hours = ExceptionKind::Hours;
    (has(spec, day, hours) && exception(spec, day, hours).is_empty()) || is_holiday(spec, day)
}

fn has(spec: &CalendarSpec, day: civil::Date, kind: ExceptionKind) -> bool {
    spec.exceptions.iter().any(|it| parse(it.date) == day && it.kind == kind)
}

fn exception(spec: &CalendarSpec, day: civil::Date, kind: ExceptionKind) -> Vec<Window> {
    let of_day = spec.exceptions.iter().filter(|it| parse(it.date) == day && it.kind == kind);
    of_day.flat_map(|it| it.windows.clone()).collect()
}

fn of_week(windows: &[WeeklyWindow], day: civil::Date) -> Vec<Window> {
    let number = i64::from(day.weekday().to_monday_zero_offset());
    let on = windows.iter().filter(|it| it.days.iter().any(|it| it.number() == number));
    on.map(|it| Window { open: it.open, close: it.close }).collect()
}

/// Whether a day is a holiday, or one is observed on it: all of the years around, one after the other.
fn is_holiday(spec: &CalendarSpec, day: civil::Date) -> bool {
    let is_cut = spec.edges.overnight == Overnight::CutAtMidnight;
    let works = |day: civil::Date| {
        let over = of_week(&spec.weekly, day.yesterday().unwrap());
        let over = over.iter().any(|it| ends_next_day(it) && it.close > TimeOfDay::MIDNIGHT);
        !of_week(&spec.weekly, day).is_empty() || (is_cut && over)
    };
    let mut taken: Vec<civil::Date> = Vec::new();
    let mut moved = Vec::new();
    for holiday in &spec.holidays {
        let mut date = parse(holiday.date);
        while date <= parse(holiday.last.unwrap_or(holiday.date)) {
            taken.push(date);
            date = date.tomorrow().unwrap();
        }
    }
    for (index, holiday) in spec.yearly.iter().enumerate() {
        for year in day.year() - 2..=day.year() + 1 {
            let Some(mut date) = in_year(holiday, year) else { continue };
            for _ in 0..holiday.days.unwrap() {
                match (holiday.observed, date.weekday()) {
                    (Observed::NextWorkingDay, _) if !works(date) => moved.push((date, index)),
                    (Observed::NearestWeekday, civil::Weekday::Saturday) => {
                        taken.push(date.yesterday().unwrap());
                    }
                    (Observed::NearestWeekday, civil::Weekday::Sunday) => {
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

/// The first day of a yearly holiday of a fixed date in a year.
fn in_year(holiday: &YearlyHoliday, year: i16) -> Option<civil::Date> {
    let number = u32::try_from(year).unwrap();
    if number < holiday.first_year.unwrap() || number > holiday.last_year.unwrap() {
        return None;
    }
    let YearlyRule::Fixed { month, day } = holiday.on else { return None };
    let date = |month: u32, day: u32| {
        civil::Date::new(year, month.try_into().unwrap(), day.try_into().unwrap()).ok()
    };
    date(month, day).or_else(|| match holiday.leap_day {
        LeapDay::LeapYearsOnly => None,
        LeapDay::DayBefore => date(2, 28),
        LeapDay::DayAfter => date(3, 1),
    })
}
