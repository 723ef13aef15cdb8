use crate::float::float;
use crate::report::breach::local;
use crate::time::{Timestamp, Zone};

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// How far apart marks may be: what clocks and calendars have, then a hundred days and more.
const STEPS: [i64; 24] = [
    SECOND,
    2 * SECOND,
    5 * SECOND,
    10 * SECOND,
    15 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    14 * DAY,
    28 * DAY,
    100 * DAY,
    400 * DAY,
];

/// Time from left to right, to scale.
#[derive(Debug)]
pub(super) struct Axis {
    pub(super) start: Timestamp,
    pub(super) end: Timestamp,
    pub(super) left: f64,
    pub(super) right: f64,
    /// About how many marks there is room for.
    pub(super) most: i64,
}

/// A mark of an axis: the clock, and the date where another begins.
#[derive(Debug, PartialEq)]
pub(super) struct Mark {
    pub(super) at: Timestamp,
    pub(super) clock: Option<String>,
    pub(super) date: Option<String>,
}

impl Axis {
    /// Which part of all its time lies before an instant.
    pub(super) fn part(&self, at: Timestamp) -> f64 {
        match self.end.since(self.start).as_millis() {
            ..=0 => 0.0,
            all => (at.since(self.start).millis_float() / float(all)).clamp(0.0, 1.0),
        }
    }

    pub(super) fn x(&self, at: Timestamp) -> f64 {
        self.left + self.part(at) * (self.right - self.left)
    }

    /// Marks where the clocks of a zone show something round; the start where there is no such place.
    pub(super) fn marks(&self, zone: &Zone) -> Vec<Mark> {
        let step = self.step();
        let ahead = |at: i64| {
            let known = jiff::Timestamp::from_millisecond(at).unwrap_or(jiff::Timestamp::MAX);
            i64::from(zone.rules().to_offset(known).seconds()) * SECOND
        };
        let (start, end) = (self.start.as_millis(), self.end.as_millis());
        let first = -(-(start + ahead(start))).div_euclid(step) * step;
        let places = (0..).map_while(|index| {
            let shown = first.checked_add(step.checked_mul(index)?)?;
            // The offset may have changed since the start.
            let at = shown - ahead(shown - ahead(start));
            (at <= end).then_some(at)
        });
        let mut at: Vec<_> = places.filter_map(|at| Timestamp::from_millis(at).ok()).collect();
        at.retain(|at| *at >= self.start);
        at.dedup();
        if at.is_empty() {
            at.push(self.start);
        }
        let mut day = None;
        let mark = |at: Timestamp| {
            let shown = local(at, zone).unwrap_or_else(|_| at.to_string());
            let (date, clock) = shown.split_once(' ').unwrap_or((&shown, ""));
            let new = day.as_deref() != Some(date);
            day = Some(date.to_owned());
            let seconds = at.as_millis().rem_euclid(MINUTE) / SECOND;
            let clock =
                if step < MINUTE { format!("{clock}:{seconds:02}") } else { clock.to_owned() };
            Mark {
                at,
                clock: (step < DAY).then_some(clock),
                date: (new || step >= DAY).then(|| date.to_owned()),
            }
        };
        at.into_iter().map(mark).collect()
    }

    fn step(&self) -> i64 {
        let rough = self.end.since(self.start).as_millis() / self.most.max(1);
        let round = STEPS.into_iter().find(|step| *step >= rough);
        // Of centuries no calendar has marks.
        round.unwrap_or_else(|| (rough / (400 * DAY) + 1) * (400 * DAY))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn marks(start: &str, end: &str, zone: &str) -> Vec<String> {
        let at = |text: &str| text.parse().unwrap();
        let axis = Axis { start: at(start), end: at(end), left: 10.0, right: 700.0, most: 6 };
        let word =
            |it: Mark| [it.date, it.clock].into_iter().flatten().collect::<Vec<_>>().join(" ");
        axis.marks(&zone.parse().unwrap()).into_iter().map(word).collect()
    }

    #[rstest]
    #[case::hours("2026-03-02T09:05:00Z", "2026-03-02T15:00:00Z", "Europe/Berlin",
        &["2026-03-02 11:00", "12:00", "13:00", "14:00", "15:00", "16:00"])]
    #[case::over_midnight("2026-03-02T20:30:00Z", "2026-03-03T06:00:00Z", "UTC",
        &["2026-03-02 22:00", "2026-03-03 00:00", "02:00", "04:00", "06:00"])]
    #[case::seconds("2026-03-02T09:00:01Z", "2026-03-02T09:01:00Z", "UTC",
        &["2026-03-02 09:00:10", "09:00:20", "09:00:30", "09:00:40", "09:00:50", "09:01:00"])]
    #[case::days("2026-03-02T09:00:00Z", "2026-03-07T09:00:00Z", "UTC",
        &["2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06", "2026-03-07"])]
    // Clocks go from two to three: what is round is round by the clock on both sides.
    #[case::spring("2026-03-28T20:00:00Z", "2026-03-29T10:00:00Z", "Europe/Berlin",
        &["2026-03-28 21:00", "2026-03-29 00:00", "03:00", "06:00", "09:00", "12:00"])]
    #[case::half_hours("2026-03-02T09:00:00Z", "2026-03-02T12:00:00Z", "Asia/Kolkata",
        &["2026-03-02 14:30", "15:00", "15:30", "16:00", "16:30", "17:00", "17:30"])]
    #[case::an_instant("2026-03-02T09:05:30Z", "2026-03-02T09:05:30Z", "UTC", &["2026-03-02 09:05:30"])]
    #[case::none_round("2026-03-02T09:05:30.200Z", "2026-03-02T09:05:30.800Z", "UTC", &["2026-03-02 09:05:30"])]
    fn marks_are_round_by_the_clock(
        #[case] start: &str,
        #[case] end: &str,
        #[case] zone: &str,
        #[case] expect: &[&str],
    ) {
        assert_eq!(marks(start, end, zone), expect);
    }

    #[test]
    fn all_of_time_has_few_marks() {
        let marks = marks("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "UTC");
        assert!((2..=8).contains(&marks.len()), "{marks:?}");
    }

    #[test]
    fn places_are_to_scale() {
        let at = |text: &str| text.parse().unwrap();
        let (start, end) = (at("2026-03-02T09:00:00Z"), at("2026-03-02T10:00:00Z"));
        let axis = Axis { start, end, left: 100.0, right: 500.0, most: 6 };
        let places = ["2026-03-02T08:00:00Z", "2026-03-02T09:15:00Z", "2026-03-02T10:00:00Z"];
        assert_eq!(places.map(|it| axis.x(at(it)).to_string()), ["100", "200", "500"]);
        let axis = Axis { end: start, ..axis };
        assert_eq!(axis.x(start).to_string(), "100");
    }
}
