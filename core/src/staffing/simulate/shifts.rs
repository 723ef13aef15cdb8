use super::distribution::whole_micros;
use super::{DeskSimulation, GroupShift};
use crate::error::Fault;
use crate::time::Timestamp;
use std::collections::BTreeMap;

/// The most agents of a group at a time.
const MOST_AGENTS: i64 = 1_000_000;

/// How many agents of a group are at work from each instant on, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Staffed(Vec<(u64, u32)>);

impl Staffed {
    pub(super) fn changes(&self) -> impl Iterator<Item = (u64, u32)> {
        self.0.iter().copied()
    }

    /// The time of all of them from one instant until another.
    pub(super) fn between(&self, from: u64, until: u64) -> u128 {
        let ends = self.0.iter().skip(1).map(|(at, _)| *at).chain([u64::MAX]);
        let each = self.0.iter().zip(ends).map(|((start, agents), end)| {
            let time = end.min(until).saturating_sub((*start).max(from));
            u128::from(time) * u128::from(*agents)
        });
        each.sum()
    }
}

/// Shifts that were checked, without their breaks, and cut to the time that is simulated.
pub(super) fn staffed(
    desk: &DeskSimulation,
    shifts: &[GroupShift],
    end: u64,
    path: &str,
    faults: &mut Vec<Fault>,
) -> Staffed {
    let at = |instant: Timestamp| whole_micros(instant.since(desk.start)).min(end);
    let mut changes: BTreeMap<u64, i64> = BTreeMap::new();
    let mut add = |from: Timestamp, until: Timestamp, agents: i64| {
        *changes.entry(at(from)).or_default() += agents;
        *changes.entry(at(until)).or_default() -= agents;
    };
    for (shift, place) in shifts.iter().zip(0_u32..) {
        let path = format!("{path}.shifts[{place}]");
        if shift.end <= shift.start {
            let message = format!("{} is not after {}; give a later end", shift.end, shift.start);
            faults.push(Fault::invalid("interval.empty", format!("{path}.end"), message));
            continue;
        }
        let agents = i64::from(shift.agents);
        add(shift.start, shift.end, agents);
        let mut last = shift.start;
        for (pause, place) in shift.breaks.iter().zip(0_u32..) {
            let path = format!("{path}.breaks[{place}]");
            if pause.end <= pause.start {
                let message =
                    format!("{} is not after {}; give a later end", pause.end, pause.start);
                faults.push(Fault::invalid("interval.empty", format!("{path}.end"), message));
            } else if pause.start < last {
                let message = format!(
                    "{} is before {last}; give breaks in order, within the shift",
                    pause.start
                );
                let path = format!("{path}.start");
                faults.push(Fault::invalid("interval.overlapping", path, message));
            } else if pause.end > shift.end {
                let message =
                    format!("{} is after the shift, which ends at {}", pause.end, shift.end);
                faults.push(Fault::invalid("interval.outside", format!("{path}.end"), message));
            } else {
                add(pause.start, pause.end, -agents);
            }
            last = last.max(pause.end);
        }
    }
    let (mut now, mut counts) = (0_i64, Vec::with_capacity(changes.len()));
    for (at, change) in changes {
        now += change;
        if at < end && change != 0 {
            counts.push((at, u32::try_from(now).unwrap_or(0)));
        }
        if now > MOST_AGENTS {
            let message = format!("{now} agents at a time; give at most {MOST_AGENTS}");
            faults.push(Fault::invalid("agents.too_many", format!("{path}.shifts"), message));
            break;
        }
    }
    Staffed(counts)
}
