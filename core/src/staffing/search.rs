use super::check::whole;
use super::figures::Figures;

/// A number of agents with its figures, and those of one agent fewer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) agents: u32,
    pub(super) figures: Figures,
    pub(super) fewer: Option<Figures>,
}

/// Agents, by how much they miss the target, and their figures.
#[derive(Clone, Copy)]
struct Tried {
    agents: u32,
    missed: f64,
    figures: Figures,
}

/// The fewest agents that meet a target which all greater numbers of them meet too; nothing beyond `u32`.
///
/// `missed_by` says by how much figures miss it; zero or less: they meet it; nothing: they miss it by far. From
/// `guess` it gallops to the side where the answer lies, then draws lines between the ends or halves.
pub(super) fn least(
    guess: u32,
    step: u32,
    at: impl Fn(u32) -> Figures,
    missed_by: impl Fn(&Figures) -> Option<f64>,
) -> Option<Found> {
    let tried = |agents| {
        let figures = at(agents);
        Tried { agents, missed: missed_by(&figures).unwrap_or(f64::INFINITY), figures }
    };
    let (mut step, mut last) = (step.max(1), tried(guess));
    let (mut low, mut high);
    if last.missed <= 0.0 {
        loop {
            high = last;
            if last.agents == 0 {
                return Some(Found { agents: 0, figures: last.figures, fewer: None });
            }
            last = tried(last.agents.saturating_sub(step));
            if last.missed > 0.0 {
                low = last;
                break;
            }
            step = step.saturating_mul(2);
        }
    } else {
        loop {
            low = last;
            if last.agents == u32::MAX {
                return None;
            }
            last = tried(last.agents.saturating_add(step));
            if last.missed <= 0.0 {
                high = last;
                break;
            }
            step = step.saturating_mul(2);
        }
    }
    let mut halve = false;
    while high.agents - low.agents > 1 {
        let width = high.agents - low.agents;
        let line = f64::from(width) * (low.missed / (low.missed - high.missed));
        let ahead = whole(line).filter(|_| !halve).unwrap_or(width / 2);
        let middle = tried(low.agents + ahead.clamp(1, width - 1));
        match middle.missed <= 0.0 {
            true => high = middle,
            false => low = middle,
        }
        // A line that leaves more than half of it is followed by a halving.
        halve = !halve && high.agents - low.agents > width / 2;
    }
    Some(Found { agents: high.agents, figures: high.figures, fewer: Some(low.figures) })
}
