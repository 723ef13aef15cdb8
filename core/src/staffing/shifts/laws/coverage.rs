//! Covers against every other way to cover.

use super::super::{CoverageInput, ShiftCoverage, ShiftNeed, ShiftTemplate, shift_coverage};
#[cfg(feature = "solver")]
use super::scenes::pause;
use super::scenes::{at, every, input, needs, shift};
use crate::error::ErrorKind;
use crate::time::{Span, Timestamp};
use proptest::prelude::*;
use rstest::rstest;

/// How many are at work at an instant, by the shifts of a cover and nothing else.
fn at_work(cover: &ShiftCoverage, at: Timestamp) -> u32 {
    let works = |it: &&super::super::CoverageShift| {
        it.start <= at
            && at < it.end
            && !it.breaks.iter().any(|rest| rest.start <= at && at < rest.end)
    };
    cover.shifts.iter().filter(works).map(|it| it.agents).sum()
}

/// That each instant has as many as it needs, minute by minute.
fn covers(cover: &ShiftCoverage, need: &[ShiftNeed]) {
    for it in need {
        let (mut at, mut least, mut most) = (it.start, u32::MAX, 0);
        while at < it.end {
            let now = at_work(cover, at);
            (least, most) = (least.min(now), most.max(now));
            at = at.checked_add(Span::minutes(5)).unwrap();
        }
        assert!(least >= it.agents, "{it:?} has {least}");
        let told = cover.intervals.iter().find(|told| told.start == it.start).unwrap();
        assert_eq!((told.least, told.most), (least, most), "{it:?}");
    }
}

/// The lowest cost by trying all numbers of all shifts: pieces in order, each with all ways to cover it.
fn brute(starts: &[(usize, usize, i64)], need: &[u32]) -> i64 {
    fn rest(starts: &[(usize, usize, i64)], short: &mut [i64], spent: i64, best: &mut i64) {
        let Some(piece) = short.iter().position(|it| *it > 0) else {
            *best = spent.min(*best);
            return;
        };
        for (start, end, cost) in starts {
            if (*start..*end).contains(&piece) && spent + cost < *best {
                short[*start..*end].iter_mut().for_each(|it| *it -= 1);
                rest(starts, short, spent + cost, best);
                short[*start..*end].iter_mut().for_each(|it| *it += 1);
            }
        }
    }
    let mut short: Vec<i64> = need.iter().map(|it| i64::from(*it)).collect();
    let mut best = 1_000;
    rest(starts, &mut short, 0, &mut best);
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn without_breaks_no_other_cover_is_cheaper(
        need in prop::collection::vec(0_u32..3, 1..8),
        lengths in prop::collection::vec((1_i64..5, 1_u32..6), 1..4),
    ) {
        let templates: Vec<ShiftTemplate> = lengths.iter().enumerate().map(|(place, (hours, cost))| ShiftTemplate {
            cost: Some(*cost),
            ..every(&place.to_string(), "00:00", "23:00", 60, *hours)
        }).collect();
        let need = needs("2026-03-02T00:00:00Z", 60, &need);
        let cover = shift_coverage(&input("UTC", templates, need.clone())).unwrap();
        let pieces = need.len();
        let starts: Vec<(usize, usize, i64)> = lengths.iter().flat_map(|(hours, cost)| {
            let hours = usize::try_from(*hours).unwrap();
            (0..pieces + hours - 1).map(move |end| {
                (end.saturating_sub(hours - 1), (end + 1).min(pieces), i64::from(*cost))
            })
        }).collect();
        let agents: Vec<u32> = need.iter().map(|it| it.agents).collect();
        prop_assert_eq!(cover.cost, brute(&starts, &agents));
        prop_assert_eq!((cover.bound, cover.gap), (cover.cost, 0.0));
        covers(&cover, &need);
    }

    #[test]
    fn covers_hold_in_every_zone_and_in_every_order(
        zone in prop::sample::select(vec!["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Beirut", "Pacific/Chatham"]),
        day in 0_i64..400,
        need in prop::collection::vec(0_u32..6, 1..60),
        by_clock in any::<bool>(),
        seed in any::<u64>(),
    ) {
        let start = at("2026-01-01T00:00:00Z").checked_add(Span::hours(24 * day)).unwrap();
        let need = needs(&start.to_string(), 60, &need);
        let night = ShiftTemplate { ends_by_clock: by_clock, cost: Some(3), ..shift("night", "22:00", 8) };
        let day = ShiftTemplate { cost: Some(2), ..every("day", "05:00", "15:30", 30, 8) };
        let short = ShiftTemplate { cost: Some(2), ..every("short", "00:00", "23:00", 60, 4) };
        let mut mixed = input(zone, vec![night, day, short], need.clone());
        let cover = shift_coverage(&mixed).unwrap();
        covers(&cover, &need);
        prop_assert_eq!(cover.cost, cover.bound);
        if seed % 2 == 0 { mixed.need.reverse() } else { mixed.templates.rotate_left(1) }
        for (place, template) in mixed.templates.iter_mut().enumerate() {
            template.label = format!("renamed {place}");
        }
        let again = shift_coverage(&mixed).unwrap();
        prop_assert_eq!((again.cost, again.intervals.len()), (cover.cost, cover.intervals.len()));
        prop_assert_eq!(shift_coverage(&mixed).unwrap(), again);
    }

    #[cfg(feature = "solver")]
    #[test]
    fn with_breaks_covers_hold_and_bounds_are_below(
        need in prop::collection::vec(0_u32..5, 1..40),
        step in prop::sample::select(vec![15_i64, 30, 20]),
        two in any::<bool>(),
    ) {
        let need = needs("2026-03-28T20:00:00Z", 30, &need);
        let mut breaks = vec![pause(30, 120, 240, step)];
        if two {
            breaks.push(pause(15, 300, 330, 15));
        }
        let with = every("day", "00:00", "23:00", 60, 8);
        let templates = vec![ShiftTemplate { breaks, cost: Some(2), ..with.clone() }, ShiftTemplate { label: "short".into(), length: Span::hours(4), cost: Some(1), breaks: vec![pause(15, 60, 120, 30)], ..with }];
        let asked = CoverageInput { max_nodes: Some(50), ..input("Europe/Berlin", templates, need.clone()) };
        let cover = shift_coverage(&asked).unwrap();
        covers(&cover, &need);
        prop_assert!(cover.bound <= cover.cost);
        let mut plain = asked;
        plain.templates.iter_mut().for_each(|it| it.breaks.clear());
        prop_assert!(shift_coverage(&plain).unwrap().cost <= cover.bound);
    }
}

/// The fault of a peer: the hours before 06:00 of the first day were covered by the shift that starts on it at 22:00.
#[test]
fn the_night_before_covers_the_first_morning() {
    let shifts = vec![shift("night", "22:00", 8)];
    let need = needs("2026-03-02T00:00:00Z", 360, &[2]);
    let cover = shift_coverage(&input("UTC", shifts.clone(), need.clone())).unwrap();
    assert_eq!((cover.count, cover.shifts[0].date), (2, "2026-03-01".parse().unwrap()));
    let first = Some("2026-03-02".parse().unwrap());
    let error = shift_coverage(&CoverageInput { first, ..input("UTC", shifts, need) }).unwrap_err();
    assert_eq!(
        (error.code(), error.path(), error.kind()),
        ("coverage.uncovered", "input.need[0]", ErrorKind::Unreachable)
    );
}

/// In Berlin, the clock goes from 02:00 to 03:00 on 2026-03-29 and from 03:00 to 02:00 on 2026-10-25.
#[rstest]
#[case::spring_by_hours("2026-03-28", false, "2026-03-28T21:00:00Z", "2026-03-29T05:00:00Z")]
#[case::spring_by_clock("2026-03-28", true, "2026-03-28T21:00:00Z", "2026-03-29T04:00:00Z")]
#[case::autumn_by_hours("2026-10-24", false, "2026-10-24T20:00:00Z", "2026-10-25T04:00:00Z")]
#[case::autumn_by_clock("2026-10-24", true, "2026-10-24T20:00:00Z", "2026-10-25T05:00:00Z")]
fn a_night_in_which_the_clock_is_changed(
    #[case] date: &str,
    #[case] ends_by_clock: bool,
    #[case] start: &str,
    #[case] end: &str,
) {
    let night = ShiftTemplate { ends_by_clock, ..shift("night", "22:00", 8) };
    let need = needs(start, 60, &[1]);
    let cover = shift_coverage(&input("Europe/Berlin", vec![night], need)).unwrap();
    let found = &cover.shifts[0];
    assert_eq!((found.date, found.start, found.end), (date.parse().unwrap(), at(start), at(end)));
}

#[test]
fn three_shifts_by_the_clock_cover_days_of_23_and_25_hours() {
    let three = ["06:00", "14:00", "22:00"]
        .map(|start| ShiftTemplate { ends_by_clock: true, ..shift(start, start, 8) });
    for start in ["2026-03-28T23:00:00Z", "2026-10-24T22:00:00Z"] {
        let hours = if start.contains("-03-") { 23 } else { 25 };
        let need = needs(start, 60, &vec![4; hours]);
        let cover = shift_coverage(&input("Europe/Berlin", three.to_vec(), need.clone())).unwrap();
        // The night before, the day's three: the last night only for two hours.
        assert_eq!(cover.count, 16);
        covers(&cover, &need);
    }
}

#[test]
fn nobody_is_covered_by_no_shift() {
    let empty = shift_coverage(&input("UTC", Vec::new(), Vec::new())).unwrap();
    assert_eq!((empty.count, empty.cost, empty.gap, empty.steps.len()), (0, 0, 0.0, 1));
    let nobody =
        shift_coverage(&input("UTC", Vec::new(), needs("2026-03-02T00:00:00Z", 60, &[0, 0])))
            .unwrap();
    assert_eq!((nobody.count, nobody.intervals.len()), (0, 2));
}

#[test]
fn weekdays_and_days_at_the_ends_are_kept_to() {
    use crate::time::Weekday;
    let weekday =
        ShiftTemplate { weekdays: vec![Weekday::Mon, Weekday::Tue], ..shift("day", "08:00", 8) };
    let monday = needs("2026-03-02T08:00:00Z", 60, &[1]);
    assert_eq!(shift_coverage(&input("UTC", vec![weekday.clone()], monday)).unwrap().count, 1);
    let wednesday = needs("2026-03-04T08:00:00Z", 60, &[1]);
    assert_eq!(
        shift_coverage(&input("UTC", vec![weekday], wednesday)).unwrap_err().code(),
        "coverage.uncovered"
    );
}

#[test]
fn a_large_desk_is_no_harder() {
    let need = needs("2026-03-02T00:00:00Z", 15, &vec![1_000_000; 96]);
    let cover =
        shift_coverage(&input("UTC", vec![every("day", "00:00", "23:45", 15, 8)], need)).unwrap();
    assert_eq!(cover.count, 3_000_000);
}
