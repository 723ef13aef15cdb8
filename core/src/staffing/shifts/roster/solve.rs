use super::super::checker::{RosterRule, checked, hours, violations};
use super::super::civil::{date_of, stamp, time_of};
use super::super::template::ShiftTemplate;
use super::board::{Board, NONE};
use super::bound::{bound, closer};
use super::input::RosterInput;
use super::obstacles::shortages;
use super::outcome::{Roster, RosterChange, RosterSearch};
use super::scene::{Given, Scene};
use super::search::search;
use super::shift::RosterShift;
use super::slot::Slot;
use super::state::{Cost, State};
use super::steps::steps;
use crate::error::{Error, ErrorKind, Fault, Result};
use crate::staffing::check::fault;
use crate::time::Timestamp;

/// How many changes are tried where nobody says otherwise, and at most.
const USUAL_STEPS: u32 = 200_000;
const MOST_STEPS: u32 = 20_000_000;

/// Who works which shift, so that what is needed is covered and every rule kept.
///
/// A shift that would break a rule is never given; where rules leave too few, times stay short, and
/// [`shortages`](Roster::shortages) tells which rule keeps whom. Contracts' fewest hours may be missed, and wishes. In this
/// order: as little as possible is short, is missing to contracts, counts for wishes and fairness, is paid.
///
/// # Formula
/// Late acceptance hill climbing from a roster that was built day by day. The bound on what is short: with everybody at
/// work who could be, or with all hours that contracts and rows of days allow, whichever is more; where something is short,
/// and the feature `solver` is on, also that of a linear program in which shifts may be divided, if it has no more than
/// 6,000 numbers.
///
/// # Arguments
/// - `input`: see [`RosterInput`]
/// - `options`: the seed and how many changes are tried
///
/// # Errors
/// Those of [`check_roster`](super::super::check_roster) for `input`; `roster.pinned_breaks_rule` at each pinned shift that breaks a
/// rule, alone or with others; `shifts.too_many` for more than 100,000 forms of shifts, or 20,000,000 of them times
/// agents; `integer.out_of_range` for the steps.
///
/// # Complexity
/// O(steps · pieces of a shift), whatever the rules; nothing is timed.
///
/// # Example: three agents for three shifts on seven days
/// ```
/// use firstline::from_json;
/// use firstline::staffing::{RosterSearch, roster};
/// let input = from_json(
///     r#"{"zone": "UTC", "first": "2026-03-02", "last": "2026-03-08",
///         "templates": [{"label": "day", "starts": {"type": "at", "times": ["08:00"]}, "length": "PT8H"}],
///         "agents": [{"name": "Ann"}, {"name": "Ben", "days_off": ["2026-03-03"]}],
///         "need": [{"start": "2026-03-03T08:00:00Z", "end": "2026-03-03T16:00:00Z", "agents": 1}]}"#,
/// )?;
/// let found = roster(&input, &RosterSearch::default())?;
/// assert!(found.check.ok);
/// assert_eq!((found.shifts.len(), found.shifts[0].agent.as_str()), (1, "Ann"));
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// E. K. Burke and Y. Bykov, "The late acceptance hill-climbing heuristic", European Journal of Operational Research 258
/// (2017).
pub fn roster(input: &RosterInput, options: &RosterSearch) -> Result<Roster> {
    let scene = Scene::new(input)?;
    pins(&scene)?;
    solved(&scene, &[], None, i64::MIN, options)
}

/// A roster that is as near as can be to one that there was, after something has changed.
///
/// What started before `since` stays, whatever rules say of it, and nothing else starts before it. After it, fewer changed
/// days of agents come before wishes, fairness and paid time, and after what is short and what contracts miss.
///
/// # Arguments
/// - `input`: as it is now: with who is ill, for example
/// - `previous`: the roster that there was
/// - `since`: from when on shifts may be changed
/// - `options`: the seed and how many changes are tried
///
/// # Errors
/// Those of [`roster`], and of [`check_roster`](super::super::check_roster) for `previous`.
///
/// # Complexity
/// That of [`roster`].
///
/// # Example: one is ill
/// ```
/// use firstline::from_json;
/// use firstline::staffing::{RosterInput, RosterSearch, RosterShift, reroster};
/// let mut input: RosterInput = from_json(
///     r#"{"zone": "UTC", "first": "2026-03-02", "last": "2026-03-08",
///         "templates": [{"label": "day", "starts": {"type": "at", "times": ["08:00"]}, "length": "PT8H"}],
///         "agents": [{"name": "Ann"}, {"name": "Ben"}],
///         "need": [{"start": "2026-03-03T08:00:00Z", "end": "2026-03-03T16:00:00Z", "agents": 1},
///                  {"start": "2026-03-04T08:00:00Z", "end": "2026-03-04T16:00:00Z", "agents": 1}]}"#,
/// )?;
/// let planned = [
///     RosterShift::new("Ann", "2026-03-03".parse()?, "day"),
///     RosterShift::new("Ann", "2026-03-04".parse()?, "day"),
/// ];
/// input.agents[0].days_off = vec!["2026-03-04".parse()?];
/// let now = reroster(&input, &planned, "2026-03-03T09:00:00Z".parse()?, &RosterSearch::default())?;
/// assert_eq!(now.changes.len(), 2);
/// assert_eq!(now.shifts[1].agent, "Ben");
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn reroster(
    input: &RosterInput,
    previous: &[RosterShift],
    since: Timestamp,
    options: &RosterSearch,
) -> Result<Roster> {
    let scene = Scene::new(input)?;
    let given = scene.given(previous, "previous")?;
    pins(&scene)?;
    let (past, later): (Vec<Given>, Vec<Given>) =
        given.into_iter().partition(|it| it.slot.start < since.as_millis());
    solved(&scene, &past, Some(&later), since.as_millis(), options)
}

/// That no pinned shift breaks a rule.
fn pins(scene: &Scene<'_>) -> Result<()> {
    let mut faults = Vec::new();
    for place in 0..scene.input.agents.len() {
        let own: Vec<&Given> = scene.pinned.iter().filter(|it| it.agent == place).collect();
        if own.is_empty() {
            continue;
        }
        for broken in violations(scene, place, &own) {
            if matches!(broken.rule, RosterRule::MinHours | RosterRule::MinWeekHours) {
                continue;
            }
            let of =
                own.iter().find(|it| date_of(it.slot.day) == Some(broken.date)).or(own.first());
            let path = format!("input.pinned[{}]", of.map_or(0, |it| it.place));
            let message = format!("{}; pin another shift, or change the rule", broken.text);
            faults.push(Fault::invalid("roster.pinned_breaks_rule", path, message));
        }
    }
    Error::from_faults(faults)
}

fn solved(
    scene: &Scene<'_>,
    past: &[Given],
    later: Option<&[Given]>,
    from: i64,
    options: &RosterSearch,
) -> Result<Roster> {
    let steps = options.steps.unwrap_or(USUAL_STEPS);
    if steps == 0 || steps > MOST_STEPS {
        let message = format!("{steps} changes can't be tried; give 1 to {MOST_STEPS}");
        return Err(fault("integer.out_of_range", "options.steps", message));
    }
    let board = Board::new(scene, past, later.unwrap_or_default(), from)?;
    let previous = later.map(|_| board.previous.clone());
    let start = State::new(&board, previous);
    let bound = bound(&start);
    let (state, tried) = search(with(start.clone(), later.is_some()), options.seed, steps, bound);
    let bound = closer(bound, &start, &state);
    outcome(scene, &board, &state, bound, tried, options.seed)
}

/// Begins with what there was, as far as rules allow.
fn with<'a>(mut state: State<'a>, again: bool) -> State<'a> {
    let board = state.board;
    for day in (board.first..board.days).filter(|_| again) {
        for agent in 0..board.scene.input.agents.len() {
            let form = board.previous.get(board.cell(agent, day)).copied().unwrap_or(NONE);
            if form != NONE && state.form(agent, day) == NONE && state.fits(agent, day, form) {
                state.set(agent, day, form);
            }
        }
    }
    state
}

fn outcome(
    scene: &Scene<'_>,
    board: &Board<'_>,
    state: &State<'_>,
    bound: Cost,
    tried: u32,
    seed: u32,
) -> Result<Roster> {
    let mut shifts = Vec::new();
    let mut changes = Vec::new();
    for day in board.first..board.days {
        for (agent, place) in scene.input.agents.iter().zip(0_usize..) {
            let told = |form: usize| {
                let slot = &board.forms.get(form)?.slot;
                Some(told(
                    &agent.name,
                    slot,
                    scene.input.templates.get(slot.template)?,
                    scene.input,
                ))
            };
            let now = state.form(place, day);
            let before =
                state.previous.as_ref().and_then(|it| it.get(board.cell(place, day)).copied());
            if let Some(before) = before.filter(|before| *before != now) {
                let (before, after) = (told(before), told(now));
                let date =
                    after.as_ref().or(before.as_ref()).map_or(scene.input.first, |it| it.date);
                changes.push(RosterChange { agent: agent.name.clone(), date, before, after });
            }
            shifts.extend(told(now));
        }
    }
    let given = scene.given(&shifts, "shifts").map_err(|_| {
        Error::new(
            ErrorKind::Internal,
            "internal.no_roster",
            "",
            "a shift of the roster has no place in it",
        )
    })?;
    let check = checked(scene, &given);
    let [short, _, _, penalty, _] = state.cost;
    let [least, _, _, penalty_bound, _] = bound;
    let mut roster = Roster {
        shortages: shortages(scene, &given, &check.short),
        shifts,
        check,
        short_hours_bound: hours(least),
        gap: if short > least { hours(short - least) / hours(short) } else { 0.0 },
        changes,
        penalty,
        penalty_bound,
        tried,
        steps: Vec::new(),
    };
    roster.steps = steps(scene, &roster, seed, state.previous.is_some());
    Ok(roster)
}

/// A form as it is told: with its start where there are several, and with its breaks.
fn told(agent: &str, slot: &Slot, template: &ShiftTemplate, input: &RosterInput) -> RosterShift {
    let several = template.starts.times().len() > 1;
    RosterShift {
        agent: agent.to_owned(),
        date: date_of(slot.day).unwrap_or(input.first),
        shift: template.label.clone(),
        start: several.then(|| time_of(slot.clock)),
        breaks: slot.breaks.iter().map(|at| stamp(*at)).collect(),
    }
}
