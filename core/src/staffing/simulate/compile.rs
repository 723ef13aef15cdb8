use super::arrivals::{Rate, Schedule};
use super::check::{arrivals, names, nobody, period_of, redial, share_with_one};
use super::distribution::{Sampler, whole_micros};
use super::promises::Promises;
use super::shifts::{Staffed, staffed};
use super::waits::Sets;
use super::{
    AgentGroup, ClosedRule, ContactStream, DeskSimulation, ResponseMoment, SimulationOptions,
};
use crate::error::{Error, ErrorKind, Fault, Result};
use crate::staffing::service_level::ServiceLevelDefinition;
use crate::ticket::{Channel, Priority, Tier};
use crate::time::{Calendar, Span, Timestamp};

/// The most streams, and the most groups.
const MOST_KINDS: usize = 200;
/// The most contacts that may be expected in one replication, and in all.
const MOST_CONTACTS: f64 = 1e7;
const MOST_IN_ALL: f64 = 2e8;
/// The most figures that are kept: streams times intervals, and that times replications.
const MOST_CELLS: f64 = 2e5;
const MOST_FIGURES: f64 = 2e6;

/// A desk that was checked, with names as places and times in microseconds since its start.
#[derive(Debug)]
pub(super) struct Model {
    /// Milliseconds of the first instant.
    pub(super) start: i64,
    pub(super) end: u64,
    pub(super) warm_up: u64,
    /// The length of an interval, and how many there are.
    pub(super) length: u64,
    pub(super) intervals: usize,
    pub(super) streams: Vec<Stream>,
    pub(super) groups: Vec<Group>,
    /// What changes by itself, in order.
    pub(super) changes: Vec<(u64, Turn)>,
    pub(super) promises: Option<Promises>,
    /// Whose waits are told together.
    pub(super) sets: Sets,
    /// How many contacts are expected.
    pub(super) expected: f64,
}

/// What changes by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// So many agents of a group are at work.
    Agents(usize, u32),
    Opens(usize),
    Closes(usize),
}

#[derive(Debug)]
pub(super) struct Stream {
    pub(super) name: String,
    pub(super) channel: Channel,
    pub(super) priority: Priority,
    pub(super) tier: Tier,
    pub(super) schedule: Schedule,
    pub(super) handling: Sampler,
    pub(super) concurrency: u32,
    pub(super) patience: Option<Sampler>,
    pub(super) places: u32,
    pub(super) redial: Option<(f64, Sampler)>,
    pub(super) escalation: Option<(f64, usize)>,
    /// Whether it opens and closes at all, and refuses those who come while it is closed.
    pub(super) has_hours: bool,
    pub(super) refuses: bool,
    pub(super) level: Option<(u64, ServiceLevelDefinition)>,
    pub(super) responds_at_answer: bool,
    /// The groups that can take it, the first to ask first.
    pub(super) groups: Vec<usize>,
}

#[derive(Debug)]
pub(super) struct Group {
    pub(super) name: String,
    /// The streams that it can take, the highest priorities first.
    pub(super) streams: Vec<usize>,
    /// How many are at work when.
    pub(super) staffed: Staffed,
}

impl Model {
    pub(super) fn group_name(&self, place: u32) -> Option<String> {
        let group = usize::try_from(place).ok().and_then(|place| self.groups.get(place));
        group.map(|group| group.name.clone())
    }
}

/// The desk in numbers; all its faults at once, as far as one does not hide another.
pub(super) fn compile(desk: &DeskSimulation, options: &SimulationOptions) -> Result<Model> {
    let mut faults = Vec::new();
    let end = period_of(desk, &mut faults);
    let warm_up = whole_micros(options.warm_up.unwrap_or(Span::ZERO));
    if end > 0 && warm_up >= end {
        let message = "nothing is left to be counted; give less than the simulation lasts";
        faults.push(Fault::invalid("warm_up.too_long", "options.warm_up", message));
    }
    for (what, count) in [("streams", desk.streams.len()), ("groups", desk.groups.len())] {
        if count > MOST_KINDS {
            let message = format!("{count} {what} are too many; give at most {MOST_KINDS}");
            faults.push(Fault::invalid("list.too_long", format!("desk.{what}"), message));
        }
    }
    // What follows would be slow for more of them.
    Error::from_faults(std::mem::take(&mut faults))?;
    names("streams", "stream", desk.streams.iter().map(|it| it.name.as_str()), &mut faults);
    names("groups", "group", desk.groups.iter().map(|it| it.name.as_str()), &mut faults);
    let (mut streams, mut changes) = (Vec::new(), Vec::new());
    for (place, given) in desk.streams.iter().enumerate() {
        let path = format!("desk.streams[{place}]");
        match stream(desk, given, place, end, &path) {
            Ok((stream, hours)) => {
                streams.push(stream);
                changes.extend(hours);
            }
            Err(error) => faults.extend(error.into_faults()),
        }
    }
    let mut groups = Vec::new();
    for (place, given) in desk.groups.iter().enumerate() {
        match group(desk, given, place, end) {
            Ok(group) => groups.push(group),
            Err(error) => faults.extend(error.into_faults()),
        }
    }
    let promises = desk.sla.as_ref().map(Promises::new).transpose();
    let promises = promises.unwrap_or_else(|error| {
        faults.extend(error.into_faults());
        None
    });
    Error::from_faults(faults)?;
    for (place, group) in groups.iter().enumerate() {
        let each = group.staffed.changes().map(|(at, agents)| (at, Turn::Agents(place, agents)));
        changes.extend(each);
    }
    changes.sort_by_key(|(at, _)| *at);
    let length = options.interval.map_or(end, whole_micros).min(end);
    let intervals = usize::try_from(end.div_ceil(length)).unwrap_or(usize::MAX);
    let told = if options.interval.is_some() { intervals } else { 0 };
    let sets = Sets::new(&streams, told);
    let mut model = Model {
        start: desk.start.as_millis(),
        end,
        warm_up,
        length,
        intervals,
        streams,
        groups,
        changes,
        promises,
        sets,
        expected: 0.0,
    };
    bounded(&mut model, options)?;
    Error::from_faults(
        desk.streams.iter().zip(0_u32..).filter_map(|it| nobody(desk, it)).collect(),
    )?;
    Ok(model)
}

/// That it is not more than can be simulated.
fn bounded(model: &mut Model, options: &SimulationOptions) -> Result<()> {
    let whole = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let replications = f64::from(options.replications);
    let cells = whole(model.streams.len().max(model.groups.len())) * whole(model.intervals);
    let mut faults = Vec::new();
    if cells > MOST_CELLS || cells * replications > MOST_FIGURES {
        let message = format!(
            "{cells} streams times intervals in each of {replications} replications; at most {MOST_CELLS} and, in all, \
             {MOST_FIGURES} are kept: give longer intervals or fewer replications"
        );
        let path = if model.intervals > 1 { "options.interval" } else { "options.replications" };
        faults.push(Fault::invalid("simulation.too_many_figures", path, message));
    }
    let own = model.streams.iter().map(|stream| {
        let arrivals = match &stream.schedule {
            Schedule::Poisson(rates) => {
                rates.iter().map(|it| (it.end - it.start) * it.per_micro).sum()
            }
            Schedule::At(instants) => whole(instants.len()),
        };
        arrivals / (1.0 - stream.redial.as_ref().map_or(0.0, |(share, _)| *share))
    });
    let mut by_stream: Vec<f64> = own.collect();
    // Whatever goes on does so at most once through all of them.
    let mut going: Vec<f64> = by_stream.clone();
    for _ in 0..model.streams.len() {
        let mut next = vec![0.0; going.len()];
        for (count, stream) in going.iter().zip(&model.streams) {
            if let Some((share, to)) = stream.escalation {
                let again = model.streams.get(to).and_then(|it| it.redial.as_ref());
                let more = share * count / (1.0 - again.map_or(0.0, |(share, _)| *share));
                if let Some(next) = next.get_mut(to) {
                    *next += more;
                }
            }
        }
        by_stream.iter_mut().zip(&next).for_each(|(sum, more)| *sum += more);
        going = next;
    }
    model.expected = by_stream.iter().sum();
    if model.expected > MOST_CONTACTS || model.expected * replications > MOST_IN_ALL {
        let message = format!(
            "{:.0} contacts are expected in each of {} replications; at most {MOST_CONTACTS} in one and \
             {MOST_IN_ALL} in all are simulated: give fewer replications, or a shorter time",
            model.expected, options.replications
        );
        faults.push(Fault::invalid("simulation.too_large", "desk.streams", message));
    }
    Error::from_faults(faults)
}

type Hours = Vec<(u64, Turn)>;

fn stream(
    desk: &DeskSimulation,
    given: &ContactStream,
    place: usize,
    end: u64,
    path: &str,
) -> Result<(Stream, Hours)> {
    let mut faults = Vec::new();
    let below = |name: &str| format!("{path}.{name}");
    let schedule = arrivals(desk, &given.arrivals, &below("arrivals"), &mut faults);
    let mut keep =
        |result: Result<Sampler>| result.map_err(|error| faults.extend(error.into_faults())).ok();
    let handling = keep(given.handling.checked(&below("handling"), false));
    let patience = given.patience.as_ref().map(|it| keep(it.checked(&below("patience"), true)));
    let delay =
        given.redial.as_ref().map(|it| keep(it.delay.checked(&below("redial.delay"), false)));
    if let Some(Err(error)) = given.redial.as_ref().map(|it| redial(given, it, &below("redial"))) {
        faults.extend(error.into_faults());
    }
    let concurrency = given.concurrency.unwrap_or(1);
    if !(1..=100).contains(&concurrency) {
        let message = format!("{concurrency} at a time; give from 1 to 100");
        faults.push(Fault::invalid("integer.out_of_range", below("concurrency"), message));
    }
    let escalation = given.escalation.as_ref().and_then(|it| {
        faults.extend(share_with_one(it.share, &below("escalation.share")));
        let to = desk.streams.iter().position(|other| other.name == it.to);
        match to {
            None => {
                let message = format!("there is no stream '{}'; give the name of one", it.to);
                let (code, path) = ("stream.unknown".to_owned(), below("escalation.to"));
                faults.push(Fault { kind: ErrorKind::Unknown, code, path, message });
            }
            Some(to) if comes_back(desk, place, to) => {
                let message = format!("from '{}' it would come back to '{}'", it.to, given.name);
                faults.push(Fault::invalid("escalation.loop", below("escalation.to"), message));
            }
            Some(_) => {}
        }
        to.map(|to| (it.share, to))
    });
    let level = given.service_level;
    if let Some(rule) = level.filter(|rule| rule.within.is_negative()) {
        let message = format!("{} is negative; give a span of zero or more", rule.within);
        faults.push(Fault::invalid("span.negative", below("service_level.within"), message));
    }
    let hours = given.hours.as_ref().map(|hours| {
        let named = |error: Error| error.renamed("spec", &below("hours.calendar"));
        Calendar::new(hours.calendar.clone()).map_err(named).and_then(|calendar| {
            let periods = calendar.periods(desk.start, desk.end)?;
            let at = |instant: Timestamp| whole_micros(instant.since(desk.start)).min(end);
            let turns = periods.iter().flat_map(|it| {
                [(at(it.start), Turn::Opens(place)), (at(it.end), Turn::Closes(place))]
            });
            Ok(turns.filter(|(at, _)| *at < end).collect())
        })
    });
    let hours = hours.transpose().unwrap_or_else(|error| {
        faults.extend(error.into_faults());
        None
    });
    Error::from_faults(faults)?;
    let skill = given.skill.as_deref().unwrap_or(&given.name);
    let can = |group: &&(usize, &AgentGroup)| group.1.skills.iter().any(|it| it == skill);
    let mut able: Vec<_> = desk.groups.iter().enumerate().collect::<Vec<_>>();
    able = able.iter().filter(can).copied().collect();
    able.sort_by_key(|(_, group)| group.skills.len());
    let at_once = matches!(given.channel, Channel::Phone | Channel::Chat | Channel::WalkIn);
    let stream = Stream {
        name: given.name.clone(),
        channel: given.channel,
        priority: given.priority,
        tier: given.tier,
        schedule,
        handling: handling.unwrap_or(Sampler::Fixed(0)),
        concurrency,
        patience: patience.flatten(),
        places: given.waiting_places.unwrap_or(u32::MAX),
        redial: given.redial.as_ref().map(|it| it.share).zip(delay.flatten()),
        escalation,
        has_hours: hours.is_some(),
        refuses: given.hours.as_ref().is_some_and(|it| it.closed == ClosedRule::Refuse),
        level: level.map(|rule| (whole_micros(rule.within), rule.definition)),
        responds_at_answer: given.response.map_or(at_once, |it| it == ResponseMoment::Answer),
        groups: able.iter().map(|(place, _)| *place).collect(),
    };
    Ok((stream, hours.unwrap_or_default()))
}

/// Whether what goes on from one stream to another ever comes back to it.
fn comes_back(desk: &DeskSimulation, from: usize, to: usize) -> bool {
    let mut at = Some(to);
    for _ in 0..=desk.streams.len() {
        let Some(place) = at else {
            return false;
        };
        if place == from {
            return true;
        }
        let stream = desk.streams.get(place);
        let next = stream.and_then(|it| it.escalation.as_ref());
        at = next.and_then(|next| desk.streams.iter().position(|it| it.name == next.to));
    }
    // Others go round in circles, and are told there.
    false
}

fn group(desk: &DeskSimulation, given: &AgentGroup, place: usize, end: u64) -> Result<Group> {
    let path = format!("desk.groups[{place}]");
    let mut faults = Vec::new();
    let skill_of = |stream: &ContactStream| stream.skill.clone().unwrap_or(stream.name.clone());
    let wanted: Vec<String> = desk.streams.iter().map(skill_of).collect();
    if given.skills.is_empty() {
        let message = "its agents can do nothing; give at least one skill";
        faults.push(Fault::invalid("group.no_skills", format!("{path}.skills"), message));
    }
    for (skill, at) in given.skills.iter().zip(0_u32..) {
        let path = format!("{path}.skills[{at}]");
        if given.skills.iter().take(usize::try_from(at).unwrap_or(0)).any(|it| it == skill) {
            let message = format!("'{skill}' stands there twice; give it once");
            faults.push(Fault::invalid("skill.duplicate_name", path, message));
        } else if !wanted.contains(skill) {
            let message = format!("no stream needs '{skill}'; give the skill of a stream");
            let (code, kind) = ("skill.unknown".to_owned(), ErrorKind::Unknown);
            faults.push(Fault { kind, code, path, message });
        }
    }
    let staffed = staffed(desk, &given.shifts, end, &path, &mut faults);
    Error::from_faults(faults)?;
    let can = |(_, skill): &(usize, &String)| given.skills.contains(skill);
    let mut streams: Vec<usize> =
        wanted.iter().enumerate().filter(can).map(|(place, _)| place).collect();
    streams.sort_by_key(|place| desk.streams.get(*place).map(|stream| stream.priority));
    Ok(Group { name: given.name.clone(), streams, staffed })
}

/// Rates of intervals that were checked.
pub(super) fn rates(intervals: &[(u64, u64, f64)]) -> Vec<Rate> {
    let float = |time: u64| crate::float::float(i64::try_from(time).unwrap_or(i64::MAX));
    let each = |(start, end, count): &(u64, u64, f64)| {
        let (start, end) = (float(*start), float(*end));
        Rate { start, end, per_micro: count / (end - start) }
    };
    intervals.iter().map(each).collect()
}
