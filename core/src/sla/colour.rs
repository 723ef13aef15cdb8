use crate::error::Fault;
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// How near a promise is to being broken, as a badge shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlaColour {
    /// There is time.
    Green,
    /// It becomes urgent.
    Amber,
    /// It is nearly broken, or is.
    Red,
}

/// From which share of a target on a promise is shown in which colour.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlaColours {
    /// The share that turns it amber: 0.5 is half of the target.
    pub amber: f64,
    /// The share that turns it red: 1 is all of it. A broken promise is red in any case.
    pub red: f64,
}

impl SlaColours {
    /// Adds what is wrong with them.
    pub(super) fn check(&self, faults: &mut Vec<Fault>) {
        let mut fault = |field: &str, message: &str| {
            let path = format!("spec.colours.{field}");
            faults.push(Fault::invalid("sla.share_out_of_range", path, message));
        };
        if !(0.0..=1000.0).contains(&self.amber) {
            fault("amber", "give a share from 0 to 1000; 0.5 is half of the target");
        }
        if !(0.0..=1000.0).contains(&self.red) || self.red < self.amber {
            fault("red", "give a share that is not below that of amber, and at most 1000");
        }
    }

    /// The colour of a promise of which so much is used.
    pub(super) fn of(&self, used: Span, within: Span, breached: bool) -> SlaColour {
        if breached || used >= within.share(self.red) {
            SlaColour::Red
        } else if used >= within.share(self.amber) {
            SlaColour::Amber
        } else {
            SlaColour::Green
        }
    }
}
