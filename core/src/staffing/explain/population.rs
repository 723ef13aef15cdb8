use super::queue::brief_wait;
use super::step::{QueueStep, QueueTerm, step};
use super::words::{agents as team, brief, percent, rounded, seconds, some, within as limit};
use crate::error::Result;
use crate::staffing::check;
use crate::staffing::{PopulationInput, population_metrics};
use crate::time::Span;

/// How long the people of a population wait, step by step: the load of one of them, the model, and each figure with its
/// formula and what it means.
///
/// # Arguments
/// Those of [`population_metrics`].
///
/// # Errors
/// Those of [`population_metrics`].
///
/// # Example: two people and one agent
/// ```
/// use firstline::staffing::{PopulationInput, explain_population};
/// use firstline::time::Span;
/// let aht = Span::minutes(10);
/// let staff = PopulationInput { sources: 2, calls_per_idle_hour: 6.0, aht };
/// let steps = explain_population(&staff, 1, Span::ZERO)?;
/// assert_eq!(steps[1].text, "2 people call, and who waits does not call again meanwhile");
/// assert_eq!(steps[4].text, "50.0 % of calls wait");
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn explain_population(
    population: &PopulationInput,
    agents: u32,
    within: Span,
) -> Result<Vec<QueueStep>> {
    let metrics = population_metrics(population, agents, within)?;
    let aht = seconds(population.aht);
    let rate = population.calls_per_idle_hour;
    let load = check::load(rate, population.aht, "population.calls_per_idle_hour")?;
    let calls = some(rate, "call", "calls");
    let people = some(population.sources, "person", "people");
    let call = if population.sources == 1 { "calls" } else { "call" };
    let throughput = some(rounded(metrics.throughput_per_hour), "call", "calls");
    let are = if throughput == "1 call" { "is" } else { "are" };
    let busy = match agents {
        0 => ("no agents".to_owned(), "there is nobody to be busy".to_owned()),
        _ => (
            format!("{throughput} an hour * {aht} / 3600 s / {}", team(agents)),
            format!("{} of their time, agents are busy", percent(metrics.occupancy)),
        ),
    };
    let asa = match metrics.asa_seconds {
        Some(asa) => format!("those who call wait for {} s on average", brief_wait(asa)),
        None if agents == 0 && load > 0.0 => "nobody is ever answered".to_owned(),
        None => "nobody calls".to_owned(),
    };
    let level = format!(
        "{} of all who call are answered {}",
        percent(metrics.service_level),
        limit(within)
    );
    let waiting = some(rounded(metrics.queue_length), "person waits", "people wait");
    Ok(vec![
        step(
            QueueTerm::OfferedLoad,
            format!("{calls} an hour * {aht} / 3600 s"),
            load,
            format!(
                "each who has no call open makes {calls} an hour, {}",
                some(brief(load), "Erlang", "Erlangs")
            ),
        ),
        step(
            QueueTerm::Model,
            "M/M/c//N",
            None,
            format!("{people} {call}, and who waits does not call again meanwhile"),
        ),
        step(
            QueueTerm::Throughput,
            "N / (time without a call + wait + handling time)",
            metrics.throughput_per_hour,
            format!("{throughput} an hour {are} answered"),
        ),
        step(QueueTerm::Occupancy, busy.0, metrics.occupancy, busy.1),
        step(
            QueueTerm::PWait,
            "P(c or more of the N - 1 others have a call open)",
            metrics.p_wait,
            format!("{} of calls wait", percent(metrics.p_wait)),
        ),
        step(QueueTerm::ServiceLevel, "answered in time / offered", metrics.service_level, level),
        step(QueueTerm::Asa, "queue length / throughput", metrics.asa_seconds, asa),
        step(
            QueueTerm::QueueLength,
            "Σ (n - c) P(n calls open), n > c",
            metrics.queue_length,
            format!("{waiting} at a time on average"),
        ),
    ])
}
