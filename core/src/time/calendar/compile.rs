//! From a checked specification to the line of its open time.

use super::offsets::{Change, Offsets};
use super::timeline::{CYCLE, State, Timeline};
use super::week::{DAY, Hours, WEEK, Week, by_weekday, union, weekday};
use crate::time::{CalendarSpec, Date, Timestamp};
use std::collections::BTreeMap;

/// Civil days, counted from 1970-01-01, that don't follow the week.
pub(super) type SpecialDays = BTreeMap<i64, SpecialDay>;

/// What a holiday or an exception says of its day.
#[derive(Debug, Clone)]
pub(super) struct SpecialDay {
    /// What the day is called.
    pub(super) name: Option<String>,
    /// What starts on it, in milliseconds from its start.
    windows: Vec<Hours>,
}

/// The year from which at the latest every zone follows one rule for ever: the database lists
/// Morocco's Ramadans until 2087, and nothing beyond. A test holds it to that.
pub(super) const RULES_REPEAT: i64 = 4_133_980_800_000; // 2101-01-01T00:00:00Z

/// The number of a civil day from 1970-01-01.
pub(super) fn day_number(date: Date) -> i64 {
    let date = chrono::NaiveDate::from(date);
    date.signed_duration_since(chrono::NaiveDate::default()).num_days()
}

/// The days of a specification that don't follow the week; a holiday stands above an exception.
pub(super) fn special_days(spec: &CalendarSpec) -> SpecialDays {
    let exceptions = spec.exceptions.iter().map(|exception| {
        let windows = exception.windows.iter();
        let windows = windows.map(|window| Hours::new(window.open, window.close)).collect();
        (exception.date, SpecialDay { name: exception.name.clone(), windows })
    });
    let holidays = spec.holidays.iter().map(|holiday| {
        (holiday.date, SpecialDay { name: holiday.name.clone(), windows: Vec::new() })
    });
    exceptions.chain(holidays).map(|(date, day)| (day_number(date), day)).collect()
}

/// The line of when it is open, and the one of when it is closed.
pub(super) fn compile(spec: &CalendarSpec, special: &SpecialDays) -> (Timeline, Timeline) {
    let last_special = special.keys().next_back().map_or(0, |day| (day + 7) * DAY);
    let cycle_start = last_special.max(RULES_REPEAT);
    let end = cycle_start + CYCLE;
    let plan = Plan {
        by_weekday: by_weekday(spec),
        offsets: Offsets::new(&spec.zone, end + WEEK),
        special,
    };
    let week = Week::new(&plan.by_weekday);
    let states = plan.states();
    let complement = states.iter().map(|(start, state)| (*start, state.complement())).collect();
    let closed = Timeline::new(week.complement(), complement, cycle_start);
    (Timeline::new(week, states, cycle_start), closed)
}

/// What the line is made from.
struct Plan<'a> {
    by_weekday: [Vec<Hours>; 7],
    offsets: Offsets,
    special: &'a SpecialDays,
}

impl Plan<'_> {
    /// What holds from when on.
    ///
    /// Mostly it is the week at the offset of the zone. Around special days, and around changes of the
    /// offset in which a window opens or closes, each window is placed by itself.
    fn states(&self) -> Vec<(i64, State)> {
        let weekly = |offset| State::Weekly { offset };
        let mut states = vec![(Timestamp::MIN.as_millis() - WEEK, weekly(self.offsets.first()))];
        let mut changes = self.offsets.changes().iter().peekable();
        for stretch in self.irregular() {
            while let Some(change) = changes.next_if(|change| change.at < stretch.open) {
                states.push((change.at, weekly(change.after)));
            }
            while changes.next_if(|change| change.at <= stretch.close).is_some() {}
            states.push((stretch.open, State::Closed));
            for hours in self.windows(stretch) {
                states.push((hours.open, State::Open));
                states.push((hours.close, State::Closed));
            }
            states.push((stretch.close, weekly(self.offsets.at(stretch.close))));
        }
        states.extend(changes.map(|change| (change.at, weekly(change.after))));
        // Of two that hold from the same instant on, the later one counts.
        states.dedup_by(|later, earlier| {
            later.0 == earlier.0 && {
                *earlier = *later;
                true
            }
        });
        states
    }

    /// The stretches of the line that don't follow the week at the offset of the zone.
    fn irregular(&self) -> Vec<Hours> {
        // A night that starts on a special day ends on the next.
        let days = self.special.keys().map(|day| Hours {
            open: self.offsets.instant(day * DAY),
            close: self.offsets.instant((day + 2) * DAY),
        });
        // Until the change, the clock is right about every window. After it, those of the day before
        // are over in two days, and a gap moves their end by a day at most.
        let changes = self.offsets.changes().iter().filter(|change| self.is_irregular(**change));
        let changes = changes.map(|change| Hours {
            open: change.at,
            close: self.offsets.instant((change.until().div_euclid(DAY) + 3) * DAY),
        });
        union(days.chain(changes).filter(|stretch| stretch.open < stretch.close).collect())
    }

    /// Whether a window opens or closes in the times that are skipped or come twice, or may: near
    /// special days it counts as if.
    fn is_irregular(&self, change: Change) -> bool {
        let (from, until) = (change.from(), change.until());
        let (first, last) = (from.div_euclid(DAY) - 2, until.div_euclid(DAY) + 1);
        let inside = |edge| from < edge && edge < until;
        self.special.range(first..=last).next().is_some()
            || (first..=last).any(|day| {
                let mut hours = self.weekly(day).map(|hours| hours.after(day * DAY));
                hours.any(|hours| inside(hours.open) || inside(hours.close))
            })
    }

    /// The windows that start on that day of the week.
    fn weekly(&self, day: i64) -> impl Iterator<Item = Hours> {
        let index = usize::try_from(weekday(day)).ok();
        index.and_then(|index| self.by_weekday.get(index)).into_iter().flatten().copied()
    }

    /// The open time of a stretch of the line, window by window.
    fn windows(&self, stretch: Hours) -> Vec<Hours> {
        let local_day = |at| (at + self.offsets.at(at)).div_euclid(DAY);
        let mut windows = Vec::new();
        for day in local_day(stretch.open) - 3..=local_day(stretch.close) + 1 {
            if !self.offsets.has_day(day) {
                continue;
            }
            let mut place = |hours: Hours| {
                let hours = hours.after(day * DAY);
                let open = self.offsets.instant(hours.open).max(stretch.open);
                let close = self.offsets.instant(hours.close).min(stretch.close);
                if open < close {
                    windows.push(Hours { open, close });
                }
            };
            match self.special.get(&day) {
                Some(special) => special.windows.iter().copied().for_each(&mut place),
                None => self.weekly(day).for_each(&mut place),
            }
        }
        union(windows)
    }
}
