//! Shifts with breaks: what is cheapest where they may be divided, rounded down, filled up, made cheaper by many small
//! changes, and searched on from there as long as something cheaper may be.

use super::super::divisor::divisor;
use super::super::linear::MOST_SEARCHED;
use super::crew::{Crew, Pause};
use super::greedy::greedy;
use super::improve::improved;
use super::input::Offer;
use super::line::Line;
use super::program::{divided, numbers, searched};
use crate::error::Result;

/// How many changes are tried for each node.
const CHANGES: u64 = 300;
/// The cheapest cover of a part, as far as so many nodes tell, and what none costs less than; `known` is one to begin with,
/// and nothing costs less than `least`.
pub(super) fn cheapest(
    line: &Line,
    offers: &[Offer],
    pauses: &[Vec<Pause>],
    known: Crew,
    least: i64,
    nodes: u64,
) -> Result<(Crew, i64)> {
    let numbers = numbers(pauses)?;
    // What shifts cost is a multiple of what all prices are multiples of.
    let unit = offers.iter().fold(0, |unit, it| divisor(unit, it.cost)).max(1);
    let payable = |bound: i64| (bound + unit - 1).div_euclid(unit) * unit;
    let cheaper = |a: Crew, b: Option<Crew>| match b {
        Some(b) if b.cost(offers) < a.cost(offers) => b,
        _ => a,
    };
    let (floor, shares) = divided(line, offers, pauses).unzip();
    let filled = floor.and_then(|floor| greedy(line, offers, pauses, floor).ok());
    let mut bound = payable(least.max(shares.unwrap_or(0)));
    let mut best = cheaper(known, filled);
    best = improved(line, offers, pauses, &best, nodes.saturating_mul(CHANGES), bound);
    if best.cost(offers) > bound && numbers <= MOST_SEARCHED {
        let (found, searched) = searched(line, offers, pauses, &best, nodes);
        let covers = |crew: &Crew| {
            let at_work = crew.at_work(line, offers, pauses);
            crew.whole() && at_work.iter().zip(&line.need).all(|(count, need)| count >= need)
        };
        best = cheaper(best, found.filter(covers));
        bound = bound.max(payable(searched)).min(best.cost(offers));
    }
    Ok((best, bound))
}
