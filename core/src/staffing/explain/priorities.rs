use super::queue::{brief_wait, call_load};
use super::step::{QueueStep, QueueTerm, step};
use super::words::{agents as team, brief, erlangs, percent, seconds};
use crate::error::Result;
use crate::staffing::check;
use crate::staffing::{PriorityClass, PriorityWait, Stability, priority_waits};
use crate::time::Span;

/// How long calls of each priority wait, step by step: the load of all, how many wait, and for each priority how busy it
/// and those above keep the agents, and how long its calls wait.
///
/// # Arguments
/// Those of [`priority_waits`].
///
/// # Errors
/// Those of [`priority_waits`].
///
/// # Example: one agent, two priorities
/// ```
/// use firstline::staffing::{PriorityClass, explain_priority_waits};
/// use firstline::time::Span;
/// let classes = ["P1", "P2"].map(|name| PriorityClass {
///     name: name.to_owned(),
///     arrivals_per_hour: 15.0,
/// });
/// let steps = explain_priority_waits(&classes, Span::minutes(1), 1)?;
/// assert_eq!(steps[6].formula, "P(wait) 0.5 * 60 s / 1 / ((1 - 0.25) * (1 - 0.5))");
/// assert_eq!(steps[6].text, "P2 waits for 80 s on average, and for 160 s if it waits at all");
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn explain_priority_waits(
    classes: &[PriorityClass],
    aht: Span,
    agents: u32,
) -> Result<Vec<QueueStep>> {
    let waits = priority_waits(classes, aht, agents)?;
    let calls: f64 = classes.iter().fold(0.0, |sum, class| sum + class.arrivals_per_hour);
    let load = check::load(calls, aht, "classes")?;
    let text =
        "a free agent takes the call of the highest priority that waits, and nobody is interrupted";
    let mut steps = vec![
        call_load(calls, &seconds(aht), load),
        step(QueueTerm::Model, "M/M/c with non-preemptive priorities", None, text),
    ];
    if let Some(first) = waits.first() {
        let formula = format!("Erlang C, {} and {}", erlangs(load), team(agents));
        let text = format!("{} of calls wait, of each priority as many", percent(first.p_wait));
        steps.push(step(QueueTerm::PWait, formula, first.p_wait, text));
    }
    let (mut names, mut above) = (String::new(), 0.0);
    for (class, wait) in classes.iter().zip(&waits) {
        let and = if names.is_empty() { "" } else { " + " };
        names.push_str(&format!("{and}{}", class.name));
        steps.push(busy(wait, &names, agents));
        steps.push(answer(wait, aht, agents, above));
        above = wait.cumulative_occupancy.unwrap_or_default();
    }
    Ok(steps)
}

/// How busy a priority and those above keep the agents.
fn busy(wait: &PriorityWait, names: &str, agents: u32) -> QueueStep {
    let text = match wait.cumulative_occupancy {
        None => "there are no agents".to_owned(),
        Some(occupancy) if wait.stability == Stability::Stable => {
            format!("{names} keep agents busy for {} of their time", percent(occupancy))
        }
        Some(occupancy) => format!("{names} ask for {} of the time of agents", percent(occupancy)),
    };
    let formula = format!("load of {names} / {}", team(agents));
    step(QueueTerm::Occupancy, formula, wait.cumulative_occupancy, text)
}

/// How long calls of a priority wait.
fn answer(wait: &PriorityWait, aht: Span, agents: u32, above: f64) -> QueueStep {
    let name = &wait.name;
    let Some(asa) = wait.asa_seconds else {
        let occupancy = wait.cumulative_occupancy;
        let formula =
            occupancy.map_or("0 agents".to_owned(), |share| format!("{} >= 1", brief(share)));
        let text = format!(
            "{name} and those above are more work than agents can do, so that the queue of {name} grows for ever"
        );
        return step(QueueTerm::Stability, formula, None, text);
    };
    let Some(of_waiters) = wait.mean_wait_of_waiters_seconds.filter(|_| wait.p_wait > 0.0) else {
        return step(QueueTerm::Asa, "P(wait) = 0", asa, format!("{name} does not wait"));
    };
    let formula = format!(
        "P(wait) {} * {} / {agents} / ((1 - {}) * (1 - {}))",
        brief(wait.p_wait),
        seconds(aht),
        brief(above),
        brief(wait.cumulative_occupancy.unwrap_or_default())
    );
    let text = format!(
        "{name} waits for {} s on average, and for {} s if it waits at all",
        brief_wait(asa),
        brief_wait(of_waiters)
    );
    step(QueueTerm::Asa, formula, asa, text)
}
