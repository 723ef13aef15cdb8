use super::check::{both, fault, load, not_negative, positive_seconds, share_below_one};
use super::erlang_a::erlang_a;
use super::erlang_c::erlang_c;
use super::figures::Figures;
use super::limited::limited;
use super::root::root;
use crate::error::Result;
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// The most waiting places, and the most callers that may arrive within one patience.
pub(super) const MOST_WAITING: u32 = 10_000_000;
const MOST_IN_A_PATIENCE: f64 = 1e8;
/// More than anyone could count agents for.
pub(super) const MOST_ERLANGS: f64 = 1e12;

/// A queue, without its agents: who calls, how long a call takes, and what those do who have to wait.
///
/// Calls arrive at random (Poisson), handling times and patience vary exponentially.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QueueInput {
    /// Calls an hour, 0 or more; those that are made again after one without an answer are not among them.
    pub arrivals_per_hour: f64,
    /// Average handling time of a call, talk and after-call work; above zero.
    pub aht: Span,
    /// How long callers would wait on average until they hang up, above zero; absent: nobody hangs up.
    pub patience: Option<Span>,
    /// How many can wait at a time, up to 10,000,000: lines less agents; 0: nobody can; absent: no limit.
    pub waiting_places: Option<u32>,
    /// The share of those without an answer that call again, from 0 up to below 1; absent: nobody does. Above 0 it needs
    /// somebody who may be without one: a patience, or so many waiting places.
    pub redial_share: Option<f64>,
}

impl QueueInput {
    /// A queue in which everyone waits until an agent is free.
    #[must_use]
    pub const fn new(arrivals_per_hour: f64, aht: Span) -> Self {
        let (patience, waiting_places, redial_share) = (None, None, None);
        Self { arrivals_per_hour, aht, patience, waiting_places, redial_share }
    }
}

/// A queue that was checked, in seconds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Queue {
    pub(super) arrivals_per_hour: f64,
    /// Of first attempts, in Erlangs.
    pub(super) load: f64,
    pub(super) aht: f64,
    pub(super) aht_millis: i64,
    pub(super) patience: Option<f64>,
    pub(super) places: Option<u32>,
    pub(super) redial: f64,
}

impl Queue {
    pub(super) fn new(input: &QueueInput) -> Result<Self> {
        let right = input.arrivals_per_hour >= 0.0
            && input.aht > Span::ZERO
            && input.patience.is_none_or(|patience| patience > Span::ZERO)
            && input.waiting_places.is_none_or(|places| places <= MOST_WAITING)
            && input.redial_share.is_none_or(|share| (0.0..1.0).contains(&share))
            && !useless(input);
        if !right {
            faults(input)?;
        }
        let queue = Self {
            arrivals_per_hour: input.arrivals_per_hour.abs(),
            load: load(input.arrivals_per_hour, input.aht, "queue.arrivals_per_hour")?,
            aht: input.aht.seconds_float(),
            aht_millis: input.aht.as_millis(),
            patience: input.patience.map(Span::seconds_float),
            places: input.waiting_places,
            redial: input.redial_share.unwrap_or(0.0),
        };
        if queue.load_of_all() > MOST_ERLANGS {
            let message = format!("a load of more than {MOST_ERLANGS} Erlangs; give fewer calls");
            return Err(fault("number.out_of_range", "queue.arrivals_per_hour", message));
        }
        match queue.patience {
            Some(patience) if queue.load_of_all() * patience / queue.aht > MOST_IN_A_PATIENCE => {
                let message = format!(
                    "more than {MOST_IN_A_PATIENCE} calls arrive while one caller waits; leave it out where \
                     callers hardly ever hang up"
                );
                Err(fault("number.out_of_range", "queue.patience", message))
            }
            _ => Ok(queue),
        }
    }

    /// The load of all attempts if none were answered.
    fn load_of_all(&self) -> f64 {
        self.load / (1.0 - self.redial)
    }

    /// How it does with so many agents, counting who is answered within so many seconds.
    pub(super) fn with(&self, agents: u32, within: f64) -> Figures {
        let figures = |load| self.at(load, agents, within);
        if self.redial <= 0.0 || self.load <= 0.0 {
            return figures(self.load);
        }
        // All attempts are the first ones and those after one without an answer.
        let over = |load: f64| load * (1.0 - self.redial * figures(load).lost()) - self.load;
        figures(root(self.load, self.load_of_all(), over))
    }

    fn at(&self, load: f64, agents: u32, within: f64) -> Figures {
        match (self.patience, self.places) {
            (None, None) if load <= 0.0 && agents == 0 => Figures::free(load, agents),
            (None, None) => erlang_c(load, self.aht, agents, within),
            _ if load <= 0.0 => Figures::free(load, agents),
            (Some(patience), None) => erlang_a(load, self.aht, patience, agents, within),
            (patience, Some(places)) => limited(load, self.aht, patience, places, agents, within),
        }
    }
}

/// All that is wrong with a queue.
fn faults(input: &QueueInput) -> Result<()> {
    let arrivals = not_negative(input.arrivals_per_hour, "queue.arrivals_per_hour");
    let aht = positive_seconds(input.aht, "queue.aht");
    let patience = input.patience.map(|span| positive_seconds(span, "queue.patience"));
    let redial = input.redial_share.map(|share| redial(share, input));
    let rest = both(patience.transpose(), both(places(input.waiting_places), redial.transpose()));
    both(both(arrivals, aht), rest).map(|_| ())
}

/// Whether callers would dial again who all get an answer.
fn useless(input: &QueueInput) -> bool {
    let all_are_answered = input.patience.is_none() && input.waiting_places.is_none();
    all_are_answered && input.redial_share.is_some_and(|share| share > 0.0)
}

fn redial(share: f64, input: &QueueInput) -> Result<f64> {
    let path = "queue.redial_share";
    let share = share_below_one(share, path)?;
    if useless(input) {
        let message = "where nobody hangs up or is turned away, nobody calls again; give a patience or waiting places, or \
                       leave it out";
        return Err(fault("redial.nobody", path, message));
    }
    Ok(share)
}

fn places(places: Option<u32>) -> Result<Option<u32>> {
    match places {
        Some(places) if places > MOST_WAITING => {
            let message = format!(
                "{places} are more than {MOST_WAITING}, which is as good as no limit; leave it out"
            );
            Err(fault("integer.out_of_range", "queue.waiting_places", message))
        }
        _ => Ok(places),
    }
}
