use super::blocking::{blocking, kept_busy};
use super::step::{QueueStep, QueueTerm, step};
use super::words::{brief, percent, some};
use crate::error::Result;
use crate::staffing::engset;

/// The share of calls that are lost where few may call and nobody can wait, step by step: the load of one who is idle,
/// the model, how long all agents are busy, how many calls find them so, and the load that is carried.
///
/// # Arguments
/// Those of [`engset`].
///
/// # Errors
/// Those of [`engset`].
///
/// # Example: two callers and one agent
/// ```
/// use firstline::staffing::explain_engset;
/// let steps = explain_engset(2, 1.0, 1)?;
/// assert_eq!(steps[2].text, "for 66.7 % of the time no agent is free");
/// assert_eq!(steps[3].text, "50.0 % of calls find the one agent busy and are lost");
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn explain_engset(
    sources: u32,
    load_per_idle_source: f64,
    agents: u32,
) -> Result<Vec<QueueStep>> {
    let found = engset(sources, load_per_idle_source, agents)?;
    let load = brief(load_per_idle_source);
    let people = some(sources, "person", "people");
    let call = if sources == 1 { "calls" } else { "call" };
    let offered = format!("α' = {load} * (1 - {})", brief(found.call_congestion));
    Ok(vec![
        step(
            QueueTerm::OfferedLoad,
            "α = calls of one who is idle * handling time",
            load_per_idle_source,
            format!("each who is not being served calls for {}", some(&load, "Erlang", "Erlangs")),
        ),
        step(
            QueueTerm::Model,
            "Engset",
            None,
            format!("{people} {call}, and nobody can wait: who finds no free agent is turned away"),
        ),
        step(
            QueueTerm::TimeCongestion,
            "C(N, c) α^c / Σ C(N, k) α^k, k = 0 .. c",
            found.time_congestion,
            format!("for {} of the time no agent is free", percent(found.time_congestion)),
        ),
        blocking("the same for the N - 1 others", found.call_congestion, agents, "calls"),
        step(
            QueueTerm::CarriedLoad,
            format!("{sources} * α' / (1 + α'), {offered}"),
            found.carried_load,
            kept_busy(found.carried_load),
        ),
    ])
}
