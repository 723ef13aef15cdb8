//! The rules for one agent, shift by shift.

use super::super::civil::monday_of;
use super::super::roster::{
    Given, RosterAgent, RosterInput, RosterWish, RosterWishKind, Scene, whole_weeks,
};
use super::super::table::told as count;
use super::outcome::{RosterRule, RosterTotals, RosterViolation};
use super::words::{about_days, hours, violation};
use crate::float::float;
use crate::staffing::explain::{hours as in_hours, rounded};
use crate::time::{Span, day_number};
use std::collections::{BTreeMap, BTreeSet};

/// All that an agent's shifts break, with those from before.
pub(in super::super) fn violations(
    scene: &Scene<'_>,
    agent: usize,
    own: &[&Given],
) -> Vec<RosterViolation> {
    let Some(of) = scene.input.agents.get(agent) else { return Vec::new() };
    let mut own = own.to_vec();
    own.sort_by_key(|it| (it.slot.start, it.slot.end, it.place));
    let mut all: Vec<(bool, &Given)> =
        scene.before.iter().filter(|it| it.agent == agent).map(|it| (false, it)).collect();
    all.extend(own.iter().map(|it| (true, *it)));
    all.sort_by_key(|(now, it)| (it.slot.day, *now, it.slot.start, it.slot.end, it.place));
    let mut found = Vec::new();
    for shift in &own {
        found.extend(alone(scene, of, shift));
    }
    found.extend(pairs(scene, &all));
    let days: BTreeMap<i64, &Given> = all.iter().map(|(_, it)| (it.slot.day, *it)).collect();
    let nights = days.iter().filter(|(_, it)| it.slot.night).map(|(day, it)| (*day, *it)).collect();
    let rules = &scene.input.rules;
    found.extend(rows(scene, RosterRule::MaxDaysInRow, rules.max_days_in_row, &days, "days"));
    found.extend(rows(
        scene,
        RosterRule::MaxNightsInRow,
        rules.max_nights_in_row,
        &nights,
        "nights",
    ));
    let mut weekends = BTreeSet::new();
    for shift in &own {
        let new = shift.slot.weekend.is_some_and(|it| weekends.insert(it));
        if let Some(most) = rules.max_weekends.filter(|it| new && count(weekends.len()) > *it) {
            let now = f64::from(count(weekends.len()));
            let text = format!("it is the week end number {now} with work, and {most} may be");
            found.push(violation(scene, RosterRule::MaxWeekends, shift, now, most.into(), &text));
        }
    }
    found.extend(contract(scene, agent, of, &all));
    found.sort_by_key(|it| (it.rule, it.date));
    found
}

/// What a shift breaks by itself.
fn alone(scene: &Scene<'_>, agent: &RosterAgent, shift: &Given) -> Vec<RosterViolation> {
    let slot = &shift.slot;
    let label = scene.input.templates.get(slot.template).map(|it| &it.label);
    let inside =
        |it: &crate::time::Period, at: i64| it.start.as_millis() <= at && at < it.end.as_millis();
    // From one available period to the next, as long as they meet.
    let mut until = slot.start;
    while let Some(period) = agent.available.iter().find(|it| until < slot.end && inside(it, until))
    {
        until = period.end.as_millis();
    }
    let away = |it: &crate::time::Period| {
        it.start.as_millis() < slot.end && slot.start < it.end.as_millis()
    };
    let broken = [
        (RosterRule::Offered, !shift.offered, "no such shift starts then"),
        (RosterRule::Breaks, !shift.rests, "its breaks are not where they may be"),
        (
            RosterRule::AllowedShift,
            !agent.shifts.is_empty() && label.is_some_and(|label| !agent.shifts.contains(label)),
            "it is none of the agent's shifts",
        ),
        (
            RosterRule::Available,
            (!agent.available.is_empty() && until < slot.end) || agent.unavailable.iter().any(away),
            "the agent can't work then",
        ),
        (
            RosterRule::DayOff,
            agent.days_off.iter().any(|it| day_number(*it) == slot.day),
            "the agent has that day off",
        ),
    ];
    let broken = broken.into_iter().filter(|(_, broken, _)| *broken);
    broken.map(|(rule, _, text)| violation(scene, rule, shift, 1.0, 0.0, text)).collect()
}

/// What two shifts break between them, the later of which is of this roster.
fn pairs(scene: &Scene<'_>, all: &[(bool, &Given)]) -> Vec<RosterViolation> {
    let mut found = Vec::new();
    let rest = scene.input.rules.least_rest.unwrap_or(Span::ZERO).as_millis();
    let label =
        |it: &Given| scene.input.templates.get(it.slot.template).map_or("", |it| it.label.as_str());
    for ((_, a), (_, b)) in all.iter().zip(all.iter().skip(1)).filter(|(_, (now, _))| *now) {
        if a.slot.day == b.slot.day {
            let text = format!("there is a shift '{}' on the same day", label(a));
            found.push(violation(scene, RosterRule::OneShiftADay, b, 2.0, 1.0, &text));
        }
    }
    let mut order = all.to_vec();
    order.sort_by_key(|(now, it)| (it.slot.start, it.slot.end, *now, it.place));
    let mut last: Option<&Given> = None;
    for (now, it) in order {
        if let Some(before) = last.filter(|last| now && it.slot.start - last.slot.end < rest) {
            let between = it.slot.start - before.slot.end;
            let text = format!(
                "{} after the end of '{}', and at least {} have to be between",
                in_hours(hours(between)),
                label(before),
                rounded(hours(rest))
            );
            found.push(violation(
                scene,
                RosterRule::LeastRest,
                it,
                hours(between),
                hours(rest),
                &text,
            ));
        }
        if last.is_none_or(|last| last.slot.end < it.slot.end) {
            last = Some(it);
        }
    }
    for (now, b) in all {
        let before = all.iter().filter(|(_, a)| *now && a.slot.day + 1 == b.slot.day);
        for (_, a) in before {
            let pair = |it: &&super::super::roster::ForbiddenSuccession| {
                it.before == label(a) && it.after == label(b)
            };
            if scene.input.rules.forbidden.iter().any(|it| pair(&it)) {
                let text = format!("'{}' is on the day before, and may not be", label(a));
                found.push(violation(scene, RosterRule::ForbiddenSuccession, b, 1.0, 0.0, &text));
            }
        }
    }
    found
}

/// Rows of days that are too long, each told once.
fn rows(
    scene: &Scene<'_>,
    rule: RosterRule,
    most: Option<u32>,
    days: &BTreeMap<i64, &Given>,
    what: &str,
) -> Vec<RosterViolation> {
    let Some(most) = most else { return Vec::new() };
    let (mut found, mut row): (Vec<RosterViolation>, Vec<&Given>) = (Vec::new(), Vec::new());
    let mut close = |row: &mut Vec<&Given>| {
        let length = row.len();
        let over = row.iter().skip(usize::try_from(most).unwrap_or(usize::MAX));
        if let Some(first) = over.copied().find(|it| scene.days.contains(&it.slot.day)) {
            let length = f64::from(count(length));
            let text = format!("it is one of {length} {what} in a row, and {most} may be");
            found.push(violation(scene, rule, first, length, most.into(), &text));
        }
        row.clear();
    };
    let mut last = None;
    for (day, it) in days {
        if last.is_some_and(|last: i64| last + 1 != *day) {
            close(&mut row);
        }
        row.push(it);
        last = Some(*day);
    }
    close(&mut row);
    found
}

/// Hours by week and in all.
fn contract(
    scene: &Scene<'_>,
    agent: usize,
    of: &RosterAgent,
    all: &[(bool, &Given)],
) -> Vec<RosterViolation> {
    let mut found = Vec::new();
    let mut weeks: BTreeMap<i64, i64> = whole_weeks(&scene.days).map(|week| (week, 0)).collect();
    let first = monday_of(scene.days.start);
    for (_, it) in all.iter().filter(|(_, it)| it.slot.day >= first) {
        *weeks.entry(monday_of(it.slot.day)).or_default() += it.slot.paid;
    }
    let whole: BTreeSet<i64> = whole_weeks(&scene.days).collect();
    // What shifts from before break among themselves is not of this roster.
    let now: BTreeSet<i64> =
        all.iter().filter(|(now, _)| *now).map(|(_, it)| monday_of(it.slot.day)).collect();
    let total: i64 = all.iter().filter(|(now, _)| *now).map(|(_, it)| it.slot.paid).sum();
    let mut add = |rule: RosterRule,
                   day: i64,
                   own: i64,
                   limit: Option<Span>,
                   most: bool,
                   what: &str| {
        let limit = limit
            .map(Span::as_millis)
            .filter(|limit| if most { own > *limit } else { own < *limit });
        if let Some(limit) = limit {
            let (own, limit) = (hours(own), hours(limit));
            let text = match most {
                true => format!("{} {what}, and at most {} may be", in_hours(own), rounded(limit)),
                false => {
                    format!("{} {what}, and at least {} have to be", in_hours(own), rounded(limit))
                }
            };
            found.push(about_days(scene, rule, agent, day, own, limit, &text));
        }
    };
    for (week, own) in weeks {
        let most = of.max_week_hours.filter(|_| now.contains(&week));
        add(RosterRule::MaxWeekHours, week, own, most, true, "in that week");
        if whole.contains(&week) {
            add(RosterRule::MinWeekHours, week, own, of.min_week_hours, false, "in that week");
        }
    }
    add(RosterRule::MaxHours, scene.days.start, total, of.max_hours, true, "in the period");
    add(RosterRule::MinHours, scene.days.start, total, of.min_hours, false, "in the period");
    found
}

/// Whether a wish comes true.
fn granted(wish: &RosterWish, own: &[&Given], input: &RosterInput) -> bool {
    let day = day_number(wish.date);
    let mut labels = own
        .iter()
        .filter(|it| it.slot.day == day)
        .filter_map(|it| input.templates.get(it.slot.template));
    let works = labels.any(|it| wish.shift.as_ref().is_none_or(|label| *label == it.label));
    works == (wish.wish == RosterWishKind::Work)
}

pub(super) fn totals(agent: &RosterAgent, own: &[&Given], input: &RosterInput) -> RosterTotals {
    let met = agent.wishes.iter().filter(|wish| granted(wish, own, input)).count();
    let weekends: BTreeSet<i64> = own.iter().filter_map(|it| it.slot.weekend).collect();
    RosterTotals {
        agent: agent.name.clone(),
        shifts: count(own.len()),
        hours: float(own.iter().map(|it| it.slot.paid).sum()) / 3_600_000.0,
        nights: count(own.iter().filter(|it| it.slot.night).count()),
        weekends: count(weekends.len()),
        wishes_met: count(met),
        wishes_missed: count(agent.wishes.len() - met),
    }
}
