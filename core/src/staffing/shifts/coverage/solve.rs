use super::super::civil::{date_of, paid, stamp};
use super::super::table::at;
use super::crew::{Crew, Pause, pauses};
use super::input::{CoverageInput, Task};
use super::line::Line;
use super::outcome::{CoverageShift, CoveredInterval, ShiftCoverage};
use super::parts::cover;
use super::steps::steps;
use crate::error::{Error, ErrorKind, Result};
use crate::float::float;
use crate::time::{Period, Span};

/// The cheapest shifts that cover a need at every instant.
///
/// Shifts are told in absolute time, so that midnight, the end of a week and days of 23 or 25 hours are nothing special. What
/// is needed in the first hours of the first day is covered by night shifts of the day before, where `first` allows that.
///
/// # Formula
/// The least Σ cost · shifts so that, at every instant, as many are at work and on no break as are needed. Without breaks, a
/// shift covers consecutive pieces of time, and the cheapest ones are a minimum-cost flow: the bound is the cost, and the
/// gap zero. With breaks it is a program in whole numbers, for each stretch of time that no shift leads out of. Where
/// shifts may be divided, it has an exact solution: the bound. That is rounded down, filled up, and made cheaper by
/// 300 · `max_nodes` changes, in each of which a few shifts that overlap are replaced. If a cheaper cover may be left
/// and there are no more than 4,000 shifts and places of breaks (20,000 with the crate's feature `highs`), branch and bound
/// of up to `max_nodes` goes on from there. What is found is checked in whole numbers.
///
/// # Errors
/// All of a kind at once: for a template `name.empty`, `name.duplicate`, `span.not_positive`, `shift.longer_than_a_day`,
/// `starts.none`, `starts.duplicate`, `starts.too_many`, `time_of_day.out_of_range`, `break.outside_shift`,
/// `break.no_window`, `break.overlapping`, `break.too_many_places`, `integer.out_of_range` for its cost; for a need
/// `interval.empty`, `interval.overlapping`, `integer.out_of_range`, `need.skill`; `period.reversed`; `templates.none`
/// with a need; `integer.out_of_range` for `max_nodes`; then `coverage.uncovered` at each need of which no shift covers some
/// instant. `templates.too_many`, `need.too_many`, `shifts.too_many`, `period.too_long` and `breaks.too_many` for what is
/// too much; `timestamp.out_of_range` near the years 1 and 9999. `breaks.feature_off` for breaks in a crate that was
/// built without its feature `solver`.
///
/// # Complexity
/// Without breaks, for each different cost of a path one search for shortest paths in a network of as many arcs as
/// there are pieces of time and shifts: a week of quarters of an hour takes milliseconds. With breaks, that of a
/// linear program, which takes seconds for such a week, of O(changes · shifts that overlap), and of branch and bound.
///
/// # Example: the night before covers the first morning
/// ```
/// use firstline::staffing::{CoverageInput, ShiftNeed, ShiftTemplate, shift_coverage};
/// use firstline::time::Span;
/// let need = ShiftNeed {
///     start: "2026-03-02T00:00:00Z".parse()?,
///     end: "2026-03-03T00:00:00Z".parse()?,
///     agents: 2,
///     skill: None,
/// };
/// let shift = |label, start: &str| Ok::<_, firstline::Error>(ShiftTemplate::new(label, start.parse()?, Span::hours(8)));
/// let input = CoverageInput {
///     zone: "UTC".parse()?,
///     templates: vec![shift("early", "06:00")?, shift("late", "14:00")?, shift("night", "22:00")?],
///     need: vec![need],
///     first: None,
///     last: None,
///     max_nodes: None,
/// };
/// let cover = shift_coverage(&input)?;
/// assert_eq!((cover.count, cover.bound), (8, 8));
/// assert_eq!((cover.shifts[0].shift.as_str(), cover.shifts[0].date), ("night", "2026-03-01".parse()?));
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// M. Segal, "The operator-scheduling problem: a network-flow approach", Operations Research 22 (1974); with breaks, T.
/// Aykin, "Optimal shift scheduling with multiple break windows", Management Science 42 (1996); G. Schrimpf et al., "Record
/// breaking optimization results using the ruin and recreate principle", Journal of Computational Physics 159 (2000).
pub fn shift_coverage(input: &CoverageInput) -> Result<ShiftCoverage> {
    let task = input.task()?;
    let pauses = pauses(&input.templates, &task.offers);
    let found = cover(&task, &pauses)?;
    outcome(input, &task, &pauses, &found.crew, found.bound)
}

fn outcome(
    input: &CoverageInput,
    task: &Task,
    pauses: &[Vec<Pause>],
    crew: &Crew,
    bound: i64,
) -> Result<ShiftCoverage> {
    let at_breaks = pauses
        .iter()
        .flatten()
        .flat_map(|it| it.starts.iter().flat_map(|start| [*start, start + it.length]));
    let line = Line::new(&task.wanted, &task.offers, at_breaks);
    let at_work = crew.at_work(&line, &task.offers, pauses);
    if !crew.whole() || at_work.iter().zip(&line.need).any(|(count, need)| count < need) {
        let message = "the shifts that were found do not cover the need";
        return Err(Error::new(ErrorKind::Internal, "internal.uncovered", "", message));
    }
    let (mut shifts, mut paid_time) = (Vec::new(), 0);
    for ((offer, place), pauses) in task.offers.iter().zip(0_usize..).zip(pauses) {
        let Some(template) = input.templates.get(offer.template) else { continue };
        paid_time += at(&crew.counts, place) * paid(template, offer.start, offer.end);
        for (starts, agents) in crew.shifts(place, pauses) {
            let period = |(start, pause): (&i64, &Pause)| Period {
                start: stamp(*start),
                end: stamp(start + pause.length),
            };
            shifts.push(CoverageShift {
                shift: template.label.clone(),
                date: date_of(offer.day).ok_or_else(|| {
                    Error::new(ErrorKind::Internal, "internal.no_date", "", "a day without a date")
                })?,
                start: stamp(offer.start),
                end: stamp(offer.end),
                breaks: starts.iter().zip(pauses).map(period).collect(),
                agents: u32::try_from(agents).unwrap_or(u32::MAX),
            });
        }
    }
    let intervals = intervals(input, &line, &at_work);
    let needed =
        intervals.iter().map(|it| i64::from(it.needed) * it.end.since(it.start).as_millis()).sum();
    let worked =
        at_work.iter().zip(0_usize..).map(|(count, piece)| count * line.length(piece)).sum();
    let cost = crew.cost(&task.offers);
    let mut cover = ShiftCoverage {
        shifts,
        count: crew.counts.iter().sum(),
        cost,
        bound,
        gap: if cost > bound { float(cost - bound) / float(cost) } else { 0.0 },
        intervals,
        needed: Span::from_millis(needed),
        worked: Span::from_millis(worked),
        paid: Span::from_millis(paid_time),
        steps: Vec::new(),
    };
    let breaks = pauses.iter().any(|it| !it.is_empty());
    cover.steps = steps(input, task, &cover, breaks);
    Ok(cover)
}

/// How each need is met; one of nobody too.
fn intervals(input: &CoverageInput, line: &Line, at_work: &[i64]) -> Vec<CoveredInterval> {
    let mut order: Vec<_> = input.need.iter().collect();
    order.sort_by_key(|it| it.start);
    let told = |count: Option<&i64>| count.and_then(|it| u32::try_from(*it).ok()).unwrap_or(0);
    let interval = |it: &super::super::need::ShiftNeed| {
        let (start, end) = (it.start.as_millis(), it.end.as_millis());
        // A need of nobody may begin or end within a piece.
        let first = line.points.partition_point(|point| *point <= start);
        let last = line.points.partition_point(|point| *point < end);
        let pieces =
            at_work.get(first.saturating_sub(1)..last.min(at_work.len())).unwrap_or_default();
        let outside = first == 0 || last > at_work.len();
        let least = if outside { 0 } else { told(pieces.iter().min()) };
        CoveredInterval {
            start: it.start,
            end: it.end,
            needed: it.agents,
            least,
            most: told(pieces.iter().max()),
        }
    };
    order.into_iter().map(interval).collect()
}
