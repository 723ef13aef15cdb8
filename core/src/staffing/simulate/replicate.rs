use super::compile::{Model, compile};
use super::explain::steps;
use super::figures::Figures;
use super::outcome::{
    ChannelFigures, PriorityFigures, SimulatedContact, SimulatedDesk, SimulatedInterval,
};
use super::run::{Ran, run};
use super::student::two_sided_t;
use super::{DeskSimulation, SimulationOptions};
use crate::error::{Error, Result};
use crate::staffing::check::both;

/// What a desk does, simulated event by event.
///
/// # How it goes
/// - The desk begins with nobody there. At one instant, first shifts and hours change, then contacts end, then callers hang
///   up, and then others arrive
/// - Arrivals are a Poisson process with the rates of intervals (by inversion, which is exact), or are given. Every time is
///   drawn by the inverse of its distribution
/// - A contact goes to a free agent: see [`AgentGroup`](super::AgentGroup). Else it waits, or goes where there is no place
/// - A free agent takes the highest priority that waits and that he can do, and of that who has waited longest. Nobody is
///   interrupted, and nobody is left free while somebody waits for whom he could do something
/// - Of contacts of which he has several at a time, an agent has no others meanwhile, and as many of them as their
///   `concurrency` allows; they go to who is free, else to who has the fewest. They take as long with one as with several
/// - What is drawn for a contact (how long it takes, how long it would wait, whether it tries again or goes on) depends on its
///   stream and its number in it, and on nothing else: two desks with the same seed have the same contacts, whatever
///   their agents
///
/// # Formula
/// Each replication counts whole numbers. With x and y of each of n replications, a figure is Σx/Σy (a count is Σx/n), and its
/// interval ± t √(Σ(x − figure · y)² n / (n − 1)) / Σy, with t of Student for n − 1 degrees of freedom. Of a percentile, x is the
/// wait of rank ⌈share · contacts⌉ and y is 1, or 0 of a replication without contacts: where a replication has few, its
/// percentiles, and so their mean, are a little off that of all contacts together.
///
/// # Arguments
/// - `desk`: see [`DeskSimulation`]. Zero arrivals are an empty desk; no agents are a desk on which nobody is answered
/// - `options`: see [`SimulationOptions`]
///
/// # Errors
/// All at once, as far as one does not hide another:
/// - `interval.empty`, `interval.gap`, `interval.overlapping`, `interval.outside`, `instant.outside` for times;
///   `simulation.too_long` above 100 years
/// - `number.not_finite`, `number.out_of_range` for arrivals and shares; `span.not_positive`, `span.negative`,
///   `samples.none`, `integer.out_of_range` for distributions, concurrency and options
/// - `redial.nobody` where some would try again, but nobody can hang up or find no place to wait
/// - `stream.no_name`, `stream.duplicate_name`, `stream.unknown`, `escalation.loop`, `group.no_name`,
///   `group.duplicate_name`, `group.no_skills`, `skill.unknown`, `skill.duplicate_name`, `agents.too_many`, `list.too_long`
/// - `skill.nobody` for contacts that no group can do
/// - `warm_up.too_long`, `replications.too_few`
/// - `simulation.too_large` where more than 10,000,000 contacts are expected in a replication or 200,000,000 in all,
///   `simulation.too_many_figures` for more than 200,000 streams times intervals, or 2,000,000 of them in all replications
/// - those of [`SlaEngine::new`](crate::sla::SlaEngine::new) below `desk.sla`, and of
///   [`Calendar::new`](crate::time::Calendar::new) below `hours.calendar`
///
/// # Complexity
/// O(n log m) for n contacts of which m are there at a time, and O(m) memory where no promises are counted, with eight bytes
/// for each contact of a replication that has waited. With the feature
/// `parallel`, replications run on all cores, with the same bytes.
///
/// # Example: two callers, one agent, worked out by hand
/// ```
/// use firstline::staffing::{
///     AgentGroup, ContactArrivals, ContactStream, DeskSimulation, GroupShift, SimulationOptions, TimeDistribution,
///     simulate_desk,
/// };
/// use firstline::time::Span;
/// let (start, end) = ("2026-03-02T09:00:00Z".parse()?, "2026-03-02T10:00:00Z".parse()?);
/// let instants = vec![start, "2026-03-02T09:01:00Z".parse()?];
/// let fixed = TimeDistribution::Fixed { span: Span::minutes(3) };
/// let shift = GroupShift { start, end, agents: 1, breaks: vec![] };
/// let desk = DeskSimulation {
///     start,
///     end,
///     streams: vec![ContactStream::new("calls", ContactArrivals::At { instants }, fixed)],
///     groups: vec![AgentGroup { name: "desk".into(), skills: vec!["calls".into()], shifts: vec![shift] }],
///     sla: None,
/// };
/// let outcome = simulate_desk(&desk, &SimulationOptions::new(1, 1))?;
/// // The second one waits for two minutes.
/// assert_eq!(outcome.total.mean_wait_seconds.unwrap().value, 60.0);
/// assert_eq!(outcome.groups[0].busy_hours.value, 0.1);
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// A. M. Law, "Simulation Modeling and Analysis" (2015), for replications and warm-up; E. Çinlar, "Introduction to
/// Stochastic Processes" (1975), for the inversion.
pub fn simulate_desk(desk: &DeskSimulation, options: &SimulationOptions) -> Result<SimulatedDesk> {
    let confidence = options.checked();
    let (confidence, model) = match confidence {
        Ok(confidence) => (confidence, compile(desk, options)?),
        // With the faults of the desk, as far as they don't hang on the options.
        Err(error) => {
            let usual = SimulationOptions::new(options.seed, 1);
            return both(Err::<(), Error>(error), compile(desk, &usual)).and_then(|_| unchecked());
        }
    };
    let ran = replicate(&model, options)?;
    outcome(&model, options, confidence, ran)
}

fn unchecked<T>() -> Result<T> {
    let kind = crate::error::ErrorKind::Internal;
    Err(Error::new(kind, "internal.no_fault", "", "an error without faults"))
}

/// All replications, in their order.
fn replicate(model: &Model, options: &SimulationOptions) -> Result<Vec<Ran>> {
    let told = |replication: u32| options.contacts.filter(|_| replication == 0).unwrap_or(0);
    let one = |replication| run(model, options.seed, replication, told(replication));
    #[cfg(feature = "parallel")]
    {
        use rayon::iter::{IntoParallelIterator, ParallelIterator};
        (0..options.replications).into_par_iter().map(one).collect()
    }
    #[cfg(not(feature = "parallel"))]
    (0..options.replications).map(one).collect()
}

/// The figures of all replications.
fn outcome(
    model: &Model,
    options: &SimulationOptions,
    confidence: f64,
    ran: Vec<Ran>,
) -> Result<SimulatedDesk> {
    let contacts = ran.iter().map(|it| it.contacts).sum::<u64>();
    let told = ran.first().map(|it| it.log.told.iter().map(|told| tell(model, told)).collect());
    let contacts_told = told.unwrap_or_else(|| Ok(Vec::new()))?;
    let tallies: Vec<_> = ran.into_iter().map(|it| it.tally).collect();
    let degrees = options.replications.saturating_sub(1);
    let reach = (degrees > 0).then(|| two_sided_t(degrees, confidence));
    let figures = Figures { model, tallies: &tallies, reach };
    let all = 0..model.intervals;
    let streams = model.streams.iter().enumerate();
    let each = |(place, stream): (usize, &super::compile::Stream)| {
        figures.contacts(&stream.name, |it| it == place, None)
    };
    let mut channels: Vec<_> = model.streams.iter().map(|it| it.channel).collect();
    channels.sort_unstable();
    channels.dedup();
    let mut priorities: Vec<_> = model.streams.iter().map(|it| it.priority).collect();
    priorities.sort_unstable();
    priorities.dedup();
    let of = |holds: &dyn Fn(&super::compile::Stream) -> bool| {
        figures.contacts("all", |it| model.streams.get(it).is_some_and(holds), None)
    };
    let channel = |channel| ChannelFigures { channel, figures: of(&|it| it.channel == channel) };
    let priority =
        |priority| PriorityFigures { priority, figures: of(&|it| it.priority == priority) };
    let groups = || 0..model.groups.len();
    let mut outcome = SimulatedDesk {
        replications: options.replications,
        confidence,
        contacts_simulated: i64::try_from(contacts).unwrap_or(i64::MAX),
        total: figures.contacts("all", |_| true, None),
        streams: streams.map(each).collect(),
        channels: channels.into_iter().map(channel).collect(),
        priorities: priorities.into_iter().map(priority).collect(),
        groups: groups().map(|group| figures.group(group, all.clone())).collect(),
        intervals: Vec::new(),
        contacts: contacts_told,
        steps: Vec::new(),
    };
    if options.interval.is_some() {
        let told = |interval: usize| {
            let at = |place: usize| {
                let place = u64::try_from(place).unwrap_or(u64::MAX);
                model.instant(model.length.saturating_mul(place).min(model.end))
            };
            let this = interval..interval + 1;
            let streams = model.streams.iter().enumerate().map(|(place, stream)| {
                figures.contacts(&stream.name, |it| it == place, Some(interval))
            });
            Ok(SimulatedInterval {
                start: at(interval)?,
                end: at(interval + 1)?,
                total: figures.contacts("all", |_| true, Some(interval)),
                streams: streams.collect(),
                groups: groups().map(|group| figures.group(group, this.clone())).collect(),
            })
        };
        outcome.intervals = (0..model.intervals).map(told).collect::<Result<_>>()?;
    }
    outcome.steps = steps(model, options, &outcome);
    Ok(outcome)
}

fn tell(model: &Model, told: &super::log::Told) -> Result<SimulatedContact> {
    let instant = |at: Option<u64>| at.map(|at| model.instant(at)).transpose();
    Ok(SimulatedContact {
        stream: model.streams.get(told.stream).map(|it| it.name.clone()).unwrap_or_default(),
        step: told.step,
        arrived_at: model.instant(told.arrived)?,
        answered_at: instant(told.answered)?,
        ended_at: instant(told.ended)?,
        group: told.group.and_then(|group| model.groups.get(group)).map(|it| it.name.clone()),
        end: told.end,
    })
}
