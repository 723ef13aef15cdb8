use super::super::check::{both, fault, open_share};
use super::limits::divisor;
use crate::error::Result;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How much of an agent's time goes into tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineRules {
    /// The share of the time at work that an agent works on tickets, above 0 and up to 1, with at most six decimals;
    /// 0.85 is usual.
    pub max_occupancy: Decimal,
    /// The share of paid time in which an agent is not at work, from 0 up to below 1, with at most six decimals; 0
    /// where the agents are those at work.
    pub shrinkage: Decimal,
}

/// Occupancy × (1 − shrinkage), in lowest terms: both are at most 10^12.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Efficiency {
    pub(super) work: i128,
    pub(super) of: i128,
}

impl DeadlineRules {
    pub(super) fn checked(&self) -> Result<Efficiency> {
        both(occupancy(self.max_occupancy, "rules.max_occupancy"), shrinkage(self.shrinkage))?;
        let busy = self.max_occupancy.normalize();
        let at_work = (Decimal::ONE - self.shrinkage).normalize();
        let work = busy.mantissa() * at_work.mantissa();
        let of = 10_i128.pow(busy.scale() + at_work.scale());
        let common = divisor(work, of);
        Ok(Efficiency { work: work / common, of: of / common })
    }

    /// As a formula, such as `0.85 * (1 - 0.3)`.
    pub(super) fn formula(&self) -> String {
        match self.shrinkage.is_zero() {
            true => self.max_occupancy.normalize().to_string(),
            false => {
                format!("{} * (1 - {})", self.max_occupancy.normalize(), self.shrinkage.normalize())
            }
        }
    }
}

/// A share above 0 and up to 1.
pub(super) fn occupancy(share: Decimal, path: &str) -> Result<()> {
    if share <= Decimal::ZERO || share > Decimal::ONE {
        let message =
            format!("{share} is no such share; give one above 0 and up to 1, such as 0.85");
        return Err(fault("number.out_of_range", path, message));
    }
    six_decimals(share, path)
}

fn shrinkage(share: Decimal) -> Result<()> {
    let path = "rules.shrinkage";
    if share < Decimal::ZERO || share >= Decimal::ONE {
        let message = format!("{share} is no share of time; give one from 0 to below 1");
        return Err(fault("number.out_of_range", path, message));
    }
    six_decimals(share, path)
}

fn six_decimals(share: Decimal, path: &str) -> Result<()> {
    match share.normalize().scale() {
        0..=6 => Ok(()),
        more => {
            let message = format!("{share} has {more} decimals; give at most six");
            Err(fault("number.too_precise", path, message))
        }
    }
}

/// From 0.5 up to below 1.
pub(super) fn confidence(share: f64) -> Result<f64> {
    let share = open_share(share, "confidence", "0.9")?;
    match share >= 0.5 {
        true => Ok(share),
        false => {
            let message = format!("{share} would plan for less than the mean; give 0.5 or more");
            Err(fault("number.out_of_range", "confidence", message))
        }
    }
}
