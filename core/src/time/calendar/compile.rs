//! From a checked specification to the lines of its open time and of its business days.

use super::clocks::Clocks;
use super::hours::{
    ByWeekday, DAY, Hours, WEEK, by_weekday, cut_at_midnight, minus, on, start_of_week, union,
    week_of,
};
use super::names::Names;
use super::offsets::{CYCLE, Offsets};
use super::patterns::Collector;
use super::special::{SpecialDays, day_number};
use super::steps::{Steps, TooLarge};
use super::weeks::Weeks;
use crate::time::{CalendarSpec, CombineBy, EdgeRules, Overnight, Zone};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The bounds of a week, from its start.
const WHOLE_WEEK: Hours = Hours { open: 0, close: WEEK };
/// No clock is further from UTC: Manila's was 15:56 behind, until 1844.
const FURTHEST: i64 = 16 * 3_600_000;

/// What a specification comes to.
pub(super) struct Compiled {
    /// When it is open.
    pub(super) open: Weeks,
    /// The civil days on which something starts, each as the whole of a day of UTC.
    pub(super) days: Weeks,
    pub(super) names: Vec<Names>,
    pub(super) clocks: Clocks,
}

/// The hours of a specification, with those that are added, taken away and that held before.
pub(super) fn compile(spec: &CalendarSpec, steps: &mut Steps) -> Result<Compiled, TooLarge> {
    let mut whole = hours(spec, steps)?;
    for combination in &spec.combine {
        let other = compile(&combination.calendar, steps)?;
        whole.open = whole.open.combined(combination.by, &other.open, steps)?;
        // What is taken away leaves a shorter business day.
        if combination.by != CombineBy::Minus {
            whole.days = whole.days.combined(combination.by, &other.days, steps)?;
        }
        whole.names.extend(other.names);
    }
    for earlier in &spec.earlier {
        let day = day_number(earlier.until);
        let until = whole.clocks.first().instant_of(day * DAY);
        let before = compile(&earlier.calendar, steps)?;
        whole.open = whole.open.preceded_by(&before.open, until, steps)?;
        whole.days = whole.days.preceded_by(&before.days, day * DAY, steps)?;
        whole.names.iter_mut().for_each(|names| names.start_at(until));
        whole.names.extend(before.names.into_iter().map(|names| names.ended_at(until)));
        whole.clocks.preceded_by(
            Offsets::of(&earlier.calendar.zone, earlier.calendar.edges, i64::MIN),
            until,
            day,
        );
    }
    Ok(whole)
}

/// The hours of a specification by themselves.
fn hours(spec: &CalendarSpec, steps: &mut Steps) -> Result<Compiled, TooLarge> {
    let (mut weekly, breaks) = (by_weekday(&spec.weekly), by_weekday(&spec.breaks));
    let cut = spec.edges.overnight == Overnight::CutAtMidnight;
    if cut {
        weekly = cut_at_midnight(&weekly);
    }
    let mut special = SpecialDays::new(spec, &weekly);
    if cut {
        special = special.cut_at_midnight();
    }
    let (_, last) = special.bounds();
    let offsets = Offsets::of(&spec.zone, spec.edges, last.saturating_add(2 * WEEK));
    let whole = |windows: &Vec<Hours>| match windows.is_empty() {
        true => Vec::new(),
        false => vec![Hours { open: 0, close: DAY }],
    };
    let whole_days = special.whole_days(offsets.skipped());
    let utc = Offsets::of(&Zone::utc(), EdgeRules::default(), i64::MIN);
    let days = Plan::new(weekly.each_ref().map(whole), ByWeekday::default(), utc, &whole_days);
    let days = days.compile(steps)?;
    let unnamed = special.unnamed();
    let open = Plan::new(weekly, breaks, offsets, &unnamed).compile(steps)?;
    // What the clock reads in the far future is told from the years before.
    let offsets = Offsets::of(&spec.zone, spec.edges, i64::MIN);
    let names = vec![Names::new(Arc::clone(&offsets), special)];
    Ok(Compiled { open, days, names, clocks: Clocks::new(offsets) })
}

/// What a line is made from.
struct Plan<'a> {
    weekly: ByWeekday,
    breaks: ByWeekday,
    offsets: Arc<Offsets>,
    special: &'a SpecialDays,
    patterns: Collector,
    /// The weeks in which nothing happens, by the offset.
    regular: BTreeMap<i64, (u32, u32)>,
    /// The other weeks, by all that happens near them: the same happens again in other years.
    irregular: BTreeMap<Vec<i64>, (u32, u32)>,
    /// The key of the week that is looked at.
    key: Vec<i64>,
}

impl<'a> Plan<'a> {
    fn new(
        weekly: ByWeekday,
        breaks: ByWeekday,
        offsets: Arc<Offsets>,
        special: &'a SpecialDays,
    ) -> Self {
        Self {
            weekly,
            breaks,
            offsets,
            special,
            patterns: Collector::default(),
            regular: BTreeMap::new(),
            irregular: BTreeMap::new(),
            key: Vec::new(),
        }
    }

    fn compile(mut self, steps: &mut Steps) -> Result<Weeks, TooLarge> {
        let (first_special, last_special) = self.special.bounds();
        let first_change = self.offsets.changes().first().map_or(i64::MAX, |change| change.at);
        let start = first_change.min(first_special);
        let first = week_of(if start == i64::MAX { 0 } else { start }) - 2;
        let last = self.offsets.repeats().max(last_special).max(start_of_week(first));
        let repeat = if self.offsets.changes_for_ever() { CYCLE / WEEK } else { 1 };
        let weeks = self.weeks(first, week_of(last) + 2 + repeat, steps)?;
        Ok(Weeks { first, weeks, repeat, patterns: self.patterns })
    }

    /// Each week from `first` until before `end`, by number.
    fn weeks(
        &mut self,
        first: i64,
        end: i64,
        steps: &mut Steps,
    ) -> Result<Vec<(u32, u32)>, TooLarge> {
        let count = usize::try_from(end - first).unwrap_or(0);
        let irregular_weeks = self.irregular_weeks(end);
        steps.take(count / 16 + irregular_weeks.len() * 8)?;
        let mut weeks = Vec::with_capacity(count);
        let mut next = first;
        for irregular in irregular_weeks {
            if irregular < next {
                continue;
            }
            self.fill(&mut weeks, next, irregular);
            weeks.push(self.irregular(irregular, steps)?);
            next = irregular + 1;
        }
        self.fill(&mut weeks, next, end);
        Ok(weeks)
    }

    /// Regular weeks of one offset.
    fn fill(&mut self, weeks: &mut Vec<(u32, u32)>, start: i64, end: i64) {
        if start < end {
            let week = self.regular(self.offsets.at(start_of_week(start)));
            let count = usize::try_from(end - start).unwrap_or(0);
            weeks.resize(weeks.len() + count, week);
        }
    }

    /// The weeks before `end` that a change of the offset or a special day may touch, sorted.
    fn irregular_weeks(&self, end: i64) -> Vec<i64> {
        let touched = |from: i64, until: i64| week_of(from)..=week_of(until);
        // Only a time that is skipped or comes twice is placed otherwise than before and after, and so is
        // what a day that is left out would have started: by the length of the change at most.
        let changes = self.offsets.changes().iter();
        let changes = changes.flat_map(|it| touched(it.at - it.length(), it.at + it.length()));
        // A night that starts on a special day ends on the next.
        let days = self.special.days();
        let days = days.flat_map(|day| touched(day * DAY - FURTHEST, (day + 2) * DAY + FURTHEST));
        let mut weeks: Vec<i64> = changes.chain(days).filter(|week| *week < end).collect();
        weeks.sort();
        weeks.dedup();
        weeks
    }

    /// A week at one offset, as every other.
    fn regular(&mut self, offset: i64) -> (u32, u32) {
        if let Some(known) = self.regular.get(&offset) {
            return *known;
        }
        let in_week = |by_weekday: &ByWeekday| {
            let starts = by_weekday.iter().zip((0..).step_by(86_400_000));
            let windows = starts.flat_map(|(day, start)| day.iter().map(move |it| it.after(start)));
            // Seen from its start, a week also has the ends of those on either side.
            let around =
                windows.flat_map(|hours| [-WEEK, 0, WEEK].map(|by| hours.after(by - offset)));
            union(around.filter_map(|hours| hours.within(WHOLE_WEEK)).collect())
        };
        let week = self.patterns.add(minus(&in_week(&self.weekly), &in_week(&self.breaks)));
        self.regular.insert(offset, week);
        week
    }

    /// A week by the changes and the special days in and near it.
    fn irregular(&mut self, week: i64, steps: &mut Steps) -> Result<(u32, u32), TooLarge> {
        let start = start_of_week(week);
        let (offset, changes) = self.offsets.near(start - 6 * DAY, start + 10 * DAY);
        self.key.clear();
        self.key.push(offset);
        // An offset and the number of a kind take 32 bits, and so do the milliseconds of 16 days.
        self.key.extend(changes.map(|change| ((change.at - start) << 32) + change.after));
        self.key.push(i64::MAX);
        let first_day = start / DAY - 4;
        let special = self.special.between(first_day, first_day + 12);
        self.key.extend(special.map(|(day, kind)| ((day - first_day) << 32) + i64::from(*kind)));
        if let Some(known) = self.irregular.get(self.key.as_slice()) {
            return Ok(*known);
        }
        let windows = self.windows(Hours { open: start, close: start + WEEK }, steps)?;
        let week = self.patterns.add(windows.into_iter().map(|it| it.after(-start)).collect());
        self.irregular.insert(self.key.clone(), week);
        Ok(week)
    }

    /// The open time of a stretch of the line, window by window.
    fn windows(&self, stretch: Hours, steps: &mut Steps) -> Result<Vec<Hours>, TooLarge> {
        let local_day = |at| (at + self.offsets.at(at)).div_euclid(DAY);
        let days = local_day(stretch.open) - 3..=local_day(stretch.close) + 1;
        let (mut windows, mut breaks) = (Vec::new(), Vec::new());
        for day in days.filter(|day| self.offsets.has_day(*day)) {
            let place = |hours: &Hours| {
                let hours = hours.after(day * DAY);
                let open = self.offsets.instant(hours.open);
                Hours { open, close: self.offsets.instant(hours.close) }.within(stretch)
            };
            let opens = self.special.opens(day, on(&self.weekly, day));
            let closed = on(&self.breaks, day).iter().chain(self.special.breaks(day));
            steps.take(8 + opens.clone().count() + closed.clone().count())?;
            windows.extend(opens.filter_map(place));
            breaks.extend(closed.filter_map(place));
        }
        Ok(minus(&union(windows), &union(breaks)))
    }
}
