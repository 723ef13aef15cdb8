use super::step::{QueueStep, QueueTerm, step};
use super::words::{agents as team, brief, erlangs, percent, rounded, some};
use crate::error::Result;
use crate::staffing::{erlang_b, erlang_b_retrials};

/// The share of calls that are lost where nobody can wait, step by step: the load, the model, the share that is lost, the
/// load that is carried, and how busy agents are.
///
/// # Arguments
/// Those of [`erlang_b`].
///
/// # Errors
/// Those of [`erlang_b`].
///
/// # Example: two Erlangs and two agents
/// ```
/// use firstline::staffing::explain_erlang_b;
/// let steps = explain_erlang_b(2.0, 2)?;
/// assert_eq!(steps[3].formula, "2 Erlangs * (1 - 0.4)");
/// assert_eq!(steps[3].text, "calls keep 1.2 agents busy");
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn explain_erlang_b(offered_load: f64, agents: u32) -> Result<Vec<QueueStep>> {
    let found = erlang_b(offered_load, agents)?;
    let text = "nobody can wait: who finds no free agent is turned away";
    Ok(vec![
        offered(offered_load),
        step(QueueTerm::Model, "Erlang B", None, text),
        blocking("(a^c / c!) / Σ a^k / k!, k = 0 .. c", found.blocking, agents, "calls"),
        carried(offered_load, found.blocking, found.carried_load),
        occupancy(found.carried_load, found.occupancy, agents),
    ])
}

/// The share of calls that are lost where some are made again, step by step: the load of first attempts and of all, the
/// share of attempts that is lost, and that of calls that are lost for good.
///
/// # Arguments
/// Those of [`erlang_b_retrials`].
///
/// # Errors
/// Those of [`erlang_b_retrials`].
///
/// # Example: half of the calls that are lost are made again
/// ```
/// use firstline::staffing::explain_erlang_b_retrials;
/// let steps = explain_erlang_b_retrials(1.0, 1, 0.5)?;
/// assert_eq!(steps[2].formula, "A = 1 + 0.5 * A * B(1, A)");
/// assert_eq!(steps[2].text, "all attempts, those that are made again too, are 1.41 Erlangs");
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn explain_erlang_b_retrials(
    offered_load: f64,
    agents: u32,
    retry_share: f64,
) -> Result<Vec<QueueStep>> {
    let found = erlang_b_retrials(offered_load, agents, retry_share)?;
    let retry_share = retry_share.abs();
    let (all, total) = (erlangs(found.total_load), brief(found.total_load));
    let model = format!(
        "nobody can wait: who finds no free agent is turned away, and {} of those call again",
        percent(retry_share)
    );
    let (first, lost) = (brief(offered_load), brief(found.blocking));
    let for_good = match offered_load > 0.0 {
        true => format!("(1 - {retry_share}) * {lost} * {total} / {first}"),
        false => format!("(1 - {retry_share}) * {lost} / (1 - {retry_share} * {lost})"),
    };
    Ok(vec![
        offered(offered_load),
        step(QueueTerm::Model, "Erlang B with retries", None, model),
        step(
            QueueTerm::AllAttempts,
            format!("A = {first} + {retry_share} * A * B({agents}, A)"),
            found.total_load,
            format!("all attempts, those that are made again too, are {all}"),
        ),
        blocking("B(c, A)", found.blocking, agents, "attempts"),
        step(
            QueueTerm::LostForGood,
            for_good,
            found.lost_for_good,
            format!("{} of all who call never get an answer", percent(found.lost_for_good)),
        ),
    ])
}

fn offered(load: f64) -> QueueStep {
    let busy = some(rounded(load), "agent", "agents");
    let text = format!("if all were answered, the calls would keep {busy} busy");
    step(QueueTerm::OfferedLoad, "a = calls * handling time", load, text)
}

/// Who finds no free agent.
pub(super) fn blocking(formula: &str, share: f64, agents: u32, what: &str) -> QueueStep {
    let find = match agents {
        0 => "find no agent".to_owned(),
        1 => "find the one agent busy".to_owned(),
        _ => format!("find all {} busy", team(agents)),
    };
    let text = format!("{} of {what} {find} and are lost", percent(share));
    step(QueueTerm::Blocking, formula, share, text)
}

fn carried(load: f64, lost: f64, carried: f64) -> QueueStep {
    let formula = format!("{} * (1 - {})", erlangs(load), brief(lost));
    step(QueueTerm::CarriedLoad, formula, carried, kept_busy(carried))
}

/// What a load that is carried means.
pub(super) fn kept_busy(carried: f64) -> String {
    format!("calls keep {} busy", some(rounded(carried), "agent", "agents"))
}

fn occupancy(carried: f64, occupancy: f64, agents: u32) -> QueueStep {
    let (formula, text) = match agents {
        0 => ("no agents".to_owned(), "there is nobody to be busy".to_owned()),
        _ => (
            format!("{} / {}", erlangs(carried), team(agents)),
            format!("{} of their time, agents are busy", percent(occupancy)),
        ),
    };
    step(QueueTerm::Occupancy, formula, occupancy, text)
}
