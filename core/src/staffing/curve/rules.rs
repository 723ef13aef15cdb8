use super::LoadMethod;
use crate::error::Result;
use crate::staffing::check::share_below_one;
use crate::staffing::queue::QueueInput;
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// What is left of a day's calls and needs nobody, where nobody says otherwise.
const USUAL_NEGLIGIBLE: f64 = 0.01;

/// How long calls take, and what those do who have to wait: a [`QueueInput`] without its arrivals.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CurveQueue {
    /// Average handling time of a call, talk and after-call work; above zero.
    pub aht: Span,
    /// How long callers would wait on average until they hang up, above zero; absent: nobody hangs up.
    pub patience: Option<Span>,
    /// How many can wait at a time, up to 10,000,000; 0: nobody can; absent: no limit.
    pub waiting_places: Option<u32>,
    /// The share of those without an answer that call again, from 0 up to below 1; absent: nobody does. Above 0 it needs a
    /// patience, or so many waiting places.
    pub redial_share: Option<f64>,
}

impl CurveQueue {
    /// Everyone waits until an agent is free.
    #[must_use]
    pub const fn new(aht: Span) -> Self {
        Self { aht, patience: None, waiting_places: None, redial_share: None }
    }

    pub(super) const fn with(&self, arrivals_per_hour: f64) -> QueueInput {
        let Self { aht, patience, waiting_places, redial_share } = *self;
        QueueInput { arrivals_per_hour, aht, patience, waiting_places, redial_share }
    }
}

/// How a staffing curve is made.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CurveRules {
    /// How the load of an interval is told from arrivals.
    pub method: LoadMethod,
    /// The load, in Erlangs, below which an interval without any arrivals needs nobody, from 0 up to below 1; absent:
    /// 0.01. After the last call of a day, its load never quite ends: the chance that someone is still being served is
    /// less than it.
    pub negligible_load: Option<f64>,
}

impl CurveRules {
    /// All that is usual, by a method.
    #[must_use]
    pub const fn new(method: LoadMethod) -> Self {
        Self { method, negligible_load: None }
    }

    pub(super) fn negligible(&self) -> Result<f64> {
        let load = self.negligible_load.unwrap_or(USUAL_NEGLIGIBLE);
        share_below_one(load, "rules.negligible_load")
    }
}
