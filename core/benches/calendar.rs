//! What a calendar costs: `cargo bench -p firstline --bench calendar`.
//!
//! Prints for each calendar the kilobytes that it holds, then nanoseconds a call, the least and the median of 15
//! runs over queries at random. Queries by span tell also that none of them walks days.
#![allow(clippy::print_stdout, reason = "it prints what it measures")]
#![allow(clippy::disallowed_methods, reason = "it measures with the clock of the machine")]

use firstline::time::{
    Calendar, CalendarSpec, Holiday, Period, Span, Timestamp, Weekday, WeeklyWindow, always_open,
    office_hours,
};
use std::hint::black_box;
use std::time::Instant;

const RUNS: usize = 15;
const QUERIES: u32 = 100_000;
const HOUR: i64 = 3_600_000;
/// 2020-01-01 and 3000-01-01, in milliseconds.
const NOW: i64 = 1_577_836_800_000;
const LATER: i64 = 32_503_680_000_000;

fn main() -> firstline::Result<()> {
    let kolkata = CalendarSpec { zone: "Asia/Kolkata".parse()?, ..office()? };
    let always = always_open("America/New_York".parse()?);
    let calendars = [
        ("Mon-Fri 9-17, New York, 10 holidays a year for 30 years", office()?),
        ("3 windows a day, one overnight, New York, the same holidays", shifts()?),
        ("Mon-Fri 9-17, Kolkata, the same holidays", kolkata),
        ("round the clock, New York", always),
    ];
    // First of all, since memory that was given back would be taken again unseen.
    let mut kept = Vec::new();
    for (name, spec) in &calendars {
        println!("{name}: {} kB", kilobytes(spec, &mut kept)?);
    }
    drop(kept);
    for (name, spec) in calendars {
        println!("{name}");
        measure("compile", 100, |_| {
            Calendar::new(spec.clone()).map(|it| it.is_open(Timestamp::MIN))
        });
        let calendar = Calendar::new(spec)?;
        for (span, hours) in
            [("an hour", 1), ("a day", 24), ("a year", 8_766), ("10 years", 87_660)]
        {
            by_span(&calendar, span, NOW, hours)?;
        }
        by_span(&calendar, "a year, after the year 3000", LATER, 8_766)?;
        at_instants(&calendar, "", NOW)?;
        at_instants(&calendar, ", after the year 3000", LATER)?;
    }
    Ok(())
}

/// The queries over spans of so many hours that start within 20 years of `from`.
fn by_span(calendar: &Calendar, name: &str, from: i64, hours: i64) -> firstline::Result<()> {
    let periods = periods(from, hours)?;
    measure(&format!("open_between over {name}"), QUERIES, |index| {
        let period = of(&periods, index);
        calendar.open_between(period.start, period.end)
    });
    // About as much open time as lies in that span.
    let span = Span::from_millis(hours * HOUR / 4);
    measure(&format!("add over {name}"), QUERIES, |index| {
        calendar.add(of(&periods, index).start, span)
    });
    measure(&format!("subtract over {name}"), QUERIES, |index| {
        calendar.subtract(of(&periods, index).end, span)
    });
    Ok(())
}

/// The queries at instants within 20 years of `from`.
fn at_instants(calendar: &Calendar, name: &str, from: i64) -> firstline::Result<()> {
    let periods = periods(from, 1)?;
    let at = |index| of(&periods, index).start;
    measure(&format!("is_open{name}"), QUERIES, |index| calendar.is_open(at(index)));
    measure(&format!("next_open{name}"), QUERIES, |index| calendar.next_open(at(index)));
    measure(&format!("next_close{name}"), QUERIES, |index| calendar.next_close(at(index)));
    Ok(())
}

fn periods(from: i64, hours: i64) -> firstline::Result<Vec<Period>> {
    let mut random = Random(from.unsigned_abs());
    let mut periods = Vec::new();
    for _ in 0..QUERIES {
        let start = Timestamp::from_millis(from + random.below(175_000 * HOUR))?;
        let end = Timestamp::from_millis(start.as_millis() + random.below(2 * hours * HOUR))?;
        periods.push(Period { start, end });
    }
    Ok(periods)
}

fn of(periods: &[Period], index: u32) -> Period {
    let period = usize::try_from(index).ok().and_then(|index| periods.get(index)).copied();
    period.unwrap_or(Period { start: Timestamp::MIN, end: Timestamp::MIN })
}

/// What a calendar holds with its specification, by the memory that many of them take; the zone's offsets
/// are shared.
fn kilobytes(spec: &CalendarSpec, kept: &mut Vec<Calendar>) -> firstline::Result<String> {
    const MANY: u64 = 200;
    kept.push(Calendar::new(spec.clone())?);
    let before = resident();
    for _ in 0..MANY {
        kept.push(Calendar::new(spec.clone())?);
    }
    let taken = before.zip(resident());
    let taken = taken.map(|(before, after)| after.saturating_sub(before) / MANY);
    Ok(taken.map_or("an unknown number of".to_owned(), |taken| taken.to_string()))
}

/// The kilobytes of memory that this process has; nothing where the system is not Linux.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// Runs `call` for 0, 1 and so on up to `count`, and prints what a call takes.
fn measure<T>(name: &str, count: u32, call: impl Fn(u32) -> T) {
    let mut runs: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            for index in 0..count {
                black_box(call(black_box(index)));
            }
            start.elapsed().as_secs_f64() * 1e9 / f64::from(count)
        })
        .collect();
    runs.sort_by(f64::total_cmp);
    let (least, median) = (runs.first().copied(), runs.get(RUNS / 2).copied());
    println!("  {name:<45} {:>10.1} {:>10.1}", least.unwrap_or(0.0), median.unwrap_or(0.0));
}

fn office() -> firstline::Result<CalendarSpec> {
    let zone = "America/New_York".parse()?;
    let mut spec = office_hours(zone, "09:00".parse()?, "17:00".parse()?);
    spec.holidays = holidays()?;
    Ok(spec)
}

fn shifts() -> firstline::Result<CalendarSpec> {
    let mut spec = office()?;
    let days = vec![Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
    let window = |open: &str, close: &str| -> firstline::Result<WeeklyWindow> {
        Ok(WeeklyWindow { days: days.clone(), open: open.parse()?, close: close.parse()? })
    };
    spec.weekly =
        vec![window("08:00", "12:00")?, window("13:00", "17:30")?, window("22:00", "02:30")?];
    Ok(spec)
}

/// Ten days of every year from 2015 to 2044.
fn holidays() -> firstline::Result<Vec<Holiday>> {
    let days =
        ["01-01", "01-19", "02-16", "05-25", "06-19", "07-04", "09-07", "10-12", "11-26", "12-25"];
    (2015..2045)
        .flat_map(|year| days.map(|day| format!("{year}-{day}")))
        .map(|date| Ok(Holiday { date: date.parse()?, last: None, name: None }))
        .collect()
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        i64::try_from(mixed % limit.unsigned_abs().max(1)).unwrap_or_default()
    }
}
