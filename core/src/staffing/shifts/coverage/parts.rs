//! Stretches of time that no shift leads out of, each of which is covered by itself.

use super::super::civil::stamp;
use super::super::table::{add, at};
#[cfg(feature = "solver")]
use super::breaks::cheapest;
use super::contiguous::contiguous;
use super::crew::{Crew, Pause};
use super::greedy::greedy;
use super::input::{Offer, Task, Wanted};
use super::line::Line;
use crate::error::{Error, ErrorKind, Result};

/// A cover, and what is known of cheaper ones.
#[derive(Debug)]
pub(super) struct Cover {
    pub(super) crew: Crew,
    pub(super) bound: i64,
}

/// The cheapest cover; of shifts with breaks, the cheapest that was found.
pub(super) fn cover(task: &Task, pauses: &[Vec<Pause>]) -> Result<Cover> {
    let mut cover = Cover { crew: Crew::nobody(pauses), bound: 0 };
    let mut from = 0;
    while let Some(first) = task.offers.get(from) {
        let mut until = first.end;
        let offers = task.offers.get(from..).unwrap_or_default();
        let within = offers.iter().take_while(|it| {
            let within = it.start < until;
            until = until.max(if within { it.end } else { until });
            within
        });
        let count = within.count();
        // A need that reaches beyond is cut: each part has its own of it.
        let overlapping = task.wanted.iter().filter(|it| it.start < until && it.end > first.start);
        let own: Vec<Wanted> = overlapping
            .map(|it| Wanted { start: it.start.max(first.start), end: it.end.min(until), ..*it })
            .collect();
        let (some, of) = (offers.get(..count), pauses.get(from..from + count));
        part(&own, some.unwrap_or_default(), of.unwrap_or_default(), from, task.nodes, &mut cover)?;
        from += count;
    }
    Ok(cover)
}

fn part(
    wanted: &[Wanted],
    offers: &[Offer],
    pauses: &[Vec<Pause>],
    from: usize,
    nodes: u64,
    cover: &mut Cover,
) -> Result<()> {
    let internal = || {
        Error::new(
            ErrorKind::Internal,
            "internal.no_flow",
            "",
            "a need that shifts reach has no cover",
        )
    };
    let plain = Line::new(wanted, offers, std::iter::empty());
    let flow = contiguous(&plain, offers).ok_or_else(internal)?;
    let without: i64 = flow.iter().zip(offers).map(|(count, it)| count * it.cost).sum();
    if pauses.iter().all(Vec::is_empty) {
        cover.bound += without;
        flow.iter()
            .zip(from..)
            .for_each(|(count, place)| add(&mut cover.crew.counts, place, *count));
        return Ok(());
    }
    let at_breaks = pauses
        .iter()
        .flatten()
        .flat_map(|it| it.starts.iter().flat_map(|start| [*start, start + it.length]));
    let line = Line::new(wanted, offers, at_breaks);
    let known = greedy(&line, offers, pauses, Crew::nobody(pauses)).map_err(|piece| {
        let instant = at(&line.points, piece);
        let message = format!(
            "whoever could be at work at {} has a break then, wherever it lies; give wider windows, or another template",
            stamp(instant)
        );
        let place = wanted.iter().find(|it| it.end > instant).map_or(0, |it| it.place);
        Error::new(ErrorKind::Unreachable, "coverage.uncovered", format!("input.need[{place}]"), message)
    })?;
    // Breaks only take away: no cover costs less than without them.
    let (best, bound) = cheapest(&line, offers, pauses, known, without, nodes)?;
    cover.bound += bound;
    best.counts
        .iter()
        .zip(from..)
        .for_each(|(count, place)| add(&mut cover.crew.counts, place, *count));
    for (of, found) in cover.crew.breaks.iter_mut().skip(from).zip(best.breaks) {
        *of = found;
    }
    Ok(())
}

#[cfg(not(feature = "solver"))]
fn cheapest(
    _: &Line,
    _: &[Offer],
    _: &[Vec<Pause>],
    _: Crew,
    _: i64,
    _: u64,
) -> Result<(Crew, i64)> {
    let message = "shifts with breaks need the feature 'solver' of the crate, which is on by default and was switched off";
    Err(Error::new(ErrorKind::NotAllowed, "breaks.feature_off", "input.templates", message))
}
