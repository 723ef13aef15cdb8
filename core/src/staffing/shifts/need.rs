use crate::error::Fault;
use crate::staffing::curve::CurveInterval;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How many agents have to be at work, from one instant until another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShiftNeed {
    /// Its first instant.
    pub start: Timestamp,
    /// The first instant after it; later than its start.
    pub end: Timestamp,
    /// How many, at every instant of it: zero to 1,000,000.
    pub agents: u32,
    /// The skill that each of them needs; absent: whoever is at work will do. Who has several skills works by one of
    /// them at a time.
    pub skill: Option<String>,
}

/// What a staffing curve needs: the agents of its intervals, whoever they are.
///
/// # Example
/// ```
/// use firstline::staffing::{CurveQueue, CurveRules, IntervalArrivals, LoadMethod, StaffingTargets, shift_needs, staffing_curve};
/// use firstline::time::Span;
/// let arrivals = [IntervalArrivals {
///     start: "2026-03-02T08:00:00Z".parse()?,
///     end: "2026-03-02T09:00:00Z".parse()?,
///     arrivals: 40.0,
/// }];
/// let targets = StaffingTargets { max_p_wait: Some(0.2), ..Default::default() };
/// let queue = CurveQueue::new(Span::minutes(30));
/// let curve = staffing_curve(&arrivals, &queue, &targets, &CurveRules::new(LoadMethod::Sipp {}))?;
/// assert_eq!(shift_needs(&curve.intervals)[0].agents, 26);
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn shift_needs(intervals: &[CurveInterval]) -> Vec<ShiftNeed> {
    let need = |it: &CurveInterval| ShiftNeed {
        start: it.start,
        end: it.end,
        agents: it.agents,
        skill: None,
    };
    intervals.iter().map(need).collect()
}

/// The most intervals, and the most agents of one.
const MOST_INTERVALS: usize = 20_000;
const MOST_AGENTS: u32 = 1_000_000;

/// All faults of a need, at paths below `path`. Those of one skill may not overlap.
pub(super) fn need_faults(need: &[ShiftNeed], path: &str, faults: &mut Vec<Fault>) {
    if need.len() > MOST_INTERVALS {
        let message =
            format!("{} intervals are too many; give at most {MOST_INTERVALS}", need.len());
        faults.push(Fault::invalid("need.too_many", path, message));
        return;
    }
    for (it, place) in need.iter().zip(0_u32..) {
        if it.end <= it.start {
            let message = format!("{} is not after {}; give a later end", it.end, it.start);
            faults.push(Fault::invalid("interval.empty", format!("{path}[{place}].end"), message));
        }
        if it.agents > MOST_AGENTS {
            let message = format!("{} agents are too many; give at most {MOST_AGENTS}", it.agents);
            faults.push(Fault::invalid(
                "integer.out_of_range",
                format!("{path}[{place}].agents"),
                message,
            ));
        }
    }
    let mut order: Vec<(&ShiftNeed, u32)> = need.iter().zip(0_u32..).collect();
    order.sort_by_key(|(it, place)| (&it.skill, it.start, *place));
    let overlapping = |(a, _): &(&ShiftNeed, u32), (b, _): &(&ShiftNeed, u32)| {
        a.skill == b.skill && b.start < a.end
    };
    for pair in order.windows(2) {
        if let [before, after] = pair
            && overlapping(before, after)
        {
            let message = format!(
                "it starts before interval {} ends; give intervals that do not overlap, and the sum of their agents where they do",
                before.1
            );
            faults.push(Fault::invalid(
                "interval.overlapping",
                format!("{path}[{}].start", after.1),
                message,
            ));
        }
    }
}
