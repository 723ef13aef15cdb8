use super::check::{fault, open_share, positive_seconds};
use super::figures::Figures;
use super::service_level::{ServiceLevelDefinition, ServiceLevelTarget, checked};
use crate::error::{Error, ErrorKind, Result};
use crate::time::Span;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

/// What a queue is to do, all at once; at least one target.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffingTargets {
    /// Shares of calls that are to be in time, such as 80 % within 20 seconds; any number of them. A limit on a
    /// percentile of the wait is one too.
    #[serde(default)]
    pub service_levels: Vec<ServiceLevelTarget>,
    /// The longest average speed of answer, above zero.
    pub max_asa: Option<Span>,
    /// The largest share of calls that wait at all, of those that are not turned away; between 0 and 1, both
    /// excluded.
    pub max_p_wait: Option<f64>,
    /// The largest share of calls that hang up, between 0 and 1, both excluded.
    pub max_abandonment: Option<f64>,
    /// The largest share of calls that are turned away, between 0 and 1, both excluded.
    pub max_blocking: Option<f64>,
    /// The largest share of their time in which agents may be busy, above 0 and up to 1.
    pub max_occupancy: Option<Decimal>,
}

/// Which target it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffingGoal {
    /// A service level.
    ServiceLevel,
    /// The average speed of answer.
    Asa,
    /// The share that waits.
    PWait,
    /// The share that hangs up.
    Abandonment,
    /// The share that is turned away.
    Blocking,
    /// How busy agents are.
    Occupancy,
}

/// A target that was checked.
#[derive(Debug, Clone, Copy)]
pub(super) enum Goal {
    Level { place: u32, share: f64, within: f64, definition: ServiceLevelDefinition },
    Asa(f64),
    Wait(f64),
    Abandonment(f64),
    Blocking(f64),
    Occupancy { limit: Decimal, nearest: f64 },
}

impl Goal {
    pub(super) const fn named(&self) -> StaffingGoal {
        match self {
            Self::Level { .. } => StaffingGoal::ServiceLevel,
            Self::Asa(_) => StaffingGoal::Asa,
            Self::Wait(_) => StaffingGoal::PWait,
            Self::Abandonment(_) => StaffingGoal::Abandonment,
            Self::Blocking(_) => StaffingGoal::Blocking,
            Self::Occupancy { .. } => StaffingGoal::Occupancy,
        }
    }

    pub(super) const fn within(&self) -> f64 {
        match self {
            Self::Level { within, .. } => *within,
            _ => 0.0,
        }
    }

    /// By how much it is missed: above zero; else by how much it is met. Nothing where the queue never settles or
    /// nobody is answered.
    pub(super) fn missed_by(&self, figures: &Figures) -> Option<f64> {
        if !figures.stable {
            return None;
        }
        match self {
            Self::Level { share, definition, .. } => {
                let (level, missed) = definition.of(figures);
                // Whichever of both is exact.
                Some((missed - (1.0 - share)).min(share - level))
            }
            Self::Asa(most) => figures.asa.map(|asa| asa - most),
            Self::Wait(most) if figures.blocked < 1.0 => {
                Some(figures.waits / (1.0 - figures.blocked) - most)
            }
            Self::Wait(_) => None,
            Self::Abandonment(most) => Some(figures.abandoned - most),
            Self::Blocking(most) => Some(figures.blocked - most),
            // Where nobody is at work, nobody is as busy as wanted either.
            Self::Occupancy { .. } if figures.occupancy <= 0.0 => None,
            Self::Occupancy { nearest, .. } => Some(figures.occupancy - nearest),
        }
    }

    pub(super) fn met(&self, figures: &Figures) -> bool {
        self.missed_by(figures).is_some_and(|missed| missed <= 0.0)
    }
}

/// The targets, one by one: service levels in their order, then the others.
fn each(targets: &StaffingTargets) -> impl Iterator<Item = Result<Goal>> {
    let share = |share: Option<f64>, path: &'static str, example: &'static str| {
        share.map(|share| open_share(share, path, example))
    };
    let asa = targets.max_asa.map(|span| positive_seconds(span, "targets.max_asa"));
    let wait = share(targets.max_p_wait, "targets.max_p_wait", "0.2");
    let abandonment = share(targets.max_abandonment, "targets.max_abandonment", "0.03");
    let blocking = share(targets.max_blocking, "targets.max_blocking", "0.01");
    let others = [
        asa.map(|asa| asa.map(Goal::Asa)),
        wait.map(|share| share.map(Goal::Wait)),
        abandonment.map(|share| share.map(Goal::Abandonment)),
        blocking.map(|share| share.map(Goal::Blocking)),
        targets.max_occupancy.map(occupancy),
    ];
    let levels = targets.service_levels.iter().zip(0_u32..).map(level);
    levels.chain(others.into_iter().flatten())
}

/// All targets, the first apart: there is one, and all are right.
pub(super) fn goals(targets: &StaffingTargets) -> Result<(Goal, Vec<Goal>)> {
    let (mut goals, mut faults) = (Vec::new(), Vec::new());
    for goal in each(targets) {
        match goal {
            Ok(goal) => goals.push(goal),
            Err(error) => faults.extend(error.into_faults()),
        }
    }
    Error::from_faults(faults)?;
    let mut goals = goals.into_iter();
    let first = goals.next().ok_or_else(|| {
        let message = "no target is given; give at least one, such as a service level";
        fault("targets.none", "targets", message)
    })?;
    Ok((first, goals.collect()))
}

fn level((target, place): (&ServiceLevelTarget, u32)) -> Result<Goal> {
    if (1.0..=1.0).contains(&target.share) {
        let message = "with any number of agents, someone may have to wait; give a share below 1";
        let path = format!("targets.service_levels[{place}].share");
        return Err(Error::new(ErrorKind::Unreachable, "service_level.unreachable", path, message));
    }
    let (share, within) = checked(target)
        .map_err(|error| error.renamed("target", &format!("targets.service_levels[{place}]")))?;
    Ok(Goal::Level { place, share, within, definition: target.definition })
}

fn occupancy(limit: Decimal) -> Result<Goal> {
    match limit.to_f64() {
        Some(nearest) if limit > Decimal::ZERO && limit <= Decimal::ONE => {
            Ok(Goal::Occupancy { limit, nearest })
        }
        _ => {
            let message =
                format!("{limit} is no limit; give a share above 0 and up to 1, such as 0.85");
            Err(fault("number.out_of_range", "targets.max_occupancy", message))
        }
    }
}
