use super::super::roster::{Given, RosterInput, RosterShift, Scene};
use super::agents::{totals, violations};
use super::cover::{Short, short};
use super::outcome::{RosterCheck, RosterRule, RosterViolation};
use super::words::{hours, violation};
use crate::error::Result;

/// Every rule that a roster breaks, ours or one from elsewhere.
///
/// It takes nothing from the search but how shifts lie in time: each rule is looked up shift by shift.
///
/// # Arguments
/// - `input`: the rules; shifts of `before` go on in this roster, and what they break among
///   themselves is not told
/// - `shifts`: the roster, in any order
///
/// # Errors
/// All of a kind at once. For templates and needs those of [`shift_coverage`](super::super::shift_coverage), but for
/// `need.skill`; `period.reversed`; `templates.none` with a need; `agents.too_many`, `period.too_long` for more than 366 days.
/// Then for rules `span.negative`, `span.out_of_range`, `integer.zero`, `integer.out_of_range`, `shift.unknown`; for agents
/// `name.empty`, `name.duplicate`, `shift.unknown`, `interval.empty`, `date.outside_period`, `hours.contradicting` where
/// the fewest hours are more than the most; `need.outside_period` for a need at which no shift could be; `skill.unknown` for
/// one that is needed and nobody has, `skills.too_many`; at each shift `agent.unknown`, `shift.unknown`,
/// `date.outside_period`, `shift.impossible`; `shifts.too_many`. What pinned shifts break is no error here: it is told like
/// everything else.
///
/// # Complexity
/// O(n log n) in shifts and needs.
///
/// # Example: a night shift, and an early one on the next day
/// ```
/// use firstline::from_json;
/// use firstline::staffing::{RosterRule, RosterShift, check_roster};
/// let input = from_json(
///     r#"{"zone": "Europe/Berlin", "first": "2026-03-02", "last": "2026-03-08",
///         "templates": [{"label": "early", "starts": {"type": "at", "times": ["06:00"]}, "length": "PT8H"},
///                       {"label": "night", "starts": {"type": "at", "times": ["22:00"]}, "length": "PT8H"}],
///         "agents": [{"name": "Ann"}], "rules": {"least_rest": "PT11H"}}"#,
/// )?;
/// let shifts = [
///     RosterShift::new("Ann", "2026-03-02".parse()?, "night"),
///     RosterShift::new("Ann", "2026-03-03".parse()?, "early"),
/// ];
/// let check = check_roster(&input, &shifts)?;
/// assert_eq!(check.violations[0].rule, RosterRule::LeastRest);
/// assert_eq!((check.violations[0].found, check.violations[0].allowed), (0.0, 11.0));
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn check_roster(input: &RosterInput, shifts: &[RosterShift]) -> Result<RosterCheck> {
    let scene = Scene::new(input)?;
    let given = scene.given(shifts, "shifts")?;
    Ok(checked(&scene, &given))
}

pub(in super::super) fn checked(scene: &Scene<'_>, given: &[Given]) -> RosterCheck {
    let mut found = Vec::new();
    let mut agents = Vec::new();
    for (agent, place) in scene.input.agents.iter().zip(0_usize..) {
        let own = of(given, place);
        found.extend(violations(scene, place, &own));
        found.extend(missing_pins(scene, place, &own));
        agents.push(totals(agent, &own, scene.input));
    }
    let short = short(scene, given);
    let missing = |it: &Short| i64::from(it.interval.short) * (it.end - it.start);
    let short_hours = hours(short.iter().map(missing).sum());
    let short: Vec<_> = short.into_iter().map(|it| it.interval).collect();
    RosterCheck {
        ok: found.is_empty() && short.is_empty(),
        violations: found,
        short,
        short_hours,
        agents,
    }
}

/// The shifts of an agent.
pub(super) fn of(given: &[Given], agent: usize) -> Vec<&Given> {
    given.iter().filter(|it| it.agent == agent).collect()
}

/// The shifts that were to stay and did not.
fn missing_pins(scene: &Scene<'_>, agent: usize, own: &[&Given]) -> Vec<RosterViolation> {
    let stays = |pin: &&Given| {
        own.iter().any(|it| {
            let (a, b) = (&it.slot, &pin.slot);
            (a.template, a.day, a.start, &a.breaks) == (b.template, b.day, b.start, &b.breaks)
        })
    };
    let gone = scene.pinned.iter().filter(|it| it.agent == agent).filter(|pin| !stays(pin));
    gone.map(|pin| violation(scene, RosterRule::Pinned, pin, 0.0, 1.0, "was to stay and is gone"))
        .collect()
}
