use crate::error::{Error, Fault, Result};
use crate::staffing::check::open_share;
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// The most replications of one call.
const MOST_REPLICATIONS: u32 = 100_000;

/// How a desk is simulated.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SimulationOptions {
    /// What all is drawn from: the same seed gives the same outcome, on every machine and in every language.
    pub seed: u32,
    /// How many times, each with other draws and independent of the others; from 1 to 100,000.
    pub replications: u32,
    /// How long after its start nothing is counted yet, as the desk fills up; zero or more, and shorter than the simulation;
    /// absent: nothing is left out.
    pub warm_up: Option<Span>,
    /// The length of the intervals for which figures are told too, from the start on, above zero; absent: none.
    pub interval: Option<Span>,
    /// The share of cases in which an interval of a figure holds the true one, between 0 and 1, both excluded; absent: 0.95,
    /// from two replications on.
    pub confidence: Option<f64>,
    /// So many contacts of the first replication are told one by one, up to 100,000; absent: none.
    pub contacts: Option<u32>,
}

/// The most contacts that are told one by one.
const MOST_TOLD: u32 = 100_000;

impl SimulationOptions {
    /// A seed and how many times; nothing is left out, and nothing told apart.
    #[must_use]
    pub const fn new(seed: u32, replications: u32) -> Self {
        let (warm_up, interval, confidence, contacts) = (None, None, None, None);
        Self { seed, replications, warm_up, interval, confidence, contacts }
    }

    /// The confidence; all faults of the options at once.
    pub(super) fn checked(&self) -> Result<f64> {
        let mut faults = Vec::new();
        if !(1..=MOST_REPLICATIONS).contains(&self.replications) {
            let message =
                format!("{} replications; give from 1 to {MOST_REPLICATIONS}", self.replications);
            let path = "options.replications";
            faults.push(Fault::invalid("integer.out_of_range", path, message));
        }
        if let Some(span) = self.warm_up.filter(|span| span.is_negative()) {
            let message = format!("{span} is negative; give a span of zero or more");
            faults.push(Fault::invalid("span.negative", "options.warm_up", message));
        }
        if let Some(span) = self.interval.filter(|span| *span <= Span::ZERO) {
            let message = format!("{span} is not positive; give a span above zero");
            faults.push(Fault::invalid("span.not_positive", "options.interval", message));
        }
        let path = "options.confidence";
        if let Some(Err(error)) = self.confidence.map(|share| open_share(share, path, "0.95")) {
            faults.extend(error.into_faults());
        } else if self.confidence.is_some() && self.replications == 1 {
            let message =
                "one replication has no interval; give two or more, or leave the confidence out";
            faults.push(Fault::invalid("replications.too_few", "options.replications", message));
        }
        if self.contacts.is_some_and(|told| told > MOST_TOLD) {
            let message = format!("they are too many to be told; give at most {MOST_TOLD}");
            faults.push(Fault::invalid("integer.out_of_range", "options.contacts", message));
        }
        Error::from_faults(faults).map(|()| self.confidence.unwrap_or(0.95))
    }
}
