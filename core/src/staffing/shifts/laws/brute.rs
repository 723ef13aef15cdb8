//! Every roster of a tiny desk, by trying all.

use super::super::{RosterInput, RosterRule, RosterShift, check_roster};
use crate::time::Date;

/// The least of: what is short, what is missing to contracts, changes, wishes and fairness, paid hours. In hours.
pub(super) type Least = (f64, f64, usize, i64, f64);

pub(super) fn least(input: &RosterInput, days: &[Date], previous: Option<&[RosterShift]>) -> Least {
    let cells: Vec<(String, Date)> =
        input.agents.iter().flat_map(|it| days.iter().map(|day| (it.name.clone(), *day))).collect();
    let choices = input.templates.len() + 1;
    let mut best = (f64::MAX, f64::MAX, usize::MAX, i64::MAX, f64::MAX);
    for mut number in 0..choices.pow(u32::try_from(cells.len()).unwrap()) {
        let mut shifts = Vec::new();
        for (agent, day) in &cells {
            if let Some(template) = input.templates.get(number % choices) {
                shifts.push(RosterShift::new(agent, *day, &template.label));
            }
            number /= choices;
        }
        if let Some(cost) = cost(input, &shifts, &cells, previous).filter(|cost| *cost < best) {
            best = cost;
        }
    }
    best
}

/// What a roster costs, where it breaks no rule but those for the fewest hours.
pub(super) fn cost(
    input: &RosterInput,
    shifts: &[RosterShift],
    cells: &[(String, Date)],
    previous: Option<&[RosterShift]>,
) -> Option<Least> {
    let check = check_roster(input, shifts).unwrap();
    let least = |rule: RosterRule| matches!(rule, RosterRule::MinHours | RosterRule::MinWeekHours);
    if check.violations.iter().any(|it| !least(it.rule)) {
        return None;
    }
    let missing = check.violations.iter().map(|it| it.allowed - it.found).sum();
    let label = |shifts: &[RosterShift], cell: &(String, Date)| {
        shifts
            .iter()
            .find(|it| (&it.agent, it.date) == (&cell.0, cell.1))
            .map(|it| it.shift.clone())
    };
    let changes = cells
        .iter()
        .filter(|cell| previous.is_some_and(|it| label(it, cell) != label(shifts, cell)))
        .count();
    let fair = input.rules.fairness;
    let mut penalty = 0;
    for (agent, totals) in input.agents.iter().zip(&check.agents) {
        let square =
            |weight: u32, count: u32| i64::from(weight) * i64::from(count) * i64::from(count);
        penalty += square(fair.nights, totals.nights + agent.nights_before);
        penalty += square(fair.weekends, totals.weekends + agent.weekends_before);
        penalty += square(fair.shifts, totals.shifts);
        for wish in &agent.wishes {
            let works = label(shifts, &(agent.name.clone(), wish.date));
            let wanted =
                works.is_some_and(|it| wish.shift.as_ref().is_none_or(|label| *label == it));
            let met = wanted == (wish.wish == super::super::RosterWishKind::Work);
            penalty += if met { 0 } else { i64::from(wish.weight.unwrap_or(1)) };
        }
    }
    Some((
        check.short_hours,
        missing,
        changes,
        penalty,
        check.agents.iter().map(|it| it.hours).sum(),
    ))
}
