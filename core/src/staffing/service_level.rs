use super::check::{both, open_share, seconds_from_zero};
use super::figures::Figures;
use crate::error::Result;
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// What a service level is a share of. Where nobody hangs up and nobody is turned away, all are the same.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum ServiceLevelDefinition {
    /// Answered within the time, of all offered: who hangs up counts against it, and so does who is turned away.
    #[default]
    AnsweredOfOffered,
    /// Answered within the time, of all answered: who hangs up does not count.
    AnsweredOfAnswered,
    /// Answered within the time, of all offered but those who hung up within it.
    ExcludingShortAbandons,
    /// Waited no longer than the time, whether that ended with an answer or by hanging up, of all offered.
    WaitWithin,
}

/// Which calls are in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceLevelRule {
    /// The wait that is still in time; zero or more.
    pub within: Span,
    /// What it is a share of; answered of offered if absent.
    #[serde(default)]
    pub definition: ServiceLevelDefinition,
}

/// A service level that is to be met, such as 80 % within 20 seconds.
///
/// It is a limit on a percentile of the wait too: 90 % within a minute holds exactly where the 90th percentile is
/// a minute or less.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceLevelTarget {
    /// The share of calls that are to be in time, between 0 and 1, both excluded, such as 0.8.
    pub share: f64,
    /// The wait that is still in time; zero or more.
    pub within: Span,
    /// What it is a share of; answered of offered if absent.
    #[serde(default)]
    pub definition: ServiceLevelDefinition,
}

impl ServiceLevelDefinition {
    /// The share in time and the share that is not.
    pub(super) fn of(self, figures: &Figures) -> (f64, f64) {
        let Figures { within, late, over, blocked, abandoned, .. } = *figures;
        match self {
            // Each is off by a rounding, by which their sum may be above 1.
            Self::AnsweredOfOffered => (within, (late + abandoned + blocked).min(1.0)),
            Self::AnsweredOfAnswered if within + late <= 0.0 => (0.0, 1.0),
            Self::AnsweredOfAnswered => (within / (within + late), late / (within + late)),
            Self::ExcludingShortAbandons if within + over + blocked <= 0.0 => (0.0, 1.0),
            Self::ExcludingShortAbandons => {
                let counted = within + over + blocked;
                (within / counted, (over + blocked) / counted)
            }
            Self::WaitWithin => (1.0 - over - blocked, over + blocked),
        }
    }
}

/// The seconds and the share of a target.
pub(super) fn checked(target: &ServiceLevelTarget) -> Result<(f64, f64)> {
    both(
        open_share(target.share, "target.share", "0.8"),
        seconds_from_zero(target.within, "target.within"),
    )
}
