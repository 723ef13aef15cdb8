//! All that the search looks up, by places in tables.

use super::super::civil::monday_of;
use super::super::table::{add, at, put};
use super::agent::{RosterAgent, RosterWishKind};
use super::agent_check::whole_weeks;
use super::scene::{Given, Scene};
use super::slot::{Slot, slots};
use crate::error::{Fault, Result};
use crate::time::{Span, day_number};
use std::collections::BTreeMap;

/// No shift.
pub(super) const NONE: usize = usize::MAX;
/// The most forms of shifts, and of shifts times agents.
const MOST_SLOTS: usize = 100_000;
const MOST_CHOICES: usize = 20_000_000;
/// How long before the first day a row may have begun.
const HISTORY: i64 = 400;

/// A form of a shift on a day.
#[derive(Debug, Clone)]
pub(super) struct Form {
    pub(super) slot: Slot,
    /// The places of its day, its week and its week end; the last may be none.
    pub(super) day: usize,
    pub(super) week: usize,
    pub(super) weekend: usize,
    /// The pieces of time in which it is at work.
    pub(super) pieces: Vec<std::ops::Range<usize>>,
}

/// A wish for a day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish {
    work: bool,
    template: usize,
    weight: i64,
}

#[derive(Debug)]
pub(super) struct Board<'a> {
    pub(super) scene: &'a Scene<'a>,
    /// How many days there are with those before, and how many of them are before.
    pub(super) days: usize,
    pub(super) first: usize,
    pub(super) weeks: usize,
    pub(super) weekends: usize,
    pub(super) forms: Vec<Form>,
    /// What each agent may work on each day, by itself.
    pub(super) options: Vec<Vec<usize>>,
    /// Whether each agent may work each form: agent by agent.
    pub(super) allowed: Vec<bool>,
    /// The forms at work in each piece of time.
    pub(super) at_work: Vec<Vec<usize>>,
    /// For each set of skills, how many are needed in each piece, and for each agent the sets that it serves.
    pub(super) need: Vec<Vec<i64>>,
    pub(super) serves: Vec<Vec<usize>>,
    pub(super) lengths: Vec<i64>,
    pub(super) forbidden: Vec<bool>,
    pub(super) templates: usize,
    pub(super) wishes: Vec<Vec<Wish>>,
    /// The forms that are given, by cell, and those that stay.
    pub(super) given: Vec<usize>,
    pub(super) stays: Vec<bool>,
    /// The forms that there were, by cell.
    pub(super) previous: Vec<usize>,
    /// The fewest hours of each week, and the hours of each before the first day.
    pub(super) whole: Vec<bool>,
    pub(super) before: Vec<i64>,
}

impl<'a> Board<'a> {
    /// `past` are further shifts that can't be changed, `later` those that there were; nothing new may start before `from`.
    pub(super) fn new(
        scene: &'a Scene<'a>,
        past: &[Given],
        later: &[Given],
        from: i64,
    ) -> Result<Self> {
        let input = scene.input;
        let earliest = scene.before.iter().map(|it| it.slot.day).min().unwrap_or(scene.days.start);
        let origin = earliest.max(scene.days.start - HISTORY).min(scene.days.start);
        let place = |day: i64| usize::try_from(day - origin).unwrap_or(0);
        let (days, first) = (place(scene.days.end), place(scene.days.start));
        let monday = monday_of(scene.days.start);
        let week = |day: i64| usize::try_from((monday_of(day) - monday) / 7).unwrap_or(0);
        let weeks = week(scene.days.end - 1) + 1;
        let mut all: Vec<Slot> = Vec::new();
        for day in scene.days.clone() {
            for (template, place) in input.templates.iter().zip(0_usize..) {
                all.extend(slots(template, place, &input.zone, day, MOST_SLOTS + 1));
            }
            if all.len() > MOST_SLOTS || all.len() * input.agents.len() > MOST_CHOICES {
                let message = "there are too many forms of shifts: starts times places of breaks; give fewer starts, longer steps or fewer days";
                return Err(Fault::invalid("shifts.too_many", "input.templates", message).into());
            }
        }
        let known: BTreeMap<(usize, i64, i64, Vec<i64>), usize> = all
            .iter()
            .zip(0..)
            .map(|(it, place)| ((it.template, it.day, it.clock, it.breaks.clone()), place))
            .collect();
        let cells = input.agents.len() * days;
        let (mut given, mut stays) = (vec![NONE; cells], vec![false; cells]);
        let listed = all.len();
        let mut form_of = |it: &Given| {
            let key = (it.slot.template, it.slot.day, it.slot.clock, it.slot.breaks.clone());
            known.get(&key).copied().unwrap_or_else(|| {
                all.push(it.slot.clone());
                all.len() - 1
            })
        };
        let mut ends = vec![i64::MIN; cells];
        for it in
            past.iter().chain(&scene.before).chain(&scene.pinned).filter(|it| it.slot.day >= origin)
        {
            let (form, cell) = (form_of(it), it.agent * days + place(it.slot.day));
            // Of two on a day, what follows is told by the later one.
            if at(&ends, cell) <= it.slot.end {
                put(&mut given, cell, form);
                put(&mut ends, cell, it.slot.end);
            }
            put(&mut stays, cell, true);
        }
        let mut previous = vec![NONE; cells];
        for it in past.iter().chain(later) {
            let form = form_of(it);
            put(&mut previous, it.agent * days + place(it.slot.day), form);
        }
        let points = points(scene, &all);
        let piece = |at: i64| points.partition_point(|point| *point < at);
        let form = |slot: Slot| Form {
            day: place(slot.day),
            week: week(slot.day),
            weekend: slot
                .weekend
                .map_or(NONE, |it| usize::try_from((it - monday) / 7).unwrap_or(0)),
            pieces: slot.work.iter().map(|(start, end)| piece(*start)..piece(*end)).collect(),
            slot,
        };
        let forms: Vec<Form> = all.into_iter().map(form).collect();
        let mut board = Self {
            scene,
            days,
            first,
            weeks,
            weekends: weeks + 2,
            options: vec![Vec::new(); cells],
            allowed: vec![false; forms.len() * input.agents.len()],
            at_work: vec![Vec::new(); points.len()],
            need: Vec::new(),
            serves: Vec::new(),
            lengths: points.iter().zip(points.iter().skip(1)).map(|(a, b)| b - a).collect(),
            forbidden: vec![false; input.templates.len() * input.templates.len()],
            templates: input.templates.len(),
            wishes: vec![Vec::new(); cells],
            given,
            stays,
            previous,
            whole: vec![false; weeks],
            before: vec![0; input.agents.len() * weeks],
            forms,
        };
        whole_weeks(&scene.days).for_each(|it| put(&mut board.whole, week(it), true));
        for it in scene.before.iter().filter(|it| it.slot.day >= monday) {
            add(&mut board.before, it.agent * weeks, it.slot.paid);
        }
        board.choices(listed, from, place);
        board.pairs();
        board.needs(&points);
        Ok(board)
    }

    pub(super) fn cell(&self, agent: usize, day: usize) -> usize {
        agent * self.days + day
    }

    pub(super) fn agent(&self, agent: usize) -> Option<&RosterAgent> {
        self.scene.input.agents.get(agent)
    }

    pub(super) fn may(&self, agent: usize, form: usize) -> bool {
        at(&self.allowed, agent * self.forms.len() + form)
    }

    /// What the wishes for a cell cost with a form, or none.
    pub(super) fn disliked(&self, cell: usize, form: usize) -> i64 {
        let wishes = self.wishes.get(cell).map_or(&[][..], Vec::as_slice);
        let template = self.forms.get(form).map_or(NONE, |it| it.slot.template);
        let missed = |it: &&Wish| {
            let works = template != NONE && (it.template == NONE || it.template == template);
            works != it.work
        };
        wishes.iter().filter(missed).map(|it| it.weight).sum()
    }

    /// What each agent may work, as far as that hangs on nothing else, and what it wishes.
    fn choices(&mut self, listed: usize, from: i64, place: impl Fn(i64) -> usize) {
        let input = self.scene.input;
        for (agent, number) in input.agents.iter().zip(0_usize..) {
            for (form, of) in self.forms.iter().take(listed).enumerate() {
                let label = input.templates.get(of.slot.template).map(|it| &it.label);
                let listed =
                    agent.shifts.is_empty() || label.is_some_and(|it| agent.shifts.contains(it));
                if listed && of.slot.start >= from && can(agent, &of.slot) {
                    put(&mut self.allowed, number * self.forms.len() + form, true);
                    let cell = number * self.days + of.day;
                    self.options.get_mut(cell).into_iter().for_each(|it| it.push(form));
                }
            }
            for wish in &agent.wishes {
                let template = wish
                    .shift
                    .as_ref()
                    .and_then(|label| input.templates.iter().position(|it| it.label == *label));
                let wanted = Wish {
                    work: wish.wish == RosterWishKind::Work,
                    template: template.unwrap_or(NONE),
                    weight: wish.weight.unwrap_or(1).into(),
                };
                let cell = number * self.days + place(day_number(wish.date));
                self.wishes.get_mut(cell).into_iter().for_each(|it| it.push(wanted));
            }
        }
        for (form, of) in self.forms.iter().take(listed).enumerate() {
            for piece in of.pieces.iter().cloned().flatten() {
                self.at_work.get_mut(piece).into_iter().for_each(|it| it.push(form));
            }
        }
    }

    fn pairs(&mut self) {
        let input = self.scene.input;
        for pair in &input.rules.forbidden {
            let place = |label: &String| input.templates.iter().position(|it| it.label == *label);
            if let (Some(before), Some(after)) = (place(&pair.before), place(&pair.after)) {
                put(&mut self.forbidden, before * self.templates + after, true);
            }
        }
    }

    /// What every set of skills needs: the first set is everybody.
    fn needs(&mut self, points: &[i64]) {
        let scene = self.scene;
        let sets = 1_u32 << scene.skills.len();
        let pieces = points.len().saturating_sub(1);
        for set in 0..sets {
            let mut need = vec![0_i64; pieces];
            for it in &scene.input.need {
                let skill = it
                    .skill
                    .as_deref()
                    .and_then(|skill| scene.skills.iter().position(|it| *it == skill));
                let within = set == 0 || skill.is_some_and(|skill| set >> skill & 1 == 1);
                let (start, end) = (it.start.as_millis(), it.end.as_millis());
                let range =
                    points.partition_point(|p| *p < start)..points.partition_point(|p| *p < end);
                range.filter(|_| within).for_each(|piece| add(&mut need, piece, it.agents.into()));
            }
            self.need.push(need);
        }
        let serves = |mask: &u32| {
            let sets = (0..sets).filter(|set| *set == 0 || set & mask != 0);
            sets.filter_map(|set| usize::try_from(set).ok()).collect()
        };
        self.serves = scene.masks.iter().map(serves).collect();
    }
}

/// Whether an agent can work at all of a shift's time.
fn can(agent: &RosterAgent, slot: &Slot) -> bool {
    let overlap = |it: &crate::time::Period| {
        let (start, end) = (it.start.as_millis().max(slot.start), it.end.as_millis().min(slot.end));
        (start < end).then_some((start, end))
    };
    if agent.days_off.iter().any(|it| day_number(*it) == slot.day)
        || agent.unavailable.iter().any(|it| overlap(it).is_some())
    {
        return false;
    }
    if agent.available.is_empty() {
        return true;
    }
    let mut parts: Vec<(i64, i64)> = agent.available.iter().filter_map(overlap).collect();
    parts.sort_unstable();
    let until =
        parts.iter().fold(
            slot.start,
            |until, (start, end)| if *start <= until { until.max(*end) } else { until },
        );
    until >= slot.end
}

/// Where a need or a shift begins or ends.
fn points(scene: &Scene<'_>, slots: &[Slot]) -> Vec<i64> {
    let needed = scene.input.need.iter().flat_map(|it| [it.start.as_millis(), it.end.as_millis()]);
    let mut bounds: Vec<i64> = needed.collect();
    bounds.sort_unstable();
    let within = bounds.first().copied().unwrap_or(0)..=bounds.last().copied().unwrap_or(0);
    let before = scene.before.iter().map(|it| &it.slot);
    let worked = slots
        .iter()
        .chain(before)
        .flat_map(|it| it.work.iter().flat_map(|(start, end)| [*start, *end]));
    bounds.extend(worked.filter(|it| within.contains(it)));
    bounds.sort_unstable();
    bounds.dedup();
    bounds
}

/// The span in milliseconds, where there is one.
pub(super) fn millis(span: Option<Span>) -> Option<i64> {
    span.map(Span::as_millis)
}
