use super::check::{fault, not_negative, share_below_one};
use super::explain::{PeopleStep, hiring_steps};
use crate::error::{Error, Fault, Result};
use serde::{Deserialize, Serialize};

/// So many months can be planned at most: a century.
const MOST_MONTHS: usize = 1_200;

/// What is missing below this share of an agent is rounding.
const SLACK: f64 = 1e-9;

/// A team that changes, and what it must do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HiringInput {
    /// Full agents needed in each month, in order, 0 or more each; at most 1,200 months.
    pub needed: Vec<f64>,
    /// People employed as the first month begins, all of them full agents.
    pub team: u32,
    /// The share of people who leave in a month, from 0 up to below 1; a year's 30 % are 0.0293 a month.
    #[serde(default)]
    pub attrition: f64,
    /// Which share of a full agent a new one is in his first months, from 0 to 1 each; none: he is one at once.
    #[serde(default)]
    pub ramp: Vec<f64>,
    /// Months until the first who is hired now can start.
    #[serde(default)]
    pub lead_months: u32,
}

/// Who is to start when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HiringPlan {
    /// All who are to start.
    pub hires: u32,
    /// Whether every month has as many full agents as it needs.
    pub is_staffed: bool,
    /// Month by month.
    pub months: Vec<HiringMonth>,
    /// How it came about, in order: what is needed, who leaves, how long new ones learn, and why each month's starters
    /// can't be fewer.
    pub steps: Vec<PeopleStep>,
}

/// A month of a hiring plan; people and agents are expected numbers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HiringMonth {
    /// Full agents needed.
    pub needed: f64,
    /// People who are to start as it begins.
    pub hires: u32,
    /// People employed in it.
    pub people: f64,
    /// Full agents that they are, as far as they have learned the work.
    pub full_agents: f64,
    /// Full agents that are missing: in months that nobody who is hired now can help in time.
    pub missing: f64,
}

/// Who must start when, so that a desk is staffed while people leave and new ones learn.
///
/// # Formula
/// Of those who start in month h, (1 − attrition)^(m − h) are there in month m, each a full agent by the ramp's share
/// for month m − h + 1 and wholly after the ramp. Month by month, what is missing is hired for when a starter helps that
/// month most, as late as that is; then whoever turned out not to be needed is left out, from the first month on. So
/// no single hire can be left out, though fewer could do where hires for several months trade off.
///
/// # Arguments
/// See [`HiringInput`]. Nobody leaves a team of nobody.
///
/// # Errors
/// All at once: `number.not_finite`, `number.out_of_range`; `hiring.too_long` for more than 1,200 months.
/// `integer.out_of_range` for more than 4,294,967,295 hires.
///
/// # Complexity
/// O(months²).
///
/// # Example: two months to learn
/// ```
/// use firstline::staffing::{HiringInput, hiring_plan};
/// let plan = hiring_plan(&HiringInput {
///     needed: vec![10.0, 10.0, 12.0],
///     team: 10,
///     attrition: 0.0,
///     ramp: vec![0.25, 0.75],
///     lead_months: 0,
/// })?;
/// // Two start at once, to be full agents in the third month.
/// assert_eq!(plan.months.iter().map(|it| it.hires).collect::<Vec<_>>(), [2, 0, 0]);
/// let why = "2 people start as month 1 begins: with one fewer, month 3 would have 11 of 12 full agents";
/// assert_eq!(plan.steps[3].text, why);
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// R. C. Grinold and K. T. Marshall, "Manpower Planning Models", 1977: cohorts with a constant share who stay.
pub fn hiring_plan(input: &HiringInput) -> Result<HiringPlan> {
    check(input)?;
    let cohorts = Cohorts { input, yields: yields(input) };
    let mut hires = vec![0_u32; input.needed.len()];
    for (month, needed) in input.needed.iter().enumerate() {
        let missing = needed - cohorts.full_agents(&hires, month);
        if missing > SLACK
            && let Some((start, share)) = cohorts.best_start(month)
            && let Some(starters) = hires.get_mut(start)
        {
            *starters = whole(f64::from(*starters) + (missing / share - SLACK).ceil().max(1.0))?;
        }
    }
    cohorts.leave_out(&mut hires);
    let months = cohorts.months(&hires);
    let sum = hires.iter().map(|starters| f64::from(*starters)).sum();
    let is_staffed = months.iter().all(|it| it.missing <= 0.0);
    let hires = whole(sum)?;
    let steps = hiring_steps(input, &months, hires, &cohorts.yields, SLACK);
    Ok(HiringPlan { hires, is_staffed, months, steps })
}

fn check(input: &HiringInput) -> Result<()> {
    let mut faults: Vec<Fault> = Vec::new();
    let mut note = |result: Result<f64>| {
        faults.extend(result.err().into_iter().flat_map(Error::into_faults));
    };
    for (month, needed) in input.needed.iter().enumerate() {
        note(not_negative(*needed, &format!("input.needed[{month}]")));
    }
    note(share_below_one(input.attrition, "input.attrition"));
    for (month, share) in input.ramp.iter().enumerate() {
        let path = format!("input.ramp[{month}]");
        let message = format!("{share} is no share of a full agent; give one from 0 to 1");
        let is_share = (0.0..=1.0).contains(share);
        note(if is_share { Ok(*share) } else { Err(fault("number.out_of_range", &path, message)) });
    }
    if input.needed.len() > MOST_MONTHS {
        let message = format!("{} months; plan {MOST_MONTHS} at most", input.needed.len());
        faults.push(Fault::invalid("hiring.too_long", "input.needed", message));
    }
    Error::from_faults(faults)
}

/// How much of a full agent a starter is expected to be in his first month, his second, …; and of a person.
fn yields(input: &HiringInput) -> Vec<(f64, f64)> {
    let mut stays = 1.0;
    let mut each = |month: usize| {
        let (share, there) = (input.ramp.get(month).copied().unwrap_or(1.0), stays);
        stays *= 1.0 - input.attrition;
        (share * there, there)
    };
    (0..input.needed.len()).map(&mut each).collect()
}

struct Cohorts<'a> {
    input: &'a HiringInput,
    yields: Vec<(f64, f64)>,
}

impl Cohorts<'_> {
    /// What starters and the first team come to in a month.
    fn sum(&self, hires: &[u32], month: usize, of: impl Fn(&(f64, f64)) -> f64) -> f64 {
        let team = self.yields.get(month).map_or(0.0, |it| f64::from(self.input.team) * it.1);
        let there = hires.iter().take(month + 1).zip(self.yields.iter().take(month + 1).rev());
        there.fold(team, |sum, (starters, it)| sum + f64::from(*starters) * of(it))
    }

    fn full_agents(&self, hires: &[u32], month: usize) -> f64 {
        self.sum(hires, month, |it| it.0)
    }

    /// When a starter helps a month most, as late as that is, and how much.
    fn best_start(&self, month: usize) -> Option<(usize, f64)> {
        let first = usize::try_from(self.input.lead_months).unwrap_or(usize::MAX);
        let mut best: Option<(usize, f64)> = None;
        for start in (first..=month).rev() {
            let share = self.yields.get(month - start).map_or(0.0, |it| it.0);
            if share > best.map_or(0.0, |it| it.1) {
                best = Some((start, share));
            }
        }
        best
    }

    /// Leaves out all who are not needed, from the first month on.
    fn leave_out(&self, hires: &mut [u32]) {
        let needed = self.input.needed.iter().enumerate();
        let mut spare: Vec<f64> =
            needed.map(|(month, needed)| self.full_agents(hires, month) - needed).collect();
        for start in 0..hires.len() {
            let later = || spare.iter().skip(start).zip(&self.yields);
            let most = later()
                .filter(|(_, it)| it.0 > 0.0)
                .map(|(spare, it)| ((spare + SLACK) / it.0).floor())
                .fold(f64::INFINITY, f64::min);
            let Some(starters) = hires.get_mut(start) else { return };
            let out = most.clamp(0.0, f64::from(*starters));
            *starters -= super::check::whole(out).unwrap_or(0);
            for (spare, it) in spare.iter_mut().skip(start).zip(&self.yields) {
                *spare -= out * it.0;
            }
        }
    }

    fn months(&self, hires: &[u32]) -> Vec<HiringMonth> {
        let month = |(month, (needed, hires_then)): (usize, (&f64, &u32))| {
            let full_agents = self.full_agents(hires, month);
            let missing = needed - full_agents;
            HiringMonth {
                needed: *needed,
                hires: *hires_then,
                people: self.sum(hires, month, |it| it.1),
                full_agents,
                missing: if missing > SLACK { missing } else { 0.0 },
            }
        };
        self.input.needed.iter().zip(hires).enumerate().map(month).collect()
    }
}

fn whole(people: f64) -> Result<u32> {
    super::check::whole(people).ok_or_else(|| {
        let message = format!("it needs more than {} hires", u32::MAX);
        fault("integer.out_of_range", "input.needed", message)
    })
}
