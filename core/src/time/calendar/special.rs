//! The days that don't follow the week.

use super::hours::{ByWeekday, DAY, Hours, on};
use super::yearly;
use crate::time::{CalendarSpec, Date, DateException, ExceptionKind};
use std::collections::{BTreeMap, BTreeSet};

/// What a special day is like. All windows are in milliseconds from its start.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    /// What the day is called.
    name: Option<String>,
    /// What starts on it in place of the weekly windows; absent: those.
    instead: Option<Vec<Hours>>,
    /// What starts on it besides.
    extra: Vec<Hours>,
    /// What is closed on it besides the weekly breaks.
    breaks: Vec<Hours>,
}

/// Civil days, counted from 1970-01-01, that don't follow the week.
#[derive(Debug, Clone, Default)]
pub(super) struct SpecialDays {
    kinds: Vec<Kind>,
    /// Each day once, sorted, with the number of its kind.
    days: Vec<(i64, u32)>,
}

impl SpecialDays {
    /// Those of a specification; a holiday stands above an exception.
    pub(super) fn new(spec: &CalendarSpec, weekly: &ByWeekday) -> Self {
        // Each rule is a kind, and each day stands once for each rule about it.
        let mut builder = Builder::default();
        for holiday in &spec.holidays {
            let kind = builder.kind(Kind::closed(holiday.name.clone()));
            let last = day_number(holiday.last.unwrap_or(holiday.date));
            builder.days.extend((day_number(holiday.date)..=last).map(|day| (day, kind)));
        }
        let kinds = spec.yearly.iter().map(|it| builder.kind(Kind::closed(it.name.clone())));
        let kinds: Vec<u32> = kinds.collect();
        let taken: BTreeSet<i64> = builder.days.iter().map(|(day, _)| *day).collect();
        let is_working = |day| !on(weekly, day).is_empty();
        let yearly = yearly::days(&spec.yearly, is_working, taken).into_iter();
        builder.days.extend(yearly.filter_map(|(day, rule)| Some((day, *kinds.get(rule)?))));
        for exception in &spec.exceptions {
            let kind = builder.kind(Kind::of(exception));
            builder.days.push((day_number(exception.date), kind));
        }
        builder.finish()
    }

    /// The same days, each whole or not at all, as those on which something starts; and days that don't
    /// exist.
    pub(super) fn whole_days(&self, skipped: &[i64]) -> Self {
        let whole = |kind: &Kind| Kind {
            instead: match &kind.instead {
                _ if !kind.extra.is_empty() => Some(vec![WHOLE_DAY]),
                Some(windows) if windows.is_empty() => Some(Vec::new()),
                Some(_) => Some(vec![WHOLE_DAY]),
                None => None,
            },
            ..Kind::default()
        };
        let mut builder = Builder::default();
        let none = builder.kind(Kind::closed(None));
        builder.days.extend(skipped.iter().map(|day| (*day, none)));
        self.each(builder, whole)
    }

    /// The same days without their names, so that those that are alike are one kind.
    pub(super) fn unnamed(&self) -> Self {
        self.each(Builder::default(), |kind| Kind { name: None, ..kind.clone() })
    }

    /// What is made of each kind, on the same days.
    fn each(&self, mut builder: Builder, of: impl Fn(&Kind) -> Kind) -> Self {
        let kinds: Vec<u32> = self.kinds.iter().map(|kind| builder.kind(of(kind))).collect();
        let kind = |number: u32| kinds.get(usize::try_from(number).ok()?).copied();
        builder.days.extend(self.days.iter().filter_map(|(day, it)| Some((*day, kind(*it)?))));
        builder.finish()
    }

    /// The same days, where the part of a window after midnight is what starts on the next day besides,
    /// unless that has hours of its own or none.
    pub(super) fn cut_at_midnight(&self) -> Self {
        let mut builder = Builder::default();
        for (day, kind) in self.days.iter().filter_map(|(day, _)| Some((*day, self.kind(*day)?))) {
            let (kind, next) = kind.cut_at_midnight();
            let kind = builder.kind(kind);
            builder.days.push((day, kind));
            if next.extra.is_empty() || self.kind(day + 1).is_some_and(|it| it.instead.is_some()) {
                continue;
            }
            let kind = builder.kind(next);
            builder.days.push((day + 1, kind));
        }
        builder.finish()
    }

    /// The first and the last instant that they may touch.
    pub(super) fn bounds(&self) -> (i64, i64) {
        let near = |(day, _): &(i64, u32), days| (day + days) * DAY;
        let first = self.days.first().map_or(i64::MAX, |day| near(day, -2));
        (first, self.days.last().map_or(i64::MIN, |day| near(day, 4)))
    }

    /// The days themselves.
    pub(super) fn days(&self) -> impl Iterator<Item = i64> {
        self.days.iter().map(|(day, _)| *day)
    }

    /// Those from one day to another, both included, with the numbers of their kinds.
    pub(super) fn between(&self, first: i64, last: i64) -> impl Iterator<Item = &(i64, u32)> {
        let count = self.days.partition_point(|(day, _)| *day < first);
        self.days.iter().skip(count).take_while(move |(day, _)| *day <= last)
    }

    /// What starts on a day on which `weekly` starts every week.
    pub(super) fn opens<'a>(
        &'a self,
        day: i64,
        weekly: &'a [Hours],
    ) -> impl Iterator<Item = &'a Hours> + Clone {
        let kind = self.kind(day);
        let instead = kind.and_then(|kind| kind.instead.as_deref());
        instead.unwrap_or(weekly).iter().chain(kind.map_or(&[][..], |kind| &kind.extra))
    }

    /// What is closed on a day besides the weekly breaks.
    pub(super) fn breaks(&self, day: i64) -> &[Hours] {
        self.kind(day).map_or(&[], |kind| &kind.breaks)
    }

    /// What a special day is called.
    pub(super) fn name(&self, day: i64) -> Option<&str> {
        self.kind(day)?.name.as_deref()
    }

    fn kind(&self, day: i64) -> Option<&Kind> {
        let index = self.days.binary_search_by_key(&day, |(day, _)| *day).ok()?;
        let (_, kind) = self.days.get(index)?;
        self.kinds.get(usize::try_from(*kind).ok()?)
    }
}

/// All of a day.
const WHOLE_DAY: Hours = Hours { open: 0, close: DAY };

impl Kind {
    fn closed(name: Option<String>) -> Self {
        Self { name, instead: Some(Vec::new()), ..Self::default() }
    }

    fn of(exception: &DateException) -> Self {
        let windows = exception.windows.iter();
        let windows = windows.map(|window| Hours::new(window.open, window.close)).collect();
        let kind = Self { name: exception.name.clone(), ..Self::default() };
        match exception.kind {
            ExceptionKind::Hours => Self { instead: Some(windows), ..kind },
            ExceptionKind::ExtraHours => Self { extra: windows, ..kind },
            ExceptionKind::Break => Self { breaks: windows, ..kind },
        }
    }

    /// What is left of it where its windows end at midnight, and what they make of the next day.
    fn cut_at_midnight(&self) -> (Self, Self) {
        let mut next = Self::default();
        let mut cut = |windows: &Vec<Hours>| -> Vec<Hours> {
            let parts = windows.iter().map(|window| window.cut_at_midnight());
            parts
                .map(|(part, after)| {
                    next.extra.extend(after);
                    part
                })
                .collect()
        };
        let instead = self.instead.as_ref().map(&mut cut);
        let extra = cut(&self.extra);
        (Self { instead, extra, ..self.clone() }, next)
    }

    /// What two rules make of one day; the first stands above the second, and above all of it where it
    /// closes the day.
    fn with(mut self, below: &Self) -> Self {
        if self.instead.as_ref().is_some_and(Vec::is_empty) {
            return self;
        }
        // A day that is closed is so wherever in the list that stands.
        if self.instead.is_none() && below.instead.as_ref().is_some_and(Vec::is_empty) {
            return below.clone();
        }
        self.name = self.name.or_else(|| below.name.clone());
        self.instead = self.instead.or_else(|| below.instead.clone());
        self.extra.extend(&below.extra);
        self.breaks.extend(&below.breaks);
        self
    }
}

/// Special days while they are collected: a day stands once for each rule.
#[derive(Default)]
struct Builder {
    special: SpecialDays,
    known: BTreeMap<Kind, u32>,
    days: Vec<(i64, u32)>,
}

impl Builder {
    fn kind(&mut self, kind: Kind) -> u32 {
        let kinds = &mut self.special.kinds;
        *self.known.entry(kind).or_insert_with_key(|kind| {
            kinds.push(kind.clone());
            u32::try_from(kinds.len() - 1).unwrap_or(u32::MAX)
        })
    }

    fn finish(mut self) -> SpecialDays {
        let mut days = std::mem::take(&mut self.days);
        // Stable: what was added first stands above.
        days.sort_by_key(|(day, _)| *day);
        for rules in days.chunk_by(|a, b| a.0 == b.0) {
            let Some(((day, kind), below)) = rules.split_first() else { continue };
            let kind = below.iter().fold(*kind, |above, (_, below)| self.merged(above, *below));
            self.special.days.push((*day, kind));
        }
        self.special.days.shrink_to_fit();
        self.special
    }

    fn merged(&mut self, above: u32, below: u32) -> u32 {
        let kind = |number| self.special.kinds.get(usize::try_from(number).ok()?);
        match (kind(above), kind(below)) {
            (Some(first), Some(second)) if above != below => {
                let merged = first.clone().with(second);
                self.kind(merged)
            }
            _ => above,
        }
    }
}

/// The number of a civil day from 1970-01-01.
pub(crate) fn day_number(date: Date) -> i64 {
    let date = chrono::NaiveDate::from(date);
    date.signed_duration_since(chrono::NaiveDate::default()).num_days()
}
