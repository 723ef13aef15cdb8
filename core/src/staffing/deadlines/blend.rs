use super::super::check::{fault, not_negative};
use super::explain::{DeadlineStep, DeadlineTerm, count, in_hours, rounded, step};
use super::hours::StaffedInterval;
use super::rules::occupancy;
use crate::error::{Error, Result};
use crate::time::Timestamp;
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use serde::{Deserialize, Serialize};

/// So many agents from one instant until another, and what phone and chat want of them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlendedInterval {
    /// Its first instant.
    pub start: Timestamp,
    /// The first instant after it.
    pub end: Timestamp,
    /// The agents at work.
    pub agents: u32,
    /// What callers and chats want of them, in Erlangs, as
    /// [`QueueMetrics::offered_load`](crate::staffing::QueueMetrics::offered_load) has it; zero or more. Of several
    /// queues, the sum of what they carry.
    pub offered_load: f64,
    /// The share of it that hangs up or is turned away, from 0 to 1.
    #[serde(default)]
    pub p_abandon: f64,
}

/// How agents go from one to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlendRules {
    /// The share of their time in which agents may be busy, above 0 and up to 1, with at most six decimals.
    pub max_occupancy: Decimal,
    /// The share of the time between calls that is of use for tickets, above 0 and up to 1, with at most six decimals:
    /// whoever is interrupted has to find back.
    pub switch_efficiency: Decimal,
}

/// What phone and chat leave for tickets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CapacityLeft {
    /// What is left in each interval, as agents that do nothing else, rounded down to three decimals: for
    /// [`deadline_outcome`](super::deadline_outcome).
    pub staffed: Vec<StaffedInterval>,
    /// Where nothing is left since agents are busier than they may be: zero stands there.
    pub overloaded: Vec<OverloadedInterval>,
    /// What is left of all intervals together, in words.
    pub steps: Vec<DeadlineStep>,
}

/// An interval in which phone and chat take more than agents may give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverloadedInterval {
    /// Its place in the input, from 0.
    pub place: u32,
    /// How many agents are missing, with agents who are as busy as they may be: load / occupancy − agents, rounded up to three decimals.
    pub missing: Decimal,
}

/// The capacity that phone and chat leave for tickets with deadlines, interval by interval.
///
/// # Formula
/// (agents · occupancy − load · (1 − P(abandon))) · switch efficiency, in exact decimals.
///
/// # Errors
/// All of a kind at once: `number.not_finite` and `number.out_of_range` for loads and shares, `number.too_precise` for
/// rules with more than six decimals.
///
/// # Example
/// ```
/// use firstline::staffing::{BlendRules, BlendedInterval, capacity_left};
/// let interval = BlendedInterval {
///     start: "2026-03-09T09:00:00Z".parse()?,
///     end: "2026-03-09T10:00:00Z".parse()?,
///     agents: 10,
///     offered_load: 5.0,
///     p_abandon: 0.02,
/// };
/// let rules = BlendRules {
///     max_occupancy: "0.85".parse().unwrap(),
///     switch_efficiency: "0.9".parse().unwrap(),
/// };
/// // 8.5 agents may be busy, 4.9 of them are; nine tenths of 3.6 are left.
/// assert_eq!(capacity_left(&[interval], &rules)?.staffed[0].agents, "3.24".parse().unwrap());
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn capacity_left(intervals: &[BlendedInterval], rules: &BlendRules) -> Result<CapacityLeft> {
    let mut faults = Vec::new();
    let shares = [
        occupancy(rules.max_occupancy, "rules.max_occupancy"),
        occupancy(rules.switch_efficiency, "rules.switch_efficiency"),
    ];
    for share in shares {
        faults.extend(share.err().into_iter().flat_map(Error::into_faults));
    }
    let staffed = Vec::with_capacity(intervals.len());
    let mut left = CapacityLeft { staffed, overloaded: Vec::new(), steps: Vec::new() };
    let mut hours = Hours::default();
    for (interval, place) in intervals.iter().zip(0_u32..) {
        match busy(interval, place) {
            Ok(busy) => {
                left.add(interval, place, busy, rules);
                hours.add(interval, busy, left.staffed.last());
            }
            Err(error) => faults.extend(error.into_faults()),
        }
    }
    Error::from_faults(faults)?;
    left.steps = hours.steps(rules, &left);
    Ok(left)
}

/// Hours of agents in all intervals.
#[derive(Default)]
struct Hours {
    at_work: f64,
    called: f64,
    left: f64,
}

impl Hours {
    fn add(&mut self, interval: &BlendedInterval, busy: Decimal, left: Option<&StaffedInterval>) {
        let hours = super::explain::hours(interval.end.since(interval.start));
        let float = |agents: Decimal| agents.to_f64().unwrap_or(f64::INFINITY);
        self.at_work += f64::from(interval.agents) * hours;
        self.called += float(busy) * hours;
        self.left += left.map_or(0.0, |it| float(it.agents)) * hours;
    }

    fn steps(&self, rules: &BlendRules, left: &CapacityLeft) -> Vec<DeadlineStep> {
        let (at_work, called) = (rounded(self.at_work), rounded(self.called));
        let may = self.at_work * rules.max_occupancy.to_f64().unwrap_or_default();
        let text = format!("agents are at work for {at_work} h");
        let mut steps = vec![step(DeadlineTerm::Capacity, "Σ agents * hours", self.at_work, text)];
        let (formula, text) = (
            format!("{at_work} * {}", rules.max_occupancy),
            format!("they may be busy for {} h of these", rounded(may)),
        );
        steps.push(step(DeadlineTerm::MayBeBusy, formula, may, text));
        let text = format!("calls and chats want {called} h of them");
        let formula = "Σ load * (1 - P(abandon)) * hours";
        steps.push(step(DeadlineTerm::Calls, formula, self.called, text));
        let formula = format!("Σ max(0, may be busy - wanted) * {}", rules.switch_efficiency);
        let text = format!("that leaves {} for tickets", in_hours(self.left));
        steps.push(step(DeadlineTerm::Left, formula, self.left, text));
        if let Some(most) = left.overloaded.iter().map(|it| it.missing).max() {
            let text = format!(
                "in {} of {} nothing is left: agents are missing, up to {most} at a time",
                left.overloaded.len(),
                count(left.staffed.len(), "interval", "intervals"),
            );
            let formula = format!("load * (1 - P(abandon)) / {} - agents", rules.max_occupancy);
            steps.push(step(DeadlineTerm::Missing, formula, most.to_f64(), text));
        }
        steps
    }
}

impl CapacityLeft {
    fn add(&mut self, interval: &BlendedInterval, place: u32, busy: Decimal, rules: &BlendRules) {
        let may = Decimal::from(interval.agents) * rules.max_occupancy;
        let free = ((may - busy) * rules.switch_efficiency).max(Decimal::ZERO);
        if busy > may {
            let missing = busy.checked_div(rules.max_occupancy).unwrap_or_default();
            let missing = missing - Decimal::from(interval.agents);
            let missing = missing
                .round_dp_with_strategy(3, rust_decimal::RoundingStrategy::ToPositiveInfinity)
                .normalize();
            self.overloaded.push(OverloadedInterval { place, missing });
        }
        self.staffed.push(StaffedInterval {
            start: interval.start,
            end: interval.end,
            agents: free.trunc_with_scale(3).normalize(),
        });
    }
}

/// The agents that callers keep busy.
fn busy(interval: &BlendedInterval, place: u32) -> Result<Decimal> {
    let path = |name: &str| format!("intervals[{place}].{name}");
    if interval.end <= interval.start {
        let message = format!("{} is not after {}; give a later end", interval.end, interval.start);
        return Err(fault("interval.empty", &path("end"), message));
    }
    let load = not_negative(interval.offered_load, &path("offered_load"))?;
    let lost = not_negative(interval.p_abandon, &path("p_abandon"))?;
    if lost > 1.0 {
        let message = format!("{lost} is no share from 0 to 1; give one such as 0.05");
        return Err(fault("number.out_of_range", &path("p_abandon"), message));
    }
    let load = Decimal::from_f64(load).filter(|load| *load <= Decimal::from(u32::MAX)).ok_or_else(
        || {
            let message = format!("{load} Erlangs are more than {}; give fewer", u32::MAX);
            fault("number.out_of_range", &path("offered_load"), message)
        },
    )?;
    Ok(load * (Decimal::ONE - Decimal::from_f64(lost).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(f64::NAN, 0.0, "number.not_finite", "intervals[0].offered_load")]
    #[case(f64::INFINITY, 0.0, "number.not_finite", "intervals[0].offered_load")]
    #[case(1e300, 0.0, "number.out_of_range", "intervals[0].offered_load")]
    #[case(1.0, f64::NAN, "number.not_finite", "intervals[0].p_abandon")]
    fn what_is_no_number_is_refused(
        #[case] offered_load: f64,
        #[case] p_abandon: f64,
        #[case] code: &str,
        #[case] path: &str,
    ) {
        let (start, end) = (Timestamp::MIN, Timestamp::MAX);
        let interval = BlendedInterval { start, end, agents: 1, offered_load, p_abandon };
        let rules = BlendRules { max_occupancy: Decimal::ONE, switch_efficiency: Decimal::ONE };
        let error = capacity_left(&[interval], &rules).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, path));
    }
}
